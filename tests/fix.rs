//! `check --fix`: what is written back, into which files, and that every other byte stays.

use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::Value;

use crate::common::{files, program, scratch};

const LINE: &str = "摆渡的老人把竹篙往岸石上一点，船就慢慢离了滩，芦花落在他的斗笠上。";

fn check(dir: &Path, args: &[&str]) -> Output {
    program().current_dir(dir).args(["check", "--no-config"]).args(args).output().unwrap()
}

fn text(out: &Output) -> String {
    String::from_utf8(out.stdout.clone()).unwrap()
}

#[test]
fn a_field_of_a_record_is_fixed_and_nothing_beside_it() {
    let dir = scratch("fix-jsonl");
    let file = dir.join("a.jsonl");
    let good = r#"{"id":1,  "text":"LINE","n":1.50}"#.replace("LINE", LINE);
    let noisy =
        r#"{"z":"ＢＣ,这","text":"LINEＢＣ\u200b\n\u7b2c二段。","text2":null , "n":1.50}"#.replace("LINE", LINE);
    let fixed = r#"{"z":"ＢＣ,这","text":"LINEBC\n\u7b2c二段。","text2":null , "n":1.50}"#.replace("LINE", LINE);
    let page = r#"{"html":"<p>LINEＢＣ</p>"}"#.replace("LINE", LINE);
    let before = format!("\u{feff}{noisy}\r\n\n{good}\nno JSON\n{noisy}\n{page}\n{noisy}");
    fs::write(&file, &before).unwrap();
    let diff = text(&check(&dir, &["--diff"]));
    assert!(diff.contains(&format!("@@ -5 +5 @@\n-{noisy}\n+{fixed}\n")), "{diff}");
    assert_eq!(fs::read_to_string(&file).unwrap(), before);
    let out = check(&dir, &["--fix", "--output-format", "concise", "--ignore", "G"]);
    assert!(text(&out).contains("1 file fixed. 1 error and "), "{}", text(&out));
    let after = format!("\u{feff}{fixed}\r\n\n{good}\nno JSON\n{fixed}\n{page}\n{fixed}");
    assert_eq!(fs::read_to_string(&file).unwrap(), after);
    assert_eq!(files(&dir).len(), 1, "nothing is left behind");
    assert_eq!(text(&check(&dir, &["--diff"])), "");
}

#[test]
fn a_packed_container_is_left_alone() {
    let dir = scratch("fix-packed");
    let row = serde_json::json!({"text": format!("{LINE}ＢＣ")}).to_string();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packed, row.as_bytes()).unwrap();
    let bytes = packed.finish().unwrap();
    fs::write(dir.join("a.jsonl.gz"), &bytes).unwrap();
    let out = text(&check(&dir, &["--fix", "--output-format", "concise"]));
    assert!(out.contains("U104") && !out.contains("fixed"), "{out}");
    assert_eq!(files(&dir)["a.jsonl.gz"], bytes);
}

#[test]
fn other_encodings_are_written_back_as_they_were() {
    let dir = scratch("fix-encodings");
    let long = format!("{LINE}\r\n茶农天不亮就上了山，竹篓里还带着昨夜的露水。ＢＣ两县的人都知道，这里的茶好。\r\n");
    let (gbk, ..) = encoding_rs::GB18030.encode(&long);
    fs::write(dir.join("gbk.txt"), &gbk).unwrap();
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    fs::write(dir.join("wide.txt"), wide(&format!("\u{feff}{long}"))).unwrap();
    let args = ["--fix", "--output-format", "concise", "--ignore", "G"];
    assert!(text(&check(&dir, &args)).starts_with("2 files fixed. "), "{}", text(&check(&dir, &args)));
    let fixed = long.replace("ＢＣ", "BC");
    let after = files(&dir);
    assert_eq!(after["gbk.txt"], encoding_rs::GB18030.encode(&fixed).0.into_owned());
    assert_eq!(after["wide.txt"], wide(&format!("\u{feff}{fixed}")));
}

#[test]
fn what_cannot_be_written_back_is_refused_and_said() {
    let dir = scratch("fix-refused");
    let bytes = [LINE.as_bytes(), b"\n\xff\xfe\n", format!("{LINE}ＢＣ\n").as_bytes()].concat();
    fs::write(dir.join("damaged.txt"), &bytes).unwrap();
    let told = text(&check(&dir, &["--output-format", "concise"]));
    assert!(told.contains("U104") && !told.contains("can be fixed"), "{told}");
    let told = text(&check(&dir, &["--fix", "--output-format", "concise"]));
    assert!(told.starts_with("damaged.txt: note D108 [unwritable-document] not fixed: "), "{told}");
    assert_eq!(files(&dir)["damaged.txt"], bytes);
}

#[test]
fn edits_across_markup_stay_undone() {
    let dir = scratch("fix-markup");
    // Three spaces become one: the second is the text of a link.
    let spaced = "The old [ ](y) ferry left late\u{200b}.";
    let page = format!("# 渡口\n\n{LINE}**ＢＣ**[两县](x)\u{200b}的人。\n\n{spaced}\n");
    fs::write(dir.join("a.md"), &page).unwrap();
    check(&dir, &["--fix"]);
    let after = String::from_utf8(files(&dir)["a.md"].clone()).unwrap();
    assert_eq!(after, page.replace("ＢＣ", "BC").replace("\u{200b}的", "的"));
}

