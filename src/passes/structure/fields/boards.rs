//! The head of a post on a board of the old kind: `作者river (水车工)`, `看板Mills`, `標題[问] 水车停了`, `時間Sun Jun 28 02:11:45 2015`, a line
//! each and the keys without colons, or who sent it and when in one line.

use super::super::layout::Layout;
use super::accounts::{account, put};
use super::imprints::{Found, whole_date};
use crate::chars;
use crate::dates;
use crate::meta::MetaKey;

/// Lines above the text among which it stands.
const HEAD: usize = 12;

/// Reads such a head into `lines`.
pub(super) fn join(layout: &Layout<'_>, lines: &mut Vec<(usize, Found)>) {
    let text = |n: usize| layout.blocks.get(n).map_or("", |b| chars::trim(b.text()));
    let value = |n: usize, keys: [&str; 2]| {
        let rest = keys.iter().find_map(|key| text(n).strip_prefix(key))?;
        let rest = chars::trim(rest.trim_start_matches([':', '：']));
        (!rest.is_empty()).then_some(rest)
    };
    for n in 0..layout.first.min(HEAD) {
        if let Some(found) = sent(text(n)) {
            put(lines, n, found);
        }
        let head = value(n, ["作者", "发信人"]).zip(value(n + 1, ["看板", "信区"]));
        let rest = value(n + 2, ["標題", "标题"]).zip(value(n + 3, ["時間", "时间"]));
        let Some(((who, _), (title, time))) = head.zip(rest) else { continue };
        let Some(date) = dates::parse_date(time) else { continue };
        let name = who.split(['(', '（']).next().and_then(account);
        put(lines, n, name.map(|name| (MetaKey::Author, name)).into_iter().collect());
        put(lines, n + 1, Found::new());
        put(lines, n + 2, vec![(MetaKey::Title, title.to_owned())]);
        put(lines, n + 3, vec![(MetaKey::Date, date)]);
        return;
    }
}

/// `发信人： 水车工 日期： 98/11/03 22:14`: who sent a post, and the day with a year in two digits.
fn sent(text: &str) -> Option<Found> {
    let rest = text.strip_prefix("发信人").or_else(|| text.strip_prefix("發信人"))?;
    let (name, day) = rest.split_once("日期").or_else(|| rest.split_once("时间"))?;
    let day = chars::trim(day.trim_start_matches([':', '：', ' ', '\u{3000}']));
    let date = short_year(day).or_else(|| whole_date(day))?;
    let name = account(name.trim_start_matches([':', '：', ' ', '\u{3000}']))?;
    Some(vec![(MetaKey::Author, name), (MetaKey::Date, date)])
}

/// `98/11/03 22:14`, `20-03-18 11:02`: a day with the last two digits of its year first.
pub(super) fn short_year(text: &str) -> Option<String> {
    let mut parts = text.split([' ', '\u{3000}']).next()?.split(['-', '/', '.']);
    let two = |part: Option<&str>| part.filter(|p| p.len() == 2).and_then(|p| p.parse::<u32>().ok());
    let (year, month, day) = (two(parts.next())?, two(parts.next())?, two(parts.next())?);
    let fits = parts.next().is_none() && (1..=12).contains(&month) && (1..=31).contains(&day);
    let century = if year >= 90 { "19" } else { "20" };
    (fits && (year >= 90 || year <= 39)).then(|| dates::parse_date(&format!("{century}{text}")))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posts_of_boards() {
        let found = sent("发信人： 水车工 日期： 98/11/03 22:14").unwrap();
        assert_eq!(found[0].1, "水车工");
        assert_eq!(found[1].1, "1998-11-03T22:14:00");
        assert_eq!(short_year("20-03-18 11:02").as_deref(), Some("2020-03-18T11:02:00"));
        assert_eq!(short_year("20-30-18"), None);
        assert_eq!(sent("发信人很多，日期不明"), None);
    }
}
