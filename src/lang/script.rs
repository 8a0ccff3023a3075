//! Unicode scripts of letters, counted fast.

/// A script, as far as language identification tells them apart.
///
/// Ranges are the letter (and dependent sign) blocks of the Unicode character database, Scripts.txt 17.0, rounded to
/// blocks: a code point that is unassigned today counts as its block's script.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are Unicode's script names")]
#[repr(u8)]
pub enum Script {
    Latin,
    Greek,
    Cyrillic,
    Armenian,
    Hebrew,
    Arabic,
    Thaana,
    Devanagari,
    Bengali,
    Gurmukhi,
    Gujarati,
    Oriya,
    Tamil,
    Telugu,
    Kannada,
    Malayalam,
    Sinhala,
    Thai,
    Lao,
    Tibetan,
    Myanmar,
    Georgian,
    Hangul,
    Ethiopic,
    Cherokee,
    Khmer,
    Mongolian,
    Hiragana,
    Katakana,
    Bopomofo,
    Han,
    /// Letters of any script that has no name here.
    Other,
}

/// How many scripts there are.
pub(super) const SCRIPTS: usize = Script::Other as usize + 1;

impl Script {
    /// Every script, in the order of the enumeration.
    pub const ALL: [Script; SCRIPTS] = [
        Script::Latin,
        Script::Greek,
        Script::Cyrillic,
        Script::Armenian,
        Script::Hebrew,
        Script::Arabic,
        Script::Thaana,
        Script::Devanagari,
        Script::Bengali,
        Script::Gurmukhi,
        Script::Gujarati,
        Script::Oriya,
        Script::Tamil,
        Script::Telugu,
        Script::Kannada,
        Script::Malayalam,
        Script::Sinhala,
        Script::Thai,
        Script::Lao,
        Script::Tibetan,
        Script::Myanmar,
        Script::Georgian,
        Script::Hangul,
        Script::Ethiopic,
        Script::Cherokee,
        Script::Khmer,
        Script::Mongolian,
        Script::Hiragana,
        Script::Katakana,
        Script::Bopomofo,
        Script::Han,
        Script::Other,
    ];

    /// The script of a letter or dependent sign; none for digits, punctuation, symbols, spaces and controls.
    pub fn of(c: char) -> Option<Script> {
        let code = u32::from(c);
        let range = match LOW.get(code as usize) {
            Some(range) => usize::from(*range),
            None if matches!(code, 0xAC00..=0xD7A3) => return Some(Script::Hangul),
            None => RANGES.partition_point(|range| range.1 < code),
        };
        match RANGES.get(range) {
            Some(&(first, _, script)) if first <= code => script,
            _ => c.is_alphabetic().then_some(Script::Other),
        }
    }
}

