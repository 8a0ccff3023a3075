//! A cheap look whether a chain can repair anything in a text, before the path is worked out.

use super::bytes::{Known, Source};
use super::charset::Charset;
use super::path::Chain;
use super::plausible::{BIT, MODEL};

/// Bits that pairs of characters can save over single ones, on the average and generously.
const PAIRS: i32 = 4 * BIT;
/// No chain between two East Asian sets costs less than this.
const LEAST: i32 = 12 * BIT;

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
