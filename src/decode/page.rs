//! The single-byte encodings, their languages, and what each makes of a byte.

use super::charset::Charset;
use super::costs;
use super::tables;

/// A letter outside Windows-1252 in a word of an unknown language: nearly all languages without a model that have
/// 8-bit texts were written with the western letters.
const NOT_WESTERN: u16 = 40;
/// A letter of no language that has a model.
const ALIEN: u16 = 216;
/// Encodings charged this much are only considered where the document declares them.
pub(crate) const ONLY_DECLARED: u32 = 200;

const WEST: &[&str] = &[
    "mul", "en", "de", "fr", "es", "it", "pt", "nl", "da", "nb", "nn", "sv", "fi", "is", "ga", "ca", "eu", "af", "sq",
    "et", "cy",
];
/// With languages that are written in ASCII but for names and loans.
const WIDE_WEST: &[&str] = &[
    "mul", "en", "de", "fr", "es", "it", "pt", "nl", "da", "nb", "nn", "sv", "fi", "is", "ga", "ca", "eu", "af", "sq",
    "et", "cy", "tn", "st", "tl", "sw", "zu", "id",
];
const CENTRE: &[&str] = &["mul", "cs", "hu", "pl", "ro", "sk", "sl", "hr", "bs", "sq", "de", "en"];
const BALTIC: &[&str] = &["mul", "et", "lv", "lt", "pl", "sl", "hr", "fi", "en"];
const CYRILLIC: &[&str] = &["ru", "bg", "mk", "sr", "uk", "be"];

/// Encoding, what it is charged beforehand in 1/16 nat (how rare it is in the wild), and its languages.
pub(crate) const PAGES: &[(&str, u32, &[&str])] = &[
    ("windows-1252", 0, WIDE_WEST),
    ("windows-1251", 8, CYRILLIC),
    ("windows-1250", 24, CENTRE),
    ("iso-8859-2", 24, CENTRE),
    ("koi8-r", 16, &["ru", "bg"]),
    ("koi8-u", 32, &["uk", "be"]),
    ("iso-8859-5", 32, CYRILLIC),
    ("windows-1253", 16, &["el"]),
    ("iso-8859-7", 24, &["el"]),
    ("windows-1254", 24, &["tr"]),
    ("windows-1255", 16, &["he"]),
    ("iso-8859-8", 24, &["he"]),
    ("windows-1256", 16, &["ar", "fa", "ur"]),
    ("iso-8859-6", 32, &["ar"]),
    ("windows-1257", 32, BALTIC),
    ("iso-8859-13", 40, BALTIC),
    ("iso-8859-4", 48, BALTIC),
    ("windows-1258", 32, &["vi-decomposed"]),
    ("windows-874", 16, &["th"]),
    ("iso-8859-15", 24, WEST),
    ("iso-8859-3", 64, &["eo", "mul", "tr"]),
    ("iso-8859-10", 72, &["mul", "lt", "is", "et", "fi", "sv", "da"]),
    ("iso-8859-14", 72, &["ga", "cy", "mul"]),
    ("iso-8859-16", 64, &["mul", "ro", "hu", "pl", "hr", "sl"]),
    ("ibm866", 40, CYRILLIC),
    ("x-mac-cyrillic", 64, CYRILLIC),
    ("macintosh", 64, WEST),
    ("cp850", 64, WEST),
    ("cp437", 64, WEST),
    ("cp852", 64, CENTRE),
    ("cp855", 64, CYRILLIC),
    ("cp1125", 80, &["uk"]),
    ("cp737", 64, &["el"]),
    ("cp869", 80, &["el"]),
    ("cp775", 80, BALTIC),
    ("cp857", 72, &["tr"]),
    ("cp862", 64, &["he"]),
    ("cp720", 80, &["ar"]),
    ("cp865", 88, &["nb", "da", "nn"]),
    ("cp861", 88, &["is"]),
    ("mac-latin2", 72, CENTRE),
    ("mac-greek", 88, &["el"]),
    ("mac-turkish", 88, &["tr"]),
    ("cp858", ONLY_DECLARED, WEST),
    ("cp860", ONLY_DECLARED, &["pt"]),
    ("cp863", ONLY_DECLARED, &["fr"]),
    ("cp864", ONLY_DECLARED, &["ar"]),
    ("mac-iceland", ONLY_DECLARED, &["is"]),
    ("mac-croatian", ONLY_DECLARED, &["hr", "sl"]),
    ("mac-romanian", ONLY_DECLARED, &["ro"]),
    ("hp-roman8", ONLY_DECLARED, WEST),
    ("koi8-t", ONLY_DECLARED, &["ru"]),
    ("kz-1048", ONLY_DECLARED, &["ru"]),
    ("ptcp154", ONLY_DECLARED, &["ru"]),
];

