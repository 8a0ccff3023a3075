//! A block as the bytes it came from: characters as GBK, annotations taken out.

use super::annotation::bracketed;
use super::{forms, gbk, readings};
use std::collections::BTreeSet;
use std::ops::Range;

/// What one unit of damaged text stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// A character of two bytes.
    Two(u8, u8),
    /// A byte: ASCII, or 0x80 (shown as `€`).
    One(u8),
    /// `?reading)`: a lost byte that took the opening bracket with it. Holds
    /// the inserted text, with its brackets.
    Reading(String),
    /// A question mark, which may stand for a lost byte.
    Question,
    /// A character that GBK does not have.
    Foreign,
}

/// A unit and the bytes of the block that it covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unit {
    pub kind: Kind,
    pub range: Range<usize>,
    /// The annotation that was taken out behind it, with its brackets.
    pub inserted: Option<String>,
}

/// Splits a block into units; annotations of the `accepted` characters are taken out.
pub(super) fn units(text: &str, accepted: &BTreeSet<char>) -> Vec<Unit> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|s| s.chars().next()) {
        let end = at + c.len_utf8();
        let rest = text.get(end..).unwrap_or_default();
        let unit = unit(c, at, rest, accepted);
        at = unit.range.end;
        out.push(unit);
    }
    out
}

fn unit(c: char, at: usize, rest: &str, accepted: &BTreeSet<char>) -> Unit {
    let mut end = at + c.len_utf8();
    let mut inserted = None;
    let kind = match c {
        '?' | '\u{FFFD}' => match annotation_tail(rest) {
            Some(tail) => {
                end += tail.len;
                Kind::Reading(tail.inserted)
            }
            None => Kind::Question,
        },
        '€' => Kind::One(0x80),
        _ if c.is_ascii() => Kind::One(u8::try_from(c).unwrap_or(b' ')),
        _ => match gbk::encode(c) {
            Some([a, b]) => Kind::Two(a, b),
            None => Kind::Foreign,
        },
    };
    // `F(xiàn)`: the trail byte of an annotated character, left alone.
    let may_be_annotated = accepted.contains(&c) || matches!(c, '@'..='~' | '€');
    if let Some(text) = may_be_annotated.then(|| annotation_behind(c, rest)).flatten() {
        end += text.len();
        inserted = Some(text.to_owned());
    }
    Unit { kind, range: at..end, inserted }
}

/// The annotation of `c` at the start of `rest`, with its brackets. Of a letter it may be any character's.
fn annotation_behind(c: char, rest: &str) -> Option<&str> {
    let open = rest.chars().next().filter(|open| matches!(open, '(' | '（'))?.len_utf8();
    let (reading, len) = bracketed(rest.get(open..)?)?;
    let fits = match c.is_ascii() || c == '€' {
        true => !reading.is_ascii() && readings::is_reading(&reading),
        false => readings::standing(c, &reading).is_some(),
    };
    rest.get(..open + len).filter(|_| fits)
}

/// What is left of an annotation behind a lost byte.
pub(super) struct Tail {
    /// The annotation with both brackets.
    inserted: String,
    /// Its length in the text.
    len: usize,
    /// Whether the opening bracket is still there.
    pub bracket: bool,
}

/// `qū)`, or `(qū)` where the bracket survived, at the start of `rest`.
pub(super) fn annotation_tail(rest: &str) -> Option<Tail> {
    let bracket = rest.starts_with('(');
    let open = usize::from(bracket);
    let inner = rest.get(open..)?;
    let (reading, len) = bracketed(inner)?;
    let inserted = format!("({}", inner.get(..len)?);
    (!reading.is_ascii() && readings::is_reading(&reading)).then_some(Tail { inserted, len: open + len, bracket })
}

/// The characters of units, annotations left out.
pub(super) fn plain(text: &str, all: &[Unit], range: Range<usize>) -> Vec<char> {
    let first = |unit: &Unit| text.get(unit.range.start..).and_then(|s| s.chars().next());
    all.get(range).unwrap_or_default().iter().filter_map(first).collect()
}

/// The reading inside an inserted text, folded.
pub(super) fn folded(inserted: &str) -> String {
    inserted.chars().filter_map(readings::fold).collect()
}

/// The second byte (after 0xA3) of a mark that the software looks for, whether
/// it is shown full-width or was made ASCII since.
pub(super) fn separator(kind: &Kind) -> Option<u8> {
    match kind {
        Kind::Two(0xA3, b @ (0xAC | 0xBA | 0xA8 | 0xA9 | 0xA1 | 0xBF | 0xBB | 0xAE)) => Some(*b),
        Kind::One(b @ (b',' | b':' | b'(' | b')' | b'!' | b';' | b'.')) => Some(b + 0x80),
        Kind::Question => Some(0xBF),
        _ => None,
    }
}

/// Whether c may be an annotated character with this inserted text.
pub(super) fn may_be(c: char, reading: &str, accepted: &BTreeSet<char>) -> bool {
    readings::standing(c, reading).is_some() && (accepted.contains(&c) || forms::can_be_annotated(c))
}
