//! Rules that the costs of a path cannot express: what a run must show to be believed.

use std::ops::Range;

use super::charset::Charset::{Latin1, Utf8, Utf16Be, Utf16Le, Windows1250, Windows1252};
use super::class;
use super::decode::LOST;
use super::path::{Chain, Run};
use super::plausible::{BIT, MODEL};

/// Bits a character that what comes out of a mix-up of two East Asian sets may cost: running text costs 9 to
/// 12, random characters 16 to 18.
const COMMON: i32 = 13;
/// The same where what comes out was UTF-8, which chance seldom makes.
const COMMON_UTF8: i32 = 15;
/// A run that saves so many bits, and so many a character, may be verse, which costs 14 to 15 bits a character.
const AMPLE: i32 = 40;
const AMPLE_EACH: i32 = 4;
/// Bits that a run with losses must save beyond its price when no mark of loss counts, and what each mark more than there
/// were costs: as much as a common character, for that is what was there.
/// Of 120,000 sound lines with marks of loss strewn in some five were taken for Chinese read as other Chinese with 8 bits.
const LOSSY: i32 = 8;
const LOSSY_CHINESE: i32 = 20;
const MARK: i32 = 12 * BIT;
/// Bits a character that East Asian letters which come out of single bytes may cost: common Han cost 9 to 14, rare ones 19.
const COMMON_ONE: i32 = 15;
/// Code points from one letter to the next of an alphabet, nearly always; in damage one step in fifteen is so small.
const STEP: u32 = 8;
/// One stretch in so many may look like one: among hundreds, some do by chance.
const ALPHABETS: usize = 8;
/// Bits that weak evidence must save beyond the price.
pub(super) const MORE: i32 = 17;
/// One character in so many must be a control for text to be UTF-16: half of the bytes of Latin letters and
/// many of Han are.
const CONTROLS: usize = 12;
/// Bytes that it must have: text with a random byte here and there has controls too, of which two and two make a letter.
const LEAST_UTF16: usize = 8;

/// Whether `run`, found in `chars`, is to be believed.
pub(super) fn admits(chars: &[char], run: &Run) -> bool {
    let Chain { from, to } = run.chain;
    let stretches = || run.pieces.iter().map(|piece| chars.get(piece.range.clone()).unwrap_or_default());
    let listed = || !from.is_single_byte() && is_alphabet(stretches().flatten());
    if stretches().filter(|stretch| is_alphabet(stretch.iter())).count() * ALPHABETS > run.pieces.len() || listed() {
        return false;
    }
    if matches!(to, Windows1252 | Windows1250) {
        return run.pieces.iter().any(|piece| touches_word(chars, piece.range.start, piece.range.end));
    }
    // What is mostly lost is not repaired, save where the most common mix-up explains a single character.
    let enough = if run.exact >= 3 && to == Utf8 { run.exact * 3 } else { run.exact };
    let lost = if run.chain.is_chinese() { remaining(run) } else { run.lost };
    // Marks of loss alone are worth less than what stands there, save in a word of Latin letters: `SlovenÄ�ina`.
    if run.lost > 0 && run.exact == 0 && run.pieces.iter().flat_map(|piece| piece.with.chars()).all(|c| c == LOST) {
        let range = run.range();
        let letter = |at: Option<usize>| {
            let found = at.and_then(|at| chars.get(at));
            found.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '\u{fb00}'..='\u{fb06}'))
        };
        if !letter(range.start.checked_sub(1)) || !letter(Some(range.end)) {
            return false;
        }
    }
    // An East Asian decoder would take any letter beside a mark of loss for the second half of what was lost.
    if enough < lost && (run.exact > 0 || to != Utf8 || !matches!(from, Latin1 | Windows1252)) {
        return false;
    }
    if matches!(to, Utf16Le | Utf16Be) {
        let controls = chars.get(run.range()).unwrap_or_default().iter().filter(|c| c.is_control()).count();
        return controls * CONTROLS >= run.range().len() && run.range().len() >= LEAST_UTF16 && is_common(run);
    }
    match (from.is_single_byte(), to) {
        (true, Utf8) => admits_one(run),
        (true, _) => admits_double(chars, run),
        (false, _) => admits_wide(chars, run),
    }
}

/// The lost characters that could not be restored.
fn remaining(run: &Run) -> usize {
    run.pieces.iter().flat_map(|piece| piece.with.chars()).filter(|c| *c == LOST).count()
}

/// Bits that a run with losses saves where no mark of loss that stood there before is held against the text: a lost byte may
/// be taken for any, and the bytes after it for those of other characters. More marks than before are.
fn saved(chars: &[char], run: &Run) -> i32 {
    let mut sum = 0i32;
    let mut marks = 0;
    for piece in &run.pieces {
        let before = weigh(chars.get(piece.range.clone()).unwrap_or_default().iter().copied());
        let after = weigh(piece.with.chars());
        sum = sum.saturating_add(before.0).saturating_sub(after.0);
        marks += after.1 - before.1;
    }
    sum.saturating_sub(MARK.saturating_mul(marks.max(0)))
}

