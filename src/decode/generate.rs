//! Makes `src/data/decode/models.bin` from the character frequencies beside it, and fails if it is out of step.
//!
//! `UPDATE_TABLES=1 cargo test decode::generate` writes it.

use std::fs;
use std::path::Path;

use super::charset::Family;
use super::costs::{self, INVALID, RARE, ascii};
use super::johab;
use super::tables::Reader;

static IDEOGRAPHS: &[u8] = include_bytes!("../data/decode/ideographs.bin");

/// Character costs of one CJK language, by code point.
struct Ideographs {
    code: &'static str,
    costs: Vec<(char, u8)>,
}

/// The character frequencies of zh-Hans, zh-Hant, ja and ko.
fn ideographs() -> Vec<Ideographs> {
    let (mut reader, mut all) = (Reader(IDEOGRAPHS), Vec::new());
    while !reader.0.is_empty() {
        let code = reader.name();
        let n = reader.byte() | reader.byte() << 8;
        let chars = reader.chars(n);
        all.push(Ideographs { code, costs: chars.into_iter().zip(reader.take(n).iter().copied()).collect() });
    }
    all
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
type Plane = Box<[u8; 0x10000]>;

/// Mixes language tables: the probability is the weighted sum of theirs.
fn mix(weights: &[(&str, f64)], unlisted_han: u8, korean: bool) -> Plane {
    let mut p = vec![0f64; 0x10000];
    for (code, weight) in weights {
        for (c, cost) in ideographs().iter().filter(|t| t.code == *code).flat_map(|t| &t.costs) {
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
fn plane(family: Family) -> Plane {
    match family {
        // GB18030 is also used for traditional text, and Japanese names appear in it.
        Family::Gb18030 => mix(&[("zh-Hans", 0.62), ("zh-Hant", 0.35), ("ja", 0.03)], 236, false),
        Family::Big5 => mix(&[("zh-Hant", 0.99), ("ja", 0.01)], 236, false),
        Family::ShiftJis | Family::EucJp => mix(&[("ja", 1.0)], 236, false),
        Family::EucKr | Family::Johab => mix(&[("ko", 0.97), ("zh-Hant", 0.03)], 240, true),
    }
}

/// The costs of text in any script.
fn any() -> Plane {
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
}

/// The costs of a family's two-byte codes, leads from 0x80 on.
fn pairs(family: Family) -> Vec<u8> {
    let plane = plane(family);
    let cost = |code: [u8; 2]| {
        let text: String = match family.encoding() {
            None => johab::decode(code).into_iter().collect(),
            Some(encoding) => encoding.decode_without_bom_handling(&code).0.into_owned(),
        };
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            _ if text.contains('\u{FFFD}') => INVALID,
            (None, _) => INVALID,
            (Some(c), None) => plane.get(c as usize).copied().unwrap_or(RARE).min(RARE),
            // In Big5 a letter with its mark; elsewhere an error and an ASCII byte.
            (Some(_), Some(_)) if family == Family::Big5 && code[1] >= 0x40 => RARE,
            (Some(_), Some(_)) => INVALID,
        }
    };
    let codes = (0x80..=0xFFu8).flat_map(|a| (0..=0xFFu8).map(move |b| [a, b]));
    // Trail bytes below 0x40 only occur in Johab and in the four-byte codes of GB18030.
    let in_range = |[a, b]: [u8; 2]| (0x81..=0xFE).contains(&a) && (0x31..=0xFE).contains(&b);
    codes.map(|code| if in_range(code) { cost(code) } else { INVALID }).collect()
}

#[test]
fn the_models_are_in_step_with_the_frequencies() {
    let mut bytes: Vec<u8> = Family::ALL.into_iter().flat_map(pairs).collect();
    bytes.extend_from_slice(&any()[..]);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/data/decode/models.bin");
    if fs::read(&path).is_ok_and(|committed| committed == bytes) {
        return;
    }
    assert!(std::env::var_os("UPDATE_TABLES").is_some(), "stale: run UPDATE_TABLES=1 cargo test decode::generate");
    fs::write(path, bytes).unwrap();
}

#[test]
fn models_know_their_family() {
    let cost = |family, code: [u8; 2]| costs::pairs(family)[usize::from(u16::from_be_bytes(code)) - 0x8000];
    // 的: a common character; 0xFF leads nothing.
    assert!(cost(Family::Gb18030, [0xB5, 0xC4]) < 80);
    assert!(cost(Family::Big5, [0xAA, 0xBA]) < 80);
    assert_eq!(cost(Family::EucKr, [0xFF, 0xA1]), INVALID);
    assert!(costs::any()[usize::from(b'e')] < costs::any()[0x7684]);
}
