//! Makes `src/data/chars/classes.bin` from the definitions in the passes, and fails if it is out of step.
//!
//! `UPDATE_TABLES=1 cargo test census::generate` writes it.

#![cfg(test)]

use std::fs;
use std::path::Path;

use super::{CLASSES, Census, PLANE, ROW, Traits};
use crate::passes::definitions;
use crate::phrases::anchors::definitions::is_anchor;
use crate::{chars, lang};

/// The row of a character: traits, weight, width, Han variant.
fn row(c: char) -> [u8; ROW] {
    let sorts = [
        (Traits::NOISE, definitions::may_be_noise(c)),
        (Traits::BRACKET, matches!(c, '(' | '（' | '?')),
        (Traits::UNNORMALIZED, definitions::may_be_unnormalized(c)),
        (Traits::MISFIT, definitions::may_be_misfit(c)),
        (Traits::MARK, definitions::is_mark(c)),
        (Traits::SPACE, c == ' '),
        (Traits::ODD_SPACE, definitions::is_space(c) && c != ' '),
        (Traits::KANA_OR_HANGUL, chars::is_kana(c) || chars::is_hangul(c)),
        (Traits::LETTER, c.is_alphabetic() && !chars::is_han(c)),
        (Traits::STOP, matches!(c, '\n' | '。' | '！' | '？' | '；')),
        (Traits::ESCAPE, matches!(c, '&' | '\\' | '%' | '=')),
        (Traits::ANCHOR, is_anchor(c)),
        (Traits::BREAK, c == '\n'),
        (Traits::ANGLE, matches!(c, '<' | '>')),
        (Traits::FORM, definitions::is_form(c)),
        (Traits::DIGIT, matches!(c, '0'..='9' | '０'..='９')),
        (Traits::COLON, matches!(c, ':' | '：')),
        (Traits::PICTURE, matches!(c, '图' | '圖' | '摄' | '攝' | '照')),
    ];
    let traits = sorts.into_iter().filter(|(_, is)| *is).fold(Traits::default(), |all, (sort, _)| all | sort);
    let counts = lang::han_counts(c.encode_utf8(&mut [0; 4]));
    let variant = match (counts.han, counts.simplified, counts.traditional) {
        (0, ..) => 0,
        (_, 1, _) => 2,
        (_, _, 1) => 3,
        _ => 1,
    };
    let [low, middle, high, _] = traits.0.to_le_bytes();
    [low, middle, high, definitions::weight(c).cast_unsigned(), if chars::is_wide(c) { 2 } else { 1 }, variant]
}

#[test]
fn the_table_is_in_step_with_the_passes() {
    let mut classes: Vec<[u8; ROW]> = Vec::new();
    let mut plane = Vec::with_capacity(PLANE);
    for code in 0..PLANE as u32 {
        // Halves of surrogate pairs occur in no text.
        let row = row(char::from_u32(code).unwrap_or('\0'));
        let class = classes.iter().position(|class| *class == row).unwrap_or_else(|| {
            classes.push(row);
            classes.len() - 1
        });
        plane.push(u8::try_from(class).unwrap());
    }
    assert!(classes.len() <= CLASSES, "{} classes: raise CLASSES", classes.len());
    let mut bytes = vec![u8::try_from(classes.len()).unwrap()];
    classes.resize(CLASSES, [0; ROW]);
    bytes.extend(classes.concat());
    bytes.extend(plane);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/data/chars/classes.bin");
    if fs::read(&path).is_ok_and(|committed| committed == bytes) {
        return;
    }
    assert!(std::env::var_os("UPDATE_TABLES").is_some(), "stale: run UPDATE_TABLES=1 cargo test census::generate");
    fs::write(path, bytes).unwrap();
}

#[test]
fn counts_are_those_of_the_definitions() {
    let text = "春天，Tea, 第１号（龍井）？\n \u{a0}カフェ 🙂𠀀\u{200b} %41 é龙禁<甚:图".repeat(100);
    let census = Census::of(&text);
    let counts = lang::han_counts(&text);
    assert_eq!(census.width as usize, chars::width(&text));
    assert_eq!(
        (census.han, census.simplified, census.traditional),
        (counts.han, counts.simplified, counts.traditional)
    );
    assert_eq!((census.simplified, census.traditional), (300, 100));
    for sort in 0..18 {
        assert!(census.traits.any(Traits(1 << sort)), "trait {sort} is in the text");
    }
    assert_eq!(Census::of("abc").traits, Traits::LETTER);
    assert_eq!(Census::of(""), Census::default());
}
