//! A cheap look whether a chain can repair anything in a text, before the path is worked out.
//!
//! What is passed over here could never win: the looks bound what a repair can save by what the text costs as it is,
//! and a repair that saves less than its price is none.

use std::ops::Range;

use super::admit::MORE;
use super::bytes::{Known, Source};
use super::charset::{Bytes, Charset, Encoder, SINGLE_MEMBERS};
use super::path::{Chain, Price};
use super::plausible::{BIT, MODEL};
use super::window::Window;

/// Bits that pairs of characters can save over single ones, on the average and generously.
const PAIRS: i32 = 4 * BIT;
/// No chain between two East Asian sets costs less than this.
const LEAST: i32 = 12 * BIT;

/// The parts of a window (in characters, in order) outside of which `chain` cannot repair anything.
pub(super) fn parts(window: &Window, chain: Chain, price: Price) -> Vec<Range<usize>> {
    let chars = &window.chars;
    let all = 0..chars.len();
    let some = match (chain.from.is_single_byte(), chain.to) {
        // What is no control in such a text is too little (`admit`).
        (_, Charset::Utf16Le | Charset::Utf16Be) => chars.iter().any(|c| c.is_control()),
        // The standard has controls where Windows has letters and punctuation: they show which it was.
        (_, Charset::Windows1252 | Charset::Windows1250) => chars.iter().any(|c| matches!(c, '\u{80}'..='\u{9F}')),
        _ if price.from_start => true,
        (true, _) => return members(window, chain, price),
        (false, Charset::Utf8) => return sequences(window, chain, price),
        (false, _) => swaps(window, chain),
    };
    if some { vec![all] } else { Vec::new() }
}

/// Where characters of a single-byte set can be read as another one, and what they cost could pay for it.
///
/// Decoding ends at a character that the set does not have, so that each part ends with one or with the text.
fn members(window: &Window, chain: Chain, price: Price) -> Vec<Range<usize>> {
    let bit = 1u16 << chain.from as u16;
    let has = |c: char| c == '\u{FFFD}' || SINGLE_MEMBERS.get(c as usize).is_some_and(|sets| sets & bit != 0);
    let foreign = |c: char| !c.is_ascii() && !has(c);
    let mut out = Vec::new();
    let mut done = 0;
    for &first in &window.members {
        let Some(&c) = window.chars.get(first).filter(|_| first >= done) else { continue };
        if !has(c) {
            continue;
        }
        let before = window.chars.get(done..first).unwrap_or_default();
        let start = done + before.iter().rposition(|c| foreign(*c)).map_or(0, |at| at + 1);
        let mut part = Part { start, ..Part::default() };
        done = window.chars.len();
        let following = window.chars.iter().zip(window.costs()).enumerate().skip(first);
        for (number, (&c, &cost)) in following {
            if c == '\u{FFFD}' {
                part.sum = i32::MAX;
            } else if has(c) {
                part.add(cost);
                // The next ones may belong to the same character, and the one behind it costs less or more than before.
                part.next = 3;
            } else {
                part.add(if part.next > 0 { cost } else { 0 });
                part.next = part.next.saturating_sub(1);
                if !c.is_ascii() {
                    done = number + 1;
                    break;
                }
            }
        }
        out.extend(part.end(done, price));
    }
    out
}

/// Where the bytes of an East Asian set can be read on as UTF-8 from character to character, and what the characters
/// cost could pay for it.
fn sequences(window: &Window, chain: Chain, price: Price) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut part = Reading::default();
    // Bytes of the current character that a reading which began before it takes.
    let mut reach = 0;
    let encoder = Encoder::new(chain.from, chain.to);
    let mut chars = window.chars.iter().map(|&c| Behind::new(c, &encoder));
    let mut next = chars.next();
    let mut number = 0;
    while let Some(here) = next {
        next = chars.next();
        let mut read = 0;
        let mut end = reach;
        for at in 0..here.len {
            // A reading may begin in the midst of a character, where one before it ended.
            if at == 0 || at <= end {
                let len = here.sequence(at, next.as_ref());
                read = read.max(len);
                end = end.max(at + len);
            }
        }
        // ASCII reads the same, but a question mark, which may stand for a lost byte.
        part.reads |= read > usize::from(here.is_ascii()) || reach > 0;
        part.long |= read > 2;
        number += 1;
        if end == 0 || here.sequence(0, next.as_ref()) == 0 && end < here.len {
            // Nothing can be read from here on, nor goes on from before.
            out.extend(part.end(number, window, price));
        }
        reach = end.saturating_sub(here.len);
    }
    out.extend(part.end(number, window, price));
    out
}

/// A stretch of characters whose bytes can be read on.
#[derive(Default)]
struct Reading {
    start: usize,
    /// Something in it can be read otherwise than as ASCII.
    reads: bool,
    /// A reading of three bytes or more is among them; others must save more (`admit`).
    long: bool,
}

