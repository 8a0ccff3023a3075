//! The main job from the outside: what goes in, what comes out, and that it is always the same.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use crate::common::{Dice, arg, files, pipe, program, records, run, scratch, story, write_records};

#[test]
fn any_number_of_jobs_gives_the_same_bytes() {
    let dir = scratch("jobs");
    write_records(&dir.join("in.jsonl"), 300, 7);
    for compress in ["none", "zstd", "gzip"] {
        let mut all = Vec::new();
        for jobs in ["1", "2", "8"] {
            let out = dir.join(format!("{compress}-{jobs}"));
            let input = dir.join("in.jsonl");
            let args = ["--jobs", jobs, "--compress", compress, "--shard-size", "100KB", arg(&input), arg(&out)];
            assert_eq!(run(&args).status.code(), Some(2), "some records are broken on purpose");
            all.push(files(&out));
        }
        assert!(all[0].keys().filter(|k| k.starts_with("clean-")).count() > 1, "rolled: {:?}", all[0].keys());
        assert!(all[0] == all[1] && all[0] == all[2], "jobs change the output with --compress {compress}");
    }
    let report: serde_json::Value = serde_json::from_slice(&fs::read(dir.join("none-1/report.json")).unwrap()).unwrap();
    let n = |key: &str| report[key].as_u64().unwrap();
    assert_eq!(n("read"), 300);
    assert_eq!(n("read"), n("kept") + n("dropped") + n("failed"));
    assert!(n("kept") > 0 && n("dropped") > 0 && n("failed") > 0);
}

#[test]
fn packed_shards_hold_what_plain_ones_do() {
    let dir = scratch("packed");
    let input = dir.join("in.jsonl");
    write_records(&input, 60, 11);
    let outs = ["none", "zstd", "gzip"].map(|c| (c, dir.join(c)));
    for (compress, out) in &outs {
        run(&["--compress", compress, arg(&input), arg(out)]);
    }
    // Their own output is an input again: all three give the same documents.
    for ((compress, out), ending) in outs.iter().zip(["", ".zst", ".gz"]) {
        let shard = out.join(format!("clean-00000.jsonl{ending}"));
        let again = dir.join(format!("again-{compress}"));
        assert!(run(&[arg(&shard), arg(&again), "--passes", "none"]).status.success());
    }
    let texts = |name: &str| -> Vec<String> {
        records(&dir.join(name).join("clean-00000.jsonl")).iter().map(|r| r["text"].to_string()).collect()
    };
    assert!(!texts("again-none").is_empty());
    assert_eq!(texts("again-none"), texts("again-zstd"));
    assert_eq!(texts("again-none"), texts("again-gzip"));
}

#[test]
fn sections_join_to_the_text_and_keys_are_all_there() {
    let dir = scratch("schema");
    let page = format!("# 第一章\n\n{}\n\n## 码头\n\n### 清晨\n\n{}", story(&mut Dice(1), 2), story(&mut Dice(2), 1));
    fs::write(dir.join("a.md"), page).unwrap();
    let out = dir.join("out");
    assert!(run(&[arg(&dir.join("a.md")), arg(&out)]).status.success());
    let all = records(&out.join("clean-00000.jsonl"));
    let record = all[0].as_object().unwrap();
    let keys: Vec<&str> = record.keys().map(String::as_str).collect();
    assert_eq!(keys, corpusclean::FIELDS);
    let joined: Vec<&str> = record["sections"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| s["text"].as_str().unwrap())
        .filter(|t| !t.is_empty())
        .collect();
    assert_eq!(joined.join("\n"), record["text"].as_str().unwrap());
}

#[test]
fn its_own_output_comes_through_unchanged() {
    let dir = scratch("own");
    let code = "```\n  if x:\n\ty = “１２”\n```\n";
    fs::write(
        dir.join("a.md"),
        format!("# 标题一则\n\n{}\n{code}\n{}", story(&mut Dice(3), 2), story(&mut Dice(4), 2)),
    )
    .unwrap();
    fs::write(dir.join("b.txt"), story(&mut Dice(5), 3)).unwrap();
    write_records(&dir.join("c.jsonl"), 40, 3);
    let (first, second) = (dir.join("first"), dir.join("second"));
    run(&[arg(&dir), arg(&first)]);
    let shard = first.join("clean-00000.jsonl");
    assert!(run(&[arg(&shard), arg(&second)]).status.success());
    let (before, after) = (records(&shard), records(&second.join("clean-00000.jsonl")));
    assert_eq!(before.len(), after.len());
    for (mut b, a) in before.into_iter().zip(after) {
        b["edits"] = serde_json::json!({});
        assert_eq!(b, a);
    }
}

