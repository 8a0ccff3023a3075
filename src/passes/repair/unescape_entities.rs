//! R110: see `unescape_entities.md`.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::census::Traits;
use crate::changes::Changes;
use crate::document::{Document, Kind};
use crate::pass::{Pass, Spec, Stage, Verdict};

pub(crate) const SPEC: Spec = Spec::new::<UnescapeEntities>(
    "R110",
    "unescape-entities",
    Stage::Repair,
    "Character references left in text (`&nbsp;`, `&amp;nbsp;`, `&#8212;`) to their characters.",
    include_str!("unescape_entities.md"),
);

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct UnescapeEntities {}

/// How often text was escaped, at most. Three rounds were seen in crawls; a fourth would be an attack.
const ROUNDS: usize = 3;

/// Longest reference: `&CounterClockwiseContourIntegral;` has 33 bytes; escaped three times it gets 12 more.
const LONGEST: usize = 48;

impl Pass for UnescapeEntities {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        for (place, entry) in doc.values() {
            let spans = spans(&entry.value);
            if !spans.is_empty() {
                changes.rewrite_meta(place, crate::passes::unify::spliced(&entry.value, spans));
            }
        }
        for block in doc.blocks().filter(|b| b.kind() != Kind::Code && b.census().traits.any(Traits::ESCAPE)) {
            for (range, with) in spans(block.text()) {
                changes.replace(block, range, with);
            }
        }
        Verdict::Keep
    }
}

/// References in `text` with what they stand for.
fn spans(text: &str) -> Vec<(std::ops::Range<usize>, String)> {
    let mut spans = Vec::new();
    let mut from = 0;
    while let Some(at) = memchr::memchr(b'&', &text.as_bytes()[from..]).map(|n| from + n) {
        from = at + 1;
        let Some(len) = reference(&text.as_bytes()[at..]) else { continue };
        let with = unescape(&text[at..at + len]);
        if with != text[at..at + len] {
            from = at + len;
            spans.push((at..at + len, with));
        }
    }
    spans
}

/// Length of what may be a reference, `&amp;` in front of its name any number of times: `&amp;amp;nbsp;`.
fn reference(bytes: &[u8]) -> Option<usize> {
    let mut end = 1;
    loop {
        let name = bytes[end..].iter().take(LONGEST).take_while(|b| b.is_ascii_alphanumeric() || **b == b'#').count();
        if name < 2 || bytes.get(end + name) != Some(&b';') || end > LONGEST {
            return None;
        }
        let word = &bytes[end..end + name];
        end += name + 1;
        let next_is_name = bytes.get(end).is_some_and(|b| b.is_ascii_alphabetic() || *b == b'#');
        let escaped = word == b"amp" && next_is_name && reference_follows(&bytes[end..]);
        if !escaped {
            return Some(end);
        }
    }
}

fn reference_follows(bytes: &[u8]) -> bool {
    let name = bytes.iter().take(LONGEST).take_while(|b| b.is_ascii_alphanumeric() || **b == b'#').count();
    name >= 2 && bytes.get(name) == Some(&b';')
}

fn unescape(text: &str) -> String {
    let mut held = text.to_owned();
    for _ in 0..ROUNDS {
        match html_escape::decode_html_entities(&held) {
            Cow::Owned(new) if new != held => held = new,
            _ => break,
        }
    }
    // A reference to a control character is damage, not a character.
    if held.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t')) { text.to_owned() } else { held }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unescaped(text: &str) -> String {
        crate::passes::unify::spliced(text, spans(text))
    }

    #[test]
    fn references() {
        assert_eq!(unescaped("Fish &amp; Chips&amp;nbsp;&#8212;&hellip;"), "Fish & Chips\u{a0}—…");
        assert_eq!(unescaped("&amp;amp;lt;b&amp;amp;gt;"), "<b>");
        assert_eq!(unescaped("R&D; AT&T; a && b; &nosuch;"), "R&D; AT&T; a && b; &nosuch;");
    }
}
