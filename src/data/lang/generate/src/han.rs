//! The tables of Han characters.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::counts::read;

/// A dictionary of OpenCC: a character and what it becomes.
fn dictionary(path: &Path) -> BTreeMap<char, Vec<char>> {
    let text = std::fs::read_to_string(path).expect("a dictionary");
    let lines = text.lines().filter(|l| !l.starts_with('#'));
    let entry = |line: &str| {
        let (from, to) = line.split_once('\t')?;
        Some((from.chars().next()?, to.split(' ').filter_map(|w| w.chars().next()).collect()))
    };
    lines.filter_map(entry).collect()
}

/// Two bits a character: 1 simplified only, 2 traditional only.
pub fn variants(opencc: &Path, out: &Path) {
    let to_traditional = dictionary(&opencc.join("STCharacters.txt"));
    let to_simplified = dictionary(&opencc.join("TSCharacters.txt"));
    let changes = |map: &BTreeMap<char, Vec<char>>, c: char| map.get(&c).is_some_and(|to| !to.contains(&c));
    let class = |c: u32| {
        let Some(c) = char::from_u32(c) else { return 0 };
        match (changes(&to_traditional, c), changes(&to_simplified, c)) {
            (true, false) => 1u8,
            (false, true) => 2,
            _ => 0,
        }
    };
    let all: Vec<u8> = (0x3400..0xA000).chain(0x2_0000..0x3_23B0).map(class).collect();
    let file: Vec<u8> = all.chunks(4).map(|q| q.iter().rev().fold(0, |b, c| b << 2 | c)).collect();
    println!("{}: {} bytes", out.display(), file.len());
    std::fs::write(out, file).expect("written");
}

/// A signed byte a character: log of Chinese over Japanese frequency in sixteenths of a nat. The Chinese model is of
/// traditional text, so each character counts as its likeliest form in either script; then simplified and traditional
/// text are equally likely.
pub fn chinese_over_japanese(opencc: &Path, chinese: &Path, japanese: &Path, out: &Path) {
    let simplified = dictionary(&opencc.join("TSCharacters.txt"));
    let mut forms = han(chinese);
    for (c, n) in forms.clone() {
        for form in simplified.get(&c).into_iter().flatten() {
            let entry = forms.entry(*form).or_default();
            *entry = entry.max(n);
        }
    }
    let japanese = han(japanese);
    let known: BTreeSet<char> = forms.keys().chain(japanese.keys()).copied().collect();
    // Rarer than one in a million in either is not known to be rarer still.
    let floor = 1e-6f64;
    let ratio = |c: u32| {
        let c = char::from_u32(c).expect("a character");
        if !known.contains(&c) {
            return 0u8;
        }
        let zh = forms.get(&c).copied().unwrap_or(0.0).max(floor);
        let ja = japanese.get(&c).copied().unwrap_or(0.0).max(floor);
        (((zh / ja).ln() * 16.0).round().clamp(-127.0, 127.0) as i8).cast_unsigned()
    };
    let file: Vec<u8> = (0x4E00..0xA000).map(ratio).collect();
    println!("{}: {} bytes", out.display(), file.len());
    std::fs::write(out, file).expect("written");
}

/// The shares of the Han characters of a model.
fn han(model: &Path) -> BTreeMap<char, f64> {
    let one = |(gram, p): (String, f64)| {
        let c = gram.chars().next().filter(|c| gram.len() == c.len_utf8())?;
        ('\u{4E00}'..='\u{9FFF}').contains(&c).then(|| (c, p.exp()))
    };
    let all: BTreeMap<char, f64> = read(model).into_iter().filter_map(one).collect();
    let sum: f64 = all.values().sum();
    all.into_iter().map(|(c, p)| (c, p / sum)).collect()
}
