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
    // Every page that the manual names is there, and has the options of its command.
    let dir = scratch("man");
    assert!(run(&["man", "--into", crate::common::arg(&dir)]).status.success());
    for (command, option) in [("check", "--stdin-filename"), ("diff", "--samples"), ("clean", "--resume")] {
        assert!(manual.contains(&format!("corpusclean-{command}(1)")), "{manual}");
        let page = std::fs::read_to_string(dir.join(format!("corpusclean-{command}.1"))).unwrap();
        assert!(page.replace("\\-", "-").contains(option), "{page}");
        assert_eq!(page, String::from_utf8(run(&["man", command]).stdout).unwrap());
        let help = run(&["help", command]);
        assert!(help.status.success() && String::from_utf8(help.stdout).unwrap().contains(option));
    }
    for name in manual.split("corpusclean-").skip(1).filter_map(|rest| Some(rest.split_once("(1)")?.0)) {
        assert!(dir.join(format!("corpusclean-{name}.1")).exists(), "no page corpusclean-{name}(1)");
    }
    assert!(String::from_utf8(run(&["man", "chekc"]).stderr).unwrap().contains("chekc: is no command; valid: clean"));
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

#[test]
fn nothing_selected_and_limits_that_make_no_sense_are_refused() {
    let refused = |args: &[&str], says: &str| {
        let out = run(&[args, &["--no-config", "fixtures/sample"]].concat());
        let told = String::from_utf8(out.stderr).unwrap();
        assert_eq!(out.status.code(), Some(2), "{args:?}: {told}");
        assert!(told.contains(says), "{args:?}: {told}");
    };
    // A variable that is not set must not make a check of everything one of nothing.
    refused(&["check", "--select", ""], "select: names no code");
    refused(&["check", "--select", ","], "write codes such as `D,F102`");
    for list in ["", " , "] {
        refused(&["check", "--passes", list], "write `none` to run no pass, or `default`");
        refused(&["--passes", list, "-", "--quiet"], "write `none` to run no pass");
    }
    refused(&["check", "--jobs", "100000"], "jobs: `100000` is too many; at most 1024");
    refused(&["check", "--max-depth", "0"], "max-depth: must be at least 1");
    refused(&["check", "--text-field", ""], "text-field: names no field");
    refused(&["--fields", ",", "-"], "fields: names no key");
    let out = run(&["check", "--no-config", "--jobs", "0", "--statistics", "fixtures/sample/news/tea.txt"]);
    assert!(out.status.success());
}

#[test]
fn words_of_a_selection_ignore_case_and_sets_are_not_taken_away() {
    let kept = |list: &str| {
        let out = crate::common::pipe(&["-", "--no-config", "--passes", list], b"{\"text\":\"\\u77ed\"}\n");
        String::from_utf8(out.stdout).unwrap()
    };
    assert_eq!(kept("Default,-F"), kept("default,-f"));
    assert_eq!(kept("Default,-Filter"), kept("default,-F"));
    assert!(kept("DEFAULT").contains("F102"), "{}", kept("DEFAULT"));
    let out = run(&["--no-config", "--passes", "all,-none", "fixtures/sample", "-"]);
    let told = String::from_utf8(out.stderr).unwrap();
    assert!(told.contains("`-none`: only passes, codes and stages can be taken away"), "{told}");
}

#[test]
fn options_of_a_folder_are_refused_for_standard_output() {
    for args in [&["--compress", "zstd"][..], &["--shard-size", "1MB"], &["--timings"], &["--overwrite"], &["--resume"]]
    {
        let out = crate::common::pipe(&[args, &["--no-config", "-"]].concat(), b"{\"text\":\"a\"}\n");
        let told = String::from_utf8(out.stderr).unwrap();
        assert_eq!((out.status.code(), out.stdout.len()), (Some(2), 0), "{told}");
        assert!(told.contains(args[0]) && told.contains("standard output"), "{told}");
    }
}

