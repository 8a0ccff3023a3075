//! Looking for any of a list of words in one look.

use memchr::memchr2_iter;

/// ASCII case-insensitive search for a lower-case needle.
pub(super) fn contains_ignore_case(text: &str, needle: &str) -> bool {
    let Some(first) = needle.bytes().next() else { return true };
    let bytes = text.as_bytes();
    memchr2_iter(first, first.to_ascii_uppercase(), bytes)
        .any(|at| bytes.get(at..at + needle.len()).is_some_and(|w| w.eq_ignore_ascii_case(needle.as_bytes())))
}

/// Lower-case words of two bytes and more, and a table of the pairs of bytes that they begin with.
pub(super) struct AnyOf {
    words: &'static [&'static str],
    /// For the last five bits of a first byte the last five bits of second bytes; letters of both cases share them.
    pairs: [u32; 32],
}

impl AnyOf {
    pub(super) const fn new(words: &'static [&'static str]) -> AnyOf {
        let mut pairs = [0; 32];
        let mut n = 0;
        while n < words.len() {
            let word = words[n].as_bytes();
            assert!(word.len() >= 2, "a word of one byte has no pair");
            pairs[(word[0] & 31) as usize] |= 1 << (word[1] & 31);
            n += 1;
        }
        AnyOf { words, pairs }
    }

    /// Whether a text holds one of the words, in any ASCII case.
    pub(super) fn is_in(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        bytes.windows(2).enumerate().any(|(at, pair)| {
            self.pairs[usize::from(pair[0] & 31)] >> (pair[1] & 31) & 1 != 0
                && self.words.iter().any(|w| {
                    let here = bytes.get(at..at + w.len());
                    here.is_some_and(|here| here.eq_ignore_ascii_case(w.as_bytes()))
                })
        })
    }
}

/// Whether a text has at most `most` characters.
pub(super) fn is_short(text: &str, most: usize) -> bool {
    // A character has one to four bytes.
    text.len() <= most || text.len() <= most * 4 && text.chars().take(most + 1).count() <= most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case_and_at_any_place() {
        static WORDS: AnyOf = AnyOf::new(&["date", "by ", "作者"]);
        for text in ["entry-Date", "BY x", "本文作者", "date"] {
            assert!(WORDS.is_in(text), "{text}");
        }
        for text in ["", "d", "dat", "by", "本文作"] {
            assert!(!WORDS.is_in(text), "{text}");
        }
        assert!(contains_ignore_case("a<BODY>", "<body"));
        assert!(is_short("四个汉字", 4) && !is_short("五个汉字字", 4));
    }
}
