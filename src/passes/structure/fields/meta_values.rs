//! What stands behind the keys of metadata lines: names, media, dates, addresses, tags.

use super::super::people::names;
use super::imprints::{Found, whole_date};
use super::{key_media, key_people};
use crate::meta::MetaKey;
use crate::phrases::Class;
use crate::{chars, dates};

/// Greatest width of a value that nobody keeps: an original title reaches 70.
const DROPPED: usize = 70;

/// Whether a text is short and plain enough for the name of a medium or an office.
pub(in super::super) fn is_name_of_source(text: &str) -> bool {
    // `《三国志 蜀书：诸葛亮传》`
    let keyed = !text.starts_with('《') && text.contains([':', '：']);
    chars::width(text) <= 40 && !keyed && !text.contains(['，', ',', '。', '“', '"'])
}

/// Reads the value of a key into what is found; `None` if it is no value of such a key.
pub(in super::super) fn take(class: Class, value: &str, found: &mut Found) -> Option<()> {
    match class {
        Class::Author | Class::Editor => key_people::take(class, value, found),
        Class::Publisher => key_media::read(value).map(|read| found.extend(read)),
        // `发布时间： 来源：石桥日报`, `日期：06-13`
        Class::Date if value.is_empty() || is_day(value) => Some(()),
        Class::Date => match dates::parse_date(value).or_else(|| republic(value)) {
            Some(date) => push(found, MetaKey::Date, &date),
            // `出版：石桥出版社`
            None if value.ends_with('社') && is_name_of_source(value) => push(found, MetaKey::Publisher, value),
            // `发布：陈小河`: who put it on the site.
            None if names::split(value).is_some_and(|names| names.len() == 1) => Some(()),
            None => None,
        },
        Class::Tag | Class::Category => {
            let key = if class == Class::Tag { MetaKey::Tag } else { MetaKey::Category };
            // `Category: drinking water`: in letters a space parts words and no names.
            let spaced = value.contains(chars::is_cjk) || value.contains('#');
            let parts = |c: char| "、,，;；|".contains(c) || spaced && matches!(c, ' ' | '/');
            let mut values = value.split(parts);
            values.try_for_each(|v| push(found, key, v.trim()))
        }
        Class::Url if is_address(value) => push(found, MetaKey::Url, value),
        Class::Title if chars::width(value) >= 4 => push(found, MetaKey::Title, value),
        Class::Drop if let Some(date) = behind_count(value) => push(found, MetaKey::Date, &date),
        Class::Drop => (chars::width(value) <= DROPPED).then_some(()),
        _ => None,
    }
}

/// Adds a value, if there is one.
pub(super) fn push(found: &mut Found, key: MetaKey, value: &str) -> Option<()> {
    if !value.is_empty() {
        found.push((key, value.to_owned()));
    }
    Some(())
}

/// An address and nothing else.
pub(super) fn is_address(value: &str) -> bool {
    value.starts_with("http") && !value.contains(char::is_whitespace)
}

/// The date of the next field, behind a counter: `阅读数：3 2019 年 5 月 17 日 10:00`.
fn behind_count(value: &str) -> Option<String> {
    let (count, date) = value.split_once(char::is_whitespace)?;
    count.bytes().all(|b| b.is_ascii_digit()).then(|| whole_date(date))?
}

/// A day without its year: `06-13`, which dates nothing.
fn is_day(value: &str) -> bool {
    // `01-22 08:47`
    let value = value.split_once(' ').filter(|(_, time)| time.contains(':')).map_or(value, |(day, _)| day);
    // `9月6日`
    if let Some((month, day)) = value.strip_suffix('日').and_then(|v| v.split_once('月')) {
        return [month, day].iter().all(|n| (1..=2).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit()));
    }
    value.len() <= 5
        && value.split_once(['-', '/']).is_some_and(|(month, day)| {
            [month, day].iter().all(|n| (1..=2).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit()))
        })
}

/// A date in the years of the Republic of China: `113-01-30`.
fn republic(value: &str) -> Option<String> {
    let (year, rest) = value.trim().split_once(['-', '/', '.', '年'])?;
    let year: u32 = year.trim_start_matches("民國").trim_start_matches("民国").parse().ok()?;
    // Three digits, so that no day or month is taken for a year.
    (100..=150).contains(&year).then(|| dates::parse_date(&format!("{}-{rest}", year + 1911)))?
}
