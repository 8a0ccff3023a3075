//! Single-byte encodings: what an encoding and a language charge for the bytes.

use super::charset::Charset;
use super::costs;
use super::page::{self, Page};
use super::tables::Letters;

/// A mark or symbol with letters on both sides.
const INSIDE: u32 = 72;
/// A mark or symbol that the text has already.
const AGAIN: u64 = 76;
/// A text in which no letter belongs to the script of its supposed language.
const NO_NATIVE: u64 = 192;
/// A word that is not of the text's language.
const STRANGE_WORD: u32 = 8;
/// A capital after a small letter, inside a word.
const CASE_BREAK: u32 = 88;
/// A vowel sign or tone mark after a letter.
const POINT_COST: u32 = 44;
/// A Latin letter beside a letter of another script: next to never inside a word.
const MIXED: u32 = 128;
/// A letter of another script that stands by itself among words in ASCII, where nothing in the text is a word of that
/// script: a sign misread. `½ cup` is no Thai, `§ 4` and `£ 4` are no Russian.
const LONE: u64 = 192;
/// A single accented letter as a word of no known language, and one that touches a digit (`40€`, `£4`).
const LONE_LATIN: u32 = 48;
const AT_DIGIT: u64 = 96;

/// A byte's class in a hypothesis: 1 to 200 are letters of the alphabet.
const MARK: u8 = 0;
const OTHER_LETTER: u8 = 255;
/// Vowel signs, tone marks and points, which the letter models leave out: part of the word, at a fixed cost.
const POINT: u8 = 254;

/// An encoding and a language.
pub(crate) struct Hypothesis {
    pub(crate) page: &'static Page,
    pub(crate) letters: &'static Letters,
    class: Vec<u8>,
    /// Whether ASCII letters belong to the alphabet.
    pub(crate) latin: bool,
}

impl Hypothesis {
    pub(crate) fn new(page: &'static Page, letters: &'static Letters) -> Hypothesis {
        let class = page
            .lower
            .iter()
            .zip(&page.letter)
            .map(|(low, letter)| match letters.index(*low) {
                0 if matches!(low, '\u{300}'..='\u{36F}' | '\u{5B0}'..='\u{5C7}' | '\u{64B}'..='\u{652}' | '\u{E30}'..='\u{E4E}') => POINT,
                0 => if *letter { OTHER_LETTER } else { MARK },
                i => i,
            })
            .collect();
        Hypothesis { page, letters, class, latin: letters.index('a') > 0 }
    }

    pub(crate) fn charset(&self) -> Charset {
        self.page.charset
    }

