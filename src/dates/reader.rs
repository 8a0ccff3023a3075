//! The forms of dates: what numbers, words and marks in a row make one.

use super::months::month;
use super::tokens::Token;
use super::words::{is_weekday, number_han, number_of_weekday, offset_of_zone, weekday};
use super::{Date, YEARS, date};

/// Hour, minute and second, and minutes east of Greenwich.
pub(super) type Time = ((u32, u32, u32), Option<i32>);

/// Tries the forms of dates from one token on.
pub(super) struct Reader<'t> {
    list: &'t [Token],
    at: usize,
    month_first: bool,
}

impl<'t> Reader<'t> {
    pub(super) fn new(list: &'t [Token], at: usize, month_first: bool) -> Reader<'t> {
        Reader { list, at, month_first }
    }

    fn token(&self, k: usize) -> Option<&Token> {
        self.list.get(self.at + k)
    }

    fn number(&self, k: usize) -> Option<(u32, usize)> {
        match self.token(k)? {
            Token::Number { value, digits } => Some((*value, *digits)),
            _ => None,
        }
    }

    fn mark(&self, k: usize) -> Option<char> {
        match self.token(k)? {
            Token::Mark(c) => Some(*c),
            _ => None,
        }
    }

    fn word(&self, k: usize) -> Option<&str> {
        match self.token(k)? {
            Token::Word(w) => Some(w),
            _ => None,
        }
    }

    pub(super) fn date(&self) -> Option<Date> {
        self.compact()
            .or_else(|| self.east_asian())
            .or_else(|| self.year_first())
            .or_else(|| self.year_apart())
            .or_else(|| self.day_last_year())
            .or_else(|| self.named())
            .or_else(|| self.named_year_first())
            .or_else(|| self.han_month())
    }

    /// `五月 28, 2009`, `5月 28, 2009`, `28 五月 2009`: English order with Chinese months.
    fn han_month(&self) -> Option<Date> {
        let month = |k: usize| {
            let (month, used) = self.han_number(k).filter(|(month, _)| (1..=12).contains(month))?;
            self.suffix(k + used, &["月"]).map(|k| (month, k))
        };
        let number = |k: usize, most: usize| self.number(k).filter(|(_, digits)| *digits <= most).map(|(n, _)| n);
        let comma = |k: usize| if self.mark(k) == Some(',') { k + 1 } else { k };
        let (day, month, k) = match month(0) {
            Some((month, k)) => (number(k, 2)?, month, comma(k + 1)),
            None => {
                let day = number(0, 2)?;
                let (month, k) = month(1)?;
                (day, month, comma(k))
            }
        };
        let (year, digits) = self.number(k)?;
        (digits == 4).then(|| date(year, month, day).map(|found| self.with_time(found, k + 1)))?
    }

    fn next(&self, k: usize) -> Reader<'_> {
        Reader { list: self.list, at: self.at + k, month_first: self.month_first }
    }

    fn with_time(&self, mut found: Date, k: usize) -> Date {
        if let Some((time, offset)) = self.next(k).time() {
            found.time = Some(time);
            found.offset = offset;
        }
        found
    }

    /// `20111209`, `20111209T091500Z`, `20111209091500`.
    fn compact(&self) -> Option<Date> {
        let Token::Long(digits) = self.token(0)? else { return None };
        let part = |r: std::ops::Range<usize>| digits.get(r).and_then(|d| d.parse::<u32>().ok());
        if !matches!(digits.len(), 8 | 12 | 14) {
            return None;
        }
        let mut found = date(part(0..4)?, part(4..6)?, part(6..8)?).filter(|d| d.year >= 1900)?;
        let rest = match digits.len() {
            8 => match (self.word(1), self.token(2)) {
                (Some("t"), Some(Token::Long(time))) if time.len() == 6 => time.as_str(),
                _ => return Some(self.with_time(found, 1)),
            },
            _ => &digits[8..],
        };
        let part = |r: std::ops::Range<usize>| rest.get(r).and_then(|d| d.parse::<u32>().ok());
        found.time = clock(part(0..2)?, part(2..4)?, part(4..6).unwrap_or(0));
        Some(found)
    }

