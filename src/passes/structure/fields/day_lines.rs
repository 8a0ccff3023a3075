//! Lines under a title with the day and a word or two beside it: the part of the site, the time of the last change (`Pubblicato il 1 aprile
//! 2015 • Comunicati`, `2018年09月30日 | 水車の里`, `Monday, April 19, 1999 Published at 06:25 GMT 07:25 UK`).

use super::super::layout::{Layout, is_line};
use super::super::people::offices;
use super::by_line;
use super::imprints::{Found, strip, whole_date};
use super::worded_days;
use crate::chars;
use crate::dates;
use crate::document::Block;
use crate::meta::MetaKey;
use crate::phrases::{Class, Scan, Words};

/// Bytes of the longest such line, and of the name of a part of a site.
const LONGEST: usize = 160;
const PART: usize = 40;

/// Bytes of the longest day without a year.
const DAY: usize = 48;

/// Lines below a day among which that of another part of a programme stands.
const DAYS: usize = 64;

/// Words and Japanese characters of such a name.
const WORDS: usize = 4;
const CHARACTERS: usize = 12;

/// The date of such a line.
pub(in super::super) fn read(text: &str) -> Option<Found> {
    let text = strip(text);
    if text.len() > LONGEST || !chars::any_byte(text, |b| b.is_ascii_digit()) {
        return None;
    }
    let date = released(text)
        .or_else(|| of_release(text))
        .or_else(|| beside_part(text))
        .or_else(|| worded_days::read(text))?;
    dates::is_of_web(&date).then(|| vec![(MetaKey::Date, date)])
}

/// The date of such a line below that of the writer.
pub(in super::super) fn under_writer(blocks: &[&Block], n: usize) -> Option<Found> {
    let above = blocks.get(n.checked_sub(1)?).filter(|b| b.text().len() <= LONGEST)?;
    of_words(blocks.get(n)?.text()).filter(|_| by_line::read(above.text()).is_some())
}

/// The date of a line of nothing but the words of dates.
pub(in super::super) fn of_words(text: &str) -> Option<Found> {
    worded_days::read(text).map(|date| vec![(MetaKey::Date, date)])
}

/// `Thursday, June 30`, `sábado, 22 de enero`: the day of a post without its year, above the title.
fn is_yearless(text: &str) -> bool {
    let text = strip(text);
    if text.len() > DAY || !chars::any_byte(text, |b| b.is_ascii_digit()) {
        return false;
    }
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split([' ', ',', '.']).filter(|w| !w.is_empty()).collect();
    let number = |w: &str| w.len() <= 2 && w.parse::<u8>().is_ok_and(|n| (1..=31).contains(&n));
    let counts = |fits: &dyn Fn(&str) -> bool| words.iter().filter(|w| fits(w)).count();
    let known = |w: &str| number(w) || dates::is_month(w) || dates::is_weekday(w) || is_small(w);
    words.iter().all(|w| known(w))
        && counts(&number) == 1
        && counts(&dates::is_month) == 1
        && counts(&dates::is_weekday) >= 1
}

/// `12 de mayo`, `vom 12. Mai`
pub(in super::super) fn is_small(word: &str) -> bool {
    Words::OfDay.has(word) || Words::Span.has(word)
}

/// Whether line `n` is such a day and no other line is: the days of a programme are several.
pub(in super::super) fn is_of_post(layout: &Layout<'_>, n: usize) -> bool {
    let others = || layout.blocks.iter().skip(n + 1).take(DAYS).any(|b| is_yearless(b.text()));
    layout.blocks.get(n).is_some_and(|b| is_yearless(b.text())) && !others()
}

/// `Monday, April 19, 1999 Published at 06:25 GMT 07:25 UK`
fn released(text: &str) -> Option<String> {
    let (day, time) = text.split_once(" Published at ")?;
    let time: Vec<&str> = time.split_whitespace().take(2).collect();
    whole_date(&format!("{day} {}", time.join(" ")))
}

/// `Pressemitteilung vom 12.05.2019`, `Comunicado de prensa - 12 de mayo de 2019`: the word for a release and its day.
fn of_release(text: &str) -> Option<String> {
    let first = text.chars().next().filter(|c| c.is_uppercase())?;
    let lower = text.to_lowercase();
    let begins = Words::Release.all().iter().filter(|word| lower.starts_with(**word));
    let word = begins.max_by_key(|word| word.len()).filter(|_| first.len_utf8() < text.len())?;
    // Folding may change how long a letter is.
    let rest = text.get(word.len()..)?.trim_start_matches(|c: char| c.is_whitespace() || ",:-–—|".contains(c));
    let joint = |w: &str| is_small(w) || w == "n°";
    let rest = rest.split_once(' ').filter(|(word, _)| joint(word)).map_or(rest, |(_, rest)| rest);
    whole_date(rest).or_else(|| by_line::date_of(rest))
}

