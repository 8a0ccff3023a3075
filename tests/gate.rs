//! Duplicates: the first of equal texts is kept, in any run and in any check.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::common::{arg, files, pipe, program, records, run, scratch};

const TEXTS: [&str; 3] = [
    "摆渡的老人把竹篙往岸石上一点，船就慢慢离了滩，芦花落在他的斗笠上。",
    "茶农天不亮就上了山，竹篓里还带着昨夜的露水和几片老叶子。",
    "The ferry left an hour late, and nobody on the pier seemed to mind.",
];

/// Three texts in several coats: as a file, in traditional script, with noise, as records.
fn documents(name: &str) -> PathBuf {
    let dir = scratch(name);
    fs::create_dir(dir.join("in")).unwrap();
    let put = |file: &str, text: &str| fs::write(dir.join("in").join(file), text).unwrap();
    put("a.txt", TEXTS[0]);
    put("b.md", &format!("# 渡口\n\n{}\n", TEXTS[0].replace("摆渡的老人", "擺渡的老\u{200b}人")));
    put("c.txt", TEXTS[1]);
    let rows = [TEXTS[2], TEXTS[1], "短。", "短。", TEXTS[2]];
    let line = |(n, text): (usize, &&str)| format!("{}\n", serde_json::json!({"id": format!("r{n}"), "text": text}));
    put("d.jsonl", &rows.iter().enumerate().map(line).collect::<String>());
    dir
}

fn check(dir: &Path, args: &[&str]) -> Vec<Value> {
    let out = program()
        .current_dir(dir.join("in"))
        .args(["check", "--no-config", "--output-format", "json-lines"])
        .args(args)
        .output();
    String::from_utf8(out.unwrap().stdout).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

#[test]
fn a_run_keeps_the_first() {
    let dir = documents("gate-run");
    let input = dir.join("in");
    let out = |jobs: &str| {
        let out = dir.join(format!("out-{jobs}"));
        let done = run(&["--no-config", "--jobs", jobs, "--passes", "default,G", arg(&input), arg(&out)]);
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        out
    };
    let one = out("1");
    let (kept, dropped) = (records(&one.join("clean-00000.jsonl")), records(&one.join("discards-00000.jsonl")));
    let sources = |rows: &[Value]| rows.iter().map(|r| r["source"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(sources(&kept), ["a.txt", "c.txt", "d.jsonl#1"]);
    assert_eq!(sources(&dropped), ["b.md", "d.jsonl#2", "d.jsonl#3", "d.jsonl#4", "d.jsonl#5"]);
    let reason = |n: usize| (dropped[n]["dropped"]["code"].as_str().unwrap(), &dropped[n]["dropped"]["value"]);
    assert_eq!(reason(0), ("G101", &kept[0]["id"]));
    assert_eq!(reason(1), ("G101", &kept[1]["id"]));
    assert_eq!(reason(2).0, "F102", "what a filter drops is compared with nothing");
    assert_eq!(reason(3).0, "F102");
    assert_eq!(reason(4), ("G101", &"r0".into()));
    assert_eq!(dropped[0]["dropped"]["what"], "duplicate-of");
    assert_eq!(dropped[0]["text"], kept[0]["text"], "complete, like any discarded document");
    let report: Value = serde_json::from_slice(&fs::read(one.join("report.json")).unwrap()).unwrap();
    assert_eq!((&report["kept"], &report["dropped"]), (&3.into(), &5.into()));
    assert_eq!(report["dropped_by"]["G101 duplicate-of"], 3);
    assert!(files(&one).keys().all(|name| !name.starts_with("signatures")), "nothing is left behind");
    assert!(files(&one) == files(&out("2")) && files(&one) == files(&out("8")));
}

#[test]
fn a_run_keeps_all_unless_asked() {
    let dir = documents("gate-default");
    let out = dir.join("out");
    assert!(run(&["--no-config", arg(&dir.join("in")), arg(&out)]).status.success());
    assert_eq!(records(&out.join("clean-00000.jsonl")).len(), 6);
}

#[test]
fn a_stream_answers_each_line() {
    let line = format!("{}\n", serde_json::json!({"id": "x", "text": TEXTS[0]}));
    let out = pipe(&["--no-config", "--passes", "+drop-duplicates", "-"], line.repeat(2).as_bytes());
    let rows: Vec<Value> =
        String::from_utf8(out.stdout).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(rows.len(), 2);
    assert!(rows[0].get("dropped").is_none());
    assert_eq!(rows[1]["dropped"]["value"], "x");
}

#[test]
fn a_check_names_the_first() {
    let dir = documents("gate-check");
    let found = check(&dir, &["--select", "G"]);
    let told: Vec<(&str, Option<u64>, &str)> = found
        .iter()
        .map(|f| (f["path"].as_str().unwrap(), f["location"]["line"].as_u64(), f["message"].as_str().unwrap()))
        .collect();
    let of = |first: &str| format!("duplicate of another checked document: {first}");
    assert_eq!(
        told,
        [("b.md", None, &*of("a.txt")), ("d.jsonl", Some(2), &*of("c.txt")), ("d.jsonl", Some(5), &*of("d.jsonl:1"))]
    );
    assert!(found.iter().all(|f| f["severity"] == "error" && f["code"] == "G101"));
    for jobs in ["1", "2", "8"] {
        assert_eq!(check(&dir, &["--select", "G", "-j", jobs]), found);
    }
    assert_eq!(check(&dir, &["--ignore", "G,F,U,R"]), Vec::<Value>::new());
    assert_eq!(check(&dir, &["--select", "G", "b.md"]), Vec::<Value>::new(), "alone it is no duplicate");
}