/// First and last code point, and the script of the letters between; none where there are no letters, so that punctuation
/// of everyday text need not be looked up further. In order.
const RANGES: &[(u32, u32, Option<Script>)] = &[
    (0x0, 0x40, None),
    (0x41, 0x5A, Some(Script::Latin)),
    (0x5B, 0x60, None),
    (0x61, 0x7A, Some(Script::Latin)),
    (0x7B, 0xBF, None),
    (0xC0, 0xD6, Some(Script::Latin)),
    (0xD7, 0xD7, None),
    (0xD8, 0xF6, Some(Script::Latin)),
    (0xF7, 0xF7, None),
    (0xF8, 0x2AF, Some(Script::Latin)),
    (0x370, 0x373, Some(Script::Greek)),
    (0x376, 0x37D, Some(Script::Greek)),
    (0x37F, 0x3FF, Some(Script::Greek)),
    (0x400, 0x481, Some(Script::Cyrillic)),
    (0x48A, 0x52F, Some(Script::Cyrillic)),
    (0x531, 0x556, Some(Script::Armenian)),
    (0x560, 0x588, Some(Script::Armenian)),
    (0x5B0, 0x5BD, Some(Script::Hebrew)),
    (0x5D0, 0x5F2, Some(Script::Hebrew)),
    (0x620, 0x65F, Some(Script::Arabic)),
    (0x66E, 0x6D3, Some(Script::Arabic)),
    (0x6D5, 0x6DC, Some(Script::Arabic)),
    (0x6E1, 0x6EF, Some(Script::Arabic)),
    (0x6FA, 0x6FF, Some(Script::Arabic)),
    (0x750, 0x77F, Some(Script::Arabic)),
    (0x780, 0x7B1, Some(Script::Thaana)),
    (0x8A0, 0x8FF, Some(Script::Arabic)),
    (0x900, 0x963, Some(Script::Devanagari)),
    (0x971, 0x97F, Some(Script::Devanagari)),
    (0x980, 0x9E3, Some(Script::Bengali)),
    (0x9F0, 0x9F1, Some(Script::Bengali)),
    (0xA00, 0xA5E, Some(Script::Gurmukhi)),
    (0xA70, 0xA75, Some(Script::Gurmukhi)),
    (0xA80, 0xAE3, Some(Script::Gujarati)),
    (0xB00, 0xB63, Some(Script::Oriya)),
    (0xB71, 0xB71, Some(Script::Oriya)),
    (0xB80, 0xBD7, Some(Script::Tamil)),
    (0xC00, 0xC63, Some(Script::Telugu)),
    (0xC80, 0xCE3, Some(Script::Kannada)),
    (0xD00, 0xD63, Some(Script::Malayalam)),
    (0xD7A, 0xD7F, Some(Script::Malayalam)),
    (0xD80, 0xDDF, Some(Script::Sinhala)),
    (0xE01, 0xE3A, Some(Script::Thai)),
    (0xE40, 0xE4E, Some(Script::Thai)),
    (0xE81, 0xECD, Some(Script::Lao)),
    (0xEDC, 0xEDF, Some(Script::Lao)),
    (0xF00, 0xF00, Some(Script::Tibetan)),
    (0xF40, 0xFBC, Some(Script::Tibetan)),
    (0x1000, 0x103F, Some(Script::Myanmar)),
    (0x1050, 0x108F, Some(Script::Myanmar)),
    (0x10A0, 0x10FF, Some(Script::Georgian)),
    (0x1100, 0x11FF, Some(Script::Hangul)),
    (0x1200, 0x135A, Some(Script::Ethiopic)),
    (0x1380, 0x138F, Some(Script::Ethiopic)),
    (0x13A0, 0x13FD, Some(Script::Cherokee)),
    (0x1780, 0x17D3, Some(Script::Khmer)),
    (0x1820, 0x18AA, Some(Script::Mongolian)),
    (0x1C90, 0x1CBF, Some(Script::Georgian)),
    (0x1E00, 0x1EFF, Some(Script::Latin)),
    (0x1F00, 0x1FFF, Some(Script::Greek)),
    (0x2010, 0x2027, None),
    (0x2D00, 0x2D2F, Some(Script::Georgian)),
    (0x2D80, 0x2DDE, Some(Script::Ethiopic)),
    (0x2E80, 0x2FD5, Some(Script::Han)),
    (0x3001, 0x3003, None),
    (0x3005, 0x3007, Some(Script::Han)),
    (0x3008, 0x3011, None),
    (0x3041, 0x3096, Some(Script::Hiragana)),
    (0x309D, 0x309F, Some(Script::Hiragana)),
    (0x30A1, 0x30FA, Some(Script::Katakana)),
    (0x30FC, 0x30FF, Some(Script::Katakana)),
    (0x3105, 0x312F, Some(Script::Bopomofo)),
    (0x3131, 0x318E, Some(Script::Hangul)),
    (0x31A0, 0x31BF, Some(Script::Bopomofo)),
    (0x31F0, 0x31FF, Some(Script::Katakana)),
    (0x3400, 0x4DBF, Some(Script::Han)),
    (0x4E00, 0x9FFF, Some(Script::Han)),
    (0xAA60, 0xAA7F, Some(Script::Myanmar)),
    (0xAB70, 0xABBF, Some(Script::Cherokee)),
    (0xAC00, 0xD7A3, Some(Script::Hangul)),
    (0xF900, 0xFAFF, Some(Script::Han)),
    (0xFB1D, 0xFB4F, Some(Script::Hebrew)),
    (0xFB50, 0xFDFB, Some(Script::Arabic)),
    (0xFE70, 0xFEFC, Some(Script::Arabic)),
    (0xFF01, 0xFF20, None),
    (0xFF21, 0xFF3A, Some(Script::Latin)),
    (0xFF41, 0xFF5A, Some(Script::Latin)),
    (0xFF66, 0xFF9D, Some(Script::Katakana)),
    (0xFFA0, 0xFFDC, Some(Script::Hangul)),
    (0x20000, 0x323AF, Some(Script::Han)),
];

