//! A part of a text as characters, and which chains it can hold.

use std::cell::OnceCell;
use std::ops::Range;

use super::charset::{Charset, SINGLE_MEMBERS};
use super::path::{Chain, Run};
use super::plausible::MODEL;
use super::proof::Placed;

/// Longest part looked at in one go, in bytes: costs stay far from the limits of their type.
const LONGEST: usize = 1 << 20;

pub(super) struct Window {
    pub(super) chars: Vec<char>,
    /// Byte offsets in the text, and the end.
    offsets: Vec<usize>,
    pub(super) before: char,
    /// Numbers of the characters beyond ASCII that some single-byte set has, and of U+FFFD.
    pub(super) members: Vec<usize>,
    costs: OnceCell<Vec<i32>>,
}

impl Window {
    pub(super) fn new(text: &str, zone: Range<usize>) -> Self {
        let slice = text.get(zone.clone()).unwrap_or_default();
        let before = text.get(..zone.start).and_then(|head| head.chars().next_back()).unwrap_or('\n');
        let mut offsets: Vec<usize> = slice.char_indices().map(|(at, _)| zone.start + at).collect();
        offsets.push(zone.end);
        let chars: Vec<char> = slice.chars().collect();
        let is_member = |c: &char| *c == '\u{FFFD}' || SINGLE_MEMBERS.get(*c as usize).is_some_and(|sets| *sets != 0);
        let members = chars.iter().enumerate().filter(|(_, c)| is_member(c)).map(|(number, _)| number).collect();
        Self { chars, offsets, before, members, costs: OnceCell::new() }
    }

    /// What one character costs after the one before it.
    pub(super) fn cost(&self, number: usize) -> i32 {
        match self.costs.get() {
            Some(costs) => costs.get(number).copied().unwrap_or(0),
            None => self.chars.get(number).map_or(0, |&c| MODEL.cost(self.preceding(number), c)),
        }
    }

    /// What each character costs after the one before it: the same for all chains, worked out for the first.
    pub(super) fn costs(&self) -> &[i32] {
        self.costs.get_or_init(|| {
            let before = std::iter::once(&self.before).chain(&self.chars);
            self.chars.iter().zip(before).map(|(&c, &before)| MODEL.cost(before, c)).collect()
        })
    }

    /// The character before number `at`.
    pub(super) fn preceding(&self, at: usize) -> char {
        at.checked_sub(1).and_then(|at| self.chars.get(at)).copied().unwrap_or(self.before)
    }

    /// `zone` of `text` in windows of bearable size, cut at line ends where there are any.
    pub(super) fn split(text: &str, zone: Range<usize>) -> impl Iterator<Item = Self> {
        let mut at = zone.start;
        std::iter::from_fn(move || {
            if at >= zone.end {
                return None;
            }
            let start = at;
            at = zone.end;
            if at - start > LONGEST {
                let limit =
                    (0..4).map(|back| start + LONGEST - back).find(|&at| text.is_char_boundary(at)).unwrap_or(at);
                let head = text.get(start..limit).unwrap_or_default();
                at = head.rfind('\n').map_or(limit, |newline| start + newline + 1);
            }
            Some(Self::new(text, start..at))
        })
    }

    /// Whether Han is what the text beyond ASCII mostly consists of.
    pub(super) fn is_chinese(&self) -> bool {
        let han = self.chars.iter().filter(|c| ('\u{4E00}'..='\u{9FFF}').contains(*c)).count();
        let other = self.chars.iter().filter(|c| ('\u{80}'..='\u{2E7F}').contains(*c)).count();
        han > other
    }

    /// Whether it has letters of the languages that ISO 8859-2 is for.
    pub(super) fn is_central_european(&self) -> bool {
        self.chars.iter().any(|c| ('\u{100}'..='\u{17F}').contains(c))
    }

    pub(super) fn place(&self, run: Run) -> Placed {
        let offset = |at: usize| self.offsets.get(at).copied().unwrap_or(0);
        let ranges = run.pieces.iter().map(|piece| offset(piece.range.start)..offset(piece.range.end)).collect();
        Placed { run, ranges }
    }
}

/// Which mix-ups the characters of a text allow at all: a cheap look before the path is worked out.
pub(super) struct Possible {
    /// Bit n: two characters of single-byte set n follow each other.
    pairs: u16,
    /// Bit n: there is a character of single-byte set n.
    members: u16,
    /// There is East Asian text.
    wide: bool,
}

impl Possible {
    pub(super) fn of(chars: &[char]) -> Self {
        let mut out = Self { pairs: 0, members: 0, wide: false };
        let mut last = 0u16;
        for &c in chars {
            let members = match c {
                // What may stand for a lost byte.
                '?' | ' ' | '\u{FFFD}' => u16::MAX,
                _ => SINGLE_MEMBERS.get(c as usize).copied().unwrap_or(0),
            };
            out.pairs |= last & members;
            last = if c.is_ascii() { 0 } else { members };
            out.members |= last;
            out.wide |= c >= '\u{2E80}';
        }
        out
    }

    pub(super) fn holds(&self, chain: Chain) -> bool {
        let bit = |set: u16| (set >> (chain.from as u16)) & 1 == 1;
        match (chain.from.is_single_byte(), chain.to) {
            (true, Charset::Utf8) => bit(self.pairs),
            (true, _) => bit(self.members),
            (false, _) => self.wide,
        }
    }
}
