//! What a character costs, in 1/16 nat, before any context: the common scale of all hypotheses.
//!
//! Detection compares explanations of the same bytes, so each hypothesis is charged -ln p for every character that it
//! reads. ASCII costs the same everywhere. The figures for marks and symbols are rounded shares in ordinary prose
//! (a comma about 5 % of characters: 3 nats); nothing here was tuned on single files.

use std::sync::LazyLock;

use super::charset::Family;
use super::tables;

/// An impossible reading: an unassigned code.
pub(crate) const INVALID: u8 = 255;
/// Assigned but next to never seen in text.
pub(crate) const RARE: u8 = 248;
/// An ASCII letter outside any letter model.
pub(crate) const LETTER: u32 = 48;

/// A capital, compared with its small letter.
pub(crate) const CAPITAL: u32 = 12;

/// Cost of an ASCII byte.
pub(crate) fn ascii(b: u8) -> u32 {
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

/// Cost of a mark or symbol above ASCII in text of an alphabetic language.
pub(crate) fn symbol(c: char) -> u32 {
    match c {
        '\u{A0}' | '«' | '»' | '–' | '—' | '’' | '“' | '”' | '„' | '…' => 76,
        '°' | '·' | '•' | '‘' | '‚' | '§' | '©' | '®' | '™' | '€' | '£' | '№' | '¿' | '¡' | 'º' | 'ª' | '‹' | '›' => {
            104
        }
        '،' | '؟' | '؛' => 76,
        '´' => 88,
        '\u{200C}' | '\u{200D}' | '\u{200E}' | '\u{200F}' | '\u{AD}' => 112,
        '½' | '¼' | '¾' | '²' | '³' | '¹' | '±' | '×' | '÷' | 'µ' | '¨' | '¶' | '†' | '‰' | '−' => {
            136
        }
        '\u{2500}'..='\u{25FF}' => 152,
        '\u{80}'..='\u{9F}' => 232,
        '\u{FFFD}' | '\u{E000}'..='\u{F8FF}' => 240,
        _ => 160,
    }
}

/// Cost of a mark, symbol or foreign letter in Chinese and Japanese text; `None` for the ideographs and others that
/// the language's own table knows better.
fn cjk_mark(c: char, korean: bool) -> Option<u8> {
    let full_stop: u8 = if korean { 160 } else { 52 };
    Some(match c {
        '，' | '。' | '、' => full_stop,
        '\u{3000}' | '“' | '”' | '：' | '「' | '」' => 84,
        '（' | '）' | '《' | '》' | '！' | '？' | '；' | '‘' | '’' | '…' | '—' | '·' | '『' | '』' | '・' | 'ー' => {
            96
        }
        '\u{3001}'..='\u{3020}' => 120,
        '０'..='９' => 112,
        'Ａ'..='Ｚ' | 'ａ'..='ｚ' => 132,
        '\u{FF01}'..='\u{FF60}' => 128,
        '\u{FF61}'..='\u{FF9F}' => 150,
        '℃' | '×' | '°' | '○' | '●' | '★' | '☆' | '■' | '□' | '◆' | '◇' | '△' | '▲' | '→' | '※' => {
            140
        }
        '①'..='⑳' | 'Ⅰ'..='Ⅻ' => 150,
        '\u{3041}'..='\u{30FE}' => return None,
        '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' => return None,
        '\u{A0}'..='\u{FF}' => 160,
        '\u{391}'..='\u{451}' => 176,
        '\u{2000}'..='\u{2FFF}' => 168,
        _ => 224,
    })
}

/// A cost for each code point of the basic plane.
pub(crate) type Plane = Box<[u8; 0x10000]>;

/// Mixes language tables: the probability is the weighted sum of theirs.
fn mix(weights: &[(&str, f64)], unlisted_han: u8, korean: bool) -> Plane {
    let mut p = vec![0f64; 0x10000];
    for (code, weight) in weights {
        for (c, cost) in tables::ideographs().iter().filter(|t| t.code == *code).flat_map(|t| &t.costs) {
            if let Some(slot) = p.get_mut(*c as usize) {
                *slot += weight * (-f64::from(*cost) / 16.0).exp();
            }
        }
    }
    let mut plane = Box::new([INVALID; 0x10000]);
    for (at, (slot, p)) in plane.iter_mut().zip(&p).enumerate() {
        let Some(c) = u32::try_from(at).ok().and_then(char::from_u32) else { continue };
        *slot = match cjk_mark(c, korean) {
            _ if at < 0x80 => u8::try_from(ascii(at as u8)).unwrap_or(RARE),
            Some(cost) => cost,
            // Kana come in runs: in Chinese and Korean text they are no sign of damage.
            None if (0x3041..=0x30FE).contains(&at) && *p < 1e-4 => 144,
            None if *p > 0.0 => ((-p.ln() * 16.0).round() as i64).clamp(1, i64::from(RARE)) as u8,
            None if (0xAC00..=0xD7A3).contains(&at) => {
                if korean {
                    216
                } else {
                    RARE
                }
            }
            None => unlisted_han,
        };
    }
    plane
}

/// The costs of one double-byte family's text.
pub(crate) fn plane(family: Family) -> Plane {
    match family {
        // GB18030 is also used for traditional text, and Japanese names appear in it.
        Family::Gb18030 => mix(&[("zh-Hans", 0.62), ("zh-Hant", 0.35), ("ja", 0.03)], 236, false),
        Family::Big5 => mix(&[("zh-Hant", 0.99), ("ja", 0.01)], 236, false),
        Family::ShiftJis | Family::EucJp => mix(&[("ja", 1.0)], 236, false),
        Family::EucKr | Family::Johab => mix(&[("ko", 0.97), ("zh-Hant", 0.03)], 240, true),
    }
}

/// The costs of text in any script, for UTF-16 and UTF-8.
pub(crate) fn any() -> &'static [u8; 0x10000] {
    static ANY: LazyLock<Plane> = LazyLock::new(|| {
        let mut plane = mix(&[("zh-Hans", 0.35), ("zh-Hant", 0.25), ("ja", 0.25), ("ko", 0.15)], 240, false);
        for (at, slot) in plane.iter_mut().enumerate() {
            // Alphabets: an average letter of a script of thirty letters, and 2 nats for the choice of the script.
            let cost = match at {
                0..0x80 => continue,
                0x80..0xA0 | 0xD800..0xF900 | 0xFFF0.. => 255,
                0xC0..0x180 | 0x1EA0..0x1F00 => 104,
                0x180..0x370 => 176,
                0x370..0x530 => 96,
                0x5B0..0x700 | 0x900..0xE00 | 0xE01..0xE5C => 96,
                0x530..0x2000 => 136,
                0xA000..0xAC00 | 0xFA00..0xFE00 => 224,
                _ => continue,
            };
            *slot = cost;
        }
        plane
    });
    &ANY
}
