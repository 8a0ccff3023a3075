//! UTF-16 and UTF-32, with or without a byte-order mark.

use std::ops::Range;

use super::charset::Order;
use super::costs;
use super::viterbi::{self, Lattice};

/// Above this many 1/16 nat a character speaks against the alignment (text of any
/// script averages 6 to 9 nats, misread text 14).
const DRIFT: i32 = 184;
/// So much excess in a row starts the careful reading.
const ALARM: i32 = 240;
/// Bytes before and after a suspicious place that are read carefully; multiples of 4.
const BEFORE: usize = 256;
const AFTER: usize = 1024;
/// By how much a reading with damage must be better than an unbroken one.
const DOUBT: u64 = 240;
/// A character beyond the basic plane.
const ASTRAL: u32 = 208;

/// One of the four wide encodings.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wide {
    pub(crate) order: Order,
    /// Bytes of a code unit: 2 or 4.
    pub(crate) unit: usize,
}

impl Wide {
    fn number(self, bytes: &[u8]) -> Option<u32> {
        let unit = bytes.get(..self.unit)?;
        let shift = |n: u32, b: &u8| n << 8 | u32::from(*b);
        Some(match self.order {
            Order::Big => unit.iter().fold(0, shift),
            Order::Little => unit.iter().rev().fold(0, shift),
        })
    }

    /// Length and cost of the character at the head of `rest`.
    fn code(self, rest: &[u8]) -> Option<(usize, u32)> {
        let n = self.number(rest)?;
        match n {
            0 => Some((self.unit, 320)),
            0xD800..=0xDBFF if self.unit == 2 => {
                let low = self.number(rest.get(2..)?)?;
                (0xDC00..=0xDFFF).contains(&low).then_some((4, ASTRAL))
            }
            0xFEFF => Some((self.unit, 128)),
            0xD800..=0xDFFF | 0xFFFE | 0xFFFF => None,
            1..=0xFFFF => {
                let cost = costs::any().get(n as usize).copied().unwrap_or(costs::RARE);
                Some((self.unit, u32::from(cost)))
            }
            _ => char::from_u32(n).map(|_| (self.unit, ASTRAL)),
        }
    }

    /// Cost of the bytes as this encoding's text, damage allowed for.
    pub(crate) fn cost(self, bytes: &[u8]) -> u64 {
        viterbi::read(&self, bytes).0
    }

    /// The length of the head in which nothing suspicious happens.
    fn calm(self, bytes: &[u8]) -> usize {
        if self.unit == 2 { self.calm_units(bytes) } else { self.calm_codes(bytes) }
    }

    fn calm_codes(self, bytes: &[u8]) -> usize {
        let (mut at, mut excess) = (0, 0i32);
        while let Some((len, cost)) = bytes.get(at..).and_then(|rest| self.code(rest)) {
            excess = (excess + cost as i32 - DRIFT).max(0);
            if excess > ALARM {
                break;
            }
            at += len;
        }
        at
    }

    /// The quick way through UTF-16.
    fn calm_units(self, bytes: &[u8]) -> usize {
        let (plane, mut excess, mut high) = (costs::any(), 0i32, false);
        for (i, pair) in bytes.as_chunks::<2>().0.iter().enumerate() {
            let unit = if self.order == Order::Little { u16::from_le_bytes(*pair) } else { u16::from_be_bytes(*pair) };
            excess = (excess + i32::from(plane[usize::from(unit)]) - DRIFT).max(0);
            if high || excess > ALARM || matches!(unit, 0 | 0xD800..=0xDFFF | 0xFFFE..) {
                let low = matches!(unit, 0xDC00..=0xDFFF);
                if excess > ALARM || high != low || matches!(unit, 0 | 0xFFFE..) {
                    return i.saturating_sub(1) * 2;
                }
                high = matches!(unit, 0xD800..=0xDBFF);
            }
        }
        bytes.len() / 2 * 2
    }

    /// The cost if every unit can be read.
    fn straight(self, bytes: &[u8]) -> Option<u64> {
        let (mut at, mut cost) = (0, 0);
        while at < bytes.len() {
            let (len, c) = self.code(bytes.get(at..)?)?;
            at += len;
            cost += u64::from(c);
        }
        Some(cost)
    }

    /// Runs of bytes that belong to no character.
    fn damage(self, bytes: &[u8]) -> Vec<Range<usize>> {
        let (mut runs, mut from) = (Vec::new(), 0);
        loop {
            let calm = self.calm(bytes.get(from..).unwrap_or_default());
            let at = from + calm;
            if at >= bytes.len() {
                return runs;
            }
            // Trouble: the stretch around it is read carefully. It ends where the alignment before or after it does.
            let start = from + calm.saturating_sub(BEFORE) / self.unit * self.unit;
            let stretch = |more: usize| bytes.get(start..(at + AFTER + more).min(bytes.len())).unwrap_or_default();
            let readings = (0..self.unit).map(|more| {
                let (cost, found) = viterbi::read(&self, stretch(more));
                (cost, more, found)
            });
            let Some((cost, more, found)) = readings.min_by_key(|(cost, ..)| *cost) else { return runs };
            // Text that can be read as it stands is only taken apart for clear profit (as in the double-byte families).
            let stands = self.straight(stretch(0)).is_some_and(|plain| plain < cost + DOUBT);
            if stands {
                from = start + stretch(0).len();
            } else {
                runs.extend(found.into_iter().map(|r| r.start + start..r.end + start));
                from = start + stretch(more).len();
            }
        }
    }

    /// Decodes; each damaged place becomes one U+FFFD. Returns the text and the offsets of the marks in it.
    pub(crate) fn decode(self, bytes: &[u8]) -> (String, Vec<usize>) {
        let (mut out, mut marks, mut from) = (String::with_capacity(bytes.len()), Vec::new(), 0);
        for run in self.damage(bytes) {
            self.piece(bytes.get(from..run.start).unwrap_or_default(), &mut out);
            marks.push(out.len());
            out.push('\u{FFFD}');
            from = run.end;
        }
        self.piece(bytes.get(from..).unwrap_or_default(), &mut out);
        (out, marks)
    }

    fn piece(self, bytes: &[u8], out: &mut String) {
        if self.unit == 4 {
            let codes = bytes.chunks(4).filter_map(|unit| self.number(unit));
            out.extend(codes.map(|n| char::from_u32(n).unwrap_or('\u{FFFD}')));
            return;
        }
        let encoding = match self.order {
            Order::Little => encoding_rs::UTF_16LE,
            Order::Big => encoding_rs::UTF_16BE,
        };
        out.push_str(&encoding.decode_without_bom_handling(bytes).0);
    }
}

impl Lattice for Wide {
    #[inline]
    fn steps(&self, bytes: &[u8], at: usize, mut step: impl FnMut(usize, u32)) {
        if let Some((len, cost)) = bytes.get(at..).and_then(|rest| self.code(rest)) {
            step(len, cost);
        }
    }
}
