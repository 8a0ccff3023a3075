//! What is read, and how: folders, earlier runs among them, and the fields of records.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::common::{arg, files, pipe, records, run, scratch};
use crate::harness::root;

/// The counts of a run: read, kept.
fn counts(out: &Path) -> (u64, u64) {
    let report: Value = serde_json::from_slice(&fs::read(out.join("report.json")).unwrap()).unwrap();
    (report["read"].as_u64().unwrap(), report["kept"].as_u64().unwrap())
}

/// The answers to lines of a stream.
fn answers(lines: &[&str], args: &[&str]) -> Vec<Value> {
    let output = pipe(&[&["-", "--quiet", "--no-config"], args].concat(), lines.join("\n").as_bytes());
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn the_output_is_never_an_input() {
    let dir = scratch("apart");
    let out = dir.join("out");
    assert!(run(&["--quiet", arg(&root().join("fixtures/sample")), arg(&out)]).status.success());
    let before = files(&out);
    for input in [out.clone(), out.join("clean-00000.jsonl"), out.join(".")] {
        let refused = run(&["--overwrite", arg(&input), arg(&out)]);
        let message = String::from_utf8(refused.stderr).unwrap();
        assert_eq!(refused.status.code(), Some(2));
        assert!(message.contains("choose another folder for the output"), "{message}");
    }
    assert!(before == files(&out), "nothing was removed");
}

#[test]
fn of_an_earlier_run_the_clean_records_are_read() {
    let dir = scratch("chained");
    let (out, again) = (dir.join("out"), dir.join("again"));
    assert!(run(&["--quiet", arg(&root().join("fixtures/sample")), arg(&out)]).status.success());
    assert!(run(&["--quiet", arg(&out), arg(&again)]).status.success());
    let (_, kept) = counts(&out);
    assert_eq!(counts(&again), (kept, kept));
    // Elsewhere a file of such a name is a document like any other.
    let other = dir.join("other");
    fs::create_dir_all(&other).unwrap();
    fs::write(other.join("report.html"), "<p>The harvest report of the year, a page like any other.</p>").unwrap();
    fs::write(other.join("report.json"), r#"{"text": "The harvest of the year was good, say the growers."}"#).unwrap();
    assert!(run(&["--quiet", arg(&other), arg(&dir.join("third"))]).status.success());
    assert_eq!(counts(&dir.join("third")), (2, 2));
}

#[test]
fn inputs_within_each_other_are_read_once() {
    let dir = scratch("within");
    let sample = root().join("fixtures/sample");
    let (one, many) = (dir.join("one"), dir.join("many"));
    assert!(run(&["--quiet", arg(&sample), arg(&one)]).status.success());
    let file = sample.join("./feed.jsonl");
    assert!(run(&["--quiet", arg(&sample), arg(&sample), arg(&file), arg(&many)]).status.success());
    assert_eq!(counts(&one), counts(&many));
    assert!(files(&one)["clean-00000.jsonl"] == files(&many)["clean-00000.jsonl"]);
}

#[test]
fn numbers_of_records_keep_their_digits() {
    let line = r#"{"id":12345678901234567890123,"text":"A tale of two tea gardens.","price":1.10,"big":123456789012345678901234567890,"far":1e400}"#;
    let record = &answers(&[line], &["--passes", "none"])[0];
    assert_eq!(record["id"], "12345678901234567890123");
    assert_eq!(record["meta"].to_string(), r#"{"price":1.10,"big":123456789012345678901234567890,"far":1e+400}"#);
}

#[test]
fn what_a_record_says_of_its_document_is_read_and_stays() {
    let line = r#"{"text":"A tale of two tea gardens.","title":"Tea","tags":["tea","garden"],"category":"Travel","publisher":"The Daily Leaf"}"#;
    let record = &answers(&[line], &["--passes", "none,read-front-matter"])[0];
    assert_eq!(record["title"], "Tea");
    assert_eq!(record["tags"].to_string(), r#"["tea","garden"]"#);
    assert_eq!(record["categories"].to_string(), r#"["Travel"]"#);
    assert_eq!(record["publisher"], "The Daily Leaf");
    assert_eq!(record["meta"]["tags"], record["tags"]);
}

#[test]
fn what_python_writes_is_read() {
    let lines = [
        r#"{"text":"Scores are NaN at times.","score":NaN,"low":-Infinity}"#,
        "\u{feff}{\"text\":\"A file that was put behind another one.\"}",
        r#"{"text":"","content":"An empty field does not hide a full one."}"#,
        r#"{"text":null,"title":"Nothing"}"#,
        r#"{"text":"cut off"#,
    ];
    let found = answers(&lines, &["--passes", "none"]);
    assert_eq!(found[0]["meta"].to_string(), r#"{"score":null,"low":null}"#);
    assert_eq!(found[0]["text"], "Scores are NaN at times.");
    assert_eq!(found[1]["text"], "A file that was put behind another one.");
    assert_eq!(found[2]["text"], "An empty field does not hide a full one.");
    assert!(found[3]["error"]["message"].as_str().unwrap().contains("text (null)"), "{}", found[3]);
    assert_eq!(found[3]["source"], "stdin#4");
    assert!(!found[4]["error"]["message"].as_str().unwrap().contains("line 1"), "{}", found[4]);
}

#[test]
fn streams_of_one_collection_give_different_ids() {
    let id = |line: &str| answers(&[line], &["--passes", "none"])[0]["id"].clone();
    let (one, other) = (r#"{"text":"The first part."}"#, r#"{"text":"The second part."}"#);
    assert_ne!(id(one), id(other));
    assert_eq!(id(one), id(one));
}

#[test]
fn site_rules_can_be_switched_off() {
    let dir = scratch("rules-off");
    let rules = dir.join("corpusclean.toml");
    fs::write(&rules, "[[site]]\nmatch = \"*\"\ncut = [\"Read more: *\"]\n").unwrap();
    let line = r#"{"text":"The growers met on Monday and talked.\nRead more: ten ways to save","url":"https://a.example.com/1"}"#;
    let text = |passes: &str| answers(&[line], &["--passes", passes])[0]["text"].as_str().unwrap().to_owned();
    let with = |passes: &str| {
        let output = pipe(&["-", "--quiet", "--config", arg(&rules), "--passes", passes], line.as_bytes());
        let record: Value = serde_json::from_slice(&output.stdout).unwrap();
        record["text"].as_str().unwrap().to_owned()
    };
    assert!(!with("default").contains("Read more") && !with("none,S").contains("Read more"));
    for passes in ["default,-S103", "-apply-site-rules", "none,R"] {
        assert_eq!(with(passes), text(passes), "{passes}");
    }
}

#[test]
fn converted_text_is_tagged_by_what_it_became() {
    let hans = r#"{"text":"这里的软件开发者们认为，经济发展的机遇与风险同时存在，应当认真对待。"}"#;
    let hant = r#"{"text":"這裡的軟體開發者們認為，經濟發展的機遇與風險同時存在，應當認真對待。"}"#;
    for (line, script, tag, was) in [
        (hans, "s2t", "zh-Hant", "zh-Hans"),
        (hans, "s2twp", "zh-Hant-TW", "zh-Hans"),
        (hans, "s2hk", "zh-Hant-HK", "zh-Hans"),
        (hant, "tw2sp", "zh-Hans", "zh-Hant"),
    ] {
        let record = &answers(&[line], &["--script", script])[0];
        assert_eq!((record["language"].as_str(), record["original_language"].as_str()), (Some(tag), Some(was)));
    }
    let dir = scratch("tagged");
    fs::write(dir.join("in.jsonl"), hans).unwrap();
    assert!(run(&["--quiet", "--script", "t2jp", arg(&dir.join("in.jsonl")), arg(&dir.join("out"))]).status.success());
    assert_eq!(records(&dir.join("out/clean-00000.jsonl"))[0]["language"], "zh-Hans");
}

#[test]
fn files_of_other_kinds_are_counted() {
    let dir = scratch("others");
    let (input, out) = (dir.join("in"), dir.join("out"));
    fs::create_dir_all(input.join("more")).unwrap();
    fs::write(input.join("a.txt"), "The harvest of the year was good, say the growers of the valley.").unwrap();
    for name in ["b.pdf", "more/c.PDF", "more/d.docx.gz", "Makefile", ".hidden"] {
        fs::write(input.join(name), "%").unwrap();
    }
    let told = run(&["--no-config", arg(&input), arg(&out)]);
    let told = String::from_utf8(told.stderr).unwrap();
    let report: Value = serde_json::from_slice(&fs::read(out.join("report.json")).unwrap()).unwrap();
    assert_eq!(counts(&out), (1, 1));
    assert_eq!(report["passed_over"], serde_json::json!({".gz": 1, ".pdf": 2, "other": 2}));
    assert!(told.contains("other files: .pdf 2, other 2, .gz 1"), "{told}");
}
