//! `corpusclean check` through the real program.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use serde_json::Value;

use crate::common::{Dice, arg, program, scratch, story};

const LINE: &str = "摆渡的老人把竹篙往岸石上一点，船就慢慢离了滩，芦花落在他的斗笠上。";

/// A folder with documents of every kind of trouble.
fn documents(name: &str) -> PathBuf {
    let dir = scratch(name);
    fs::write(dir.join("good.txt"), format!("{LINE}\n\n{LINE}\n")).unwrap();
    fs::write(dir.join("noise.md"), format!("# 渡口\n\n{LINE}\n\n他说\u{200b}：“过了河,就是ＢＣ两县。”\n")).unwrap();
    fs::write(dir.join("lost.txt"), format!("{LINE}\n  信尾\u{fffd}\u{fffd}看不清。\n")).unwrap();
    fs::write(dir.join("front.md"), format!("---\ntitle: 渡口\ntags: [河, 船\n---\n\n{LINE}\n")).unwrap();
    fs::write(dir.join("short.txt"), "短。\n").unwrap();
    fs::write(dir.join("bits.txt"), (0..=255).cycle().take(4096).collect::<Vec<u8>>()).unwrap();
    let damaged = [LINE.as_bytes(), b"\n\xff\xfe\n", LINE.as_bytes()].concat();
    fs::write(dir.join("damaged.txt"), damaged).unwrap();
    let records = format!("{{\"text\":\"{LINE}\"}}\n\n{{\"text\":\n{{\"text\":\"{LINE}\\u200b\"}}\n");
    fs::write(dir.join("records.jsonl"), records).unwrap();
    dir
}

fn check(dir: &Path, args: &[&str]) -> Output {
    program().current_dir(dir).args(["check", "--no-config"]).args(args).output().unwrap()
}

fn text(out: &Output) -> String {
    String::from_utf8(out.stdout.clone()).unwrap()
}

fn findings(dir: &Path, args: &[&str]) -> Vec<Value> {
    let args = [args, &["--output-format", "json"]].concat();
    serde_json::from_slice(&check(dir, &args).stdout).unwrap()
}

fn of_code<'a>(all: &'a [Value], code: &str) -> Vec<&'a Value> {
    all.iter().filter(|f| f["code"] == code).collect()
}

#[test]
fn every_trouble_is_found_in_its_place() {
    let dir = documents("check-places");
    let all = findings(&dir, &[]);
    let one = |code: &str, path: &str, line: u64, column: Option<u64>, severity: &str| {
        let found = of_code(&all, code);
        assert_eq!(found.len(), 1, "{code}: {found:#?}");
        let f = found[0];
        assert_eq!((f["path"].as_str(), f["severity"].as_str()), (Some(path), Some(severity)), "{f:#}");
        match line {
            0 => assert!(f["location"].is_null(), "{f:#}"),
            _ => assert_eq!(f["location"], serde_json::json!({"line": line, "column": column}), "{f:#}"),
        }
    };
    one("D101", "damaged.txt", 2, Some(1), "error");
    one("D102", "lost.txt", 2, Some(5), "error");
    one("D103", "bits.txt", 0, None, "error");
    one("D105", "records.jsonl", 3, None, "error");
    one("F102", "short.txt", 0, None, "error");
    one("U104", "noise.md", 5, Some(12), "note");
    assert_eq!(of_code(&all, "P101")[0]["path"], "front.md");
    let hidden = of_code(&all, "R120");
    assert_eq!(hidden[0]["location"], serde_json::json!({"line": 5, "column": 3}));
    assert_eq!(hidden[0]["end_location"], serde_json::json!({"line": 5, "column": 4}));
    assert_eq!((&hidden[0]["before"], &hidden[0]["after"]), (&"\u{200b}".into(), &"".into()));
    assert_eq!((&hidden[1]["path"], &hidden[1]["location"]["line"]), (&"records.jsonl".into(), &4.into()));
    assert!(all.iter().all(|f| f["path"] != "good.txt"));
}

