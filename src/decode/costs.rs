//! What a character costs, in 1/16 nat, before any context: the common scale of all hypotheses.
//!
//! Detection compares explanations of the same bytes, so each hypothesis is charged -ln p for every character that it
//! reads. ASCII costs the same everywhere. The figures for marks and symbols are rounded shares in ordinary prose
//! (a comma about 5 % of characters: 3 nats); nothing here was tuned on single files.

use super::charset::Family;

static MODELS: &[u8; FAMILIES * FAMILY + PLANE] = include_bytes!("../data/decode/models.bin");

/// Two-byte codes of a family: leads from 0x80 on, every trail.
const FAMILY: usize = 0x8000;
const FAMILIES: usize = Family::ALL.len();
const PLANE: usize = 0x10000;

/// An impossible reading: an unassigned code.
pub(crate) const INVALID: u8 = 255;
/// Assigned but next to never seen in text.
pub(crate) const RARE: u8 = 248;
/// An ASCII letter outside any letter model.
pub(crate) const LETTER: u32 = 48;

/// A capital, compared with its small letter.
pub(crate) const CAPITAL: u32 = 12;

/// Cost of an ASCII byte.
pub(crate) const fn ascii(b: u8) -> u32 {
    match b {
        b' ' => 24,
        b'\n' | b'\r' | b'\t' => 44,
        b'a'..=b'z' => LETTER,
        b'A'..=b'Z' => LETTER + CAPITAL,
        b'0'..=b'9' => 52,
        b'.' | b',' | b'-' | b'<' | b'>' | b'/' | b'=' | b'"' => 56,
        0x21..=0x7E => 68,
        _ => 240,
    }
}

/// Costs of ASCII bytes; nothing for the others.
pub(crate) static ASCII: [u8; 256] = {
    let (mut costs, mut b) = ([0; 256], 0);
    while b < 128 {
        costs[b] = ascii(b as u8) as u8;
        b += 1;
    }
    costs
};

/// Cost of a mark or symbol above ASCII in text of an alphabetic language.
pub(crate) fn symbol(c: char) -> u32 {
    match c {
        '\u{A0}' | '«' | '»' | '–' | '—' | '’' | '“' | '”' | '„' | '…' => 76,
        '°' | '·' | '•' | '‘' | '‚' | '§' | '©' | '®' | '™' | '€' | '£' | '¥' | '№' | '¿' | '¡' | 'º' | 'ª' | '‹'
        | '›' => 104,
        '،' | '؟' | '؛' => 76,
        '´' => 88,
        '\u{200C}' | '\u{200D}' | '\u{200E}' | '\u{200F}' | '\u{AD}' => 112,
        'µ' => 116,
        '½' | '¼' | '¾' | '²' | '³' | '¹' | '±' | '×' | '÷' | '¨' | '¶' | '†' | '‰' | '−' => 136,
        '\u{2500}'..='\u{25FF}' => 152,
        '\u{80}'..='\u{9F}' => 232,
        '\u{FFFD}' | '\u{E000}'..='\u{F8FF}' => 240,
        _ => 160,
    }
}

/// Costs of the two-byte codes of a family, by `(lead - 0x80) << 8 | trail`; [`INVALID`] where nothing is assigned.
pub(crate) fn pairs(family: Family) -> &'static [u8; FAMILY] {
    &MODELS.as_chunks().0[family as usize]
}

/// Costs of text in any script by code point of the basic plane, for UTF-16 and UTF-8.
pub(crate) fn any() -> &'static [u8; PLANE] {
    MODELS.last_chunk().unwrap_or(&[INVALID; PLANE])
}
