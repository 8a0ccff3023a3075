//! The tables under `src/data/decode`, read once, on first use. All costs are in 1/16 nat: -16 ln(p).

use std::sync::LazyLock;

static LETTERS: &[u8] = include_bytes!("../data/decode/letters.bin");
static CODEPAGES: &[u8] = include_bytes!("../data/decode/codepages.bin");

/// The letter bigrams of one language.
#[derive(Debug)]
pub(crate) struct Letters {
    /// BCP 47 code; `mul` is the average of the Latin-script languages, `vi-decomposed` has tones as marks.
    pub(crate) code: &'static str,
    /// The letters in code point order; the letter at position i has the index i + 1.
    pub(crate) alphabet: Vec<char>,
    /// `(n + 1) * (n + 1)` costs of the column's letter after the row's; index 0 is "no letter".
    pub(crate) matrix: &'static [u8],
}

impl Letters {
    /// 1-based index of a lower-case letter, 0 if the alphabet lacks it.
    pub(crate) fn index(&self, c: char) -> u8 {
        self.alphabet.binary_search(&c).map_or(0, |i| u8::try_from(i + 1).unwrap_or(0))
    }

    /// Width of a row.
    pub(crate) fn width(&self) -> usize {
        self.alphabet.len() + 1
    }
}

/// The upper half of a single-byte code page.
#[derive(Debug)]
pub(crate) struct CodePage {
    pub(crate) name: &'static str,
    pub(crate) upper: Vec<char>,
}

/// Reads a table front to back; a short table gives empty answers, never a panic.
pub(crate) struct Reader(pub(crate) &'static [u8]);

impl Reader {
    pub(crate) fn take(&mut self, n: usize) -> &'static [u8] {
        let (head, tail) = self.0.split_at(n.min(self.0.len()));
        self.0 = tail;
        head
    }

    pub(crate) fn byte(&mut self) -> usize {
        self.take(1).first().map_or(0, |b| usize::from(*b))
    }

    pub(crate) fn name(&mut self) -> &'static str {
        let n = self.byte();
        std::str::from_utf8(self.take(n)).unwrap_or("")
    }

    pub(crate) fn chars(&mut self, n: usize) -> Vec<char> {
        let units = self.take(n * 2).as_chunks::<2>().0;
        units.iter().map(|u| char::from_u32(u32::from(u16::from_le_bytes(*u))).unwrap_or('\u{FFFD}')).collect()
    }
}

/// The letter models.
pub(crate) fn letters() -> &'static [Letters] {
    static ALL: LazyLock<Vec<Letters>> = LazyLock::new(|| {
        let (mut reader, mut all) = (Reader(LETTERS), Vec::new());
        while !reader.0.is_empty() {
            let code = reader.name();
            let n = reader.byte();
            let alphabet = reader.chars(n);
            all.push(Letters { code, alphabet, matrix: reader.take((n + 1) * (n + 1)) });
        }
        all
    });
    &ALL
}

/// A code page of our own by its name.
pub(crate) fn page(name: &str) -> Option<&'static CodePage> {
    pages().iter().find(|p| p.name == name)
}

/// The code pages of our own.
pub(super) fn pages() -> &'static [CodePage] {
    static ALL: LazyLock<Vec<CodePage>> = LazyLock::new(|| {
        let (mut reader, mut all) = (Reader(CODEPAGES), Vec::new());
        while !reader.0.is_empty() {
            all.push(CodePage { name: reader.name(), upper: reader.chars(128) });
        }
        all
    });
    &ALL
}