impl Reading {
    /// Ends the stretch before character `end`, and gives it if what its characters cost can pay.
    fn end(&mut self, end: usize, window: &Window, price: Price) -> Option<Range<usize>> {
        let Reading { start, reads, long } = std::mem::replace(self, Reading { start: end, ..Reading::default() });
        if !reads {
            return None;
        }
        let enter = if long { price.enter } else { price.enter + MORE - 1 };
        let mut sum = 0i32;
        let mut next = false;
        for number in start..end {
            let same = window.chars.get(number).is_some_and(|c| c.is_ascii() && *c != '?');
            // What follows a character that reads differently costs something else.
            if !same || next {
                sum = sum.saturating_add(window.cost(number));
            }
            next = !same;
            if sum > enter * BIT {
                return Some(start..end);
            }
        }
        None
    }
}

/// The bytes behind one character, and what is known of them.
struct Behind {
    bytes: Bytes,
    len: usize,
    known: Known,
}

impl Behind {
    #[inline]
    fn new(c: char, encoder: &Encoder) -> Self {
        let (bytes, known) = Source::behind(c, encoder);
        Self { bytes, len: bytes.as_slice().len(), known }
    }

    fn is_ascii(&self) -> bool {
        self.known == Known::Yes && self.byte(0) < 0x80
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes.as_slice().get(at).copied().unwrap_or(0)
    }

    /// Bytes that a reading of UTF-8 takes at most at `at`, lost bytes included; 0 where there is none.
    fn sequence(&self, at: usize, next: Option<&Behind>) -> usize {
        let lead = match self.known {
            Known::No => return 3,
            Known::Foreign => return 0,
            Known::Yes | Known::Perhaps => self.byte(at),
        };
        let (known, byte) = match next {
            _ if at + 1 < self.len => (self.known, self.byte(at + 1)),
            Some(next) => (next.known, next.byte(0)),
            None => (Known::Foreign, 0),
        };
        let follows = match known {
            Known::Yes => (0x80..0xC0).contains(&byte),
            Known::No | Known::Perhaps => true,
            Known::Foreign => false,
        };
        match lead {
            0..=0x7F => 1,
            0xC2..=0xDF if follows => 2,
            0xE0..=0xEF if follows => 3,
            0xF0..=0xF4 if follows => 4,
            _ => 0,
        }
    }
}

/// A stretch of characters that can be read on one after the other.
#[derive(Default)]
struct Part {
    start: usize,
    /// What could be saved in it: what all that can read differently costs.
    sum: i32,
    /// How many characters after the current one can read differently or cost something else.
    next: u8,
}

impl Part {
    fn add(&mut self, cost: i32) {
        self.sum = self.sum.saturating_add(cost);
    }

    /// Ends the part before character `end`, and gives it if it can pay.
    fn end(&mut self, end: usize, price: Price) -> Option<Range<usize>> {
        let part = std::mem::replace(self, Part { start: end, ..Part::default() });
        (part.sum > price.enter * BIT).then_some(part.start..end)
    }
}

/// Whether `chain` has a chance on these bytes.
pub(super) fn promising(source: &Source, chain: Chain) -> bool {
    match chain.to {
        Charset::Utf8 => multibyte(source),
        _ => true,
    }
}

/// Whether a sequence of UTF-8 beyond ASCII, whole or with a byte lost, is among the bytes.
fn multibyte(source: &Source) -> bool {
    source.bytes.iter().enumerate().any(|(at, &lead)| {
        if source.known(at) != Some(Known::Yes) || !(0xC2..=0xF4).contains(&lead) {
            return false;
        }
        match (source.known(at + 1), source.byte(at + 1)) {
            (Some(Known::No | Known::Perhaps), _) => true,
            // What takes the place of the byte A0, of which only one is restored. The small letters of Greek and Russian
            // are all lead bytes, and every word of them ends with a space.
            (_, Some(b' ')) => {
                lead < 0xE0
                    || source.known(at + 2).is_some_and(|known| matches!(known, Known::No | Known::Perhaps))
                    || source.known(at + 2) == Some(Known::Yes)
                        && source.byte(at + 2).is_some_and(|b| (0x80..0xC0).contains(&b))
            }
            (Some(Known::Yes), Some(0x80..=0xBF)) => {
                lead < 0xE0
                    || source.known(at + 2).is_none_or(|known| known != Known::Yes)
                    || source.byte(at + 2).is_some_and(|b| !(0xC0..).contains(&b))
            }
            _ => false,
        }
    })
}

/// Whether decoding character by character could save something somewhere, counting generously.
fn swaps(window: &Window, chain: Chain) -> bool {
    let encoder = Encoder::new(chain.from, chain.to);
    let mut sum = 0;
    window.chars.iter().enumerate().any(|(number, &c)| {
        if c.is_ascii() {
            return false;
        }
        let (bytes, known) = Source::behind(c, &encoder);
        sum = match (known, chain.to.decode(bytes.as_slice())) {
            (Known::Yes, Some((d, 2))) => (sum + window.cost(number) - MODEL.cost(' ', d) + PAIRS).max(0),
            (Known::No, _) => sum + window.cost(number),
            // Decoding ends here.
            _ => 0,
        };
        sum >= LEAST
    })
}
