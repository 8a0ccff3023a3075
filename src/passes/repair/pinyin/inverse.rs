//! The damage, backwards: what the bytes of a damaged run can have been.

use super::units::{self, Kind, Unit};
use super::{gbk, units::may_be};
use std::collections::BTreeSet;

/// Longer shifted runs do not occur: any ASCII letter or lost byte ends one.
const LONGEST_RUN: usize = 600;

/// A character of the original: what it can have been, one if it is certain.
pub(super) type Slot = Vec<char>;

/// Whether an ASCII character is gone with a lost byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Eaten {
    /// None is.
    No,
    /// One that is common there.
    Yes,
    /// One whose partner is there.
    Partner,
}

/// An original that fits a damaged run.
#[derive(Debug, Clone)]
pub(super) struct Original {
    pub slots: Vec<Slot>,
    /// The unit behind the run.
    pub end: usize,
    /// Pairs of bytes that were annotated at the wrong alignment, and with what.
    pub pairs: Vec<([u8; 2], String)>,
    /// Slots whose character was annotated at the right alignment, and with what.
    pub readings: Vec<(usize, String)>,
    /// Second bytes of the marks that the text was cut at, next to the lost bytes.
    pub separators: Vec<u8>,
    /// The lead byte of the last character if the other was lost,
    pub lost: Option<u8>,
    /// and whether an ASCII character behind it went with that.
    pub eaten: Eaten,
}

impl Original {
    /// Its characters that are certain.
    pub fn certain(&self) -> impl Iterator<Item = char> {
        self.slots.iter().filter_map(|slot| if let [only] = slot.as_slice() { Some(*only) } else { None })
    }
}

/// The originals that fit a run that starts at unit `at`. Empty if none does,
/// or if no damage starts there.
pub(super) fn originals(
    all: &[Unit],
    at: usize,
    accepted: &BTreeSet<char>,
    eaten: impl Fn(&Original) -> Option<(char, Eaten)>,
) -> Vec<Original> {
    let Some(unit) = all.get(at) else { return Vec::new() };
    if let (Kind::One(b), Some(inserted)) = (&unit.kind, &unit.inserted) {
        return beside_ascii(all, at, *b, inserted, accepted).into_iter().collect();
    }
    let starts = match &unit.kind {
        Kind::Question => by_separator(all, at + 1),
        kind if units::separator(kind).is_some() => by_separator(all, at),
        Kind::Reading(inserted) => by_annotation(all, at, inserted, accepted),
        _ => Vec::new(),
    };
    let mut originals = Vec::new();
    for (start, pending) in starts {
        let Some(original) = follow(all, start, pending, accepted) else { continue };
        if let Some(lead) = original.lost {
            originals.extend(eaten(&original).map(|(c, eaten)| with_eaten(original.clone(), lead, c, eaten)));
        }
        originals.push(original);
    }
    originals
}

/// The same with an ASCII character that the last lost byte took with it. Only a lead byte takes one.
fn with_eaten(mut original: Original, lead: u8, c: char, eaten: Eaten) -> Original {
    original.slots.pop();
    original.slots.push((0x81..=0xFE).filter_map(|trail| plausible(lead, trail)).collect());
    original.slots.push(vec![c]);
    original.eaten = eaten;
    original
}

/// `K(zhōng)`: annotated for the last byte before it and a letter. Nothing was lost.
fn beside_ascii(all: &[Unit], at: usize, letter: u8, inserted: &str, accepted: &BTreeSet<char>) -> Option<Original> {
    let lead = last_byte_before(all, at)?;
    let c = gbk::decode(lead, letter)?;
    may_be(c, &units::folded(inserted), accepted).then(|| Original {
        slots: vec![vec![char::from(letter)]],
        end: at + 1,
        pairs: vec![([lead, letter], inserted.to_owned())],
        readings: Vec::new(),
        separators: Vec::new(),
        lost: None,
        eaten: Eaten::No,
    })
}

/// The trail byte of the character before a unit.
fn last_byte_before(all: &[Unit], at: usize) -> Option<u8> {
    match at.checked_sub(1).and_then(|i| all.get(i)).map(|u| &u.kind) {
        Some(Kind::Two(_, b)) => Some(*b),
        _ => None,
    }
}

/// `?！`: the lost byte made a character with the first byte of the mark; some mirrors leave nothing of it, and the unit is the
/// mark itself.
fn by_separator(all: &[Unit], mark: usize) -> Vec<(Original, u8)> {
    let Some(second) = all.get(mark).and_then(|u| units::separator(&u.kind)) else { return Vec::new() };
    let slot: Slot = (0x81..=0xFE).filter_map(|lead| plausible(lead, 0xA3)).collect();
    let mut original = Original {
        slots: vec![slot],
        end: mark + 1,
        pairs: Vec::new(),
        readings: Vec::new(),
        separators: vec![second],
        lost: None,
        eaten: Eaten::No,
    };
    // `F(xiàn)` behind the mark: both went by the same bytes.
    if let Some(Unit { kind: Kind::One(b), inserted: Some(inserted), .. }) = all.get(mark + 1) {
        original.pairs.push(([second, *b], inserted.clone()));
    }
    vec![(original, second)]
}

