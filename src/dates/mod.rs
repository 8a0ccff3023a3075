//! Dates as people and programs write them, to RFC 3339.
//!
//! The text is cut into numbers, words and marks; at every token each known form is tried. A time and an offset are
//! kept only where they are stated.

mod doubled;
mod months;
mod reader;
mod tokens;
mod words;

use self::reader::Reader;
use self::tokens::{Token, tokens};

/// Characters of a text that are looked at: a date stands near the beginning of what is called a date.
const LOOK: usize = 600;
/// Tokens from a time on that stands before the date: its own, a zone, a weekday, and the marks between.
const BEFORE: usize = 12;
/// Years that a date of publication can have. The web begins in 1990, digitized newspapers in 1600.
const YEARS: std::ops::RangeInclusive<u32> = 1600..=2099;

/// Reads the first date in `text`; `None` if there is none or it is impossible.
pub(crate) fn parse_date(text: &str) -> Option<String> {
    read(text, false).map(|d| d.to_string())
}

/// [`parse_date`] for a value that is stated to be a time, which may be the seconds or milliseconds of Unix. In running text
/// such numbers are those of accounts and telephones.
pub(crate) fn parse_stated(text: &str) -> Option<String> {
    epoch(text.trim()).map(|d| d.to_string()).or_else(|| parse_date(text))
}

/// [`parse_date`] for a page that writes `3/4/2021` with the month first.
pub(crate) fn parse_date_us(text: &str) -> Option<String> {
    read(text, true).map(|d| d.to_string())
}

/// Whether a page can have been published on a date: the web begins in 1990.
pub(crate) fn is_of_web(date: &str) -> bool {
    date >= "1990"
}

/// Whether a lower-case word is the name of a month, whole or shortened.
pub(crate) fn is_month(word: &str) -> bool {
    months::month(word).is_some()
}

/// Whether a lower-case word names a day of the week, or is a part of such a name.
pub(crate) fn is_weekday(word: &str) -> bool {
    words::is_weekday(word)
}

fn read(text: &str, month_first: bool) -> Option<Date> {
    let text = doubled::single(text.trim());
    let list = tokens(&text, LOOK);
    let (at, found) = (0..list.len()).find_map(|n| Some((n, Reader::new(&list, n, month_first).date()?)))?;
    let before = found.time.is_none().then(|| time_before(&list[..at])).flatten();
    let zone = || list[at..].iter().find_map(named_zone);
    Some(before.map_or(found, |(time, offset)| Date { time: Some(time), offset: offset.or_else(zone), ..found }))
}

/// The offset of a zone's name: `16:14 2026-02-07 HKT`.
fn named_zone(token: &Token) -> Option<i32> {
    match token {
        Token::Word(word) => words::offset_of_zone(word),
        _ => None,
    }
}

/// The time that stands before a date: `09:30, 17 мая 2019`, `14:18 UK time, Saturday, 21 July 2007`.
fn time_before(list: &[Token]) -> Option<reader::Time> {
    let at = list.iter().rposition(|t| matches!(t, Token::Mark(':')))?.checked_sub(1)?;
    // `10:20:30` has two.
    let at = at.checked_sub(2).filter(|n| matches!(list.get(n + 1), Some(Token::Mark(':')))).unwrap_or(at);
    let number = |t: &Token| matches!(t, Token::Number { .. });
    let numbers = list[at..].iter().filter(|t| number(t)).count();
    // `Mark 5:12` is a verse.
    let noon = |t: &Token| matches!(t, Token::Word(w) if matches!(w.as_str(), "am" | "pm" | "a" | "p"));
    let hour = matches!(list.get(at), Some(Token::Number { digits: 2, .. })) || list[at..].iter().any(noon);
    let sound = hour && list.len() - at <= BEFORE && numbers <= 3 && !list[..at].iter().any(number);
    sound.then(|| Reader::new(list, at, false).time()).flatten()
}

/// A date with what is known of its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Date {
    year: u32,
    month: u32,
    day: u32,
    time: Option<(u32, u32, u32)>,
    /// Minutes east of Greenwich.
    offset: Option<i32>,
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)?;
        let Some((h, m, s)) = self.time else { return Ok(()) };
        write!(f, "T{h:02}:{m:02}:{s:02}")?;
        match self.offset {
            None => Ok(()),
            Some(0) => f.write_str("Z"),
            Some(o) => write!(f, "{}{:02}:{:02}", if o < 0 { '-' } else { '+' }, o.abs() / 60, o.abs() % 60),
        }
    }
}

fn date(year: u32, month: u32, day: u32) -> Option<Date> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    let sane = YEARS.contains(&year) && (1..=days).contains(&day);
    sane.then_some(Date { year, month, day, time: None, offset: None })
}

