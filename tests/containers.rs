//! Containers of records in other encodings than UTF-8: lines and values, marked or not, damaged, mixed, resumed.

use std::fs;

use encoding_rs::{BIG5, EUC_JP, Encoding, GB18030, SHIFT_JIS};
use serde_json::{Value, json};

use crate::common::{arg, files, pipe, records, run, scratch};

const PLAIN: [&str; 3] = [
    "山里的早晨很安静，只有溪水的声音。",
    "老人把柴火搬进屋里，准备烧一壶热茶。",
    "她说：“明年春天，我们再来看桃花。”",
];
const TRADITIONAL: [&str; 3] = [
    "山裡的早晨很安靜，只有溪水的聲音。",
    "許功說：「蓋好了。」他們餐後再來。",
    "孩子們沿著田埂跑，後面跟著一條黃狗。",
];
const JAPANESE: [&str; 3] = [
    "山の朝はとても静かで、小川の音だけが聞こえる。",
    "おじいさんは薪を運び、お茶を沸かした。",
    "表の「十」と能力のソース。",
];

fn lines(texts: &[&str], end: &str) -> String {
    texts.iter().enumerate().map(|(n, text)| format!("{}{end}", json!({"text": text, "n": n}))).collect()
}

fn array(texts: &[&str]) -> String {
    let all: Vec<Value> = texts.iter().enumerate().map(|(n, text)| json!({"text": text, "n": n})).collect();
    serde_json::to_string_pretty(&all).unwrap()
}