#[test]
fn the_exit_code_tells_errors_from_notes_from_failure() {
    let dir = documents("check-exit");
    assert_eq!(check(&dir, &[]).status.code(), Some(1));
    assert_eq!(check(&dir, &["good.txt"]).status.code(), Some(0));
    assert_eq!(check(&dir, &["noise.md"]).status.code(), Some(0));
    assert_eq!(check(&dir, &["noise.md", "--strict"]).status.code(), Some(1));
    assert_eq!(check(&dir, &["noise.md", "--strict", "--ignore", "R,U"]).status.code(), Some(0));
    assert_eq!(check(&dir, &["missing.md"]).status.code(), Some(2));
    assert_eq!(check(&dir, &["--select", "X9"]).status.code(), Some(2));
}

#[test]
fn the_output_is_the_same_for_any_number_of_workers() {
    let dir = documents("check-jobs");
    let mut dice = Dice(7);
    for n in 0..60 {
        fs::write(dir.join(format!("{n:02}.txt")), format!("{}ＡＢ\u{200b}", story(&mut dice, 1))).unwrap();
    }
    for format in ["full", "concise", "json", "json-lines", "github", "gitlab", "sarif"] {
        let with = |jobs| check(&dir, &["-j", jobs, "--output-format", format]).stdout;
        let alone = with("1");
        assert!(alone.len() > 1000 && alone == with("2") && alone == with("8"), "{format}");
    }
}