/// `?qū)`: the lost byte made an annotated character with the last byte before it.
fn by_annotation(all: &[Unit], at: usize, inserted: &str, accepted: &BTreeSet<char>) -> Vec<(Original, u8)> {
    let Some(lead) = last_byte_before(all, at) else { return Vec::new() };
    annotated(lead, inserted, accepted)
        .map(|trail| {
            let pairs = vec![([lead, trail], inserted.to_owned())];
            (
                Original {
                    slots: Vec::new(),
                    end: at + 1,
                    pairs,
                    readings: Vec::new(),
                    separators: Vec::new(),
                    lost: None,
                    eaten: Eaten::No,
                },
                trail,
            )
        })
        .collect()
}

/// The trail bytes of the characters with this lead byte that are annotated so.
fn annotated(lead: u8, inserted: &str, accepted: &BTreeSet<char>) -> impl Iterator<Item = u8> {
    let reading = units::folded(inserted);
    let found: Vec<u8> = (0x40..=0xFE)
        .filter(|&trail| gbk::decode(lead, trail).is_some_and(|c| may_be(c, &reading, accepted)))
        .collect();
    found.into_iter()
}

/// Decodes on at the shifted alignment until a unit ends it.
fn follow(all: &[Unit], mut original: Original, mut pending: u8, accepted: &BTreeSet<char>) -> Option<Original> {
    for _ in 0..LONGEST_RUN {
        let Some(unit) = all.get(original.end) else { return Some(vanished(original, pending, None)) };
        if let Kind::One(b) = unit.kind
            && let Some(mark) = units::separator(&unit.kind)
            && known(pending, b).is_none()
        {
            return Some(vanished(original, pending, Some(mark)));
        }
        original.end += 1;
        match &unit.kind {
            Kind::Two(a, b) => {
                original.slots.push(vec![known(pending, *a)?]);
                // `窤von`: the trail byte was a letter of its own.
                if b.is_ascii() {
                    original.slots.push(vec![char::from(*b)]);
                    return Some(original);
                }
                pending = *b;
            }
            Kind::One(b) => {
                original.slots.push(vec![known(pending, *b)?]);
                if let Some(inserted) = &unit.inserted {
                    original.pairs.push(([pending, *b], inserted.clone()));
                }
                return Some(original);
            }
            Kind::Reading(inserted) => {
                let slot: Slot =
                    annotated(pending, inserted, accepted).filter_map(|trail| gbk::decode(pending, trail)).collect();
                if slot.is_empty() {
                    return None;
                }
                original.readings.push((original.slots.len(), inserted.clone()));
                original.slots.push(slot);
                return Some(original);
            }
            Kind::Question => {
                let next = all.get(original.end).map(|u| &u.kind);
                let slot: Slot = (0x40..=0xFE)
                    .filter(|&trail| comes_loose(trail, next))
                    .filter_map(|trail| plausible(pending, trail))
                    .collect();
                original.slots.push(slot);
                original.lost = Some(pending);
                original.separators.extend(all.get(original.end).and_then(|u| units::separator(&u.kind)));
                return Some(original);
            }
            Kind::Foreign => return None,
        }
    }
    None
}

/// The run ends in a byte of which nothing is left, at the end of a piece: `囌股,` is 車展上，.
fn vanished(mut original: Original, pending: u8, mark: Option<u8>) -> Original {
    original.slots.push((0x40..=0xFE).filter_map(|trail| plausible(pending, trail)).collect());
    original.separators.extend(mark);
    original
}

/// Whether a byte would be lost before this unit: at the end of a piece, or
/// because it makes no character with the unit's first byte.
fn comes_loose(byte: u8, next: Option<&Kind>) -> bool {
    match next {
        Some(Kind::Two(0xA1, 0xA2 | 0xA3)) => true,
        Some(kind) if units::separator(kind).is_some() => true,
        Some(Kind::Two(first, _)) => gbk::decode(byte, *first).is_none_or(gbk::is_private),
        Some(Kind::One(first @ 0x40..)) => gbk::decode(byte, *first).is_none_or(gbk::is_private),
        _ => true,
    }
}

/// The character of two bytes that are there.
fn known(lead: u8, trail: u8) -> Option<char> {
    gbk::decode(lead, trail).filter(|&c| !gbk::is_private(c))
}

/// A character that a lost byte may have been part of: Han or common punctuation.
fn plausible(lead: u8, trail: u8) -> Option<char> {
    known(lead, trail)
        .filter(|&c| super::forms::is_han(c) || "。、“”‘’《》〈〉「」『』【】—…·，：；？！（）\u{3000}".contains(c))
}
