//! The command line as a person sees it: sessions in fixtures/cli, and the README's.

use std::path::Path;

use crate::common::{run, scratch};

#[test]
fn sessions() {
    let cases = trycmd::TestCases::new();
    cases.env("NO_COLOR", "1").case("fixtures/cli/*.trycmd");
    if Path::new("README.md").exists() {
        cases.case("README.md");
    }
}

#[test]
fn completions_and_the_manual_name_every_option() {
    let help = String::from_utf8(run(&["--help"]).stdout).unwrap();
    let options: Vec<&str> = help.split_whitespace().filter(|w| w.starts_with("--") && w.len() > 2).collect();
    assert!(options.len() > 20, "{options:?}");
    let manual = String::from_utf8(run(&["man"]).stdout).unwrap().replace("\\-", "-");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = String::from_utf8(run(&["completions", shell]).stdout).unwrap();
        for option in &options {
            let word = option.trim_start_matches("--").trim_end_matches([',', ']', '`', ':']);
            assert!(script.contains(word), "{shell} does not know --{word}");
            assert!(manual.contains(word), "the manual does not know --{word}");
        }
    }
}

#[test]
fn every_pass_is_explained() {
    let out = run(&["passes", "--json"]);
    let rows: Vec<serde_json::Value> = serde_json::from_slice(&out.stdout).unwrap();
    let table = String::from_utf8(run(&["passes"]).stdout).unwrap();
    for row in rows {
        let (code, name) = (row["code"].as_str().unwrap(), row["name"].as_str().unwrap());
        assert!(table.contains(code) && table.contains(name));
        let by_code = run(&["explain", code]);
        assert!(by_code.status.success());
        assert_eq!(by_code.stdout, run(&["explain", name]).stdout);
        let text = String::from_utf8(by_code.stdout).unwrap();
        for title in ["What it does", "Why", "Example", "When it is wrong"] {
            assert!(text.lines().any(|l| l == title), "{code} has no {title}");
        }
    }
}

#[test]
fn colours_only_where_they_are_wanted() {
    let plain = run(&["passes"]).stdout;
    assert!(!plain.contains(&0x1b));
    let coloured = run(&["passes", "--color", "always"]).stdout;
    assert!(coloured.contains(&0x1b));
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_failure() {
    let dir = scratch("pipe");
    let input = dir.join("in.jsonl");
    crate::common::write_records(&input, 400, 1);
    let command = format!("{} {} - | head -1 | wc -l", env!("CARGO_BIN_EXE_corpusclean"), input.display());
    let out = std::process::Command::new("bash").args(["-c", &format!("set -o pipefail; {command}")]).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&out.stdout).trim(), "1");
    assert!(out.status.success() && out.stderr.is_empty(), "{}", String::from_utf8_lossy(&out.stderr));
}
