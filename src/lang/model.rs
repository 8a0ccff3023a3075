//! Which of the languages of one alphabet: a quantised n-gram model.
//!
//! A table holds, for each kept n-gram of up to five symbols, one row: how much less likely its last symbol is after the
//! others in each language than in the best one, in steps of [`STEP`] nats, capped at 15. A text is scored by the longest
//! kept n-gram that ends at each of its letters, and the language with the smallest sum wins: naive Bayes with back-off.
//! The tables are used as they lie in the binary; only a filter and the letters' symbols are made at first use.

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

/// The same in words of eight columns.
const WORDS: usize = HALF / 8;

/// Bits by which a filter is finer than the buckets of its table: about one bit in 25 is set.
const FINER: u32 = 6;

/// Rows whose nibbles fit in a byte before they are summed up: 17 * 15 = 255.
const BATCH: usize = 17;

/// Steps by which the best language must lead for a stretch of text to be left: 20 nats. Most languages are that far from
/// all others after 30 letters. Of 1,854 sentences of 75 languages 1,796 are right so, 1,797 at 32 nats and 1,794 at 12;
/// it takes an eighth less time than 32.
const LEAD: i16 = 40;

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

    /// Where the row of an n-gram begins.
    #[inline]
    fn find(&self, key: u64) -> Option<usize> {
        let (bucket, print) = alphabet::place(key, self.bits);
        let &[a, b, c, d] = self.starts.get(bucket * 2..)?.first_chunk::<4>()?;
        let (from, to) = (usize::from(u16::from_le_bytes([a, b])), usize::from(u16::from_le_bytes([c, d])));
        let print = print.to_le_bytes();
        let at = self.prints.get(from * 2..to * 2)?.as_chunks::<2>().0.iter().position(|p| *p == print)?;
        Some((from + at) * self.width)
    }

    /// The row at a place, with what follows it up to 32 bytes.
    #[inline]
    fn row(&self, at: usize) -> Option<&[u8; HALF]> {
        self.rows.get(at..)?.first_chunk::<HALF>()
    }
}

/// Which n-grams a table may hold: a bit for each value of the bucket and the last bits of the fingerprint. It is small
/// enough for the fast caches, so that the lengths that are not kept (most of the five) cost next to nothing.
struct Filter {
    bits: u32,
    words: Vec<u64>,
}

impl Filter {
    fn new(table: &Table) -> Filter {
        let mut filter = Filter { bits: table.bits, words: vec![0; (1 << (table.bits + FINER)) / 64] };
        let starts = table.starts.as_chunks::<2>().0.iter().map(|s| usize::from(u16::from_le_bytes(*s)));
        for (bucket, (from, to)) in starts.clone().zip(starts.skip(1)).enumerate() {
            for print in table.prints.get(from * 2..to * 2).unwrap_or_default().as_chunks::<2>().0 {
                let (word, bit) = filter.place(bucket, u16::from_le_bytes(*print));
                if let Some(word) = filter.words.get_mut(word) {
                    *word |= 1 << bit;
                }
            }
        }
        filter
    }

    #[inline]
    fn place(&self, bucket: usize, print: u16) -> (usize, u32) {
        let at = bucket << FINER | usize::from(print) & ((1 << FINER) - 1);
        (at / 64, (at % 64) as u32)
    }

    /// Whether the table may hold an n-gram.
    #[inline]
    fn admits(&self, key: u64) -> bool {
        let (bucket, print) = alphabet::place(key, self.bits);
        let (word, bit) = self.place(bucket, print);
        self.words.get(word).is_some_and(|word| word >> bit & 1 == 1)
    }
}

/// What is made of an alphabet's table at its first use, in well under a millisecond.
struct Loaded {
    table: Table,
    filter: Filter,
    symbols: Vec<u16>,
}

fn load(alphabet: Alphabet) -> Option<&'static Loaded> {
    static LOADED: [LazyLock<Option<Loaded>>; 4] = [
        LazyLock::new(|| Loaded::new(Alphabet::Latin, LATIN)),
        LazyLock::new(|| Loaded::new(Alphabet::Cyrillic, CYRILLIC)),
        LazyLock::new(|| Loaded::new(Alphabet::Arabic, ARABIC)),
        LazyLock::new(|| Loaded::new(Alphabet::Devanagari, DEVANAGARI)),
    ];
    LOADED.get(alphabet as usize)?.as_ref()
}

impl Loaded {
    fn new(alphabet: Alphabet, bytes: &'static [u8]) -> Option<Loaded> {
        let table = Table::open(bytes)?;
        let filter = Filter::new(&table);
        Some(Loaded { table, filter, symbols: symbols(alphabet) })
    }

    /// Where the row of the longest kept suffix of an n-gram begins.
    #[inline]
    fn longest(&self, key: u64, length: u32) -> Option<usize> {
        let mut mask = WINDOW >> (BITS * (ORDER - length));
        while mask != 0 {
            let suffix = key & mask;
            if self.filter.admits(suffix)
                && let Some(at) = self.table.find(suffix)
            {
                return Some(at);
            }
            mask >>= BITS;
        }
        None
    }
}

/// The symbols of all characters below the limit, upper case folded to lower.
fn symbols(alphabet: Alphabet) -> Vec<u16> {
    let lower = |c: u32| char::from_u32(c).and_then(|c| c.to_lowercase().next());
    (0..LIMIT).map(|c| lower(c).map_or(BOUNDARY, |c| alphabet::symbol(alphabet, c)) as u16).collect()
}

