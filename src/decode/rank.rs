//! The single-byte hypotheses against each other.

use std::sync::LazyLock;

use super::charset::{Charset, from_whatwg};
use super::costs;
use super::page::{ONLY_DECLARED, PAGES, Page};
use super::single::Hypothesis;
use super::tables::{self, Letters};

/// Bytes of ASCII words that are looked at: enough to tell a language.
const WORDS: usize = 1500;

fn hypotheses() -> &'static [Hypothesis] {
    static ALL: LazyLock<Vec<Page>> = LazyLock::new(|| {
        let charset = |name: &str| Charset::for_label(name).unwrap_or(from_whatwg(encoding_rs::WINDOWS_1252));
        PAGES.iter().map(|(name, prior, _)| Page::new(charset(name), *prior)).collect()
    });
    static HYPOTHESES: LazyLock<Vec<Hypothesis>> = LazyLock::new(|| {
        let pages = ALL.iter().zip(PAGES);
        pages
            .flat_map(|(page, (_, _, languages))| {
                let known = tables::letters().iter().filter(|l| languages.contains(&l.code));
                known.map(move |letters| Hypothesis::new(page, letters))
            })
            .collect()
    });
    &HYPOTHESES
}

/// What knowing the language saves on words in ASCII, by language in the order of the tables. It is evidence for the
/// language, and so for its encodings.
pub(crate) struct Gains {
    by_language: Vec<i64>,
    /// The best of all: for UTF-8, which can be in any language.
    pub(crate) best: i64,
    /// That of English, which is found in Chinese and Russian texts too.
    pub(crate) english: i64,
}

impl Gains {
    fn new(words: &[u8]) -> Gains {
        static CLASSES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
            let ascii = |l: &Letters| (0..128u8).map(|b| l.index(char::from(b.to_ascii_lowercase()))).collect();
            tables::letters().iter().map(ascii).collect()
        });
        let gain = |(letters, class): (&Letters, &Vec<u8>)| {
            let latin = letters.index('a') > 0 && letters.code != "und";
            if latin { words.split(|b| *b == b' ').map(|word| save(letters, class, word)).sum() } else { 0 }
        };
        let by_language: Vec<i64> = tables::letters().iter().zip(CLASSES.iter()).map(gain).collect();
        let english = tables::letters().iter().zip(&by_language).find(|(l, _)| l.code == "en").map_or(0, |(_, g)| *g);
        Gains { best: by_language.iter().copied().max().unwrap_or(0), english, by_language }
    }

    fn of(&self, hypothesis: &Hypothesis) -> i64 {
        if !hypothesis.latin {
            return self.english;
        }
        let mut all = tables::letters().iter().zip(&self.by_language);
        all.find(|(l, _)| std::ptr::eq(*l, hypothesis.letters)).map_or(0, |(_, gain)| *gain)
    }
}

/// What a language saves on one word in ASCII.
fn save(letters: &Letters, class: &[u8], word: &[u8]) -> i64 {
    let (mut before, mut known) = (0usize, 0u32);
    for b in word {
        let now = usize::from(class.get(usize::from(*b)).copied().unwrap_or(0));
        known += match now {
            0 => costs::LETTER + 64,
            _ => letters.matrix.get(before * letters.width() + now).map_or(240, |c| u32::from(*c)),
        };
        before = now;
    }
    known += letters.matrix.get(before * letters.width()).map_or(0, |c| u32::from(*c));
    i64::from((word.len() as u32 * costs::LETTER).saturating_sub(known))
}

/// A sample taken apart: what is the same in every single-byte encoding, and the rest.
struct Parts {
    /// The cost of everything that is not in `high`.
    low: i64,
    /// Words in ASCII, a space after each.
    words: Vec<u8>,
    /// Runs of letters that hold a byte above 0x7F, with the ASCII marks around them.
    high: Vec<u8>,
}

impl Parts {
    fn new(sample: &[u8]) -> Parts {
        let mut parts = Parts { low: 0, words: Vec::new(), high: Vec::new() };
        let is_word = |b: &u8| *b >= 0x80 || b.is_ascii_alphabetic();
        for run in sample.chunk_by(|a, b| is_word(a) && is_word(b)) {
            if run.iter().any(|b| *b >= 0x80) {
                parts.high.extend_from_slice(run);
                parts.high.push(b'\n');
                parts.low -= i64::from(costs::ascii(b'\n'));
                continue;
            }
            parts.low += run.iter().map(|b| i64::from(costs::ascii(*b))).sum::<i64>();
            if run.first().is_some_and(u8::is_ascii_alphabetic) && parts.words.len() < WORDS {
                parts.words.extend_from_slice(run);
                parts.words.push(b' ');
            }
        }
        parts
    }
}

/// The hypotheses from the cheapest on, with their costs, and the gains that other explanations may claim. All but the
/// few best are only judged by a part of the sample. `bonus` is what a hypothesis gets taken off its cost for outside
/// evidence.
pub(crate) fn rank(sample: &[u8], bonus: impl Fn(&Hypothesis) -> i64) -> (Vec<(i64, &'static Hypothesis)>, Gains) {
    let parts = Parts::new(sample);
    let gains = Gains::new(&parts.words);
    let considered = |h: &&Hypothesis| h.page.prior < ONLY_DECLARED || bonus(h) > 0;
    let mut field: Vec<(i64, &Hypothesis)> = hypotheses().iter().filter(considered).map(|h| (0, h)).collect();
    let length = parts.high.len().max(1);
    for (size, keep) in [(160, 100), (512, 24), (length, 24)] {
        let size = size.min(length);
        let head = parts.high.get(..size).unwrap_or(&parts.high);
        for (total, h) in &mut field {
            // On a part of the sample a part of the other evidence.
            let rest = gains.of(h) * size as i64 / length as i64 + bonus(h);
            *total = h.cost(head) as i64 + parts.low - rest;
        }
        field.sort_by_key(|(total, _)| *total);
        field.truncate(keep);
        if size == length {
            break;
        }
    }
    (field, gains)
}
