//! Text in Han characters: simplified or traditional, Chinese or Japanese.

use std::sync::LazyLock;

use super::script::{Script, ScriptCounts};
use crate::chars::{ascii_run, decode};

/// Two bits a character, four characters a byte: 1 simplified only, 2 traditional only. Two runs of code points.
static VARIANTS: &[u8] = include_bytes!("../data/lang/han_variants.bin");

/// A signed byte for each of U+4E00..U+9FFF: the log ratio of its frequency in Chinese to that in Japanese, in
/// sixteenths of a nat.
static RATIOS: &[u8] = include_bytes!("../data/lang/han_zh_ja.bin");

/// The first character and the number of characters of the runs of `VARIANTS`: Extension A with the unified ideographs,
/// and the supplementary plane.
const RUNS: [(u32, u32); 2] = [(0x3400, 0x6C00), (0x2_0000, 0x1_23B0)];

/// The characters of a text that belong to one of the Chinese scripts only.
///
/// Simplified only: OpenCC's simplified-to-traditional table rewrites it to other characters, and its
/// traditional-to-simplified table does not; and the other way round. Japanese shares many of both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HanCounts {
    /// Han characters of any kind.
    pub han: u32,
    /// Characters that occur in simplified text only.
    pub simplified: u32,
    /// Characters that occur in traditional text only.
    pub traditional: u32,
}

/// The script of Chinese text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HanVariant {
    /// Simplified characters.
    Hans,
    /// Traditional characters.
    Hant,
    /// Both, the rarer at least an eighth of the deciding characters.
    Mixed,
    /// No deciding character.
    Unknown,
}

impl HanCounts {
    /// Adds the Han characters of a text.
    pub fn add(&mut self, text: &str) {
        text.chars().for_each(|c| self.add_code(c.into()));
    }

    #[inline]
    fn add_code(&mut self, c: u32) {
        let [(first, length), (astral, astral_length)] = RUNS;
        // Everything below Extension A is not Han; this is the fast way past ASCII, kana and general punctuation.
        let at = match c {
            _ if c < first => return,
            _ if c - first < length => c - first,
            _ if c.wrapping_sub(astral) < astral_length => c - astral + length,
            _ => return,
        } as usize;
        let class = VARIANTS.get(at / 4).map_or(0, |b| b >> (at % 4 * 2) & 3);
        self.han = self.han.saturating_add(1);
        self.simplified = self.simplified.saturating_add(u32::from(class == 1));
        self.traditional = self.traditional.saturating_add(u32::from(class == 2));
    }

    /// What the counts say. Text in one script quotes a few characters of the other one (names, variants), so a
    /// minority under an eighth does not make it mixed.
    pub fn variant(&self) -> HanVariant {
        let (s, t) = (u64::from(self.simplified), u64::from(self.traditional));
        match (s, t) {
            (0, 0) => HanVariant::Unknown,
            _ if s.min(t) * 8 >= s + t => HanVariant::Mixed,
            _ if s > t => HanVariant::Hans,
            _ => HanVariant::Hant,
        }
    }
}

/// Counts the characters of a text that only one of the Chinese scripts has.
pub fn han_counts(text: &str) -> HanCounts {
    let mut counts = HanCounts::default();
    counts.add(text);
    counts
}

/// Whether Chinese text is simplified or traditional.
pub fn han_variant(text: &str) -> HanVariant {
    han_counts(text).variant()
}

/// The first character of `RATIOS`.
const FIRST: u32 = 0x4E00;

/// Sixteenths of a nat by which a character of Japanese alone is rarer in Chinese: 駅 has -99, 広 -115, 庁 -94, but 阪, which
/// Chinese writes in the name of a city, -65.
const ALONE: i8 = -80;

/// Whether a text has a Han character that only Japanese has.
pub(super) fn has_japanese(text: &str) -> bool {
    let ratio = |c: char| u32::from(c).checked_sub(FIRST).and_then(|at| RATIOS.get(at as usize));
    text.chars().filter_map(ratio).any(|ratio| ratio.cast_signed() <= ALONE)
}

/// Bits of a sum in [`EAST`]: of the ratios, each made positive by [`BIAS`], and of each of three counts.
const RATIO: u32 = 28;
const COUNT: u32 = 12;
const BIAS: u64 = 128;
/// Characters whose sums fit.
const MOST: usize = (1 << COUNT) - 1;

/// For each of the characters of `RATIOS` all that is counted of it, in one word, so that a character takes one addition:
/// its ratio, 1, and whether it is simplified only and traditional only.
static EAST: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let class = |at: usize| VARIANTS.get(at / 4).map_or(0, |b| b >> (at % 4 * 2) & 3);
    let first = (FIRST - RUNS[0].0) as usize;
    let all = RATIOS.iter().zip(first..).map(|(ratio, at)| {
        let counts = 1 | u64::from(class(at) == 1) << COUNT | u64::from(class(at) == 2) << (2 * COUNT);
        BIAS.wrapping_add_signed(ratio.cast_signed().into()) | counts << RATIO
    });
    all.collect()
});

/// Letters of ASCII. They are counted for the whole text at once, in bytes, so that the compiler makes vectors of it: between
/// letters with accents they stand in runs of a few.
fn ascii_letters(bytes: &[u8]) -> u32 {
    let count = |chunk: &[u8]| chunk.iter().map(|b| u8::from(b.is_ascii_alphabetic())).sum::<u8>();
    bytes.chunks(u8::MAX.into()).map(|chunk| u32::from(count(chunk))).sum()
}

