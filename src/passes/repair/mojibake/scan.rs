//! Where a text looks suspicious at all: one cheap scan, so that clean text costs next to nothing.

use std::ops::Range;
use std::sync::LazyLock;

use super::class::{self, Class, Script};
use super::plausible::{BIT, MODEL};

/// A bucket that rare characters fill and common ones drain; a zone is suspicious where it spills.
const SPILL: i32 = 12;
/// Bytes of a text so short that all of its rare characters count, wherever they are.
const SHORT: usize = 64;
/// What a character of ASCII drains; a common letter drains two.
const ASCII_DRAIN: i32 = 4;
/// Characters on both sides of a suspicious place that are looked at with it.
const MARGIN: usize = 48;

/// By code point of the basic plane: what it adds to the bucket.
static WEIGHTS: LazyLock<Vec<i8>> =
    LazyLock::new(|| (0..0x1_0000u32).map(|code| char::from_u32(code).map_or(0, weight)).collect());

/// Tuned on the costs of East Asian letters in clean and in damaged Chinese: of the former 87 % cost 13 bits
/// or less and 4 % 17 or more, of the latter 8 % and 60 %.
fn weight(c: char) -> i8 {
    if c.is_ascii() {
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

/// Byte ranges of `text` that deserve a closer look, in order, on character boundaries.
pub(super) fn zones(text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let bytes = text.as_bytes();
    let weights = WEIGHTS.as_slice();
    let mut level = 0i32;
    let mut heap = 0i32;
    let mut at = 0;
    while let Some(rest) = bytes.get(at..) {
        let (len, code) = match *rest {
            [a, b, c, ..] if a & 0xF0 == 0xE0 => {
                (3, usize::from(a & 0x0F) << 12 | usize::from(b & 0x3F) << 6 | usize::from(c & 0x3F))
            }
            [] => break,
            [a, ..] if (9..0x80).contains(&a) => {
                let run = ascii_run(rest);
                at += run;
                level = (level - ASCII_DRAIN * run.min(16) as i32).max(0);
                continue;
            }
            [a, ..] if a < 9 => (1, usize::from(a)),
            [a, b, ..] if a < 0xE0 => (2, usize::from(a & 0x1F) << 6 | usize::from(b & 0x3F)),
            // Beyond the basic plane: emoji weigh nothing, rare Han do.
            [_, 0x9F, ..] => (4, usize::from(b' ')),
            _ => (4, 0x4DB5),
        };
        let weight = i32::from(weights.get(code).copied().unwrap_or(0));
        heap += weight.max(0);
        level = (level + weight).max(0);
        if level >= SPILL {
            level = SPILL;
            extend(&mut out, at..(at + len).min(bytes.len()));
        }
        at += len;
    }
    // Of a title there is no more evidence to come.
    if out.is_empty() && bytes.len() < SHORT && heap >= SPILL / 2 {
        return vec![0..bytes.len()];
    }
    widen(text, out)
}

/// Length of the ASCII without low controls that `bytes` begin with.
fn ascii_run(bytes: &[u8]) -> usize {
    let mut run = 0;
    for chunk in bytes.chunks_exact(32) {
        let odd = chunk.iter().fold(0u8, |odd, &b| odd | (b & 0x80) | u8::from(b < 9));
        if odd != 0 {
            break;
        }
        run += 32;
    }
    let rest = bytes.get(run..).unwrap_or_default();
    run + rest.iter().position(|&b| b >= 0x80 || b < 9).unwrap_or(rest.len())
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