fn wide(text: &str, big: bool) -> Vec<u8> {
    text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

fn encoded(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    let (bytes, _, lost) = encoding.encode(text);
    assert!(!lost);
    bytes.into_owned()
}

/// Source, encoding, how it was known, damaged places and text of a record.
type Row = (String, String, String, u64, String);

/// A file, its bytes, and the encoding, how it is known and the texts that are in it.
type File = (String, Vec<u8>, &'static str, &'static str, [&'static str; 3]);

/// All records, and the messages of all failures.
fn read(name: &str, all: &[(&str, Vec<u8>)]) -> (Vec<Row>, Vec<String>) {
    let dir = scratch(name);
    let (input, out) = (dir.join("in"), dir.join("out"));
    fs::create_dir(&input).unwrap();
    for (name, bytes) in all {
        fs::write(input.join(name), bytes).unwrap();
    }
    run(&["--quiet", "--no-config", "--passes", "none", arg(&input), arg(&out)]);
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    let kept = records(&out.join("clean-00000.jsonl")).into_iter().map(|r| {
        let (encoding, number) = (&r["encoding"], r["source"].as_str().unwrap().rsplit_once('#').unwrap().1);
        let n = r["meta"]["n"].as_u64().unwrap();
        assert!(name != "containers" || n + 1 == number.parse::<u64>().unwrap(), "{r}");
        let replaced = encoding["replaced"].as_u64().unwrap();
        (word(&r["source"]), word(&encoding["name"]), word(&encoding["how"]), replaced, word(&r["text"]))
    });
    let failed = fs::read_to_string(out.join("errors.jsonl")).unwrap_or_default();
    (kept.collect(), failed.lines().map(str::to_owned).collect())
}

#[test]
fn containers_are_read_in_the_encoding_they_are_in() {
    let mut all: Vec<File> = Vec::new();
    for (form, make) in [("jsonl", lines as fn(&[&str], &str) -> String), ("json", |texts, _| array(texts))] {
        for end in ["\n", "\r\n"] {
            let mut put = |name: &str, bytes: Vec<u8>, encoding, how, texts| {
                all.push((format!("{name}-{}.{form}", end.len()), bytes, encoding, how, texts));
            };
            let (plain, traditional, japanese) = (make(&PLAIN, end), make(&TRADITIONAL, end), make(&JAPANESE, end));
            put("a-le", wide(&plain, false), "utf-16le", "detected", PLAIN);
            put("b-be", wide(&plain, true), "utf-16be", "detected", PLAIN);
            put("c-le-mark", wide(&format!("\u{FEFF}{plain}"), false), "utf-16le", "bom", PLAIN);
            put("d-be-mark", wide(&format!("\u{FEFF}{plain}"), true), "utf-16be", "bom", PLAIN);
            put("e-gb", encoded(&plain, GB18030), "gb18030", "detected", PLAIN);
            put("f-big5", encoded(&traditional, BIG5), "big5", "detected", TRADITIONAL);
            put("g-sjis", encoded(&japanese, SHIFT_JIS), "shift_jis", "detected", JAPANESE);
            put("h-euc", encoded(&japanese, EUC_JP), "euc-jp", "detected", JAPANESE);
            let wider = |text: &str| text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect::<Vec<u8>>();
            put("i-wider", wider(&plain), "utf-32le", "detected", PLAIN);
        }
    }
    all.sort_by(|a, b| a.0.cmp(&b.0));
    let inputs: Vec<(&str, Vec<u8>)> = all.iter().map(|(name, bytes, ..)| (&**name, bytes.clone())).collect();
    let (kept, failed) = read("containers", &inputs);
    assert!(failed.is_empty(), "{failed:?}");
    let wanted: Vec<_> = all
        .iter()
        .flat_map(|(name, _, encoding, how, texts)| {
            let row = move |(n, text): (usize, &&str)| {
                (format!("{name}#{}", n + 1), (*encoding).to_owned(), (*how).to_owned(), 0, (*text).to_owned())
            };
            texts.iter().enumerate().map(row).collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(kept, wanted);
}

/// `bytes` without the byte at `at`.
fn without(mut bytes: Vec<u8>, at: usize) -> Vec<u8> {
    bytes.remove(at);
    bytes
}

#[test]
fn a_lost_byte_costs_its_characters_and_no_other_line() {
    let long = "溪水从山上流下来，绕过村子，再流进山下的大湖，湖边的芦苇年年都长得很高。".repeat(4);
    let texts = [&*long, PLAIN[1], PLAIN[2]];
    let text = lines(&texts, "\n");
    let at = text.find("绕过").unwrap();
    let narrow = encoded(&text[..at], GB18030).len();
    let inputs = [
        ("a.jsonl", without(wide(&text, false), text[..at].encode_utf16().count() * 2)),
        ("b.jsonl", without(wide(&text, true), text[..at].encode_utf16().count() * 2 + 1)),
        ("c.jsonl", without(encoded(&text, GB18030), narrow)),
        ("d.jsonl", without(text.clone().into_bytes(), at)),
    ];
    let (kept, failed) = read("containers-damaged", &inputs);
    assert!(failed.is_empty(), "{failed:?}");
    for (n, row) in kept.iter().enumerate() {
        let whole = texts[n % 3];
        if n % 3 > 0 {
            assert_eq!((row.3, &*row.4), (0, whole), "{row:?}");
            continue;
        }
        assert_eq!(row.3, 1, "{row:?}");
        let (before, behind) = row.4.split_once('\u{FFFD}').unwrap();
        assert!(whole.starts_with(before) && whole.ends_with(behind), "{row:?}");
        assert!(before.chars().count() + behind.chars().count() + 3 >= whole.chars().count(), "{row:?}");
    }
    assert_eq!(kept.len(), 12);
}

#[test]
fn damage_of_the_syntax_costs_one_line() {
    for big in [false, true] {
        let text = lines(&PLAIN, "\r\n");
        let at = text[..text.find("\"n\"").unwrap()].encode_utf16().count() * 2;
        let (kept, failed) =
            read("containers-syntax", &[("a.jsonl", without(wide(&text, big), at + usize::from(!big)))]);
        assert_eq!(failed.len(), 1);
        assert_eq!(kept.iter().map(|row| &*row.0).collect::<Vec<_>>(), ["a.jsonl#2", "a.jsonl#3"]);
        assert_eq!(kept.iter().map(|row| &*row.4).collect::<Vec<_>>(), PLAIN[1..]);
    }
}

#[test]
fn evidence_may_come_late_and_files_may_be_mixed() {
    let (plain, narrow) = (lines(&PLAIN, "\n"), encoded(&lines(&PLAIN, "\n"), GB18030));
    let late = "{\"n\": 0, \"text\": \"Plain words of an English record.\"}\n".repeat(3000);
    let inputs = [
        ("a.jsonl", [late.as_bytes(), &narrow].concat()),
        ("b.jsonl", [&narrow[..], plain.as_bytes()].concat()),
        ("c.jsonl", [plain.as_bytes(), &narrow[..]].concat()),
        ("d.jsonl", [b"{\"text\": \"Not text: \xff\xfe\xfd\"}\n", plain.as_bytes()].concat()),
    ];
    let (kept, failed) = read("containers-mixed", &inputs);
    let of = |file: &str| {
        let rows = kept.iter().filter(|row| row.0.starts_with(file)).map(|row| (&*row.1, &*row.4));
        rows.collect::<Vec<_>>()
    };
    let (gb, utf) = (PLAIN.map(|text| ("gb18030", text)), PLAIN.map(|text| ("utf-8", text)));
    assert_eq!(of("a.jsonl")[3000..], gb);
    assert_eq!(of("b.jsonl"), [gb, utf].concat());
    assert_eq!(of("c.jsonl"), [utf, gb].concat());
    assert_eq!(of("d.jsonl"), utf);
    assert_eq!(failed.len(), 1);
    assert!(failed[0].contains("not valid UTF-8 at byte 20"), "{failed:?}");
}

#[test]
fn streams_of_other_encodings_are_read_and_blank_lines_answered() {
    let text = format!("{}\n{}", lines(&PLAIN, "\n"), lines(&PLAIN, "\n"));
    for (bytes, name) in [
        (wide(&format!("\u{FEFF}{text}"), false), "utf-16le"),
        (wide(&text, true), "utf-16be"),
        (encoded(&text, GB18030), "gb18030"),
    ] {
        let output = pipe(&["-", "--quiet", "--no-config", "--passes", "none"], &bytes);
        let answers = String::from_utf8(output.stdout).unwrap();
        let answers: Vec<&str> = answers.split('\n').collect();
        assert_eq!(answers.len(), 8, "{name}");
        assert_eq!((answers[3], answers[7]), ("", ""));
        for (n, line) in [0, 1, 2, 4, 5, 6].into_iter().enumerate() {
            let record: Value = serde_json::from_str(answers[line]).unwrap();
            assert_eq!((&record["encoding"]["name"], &record["text"]), (&json!(name), &json!(PLAIN[n % 3])));
            assert_eq!(record["source"], json!(format!("stdin#{}", line + 1)));
        }
    }
}

#[test]
fn threads_do_not_matter() {
    let dir = scratch("containers-threads");
    let input = dir.join("in");
    fs::create_dir(&input).unwrap();
    let many = lines(&PLAIN.repeat(400), "\n");
    fs::write(input.join("a.jsonl"), wide(&many, false)).unwrap();
    fs::write(input.join("b.jsonl"), encoded(&many, GB18030)).unwrap();
    let mut outputs = ["1", "2", "8"].map(|jobs| {
        let out = dir.join(jobs);
        assert!(run(&["--quiet", "--no-config", "--jobs", jobs, arg(&input), arg(&out)]).status.success());
        files(&out)
    });
    for output in &mut outputs {
        output.retain(|name, _| name.starts_with("clean"));
    }
    assert!(outputs[0] == outputs[1] && outputs[1] == outputs[2]);
}

#[test]
fn what_is_no_utf8_is_not_fixed_in_place() {
    let dir = scratch("containers-fix");
    let file = dir.join("a.jsonl");
    let bytes = wide(&lines(&["山里的早晨很安静，&nbsp;只有溪水的声音，&amp;没有别的。"], "\n"), false);
    fs::write(&file, &bytes).unwrap();
    run(&["check", "--fix", "--no-config", arg(&file)]);
    assert_eq!(fs::read(&file).unwrap(), bytes);
}