#[test]
fn a_fixed_file_keeps_its_permissions_and_a_link_stays_one() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let dir = scratch("fix-link");
    let noisy = format!("{LINE}ＢＣ\n");
    let row = format!("{}\n", serde_json::json!({"text": noisy}));
    for (name, bytes) in [("a.txt", &noisy), ("b.jsonl", &row)] {
        let (file, link) = (dir.join(format!("real-{name}")), dir.join(name));
        fs::write(&file, bytes).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&file, &link).unwrap();
        check(&dir, &["--fix", name]);
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
        assert!(!fs::read_to_string(&file).unwrap().contains("ＢＣ"), "{name}");
    }
}

#[test]
fn places_are_exact_inside_markup_and_wrapped_lines() {
    let dir = scratch("fix-places");
    let wrapped = "The ferry left the eastern landing an hour late that windy\u{200b} morning,\nand nobody on the pier";
    let wrapped = format!("{wrapped} seemed to mind it very much at all,\n").repeat(12);
    fs::write(dir.join("wrapped.txt"), format!("{wrapped}\nEnd of the story.\n")).unwrap();
    let page = format!(
        "# 渡口\n\n{LINE}**他说**\n`a`&amp;[这是\u{200b}码头](x)，好。\n\n| 甲 | 乙\u{200b}的 |\n| - | - |\n| 丙 | 丁 |\n"
    );
    fs::write(dir.join("inline.md"), &page).unwrap();
    let out = check(&dir, &["--select", "R120", "--output-format", "json"]);
    let all: Vec<Value> = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(all.len(), 14);
    for f in &all {
        let source = fs::read_to_string(dir.join(f["path"].as_str().unwrap())).unwrap();
        let at = |key: &str| usize::try_from(f["location"][key].as_u64().unwrap()).unwrap() - 1;
        let line = source.lines().nth(at("line")).unwrap();
        assert_eq!(line.chars().nth(at("column")), Some('\u{200b}'), "{f:#}");
    }
}

#[test]
fn only_what_would_be_written_is_promised() {
    let dir = scratch("fix-promise");
    let promised = |args: &[&str]| {
        let out = check(&dir, &[args, &["--output-format", "json"]].concat());
        let all: Vec<Value> = serde_json::from_slice(&out.stdout).unwrap();
        all.iter().filter(|f| f["fixable"] == true).count()
    };
    // Fixed, the records would be others: whether a text is traditional decides what is done to the rest of it.
    for name in ["news/mirror.txt", "news/tea.txt"] {
        let file = dir.join(name.rsplit('/').next().unwrap());
        fs::copy(Path::new("fixtures/sample").join(name), file).unwrap();
    }
    fs::write(dir.join("plain.txt"), format!("{LINE}ＢＣ\u{200b}\n")).unwrap();
    fs::write(dir.join("page.html"), format!("<p>{LINE}ＢＣ</p>\n")).unwrap();
    let before = files(&dir);
    for name in before.keys() {
        let (promised, shown) = (promised(&[name.as_str()]), text(&check(&dir, &[name.as_str(), "--diff"])));
        assert_eq!(promised > 0, !shown.is_empty(), "{name}: {promised} are promised, and --diff says {shown}");
    }
    // What is selected decides what is done, and so what is promised.
    assert_eq!(promised(&["plain.txt"]), 2);
    assert_eq!(promised(&["plain.txt", "--select", "U104"]), 1);
    assert_eq!(promised(&["plain.txt", "--select", "F"]), 0);
    check(&dir, &["--fix"]);
    assert_ne!(files(&dir)["plain.txt"], before["plain.txt"]);
    let again = text(&check(&dir, &["--fix", "--output-format", "concise"]));
    assert!(!again.contains("file fixed") && !again.contains("can be fixed"), "{again}");
    assert_eq!(promised(&[]), 0);
}

#[test]
fn a_fix_that_would_change_the_record_is_refused_and_said() {
    let dir = scratch("fix-record");
    fs::copy("fixtures/sample/news/mirror.txt", dir.join("a.txt")).unwrap();
    let told = text(&check(&dir, &["--fix", "--output-format", "concise"]));
    assert!(told.starts_with("a.txt: note D108 [unwritable-document] not fixed: with the fixes"), "{told}");
    assert!(!told.contains("can be fixed"), "{told}");
    // What is ignored for a file keeps all of it as it is.
    fs::write(dir.join("a.txt"), format!("{LINE}ＢＣ\u{200b}\n")).unwrap();
    fs::write(dir.join("c.toml"), "[check]\nper-path-ignores = { \"*.txt\" = [\"U104\"] }\n").unwrap();
    let args = ["check", "--config", "c.toml", "--output-format", "concise", "a.txt"];
    let out = program().current_dir(&dir).args(args).output().unwrap();
    assert!(text(&out).contains("R120") && !text(&out).contains("can be fixed"), "{}", text(&out));
    let out = program().current_dir(&dir).args(args).arg("--fix").output().unwrap();
    assert!(text(&out).contains("D108 [unwritable-document] not fixed: what is ignored"), "{}", text(&out));
}