/// The date among pieces of which the others are parts of the site or buttons.
fn beside_part(text: &str) -> Option<String> {
    let pieces: Vec<&str> = by_line::pieces(text).take(WORDS).collect();
    let dated = |piece: &&str| piece.contains(|c: char| c.is_ascii_digit());
    let (first, rest) = pieces.split_first()?;
    // In front of the day a part of the site needs the word for what was done on it, or a bar.
    let barred = text.contains(['|', '•', '·']);
    let (at, keyed) = match dated(first) {
        true => (0, is_keyed(first)),
        // `Town Gazette • Region • 3 mei 2014, 21:14`
        false if barred && rest.first().is_some_and(|piece| is_part(piece)) => (2, true),
        false => (1, rest.first().is_some_and(|piece| is_keyed(piece)) || barred),
    };
    let date = by_line::date_of(pieces.get(at)?).filter(|_| at == 0 || keyed)?;
    let mut others = pieces.iter().enumerate().filter(|(n, _)| *n != at).map(|(_, piece)| *piece).peekable();
    others.peek()?;
    let later =
        |piece: &str| is_keyed(piece) && by_line::date_of(piece).is_some() || worded_days::read(piece).is_some();
    // `May 3, 2014 · 6 min read`
    let read = |piece: &str| {
        piece.len() <= PART
            && ["min read", "minute read", "minutes read", "mins read"].iter().any(|w| piece.ends_with(w))
    };
    others.all(|piece| is_part(piece) || read(piece) || later(piece)).then_some(date)
}

/// Whether a piece begins with the word for what was done on the day: `Pubblicato il 1 aprile 2015`.
fn is_keyed(piece: &str) -> bool {
    Scan::of(piece).begins(Class::Date).is_some()
}

/// The name of a part of a site: some words of which the first has a capital, or some characters.
fn is_part(piece: &str) -> bool {
    let plain = |c: char| c.is_alphabetic() || c.is_whitespace() || "&,'’-・／/".contains(c);
    if piece.len() > PART || !piece.chars().all(plain) {
        return false;
    }
    match piece.contains(chars::is_cjk) {
        true => piece.chars().count() <= CHARACTERS,
        false => piece.split_whitespace().count() <= WORDS && piece.starts_with(char::is_uppercase),
    }
}

/// The time of day on the line below the day: `2017.08.08 Tuesday` above `05:51`.
pub(in super::super) fn join_times(layout: &Layout<'_>, lines: &mut [(usize, Found)]) {
    for (n, found) in lines {
        let below = layout.blocks.get(*n + 1).map_or("", |b| strip(b.text()));
        let [(MetaKey::Date, date)] = found.as_mut_slice() else { continue };
        if date.len() == 10 && is_time(below) {
            let seconds = if below.len() > 5 { "" } else { ":00" };
            *date = format!("{date}T{below}{seconds}");
        }
    }
}

/// `05:51`, `05:51:30`
fn is_time(text: &str) -> bool {
    let bounded = |(n, part): (usize, &str)| {
        part.len() == 2 && part.parse::<u8>().is_ok_and(|value| value < if n == 0 { 24 } else { 60 })
    };
    matches!(text.len(), 5 | 8) && text.split(':').enumerate().all(bounded)
}

/// Lines at the top of a page that may stand below its text again.
const HEAD: usize = 32;

/// Whether line `n`, a date, belongs to a letter or an announcement: it is written out, and the line above is who signed.
pub(in super::super) fn is_signature(layout: &Layout<'_>, n: usize, last: usize, lifted: &[bool]) -> bool {
    let Some(above) = n.checked_sub(1).and_then(|n| layout.blocks.get(n)) else { return false };
    // `收款人：陈小河` signs, too.
    let name = |c: char| chars::is_han(c) || c.is_whitespace() || "·（）()：".contains(c);
    // The line of a page that stands above its text, too, is no signature.
    let head = || layout.blocks[..layout.first.min(n)].iter().take(HEAD).any(|b| b.text() == layout.blocks[n].text());
    // `发证中心 罗利 冯隽` is who wrote, and the day is when. Of several such lines each signs: `审判员 李敏` over `书记员 陈小河`.
    let named = |m: usize| layout.blocks.get(m).is_some_and(|b| offices::names_of(b.text().trim()).is_some());
    let by = || named(n - 1) && !(n > 1 && named(n - 2));
    let signed = || is_line(above, 60) && above.text().chars().all(name);
    layout.blocks[n].text().contains('年') && n > last && !lifted[n - 1] && signed() && !head() && !by()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_beside_parts_of_a_site() {
        let date = |text: &str| read(text).map(|found| found[0].1.clone());
        for (text, day) in [
            ("Pubblicato il 3 maggio 2014 • Avvisi", "2014-05-03"),
            ("3 May 2014 | Local News", "2014-05-03"),
            ("May 3, 2014 · 6 min read", "2014-05-03"),
            ("2014年05月03日 | 水車の里", "2014-05-03"),
            ("Actualités | Publié le 3 mai 2014", "2014-05-03"),
            (
                "Stad Nieuws • Regio • zaterdag 3 mei 2014, 21:14 • Aangepast zondag 4 mei 2014, 07:03",
                "2014-05-03T21:14:00",
            ),
            ("Pressemitteilung vom 03.05.2014", "2014-05-03"),
            ("Comunicato stampa del 3 maggio 2014", "2014-05-03"),
            ("Saturday, May 3, 2014 Published at 06:25 GMT 07:25 UK", "2014-05-03T06:25:00Z"),
        ] {
            assert_eq!(date(text).as_deref(), Some(day), "{text}");
        }
        for text in ["New York - March 4, 2019", "3 May 2014 | the wheel stopped", "3 May 2014 | 7 pm | Hall"] {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn days_without_years() {
        assert!(is_yearless("Thursday, June 30") && is_yearless("sábado, 22 de enero"));
        assert!(
            !is_yearless("June 30")
                && !is_yearless("Thursday, June 30, 2011")
                && !is_yearless("Thursday at the mill, June 30")
        );
    }

    #[test]
    fn times_of_day() {
        assert!(is_time("05:51") && is_time("23:59:30"));
        assert!(!is_time("25:10") && !is_time("5:51 pm") && !is_time("Mark "));
    }
}
