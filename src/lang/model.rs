//! Which of the languages of one alphabet: a quantised n-gram model.
//!
//! A table holds, for each kept n-gram of up to five symbols, one row: how much less likely its last symbol is after the
//! others in each language than in the best one, in steps of [`STEP`] nats, capped at 15. A text is scored by the longest
//! kept n-gram that ends at each of its letters, and the language with the smallest sum wins: naive Bayes with back-off.
//! The tables are used as they lie in the binary: nothing is decoded and nothing allocated.

use std::sync::LazyLock;

use super::alphabet::{self, Alphabet, BITS, BOUNDARY, LIMIT, ORDER, WINDOW};

static LATIN: &[u8] = include_bytes!("../data/lang/latin.bin");
static CYRILLIC: &[u8] = include_bytes!("../data/lang/cyrillic.bin");
static ARABIC: &[u8] = include_bytes!("../data/lang/arabic.bin");
static DEVANAGARI: &[u8] = include_bytes!("../data/lang/devanagari.bin");

/// Nats of one step of a row; the generator's constant.
const STEP: f32 = 0.5;

/// How much of a difference in log-likelihood is believed: overlapping n-grams are not independent. With a half, the
/// stated confidence was the share of right answers within 3 points over 80,000 word pairs of the Universal Declaration of
/// Human Rights in 88 texts, for confidences above 0.5.
const TEMPER: f32 = 0.5;

/// Columns of a row at most, by its two halves.
const HALF: usize = 32;

/// Rows whose nibbles fit in a byte before they are summed up: 17 * 15 = 255.
const BATCH: u8 = 17;

/// One alphabet's table, as slices of its file.
struct Table {
    bits: u32,
    width: usize,
    starts: &'static [u8],
    prints: &'static [u8],
    rows: &'static [u8],
}

impl Table {
    /// Reads the head of a file; none if it is not one (a test holds that all are).
    fn open(bytes: &'static [u8]) -> Option<Table> {
        let (head, rest) = bytes.split_at_checked(8)?;
        let &[b'L', _, bits, width, a, b, c, d] = head else { return None };
        let (starts, rest) = rest.split_at_checked(((1usize << bits) + 1) * 2)?;
        let (prints, rows) = rest.split_at_checked(u32::from_le_bytes([a, b, c, d]) as usize * 2)?;
        Some(Table { bits: u32::from(bits), width: usize::from(width), starts, prints, rows })
    }

    /// The row of an n-gram, with what follows it up to 32 bytes.
    #[inline]
    fn row(&self, key: u64) -> Option<&[u8; HALF]> {
        let (bucket, print) = alphabet::place(key, self.bits);
        let &[a, b, c, d] = self.starts.get(bucket * 2..)?.first_chunk::<4>()?;
        let (from, to) = (usize::from(u16::from_le_bytes([a, b])), usize::from(u16::from_le_bytes([c, d])));
        let print = print.to_le_bytes();
        let at = self.prints.get(from * 2..to * 2)?.as_chunks::<2>().0.iter().position(|p| *p == print)?;
        self.rows.get((from + at) * self.width..)?.first_chunk::<HALF>()
    }
}

/// The symbols of all characters below the limit, upper case folded to lower.
fn symbols(alphabet: Alphabet) -> &'static [u16] {
    static TABLES: [LazyLock<Vec<u16>>; 4] = [
        LazyLock::new(|| fold(Alphabet::Latin)),
        LazyLock::new(|| fold(Alphabet::Cyrillic)),
        LazyLock::new(|| fold(Alphabet::Arabic)),
        LazyLock::new(|| fold(Alphabet::Devanagari)),
    ];
    TABLES.get(alphabet as usize).map_or(&[], |t| t)
}

fn fold(alphabet: Alphabet) -> Vec<u16> {
    let lower = |c: u32| char::from_u32(c).and_then(|c| c.to_lowercase().next());
    (0..LIMIT).map(|c| lower(c).map_or(BOUNDARY, |c| alphabet::symbol(alphabet, c)) as u16).collect()
}

/// The running score of a text against the languages of one alphabet.
pub(super) struct Scorer {
    alphabet: Alphabet,
    table: Option<Table>,
    symbols: &'static [u16],
    low: [u8; HALF],
    high: [u8; HALF],
    pending: u8,
    sums: [u32; 2 * HALF],
    known: bool,
}