/// The running score of a text against the languages of one alphabet.
pub(super) struct Scorer {
    alphabet: Alphabet,
    loaded: Option<&'static Loaded>,
    pending: usize,
    rows: [usize; BATCH],
    /// Of the low nibbles of the rows and of the high ones. They saturate only where a sample is of blocks of a letter
    /// each: one of 2 KiB adds 15 steps a letter at most.
    sums: [[i16; HALF]; 2],
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
        Scorer { alphabet, loaded: load(alphabet), pending: 0, rows: [0; BATCH], sums: [[0; HALF]; 2], known: false }
    }

    /// Adds the evidence of a text, as much of it as is needed. A stretch that goes on from a clear answer is still looked
    /// at for a batch of letters, so that a document in another language than its beginning gets to say so.
    pub(super) fn add(&mut self, text: &str) {
        let Some(loaded) = self.loaded else { return };
        // A word is scored with a boundary before and after it; the context never reaches past them.
        let (mut key, mut length) = (BOUNDARY, 1);
        for c in text.chars() {
            let symbol = loaded.symbols.get(c as usize).map_or(BOUNDARY, |s| u64::from(*s));
            if symbol == BOUNDARY && key == BOUNDARY {
                continue;
            }
            key = (key << BITS | symbol) & WINDOW;
            length = (length + 1).min(ORDER);
            self.position(loaded, key, length);
            if self.pending == 0 && self.clear() {
                return;
            }
            if symbol == BOUNDARY {
                (key, length) = (BOUNDARY, 1);
            }
        }
        if key != BOUNDARY {
            self.position(loaded, (key << BITS | BOUNDARY) & WINDOW, (length + 1).min(ORDER));
        }
    }

    /// Notes the row of the longest kept n-gram that ends here. Rows are fetched a batch at a time, so that the processor
    /// waits for the memory of many at once (a third faster than one by one).
    #[inline]
    fn position(&mut self, loaded: &Loaded, key: u64, length: u32) {
        if let (Some(at), Some(row)) = (loaded.longest(key, length), self.rows.get_mut(self.pending)) {
            *row = at;
            self.pending += 1;
            self.known = true;
            if self.pending == BATCH {
                self.flush();
            }
        }
    }

    /// Adds the rows noted.
    fn flush(&mut self) {
        let Some(table) = self.loaded.map(|l| &l.table) else { return };
        let (mut low, mut high) = ([0; WORDS], [0; WORDS]);
        for at in self.rows.iter().take(self.pending) {
            if let Some(row) = table.row(*at) {
                add_row(&mut low, &mut high, row);
            }
        }
        let [lows, highs] = &mut self.sums;
        add_sums(lows, &low);
        add_sums(highs, &high);
        self.pending = 0;
    }

    /// The sums of the languages, in their order, as two runs. Column l < width is the low nibble of byte l, the others are
    /// the high nibbles; what lies past them is of the next row.
    fn scores(&self) -> [&[i16]; 2] {
        let n = alphabet::languages(self.alphabet).len();
        let [low, high] = &self.sums;
        [low.get(..n.div_ceil(2)).unwrap_or_default(), high.get(..n / 2).unwrap_or_default()]
    }

    /// Whether the best language leads all others by [`LEAD`].
    fn clear(&self) -> bool {
        let scores = self.scores();
        let Some(best) = scores.iter().filter_map(|s| s.iter().min()).min() else { return false };
        // Counted without leaving early, so that the compiler makes vectors of it.
        let limit = best.saturating_add(LEAD);
        let near = |sums: &&[i16]| sums.iter().map(|n| i16::from(*n < limit)).sum::<i16>();
        scores.iter().map(near).sum::<i16>() == 1
    }

    /// The best language so far, the first in the table's order of equals; none if no n-gram was known.
    pub(super) fn finish(mut self) -> Option<Scored> {
        self.flush();
        // Run by run, so that the compiler makes vectors of it.
        let [low, high] = self.scores();
        let least = *low.iter().chain(high.iter().min()).min()?;
        let place = |sums: &[i16]| sums.iter().position(|n| *n == least);
        let best = place(low).or_else(|| Some(low.len() + place(high)?))?;
        // Beyond that the odds vanish beside one.
        let near = |n: &&i16| n.saturating_sub(least) <= 64;
        let odds = |n: &i16| (-f32::from(n - least) * STEP * TEMPER).exp();
        let confidence = 1.0 / low.iter().chain(high).filter(near).map(odds).sum::<f32>();
        let tag = alphabet::languages(self.alphabet).get(best)?;
        self.known.then_some(Scored { tag, confidence })
    }
}

/// Adds the low and the high nibbles of a row, eight languages in a word: [`BATCH`] of them fill no byte.
#[inline]
fn add_row(low: &mut [u64; WORDS], high: &mut [u64; WORDS], row: &[u8; HALF]) {
    const NIBBLES: u64 = u64::from_le_bytes([15; 8]);
    for ((low, high), bytes) in low.iter_mut().zip(high).zip(row.as_chunks::<8>().0) {
        let word = u64::from_le_bytes(*bytes);
        *low = low.wrapping_add(word & NIBBLES);
        *high = high.wrapping_add(word >> 4 & NIBBLES);
    }
}

/// Adds the sums of a batch.
#[inline]
fn add_sums(sums: &mut [i16; HALF], batch: &[u64; WORDS]) {
    for (sums, word) in sums.as_chunks_mut::<8>().0.iter_mut().zip(batch) {
        for (sum, part) in sums.iter_mut().zip(word.to_le_bytes()) {
            *sum = sum.saturating_add(i16::from(part));
        }
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
            let table = &load(alphabet).unwrap().table;
            assert!(table.find(alphabet::symbol(alphabet, letter)).is_some());
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
