//! `corpusclean diff` through the real program.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::common::{Dice, arg, run, scratch, story, write_records};

/// Cleans the same inputs into folders of these names with these options.
fn cleaned(dir: &Path, runs: &[(&str, &[&str])]) -> Vec<PathBuf> {
    let input = dir.join("in");
    if !input.exists() {
        fs::create_dir(&input).unwrap();
        write_records(&input.join("a.jsonl"), 300, 31);
        fs::write(input.join("b.txt"), "短。").unwrap();
        fs::write(input.join("c.txt"), story(&mut Dice(32), 2)).unwrap();
    }
    let run_one = |(name, options): &(&str, &[&str])| {
        let out = dir.join(name);
        let mut args = vec!["--quiet", arg(&input), arg(&out)];
        args.extend(*options);
        assert_eq!(run(&args).status.code(), Some(2), "some records are broken on purpose");
        out
    };
    runs.iter().map(run_one).collect()
}

fn diff(a: &Path, b: &Path, more: &[&str]) -> (i32, String) {
    let mut args = vec!["diff", arg(a), arg(b)];
    args.extend(more);
    let output = run(&args);
    let text = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    (output.status.code().unwrap(), text)
}

fn json(a: &Path, b: &Path) -> Value {
    let (_, text) = diff(a, b, &["--format", "json"]);
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e}: {text}"))
}

fn sum(counts: &Value) -> u64 {
    counts.as_object().unwrap().values().map(|n| n.as_u64().unwrap()).sum()
}

#[test]
fn packing_makes_no_difference() {
    let dir = scratch("diff-same");
    let small: &[&str] = &["--compress", "zstd", "--shard-size", "50KB"];
    let outs = cleaned(&dir, &[("a", &[]), ("b", small), ("c", &["--compress", "gzip"])]);
    for other in &outs[1..] {
        let (code, text) = diff(&outs[0], other, &[]);
        assert_eq!(code, 0, "{text}");
        assert!(text.contains("compress: none ->"), "{text}");
        let d = json(&outs[0], other);
        assert_eq!((d["changed"].as_u64(), sum(&d["added"]), sum(&d["dropped"])), (Some(0), 0, 0));
        assert!(d["same"].as_u64().unwrap() > 100 && d["lost"].as_u64().unwrap() > 10, "{d:#}");
    }
}

#[test]
fn changes_are_laid_to_the_pass_that_made_them() {
    let dir = scratch("diff-passes");
    let outs = cleaned(&dir, &[("a", &[]), ("b", &["--passes", "default,-unify-punctuation"])]);
    let (code, text) = diff(&outs[0], &outs[1], &["--samples", "2"]);
    assert_eq!(code, 1, "{text}");
    assert!(text.contains("passes: ") && text.contains("U105 unify-punctuation"), "{text}");
    assert!(text.contains("[-，-]{+,+}"), "{text}");
    let d = json(&outs[0], &outs[1]);
    let passes = d["passes"].as_array().unwrap();
    let of = passes.iter().find(|p| p["code"] == "U105").unwrap();
    assert_eq!((&of["edits_b"], &of["changed"]), (&0.into(), &d["changed"]));
    assert_eq!(d["unexplained"], 0);
    let by: Vec<&str> = d["samples"].as_array().unwrap().iter().map(|s| s["by"].as_str().unwrap()).collect();
    assert!(!by.is_empty() && by.iter().all(|c| c.starts_with('U')), "{by:?}");
    // Turned round, what was removed is inserted.
    let (_, back) = diff(&outs[1], &outs[0], &["--samples", "2"]);
    assert!(back.contains("[-,-]{+，+}"), "{back}");
}

#[test]
fn added_and_dropped_documents_come_with_the_reason() {
    let dir = scratch("diff-fates");
    fs::write(dir.join("long.toml"), "[passes.drop-short]\nmin-chars = 1000\n").unwrap();
    let config = dir.join("long.toml");
    let outs = cleaned(&dir, &[("a", &["--no-config"]), ("b", &["--config", arg(&config)])]);
    let d = json(&outs[0], &outs[1]);
    let dropped = d["dropped"].as_object().unwrap();
    assert_eq!(dropped.keys().collect::<Vec<_>>(), ["F102 chars"]);
    assert!(sum(&d["dropped"]) > 0 && sum(&d["added"]) == 0 && d["changed"] == 0, "{d:#}");
    let sample = &d["samples"][0];
    assert_eq!((&sample["kind"], &sample["by"]), (&"dropped".into(), &"F102 chars".into()));
    assert_eq!(sum(&json(&outs[1], &outs[0])["added"]), sum(&d["dropped"]));
    // An input that is there only once, and one that cannot be read any more.
    fs::write(dir.join("in/bb.txt"), story(&mut Dice(33), 2)).unwrap();
    fs::write(dir.join("in/c.txt"), (0..=255).cycle().take(4096).collect::<Vec<u8>>()).unwrap();
    let more = cleaned(&dir, &[("c", &["--no-config"])]);
    let d = json(&outs[0], &more[0]);
    assert_eq!(d["added"], serde_json::json!({ "not in A": 1 }));
    assert_eq!(d["dropped"], serde_json::json!({ "failed: binary": 1 }));
    assert_eq!(d["changed"], 0);
}

