//! Whole documents through the main job: `fixtures/documents/*` -> the record that a user gets.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use corpusclean::{Config, Output};
use serde_json::Value;

use crate::harness::{self, Fixture};

fn name(fixture: &Fixture) -> String {
    format!("document@{}", fixture.case())
}

#[test]
fn become_records() {
    let out = scratch("documents");
    let config = Config::new(vec![harness::root().join("fixtures/documents")], Output::Folder(out.clone())).unwrap();
    let report = corpusclean::run(&config).unwrap();
    let fixtures = harness::fixtures("documents");
    assert_eq!(report.read, fixtures.len() as u64);
    let records = records(&out);
    harness::each(&fixtures, |fixture| {
        let record = &records[fixture.path.strip_prefix("documents/").unwrap()];
        let text = serde_json::to_string_pretty(record).unwrap();
        harness::assert_snapshot(&name(fixture), fixture, &text);
    });
}

/// What was cleaned is clean: read again as records, every field is as it was, and nothing is edited.
#[test]
fn records_cleaned_again_are_the_same() {
    let (first, second) = (scratch("documents-first"), scratch("documents-second"));
    let folders = ["clean", "documents", "known-failures", "passes"].map(|f| harness::root().join("fixtures").join(f));
    let config = Config::new(folders.to_vec(), Output::Folder(first.clone())).unwrap();
    let kept = corpusclean::run(&config).unwrap().kept;
    let config = Config::new(vec![first.join("clean-00000.jsonl")], Output::Folder(second.clone())).unwrap();
    let report = corpusclean::run(&config).unwrap();
    assert_eq!((report.read, report.kept), (kept, kept));
    let again = records(&second);
    for (source, mut record) in records(&first) {
        if record.get("dropped").is_none() {
            record["edits"] = Value::Object(serde_json::Map::new());
            assert_eq!(again[&source], record, "{source}");
        }
    }
}

#[test]
fn no_stale_snapshots() {
    let names: Vec<String> = harness::fixtures("documents").iter().map(name).collect();
    harness::assert_no_stale("document", &names);
}

/// An empty place of its own for this test.
fn scratch(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    path
}

/// The records of a folder, kept and dropped, by source.
fn records(folder: &Path) -> BTreeMap<String, Value> {
    let mut records = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "jsonl") {
            for line in fs::read_to_string(&path).unwrap().lines() {
                let mut record: Value = serde_json::from_str(line).unwrap();
                // Derived from the source; nobody reads it.
                record.as_object_mut().unwrap().shift_remove("id");
                records.insert(record["source"].as_str().unwrap().to_owned(), record);
            }
        }
    }
    records
}