/// What one encoding makes of each byte, whatever the language.
pub(crate) struct Page {
    pub(crate) charset: Charset,
    pub(crate) prior: u32,
    pub(crate) lower: Vec<char>,
    pub(crate) upper: Vec<bool>,
    /// The cost of a byte that is no letter of the alphabet.
    pub(crate) other: Vec<u16>,
    pub(crate) letter: Vec<bool>,
    /// Letters of the Latin script.
    pub(crate) latin: Vec<bool>,
    /// Marks that occur inside words: apostrophes, hyphens, the middle dot, spaces.
    pub(crate) joins: Vec<bool>,
    pub(crate) chars: Vec<char>,
}

impl Page {
    pub(crate) fn new(charset: Charset, prior: u32) -> Page {
        let chars = chars(charset);
        let und = tables::letters().iter().find(|l| l.code == "und");
        // In "und" every row is the same: a letter costs what it costs at the start of a word.
        let latin = |low: char| {
            let i = und.map_or(0, |u| u.index(low));
            und.filter(|_| i > 0).and_then(|u| u.matrix.get(usize::from(i))).map(|cost| u16::from(*cost))
        };
        let lower: Vec<char> = chars.iter().map(|c| c.to_lowercase().next().unwrap_or(*c)).collect();
        let letter: Vec<bool> = chars.iter().map(|c| c.is_alphabetic() && !matches!(c, 'ª' | 'º' | 'µ')).collect();
        let other = chars
            .iter()
            .zip(&lower)
            .zip(&letter)
            .map(|((c, low), letter)| match c {
                c if c.is_ascii_alphabetic() => costs::LETTER as u16,
                c if c.is_ascii() => costs::ascii(*c as u8) as u16,
                _ if *letter && (*low as u32) < 0x250 => {
                    let western = encoding_rs::WINDOWS_1252.encode(c.encode_utf8(&mut [0; 4])).2;
                    latin(*low).unwrap_or(ALIEN) + if western { NOT_WESTERN } else { 0 }
                }
                // An unknown language in another script: thirty letters, and a nat and a half for the choice.
                _ if *letter => 80,
                c => costs::symbol(*c) as u16,
            })
            .collect();
        let upper = chars.iter().zip(&lower).map(|(c, l)| c != l).collect();
        let latin =
            chars.iter().map(|c| c.is_alphabetic() && (*c as u32) < 0x250 || ('\u{1E00}'..'\u{1F00}').contains(c));
        let latin = latin.collect();
        let joins =
            chars.iter().map(|c| matches!(c, '’' | '‘' | '·' | '–' | '—' | '\u{A0}' | '\u{AD}' | '´' | '\u{200C}'));
        let joins = joins.collect();
        Page { charset, prior, lower, upper, other, letter, latin, joins, chars }
    }
}

/// The 256 characters of a single-byte encoding.
pub(crate) fn chars(charset: Charset) -> Vec<char> {
    let upper: Vec<char> = match charset {
        Charset::Page(page) => page.upper.clone(),
        Charset::Single(encoding, _) => {
            let bytes: Vec<u8> = (0x80..=0xFF).collect();
            encoding.decode_without_bom_handling(&bytes).0.chars().collect()
        }
        _ => Vec::new(),
    };
    (0..128u8).map(char::from).chain(upper).collect()
}
