//! U101: see `normalize_unicode.md`.

use serde::{Deserialize, Serialize};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::census::Traits;
use crate::changes::Changes;
use crate::document::Document;
use crate::pass::{Pass, Spec, Stage, Verdict};

pub(crate) const SPEC: Spec = Spec::new::<NormalizeUnicode>(
    "U101",
    "normalize-unicode",
    Stage::Unify,
    "NFC; Kangxi radicals and Latin ligatures to their letters.",
    include_str!("normalize_unicode.md"),
);

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct NormalizeUnicode {}

impl Pass for NormalizeUnicode {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        for (place, entry) in doc.entries() {
            if let Some(new) = normalize(&entry.value) {
                changes.rewrite_meta(place, new);
            }
        }
        for block in super::blocks(doc).filter(|b| b.census().traits.any(Traits::UNNORMALIZED)) {
            if let Some(new) = normalize(block.text()) {
                changes.rewrite(block, &new);
            }
        }
        Verdict::Keep
    }
}

/// The normalized text, or `None` if it is normalized.
///
/// Text without a character of the blocks below needs no look at the tables: ASCII, the Han, kana and Hangul
/// syllables of everyday text are their own NFC. So the test is one comparison a byte.
fn normalize(text: &str) -> Option<String> {
    if !needs_a_look(text.as_bytes()) {
        return None;
    }
    let folded: Option<String> = text.contains(|c| fold(c).is_some()).then(|| {
        text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
            match fold(c) {
                Some(f) => out.push_str(&f),
                None => out.push(c),
            }
            out
        })
    });
    let held = folded.as_deref().unwrap_or(text);
    if is_nfc_quick(held.chars()) != IsNormalized::Yes {
        let nfc: String = held.nfc().collect();
        return (nfc != text).then_some(nfc);
    }
    folded
}

/// Whether any byte can begin a character that NFC changes or the fold table holds: combining marks (in Greek, Cyrillic and
/// Arabic the only ones, but for a Greek dot) and the scripts with decompositions (lead bytes D6, D7, DC-E2 but for Latin with
/// marks and general punctuation), conjoining jamo (E1), the ends of the BMP
/// (EF) and beyond (F0). Lead bytes E3-E9 are CJK: only kana with combining voice marks (E3 82 99, 9A) are composed.
fn needs_a_look(bytes: &[u8]) -> bool {
    let mut at = 0;
    while let Some(b) = bytes.get(at) {
        let step = match b {
            0..=0xCB => 1,
            0xCE if bytes.get(at + 1) != Some(&0x87) => 2,
            0xD2 if !matches!(bytes.get(at + 1), Some(0x83..=0x87)) => 2,
            0xCF | 0xD0 | 0xD1 | 0xD3..=0xD5 | 0xDA => 2,
            0xD8 if !matches!(bytes.get(at + 1), Some(0x90..=0x9A)) => 2,
            0xD9 if !matches!(bytes.get(at + 1), Some(0x8B..=0x9F | 0xB0)) => 2,
            0xDB if !matches!(bytes.get(at + 1), Some(0x96..=0xAD)) => 2,
            0xE1 if matches!(bytes.get(at + 1), Some(0xB8..=0xBB)) => 3,
            0xE4..=0xED => 3,
            0xE2 if matches!(bytes.get(at + 1), Some(0x82 | 0x86..=0x89 | 0x91..=0x9a)) => 3,
            // U+2000 and U+2001 are canonical singletons of other spaces.
            0xE2 if bytes.get(at + 1) == Some(&0x80) && bytes.get(at + 2) >= Some(&0x82) => 3,
            0xE3 if bytes.get(at + 1) == Some(&0x80) => 3,
            0xE3 if matches!(bytes.get(at + 1), Some(0x81 | 0x83..)) => 3,
            0xE3 if !matches!(bytes.get(at + 2), Some(0x99 | 0x9a)) => 3,
            0xEF if matches!(bytes.get(at + 1), Some(0xbc..=0xbf)) => 3,
            _ => return true,
        };
        at += step;
    }
    false
}

