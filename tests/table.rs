//! The table of passes as a table: unique, well formed, documented, configurable, tested.

use std::collections::BTreeSet;

use corpusclean::{PASSES, Stage};

use crate::harness;

#[test]
fn codes_and_names_are_unique_and_well_formed() {
    let (mut codes, mut names) = (BTreeSet::new(), BTreeSet::new());
    for spec in PASSES {
        assert!(codes.insert(spec.code), "{} twice", spec.code);
        assert!(names.insert(spec.name), "{} twice", spec.name);
        let (letter, digits) = spec.code.split_at(1);
        assert_eq!(letter, spec.stage.letter().to_string(), "{}: the letter is that of the stage", spec.code);
        assert!(digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_digit()), "{}: three digits", spec.code);
        let words: Vec<&str> = spec.name.split('-').collect();
        let lower = words.iter().all(|w| !w.is_empty() && w.bytes().all(|b| b.is_ascii_lowercase()));
        assert!(words.len() >= 2 && lower, "{}: verb-noun in kebab-case", spec.name);
    }
}

#[test]
fn names_open_with_a_known_verb() {
    // A closed list, so that a new pass speaks like the others.
    const VERBS: &[&str] = &[
        "apply",
        "clean",
        "cut",
        "drop",
        "extract",
        "identify",
        "join",
        "label",
        "lift",
        "mask",
        "normalize",
        "read",
        "recover",
        "remove",
        "repair",
        "restore",
        "space",
        "split",
        "strip",
        "unescape",
        "unify",
        "detect",
        "tag",
    ];
    for spec in PASSES {
        let verb = spec.name.split('-').next().unwrap_or_default();
        assert!(VERBS.contains(&verb), "{}: `{verb}` is none of {VERBS:?}", spec.name);
    }
}

#[test]
fn rows_are_sorted_by_stage() {
    assert!(PASSES.is_sorted_by_key(|s| s.stage));
    let letters: BTreeSet<char> = Stage::ALL.iter().map(|s| s.letter()).collect();
    assert_eq!(letters.len(), Stage::ALL.len());
}

#[test]
fn summaries_are_one_sentence() {
    for spec in PASSES {
        assert!(spec.summary.ends_with('.') && !spec.summary.contains('\n'), "{}: {}", spec.name, spec.summary);
        assert!(spec.summary.chars().count() <= 130, "{}: too long for a table", spec.name);
    }
}

#[test]
fn every_row_is_documented() {
    for spec in PASSES {
        let headings: Vec<&str> = spec.doc.lines().filter(|l| l.starts_with("## ")).collect();
        let fixed = ["## What it does", "## Why", "## Example", "## When it is wrong"];
        assert_eq!(headings, fixed, "{}", spec.name);
        for section in spec.doc.split("## ").skip(1) {
            let (title, text) = section.split_once('\n').unwrap_or((section, ""));
            assert!(text.trim().len() >= 20, "{}: nothing under `{title}`", spec.name);
        }
    }
}

#[test]
fn options_have_defaults_and_unknown_ones_are_refused() {
    for spec in PASSES {
        spec.build(None).unwrap_or_else(|e| panic!("{}: {e}", spec.name));
        let defaults = spec.defaults();
        spec.build(Some(&defaults)).unwrap_or_else(|e| panic!("{}: {e}", spec.name));
        for key in defaults.keys() {
            let kebab = key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
            assert!(kebab, "{}: option `{key}`", spec.name);
            assert!(spec.doc.contains(&format!("`{key}`")), "{}: `{key}` is not in its page", spec.name);
        }
        let mut wrong = toml::Table::new();
        wrong.insert("no-such-option".to_owned(), true.into());
        let Err(error) = spec.build(Some(&wrong)) else { panic!("{}: an unknown option is accepted", spec.name) };
        let message = error.to_string();
        assert!(message.contains("no-such-option"), "{}: {message}", spec.name);
        for key in defaults.keys() {
            assert!(message.contains(key.as_str()), "{}: `{key}` is not listed: {message}", spec.name);
        }
    }
}

#[test]
fn every_pass_has_a_fixture_that_shows_it_at_work() {
    let fixtures = harness::by_pass();
    for spec in PASSES {
        let own = fixtures.get(spec.name).unwrap_or_else(|| panic!("fixtures/passes/{} is missing", spec.name));
        let pipeline = harness::pass_alone(spec.name);
        // An opt-in pass may judge what no fixture on disk can have.
        let works = !spec.default
            || own.iter().any(|f| {
                let outcome = pipeline.process(f.raw()).expect("a text");
                outcome.document().account().edits().iter().any(|e| e.pass.spec().name == spec.name)
                    || matches!(outcome, corpusclean::Outcome::Dropped(..))
            });
        assert!(works, "{}: no fixture is changed or dropped by it", spec.name);
    }
}