/// Seconds or milliseconds since 1970, from 2000 to 2040.
fn epoch(text: &str) -> Option<Date> {
    if !matches!(text.len(), 9 | 10 | 12 | 13) || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut seconds: u64 = text.parse().ok()?;
    if text.len() > 10 {
        seconds /= 1000;
    }
    if !(946_684_800..2_208_988_800).contains(&seconds) {
        return None;
    }
    let days = seconds / 86_400;
    // Civil date from days: Howard Hinnant's algorithm.
    let z = days + 719_468;
    let era = z / 146_097;
    let doe = z - era * 146_097;
    let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let day = doy - (153 * mp + 2) / 5 + 1;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    let year = yoe + era * 400 + u64::from(month <= 2);
    let part = |n: u64| u32::try_from(n).unwrap_or(0);
    let mut found = date(part(year), part(month), part(day))?;
    let rest = part(seconds % 86_400);
    found.time = Some((rest / 3600, rest / 60 % 60, rest % 60));
    found.offset = Some(0);
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        for (text, want) in [
            ("2011-12-09", "2011-12-09"),
            ("• 2022-07-01 06:27:49", "2022-07-01T06:27:49"),
            ("2022-05-31T09:55:45+08:00", "2022-05-31T09:55:45+08:00"),
            ("2022-05-31 09:55:45 +0800", "2022-05-31T09:55:45+08:00"),
            ("2021-03-04T05:06:07.123Z", "2021-03-04T05:06:07Z"),
            ("2021-03-04T05:06Z", "2021-03-04T05:06:00Z"),
            ("发布时间：2011年12月9日 09:15 来源", "2011-12-09T09:15:00"),
            ("2011年12月09日09時15分", "2011-12-09T09:15:00"),
            ("二〇一一年十二月九日", "2011-12-09"),
            ("中華民國100年12月9日", "2011-12-09"),
            ("令和3年1月2日", "2021-01-02"),
            ("2011년 12월 9일 오후 3:05", "2011-12-09T15:05:00"),
            ("2011/12/9 下午 3:05:06", "2011-12-09T15:05:06"),
            ("2011.12.09 (金) 10:00", "2011-12-09T10:00:00"),
            ("Fri, 09 Dec 2011 09:15:00 +0800", "2011-12-09T09:15:00+08:00"),
            ("Fri, 09 Dec 2011 09:15:00 GMT", "2011-12-09T09:15:00Z"),
            ("Fri Dec 09 09:15:00 EST 2011", "2011-12-09T09:15:00-05:00"),
            ("Published December 9th, 2011 at 3:05 p.m.", "2011-12-09T15:05:00"),
            ("Dec. 9, 2011", "2011-12-09"),
            ("2011 Dec 9", "2011-12-09"),
            ("十二月 9, 2011", "2011-12-09"),
            ("12月 9, 2011 9:15", "2011-12-09T09:15:00"),
            ("9 十二月, 2011 9:15", "2011-12-09T09:15:00"),
            ("Dec 09 Fri 2011 21:32", "2011-12-09T21:32:00"),
            ("2011. december 9. 10:20", "2011-12-09T10:20:00"),
            ("9. Dezember 2011", "2011-12-09"),
            ("Am 09.12.2011 um 10:15 Uhr", "2011-12-09T10:15:00"),
            ("9 de diciembre de 2011", "2011-12-09"),
            ("1er janvier 2012", "2012-01-01"),
            ("9 декабря 2011 г.", "2011-12-09"),
            ("9 grudnia 2011", "2011-12-09"),
            ("9 gru 11 21:28, Ann Lee", "2011-12-09T21:28:00"),
            ("Παρασκευή 9 Δεκέμβρη 2011", "2011-12-09"),
            ("9 Γενάρη 2012", "2012-01-09"),
            ("9 ديسمبر/ كانون الأول 2011", "2011-12-09"),
            ("9 يوليو/ تموز 2011", "2011-07-09"),
            ("9 Δεκεμβρίου 2011", "2011-12-09"),
            ("20111209", "2011-12-09"),
            ("20111209T091500Z", "2011-12-09T09:15:00"),
            ("13/12/2011", "2011-12-13"),
            ("12/13/2011", "2011-12-13"),
            ("09:30, 9 декабря 2011", "2011-12-09T09:30:00"),
            ("9:30 AM, December 9, 2011", "2011-12-09T09:30:00"),
            ("14:18 UK time, Friday, 9 December 2011", "2011-12-09T14:18:00"),
            ("3/7/2013 11:54:41 AM", "2013-03-07T11:54:41"),
            ("3/7/2013 11:54", "2013-07-03T11:54:00"),
            ("Sat, 05/03/2014 - 10:20", "2014-05-03T10:20:00"),
            ("Sat, 03/05/2014 - 10:20", "2014-05-03T10:20:00"),
        ] {
            assert_eq!(parse_date(text).as_deref(), Some(want), "{text}");
        }
        assert_eq!(parse_stated("1323393300").as_deref(), Some("2011-12-09T01:15:00Z"));
        assert_eq!(parse_date("1323393300"), None);
        assert_eq!(parse_date_us("3/4/2021").as_deref(), Some("2021-03-04"));
    }

    #[test]
    fn none() {
        for text in [
            "",
            "2011",
            "32.13.2011",
            "2011-02-30",
            "1.2.3",
            "version 10.12.3",
            "12:30",
            "9999-12-31",
            "May be 5",
            "9 Dec 11",
        ] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }
}
