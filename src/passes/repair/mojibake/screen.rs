//! A cheap look whether a chain can repair anything in a text, before the path is worked out.
//!
//! What is passed over here could never win: the looks bound what a repair can save by what the text costs as it is,
//! and a repair that saves less than its price is none.

use std::ops::Range;

use super::admit::MORE;
use super::bytes::{Known, Source};
use super::charset::{Charset, SINGLE_MEMBERS};
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
    let some = match chain.to {
        // What is no control in such a text is too little (`admit`).
        Charset::Utf16Le | Charset::Utf16Be => chars.iter().any(|c| c.is_control()),
        // The two sets differ in these only.
        Charset::Windows1252 => chars.iter().any(|c| matches!(c, '\u{80}'..='\u{9F}')),
        Charset::Gb18030 | Charset::Big5 if chain.from.is_single_byte() && !price.from_start => {
            return pairs(window, chain, price);
        }
        Charset::Utf8 if !chain.from.is_single_byte() && !price.from_start => return sequences(window, chain, price),
        _ => true,
    };
    if some { vec![all] } else { Vec::new() }
}

/// Where characters of a single-byte set can be pairs of another one, and what they cost could pay for it.
///
/// Decoding ends at a character that the set does not have, so that each part ends with one or with the text.
fn pairs(window: &Window, chain: Chain, price: Price) -> Vec<Range<usize>> {
    let bit = 1u16 << chain.from as u16;
    let member = |c: char| SINGLE_MEMBERS.get(c as usize).is_some_and(|sets| sets & bit != 0);
    let mut out = Vec::new();
    let mut part = Part::default();
    for (number, (&c, &cost)) in window.chars.iter().zip(window.costs()).enumerate() {
        if c == '\u{FFFD}' {
            part.sum = i32::MAX;
        } else if member(c) {
            part.add(cost);
            // The next may be the second of a pair, and the one behind it costs less or more than before.
            part.next = 2;
        } else {
            part.add(if part.next > 0 { cost } else { 0 });
            part.next = part.next.saturating_sub(1);
            if !c.is_ascii() {
                out.extend(part.end(number + 1, price));
            }
        }
    }
    out.extend(part.end(window.chars.len(), price));
    out
}

/// Where the bytes of an East Asian set can be read on as UTF-8 from character to character, and what the characters
/// cost could pay for it.
fn sequences(window: &Window, chain: Chain, price: Price) -> Vec<Range<usize>> {
    let source = Source::new(&window.chars, chain.from, chain.to);
    let mut out = Vec::new();
    let mut part = Part::default();
    // Up to which byte some reading that began before goes.
    let mut reach = 0;
    // Whether a reading of three bytes or more is among them; others must save more (`admit`).
    let mut long = false;
    let price_of = |long: bool| Price { enter: if long { price.enter } else { price.enter + MORE - 1 }, ..price };
    let characters = window.chars.iter().zip(window.costs()).zip(source.starts.windows(2));
    for (number, ((&c, &cost), bounds)) in characters.enumerate() {
        let &[start, end] = bounds else { break };
        let (start, end) = (start as usize, end as usize);
        // ASCII reads the same, but a question mark, which may stand for a lost byte; what follows a character that
        // reads differently costs something else.
        let same = c.is_ascii() && c != '?';
        part.add(if same && part.next == 0 { 0 } else { cost });
        part.next = u8::from(!same);
        let mut read = 0;
        for at in start..end {
            // A reading may begin in the midst of a character, where one before it ended.
            if at == start || at <= reach {
                let len = sequence(&source, at);
                read = read.max(len);
                reach = reach.max(at + len);
            }
        }
        long |= read > 2;
        if reach <= start || sequence(&source, start) == 0 && reach < end {
            // Nothing can be read from here on, nor goes on from before.
            out.extend(part.end(number + 1, price_of(long)));
            long = false;
        }
    }
    out.extend(part.end(window.chars.len(), price_of(long)));
    out
}

/// Bytes that a reading of UTF-8 takes at most at `at`, lost bytes included; 0 where there is none.
fn sequence(source: &Source, at: usize) -> usize {
    let lead = match (source.known(at), source.byte(at)) {
        (Some(Known::No), _) => return 3,
        (Some(Known::Yes | Known::Perhaps), Some(lead)) => lead,
        _ => return 0,
    };
    let follows = match source.known(at + 1) {
        Some(Known::Yes) => source.byte(at + 1).is_some_and(|b| (0x80..0xC0).contains(&b)),
        Some(Known::No | Known::Perhaps) => true,
        _ => false,
    };
    match lead {
        0..=0x7F => 1,
        0xC2..=0xDF if follows => 2,
        0xE0..=0xEF if follows => 3,
        0xF0..=0xF4 if follows => 4,
        _ => 0,
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

/// Whether `chain` has a chance on `chars` with these bytes.
pub(super) fn promising(chars: &[char], source: &Source, chain: Chain) -> bool {
    match chain.to {
        Charset::Utf8 => multibyte(source),
        Charset::Gb18030 | Charset::Big5 if !chain.from.is_single_byte() => gains(chars, source, chain),
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
            // What takes the place of a lost byte.
            (Some(Known::No | Known::Perhaps), _) | (_, Some(b' ')) => true,
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
fn gains(chars: &[char], source: &Source, chain: Chain) -> bool {
    let mut sum = 0;
    for (&c, &at) in chars.iter().zip(&source.starts) {
        if c.is_ascii() {
            continue;
        }
        let kept = MODEL.cost(' ', c);
        let saved = match chain.to.decode(source.ahead(at as usize)) {
            Some((d, 2)) => kept - MODEL.cost(' ', d) + PAIRS,
            _ if c == '\u{FFFD}' => kept,
            _ => -kept,
        };
        sum = (sum + saved).max(0);
        if sum >= LEAST {
            return true;
        }
    }
    false
}
