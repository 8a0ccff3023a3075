//! Finds `字(zì)`.

use super::{forms, readings};
use std::ops::Range;

/// The longest reading is six letters (`zhuāng`); a gloss of a word may be longer.
const LONGEST: usize = 24;

/// A Han character with one of its readings in brackets behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Annotation {
    /// Index of its block.
    pub block: usize,
    /// From the opening bracket to behind the closing one.
    pub range: Range<usize>,
    /// The annotated character.
    pub base: char,
    /// The folded reading.
    pub reading: String,
}

/// What stands in brackets behind Han characters in a document.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// In order of place.
    pub annotations: Vec<Annotation>,
    /// Tone-marked Latin that is not a reading of the character before it:
    /// a gloss of a word, or another language.
    pub other_glosses: usize,
}

/// Finds the annotations of all blocks.
pub(super) fn find_all(blocks: &[&str]) -> Found {
    let mut found = Found::default();
    for (block, text) in blocks.iter().enumerate() {
        find(block, text, &mut found);
    }
    found
}

fn find(block: usize, text: &str, found: &mut Found) {
    for (at, open) in text.match_indices(['(', '（']) {
        let Some(base) = text.get(..at).and_then(|s| s.chars().next_back()) else { continue };
        if !forms::is_han(base) {
            continue;
        }
        let inside = at + open.len();
        let Some((reading, close)) = bracketed(text.get(inside..).unwrap_or_default()) else { continue };
        if readings::standing(base, &reading).is_some() {
            found.annotations.push(Annotation { block, range: at..inside + close, base, reading });
        } else if !reading.is_ascii() {
            found.other_glosses += 1;
        }
    }
}

/// The folded letters up to a closing bracket, before which some mirrors have a space, and the byte behind that bracket.
pub(super) fn bracketed(text: &str) -> Option<(String, usize)> {
    let mut reading = String::new();
    for (at, c) in text.char_indices().take(LONGEST + 1) {
        if matches!(c, ')' | '）') {
            return (!reading.is_empty()).then_some((reading, at + c.len_utf8()));
        }
        if c == ' ' && !reading.is_empty() && text[at + 1..].starts_with([')', '）']) {
            continue;
        }
        reading.push(readings::fold(c)?);
    }
    None
}
