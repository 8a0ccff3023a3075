//! The double-byte families: GB18030, Big5, Shift_JIS, EUC-JP, EUC-KR, Johab.

use std::ops::Range;

use super::charset::Family;
use super::costs::{self, INVALID};
use super::johab;
use super::viterbi::{self, Lattice};

/// Above this many 1/16 nat a character speaks against the alignment: between text (average 7 nats) and misread text (12).
const DRIFT: u32 = 152;
/// So much excess in a row starts the careful reading.
const ALARM: u32 = 160;

/// A small Latin letter beside a double-byte character.
const TOUCHING: u64 = 32;
/// A half-width kana with ASCII on both sides, counted as so many of those: `½ cup` is no Japanese.
const LONE: u64 = 6;
/// By how much a reading with damage must be better than an unbroken one (15 nats on top of what the damage costs).
const DOUBT: u64 = 240;

/// A reading without damage.
struct Plain {
    cost: u64,
    /// How often a small Latin letter stands beside a double-byte character.
    touching: u64,
}

/// A family with the costs of its codes.
#[derive(Clone, Copy)]
pub(crate) struct Double {
    family: Family,
    pairs: &'static [u8; 0x8000],
}

/// The model of a family.
pub(crate) fn model(family: Family) -> Double {
    Double { family, pairs: costs::pairs(family) }
}

impl Double {
    #[inline]
    fn pair(self, a: u8, b: u8) -> u8 {
        let code = usize::from(u16::from_be_bytes([a, b]));
        self.pairs.get(code.wrapping_sub(0x8000)).copied().unwrap_or(INVALID)
    }

    /// A byte that is never part of a longer code: alignment starts anew after it.
    pub(crate) fn is_anchor(self, b: u8) -> bool {
        match self.family {
            Family::Gb18030 | Family::Johab => b < 0x30,
            _ => b < 0x40,
        }
    }

    /// Cost of a byte above 0x7F that is a character by itself.
    fn alone(self, b: u8) -> Option<u32> {
        match (self.family, b) {
            (Family::ShiftJis, 0xA1..=0xDF) => Some(130),
            (Family::Gb18030, 0x80) => Some(200),
            _ => None,
        }
    }

    /// Length and cost of a code of three or four bytes at the head of `rest`.
    fn long(self, rest: &[u8]) -> Option<(usize, u32)> {
        match (self.family, rest) {
            (Family::Gb18030, [0x81..=0xFE, 0x30..=0x39, 0x81..=0xFE, 0x30..=0x39, ..]) => Some((4, 224)),
            (Family::EucJp, [0x8F, 0xA1..=0xFE, 0xA1..=0xFE, ..]) => Some((3, 224)),
            _ => None,
        }
    }

    /// Length and cost of the code at the head of `rest` (which starts above 0x7F), if there is one.
    fn code(self, rest: &[u8]) -> Option<(usize, u32)> {
        match rest {
            [a, b, ..] if self.pair(*a, *b) != INVALID => Some((2, u32::from(self.pair(*a, *b)))),
            [a, ..] => self.alone(*a).map(|cost| (1, cost)).or_else(|| self.long(rest)),
            [] => None,
        }
    }

    /// The cost of the bytes as this family's text, damage allowed for.
    pub(crate) fn cost(self, bytes: &[u8]) -> u64 {
        match self.straight(bytes, 0) {
            Some(plain) => plain.cost + plain.touching * TOUCHING,
            None => viterbi::read(&self, bytes).0 + self.touching(bytes) * TOUCHING,
        }
    }

    /// The same if every code is assigned, which is quick to find out; else `None`. So many bytes as `slack` may be left
    /// over at the end: a code cut off.
    pub(crate) fn plain(self, bytes: &[u8], slack: usize) -> Option<u64> {
        self.straight(bytes, slack).map(|plain| plain.cost + plain.touching * TOUCHING)
    }

    /// How often a small Latin letter stands beside a double-byte character. Chinese text does that now and then;
    /// where an accented letter is misread it happens on both sides of the character.
    fn touching(self, bytes: &[u8]) -> u64 {
        if !bytes.iter().any(u8::is_ascii_lowercase) {
            return 0;
        }
        let (mut at, mut count, mut small, mut double) = (0, 0, false, false);
        while let Some(b) = bytes.get(at) {
            let code = if *b < 0x80 { None } else { bytes.get(at..).and_then(|rest| self.code(rest)) };
            let now = (b.is_ascii_lowercase(), *b >= 0x80);
            count += if code.is_some() && self.is_lone(bytes, at) { LONE } else { 0 };
            count += u64::from(small && now.1 || double && now.0);
            (small, double) = now;
            at += code.map_or(1, |(len, _)| len);
        }
        count
    }

    /// Whether the byte is a half-width kana with ASCII before and behind it.
    fn is_lone(self, bytes: &[u8], at: usize) -> bool {
        let ascii = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_none_or(u8::is_ascii);
        self.family == Family::ShiftJis
            && matches!(bytes.get(at), Some(0xA1..=0xDF))
            && ascii(at.checked_sub(1))
            && ascii(Some(at + 1))
    }