#[test]
fn an_account_tells_edits_of_the_same_number_apart() {
    let dir = scratch("diff-account");
    let full = ["--account", "full", "--script"];
    let (hant, tw) = ([&full[..], &["hant"]].concat(), [&full[..], &["tw"]].concat());
    let outs = cleaned(&dir, &[("a", &hant), ("b", &tw)]);
    let d = json(&outs[0], &outs[1]);
    let passes = d["passes"].as_array().unwrap();
    assert!(passes.iter().all(|p| p["code"] != "U105"), "{passes:#?}");
    assert!(d["changed"].as_u64().unwrap() > 0, "{d:#}");
    assert_eq!(passes[0]["code"], "U102", "{passes:#?}");
    assert_eq!(passes[0]["changed"], passes[0]["first"]);
}

#[test]
fn records_of_other_layouts_are_compared_too() {
    let dir = scratch("diff-layouts");
    for layout in ["dolma", "datatrove"] {
        let options = ["--layout", layout];
        let other = ["--layout", layout, "--passes", "default,-U"];
        let (a, b) = (format!("{layout}-a"), format!("{layout}-b"));
        let outs = cleaned(&dir, &[(&a, &options), (&b, &other)]);
        assert_eq!(diff(&outs[0], &outs[0], &[]).0, 0);
        let d = json(&outs[0], &outs[1]);
        assert!(d["changed"].as_u64().unwrap() > 0 && !d["passes"].as_array().unwrap().is_empty(), "{d:#}");
    }
}

#[test]
fn what_cannot_be_compared_is_refused_with_what_to_do() {
    let dir = scratch("diff-refused");
    let short: &[&str] = &["--fields", "id,text"];
    let outs = cleaned(&dir, &[("a", &[]), ("b", short)]);
    let refused = |a: &Path, b: &Path, says: &str| {
        let (code, text) = diff(a, b, &[]);
        assert_eq!(code, 2, "{text}");
        assert!(text.contains(says), "{text}");
    };
    refused(&outs[0], &outs[1], "have no `source`");
    refused(&outs[0], &dir, "holds no run of this program");
    refused(&dir.join("in/b.txt"), &outs[0], "is no folder");
    fs::write(outs[1].join("checkpoint.json"), "{}").unwrap();
    refused(&outs[0], &outs[1], "--resume");
    // The same inputs, named in another order.
    let (x, y) = (dir.join("in/a.jsonl"), dir.join("in/c.txt"));
    let (p, q) = (dir.join("p"), dir.join("q"));
    run(&["--quiet", arg(&x), arg(&y), arg(&p)]);
    run(&["--quiet", arg(&y), arg(&x), arg(&q)]);
    refused(&p, &q, "in the same order");
}

#[test]
fn a_folder_that_is_not_whole_is_refused() {
    let dir = scratch("diff-not-whole");
    let small: &[&str] = &["--shard-size", "20KB"];
    let outs = cleaned(&dir, &[("a", small), ("b", small)]);
    assert_eq!(diff(&outs[0], &outs[1], &[]).0, 0);
    fs::remove_file(outs[1].join("clean-00001.jsonl")).unwrap();
    for (a, b) in [(0, 1), (1, 0)] {
        let (code, text) = diff(&outs[a], &outs[b], &[]);
        assert_eq!(code, 2, "{text}");
        assert!(text.contains("is not whole: its report.json tells of ") && text.contains(arg(&outs[1])), "{text}");
    }
}

#[test]
fn documents_of_one_source_are_told_apart_by_id_or_not_at_all() {
    let dir = scratch("diff-sources");
    let input = dir.join("in");
    fs::create_dir(&input).unwrap();
    // Records of this program keep the source of their first reading: those of two runs share it.
    let story = story(&mut Dice(41), 1);
    let text = |n: usize| if n == 1 { "The ferry left late.".to_owned() } else { format!("{n}. {}", story.trim()) };
    let record = |n: usize, id: &str| {
        let raw = serde_json::json!({"id": id, "text": text(n)}).to_string();
        let out = crate::common::pipe(&["--no-config", "-"], raw.as_bytes());
        String::from_utf8(out.stdout).unwrap()
    };
    let write = |ids: [&str; 3]| {
        let lines: String = ids.iter().enumerate().map(|(n, id)| record(n, id)).collect();
        fs::write(input.join("a.jsonl"), lines).unwrap();
    };
    fs::write(dir.join("long.toml"), "[passes.drop-short]\nmin-chars = 100\n").unwrap();
    let clean = |name: &str, config: &[&str]| {
        let out = dir.join(name);
        let args = [&["--quiet", arg(&input), arg(&out)], config].concat();
        assert!(run(&args).status.success());
        out
    };
    let config = dir.join("long.toml");
    let (all, long): (&[&str], &[&str]) = (&["--no-config"], &["--config", arg(&config)]);
    write(["x", "y", "z"]);
    let (a, b) = (clean("a", all), clean("b", long));
    let d = json(&a, &b);
    assert_eq!((&d["same"], &d["changed"]), (&2.into(), &0.into()), "{d:#}");
    assert_eq!(d["dropped"], serde_json::json!({ "F102 chars": 1 }));
    write(["x", "x", "x"]);
    let (a, b) = (clean("c", all), clean("d", long));
    assert_eq!(diff(&a, &a, &[]).0, 0);
    let (code, text) = diff(&a, &b, &[]);
    assert_eq!(code, 2, "{text}");
    assert!(text.contains("several documents have this source"), "{text}");
}
