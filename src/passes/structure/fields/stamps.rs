//! A date among words of the page: `2009-11-17 08:42 315 查看`, `楼主| 发表于 2002-8-19 22:14:36 | 显示全部楼层`,
//! `2007年03月15日16:38 【字号 】【留言】【打印】【关闭`.

use super::super::people;
use super::imprints::{Found, whole_date};
use crate::chars;
use crate::document::Block;
use crate::meta::MetaKey;
use crate::phrases::{Class, Scan, simplify};

/// Bytes of the longest such line, and of what stands before its date.
const LONGEST: usize = 240;
const BEFORE: usize = 48;

/// Share of the letters beside the date that are words of a page: in the stamps of forums and old portals all but a word or two.
const WORDS: f32 = 0.7;

/// What may stand beside the date.
const BESIDE: &[Class] = &[Class::Nav, Class::Share, Class::Button, Class::Drop, Class::Date];

/// The date of such a line; `None` unless words of the page are all that stands beside it.
pub(in super::super) fn read(text: &str) -> Option<Found> {
    let text = chars::trim(text);
    if text.len() > LONGEST {
        return None;
    }
    let start = text.find(|c: char| c.is_ascii_digit()).filter(|at| *at <= BEFORE)?;
    let (date, len) = date_at(&text[start..])?;
    let (before, after) = (&text[..start], &text[start + len..]);
    let beside = before.chars().chain(after.chars()).any(char::is_alphabetic);
    // `注册时间 2006-08-02` is when somebody joined.
    let counted = Scan::of(before).of_class(&[Class::Drop]).next().is_some();
    (beside && !counted && is_of_page(before) && is_of_page(after)).then(|| vec![(MetaKey::Date, date)])
}

/// `刊登于 2021-03-04`: the key of a date without its colon, the date, and nothing else.
pub(in super::super) fn keyed(block: &Block) -> Option<Found> {
    let text = chars::trim(block.text());
    let key = block.opening().filter(|hit| hit.range.start == 0 && hit.classes.contains(&Class::Date))?;
    // `时间：2021年5月8日` says when something takes place.
    if matches!(&*simplify(&text[key.range.clone()]), "时间" | "日期") {
        return None;
    }
    let rest = text.get(key.range.end..).filter(|_| text.len() <= BEFORE)?;
    let value = rest.trim_start_matches([':', '：', ' ', '\u{3000}']);
    value.starts_with(|c: char| c.is_ascii_digit()).then(|| Some(vec![(MetaKey::Date, whole_date(value)?)]))?
}

/// A value with a date and words of the page behind it: the date, and the value. `孙小波 2005-09-21 00:00:00转载 返回原文`
pub(in super::super) fn behind(value: &str) -> Option<(String, &str)> {
    let start = value.find(|c: char| c.is_ascii_digit()).filter(|at| *at > 0 && value.len() <= LONGEST)?;
    let (date, len) = date_at(&value[start..])?;
    let after = &value[start + len..];
    (after.contains(char::is_alphabetic) && is_of_page(after)).then(|| (date, &value[..start]))
}

/// The longest date that a text begins with, and its length.
pub(super) fn date_at(text: &str) -> Option<(String, usize)> {
    let of_date = |c: char| c.is_ascii_digit() || "年月日号號时時点點分秒:：/-. ".contains(c);
    // `2009-11-17 08:42 315` ends in a number that counts something.
    let run = &text[..text.find(|c| !of_date(c)).unwrap_or(text.len())];
    let ends = run.char_indices().filter(|(_, c)| *c == ' ').map(|(at, _)| at).chain([run.len()]);
    ends.rev().find_map(|at| Some((whole_date(&run[..at])?, at)))
}

/// Whether what stands on one side of the date is words of a page and numbers.
pub(super) fn is_of_page(text: &str) -> bool {
    let words: String = text.chars().map(|c| if c.is_ascii_digit() { ' ' } else { c }).collect();
    !words.contains(char::is_alphabetic) || Scan::of(&words).coverage(BESIDE) >= WORDS
}

/// `date 2026-02-13 我的频道`: what a reader of pages found in their markup, before the first words of the page.
pub(in super::super) fn of_machine(text: &str) -> Option<Found> {
    let rest = chars::trim(text).strip_prefix("date ")?;
    let day = rest.get(..10).filter(|day| day.as_bytes()[4] == b'-' && day.as_bytes()[7] == b'-')?;
    Some(vec![(MetaKey::Date, whole_date(day)?)])
}

/// What a system for newspapers leaves below a text: `2022-10-14 1 1 河口日报 content_118405.html 1 3 水车转起来了 /enpproperty`.
pub(in super::super) fn property(text: &str) -> Option<Found> {
    let inner = text.trim_end_matches(['-', '>', ' ']).strip_suffix("/enpproperty")?;
    let mut words = inner.split_whitespace();
    let mut found = vec![(MetaKey::Date, whole_date(words.next()?)?)];
    let paper = words.find(|word| people::is_medium(word));
    found.extend(paper.map(|name| (MetaKey::Publisher, name.to_owned())));
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_among_words_of_a_page() {
        let date = |text: &str| read(text).map(|found| found[0].1.clone());
        assert_eq!(date("2009-11-17 08:42 315 查看").as_deref(), Some("2009-11-17T08:42:00"));
        assert_eq!(date("楼主| 发表于 2002-8-19 22:14:36 | 显示全部楼层").as_deref(), Some("2002-08-19T22:14:36"));
        assert_eq!(
            date("2007年03月15日16:38 【字号 】【留言】【论坛】【打印】【关闭").as_deref(),
            Some("2007-03-15T16:38:00")
        );
        assert_eq!(date("注册时间 2006-08-02 | 查看"), None);
        assert_eq!(date("2009-11-17 水车停了"), None);
        assert_eq!(date("2009-11-17"), None);
        assert_eq!(date("停了 315 查看"), None);
        assert_eq!(of_machine("date 2026-02-13 我的频道").unwrap()[0].1, "2026-02-13");
        assert_eq!(of_machine("date palms 2026-02-13"), None);
    }
}