#[test]
fn codes_are_selected_and_ignored() {
    let dir = documents("check-select");
    let codes = |args: &[&str]| {
        let mut codes: Vec<String> =
            findings(&dir, args).iter().map(|f| f["code"].as_str().unwrap().to_owned()).collect();
        codes.sort();
        codes.dedup();
        codes
    };
    assert_eq!(codes(&["--select", "D10,U104"]), ["D101", "D102", "D103", "D105", "U104"]);
    assert_eq!(codes(&["--select", "D", "--ignore", "D10", "--extend-select", "lost-characters"]), ["D102"]);
    // Off by default, but named.
    assert_eq!(codes(&["damaged.txt", "--select", "F105"]), ["F105"]);
    let args = ["--config", "c.toml", "--output-format", "json"];
    fs::write(
        dir.join("c.toml"),
        "[check]\nselect = [\"D\"]\nper-path-ignores = { \"dam*.txt\" = [\"D1\"] }\nexclude = [\"bits.*\"]\n",
    )
    .unwrap();
    let out = program().current_dir(&dir).arg("check").args(args).output().unwrap();
    let all: Vec<Value> = serde_json::from_slice(&out.stdout).unwrap();
    let paths: Vec<&str> = all.iter().map(|f| f["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["lost.txt", "records.jsonl"]);
}

#[test]
fn named_files_are_checked_unless_exclusion_is_forced() {
    let dir = documents("check-exclude");
    let exclude = ["short.txt", "--exclude", "*.txt"];
    assert_eq!(findings(&dir, &exclude).len(), 1);
    assert_eq!(findings(&dir, &[&exclude[..], &["--force-exclude"]].concat()).len(), 0);
    assert!(findings(&dir, &["--exclude", "*.txt"]).iter().all(|f| !f["path"].as_str().unwrap().ends_with(".txt")));
}

#[test]
fn a_fix_changes_what_is_noise_and_nothing_else() {
    let dir = documents("check-fix");
    let before = crate::common::files(&dir);
    let diff = text(&check(&dir, &["--diff"]));
    assert!(diff.contains("-他说\u{200b}：“过了河,就是ＢＣ两县。”\n+他说：“过了河，就是BC两县。”\n"), "{diff}");
    assert_eq!(crate::common::files(&dir), before, "--diff writes nothing");
    let clean = |name: &str| {
        let out = program().current_dir(&dir).args(["--no-config", arg(&dir.join(name)), "-"]).output().unwrap();
        serde_json::from_slice::<Value>(&out.stdout).unwrap()["text"].clone()
    };
    let record = clean("noise.md");
    let out = check(&dir, &["--fix", "--output-format", "concise"]);
    assert_eq!(out.status.code(), Some(1), "what cannot be fixed is still told");
    assert!(text(&out).contains("2 files fixed."), "{}", text(&out));
    let after = crate::common::files(&dir);
    let expected = format!("# 渡口\n\n{LINE}\n\n他说：“过了河，就是BC两县。”\n");
    assert_eq!(String::from_utf8_lossy(&after["noise.md"]), expected);
    for (name, bytes) in &before {
        assert!(["noise.md", "records.jsonl"].contains(&&**name) || after[name] == *bytes, "{name} was changed");
    }
    assert_eq!(after.len(), before.len(), "nothing is left behind");
    assert_eq!(clean("noise.md"), record);
    assert_eq!(check(&dir, &["--diff", "noise.md"]).status.code(), Some(0));
}

#[test]
fn a_fix_does_what_is_selected_and_keeps_line_ends_and_marks() {
    let dir = scratch("check-fix-select");
    let file = dir.join("a.txt");
    fs::write(&file, format!("\u{feff}{LINE}\r\n  第ＢＣ行,\u{200b}这里。\r\n")).unwrap();
    check(&dir, &["--fix", "--select", "U104"]);
    assert_eq!(fs::read_to_string(&file).unwrap(), format!("\u{feff}{LINE}\r\n  第BC行,\u{200b}这里。\r\n"));
    let page = format!("<html><body><p>{LINE}ＢＣ\u{200b}</p></body></html>");
    fs::write(dir.join("b.html"), &page).unwrap();
    check(&dir, &["--fix"]);
    assert_eq!(fs::read_to_string(dir.join("b.html")).unwrap(), page, "never HTML");
}

#[test]
fn a_baseline_silences_what_is_known() {
    let dir = documents("check-baseline");
    let out = check(&dir, &["--write-baseline", "known.baseline"]);
    assert_eq!((out.status.code(), text(&out)), (Some(0), String::new()));
    assert_eq!(findings(&dir, &["--baseline", "known.baseline"]), Vec::<Value>::new());
    // A line further down is the same finding; one more of it is a new one.
    fs::write(dir.join("lost.txt"), format!("{LINE}\n\n{LINE}\n  信尾\u{fffd}\u{fffd}看不清。\n又\u{fffd}。\n"))
        .unwrap();
    let new = findings(&dir, &["--baseline", "known.baseline"]);
    assert_eq!(new.len(), 1, "{new:#?}");
    assert_eq!(new[0]["location"]["line"], 5);
}

#[test]
fn standard_input_has_the_name_it_is_given() {
    let args = ["check", "--no-config", "--stdin-filename", "notes/a.md", "--output-format", "concise"];
    let out = crate::common::pipe(&args, format!("{LINE}\n\n又\u{fffd}。\n").as_bytes());
    assert_eq!(out.status.code(), Some(1));
    assert!(text(&out).starts_with("notes/a.md:3:2: error D102"), "{}", text(&out));
    let out = crate::common::pipe(&["check", "-", "--output-format", "concise"], b"{\"text\":\"\\u77ed\"}\n{\n");
    let lines = text(&out);
    assert!(lines.contains("stdin:1: error F102") && lines.contains("stdin:2: error D105"), "{lines}");
}

#[test]
fn carets_stand_under_wide_characters() {
    let dir = documents("check-full");
    let full = text(&check(&dir, &["noise.md", "--select", "U104"]));
    let lines: Vec<&str> = full.lines().collect();
    let at = lines.iter().position(|l| l.contains("^^^^")).unwrap();
    let columns = |text: &str| -> usize {
        text.chars().filter(|c| *c != '\u{200b}').map(|c| if c.is_ascii() || c == '“' { 1 } else { 2 }).sum()
    };
    let (before, _) = lines[at - 1].split_once("ＢＣ").unwrap();
    // The renderer shows a zero-width space as U+200B: it takes no column.
    assert_eq!(columns(before), lines[at].find('^').unwrap(), "{full}");
    assert!(lines[1].ends_with("--> noise.md:5:12"), "{full}");
}

#[test]
fn sarif_has_the_form_of_the_standard() {
    let dir = documents("check-sarif");
    fs::rename(dir.join("lost.txt"), dir.join("信 a.txt")).unwrap();
    let log: Value = serde_json::from_slice(&check(&dir, &["--output-format", "sarif"]).stdout).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), findings(&dir, &[]).len());
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(matches!(result["level"].as_str(), Some("error" | "note")));
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        let place = &result["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().unwrap();
        assert!(uri.is_ascii() && !uri.contains(' '), "{uri}");
        if let Some(region) = place["region"].as_object() {
            assert!(region.values().all(|v| v.as_u64().is_some_and(|n| n >= 1)), "{region:?}");
        }
    }
    assert!(
        results
            .iter()
            .any(|r| { r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "%E4%BF%A1%20a.txt" })
    );
    let none = check(&dir, &["good.txt", "--output-format", "sarif"]);
    let log: Value = serde_json::from_slice(&none.stdout).unwrap();
    assert_eq!(log["runs"][0]["results"], serde_json::json!([]));
}

