//! Words of dates: zones, units, Han numerals.

use crate::phrases::{Words, simplify};

/// Minutes east of Greenwich of a zone that means one thing only (`cst` and `ist` mean several).
pub(super) fn offset_of_zone(word: &str) -> Option<i32> {
    Some(match word {
        "z" | "gmt" | "utc" | "ut" => 0,
        "bst" | "cet" | "mez" => 60,
        "cest" | "mesz" | "eet" => 120,
        "msk" | "eest" => 180,
        "jst" | "kst" => 540,
        "hkt" | "sgt" => 480,
        "est" => -300,
        "edt" => -240,
        "cdt" => -300,
        "mst" => -420,
        "mdt" => -360,
        "pst" => -480,
        "pdt" => -420,
        _ => return None,
    })
}

/// Which day of the week an English name is, 0 = Sunday, whole or in three letters.
pub(super) fn number_of_weekday(word: &str) -> Option<u32> {
    const DAYS: [&str; 7] = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
    let at = DAYS.iter().position(|day| *day == word || word.len() == 3 && day.starts_with(word))?;
    u32::try_from(at).ok()
}

/// Day of the week, 0 = Sunday: Sakamoto's algorithm.
pub(super) fn weekday(year: u32, month: u32, day: u32) -> u32 {
    const SHIFT: [u32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let year = if month < 3 { year - 1 } else { year };
    let shift = SHIFT.get(month as usize - 1).copied().unwrap_or(0);
    (year + year / 4 - year / 100 + year / 400 + shift + day) % 7
}

/// Whether a word is of the day of the week or of the era, whole or in parts.
pub(super) fn is_weekday(word: &str) -> bool {
    Words::Weekday.has(word) || word.starts_with(['民', '中']) && Words::Era.has(&simplify(word))
}

/// Characters that stand after a number of a date.
pub(super) fn is_unit(c: char) -> bool {
    matches!(
        c,
        '年' | '月'
            | '日'
            | '号'
            | '號'
            | '时'
            | '時'
            | '点'
            | '點'
            | '分'
            | '秒'
            | '년'
            | '월'
            | '일'
            | '시'
            | '분'
    )
}

/// Han numerals.
pub(super) fn is_han_number(c: char) -> bool {
    numeral(c).is_some() || c == '十'
}

fn numeral(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '○' | '零' => 0,
        '一' | '元' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// The value of Han numerals: `二〇一一`, `十二`, `二十九`, `三十`.
pub(super) fn number_han(word: &str) -> Option<u32> {
    if word.chars().count() > 4 || !word.chars().all(is_han_number) {
        return None;
    }
    if let Some((tens, ones)) = word.split_once('十') {
        let digit = |s: &str, none| match s.chars().collect::<Vec<_>>().as_slice() {
            [] => Some(none),
            [c] => numeral(*c),
            _ => None,
        };
        return Some(digit(tens, 1)? * 10 + digit(ones, 0)?);
    }
    word.chars().try_fold(0, |n, c| Some(n * 10 + numeral(c)?))
}
