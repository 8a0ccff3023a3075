//! Makes the tables under `src/data/han` from OpenCC's dictionaries in `data/opencc`, and fails if they are out of step.
//!
//! `UPDATE_TABLES=1 cargo test han::generate` writes them.

mod dictionary;
mod reference;
mod table;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use dictionary::Dictionaries;
use table::Table;

/// A merged step: its file, and the dictionaries that it tries in turn (the first that holds any prefix of the text wins),
/// each a union of files (the longest key in any of them wins; the first file's on a tie).
pub(super) const STEPS: &[(&str, &[&[&str]])] = &[
    ("canonical", &[&["CJK_Compatibility_Ideographs"]]),
    ("st", &[&["STPhrases", "STPhrases_GeneratedFromRegionalPhrases"], &["STCharacters"]]),
    ("ts", &[&["TSPhrases"], &["TSCharactersExt"], &["TSCharacters"]]),
    ("ts-phrases", &[&["TSPhrases"]]),
    ("tw", &[&["TWVariantsPhrases"], &["TWVariants"]]),
    ("twp", &[&["TWPhrases"], &["TWVariantsPhrases"], &["TWVariants"]]),
    ("tw-rev", &[&["TWVariantsRevPhrases"], &["TWVariantsRev"]]),
    ("twp-rev", &[&["TWPhrasesRev"], &["TWVariantsRevPhrases"], &["TWVariantsRev"]]),
    ("hk", &[&["HKVariantsPhrases"], &["HKVariants"]]),
    ("hkp", &[&["HKPhrases"], &["HKVariantsPhrases"], &["HKVariants"]]),
    ("hk-rev", &[&["HKVariantsRevPhrases"], &["HKVariantsRev"]]),
    ("hkp-rev", &[&["HKPhrasesRev"], &["HKVariantsRevPhrases"], &["HKVariantsRev"]]),
    ("jp", &[&["JPShinjitaiPhrases"], &["JPShinjitaiCharacters"]]),
    ("jp-rev", &[&["JPShinjitaiCharactersRev"]]),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All dictionaries, read once for all tests.
fn dictionaries() -> &'static Dictionaries {
    static ALL: LazyLock<Dictionaries> = LazyLock::new(|| Dictionaries::load(&root().join("data/opencc")));
    &ALL
}

fn table_path(name: &str) -> PathBuf {
    root().join("src/data/han").join(name).with_extension("bin")
}

#[test]
fn tables_are_in_step_with_the_dictionaries() {
    let mut stale = Vec::new();
    for &(name, groups) in STEPS {
        let bytes = Table::new(dictionaries(), groups).to_bytes();
        if fs::read(table_path(name)).is_ok_and(|committed| committed == bytes) {
            continue;
        }
        if std::env::var_os("UPDATE_TABLES").is_some() {
            fs::write(table_path(name), &bytes).unwrap();
        } else {
            stale.push(name);
        }
    }
    assert!(stale.is_empty(), "stale tables {stale:?}: run UPDATE_TABLES=1 cargo test han::generate");
}

/// What `chain` takes for granted where the first step finds the segments, and `mod` of compatibility ideographs.
#[test]
fn the_dictionaries_are_as_the_engine_assumes() {
    for &(name, groups) in STEPS {
        for (rank, files) in groups.iter().enumerate() {
            for (key, value) in files.iter().flat_map(|file| dictionaries().get(file)) {
                let chars = key.chars().count();
                if name == "st" {
                    assert_eq!(chars > 1, rank == 0, "{key}: phrases are the segmentation dictionary, characters not");
                    assert!(chars > 1 || value.chars().count() == 1, "{key}: a character becomes one character");
                }
                if name == "canonical" {
                    assert!(matches!(key.chars().next(), Some('\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FFFF}')));
                    assert_eq!((chars, value.chars().count()), (1, 1));
                }
                assert!(!key.chars().any(|c| ('\u{2FF0}'..='\u{2FFF}').contains(&c) || c == '\0'));
            }
        }
    }
}
