//! Text in Han characters: simplified or traditional, Chinese or Japanese.

use std::sync::LazyLock;

use crate::chars::decode;

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

/// For each of the characters of `RATIOS`: its byte there, and above it its class in `VARIANTS`. One load for both.
static EAST: LazyLock<Vec<i16>> = LazyLock::new(|| {
    let class = |at: usize| VARIANTS.get(at / 4).map_or(0, |b| b >> (at % 4 * 2) & 3);
    let first = (FIRST - RUNS[0].0) as usize;
    RATIOS.iter().zip(first..).map(|(ratio, at)| i16::from(ratio.cast_signed()) + (i16::from(class(at)) << 8)).collect()
});

/// The first character of `RATIOS`.
const FIRST: u32 = 0x4E00;

/// How much likelier the Han characters of a text are in Chinese than in Japanese, in nats; counts them on the way.
pub(super) fn chinese_over_japanese(text: &str, counts: &mut HanCounts) -> f32 {
    let east = EAST.as_slice();
    let mut sum = 0i32;
    let mut bytes = text.as_bytes();
    while let Some((c, len)) = decode(bytes) {
        bytes = bytes.get(len..).unwrap_or_default();
        match east.get(c.wrapping_sub(FIRST) as usize) {
            Some(&both) => {
                // Rounded to the nearest class, what is left is the ratio.
                let class = (both + 128) >> 8;
                counts.han = counts.han.saturating_add(1);
                counts.simplified = counts.simplified.saturating_add(u32::from(class == 1));
                counts.traditional = counts.traditional.saturating_add(u32::from(class == 2));
                sum = sum.saturating_add(i32::from(both - (class << 8)));
            }
            None => counts.add_code(c),
        }
    }
    sum as f32 / 16.0
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

    #[test]
    fn japanese_characters_tell() {
        let mut counts = HanCounts::default();
        assert!(chinese_over_japanese("駅前広場", &mut counts) < -8.0);
        assert!(chinese_over_japanese("我们这里没有", &mut counts) > 8.0);
        assert_eq!(counts, han_counts("駅前広場我们这里没有"));
        assert_eq!(counts.han, 10);
    }
}