/// Whether a character is changed in some text.
#[cfg(test)]
pub(crate) fn may_be_unnormalized(c: char) -> bool {
    needs_a_look(c.encode_utf8(&mut [0; 4]).as_bytes())
}

/// Forms of radicals that are whole characters, but that NFKC leaves: PDF files and OCR put them in the place of these.
/// By the names of CJK Radicals Supplement (`C-SIMPLIFIED SEE`); parts of characters (`亻`, `钅`) are none of them.
const RADICALS: &[(char, char)] = &[
    ('\u{2ea0}', '民'),
    ('\u{2ec1}', '虎'),
    ('\u{2ec4}', '西'),
    ('\u{2ec5}', '见'),
    ('\u{2ec6}', '角'),
    ('\u{2ec9}', '贝'),
    ('\u{2ecb}', '车'),
    ('\u{2ed1}', '長'),
    ('\u{2ed3}', '长'),
    ('\u{2ed4}', '门'),
    ('\u{2ed8}', '青'),
    ('\u{2ed9}', '韦'),
    ('\u{2eda}', '页'),
    ('\u{2edb}', '风'),
    ('\u{2edc}', '飞'),
    ('\u{2edd}', '食'),
    ('\u{2ee2}', '马'),
    ('\u{2ee3}', '骨'),
    ('\u{2ee4}', '鬼'),
    ('\u{2ee5}', '鱼'),
    ('\u{2ee6}', '鸟'),
    ('\u{2ee7}', '卤'),
    ('\u{2ee8}', '麦'),
    ('\u{2ee9}', '黄'),
    ('\u{2eea}', '黾'),
    ('\u{2eec}', '齐'),
    ('\u{2eed}', '歯'),
    ('\u{2eee}', '齿'),
    ('\u{2eef}', '竜'),
    ('\u{2ef0}', '龙'),
    ('\u{2ef2}', '亀'),
];

/// The few compatibility characters that stand for letters in running text and mean nothing by their form. NFKC
/// wholesale would also turn ① into 1, ² into 2, ½ into 1⁄2, ㎡ into m2 and … into three full stops: those mean
/// something, and stay.
fn fold(c: char) -> Option<String> {
    match c {
        // Kangxi radicals and the CJK radical forms that have an ideograph: typed by font or OCR software, never meant.
        '\u{2f00}'..='\u{2fd5}' | '\u{2e9f}' | '\u{2ef3}' => Some(c.nfkc().collect()),
        '\u{2e80}'..='\u{2ef3}' => {
            RADICALS.iter().find(|(radical, _)| *radical == c).map(|(_, letter)| letter.to_string())
        }
        // Latin ligatures of typesetting.
        '\u{fb00}'..='\u{fb06}' => Some(c.nfkc().collect()),
        // Arabic presentation forms: shaping is the renderer's work. Ornate parentheses and word ligatures stay.
        '\u{fb50}'..='\u{fbb1}' | '\u{fe80}'..='\u{fefc}' => Some(c.nfkc().collect()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn composes_and_folds() {
        assert_eq!(normalize("cafe\u{301}").as_deref(), Some("café"));
        assert_eq!(normalize("\u{2f00}\u{2f08}").as_deref(), Some("一人"));
        assert_eq!(normalize("常\u{2ec5}的\u{2e80}").as_deref(), Some("常见的\u{2e80}"));
        assert_eq!(normalize("\u{f900}").as_deref(), Some("豈"));
        assert_eq!(normalize("\u{304b}\u{3099}").as_deref(), Some("\u{304c}"));
        assert_eq!(normalize("①½㎡… ½"), None);
    }

    #[test]
    fn the_quick_look_misses_nothing() {
        for c in '\0'..=char::MAX {
            let text: String = [c].iter().collect();
            let pairs = ['か', 'и', 'ا', 'ữ', 'α'].map(|before| [before, c].iter().collect());
            for t in pairs.into_iter().chain([text]) {
                if !needs_a_look(t.as_bytes()) {
                    assert_eq!(t.nfc().collect::<String>(), t, "U+{:04X}", u32::from(c));
                    assert!(fold(c).is_none(), "U+{:04X}", u32::from(c));
                }
            }
        }
    }
}
