//! Looking for any of a list of words in one look.

use memchr::memchr2_iter;

/// ASCII case-insensitive search for a lower-case needle.
pub(super) fn contains_ignore_case(text: &str, needle: &str) -> bool {
    let Some(first) = needle.bytes().next() else { return true };
    let bytes = text.as_bytes();
    memchr2_iter(first, first.to_ascii_uppercase(), bytes)
        .any(|at| bytes.get(at..at + needle.len()).is_some_and(|w| w.eq_ignore_ascii_case(needle.as_bytes())))
}

/// Lower-case words of three bytes and more, and a table of what they begin with.
pub(super) struct AnyOf {
    words: Vec<&'static str>,
    /// A bit for each sum over three bytes that a word begins with.
    begins: [u64; 64],
}

/// Twelve bits of three bytes: the same for both cases of letters, which share their last five bits.
fn mixed(a: u8, b: u8, c: u8) -> usize {
    let (a, b, c) = ((a & 31) as usize, (b & 31) as usize, (c & 31) as usize);
    (a ^ b << 4 ^ c << 7) & 4095
}

impl AnyOf {
    /// Shorter words are left out.
    pub(super) fn new(words: impl IntoIterator<Item = &'static str>) -> AnyOf {
        let words: Vec<&str> = words.into_iter().filter(|word| word.len() >= 3).collect();
        let mut begins = [0; 64];
        for word in &words {
            if let [a, b, c, ..] = *word.as_bytes() {
                let bit = mixed(a, b, c);
                begins[bit / 64] |= 1 << (bit % 64);
            }
        }
        AnyOf { words, begins }
    }

    /// Whether a text holds one of the words, in any ASCII case.
    pub(super) fn is_in(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        bytes.windows(3).enumerate().any(|(at, begin)| {
            let bit = mixed(begin[0], begin[1], begin[2]);
            self.begins[bit / 64] >> (bit % 64) & 1 != 0
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
        let words = AnyOf::new(["date", "by ", "作者"]);
        for text in ["entry-Date", "BY x", "本文作者", "date"] {
            assert!(words.is_in(text), "{text}");
        }
        for text in ["", "d", "dat", "by", "本文作"] {
            assert!(!words.is_in(text), "{text}");
        }
        assert!(contains_ignore_case("a<BODY>", "<body"));
        assert!(is_short("四个汉字", 4) && !is_short("五个汉字字", 4));
    }
}