    /// The reading if every code is assigned, but for so many bytes as `slack` at the end.
    fn straight(self, bytes: &[u8], slack: usize) -> Option<Plain> {
        let (mut rest, mut plain) = (bytes, Plain { cost: 0, touching: 0 });
        loop {
            let (_, tail) = self.pairs(rest, |pair| {
                plain.cost += u64::from(pair);
                true
            });
            let after_code = tail.len() < bytes.len();
            rest = tail;
            let Some(first) = rest.first() else { return Some(plain) };
            let len = if *first < 0x80 {
                let len = rest.iter().position(|b| *b >= 0x80).unwrap_or(rest.len());
                let ascii = rest.get(..len).unwrap_or_default();
                plain.cost += ascii.iter().map(|b| u64::from(costs::ASCII[usize::from(*b)])).sum::<u64>();
                let before = after_code && first.is_ascii_lowercase();
                let behind = len < rest.len() && ascii.last().is_some_and(u8::is_ascii_lowercase);
                plain.touching += u64::from(before) + u64::from(behind);
                len
            } else {
                match self.code(rest) {
                    Some((len, cost)) => {
                        plain.cost += u64::from(cost);
                        let lone = len == 1 && self.is_lone(bytes, bytes.len() - rest.len());
                        plain.touching += if lone { LONE } else { 0 };
                        len
                    }
                    None => return (rest.len() <= slack).then_some(plain),
                }
            };
            rest = rest.get(len..).unwrap_or_default();
        }
    }

    /// Reads on from `at` until a code is unassigned or its characters are too rare for too long; where that is.
    fn calm(self, bytes: &[u8], at: usize) -> usize {
        let (mut rest, mut excess) = (bytes.get(at..).unwrap_or_default(), 0u32);
        loop {
            let (calm, tail) = self.pairs(rest, |pair| {
                // Not by a branch: which characters are rare nobody can foretell.
                excess = (excess + u32::from(pair)).saturating_sub(DRIFT);
                excess <= ALARM
            });
            rest = tail;
            let len = match rest.first() {
                Some(first) if calm && *first < 0x80 => {
                    let ascii = rest.iter().position(|b| *b >= 0x80).unwrap_or(rest.len());
                    if rest.iter().take(ascii).any(|b| self.is_anchor(*b)) {
                        excess = 0;
                    }
                    Some(ascii)
                }
                Some(_) if calm => self.code(rest).map(|(len, _)| len),
                _ => None,
            };
            let Some(len) = len else { return bytes.len() - rest.len() };
            rest = rest.get(len..).unwrap_or_default();
        }
    }

    /// Reads two-byte codes in a row, where nearly all the time is spent, and hands over the cost of each, as long as
    /// `go` says. Whether it was not that which ended it, and what is left.
    fn pairs(self, bytes: &[u8], mut go: impl FnMut(u8) -> bool) -> (bool, &[u8]) {
        let mut rest = bytes;
        while let [a, b, tail @ ..] = rest {
            let pair = self.pair(*a, *b);
            if pair == INVALID || !go(pair) {
                return (pair == INVALID, rest);
            }
            rest = tail;
        }
        (true, rest)
    }

    /// The damaged places of a text in this family's encoding: runs of bytes that belong to no character.
    pub(crate) fn damage(self, bytes: &[u8]) -> Vec<Range<usize>> {
        let mut damage = Vec::new();
        let mut from = 0;
        loop {
            let at = self.calm(bytes, from);
            if at >= bytes.len() {
                return damage;
            }
            // The segment around the trouble: from one byte that no alignment can contain to the next.
            let read = bytes.get(from..at).unwrap_or_default();
            let segment = read.iter().rposition(|b| self.is_anchor(*b)).map_or(from, |n| from + n + 1);
            let rest = bytes.get(at..).unwrap_or_default();
            let end = rest.iter().position(|b| self.is_anchor(*b)).map_or(bytes.len(), |n| at + n);
            let text = bytes.get(segment..end).unwrap_or_default();
            let (cost, runs) = viterbi::read(&self, text);
            // Rare characters are no proof: a text that can be read as it stands is only taken apart for clear profit.
            let stands = self.straight(text, 0).is_some_and(|plain| plain.cost < cost + DOUBT);
            if !stands {
                damage.extend(runs.into_iter().map(|r| r.start + segment..r.end + segment));
            }
            from = end;
        }
    }

    /// Decodes; each damaged place becomes one U+FFFD. Returns the text and the offsets of the marks in it.
    pub(crate) fn decode(self, bytes: &[u8]) -> (String, Vec<usize>) {
        let (mut out, mut marks, mut from) = (String::new(), Vec::new(), 0);
        for run in self.damage(bytes) {
            self.piece(bytes.get(from..run.start).unwrap_or_default(), &mut out, &mut marks);
            marks.push(out.len());
            out.push('\u{FFFD}');
            from = run.end;
        }
        self.piece(bytes.get(from..).unwrap_or_default(), &mut out, &mut marks);
        (out, marks)
    }

    fn piece(self, bytes: &[u8], out: &mut String, marks: &mut Vec<usize>) {
        let Some(encoding) = self.family.encoding() else { return johab::decode_all(bytes, out, marks) };
        let (text, errors) = encoding.decode_without_bom_handling(bytes);
        if errors {
            marks.extend(text.match_indices('\u{FFFD}').map(|(i, _)| i + out.len()));
        }
        if out.is_empty() {
            *out = text.into_owned();
        } else {
            out.push_str(&text);
        }
    }
}

impl Lattice for Double {
    #[inline]
    fn steps(&self, bytes: &[u8], at: usize, mut step: impl FnMut(usize, u32)) {
        let rest = bytes.get(at..).unwrap_or_default();
        match rest {
            [a, ..] if *a < 0x80 => step(1, costs::ascii(*a)),
            [a, b, ..] => {
                let cost = self.pair(*a, *b);
                if cost != INVALID {
                    step(2, u32::from(cost));
                }
                if let Some(cost) = self.alone(*a) {
                    step(1, cost);
                }
                if let Some((len, cost)) = self.long(rest) {
                    step(len, cost);
                }
            }
            [a] => {
                if let Some(cost) = self.alone(*a) {
                    step(1, cost);
                }
            }
            [] => {}
        }
    }
}