    /// `2011年12月9日`, `二〇一一年十二月九日`, `2011년 12월 9일`, `民國100年12月9日`, `令和3年1月2日`.
    fn east_asian(&self) -> Option<Date> {
        let (year, used) = self.han_number(0)?;
        let era = self.at.checked_sub(1).and_then(|n| self.list.get(n)).and_then(|t| match t {
            Token::Word(w) => Some(w.as_str()),
            _ => None,
        });
        let year = match era {
            Some(e) if e.ends_with("民國") || e.ends_with("民国") => year + 1911,
            Some(e) if e.ends_with("平成") => year + 1988,
            Some(e) if e.ends_with("令和") => year + 2018,
            Some(e) if e.ends_with("昭和") => year + 1925,
            _ => year,
        };
        let k = self.suffix(used, &["年", "년"])?;
        let (month, used) = self.han_number(k)?;
        let k = self.suffix(k + used, &["月", "월"])?;
        let (day, used) = self.han_number(k)?;
        // Some write the day without its character at the end of a line.
        let k = self.suffix(k + used, &["日", "号", "號", "일"]).unwrap_or(k + used);
        Some(self.with_time(date(year, month, day)?, k))
    }

    /// A number in digits or Han numerals, and how many tokens it takes.
    fn han_number(&self, k: usize) -> Option<(u32, usize)> {
        match self.token(k)? {
            Token::Number { value, .. } => Some((*value, 1)),
            Token::Word(w) => number_han(w).map(|n| (n, 1)),
            _ => None,
        }
    }

    /// Whether token `k` is one of `words`; the token after it.
    fn suffix(&self, k: usize, words: &[&str]) -> Option<usize> {
        let word = self.word(k)?;
        words.contains(&word).then_some(k + 1)
    }

    /// `2011-12-09`, `2011/12/9`, `2011.12.09`, with a time or without.
    fn year_first(&self) -> Option<Date> {
        let (year, digits) = self.number(0)?;
        if digits != 4 {
            return None;
        }
        let mark = self.mark(1).filter(|c| matches!(c, '-' | '/' | '.' | '‐' | '–' | '−' | '．' | '／' | '－'))?;
        let (month, digits) = self.number(2)?;
        let again = self.mark(3)?;
        let (day, day_digits) = self.number(4)?;
        if again != mark || digits > 2 || day_digits > 2 {
            return None;
        }
        Some(self.with_time(date(year, month, day)?, 5))
    }

    /// `2023 09/18 10:05:27`: a year set apart.
    fn year_apart(&self) -> Option<Date> {
        let ((year, 4), (month, 1..=2), '/', (day, 1..=2)) =
            (self.number(0)?, self.number(1)?, self.mark(2)?, self.number(3)?)
        else {
            return None;
        };
        Some(self.with_time(date(year, month, day)?, 4))
    }

    /// `9.12.2011`, `09/12/2011`, `12/09/2011`.
    fn day_last_year(&self) -> Option<Date> {
        let (first, d1) = self.number(0)?;
        let mark = self.mark(1).filter(|c| matches!(c, '-' | '/' | '.'))?;
        let (second, d2) = self.number(2)?;
        let mut k = 4;
        // `9. 12. 2011` has spaces, which tokens do not show.
        if self.mark(3)? != mark {
            return None;
        }
        let (mut year, d3) = self.number(k)?;
        if d3 == 2 && d1 == 2 && d2 == 2 && mark != '-' {
            year += if year < 70 { 2000 } else { 1900 };
        } else if d3 != 4 {
            return None;
        }
        k += 1;
        // `3/7/2013 11:54:41 AM` is what Windows writes where nobody changed its settings.
        let windows = || mark == '/' && self.next(k).is_twelve_hours();
        // `Sat, 05/03/2014`: the day of the week tells which number is the month.
        let told = || {
            let named = (1..=3).find_map(|back| match self.list.get(self.at.checked_sub(back)?)? {
                Token::Word(w) => number_of_weekday(w),
                _ => None,
            })?;
            let month_first = date(year, first, second).is_some() && weekday(year, first, second) == named;
            let day_first = date(year, second, first).is_some() && weekday(year, second, first) == named;
            (month_first != day_first).then_some(month_first)
        };
        let month_first =
            second > 12 || first <= 12 && told().unwrap_or_else(|| self.month_first && mark == '/' || windows());
        let (day, month) = if month_first { (second, first) } else { (first, second) };
        Some(self.with_time(date(year, month, day)?, k))
    }