    pub(crate) fn language(&self) -> &'static str {
        self.letters.code
    }

    /// The cost of the bytes.
    pub(crate) fn cost(&self, bytes: &[u8]) -> u64 {
        let (mut total, mut word, mut native) = (u64::from(self.page.prior), Word::default(), self.latin);
        let (mut last, mut joint) = (0u8, 0u64);
        // Words of the language's own script, and letters of it that are none.
        let (mut formed, mut lone) = (0u64, 0u64);
        let mut count = |word: &Word| {
            formed += u64::from(word.own > 1);
            lone += u64::from(word.own == 1);
        };
        let (mut before, mut seen) = (0u8, 0u128);
        for (n, b) in bytes.iter().enumerate() {
            let i = usize::from(*b);
            let class = self.class.get(i).copied().unwrap_or(MARK);
            if class != MARK {
                if word.length == 0 {
                    total += joint;
                    word.digit = before.is_ascii_digit();
                }
                before = *b;
                self.letter(&mut word, *b, class);
                native |= class != OTHER_LETTER;
                last = 0;
                continue;
            }
            // A mark between two letters: charged when the second letter comes.
            let inside = *b >= 0x80 && word.length > 0 && !self.page.joins.get(i).copied().unwrap_or(false);
            joint = if inside { u64::from(INSIDE) } else { 0 };
            if word.length > 0 {
                word.digit |= b.is_ascii_digit();
                total += self.finish(&word);
                count(&word);
                word = Word::default();
            }
            let apart = !before.is_ascii_alphabetic()
                && before < 0x80
                && bytes.get(n + 1).is_none_or(|b| !b.is_ascii_alphabetic() && *b < 0x80);
            before = *b;
            let cost = self.page.other.get(i).map_or(240, |c| u64::from(*c));
            // Ruled lines and rows of dots repeat themselves, and so do signs that stand by themselves (`½ cup`, `1 ½ cups`):
            // what one is meant for is asked once.
            total += match *b {
                b if b == last => cost.min(32),
                0x80.. if apart && seen & 1 << (b & 0x7F) != 0 => cost.min(AGAIN),
                _ => cost,
            };
            seen |= if *b >= 0x80 { 1 << (b & 0x7F) } else { 0 };
            last = *b;
        }
        total += self.finish(&word);
        count(&word);
        total + lone.saturating_sub(formed) * LONE + if native { 0 } else { NO_NATIVE }
    }

    fn step(&self, from: u8, to: u8) -> u32 {
        let at = usize::from(from) * self.letters.width() + usize::from(to);
        self.letters.matrix.get(at).map_or(240, |c| u32::from(*c))
    }

    /// Takes a letter (or vowel sign) into the word.
    fn letter(&self, word: &mut Word, b: u8, class: u8) {
        let i = usize::from(b);
        word.length += 1;
        word.high |= b >= 0x80;
        word.own += u32::from(!self.latin && b >= 0x80 && !self.page.latin.get(i).copied().unwrap_or(false));
        if class == POINT {
            word.shape += POINT_COST + if word.native { 0 } else { MIXED };
            word.before = 0;
            return;
        }
        let upper = self.page.upper.get(i).copied().unwrap_or(false);
        if upper {
            word.shape += costs::CAPITAL + if word.small { CASE_BREAK } else { 0 };
        }
        let latin = self.page.latin.get(i).copied().unwrap_or(false);
        let mixed = if self.latin { !latin } else { word.length > 1 && latin == word.native };
        if mixed {
            word.shape += MIXED;
        }
        let free = self.page.other.get(i).map_or(240, |c| u32::from(*c));
        word.free += free;
        word.known += if class == OTHER_LETTER { free + 64 } else { self.step(word.before, class) };
        word.before = if class == OTHER_LETTER { 0 } else { class };
        (word.small, word.native) = (!upper, latin == self.latin);
    }

    /// The cost of a finished word: as one of the language, or as any other (a name, English, markup), whichever is
    /// cheaper. What the language saves on words in ASCII is counted apart, see [`Gains`].
    fn finish(&self, word: &Word) -> u64 {
        if word.length == 0 || !word.high {
            return u64::from(word.shape + word.free);
        }
        if self.latin && word.length == 1 {
            let known = word.known + self.step(word.before, 0);
            return u64::from(word.shape + known.min(word.free + LONE_LATIN)) + if word.digit { AT_DIGIT } else { 0 };
        }
        let known = word.known + self.step(word.before, 0);
        u64::from(word.shape + known.min(word.free + STRANGE_WORD))
    }
}

/// A word while it is read.
#[derive(Default)]
struct Word {
    length: u32,
    /// Cost by the language's model.
    known: u32,
    /// Cost as a word of an unknown language.
    free: u32,
    /// What case and mixed scripts cost, whatever the language.
    shape: u32,
    /// Class of the letter before.
    before: u8,
    small: bool,
    /// Whether the letter before is of the language's script.
    native: bool,
    /// Whether a byte above 0x7F occurred.
    high: bool,
    /// Letters of the language's script, where that is not the Latin one.
    own: u32,
    /// Whether it stands beside a digit.
    digit: bool,
}

/// Whether two encodings read the bytes alike.
pub(crate) fn same_reading(a: &Hypothesis, b: &Hypothesis, bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| a.page.chars.get(usize::from(*byte)) == b.page.chars.get(usize::from(*byte)))
}

/// Decodes with one of our own code pages. Returns the text and the offsets of the marks in it.
pub(crate) fn decode(charset: Charset, bytes: &[u8]) -> (String, Vec<usize>) {
    let text = match charset {
        Charset::Single(encoding, _) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
        _ => {
            let table = page::chars(charset);
            bytes.iter().map(|b| table.get(usize::from(*b)).copied().unwrap_or('\u{FFFD}')).collect()
        }
    };
    let marks = text.match_indices('\u{FFFD}').map(|(i, _)| i).collect();
    (text, marks)
}
