//! Whether a phrase of a notice may stand in a text, told by the rarest character of each.
//!
//! Looking for how phrases begin stops at one character in ten, for many begin with the commonest there are (不, 本, 请).
//! Each of them has a rare one too, its anchor: of the Chinese ones one character in a hundred and fifty is any phrase's, and
//! only there the trie is asked. Which characters are anchors the table of [`crate::census`] says, so that a text without
//! them, and without words of ASCII, is never read again.

use super::lexicon::{Lexicon, unit, word};
use crate::census::{self, Census, Traits};

/// Where the anchors of phrases are.
pub(super) struct Anchors {
    /// By the low six bits of its last two bytes, as they stand in memory: whether a character of three bytes may be one.
    near: Box<[bool; NEAR]>,
    /// By symbol: how many characters before it the phrases begin whose anchor it is.
    back: Vec<Vec<u8>>,
}

/// The bits that the last two bytes of a character leave.
const LOW: u16 = 0x3F3F;
const NEAR: usize = LOW as usize + 1;

/// Whether a character is the anchor of a phrase.
fn is_anchor(c: char) -> bool {
    census::traits(c).any(Traits::ANCHOR)
}

impl Anchors {
    /// Of phrases, folded, by the symbols of the code points.
    pub fn new<'a>(phrases: impl Iterator<Item = &'a str>, symbols: &[u16]) -> Anchors {
        let mut back: Vec<Vec<u8>> = Vec::new();
        for phrase in phrases {
            // What begins with a full-width letter folds to a phrase of ASCII.
            let anchor = (0..).zip(phrase.chars()).find(|(_, c)| is_anchor(*c));
            let Some((place, anchor)) = anchor.or_else(|| Some((0, phrase.chars().next()?))) else { continue };
            let symbol = usize::from(symbols.get(anchor as usize).copied().unwrap_or(0));
            if back.len() <= symbol {
                back.resize(symbol + 1, Vec::new());
            }
            if !back[symbol].contains(&place) {
                back[symbol].push(place);
            }
        }
        let mut near = Box::new([false; NEAR]);
        // What folds to no character of a phrase is no anchor.
        let known = ('\0'..='\u{ffff}').filter(|c| symbols.get(*c as usize).is_some_and(|symbol| *symbol != 0));
        for c in known.filter(|c| is_anchor(*c)) {
            let mut bytes = [0; 4];
            if let [_, b, c] = *c.encode_utf8(&mut bytes).as_bytes() {
                near[usize::from(u16::from_le_bytes([b, c]) & LOW)] = true;
            }
        }
        Anchors { near, back }
    }

    /// Bytes of the characters of three bytes each, most of all Chinese text, of which none can be an anchor.
    #[inline]
    fn idle(&self, bytes: &[u8]) -> usize {
        let threes = bytes.as_chunks::<3>().0;
        let stops = |&[a, b, c]: &[u8; 3]| a & 0xF0 != 0xE0 || self.near[usize::from(u16::from_le_bytes([b, c]) & LOW)];
        3 * threes.iter().position(stops).unwrap_or(threes.len())
    }
}

impl Lexicon {
    /// Whether a phrase of notices stands in a text of which `census` was counted, be it within another word or phrase.
    pub fn may_be_legal(&self, text: &str, census: &Census) -> bool {
        if !census.traits.any(Traits::ANCHOR | Traits::LETTER) {
            return false;
        }
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            let idle = self.anchors.idle(rest);
            at += idle;
            let (code, len) = match rest[idle..] {
                [] => return false,
                [0..=0x7F, _, ..] => {
                    while let Some([a @ 0..=0x7F, b, ..]) = bytes.get(at..) {
                        if (*b > 0x7F || self.may_open_notice(*a, *b)) && self.opens_notice(bytes, at) {
                            return true;
                        }
                        // No phrase begins within a word.
                        at += word(&bytes[at..]).max(1);
                    }
                    continue;
                }
                [a @ 0xE0..=0xEF, b, c, ..] => (unit(a, b, c), 3),
                [a @ 0xC0..=0xDF, b, ..] => (u16::from(a & 0x1F) << 6 | u16::from(b & 0x3F), 2),
                [0..=0x7F] => (0, 1),
                // Beyond the basic plane, where no phrase has a character.
                _ => (0, 4),
            };
            let back = self.anchors.back.get(usize::from(self.symbol(code.into()))).map_or(&[][..], Vec::as_slice);
            if back.iter().any(|n| self.opens_notice(bytes, characters_before(bytes, at, *n))) {
                return true;
            }
            at += len;
        }
        false
    }
}

/// The byte where the `n`th character before the one at byte `at` begins, or the first.
fn characters_before(bytes: &[u8], at: usize, n: u8) -> usize {
    let mut start = at;
    for _ in 0..n {
        start = match bytes[..start] {
            [.., 0xE0..=0xEF, _, _] => start - 3,
            ref before => before.iter().rposition(|b| b & 0xC0 != 0x80).unwrap_or(0),
        };
    }
    start
}

#[cfg(test)]
pub(crate) mod definitions {
    use std::collections::BTreeSet;
    use std::sync::LazyLock;

    use super::super::fold::fold;
    use super::super::{Class, rows};
    use crate::passes::definitions::cost;

    /// Of each phrase of notices the rarest character beyond ASCII, folded; of those of ASCII the first one, which is an
    /// anchor where it is written in full width.
    static ANCHORS: LazyLock<BTreeSet<char>> = LazyLock::new(|| {
        let phrases = rows().filter(|(class, ..)| *class == Class::Legal);
        let anchor = |phrase: &str| {
            let rarest = phrase.chars().map(fold).filter(|c| !c.is_ascii()).max_by_key(|c| (cost(*c), *c));
            rarest.or_else(|| phrase.chars().next())
        };
        phrases.filter_map(|(.., phrase)| anchor(phrase)).collect()
    });

    /// Whether a character is an anchor of a phrase.
    pub(crate) fn is_anchor(c: char) -> bool {
        !c.is_ascii() && ANCHORS.contains(&fold(c))
    }
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::LEXICON;
    use super::super::{Class, rows};
    use super::*;

    fn may_be_legal(text: &str) -> bool {
        LEXICON.may_be_legal(text, &Census::of(text))
    }

    #[test]
    fn what_may_be_legal_is_all_that_is() {
        for (class, _, phrase) in rows() {
            for text in [format!("春天，{phrase}。"), format!("🙂 é {phrase}"), phrase.to_uppercase()] {
                let found = LEXICON.find(&text).iter().any(|h| h.classes.contains(&Class::Legal));
                assert!(may_be_legal(&text) || !found && class != Class::Legal, "{text}");
            }
        }
        for text in ["不得轉載", "ＣＯＰＹＲＩＧＨＴ 2020", "（Ｃopyright）", "著作權"] {
            assert!(may_be_legal(text), "{text}");
        }
        for text in ["", "春天来了，河边的柳树绿了。", "The river had risen.", "版权页上写着", "本来未必不行", "得转载"]
        {
            assert!(!may_be_legal(text), "{text}");
        }
    }
}