    /// Whether `11:54:41 AM` stands next.
    fn is_twelve_hours(&self) -> bool {
        let number = |k| self.number(k).is_some();
        let colon = |k| self.mark(k) == Some(':');
        let half = matches!(self.word(5), Some("am" | "pm"));
        number(0) && colon(1) && number(2) && colon(3) && number(4) && half
    }

    /// `9 December 2011`, `December 9th, 2011`, `Dec 09 09:15:00 CST 2011`, `9 de diciembre de 2011`, `9 gru 11 21:28`.
    fn named(&self) -> Option<Date> {
        if let Some((day, _)) = self.number(0).filter(|(d, n)| *n <= 2 && (1..=31).contains(d)) {
            let mut k = 1;
            while self.mark(k).is_some_and(|c| matches!(c, '.' | 'º' | '°' | '-' | '/' | ','))
                || self
                    .word(k)
                    .is_some_and(|w| matches!(w, "st" | "nd" | "rd" | "th" | "de" | "of" | "er" | "ος" | "η" | "o"))
            {
                k += 1;
                if k > 4 {
                    return None;
                }
            }
            let month = month(self.word(k)?)?;
            k += 1;
            // `26 يوليو/ تموز 2016` names it as both halves of the Arab world do.
            if self.mark(k) == Some('/') && self.word(k + 1).and_then(super::months::month).is_some() {
                k += 2;
                k += usize::from(self.word(k).is_some_and(|w| matches!(w, "الأول" | "الثاني")));
            }
            while self.mark(k).is_some_and(|c| matches!(c, '.' | ',' | '-' | '/'))
                || self.word(k).is_some_and(|w| matches!(w, "de" | "del" | "of"))
            {
                k += 1;
                if k > 8 {
                    return None;
                }
            }
            let (year, digits) = self.number(k)?;
            let timed = digits == 2 && self.number(k + 1).is_some() && self.mark(k + 2) == Some(':');
            let year = if timed { year + if year < 70 { 2000 } else { 1900 } } else { year };
            return if digits == 4 || timed { Some(self.with_time(date(year, month, day)?, k + 1)) } else { None };
        }
        let month = month(self.word(0)?)?;
        let mut k = 1;
        if self.mark(k) == Some('.') {
            k += 1;
        }
        let (day, digits) = self.number(k)?;
        if digits > 2 {
            return None;
        }
        k += 1;
        if self.word(k).is_some_and(|w| matches!(w, "st" | "nd" | "rd" | "th")) {
            k += 1;
        }
        while self.mark(k).is_some_and(|c| matches!(c, ',' | '.')) {
            k += 1;
            if k > 6 {
                return None;
            }
        }
        // `Oct 08 Sat 2011`
        let short = |w: &str| matches!(w, "sat" | "sun" | "mon" | "tue" | "wed" | "thu" | "fri");
        if self.word(k).is_some_and(|w| is_weekday(w) || short(w)) {
            k += 1;
        }
        if let Some((year, 4)) = self.number(k).filter(|_| self.mark(k + 1) != Some(':')) {
            return Some(self.with_time(date(year, month, day)?, k + 1));
        }
        // The year after the time, as `date` prints it.
        let (time, offset) = self.next(k).time()?;
        let year = (k..k + 10).find_map(|k| self.number(k).filter(|(y, d)| *d == 4 && YEARS.contains(y)))?.0;
        let mut found = date(year, month, day)?;
        found.time = Some(time);
        found.offset = offset;
        Some(found)
    }

    /// `2024 Jun 30`, `2024, June 30`, as libraries cite.
    fn named_year_first(&self) -> Option<Date> {
        let (year, _) = self.number(0).filter(|(y, digits)| *digits == 4 && YEARS.contains(y))?;
        // `2014. május 3.`
        let k = if matches!(self.mark(1), Some(',' | '.')) { 2 } else { 1 };
        let month = month(self.word(k)?)?;
        let k = if self.mark(k + 1) == Some('.') { k + 2 } else { k + 1 };
        let (day, _) = self.number(k).filter(|(_, digits)| *digits <= 2)?;
        // `in 2024 May 5 people`: nothing of a date may follow.
        let ends = self.token(k + 1).is_none_or(|t| matches!(t, Token::Mark(_)));
        ends.then(|| date(year, month, day)).flatten().map(|date| self.with_time(date, k + 1))
    }