#[test]
fn other_programs_get_their_formats() {
    let dir = documents("check-formats");
    let all = findings(&dir, &[]);
    let lines = text(&check(&dir, &["--output-format", "json-lines"]));
    let each: Vec<Value> = lines.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(each, all);
    let gitlab: Vec<Value> = serde_json::from_slice(&check(&dir, &["--output-format", "gitlab"]).stdout).unwrap();
    let mut prints: Vec<&str> = gitlab.iter().map(|i| i["fingerprint"].as_str().unwrap()).collect();
    prints.sort_unstable();
    prints.dedup();
    assert_eq!(prints.len(), all.len(), "fingerprints are unique");
    assert!(gitlab.iter().all(|i| i["location"]["lines"]["begin"].as_u64() >= Some(1)));
    let github = text(&check(&dir, &["--output-format", "github"]));
    assert_eq!(github.lines().count(), all.len());
    assert!(github.contains("::error title=corpusclean (D102),file=lost.txt,line=2,endLine=2,col=5,endColumn=7::"));
    let none: Vec<Value> = findings(&dir, &["good.txt"]);
    assert!(none.is_empty());
}

#[test]
fn damage_that_cannot_be_proven_is_an_error_in_its_place() {
    let dir = scratch("check-unrepaired");
    fs::write(dir.join("a.txt"), format!("{LINE}\n\n他說過?zhí)的\n")).unwrap();
    let all = findings(&dir, &["--select", "D107"]);
    assert_eq!(all.len(), 1, "{all:#?}");
    assert_eq!((&all[0]["severity"], &all[0]["before"]), (&"error".into(), &"?zhí)".into()));
    assert_eq!(all[0]["location"], serde_json::json!({"line": 3, "column": 4}));
    assert_eq!(text(&check(&dir, &["--diff"])), "", "every byte of the damage is evidence");
    let out = program().current_dir(&dir).args(["--no-config", "a.txt", "-"]).output().unwrap();
    let record: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(record["meta"]["unrepaired"], serde_json::json!({"R140": 1}));
    // Read again, it still is what it was.
    let again = crate::common::pipe(&["--no-config", "-"], &out.stdout);
    assert_eq!(serde_json::from_slice::<Value>(&again.stdout).unwrap()["meta"], record["meta"]);
}