#[test]
fn a_line_in_is_a_line_out_at_once() {
    let mut child = program().args(["-", "--quiet"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let text = story(&mut Dice(6), 2);
    let rows = [
        (serde_json::json!({"id": "a", "text": text}).to_string(), "text"),
        ("{\"id\": \"b\", \"text\": \"\"}".to_owned(), "dropped"),
        ("not json".to_owned(), "error"),
        ("{\"id\": \"c\", \"n\": 1}".to_owned(), "error"),
    ];
    for (row, key) in rows {
        writeln!(stdin, "{row}").unwrap();
        stdin.flush().unwrap();
        // Would hang here if the answer were held back until more comes.
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let answer: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert!(answer.get(key).is_some(), "{row} -> {answer}");
    }
    drop(stdin);
    assert_eq!(child.wait().unwrap().code(), Some(2), "two lines failed");
}

#[test]
fn blank_lines_are_answered_and_order_is_kept() {
    let mut input = String::new();
    for i in 0..500 {
        let text = story(&mut Dice(i), 1 + i as usize % 5);
        input.push_str(&format!("{}\n", serde_json::json!({ "id": i, "text": text })));
        if i % 50 == 0 {
            input.push('\n');
        }
    }
    let out = pipe(&["-", "--jobs", "4"], input.as_bytes());
    assert!(out.status.success());
    let text = String::from_utf8(out.stdout).unwrap();
    assert_eq!(text.lines().count(), input.lines().count());
    let ids: Vec<String> = text
        .lines()
        .filter(|l| !l.is_empty())
        .map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap()["id"].as_str().unwrap().to_owned())
        .collect();
    assert!(ids.iter().enumerate().all(|(n, id)| *id == n.to_string()));
}

#[test]
fn fields_of_records_find_their_place() {
    let dir = scratch("fields");
    let text = story(&mut Dice(8), 2);
    let rows = [
        serde_json::json!({"content": text, "url": "https://example.org/1", "lang": "zh", "n": [1, {"a": null}]}),
        serde_json::json!({"raw_content": text, "id": 12}),
        serde_json::json!({"text": null, "html": format!("<p>{text}</p>"), "id": "h"}),
        serde_json::json!({"titel": "x", "id": 4, "text": 5}),
        serde_json::json!({"id": "own", "front_matter": "mine", "text": format!("---\ntitle: Tea\n---\n{text}")}),
    ];
    let lines: Vec<String> = rows.iter().map(ToString::to_string).collect();
    fs::write(dir.join("in.ndjson"), lines.join("\n")).unwrap();
    fs::write(dir.join("list.json"), format!("[{}]", lines[..2].join(", "))).unwrap();
    fs::write(dir.join("one.json"), serde_json::to_string_pretty(&rows[0]).unwrap()).unwrap();
    let out = dir.join("out");
    assert_eq!(run(&[arg(&dir), arg(&out)]).status.code(), Some(2));
    let kept = records(&out.join("clean-00000.jsonl"));
    let sources: Vec<&str> = kept.iter().map(|r| r["source"].as_str().unwrap()).collect();
    assert_eq!(
        sources,
        ["in.ndjson#1", "in.ndjson#2", "in.ndjson#3", "in.ndjson#5", "list.json#1", "list.json#2", "one.json#1"]
    );
    assert_eq!(kept[0]["id"], "https://example.org/1");
    assert_eq!(kept[0]["url"], "https://example.org/1");
    assert_eq!(kept[0]["meta"], serde_json::json!({"lang": "zh", "n": [1, {"a": null}]}));
    assert_eq!(kept[1]["id"], "12");
    assert_eq!(kept[2]["format"], "html");
    assert_eq!(kept[3]["meta"], serde_json::json!({"front_matter": "mine", "front_matter_": {"title": "Tea"}}));
    let errors = records(&out.join("errors.jsonl"));
    assert_eq!(errors.len(), 1);
    assert!(errors[0]["message"].as_str().unwrap().contains("a number, not a string"), "{}", errors[0]);
}

#[test]
fn the_output_folder_is_guarded() {
    let dir = scratch("guard");
    let input = dir.join("a.txt");
    fs::write(&input, story(&mut Dice(9), 2)).unwrap();
    let out = dir.join("out");
    let go = |more: &[&str]| {
        let mut args = vec![arg(&input), arg(&out)];
        args.extend(more);
        let output = run(&args);
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    assert_eq!(go(&[]).0, Some(0));
    let (code, message) = go(&[]);
    assert_eq!(code, Some(2));
    assert!(message.contains("finished run") && message.contains("--overwrite"), "{message}");
    assert!(go(&["--resume"]).1.contains("nothing to resume"));
    fs::write(out.join("notes.txt"), "mine").unwrap();
    assert_eq!(go(&["--overwrite", "--compress", "gzip"]).0, Some(0));
    let names: Vec<String> = files(&out).into_keys().collect();
    let ours = ["clean-00000.jsonl.gz", "discards-00000.jsonl.gz", "errors.jsonl"];
    assert_eq!(names, [&ours[..], &["notes.txt", "report.html", "report.json", "sample.json"]].concat());
    let lock = fs::File::open(&out).unwrap();
    lock.lock().unwrap();
    let (code, message) = go(&["--overwrite"]);
    assert_eq!(code, Some(2));
    assert!(message.contains("another run is writing here"), "{message}");
    lock.unlock().unwrap();
    assert_eq!(go(&["--overwrite"]).0, Some(0));
    let other = dir.join("other");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("clean-00000.jsonl"), "somebody else's\n").unwrap();
    let output = run(&[arg(&input), arg(&other), "--overwrite"]);
    assert_eq!(output.status.code(), Some(2), "files that no run of ours left are not touched");
    assert_eq!(fs::read_to_string(other.join("clean-00000.jsonl")).unwrap(), "somebody else's\n");
}

#[test]
fn output_inside_the_input_is_not_read() {
    let dir = scratch("inside");
    fs::write(dir.join("a.txt"), story(&mut Dice(10), 2)).unwrap();
    let out = dir.join("out");
    for more in [&[][..], &["--overwrite"]] {
        let mut args = vec![arg(&dir), arg(&out)];
        args.extend(more);
        assert!(run(&args).status.success());
        assert_eq!(records(&out.join("clean-00000.jsonl")).len(), 1);
    }
}

#[test]
fn settings_are_found_and_mistakes_in_them_too() {
    let dir = scratch("settings");
    fs::create_dir_all(dir.join("deep/er")).unwrap();
    fs::write(dir.join("deep/er/a.txt"), "short").unwrap();
    let go = |out: &str| {
        let output = run(&["--quiet", arg(&dir.join("deep/er")), arg(&dir.join(out))]);
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    fs::write(dir.join("corpusclean.toml"), "select = \"none\"\nfields = [\"id\", \"text\"]\n").unwrap();
    assert_eq!(go("one").0, Some(0));
    let kept = records(&dir.join("one/clean-00000.jsonl"));
    assert_eq!(kept[0].as_object().unwrap().keys().collect::<Vec<_>>(), ["id", "text"]);
    // The nearer one wins.
    fs::write(dir.join("deep/pyproject.toml"), "[tool.corpusclean]\nselect = \"F\"\n").unwrap();
    assert_eq!(go("two").0, Some(0));
    assert_eq!(records(&dir.join("two/clean-00000.jsonl")).len(), 0);
    for (text, says) in [
        ("shard-sise = 3", "did you mean `shard-size`"),
        ("[passes.drop-shrt]\nmin = 3", "did you mean `drop-short`"),
        ("[passes.drop-short]\nmin-char = 3", "valid options: min-chars"),
        ("compress = \"brotli\"", "valid: none, zstd, gzip"),
        ("select = \"default,-X\"", "no pass, code or stage"),
        ("jobs = \"many\"", "invalid type"),
        ("fields = \"txt\"", "did you mean `text`"),
    ] {
        fs::write(dir.join("deep/corpusclean.toml"), text).unwrap();
        let (code, message) = go("three");
        assert_eq!(code, Some(2), "{text}");
        assert!(message.contains(says), "{text}: {message}");
    }
}

#[test]
fn headings_and_account_are_shown_as_asked() {
    let dir = scratch("shape");
    let input = dir.join("a.md");
    fs::write(&input, format!("## 码头\n\n{}", story(&mut Dice(12), 2))).unwrap();
    let first = |args: &[&str]| {
        let mut all = vec![arg(&input), "-"];
        all.extend(args);
        let out = run(&all);
        serde_json::from_slice::<serde_json::Value>(&out.stdout).unwrap()
    };
    let passes = "none,S";
    let omit = first(&["--passes", passes]);
    let heading = omit["sections"][0]["heading"].as_str().map(str::to_owned);
    if let Some(heading) = heading {
        let markdown = first(&["--passes", passes, "--headings", "markdown"]);
        assert!(markdown["text"].as_str().unwrap().starts_with(&format!("## {heading}\n")));
        let plain = first(&["--passes", passes, "--headings", "plain"]);
        assert!(plain["text"].as_str().unwrap().starts_with(&format!("{heading}\n")));
    }
    let full = first(&["--account", "full"]);
    assert!(full["account"].as_array().unwrap().iter().all(|e| e["code"].is_string() && e["op"].is_string()));
    // A line that became metadata is told whole: its value is less than it said.
    fs::write(&input, format!("码头\n\n阅读：2351 来源：石桥日报\n\n{}", story(&mut Dice(12), 2))).unwrap();
    let lifted = first(&["--account", "full"])["account"].to_string();
    assert!(lifted.contains(r#""to":"meta","removed":"阅读：2351 来源：石桥日报""#), "{lifted}");
}

#[test]
fn the_title_of_a_page_is_no_heading_of_its_sections() {
    let dir = scratch("title");
    for (headings, title) in [("plain", "The wheel turns again"), ("markdown", "# The wheel turns again")] {
        let once = run(&["fixtures/documents/page.html", "-", "--headings", headings]);
        let record: serde_json::Value = serde_json::from_slice(&once.stdout).unwrap();
        assert!(record["text"].as_str().unwrap().starts_with(&format!("{title}\n")));
        assert!(record["sections"].as_array().unwrap().iter().all(|s| s["heading"] != "The wheel turns again"));
        let again = dir.join(format!("{headings}.jsonl"));
        fs::write(&again, &once.stdout).unwrap();
        let twice: serde_json::Value =
            serde_json::from_slice(&run(&[arg(&again), "-", "--headings", headings]).stdout).unwrap();
        assert_eq!((&twice["text"], &twice["sections"]), (&record["text"], &record["sections"]));
    }
}

#[test]
fn layouts_of_other_projects() {
    let dir = scratch("layouts");
    let input = dir.join("a.jsonl");
    let body = story(&mut Dice(13), 1);
    let line = body.trim();
    let row = serde_json::json!({"id": "x", "text": format!("{line}\n{line}\n结尾另起一行。"), "url": "https://example.org/"});
    fs::write(&input, format!("{row}\n")).unwrap();
    let first = |layout: &str| -> serde_json::Value {
        let out = run(&[arg(&input), "-", "--passes", "none", "--input-format", "text", "--layout", layout]);
        assert!(out.status.success());
        serde_json::from_slice(&out.stdout).unwrap()
    };
    let keys = |v: &serde_json::Value| v.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
    let dolma = first("dolma");
    assert_eq!(keys(&dolma), "id text source created metadata");
    assert_eq!(dolma["metadata"]["url"], "https://example.org/");
    let datatrove = first("datatrove");
    assert_eq!(keys(&datatrove), "text id metadata");
    assert_eq!(datatrove["metadata"]["source"], "a.jsonl#1");
    let mnbvc = first("mnbvc");
    assert_eq!(mnbvc["段落数"], 3);
    assert_eq!(mnbvc["去重段落数"], 2);
    assert_eq!(mnbvc["段落"][1]["是否重复"], true);
    assert_eq!(mnbvc["段落"][2]["内容"], "结尾另起一行。");
    // Read again, it is the same text.
    let again = crate::common::pipe(&["-", "--no-config", "--passes", "none"], format!("{mnbvc}\n").as_bytes());
    let again: serde_json::Value = serde_json::from_slice(&again.stdout).unwrap();
    assert_eq!(again["text"], row["text"]);
    let broken = crate::common::pipe(&["-", "--no-config"], r#"{"段落":[{"行号":1}]}"#.as_bytes());
    assert!(String::from_utf8(broken.stdout).unwrap().contains("field `段落` holds rows without `内容`"));
    // md5 of that line, by another program.
    assert_eq!(mnbvc["段落"][2]["md5"], "e74964df96b289528826d353bd4221a2");
    assert_eq!(mnbvc["段落"][0]["md5"], mnbvc["段落"][1]["md5"]);
    // The line that stands there twice has the majority in every bit.
    let md5 = mnbvc["段落"][0]["md5"].as_str().unwrap();
    assert_eq!(mnbvc["simhash"].as_u64().unwrap(), u64::from_str_radix(&md5[16..], 16).unwrap());
    assert!(serde_json::from_str::<serde_json::Value>(mnbvc["扩展字段"].as_str().unwrap()).unwrap().is_object());
}

#[test]
fn the_settings_page_is_valid_and_complete() {
    let page = fs::read_to_string("docs/settings.md").unwrap();
    let (_, rest) = page.split_once("```toml\n").unwrap();
    let (example, _) = rest.split_once("```").unwrap();
    let table: toml::Table = example.parse().unwrap();
    let settings = corpusclean::Settings::from_table(table.clone()).unwrap();
    settings.into_config(Vec::new(), corpusclean::Output::Stdout).unwrap();
    let mut unknown = toml::Table::new();
    unknown.insert("zzz".to_owned(), 1.into());
    let message = corpusclean::Settings::from_table(unknown).unwrap_err().to_string();
    for key in message.split("valid: ").nth(1).unwrap().split(", ") {
        assert!(table.contains_key(key), "docs/settings.md does not show `{key}`");
    }
}
