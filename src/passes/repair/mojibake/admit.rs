//! Rules that the costs of a path cannot express: what a run must show to be believed.

use super::charset::Charset::{Latin1, Utf8, Utf16Be, Utf16Le, Windows1252};
use super::class;
use super::decode::LOST;
use super::path::{Chain, Run};
use super::plausible::{BIT, MODEL};

/// Bits a character that what comes out of a mix-up of two East Asian sets may cost: running text costs 9 to
/// 12, random characters 16 to 18.
const COMMON: i32 = 13;
/// The same where what comes out was UTF-8, which chance seldom makes.
const COMMON_UTF8: i32 = 15;
/// Bits that a single East Asian character which comes out of single bytes may cost: common Han cost 9 to 14, rare ones 19.
const COMMON_ONE: i32 = 15;
/// Code points from one letter to the next of an alphabet, nearly always; in damage one step in fifteen is so small.
const STEP: u32 = 8;
/// Bits that weak evidence must save beyond the price.
pub(super) const MORE: i32 = 17;
/// One character in so many must be a control for text to be UTF-16: half of the bytes of Latin letters and
/// many of Han are.
const CONTROLS: usize = 12;

/// Whether `run`, found in `chars`, is to be believed.
pub(super) fn admits(chars: &[char], run: &Run) -> bool {
    let Chain { from, to } = run.chain;
    if run.pieces.iter().any(|piece| is_alphabet(chars.get(piece.range.clone()).unwrap_or_default())) {
        return false;
    }
    if to == Windows1252 {
        return run.pieces.iter().any(|piece| touches_word(chars, piece.range.start, piece.range.end));
    }
    // What is mostly lost is not repaired, save where the most common mix-up explains a single character.
    let enough = if run.exact >= 3 && to == Utf8 { run.exact * 3 } else { run.exact };
    // An East Asian decoder would take any letter beside a mark of loss for the second half of what was lost.
    if enough < run.lost && (run.exact > 0 || to != Utf8 || !matches!(from, Latin1 | Windows1252)) {
        return false;
    }
    if matches!(to, Utf16Le | Utf16Be) {
        let controls = chars.get(run.range()).unwrap_or_default().iter().filter(|c| c.is_control()).count();
        return controls * CONTROLS >= run.range().len();
    }
    if from.is_single_byte() { admits_one(run) } else { admits_wide(chars, run) }
}

/// Whether a stretch is the letters of an alphabet in order, as code and tables list them: `ÀÁÂÃÄ`, `瑾瑿璀璁`. Damage goes up
/// and down, since the bytes of a character begin high and go on low.
fn is_alphabet(chars: &[char]) -> bool {
    let letters: Vec<u32> = chars.iter().filter(|c| !c.is_ascii()).map(|c| u32::from(*c)).collect();
    let steps = letters.len().saturating_sub(1);
    let small = letters.windows(2).filter(|w| matches!(w, [a, b] if a < b && b - a <= STEP)).count();
    steps >= 2 && small * 5 >= steps * 3
}

/// A single rare Han character that comes out of two or three letters proves nothing: `ÂßÇ` holds the bytes of 姂.
fn admits_one(run: &Run) -> bool {
    let mut out = run.pieces.iter().flat_map(|piece| piece.with.chars()).filter(|c| !c.is_ascii() && *c != LOST);
    match (out.next(), out.next()) {
        (Some(c), None) => !class::of(c).1.is_cjk() || MODEL.cost(' ', c) <= BIT * COMMON_ONE,
        _ => true,
    }
}

/// A control that stands for punctuation touches a word; in lists of odd characters it may be meant.
fn touches_word(chars: &[char], start: usize, end: usize) -> bool {
    let word = |at: Option<usize>| {
        at.and_then(|at| chars.get(at)).is_none_or(|&c| c.is_alphanumeric() || matches!(c, ' ' | '\n' | '’' | '”'))
    };
    word(start.checked_sub(1)) && word(Some(end))
}

/// Rare characters turned into other rare ones gain by chance: the outcome must be common text.
fn admits_wide(chars: &[char], run: &Run) -> bool {
    let out: Vec<char> =
        run.pieces.iter().flat_map(|piece| piece.with.chars()).filter(|c| !c.is_ascii() && *c != LOST).collect();
    let count = |holds: fn(char) -> bool| out.iter().filter(|&&c| holds(c)).count();
    let mut cost = 0i64;
    let mut prev = ' ';
    for &c in &out {
        cost += i64::from(MODEL.cost(prev, c));
        prev = c;
    }
    let limit = i64::from(BIT * if run.chain.to == Utf8 { COMMON_UTF8 } else { COMMON });
    if cost > limit * i64::try_from(out.len()).unwrap_or(0) {
        return false;
    }
    let strong = run.net >= MORE * BIT;
    if run.chain.to == Utf8 {
        // Between Chinese characters a run of rare ones that comes out as symbols or letters of another alphabet is what
        // it is: 提筐采蚕叶 holds the bytes of `➍ю\\` in Shift_JIS.
        if stands_in_chinese(chars, run) && count(class::is_chinese) == 0 && count(char::is_alphanumeric) > 0 {
            return false;
        }
        // Two bytes make a letter of two-byte UTF-8, and three a symbol, too easily by chance.
        return strong || count(|c| c >= '\u{800}' && (c.is_alphanumeric() || class::is_chinese(c))) > 0;
    }
    if count(class::is_chinese) * 20 < out.len() * 19 {
        return false;
    }
    // Where only a part of the text is concerned, chance has more places to strike at.
    let range = run.range();
    strong || chars.iter().enumerate().all(|(at, c)| c.is_ascii() || range.contains(&at))
}

/// Whether Chinese characters that are not part of the run stand on both sides of it, or on one side and the border of
/// the text on the other.
fn stands_in_chinese(chars: &[char], run: &Run) -> bool {
    let range = run.range();
    let before = range.start.checked_sub(1).and_then(|at| chars.get(at)).map(|c| class::is_chinese(*c));
    let after = chars.get(range.end).map(|c| class::is_chinese(*c));
    before.or(after) == Some(true) && after.or(before) == Some(true)
}