/// What a text says of its language by its scripts and its Han characters.
#[derive(Default)]
pub(super) struct Letters {
    pub scripts: ScriptCounts,
    pub variants: HanCounts,
    /// How much likelier the Han characters are in Chinese than in Japanese, in sixteenths of a nat.
    ratio: i32,
}

impl Letters {
    /// Adds a text in one look.
    pub fn add(&mut self, text: &str) {
        let mut rest = text.as_bytes();
        self.scripts.add_to(Script::Latin, ascii_letters(rest));
        while !rest.is_empty() {
            let before = rest.len();
            rest = self.add_han(rest);
            rest = rest.get(ascii_run(rest)..).unwrap_or_default();
            // Characters of other scripts, up to one of ASCII or what may be Han again.
            let mut stuck = rest.len() == before;
            while let Some((code, len)) =
                decode(rest).filter(|_| stuck || matches!(rest, [0xC0..=0xE3 | 0xEA..=0xFF, ..]))
            {
                stuck = false;
                rest = rest.get(len..).unwrap_or_default();
                // The marks between Han are of no script, and need not be looked up.
                if matches!(code, 0x2010..=0x2027 | 0x3001..=0x3003 | 0x3008..=0x3011 | 0xFF01..=0xFF20) {
                    continue;
                }
                if let Some(script) = char::from_u32(code).and_then(Script::of) {
                    self.scripts.add_to(script, 1);
                    if script == Script::Han {
                        self.variants.add_code(code);
                    }
                }
            }
            if stuck {
                return;
            }
        }
    }

    /// Adds the characters of `EAST` that `rest` begins with, [`MOST`] at most; returns what follows.
    #[inline]
    fn add_han<'a>(&mut self, rest: &'a [u8]) -> &'a [u8] {
        let east = EAST.as_slice();
        let threes = rest.as_chunks::<3>().0;
        let threes = threes.get(..MOST).unwrap_or(threes);
        let (mut sums, mut left) = (0u64, threes);
        while let [[a, b, c], ref tail @ ..] = *left {
            let code = u32::from(a) << 12 | u32::from(b & 0x3F) << 6 | u32::from(c & 0x3F);
            // With a lead byte of three all bits above are `E`, and others are out of range.
            let Some(facts) = east.get(code.wrapping_sub(0xE_0000 + FIRST) as usize) else { break };
            sums = sums.wrapping_add(*facts);
            left = tail;
        }
        let done = 3 * (threes.len() - left.len());
        if done == 0 {
            return rest;
        }
        let lane = |n: u32| ((sums >> (RATIO + n * COUNT)) & ((1 << COUNT) - 1)) as u32;
        let han = lane(0);
        self.scripts.add_to(Script::Han, han);
        self.variants.han = self.variants.han.saturating_add(han);
        self.variants.simplified = self.variants.simplified.saturating_add(lane(1));
        self.variants.traditional = self.variants.traditional.saturating_add(lane(2));
        let ratios = (sums & ((1 << RATIO) - 1)) as i32;
        self.ratio = self.ratio.saturating_add(ratios - (han * BIAS as u32).cast_signed());
        rest.get(done..).unwrap_or_default()
    }

    /// How much likelier the Han characters are in Chinese than in Japanese, in nats.
    pub fn chinese_over_japanese(&self) -> f32 {
        self.ratio as f32 / 16.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants() {
        assert_eq!(han_variant("这些书籍讨论经济发展"), HanVariant::Hans);
        assert_eq!(han_variant("這些書籍討論經濟發展"), HanVariant::Hant);
        assert_eq!(han_variant("这些書籍讨论經濟"), HanVariant::Mixed);
        assert_eq!(han_variant("人山大小"), HanVariant::Unknown);
        assert_eq!(han_variant("no Han here"), HanVariant::Unknown);
        // Common to both scripts in some of their senses.
        assert_eq!(han_variant("皇后"), HanVariant::Unknown);
        assert_eq!(han_counts("车马a車").traditional, 1);
    }

    #[test]
    fn tables_cover_their_runs() {
        assert_eq!(VARIANTS.len() as u32 * 4, RUNS.iter().map(|r| r.1).sum::<u32>());
        assert_eq!(RATIOS.len(), 0x5200);
    }

    fn letters(text: &str) -> Letters {
        let mut letters = Letters::default();
        letters.add(text);
        letters
    }

    #[test]
    fn japanese_characters_tell() {
        assert!(letters("駅前広場").chinese_over_japanese() < -8.0);
        assert!(letters("我们这里没有").chinese_over_japanese() > 8.0);
    }

    #[test]
    fn one_look_counts_what_two_do() {
        let text = "駅前広場 Tea，这里㐀𠀀𪚥 é한글 Привет かな﨑車车\u{7f}\u{80}".repeat(500) + &"书".repeat(10_000);
        let letters = letters(&text);
        assert_eq!(letters.variants, han_counts(&text));
        assert_eq!(letters.scripts, super::super::scripts(&text));
        let ratio = |c: char| u32::from(c).checked_sub(FIRST).and_then(|at| RATIOS.get(at as usize));
        let ratios: i32 = text.chars().filter_map(ratio).map(|b| i32::from(b.cast_signed())).sum();
        assert_eq!(letters.ratio, ratios);
    }
}
