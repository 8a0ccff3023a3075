//! The quick look that clean text passes at memory speed.

use std::sync::LazyLock;

use memchr::memchr2_iter;
use memchr::memmem::Finder;

/// Bytes of a reading, or of a gloss of a few words, at most.
const LONGEST: usize = 32;

/// Made once: that costs more than looking through a line.
static WIDE_BRACKET: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("（"));

/// Whether the document has a Han character, or one and a letter, before brackets with a tone-marked word in them, or a
/// Han character before `?` and what damage leaves behind one, or `?` before a full-width mark.
pub(super) fn suspicious(blocks: &[&str]) -> bool {
    blocks.iter().any(|block| {
        let b = block.as_bytes();
        let behind = |at: usize, len: usize| b.get(at + len..).unwrap_or_default();
        memchr2_iter(b'(', b'?', b).any(|at| {
            let next = behind(at, 1);
            match b.get(at) {
                Some(b'?') => {
                    let (mark, wide) = (separator_start(next), next.starts_with(&[0xEF]));
                    mark && wide || han_before(b, at) && (mark || toned(next))
                }
                _ => (han_before(b, at) || letter_before(b, at)) && toned(next),
            }
        }) || WIDE_BRACKET.find_iter(b).any(|at| han_before(b, at) && toned(behind(at, 3)))
    })
}

/// Whether `b` starts with lower-case letters, one at least with a tone mark, and a closing bracket, or with an opening
/// one that a lost byte left.
fn toned(b: &[u8]) -> bool {
    let word = b.iter().take(LONGEST).take_while(|b| matches!(b, b'a'..=b'z' | 0x80..=0xCF | b'(')).count();
    let toned = b.iter().take(word).any(|&b| b >= 0x80);
    toned && matches!(b.get(word..), Some([b')', ..] | [b' ', b')', ..] | [0xEF, 0xBC, 0x89, ..]))
}

/// Whether the character before `at` is in the Han blocks (U+3000 to U+9FFF,
/// or beyond the BMP). Coarse on purpose: the parser looks again.
fn han_before(b: &[u8], at: usize) -> bool {
    let byte = |back: usize| at.checked_sub(back).and_then(|i| b.get(i)).copied().unwrap_or(0);
    byte(1) >= 0x80 && (matches!(byte(3), 0xE3..=0xE9) || matches!(byte(4), 0xF0))
}

/// Whether a letter stands before `at`, and something that is not ASCII before the letter.
fn letter_before(b: &[u8], at: usize) -> bool {
    let byte = |back: usize| at.checked_sub(back).and_then(|i| b.get(i)).copied().unwrap_or(0);
    matches!(byte(1), b'@'..=b'~') && byte(2) >= 0x80
}

/// Whether `b` starts with one of the punctuation marks whose bytes the
/// mirrors' software looks for.
fn separator_start(b: &[u8]) -> bool {
    match b.first() {
        Some(b',' | b':' | b'(' | b')' | b'!' | b'?' | b';') => true,
        Some(0xEF) => matches!(b.get(..3), Some([0xEF, 0xBC, 0x81 | 0x88 | 0x89 | 0x8C | 0x8E | 0x9A | 0x9B | 0x9F])),
        _ => false,
    }
}