/// For everything below the ideographs: the first range that ends at a code point or after it.
static LOW: [u8; BELOW] = low();

/// Where the ideographs begin.
const BELOW: usize = 0x3400;

const fn low() -> [u8; BELOW] {
    let mut low = [0; BELOW];
    let (mut code, mut range) = (0, 0);
    while code < low.len() {
        while RANGES[range].1 < code as u32 {
            range += 1;
        }
        low[code] = range as u8;
        code += 1;
    }
    low
}

/// How many letters of each script a text has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ScriptCounts {
    counts: [u32; SCRIPTS],
}

impl ScriptCounts {
    /// The number of letters (characters, dependent signs included) of one script.
    pub fn get(&self, script: Script) -> u32 {
        self.counts.get(script as usize).copied().unwrap_or(0)
    }

    /// The number of letters of all scripts.
    pub fn total(&self) -> u32 {
        self.counts.iter().fold(0, |sum, n| sum.saturating_add(*n))
    }

    /// The share of one script among all letters, 0 to 1; 0 where there are none.
    pub fn share(&self, script: Script) -> f32 {
        match self.total() {
            0 => 0.0,
            total => self.get(script) as f32 / total as f32,
        }
    }

    /// The script with the most letters (the earlier in [`Script::ALL`] of equals); none without letters.
    pub fn dominant(&self) -> Option<Script> {
        let best = Script::ALL.into_iter().rev().max_by_key(|s| self.get(*s))?;
        (self.get(best) > 0).then_some(best)
    }

    /// The scripts that occur, with their counts.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (Script, u32)> + '_ {
        Script::ALL.into_iter().zip(self.counts).filter(|(_, n)| *n > 0)
    }

    /// Adds the letters of a text.
    pub fn add(&mut self, text: &str) {
        // The two scripts of most text are counted apart: that takes a comparison instead of a search.
        let (mut latin, mut han) = (0u32, 0u32);
        for c in text.chars() {
            if c.is_ascii() {
                latin = latin.saturating_add(u32::from(c.is_ascii_alphabetic()));
            } else if matches!(c, '\u{4e00}'..='\u{9fff}') {
                han = han.saturating_add(1);
            } else if let Some(script) = Script::of(c) {
                self.add_to(script, 1);
            }
        }
        self.add_to(Script::Latin, latin);
        self.add_to(Script::Han, han);
    }

    pub(super) fn add_to(&mut self, script: Script, found: u32) {
        if let Some(n) = self.counts.get_mut(script as usize) {
            *n = n.saturating_add(found);
        }
    }
}

/// Counts the letters of a text by script, in one pass.
pub fn scripts(text: &str) -> ScriptCounts {
    let mut counts = ScriptCounts::default();
    counts.add(text);
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_letters_only() {
        let counts = scripts("Abc 12, 漢字とカタカナ。한글 Привет × ÷");
        assert_eq!(counts.get(Script::Latin), 3);
        assert_eq!(counts.get(Script::Han), 2);
        assert_eq!(counts.get(Script::Hiragana), 1);
        assert_eq!(counts.get(Script::Katakana), 4);
        assert_eq!(counts.get(Script::Hangul), 2);
        assert_eq!(counts.get(Script::Cyrillic), 6);
        assert_eq!(counts.total(), 18);
        assert_eq!(counts.dominant(), Some(Script::Cyrillic));
        assert_eq!(scripts("123 …").dominant(), None);
    }

    #[test]
    fn the_list_is_the_enumeration() {
        for (i, script) in Script::ALL.into_iter().enumerate() {
            assert_eq!(script as usize, i);
        }
    }
}
