//! The date: the best origin that can be read, unless others speak against it.

use super::house::host;
use crate::dates;
use crate::meta::{Evidence, MetaKey};

/// Origins of a date, most trusted first. Publication comes before update, statements before what is only visible.
const DATES: &[&str] = &[
    "site-rule",
    "json-ld",
    "article:published_time",
    "itemprop:date",
    "time:published",
    "meta:date",
    "visible-date",
    "visible-date:posted",
    "enpproperty",
    "json-ld:page",
    "dateline",
    "meta:created",
    "time",
    "class:date",
    "url",
    "class:info",
    "visible-date:far",
    "visible-date:alone",
    "visible-date:beyond",
    "time:updated",
    "meta:modified",
];

/// Years of pages: nothing was published on the web before, and a date far ahead is a typing error.
const WEB: std::ops::RangeInclusive<&str> = "1990-01-01"..="2039-12-31";

/// The origins that say when a text was published, by who says it. What the page shows is one voice, however often it stands there.
const VOICES: &[&[&str]] = &[
    &["json-ld"],
    &["article:published_time"],
    &["itemprop:date"],
    &["meta:date"],
    &["time:published"],
    &["visible-date", "class:date"],
];

/// The date of the best origin that can be read and is possible, and that nothing speaks against.
pub(super) fn decide(list: &[&Evidence], url: Option<&str>) -> Option<(String, &'static str)> {
    let reader = Reader::new(list, url);
    let (date, from, value) = best(list, &reader)?;
    if let Some(shown) = first_shown(list, &reader, &date, value) {
        return Some(shown);
    }
    outvoted(list, &reader, &date).or(Some((date, from)))
}

/// The first readable date by rank, its origin, and the words it was read from.
fn best<'e>(list: &[&'e Evidence], reader: &Reader) -> Option<(String, &'static str, &'e str)> {
    for rank in DATES {
        if *rank == "url" {
            if let Some(date) = reader.of_url.as_deref().filter(|d| is_sane(d)) {
                return Some((date.to_owned(), "url", ""));
            }
            continue;
        }
        if *rank == "class:date" && is_of_many(list) {
            continue;
        }
        for e in of(list, rank) {
            if let Some(date) = reader.read(e) {
                return Some((date, e.from, &e.value));
            }
        }
    }
    None
}

fn of<'l, 'e>(list: &'l [&'e Evidence], from: &'l str) -> impl Iterator<Item = &'e Evidence> + 'l {
    list.iter().filter(move |e| e.key == MetaKey::Date && e.from == from).copied()
}

/// The earlier date that an article shows below its title, where its data have one moment for publication and for the last
/// change: such data know only of the change.
fn first_shown(list: &[&Evidence], reader: &Reader, date: &str, value: &str) -> Option<(String, &'static str)> {
    if !of(list, "meta:modified").any(|e| e.value == value) {
        return None;
    }
    let shown = of(list, "visible-date").find_map(|e| reader.read(e))?;
    // An element made for a date, too, for the text may speak of another day.
    let marked = ["class:date", "class:info", "time", "time:published", "itemprop:date"];
    let stands = marked.iter().flat_map(|m| of(list, m)).any(|e| reader.read(e).is_some_and(|d| same(&d, &shown)));
    let both = ["time", "time:published", "class:date", "visible-date", "visible-date:far", "visible-date:posted"];
    let shows = both.iter().flat_map(|m| of(list, m)).any(|e| reader.read(e).is_some_and(|d| same(&d, date)));
    (stands && !shows && number(date)? - number(&shown)? >= APART).then_some((shown, "visible-date"))
}

/// Days between two dates that are not the same moment in two places of the world.
const APART: i64 = 2;

