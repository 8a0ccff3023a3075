//! Metadata lines that are told as a whole: a date under the word for what happened on it, a counter, a title that was changed. Which
//! rules read them, in the order in which they are asked.

use super::super::people;
use super::imprints::{Found, whole_date};
use super::meta_line::{is_colon, is_count};
use crate::chars;
use crate::meta::MetaKey;
use crate::phrases::{Class, Hit, Scan, Words, simplify};

/// A line with its phrases.
struct Line<'s> {
    text: &'s str,
    scan: &'s Scan<'s>,
    /// The word for a date that opens it.
    opening: Option<&'s Hit>,
}

impl<'s> Line<'s> {
    fn behind(&self, hit: &Hit) -> &'s str {
        &self.text[hit.range.end..]
    }
}

/// A rule.
struct Reader {
    /// Whether the line has the word that the rule is about: little work.
    asks: fn(&Line<'_>) -> bool,
    /// What the line says.
    read: fn(&Line<'_>) -> Option<Found>,
}

const READERS: &[Reader] = &[
    Reader { asks: |l| l.opening.is_some(), read: behind_word },
    Reader { asks: |_| true, read: before_word },
    Reader { asks: |l| l.text.len() <= 32 && l.text.ends_with("配信"), read: without_year },
    Reader { asks: |l| l.opening.is_some(), read: behind_two_words },
    Reader { asks: |_| true, read: around_word },
    Reader { asks: |l| l.opening.is_some(), read: before_writer },
    Reader { asks: |_| true, read: behind_dropped_word },
];

/// What a line without other fields says.
pub(super) fn read(scan: &Scan<'_>) -> Option<Found> {
    let line = Line { text: scan.text, scan, opening: scan.begins(Class::Date) };
    READERS.iter().filter(|rule| (rule.asks)(&line)).find_map(|rule| (rule.read)(&line))
}

/// `Published 14 June 2021`, `등록 : 2019-05-17 09:30`
fn behind_word(line: &Line<'_>) -> Option<Found> {
    let date = whole_date(line.behind(line.opening?).trim_start().trim_start_matches(is_colon))?;
    Some(vec![(MetaKey::Date, date)])
}

/// `2019/5/17(金) 9:30配信`
fn before_word(line: &Line<'_>) -> Option<Found> {
    let hit = line.scan.of_class(&[Class::Date]).last().filter(|hit| hit.range.end == line.text.len())?;
    let date = whole_date(line.text[..hit.range.start].trim_end())?;
    Some(vec![(MetaKey::Date, date)])
}

/// `7/3(月) 12:00配信` says nothing of the year.
fn without_year(line: &Line<'_>) -> Option<Found> {
    let timed = line.text.starts_with(|c: char| c.is_ascii_digit()) && line.text.contains([':', '：']);
    timed.then(Vec::new)
}

/// `입력 2021.05.08 09:30 수정 2021.05.08 11:02`
fn behind_two_words(line: &Line<'_>) -> Option<Found> {
    let mut words = line.scan.of_class(&[Class::Date]);
    let (first, second) = (words.next()?, words.next()?);
    let date = whole_date(line.text[first.range.end..second.range.start].trim_start_matches(is_colon))?;
    let other = whole_date(line.behind(second).trim_start_matches(is_colon))?;
    // `Modifié le 12/05/2019 | Publié le 11/05/2019`
    let changed = |hit: &Hit| Words::Changed.has(&simplify(&line.text[hit.range.clone()]).to_lowercase());
    Some(vec![(MetaKey::Date, if changed(first) && !changed(second) { other } else { date })])
}

/// `2015年5月6日 08:00 最后更新 2015年5月6日 10:00`
fn around_word(line: &Line<'_>) -> Option<Found> {
    let mut updates = line.scan.of_class(&[Class::Date, Class::Drop]);
    let (Some(hit), None) = (updates.next(), updates.next()) else { return None };
    let date = whole_date(&line.text[..hit.range.start])?;
    whole_date(line.behind(hit).trim_start_matches(is_colon))?;
    Some(vec![(MetaKey::Date, date)])
}

/// `Posted on 2022-06-12 by Ann Lee`
fn before_writer(line: &Line<'_>) -> Option<Found> {
    let (date, name) = line.behind(line.opening?).split_once(" by ")?;
    let (date, name) = (whole_date(date)?, name.trim());
    if !(2..=40).contains(&chars::width(name)) || name.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let key = if people::is_medium(name) { MetaKey::Publisher } else { MetaKey::Author };
    Some(vec![(MetaKey::Date, date), (key, name.to_owned())])
}

/// `阅读 2.3万`, `原题为《小山上的灯》`
fn behind_dropped_word(line: &Line<'_>) -> Option<Found> {
    let value = line.behind(line.scan.begins(Class::Drop)?).trim();
    let quoted = || value.starts_with('《') && value.find('》') == value.rfind('》') && value.ends_with('》');
    (is_count(value) || quoted()).then(Vec::new)
}