#[test]
fn what_is_lost_for_good_is_counted_and_told() {
    let dir = scratch("check-lost-for-good");
    let lost = "News of the day: ?? ????????, ??? ???? ?????? ????. More tomorrow.";
    fs::write(dir.join("a.txt"), format!("{LINE}\n\n茶馆\u{fffd}\u{fffd}开门，锟斤拷锟斤拷。\n\n{lost}\n")).unwrap();
    let all = findings(&dir, &["--select", "D102,D107"]);
    let told = |n: usize| (all[n]["code"].as_str().unwrap(), all[n]["before"].as_str().unwrap());
    assert_eq!(all.len(), 3, "{all:#?}");
    assert_eq!([told(0), told(1)], [("D102", "\u{fffd}\u{fffd}"), ("D102", "锟斤拷锟斤拷")]);
    assert_eq!(told(2), ("D107", "?? ????????, ??? ???? ?????? ????"));
    let out = program().current_dir(&dir).args(["--quiet", "--no-config", "a.txt", "out"]).output().unwrap();
    assert!(out.status.success());
    let record = &crate::common::records(&dir.join("out/clean-00000.jsonl"))[0];
    assert_eq!(record["meta"]["unrepaired"], serde_json::json!({"R115": 3}));
    let report: Value = serde_json::from_slice(&fs::read(dir.join("out/report.json")).unwrap()).unwrap();
    assert_eq!(report["unrepaired"], serde_json::json!({"R115": 3}));
    assert!(record["text"].as_str().unwrap().contains("茶馆\u{fffd}\u{fffd}开门，锟斤拷锟斤拷"));
}

#[test]
fn every_code_is_explained() {
    for rule in corpusclean::rules() {
        let out = crate::common::run(&["explain", rule.code]);
        let told = text(&out);
        assert!(out.status.success() && told.contains(rule.name) && told.contains(rule.summary), "{}", rule.code);
        assert_eq!(told, text(&crate::common::run(&["explain", rule.name])));
    }
}

/// The shape of <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>.
#[test]
fn gitlab_gets_its_form() {
    let dir = documents("check-gitlab");
    let issues: Vec<Value> = serde_json::from_slice(&check(&dir, &["--output-format", "gitlab"]).stdout).unwrap();
    assert!(issues.len() > 8);
    for issue in &issues {
        let text = |key: &str| issue[key].as_str().unwrap_or_else(|| panic!("no {key} in {issue:#}"));
        assert!(!text("description").is_empty() && !text("check_name").is_empty() && !text("fingerprint").is_empty());
        assert!(["info", "minor", "major", "critical", "blocker"].contains(&text("severity")), "{issue:#}");
        let place = &issue["location"];
        let path = place["path"].as_str().unwrap();
        assert!(!path.starts_with("./") && !path.starts_with('/'), "relative to the repository: {path}");
        let line = |key: &str| place["lines"][key].as_u64().unwrap();
        assert!(line("begin") >= 1 && line("end") >= line("begin"), "{issue:#}");
    }
}

#[test]
fn statistics_count_by_code() {
    let dir = documents("check-statistics");
    let table = text(&check(&dir, &["--statistics", "--select", "D"]));
    assert!(table.contains("1  D101  undecodable-bytes\n"), "{table}");
}

/// The commands of `.pre-commit-hooks.yaml`, as pre-commit runs them: the entry, then the files.
#[test]
fn the_hooks_pass_good_documents_and_stop_bad_ones() {
    let hooks = fs::read_to_string(".pre-commit-hooks.yaml").unwrap();
    let entries: Vec<Vec<&str>> = hooks
        .lines()
        .filter_map(|l| l.trim().strip_prefix("entry: corpusclean "))
        .map(|l| l.split(' ').collect())
        .collect();
    assert_eq!(entries.len(), 2);
    assert!(hooks.contains("- id: corpusclean-check\n") && hooks.contains("- id: corpusclean-fix\n"));
    let dir = documents("check-hooks");
    let run = |entry: &[&str], file: &str| program().current_dir(&dir).args(entry).arg(file).output().unwrap();
    assert!(run(&entries[0], "good.txt").status.success());
    assert_eq!(run(&entries[0], "lost.txt").status.code(), Some(1));
    assert!(run(&entries[1], "noise.md").status.success());
    assert!(!fs::read_to_string(dir.join("noise.md")).unwrap().contains('\u{200b}'));
}