    /// A time of day within a few tokens, with its offset.
    pub(super) fn time(&self) -> Option<Time> {
        /// Words between a date and its time: `at`, `T`, weekdays, `上午`.
        const GAP: usize = 6;
        let mut afternoon = None;
        for k in 0..GAP {
            match self.token(k)? {
                Token::Word(w) => match w.as_str() {
                    "下午" | "晚上" | "오후" | "午後" | "晚" => afternoon = Some(true),
                    "上午" | "早上" | "오전" | "午前" | "凌晨" => afternoon = Some(false),
                    w if month(w).is_some() && w.chars().count() > 3 => return None,
                    _ => {}
                },
                Token::Number { value, digits } if *digits <= 2 => {
                    let colon = match self.token(k + 1)? {
                        Token::Mark(':' | '：') => true,
                        Token::Mark('.' | 'h') => false,
                        Token::Word(w) if matches!(w.as_str(), "时" | "時" | "点" | "點" | "시" | "h" | "ч") => {
                            false
                        }
                        _ => return None,
                    };
                    let (minute, digits) = self.number(k + 2)?;
                    // `9時0分`
                    let spelled = || matches!(self.word(k + 3), Some("分" | "분"));
                    if digits != 2 && !(digits == 1 && spelled()) {
                        return None;
                    }
                    let second = match self.mark(k + 3) {
                        Some(':' | '：') if colon => self.number(k + 4).filter(|(_, d)| *d == 2),
                        _ => None,
                    };
                    let mut next = if second.is_some() { k + 5 } else { k + 3 };
                    // Fractions of a second.
                    if second.is_some()
                        && self.mark(next) == Some('.')
                        && self.token(next + 1).is_some_and(|t| !matches!(t, Token::Word(_) | Token::Mark(_)))
                    {
                        next += 2;
                    }
                    let mut hour = *value;
                    let noon = match self.word(next) {
                        Some("pm" | "p" | "μμ" | "م" | "مساء") => Some(true),
                        Some("am" | "a" | "πμ" | "ص" | "صباحا") => Some(false),
                        _ => afternoon,
                    };
                    match noon {
                        Some(true) if hour < 12 => hour += 12,
                        Some(false) if hour == 12 => hour = 0,
                        _ => {}
                    }
                    let time = clock(hour, minute, second.map_or(0, |s| s.0))?;
                    return Some((time, self.next(next).offset()));
                }
                Token::Number { .. } | Token::Long(_) => return None,
                Token::Mark(_) => {}
            }
        }
        None
    }

    /// `Z`, `GMT`, `+08:00`, `+0800`, `EST`.
    fn offset(&self) -> Option<i32> {
        let mut k = 0;
        while self.word(k).is_some_and(|w| matches!(w, "a" | "p" | "m" | "am" | "pm" | "uhr" | "time"))
            || self.mark(k).is_some_and(|c| matches!(c, '.' | '(' | ','))
        {
            k += 1;
            if k > 4 {
                return None;
            }
        }
        let named = self.word(k).and_then(offset_of_zone);
        if named.is_some() {
            k += 1;
        }
        let sign = match self.mark(k) {
            Some('+' | '＋') => 1,
            Some('-' | '−') => -1,
            _ => return named,
        };
        let (hours, minutes) = match self.token(k + 1)? {
            Token::Number { value, digits: 4 } => (value / 100, value % 100),
            Token::Number { value, digits: 2 | 1 } => {
                let minutes = self.number(k + 3).filter(|_| self.mark(k + 2) == Some(':'));
                (*value, minutes.map_or(0, |m| m.0))
            }
            _ => return named,
        };
        let sane = hours <= 14 && minutes < 60;
        let total = i32::try_from(hours * 60 + minutes).ok()?;
        if sane { Some(sign * total) } else { named }
    }
}

fn clock(hour: u32, minute: u32, second: u32) -> Option<(u32, u32, u32)> {
    // A leap second is written as 60; RFC 3339 allows it.
    (hour < 24 && minute < 60 && second <= 60).then_some((hour, minute, second))
}