#[test]
fn wrong_settings_are_told_with_file_and_key() {
    let dir = scratch("settings-wrong");
    let file = dir.join("c.toml");
    let refused = |settings: &str, says: &[&str]| {
        std::fs::write(&file, settings).unwrap();
        let out = run(&["check", "--config", crate::common::arg(&file), "fixtures/sample"]);
        let told = String::from_utf8(out.stderr).unwrap();
        assert_eq!(out.status.code(), Some(2), "{settings}: {told}");
        assert!(told.contains("c.toml"), "{settings}: {told}");
        for word in says {
            assert!(told.contains(word), "{settings}: {told} does not say {word}");
        }
    };
    refused("jobs = \"x\"", &["jobs: ", "expected usize"]);
    refused("timeout = [1]", &["timeout: ", "a number, or a text with a number and its unit"]);
    refused("fields = 3", &["fields: ", "words with commas between them, or a list of words"]);
    refused("select = [\"default\"]", &["select: ", "`select = \"default,-U\"`"]);
    refused("max-bytes = \"many\"", &["max-bytes: `many` is no size"]);
    refused("[check]\nignore = \"U\"", &["check.ignore: ", "expected a sequence"]);
    refused("[passes.drop-short]\nmin-chars = \"x\"", &["[passes.drop-short]: ", "min-chars: ", "valid options: "]);
    refused(
        "[passes.drop-short]\nmin-chars = 1\n[passes.F102]\nmin-chars = 2",
        &["stand in two tables; keep [passes.drop-short] and not [passes.F102]"],
    );
    let site = "[[site]]\nmatch = \"a.org\"\n";
    refused(&format!("{site}{site}content = \"div[\""), &["[[site]] 2: content: `div[` is no CSS selector"]);
    refused(&format!("{site}drop = 3"), &["[[site]] 1: drop: ", "a text, or a list of texts"]);
    // What the command line makes right is no mistake of the file.
    std::fs::write(&file, "force-encoding = true\n").unwrap();
    let args =
        ["check", "--config", crate::common::arg(&file), "--encoding", "gb18030", "fixtures/sample/news/tea.txt"];
    assert_ne!(run(&args).status.code(), Some(2));
}

#[test]
fn errors_name_the_path_and_say_what_to_do() {
    let told = |args: &[&str]| String::from_utf8(run(args).stderr).unwrap();
    let slip = "error: expain: is no command and no file or folder; did you mean `corpusclean explain`?\n";
    assert_eq!(told(&["expain", "F102"]), slip);
    assert!(told(&["chekc"]).contains("did you mean `corpusclean check`?"));
    assert_eq!(told(&["show", "missing"]), "error: missing: no file or folder has this name\n");
    let dir = scratch("errors-paths");
    let (file, out) = (dir.join("a.txt"), dir.join("out"));
    std::fs::write(&file, (0..=255).cycle().take(4096).collect::<Vec<u8>>()).unwrap();
    let shown = told(&["show", crate::common::arg(&file)]);
    assert!(shown.contains("a.txt: these bytes are no text"), "{shown}");
    run(&["--quiet", "fixtures/sample/news", crate::common::arg(&out)]);
    std::fs::remove_file(out.join("sample.json")).unwrap();
    let report = told(&["report", crate::common::arg(&out)]);
    assert!(report.contains("sample.json: no file or folder has this name"), "{report}");
}

#[test]
fn stages_and_unknown_codes_are_explained() {
    let stage = String::from_utf8(run(&["explain", "U"]).stdout).unwrap();
    assert!(stage.starts_with("U unify\n") && stage.contains("U102 unify-script: "), "{stage}");
    assert_eq!(stage, String::from_utf8(run(&["explain", "unify"]).stdout).unwrap());
    let told = String::from_utf8(run(&["explain", "f999"]).stderr).unwrap();
    assert_eq!(told, "error: no code is `f999`; those in F are F101, F102, F105\n");
    // Stages and beginnings of codes mean the same to `--passes` and to `--select`.
    let told = |args: &[&str]| String::from_utf8(run(&[args, &["fixtures/sample"]].concat()).stdout).unwrap();
    let select = |codes: &str| told(&["check", "--no-config", "--statistics", "--select", codes]);
    assert_eq!(select("unify"), select("U"));
    let passes = |list: &str| told(&["check", "--no-config", "--statistics", "--passes", list]);
    assert_eq!(passes("none,U10"), passes("none,unify"));
    assert_ne!(passes("none,U10"), passes("none"));
}

#[test]
fn what_is_no_stream_of_records_is_called_by_its_name() {
    let told = |args: &[&str], input: &[u8]| {
        let out = crate::common::pipe(args, input);
        String::from_utf8(out.stdout).unwrap()
    };
    let page = told(&["-", "--no-config"], b"<html>\n<p>\xb2\xe8</p>\n\xb2\xe8\n");
    assert!(page.contains("markup where a JSON record was expected; a page is read from a file"), "{page}");
    assert!(!page.contains("--encoding"), "{page}");
    assert!(told(&["-", "--no-config"], b"\x1f\x8b\x08\x00\x00").contains("unpack it with zcat"));
    let checked = told(&["check", "-", "--no-config", "--output-format", "concise"], b"# Title\n\nText.\n");
    assert_eq!(checked.matches("one document on standard input needs --stdin-filename NAME").count(), 1, "{checked}");
}
