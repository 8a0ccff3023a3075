//! Looking for any of a list of words in one look.

/// Lower-case words of three bytes and more, each with the bits of its sort, and a table of what they begin with.
pub(super) struct AnyOf {
    words: Vec<(&'static str, u16)>,
    /// A bit for each sum over three bytes that a word begins with.
    begins: [u64; 64],
}

/// Twelve bits of three bytes, the same for both cases of letters.
fn mixed(begin: [u8; 3]) -> usize {
    let [a, b, c] = begin;
    let folded = u32::from_le_bytes([a, b, c, 0]) | 0x0020_2020;
    (folded.wrapping_mul(0x9e37_79b1) >> 20) as usize
}

impl AnyOf {
    /// Words of one sort; shorter ones are left out.
    pub(super) fn new(words: impl IntoIterator<Item = &'static str>) -> AnyOf {
        AnyOf::sorted(words.into_iter().map(|word| (word, 1)))
    }

    /// Words of several sorts, one bit for each.
    pub(super) fn sorted(words: impl IntoIterator<Item = (&'static str, u16)>) -> AnyOf {
        let words: Vec<(&str, u16)> = words.into_iter().filter(|(word, _)| word.len() >= 3).collect();
        let mut begins = [0; 64];
        for (word, _) in &words {
            if let Some(begin) = word.as_bytes().first_chunk() {
                let bit = mixed(*begin);
                begins[bit / 64] |= 1 << (bit % 64);
            }
        }
        AnyOf { words, begins }
    }

    /// Whether a text holds one of the words, in any ASCII case.
    pub(super) fn is_in(&self, text: &str) -> bool {
        self.hits(text).next().is_some()
    }

    /// The sorts of the words that a text holds, in any ASCII case.
    pub(super) fn sorts_in(&self, text: &str) -> u16 {
        self.hits(text).fold(0, |sorts, hit| sorts | hit)
    }

    /// Where a word begins, its sort.
    fn hits(&self, text: &str) -> impl Iterator<Item = u16> {
        let mut at = 0;
        std::iter::from_fn(move || {
            let bytes = text.as_bytes();
            while let Some(begin) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
                let here = &bytes[at..];
                at += 1;
                let bit = mixed(*begin);
                // No word begins inside a character.
                if begin[0] & 0xc0 != 0x80 && self.begins[bit / 64] >> (bit % 64) & 1 != 0 {
                    let is =
                        |word: &str| here.get(..word.len()).is_some_and(|w| w.eq_ignore_ascii_case(word.as_bytes()));
                    let sorts = self.words.iter().filter(|(word, _)| is(word)).fold(0, |sorts, (_, sort)| sorts | sort);
                    if sorts != 0 {
                        return Some(sorts);
                    }
                }
            }
            None
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
        let words = AnyOf::sorted([("date", 1), ("update", 2), ("time", 4)]);
        assert_eq!(["last-update", "datetime", "x"].map(|text| words.sorts_in(text)), [3, 5, 0]);
        assert!(is_short("四个汉字", 4) && !is_short("五个汉字字", 4));
    }
}