/// What the characters of a text cost but for marks of loss, and how many of these there are, those in a row counted once.
fn weigh(chars: impl Iterator<Item = char>) -> (i32, i32) {
    let (mut sum, mut marks, mut prev) = (0i32, 0, ' ');
    for c in chars {
        match (prev, c) {
            (LOST, LOST) => {}
            (_, LOST) => marks += 1,
            (LOST, _) => sum = sum.saturating_add(MODEL.cost(' ', c)),
            _ => sum = sum.saturating_add(MODEL.cost(prev, c)),
        }
        prev = c;
    }
    (sum, marks)
}

/// Whether what comes out costs no more a character than `COMMON_UTF8`, and is no mixture of letters and symbols.
fn is_common(run: &Run) -> bool {
    use class::Class::{Box, C1, Control, Emoji, Joiner, Lost, Mark, Math, Other, Private, Suffix, Symbol};
    let mut cost = 0;
    let mut count = 0;
    let mut odd = 0;
    for piece in &run.pieces {
        let mut prev = ' ';
        for c in piece.with.chars() {
            cost += i64::from(MODEL.cost(prev, c));
            count += 1;
            odd += i64::from(matches!(
                class::of(c).0,
                Suffix | Symbol | Math | Box | Mark | Emoji | Joiner | Control | C1 | Private | Lost | Other
            ));
            prev = c;
        }
    }
    cost <= i64::from(BIT * COMMON_UTF8) * count && odd * 8 <= count
}

/// Whether a stretch is the letters of an alphabet in order, as code and tables list them: `ÀÁÂÃÄ`, `瑾瑿璀璁`, `Ⅰ Ⅱ Ⅲ Ⅳ`. Damage
/// goes up and down, since the bytes of a character begin high and go on low.
fn is_alphabet<'a>(chars: impl Iterator<Item = &'a char>) -> bool {
    let letters: Vec<u32> = chars.filter(|c| !c.is_ascii()).map(|c| u32::from(*c)).collect();
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

/// Two letters make a rare Han character too easily, one after the other or one in a word after the other: in Tzeltal
/// `k´alal` holds the bytes of 碼.
fn admits_double(chars: &[char], run: &Run) -> bool {
    let letter = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_alphabetic);
    let in_word = |range: &Range<usize>| letter(range.start.checked_sub(1)) || letter(Some(range.end));
    let mut count = 0;
    let mut cost = 0;
    let mut words = true;
    for piece in &run.pieces {
        let mut out = piece.with.chars();
        let (Some(c), None) = (out.next(), out.next()) else { return true };
        // A letter taken for the second half of a mark: `¢C`.
        let halved = chars.get(piece.range.clone()).unwrap_or_default().iter().any(char::is_ascii);
        words &= halved || class::of(c).1.is_cjk();
        if class::of(c).1.is_cjk() {
            count += 1;
            cost += MODEL.cost(' ', c);
            words &= in_word(&piece.range);
        }
    }
    !words && cost <= BIT * COMMON_ONE * count
}

/// A control that stands for punctuation touches a word, or a space that does; in lists of odd characters it may be meant.
/// Characters of no width, which another pass takes out, are looked through.
fn touches_word(chars: &[char], start: usize, end: usize) -> bool {
    let before = chars.get(..start).unwrap_or_default();
    let after = chars.get(end..).unwrap_or_default();
    leads_to_word(before.iter().rev()) && leads_to_word(after.iter())
}

fn leads_to_word<'a>(chars: impl Iterator<Item = &'a char>) -> bool {
    let control = |c: &char| c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r');
    let thin = |c: &char| class::of(*c).0 == class::Class::Joiner || *c == '\u{AD}' || control(c);
    let space = |c: &char| *c != '\n' && c.is_whitespace();
    let mut chars = chars.filter(|c| !thin(c)).peekable();
    let spaced = chars.next_if(|c| space(c)).is_some();
    chars.find(|c| !space(c)).is_none_or(|c| match c {
        '\n' | '’' | '”' => true,
        // Accents, and radicals that unification makes letters.
        '\u{300}'..='\u{36f}' | '\u{3099}' | '\u{309a}' | '\u{2e80}'..='\u{2fd5}' => true,
        _ => c.is_alphanumeric() || spaced && (c.is_ascii_punctuation() || *c == '％'),
    })
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
    let count_out = i32::try_from(out.len()).unwrap_or(i32::MAX);
    let ample = run.net >= BIT * AMPLE && run.net >= count_out.saturating_mul(BIT * AMPLE_EACH);
    let limit = i64::from(BIT * if run.chain.to == Utf8 || ample { COMMON_UTF8 } else { COMMON });
    if cost > limit * i64::from(count_out) {
        return false;
    }
    if run.lost > 0
        && saved(chars, run) < run.gain - run.net + BIT * if run.chain.to == Utf8 { LOSSY } else { LOSSY_CHINESE }
    {
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