/// The day that most origins name, against a single one that was believed.
fn outvoted(list: &[&Evidence], reader: &Reader, date: &str) -> Option<(String, &'static str)> {
    let changed: Vec<String> = of(list, "meta:modified").filter_map(|e| reader.read(e)).collect();
    let voices: Vec<(String, &'static str)> = VOICES
        .iter()
        .filter_map(|voice| {
            let mut said = voice.iter().flat_map(|from| of(list, from));
            let (day, from) = said.find_map(|e| Some((reader.read(e)?, e.from)))?;
            // Readers are often shown the day of the last change.
            let of_change = matches!(from, "visible-date" | "class:date") && changed.iter().any(|c| same(c, &day));
            (!of_change).then_some((day, from))
        })
        .collect();
    let count = |day: &str| voices.iter().filter(|(d, _)| same(d, day)).count();
    let apart = |day: &str| number(date).zip(number(day)).is_some_and(|(a, b)| (a - b).abs() >= APART);
    if count(date) != 1 {
        return None;
    }
    voices.iter().find(|(day, _)| apart(day) && count(day) >= 2).cloned()
}

/// Whether two dates are of one day.
fn same(one: &str, other: &str) -> bool {
    one.get(..10) == other.get(..10)
}

/// The number of a day, to count days between two.
fn number(date: &str) -> Option<i64> {
    let part = |range: std::ops::Range<usize>| date.get(range).and_then(|p| p.parse::<i64>().ok());
    let (year, month, day) = (part(0..4)?, part(5..7)?, part(8..10)?);
    // Years begin in March, so that the day that some of them lack is their last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    Some(year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day)
}

/// Reads dates as the page writes them.
struct Reader {
    /// `3/4/2021` has the month first.
    us: bool,
    /// Days that the page gives in a form that can be read in one way only.
    clear: Vec<String>,
    of_url: Option<String>,
}

impl Reader {
    fn new(list: &[&Evidence], url: Option<&str>) -> Reader {
        // `3/4/2021`: an English page that does not say which English is more often American.
        const ELSEWHERE: &[&str] = &[".uk", ".au", ".nz", ".ie", ".in", ".za", ".eu", ".sg", ".hk"];
        let elsewhere = |url: &str| host(url).is_some_and(|host| ELSEWHERE.iter().any(|end| host.ends_with(end)));
        let abroad = list.iter().any(|e| e.key == MetaKey::Url && elsewhere(&e.value));
        let us = !abroad
            && list.iter().any(|e| {
                e.key == MetaKey::Language
                    && matches!(e.value.to_ascii_lowercase().replace('_', "-").as_str(), "en-us" | "en")
            });
        let url = url.or_else(|| list.iter().find(|e| e.key == MetaKey::Url).map(|e| e.value.as_str()));
        let of_url = url.and_then(date_in_url);
        let dates = || list.iter().filter(|e| e.key == MetaKey::Date);
        let both = |e: &&&Evidence| (dates::parse_date(&e.value), dates::parse_date_us(&e.value));
        // `25/3/2021` and `3/25/2021` say which number is the month in the others of this form.
        let slashed = dates().filter(|e| e.value.contains('/')).filter_map(|e| day_is_first(&e.value));
        let (day, month): (Vec<bool>, Vec<bool>) = slashed.partition(|first| *first);
        let us = match (day.len(), month.len()) {
            (0, 1..) => true,
            (1.., 0) => false,
            _ => us,
        };
        let settled = |e: &&Evidence| Some(both(&e)).filter(|(one, other)| one == other).and_then(|(one, _)| one);
        let clear = dates().filter(|e| e.from != ORDER).filter_map(settled).chain(of_url.clone()).collect();
        Reader { us, of_url, clear }
    }

    /// The first date in a piece of evidence, if it is possible.
    fn read(&self, e: &Evidence) -> Option<String> {
        let text = e.value.as_str();
        let one = if is_stated(e.from) { dates::parse_stated(text) } else { dates::parse_date(text) };
        let other = dates::parse_date_us(text);
        // Another date of the page, or the address, settles which number is the month.
        let clear = |d: &Option<String>| d.as_ref().is_some_and(|d| self.clear.iter().any(|clear| same(d, clear)));
        let us = other.is_some() && if clear(&one) == clear(&other) { self.us } else { clear(&other) };
        if us { other } else { one }.filter(|d| is_sane(d))
    }
}

/// The origin of dates that only show in which order the page writes day and month.
const ORDER: &str = "visible-date:order";

/// Whether an origin is an attribute or a tag made for times, where a number alone may be one of Unix.
fn is_stated(from: &str) -> bool {
    ["json-ld", "article:", "itemprop:", "meta:", "time"].iter().any(|begin| from.starts_with(begin))
}

/// Whether the day is first in `25/3/2021`; `None` where both numbers can be months.
fn day_is_first(text: &str) -> Option<bool> {
    let mut numbers = text.split('/').map(|part| part.trim());
    let (before, second) = (numbers.next()?, numbers.next()?);
    let first = before.rsplit(|c: char| !c.is_ascii_digit()).next()?.parse::<u32>().ok()?;
    let second = second.parse::<u32>().ok()?;
    let year = numbers.next().is_some_and(|y| y.bytes().take(4).take_while(u8::is_ascii_digit).count() == 4);
    match (first, second) {
        (13..=31, 1..=12) if year => Some(true),
        (1..=12, 13..=31) if year => Some(false),
        _ => None,
    }
}

/// Whether the elements called date are those of a list of other texts: three different ones, and a date nearer the title.
fn is_of_many(list: &[&Evidence]) -> bool {
    let mut seen: Vec<&str> = Vec::new();
    for e in list.iter().filter(|e| e.from == "class:date" && !e.value.is_empty()) {
        if !seen.contains(&e.value.as_str()) {
            seen.push(&e.value);
        }
    }
    seen.len() >= 3 && list.iter().any(|e| matches!(e.from, "visible-date:far" | "visible-date:beyond"))
}

fn is_sane(date: &str) -> bool {
    date.get(..10).is_some_and(|day| WEB.contains(&day))
}

/// `/2011/12/09/`, `/2011-12-09/`, `/20111209/`, `/t20111209_4711.htm`, `/2011-12/09/`, `/2011/december/09/` in a path.
fn date_in_url(url: &str) -> Option<String> {
    let path = url.split_once("://").map_or(url, |(_, p)| p);
    let path = path.split(['?', '#']).next()?;
    // A part with other letters is no date, and must not be cut by bytes.
    let parts: Vec<&str> = path.split('/').skip(1).map(|p| if p.is_ascii() { p } else { "" }).collect();
    for n in 0..parts.len() {
        let digits = |s: &str, len: usize| s.len() == len && s.bytes().all(|b| b.is_ascii_digit());
        let part = parts[n];
        // `t20111209_4711.htm`, `story-20111209-4711`
        let bare = part.split(['_', '-', '.']).map(|piece| piece.strip_prefix(['t', 'T']).unwrap_or(piece));
        let mut pieces = bare.filter(|piece| digits(piece, 8));
        let day = match (parts.get(n + 1), parts.get(n + 2)) {
            _ if digits(part, 8) => Some(format!("{}-{}-{}", &part[..4], &part[4..6], &part[6..])),
            _ if part.len() >= 10
                && part.is_char_boundary(10)
                && digits(&part[..4], 4)
                && part.as_bytes()[4] == b'-'
                && part.as_bytes()[7] == b'-' =>
            {
                Some(part[..10].to_owned())
            }
            (Some(m), Some(d)) if digits(part, 4) && m.len() <= 2 && d.len() <= 2 => Some(format!("{part}-{m}-{d}")),
            (Some(month), Some(d))
                if digits(part, 4) && month.len() >= 3 && month.chars().all(char::is_alphabetic) && d.len() <= 2 =>
            {
                Some(format!("{d} {month} {part}"))
            }
            (Some(d), _)
                if part.len() == 7
                    && part.is_ascii()
                    && digits(&part[..4], 4)
                    && digits(d, 2)
                    && matches!(part.as_bytes()[4], b'-' | b'/') =>
            {
                Some(format!("{part}-{d}"))
            }
            (Some(rest), _) if digits(part, 4) && digits(rest, 4) => {
                Some(format!("{part}-{}-{}", &rest[..2], &rest[2..]))
            }
            _ => pieces.next().map(|p| format!("{}-{}-{}", &p[..4], &p[4..6], &p[6..])),
        };
        if let Some(found) = day.and_then(|d| dates::parse_date(&d)) {
            return Some(found);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::date_in_url;

    #[test]
    fn addresses_have_days() {
        for url in [
            "http://stone.example/2011/12/09/mill.html",
            "http://stone.example/news/t20111209_4711.htm",
            "http://stone.example/content/story-20111209-the-mill-4711/12.html",
        ] {
            assert_eq!(date_in_url(url).as_deref(), Some("2011-12-09"), "{url}");
        }
        for url in ["http://stone.example/id_20991309.htm", "http://stone.example/n332467071.html"] {
            assert_eq!(date_in_url(url), None, "{url}");
        }
    }
}
