//! Where a text looks suspicious at all: one cheap scan, so that clean text costs next to nothing.

use std::ops::Range;

#[cfg(test)]
use super::class::{self, Class, Script};
#[cfg(test)]
use super::plausible::{BIT, MODEL};
use crate::census::{self, Census};

/// A bucket that rare characters fill and common ones drain; a zone is suspicious where it spills.
const SPILL: i32 = 12;
/// Bytes of a text so short that a half-full bucket is enough.
const SHORT: usize = 64;
/// Faintly suspicious texts in a document of which each is searched as well as any. More of them are the way in which it
/// is written: verse is full of rare characters, and of damaged lines most would fill the bucket several times.
pub(super) const FEW: usize = 4;
/// Characters on both sides of a suspicious place that are looked at with it.
const MARGIN: usize = 24;

/// What a character adds to the bucket. The table behind [`crate::census`] is made from this.
///
/// Tuned on the costs of East Asian letters in clean and in damaged Chinese: of the former 87 % cost 13 bits
/// or less and 4 % 17 or more, of the latter 8 % and 60 %.
#[cfg(test)]
pub(crate) fn weight(c: char) -> i8 {
    if c.is_ascii() {
        // A character of ASCII drains four, a common letter two.
        return if c < '\u{9}' { 8 } else { -4 };
    }
    let (class, script) = class::of(c);
    match class {
        Class::Letter => {
            let alone = MODEL.cost(' ', c) / BIT;
            match script {
                Script::Latin if c.is_uppercase() => 8,
                Script::Latin => 4,
                Script::HalfKana | Script::Bopomofo => 6,
                // Read in a Greek set, every other character of damage is a symbol, and the others are capitals.
                Script::Greek if c.is_lowercase() => 0,
                Script::Greek => 1,
                Script::Cyrillic if ('А'..='я').contains(&c) => 0,
                Script::Cyrillic if "іїєґўёІЇЄҐЎЁ".contains(c) => 1,
                Script::Cyrillic => 6,
                _ if alone >= 17 => 4,
                _ if alone >= 15 => 2,
                _ if alone >= 14 => 0,
                _ => -2,
            }
        }
        Class::Space | Class::Newline | Class::Digit | Class::Punct | Class::CjkCommon | Class::Cjk => -2,
        _ if c == '‚' => 8,
        Class::Open | Class::Close | Class::Apostrophe | Class::Typographic | Class::NoBreakSpace => 4,
        Class::Suffix | Class::Symbol | Class::Math | Class::Box | Class::Mark => 8,
        Class::Emoji | Class::Joiner => 2,
        Class::Control | Class::C1 | Class::Private => 12,
        Class::Lost => 6,
        Class::Other => 4,
    }
}

/// How rare a character is, in eighths of a bit.
#[cfg(test)]
pub(crate) fn cost(c: char) -> i32 {
    MODEL.cost(' ', c)
}

/// Whether a text of which this was counted has nothing that deserves a closer look.
pub(super) fn is_quiet(text: &str, census: &Census) -> bool {
    let enough = if text.len() < SHORT { SPILL / 2 } else { SPILL };
    i64::from(census.suspicion) < i64::from(enough)
}

/// What one look at a text shows.
#[derive(Default)]
pub(super) struct Look {
    /// Byte ranges that deserve a closer one, in order, on character boundaries.
    pub(super) zones: Vec<Range<usize>>,
    /// There are none, but the text is so short that there is no more evidence to come: all of it may deserve one.
    pub(super) doubtful: bool,
    /// There is just enough to be seen: the bucket never held twice as much.
    pub(super) faint: bool,
}

/// Looks at a text of which `census` was counted.
pub(super) fn look(text: &str, census: &Census) -> Look {
    if is_quiet(text, census) {
        return Look::default();
    }
    let zones = zones(text, std::iter::once(0..text.len()));
    // A short text is not quiet as soon as the bucket is half full.
    let doubtful = zones.is_empty();
    let faint = i64::from(census.suspicion) < i64::from(2 * SPILL);
    Look { zones, doubtful, faint }
}

/// Where parts of a text fill the bucket, with what is beside it.
pub(super) fn zones(text: &str, parts: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut zones: Vec<Range<usize>> = Vec::new();
    for part in parts {
        let mut level = 0;
        for (at, c) in text.get(part.clone()).unwrap_or_default().char_indices() {
            level = (level + i32::from(census::weight(c))).clamp(0, SPILL);
            if level == SPILL {
                extend(&mut zones, part.start + at..part.start + at + c.len_utf8());
            }
        }
    }
    widen(text, zones)
}

fn extend(zones: &mut Vec<Range<usize>>, found: Range<usize>) {
    match zones.last_mut() {
        Some(last) if found.start <= last.end + 4 * MARGIN => last.end = found.end,
        _ => zones.push(found),
    }
}

fn widen(text: &str, zones: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for zone in zones {
        let before = text.get(..zone.start).unwrap_or_default();
        let start = before.char_indices().rev().take(MARGIN).last().map_or(zone.start, |(at, _)| at);
        let after = text.get(zone.end..).unwrap_or_default();
        let end = zone.end + after.char_indices().nth(MARGIN).map_or(after.len(), |(at, _)| at);
        match out.last_mut() {
            Some(last) if start <= last.end => last.end = end,
            _ => out.push(start..end),
        }
    }
    out
}