/// What a [`Scorer`] found.
pub(super) struct Scored {
    /// The tag of the best language.
    pub tag: &'static str,
    /// Its posterior probability among the languages of the alphabet, tempered.
    pub confidence: f32,
}

impl Scorer {
    pub(super) fn new(alphabet: Alphabet) -> Scorer {
        let bytes = match alphabet {
            Alphabet::Latin => LATIN,
            Alphabet::Cyrillic => CYRILLIC,
            Alphabet::Arabic => ARABIC,
            Alphabet::Devanagari => DEVANAGARI,
        };
        Scorer {
            alphabet,
            table: Table::open(bytes),
            symbols: symbols(alphabet),
            low: [0; HALF],
            high: [0; HALF],
            pending: 0,
            sums: [0; 2 * HALF],
            known: false,
        }
    }

    /// Adds the evidence of a text.
    pub(super) fn add(&mut self, text: &str) {
        let Some(table) = self.table.take() else { return };
        // A word is scored with a boundary before and after it; the context never reaches past them.
        let (mut key, mut length) = (BOUNDARY, 1);
        for c in text.chars() {
            let symbol = self.symbols.get(c as usize).map_or(BOUNDARY, |s| u64::from(*s));
            if symbol == BOUNDARY && key == BOUNDARY {
                continue;
            }
            key = (key << BITS | symbol) & WINDOW;
            length = (length + 1).min(ORDER);
            self.position(&table, key, length);
            if symbol == BOUNDARY {
                (key, length) = (BOUNDARY, 1);
            }
        }
        if key != BOUNDARY {
            self.position(&table, (key << BITS | BOUNDARY) & WINDOW, (length + 1).min(ORDER));
        }
        self.table = Some(table);
    }

    /// Adds the row of the longest kept n-gram that ends here.
    #[inline]
    fn position(&mut self, table: &Table, key: u64, length: u32) {
        let Some(row) = (1..=length).rev().find_map(|n| table.row(key & ((1 << (BITS * n)) - 1))) else { return };
        for ((low, high), byte) in self.low.iter_mut().zip(&mut self.high).zip(row) {
            *low = low.wrapping_add(byte & 15);
            *high = high.wrapping_add(byte >> 4);
        }
        self.pending += 1;
        self.known = true;
        if self.pending == BATCH {
            self.flush();
        }
    }

    fn flush(&mut self) {
        for (sum, part) in self.sums.iter_mut().zip(self.low.iter().chain(&self.high)) {
            *sum = sum.saturating_add(u32::from(*part));
        }
        (self.low, self.high, self.pending) = ([0; HALF], [0; HALF], 0);
    }

    /// The best language so far, the first in the table's order of equals; none if no n-gram was known.
    pub(super) fn finish(mut self) -> Option<Scored> {
        self.flush();
        let languages = alphabet::languages(self.alphabet);
        let width = languages.len().div_ceil(2);
        // Column l < width is the low nibble of byte l, the others are the high nibbles.
        let sum = |l: usize| self.sums.get(if l < width { l } else { HALF + l - width }).copied().unwrap_or(u32::MAX);
        let best = (0..languages.len()).min_by_key(|l| sum(*l))?;
        let odds = |l: usize| (-(sum(l).saturating_sub(sum(best)) as f32) * STEP * TEMPER).exp();
        let confidence = 1.0 / (0..languages.len()).map(odds).sum::<f32>();
        self.known.then_some(Scored { tag: languages.get(best)?, confidence })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_opens_and_knows_its_letters() {
        for (alphabet, letter) in
            [(Alphabet::Latin, 'e'), (Alphabet::Cyrillic, 'о'), (Alphabet::Arabic, 'ا'), (Alphabet::Devanagari, 'क')]
        {
            let table = Scorer::new(alphabet).table.unwrap();
            assert!(table.row(alphabet::symbol(alphabet, letter)).is_some());
            assert_eq!(table.width, alphabet::languages(alphabet).len().div_ceil(2));
        }
    }

    #[test]
    fn no_letters_no_answer() {
        let mut scorer = Scorer::new(Alphabet::Latin);
        scorer.add("12 34 …");
        assert!(scorer.finish().is_none());
    }
}
