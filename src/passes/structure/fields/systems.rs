//! Lines under titles as single programs for weblogs and forums print them: `2012年8月13日 水车工 发表评论`, `发表于 2012年8月13日 由 水车工`,
//! `作者 水车工 | 2012年8月13日 | 随笔 | 暂无评论`, `水车工 2010-05-03 22:14 #1`.

use super::super::people;
use super::accounts::{account, end_date, entry};
use super::imprints::{Found, is_bar, whole_date};
use super::stamps;
use crate::chars;
use crate::dates;
use crate::meta::MetaKey;

/// What such a line says.
pub(super) fn read(text: &str) -> Option<Found> {
    commented(text)
        .or_else(|| by_behind(text))
        .or_else(|| with_bars(text))
        .or_else(|| numbered(text))
        .or_else(|| followed(text))
        .or_else(|| counted(text))
        .or_else(|| by_between(text))
        .or_else(|| signed_day(text))
}

/// `2012年5月28日 by 水车工 | Filed under 随笔`, `水车工 2012年5月28日 随笔 12 条评论`
fn by_between(text: &str) -> Option<Found> {
    if let Some((day, rest)) = text.split_once(" by ") {
        let name = rest.split(is_bar).next().and_then(account).filter(|name| name.contains(chars::is_cjk))?;
        return whole_date(day.trim()).map(|date| both(name, date));
    }
    // `由 水车工 » 周六 3月 02, 2019 10:11 pm`, `By 陈小河 on 2019-03-02`, `作者 river 於 2019-03-02 10:11`
    if let Some((name, day)) = text.strip_prefix("由 ").and_then(|rest| rest.split_once(" » ")) {
        return dates::parse_date(day).and_then(|date| account(name).map(|name| both(name, date)));
    }
    if let Some((name, day)) = text.split_once(" on ") {
        let name = account(name.trim_start_matches("By ")).filter(|name| name.contains(chars::is_cjk))?;
        return whole_date(day.trim()).map(|date| both(name, date));
    }
    if let Some(rest) = text.strip_prefix("作者 ") {
        let (name, rest) = rest.split_once(' ')?;
        let (date, len) = stamps::date_at(rest.trim_start_matches(['于', '於', ' ']))?;
        let behind = &rest.trim_start_matches(['于', '於', ' '])[len..];
        let whole = !behind.contains(char::is_alphabetic) || stamps::is_of_page(behind);
        return account(name).filter(|_| whole).map(|name| both(name, date));
    }
    let (name, rest) = text.split_once(' ')?;
    let (date, len) = stamps::date_at(rest)?;
    let said =
        rest[len..].ends_with("条评论") || rest[len..].ends_with("没有评论") || rest[len..].ends_with("暂无评论");
    account(name).filter(|_| said && chars::width(&rest[len..]) <= 30).map(|name| both(name, date))
}

/// `文:陈小河 摄影:李敏 2012/05/28`, `陈小河 报道 2012年5月28日`: a byline with the day behind it.
fn signed_day(text: &str) -> Option<Found> {
    let (line, date) = end_date(text)?;
    let begins = ["文:", "文：", "文/", "撰文:", "撰文：", "撰文/"].iter().any(|word| line.starts_with(word));
    let ends = ["报道", "報道", "报导", "報導"].iter().any(|word| line.ends_with(word)) && line.contains(' ');
    let people = if begins || ends { people::with_role(line)? } else { return None };
    if people.authors.is_empty() {
        return None;
    }
    let authors = people.authors.into_iter().map(|name| (MetaKey::Author, name));
    Some(authors.chain([(MetaKey::Date, date)]).collect())
}

/// The same of a line that may have no number in it.
pub(super) fn unnumbered(text: &str) -> Option<Found> {
    submitted(text).or_else(|| column(text)).or_else(|| taken_from(text)).or_else(|| by_name(text))
}

/// `by 水车工`
fn by_name(text: &str) -> Option<Found> {
    let name = text.strip_prefix("by ").or_else(|| text.strip_prefix("By "))?.trim();
    account(name).filter(|name| name.contains(chars::is_cjk)).map(|name| vec![(MetaKey::Author, name)])
}

/// `以上文章来源于石桥读书会 ，作者陈小河`: an account that took the text from another.
fn taken_from(text: &str) -> Option<Found> {
    let rest = text.strip_prefix("以上文章来源于").or_else(|| text.strip_prefix("以下文章来源于"))?;
    let (account_of, name) = rest.split_once("作者").unwrap_or((rest, ""));
    let house = account(account_of.trim_matches([' ', '，', ',']))?;
    let author = account(name.trim()).map(|name| (MetaKey::Author, name));
    Some([(MetaKey::Publisher, house)].into_iter().chain(author).collect())
}

fn both(name: String, date: String) -> Found {
    vec![entry(name), (MetaKey::Date, date)]
}

/// `2012年8月13日 水车工 发表评论 阅读评论`
fn commented(text: &str) -> Option<Found> {
    if !text.starts_with(|c: char| c.is_ascii_digit()) || !text.contains("评论") {
        return None;
    }
    let (date, len) = stamps::date_at(text)?;
    let (name, rest) = text[len..].trim_start().split_once(' ')?;
    let counted = || rest.starts_with("阅读(") && rest.contains("评论(");
    let said = ["发表评论", "没有评论", "暂无评论", "条评论"].iter().any(|word| rest.contains(word)) || counted();
    (said && chars::width(rest) <= 30).then(|| account(name).map(|name| both(name, date)))?
}

/// `发表于 2012年8月13日 由 水车工`
fn by_behind(text: &str) -> Option<Found> {
    let rest = ["发表于", "發表於", "发布于", "Posted on"].iter().find_map(|word| text.strip_prefix(word))?;
    let (day, name) = rest.split_once(" 由 ")?;
    let date = whole_date(day.trim_start_matches([':', '：', ' ']))?;
    account(name).map(|name| both(name, date))
}

/// `作者 水车工 | 2012年8月13日 | 随笔 | 暂无评论`, `水车工 | 楼主 | 发表于 2010-5-3 22:14`
fn with_bars(text: &str) -> Option<Found> {
    let mut pieces = text.split(is_bar).map(str::trim);
    let first = pieces.next()?;
    let name = first.strip_prefix("作者").map(|name| name.trim_start_matches([':', '：', ' ']));
    let rest: Vec<&str> = pieces.filter(|p| !p.is_empty()).collect();
    let thread = rest.first().is_some_and(|p| matches!(*p, "楼主" | "樓主"));
    let counted = || rest.iter().any(|p| p.ends_with("次阅读") || p.ends_with("条评论"));
    if !(1..=5).contains(&rest.len()) || name.is_none() && !thread && !counted() {
        return None;
    }
    let day = |p: &&str| whole_date(p.trim_start_matches("发表于").trim_start_matches("發表於").trim());
    let date = rest.iter().find_map(day)?;
    account(name.unwrap_or(first)).map(|name| both(name, date))
}

/// `水车工 2010-05-03 22:14 #1`, `水车工 楼主 2010-05-03 22:14`: a post of a thread.
fn numbered(text: &str) -> Option<Found> {
    // `#1 水车工 2010-05-03 22:14`, `1楼 水车工 发表于：2010-05-03 22:14`, `楼主 水车工 发表于 2010-5-3 22:14`
    let floor = |word: &str| {
        let number = word.strip_prefix('#').or_else(|| word.strip_suffix('楼')).or_else(|| word.strip_suffix('樓'))?;
        (number.len() <= 4 && number.bytes().all(|b| b.is_ascii_digit()) && !number.is_empty()).then_some(())
    };
    if let Some((_, rest)) = text.split_once(' ').filter(|(w, _)| matches!(*w, "楼主" | "樓主") || floor(w).is_some())
    {
        let (name, day) = rest.split_once(' ')?;
        let day = ["发表于", "發表於"].iter().find_map(|word| day.strip_prefix(word)).unwrap_or(day);
        let date = whole_date(day.trim_start_matches([':', '：', ' '])).filter(|date| date.contains('T'))?;
        return account(name).map(|name| both(name, date));
    }
    let (line, told) = match text.rsplit_once(" #") {
        Some((line, number)) if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) => (line, true),
        _ => (text, false),
    };
    let (name, date) = end_date(line).filter(|(_, date)| date.contains('T'))?;
    let thread = name.strip_suffix("楼主").or_else(|| name.strip_suffix("樓主")).filter(|n| n.ends_with(' '));
    (told || thread.is_some()).then(|| account(thread.unwrap_or(name)).map(|name| both(name, date)))?
}

/// `水车工关注0人评论1234人阅读2019-03-02 10:11:22`
fn followed(text: &str) -> Option<Found> {
    let (name, rest) = text.split_once("关注")?;
    let (count, rest) = rest.split_once("人评论")?;
    let (_, day) = rest.split_once("人阅读")?;
    let number = count.trim().bytes().all(|b| b.is_ascii_digit());
    let date = whole_date(day.trim()).filter(|_| number)?;
    account(name).map(|name| both(name, date))
}

/// `文章提交者：水车工 加帖在 猫眼看人 【河口网络】`
fn submitted(text: &str) -> Option<Found> {
    let rest = text.strip_prefix("文章提交者")?.trim_start_matches([':', '：', ' ']);
    let (name, _) = rest.split_once(" 加帖在")?;
    account(name).map(|name| vec![(MetaKey::Author, name)])
}

/// `已有 1234 次阅读 2012-05-03 10:22 |个人分类:观点|系统分类:笔记`
fn counted(text: &str) -> Option<Found> {
    let (count, rest) = text.strip_prefix("已有")?.split_once("次阅读")?;
    let number = count.trim().bytes().all(|b| b.is_ascii_digit());
    let (date, _) = stamps::date_at(rest.trim_start()).filter(|_| number)?;
    Some(vec![(MetaKey::Date, date)])
}

/// `来自水车工的雪球专栏`
fn column(text: &str) -> Option<Found> {
    let name = text.strip_prefix("来自")?.strip_suffix("的雪球专栏")?;
    account(name).map(|name| vec![(MetaKey::Author, name)])
}

/// `水车停了 (2009-05-03 22:14:33)[编辑][删除]`, `2009-05-03 | 水车停了`: a title with its day; the date of the second form only tells one
/// on a weblog.
pub(super) fn titled(text: &str, weblog: bool) -> Option<Found> {
    let bare = text.trim_end_matches("[编辑][删除]").trim_end();
    if let Some((title, day)) = bare.strip_suffix([')', '）']).and_then(|t| t.rsplit_once(['(', '（']))
        && chars::width(title) >= TITLE
        && title.contains(chars::is_cjk)
        && let Some(date) = whole_date(day).filter(|date| date.contains('T') && day.matches(':').count() == 2)
    {
        return Some(vec![(MetaKey::Title, title.trim().to_owned()), (MetaKey::Date, date)]);
    }
    let (day, title) = text.split_once(is_bar).filter(|_| weblog)?;
    let title = title.trim();
    let date = whole_date(day.trim()).filter(|_| chars::width(title) >= TITLE && !title.contains(is_bar))?;
    Some(vec![(MetaKey::Title, title.to_owned()), (MetaKey::Date, date)])
}

/// Least width of a title.
const TITLE: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_programs() {
        for text in [
            "2012年8月13日 水车工 发表评论 阅读评论",
            "发表于 2012年8月13日 由 水车工",
            "作者 水车工 | 2012年8月13日 | 随笔 | 暂无评论",
            "水车工 | 楼主 | 发表于 2012-8-13 22:14",
            "水车工 2012-08-13 22:14 #1",
            "#1 水车工 2012-08-13 22:14",
            "1楼 水车工 发表于：2012-08-13 22:14",
            "由 水车工 » 周六 8月 13, 2012 10:11 pm",
            "By 水车工 on 2012-08-13",
            "作者 水车工 於 2012-08-13 10:11",
            "水车工 楼主 2012-08-13 22:14",
            "2012年8月13日 by 水车工 | Filed under 随笔",
            "水车工 2012年8月13日 随笔 12 条评论",
            "2012-08-13 水车工 阅读(12) 评论(3)",
            "水车工 | 2012年08月13日 | 12次阅读",
            "水车工关注0人评论1234人阅读2012-08-13 10:11:22",
        ] {
            let found = read(text).unwrap();
            assert_eq!(found[0], (MetaKey::Author, "水车工".to_owned()), "{text}");
            assert!(found[1].1.starts_with("2012-08-13"), "{text}");
        }
        let found = unnumbered("以上文章来源于石桥读书会 ，作者陈小河").unwrap();
        assert_eq!((found[0].1.as_str(), found[1].1.as_str()), ("石桥读书会", "陈小河"));
        assert_eq!(read("已有 1234 次阅读 2012-05-03 10:22 |个人分类:观点").unwrap()[0].1, "2012-05-03T10:22:00");
        for text in ["2012年8月13日 水车停了", "水车工 2012-08-13 22:14", "关注水车的人评论说水车停了"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn titles_with_days() {
        let found = titled("石桥的水车停了 (2009-05-03 22:14:33)[编辑][删除]", false).unwrap();
        assert_eq!(found[0].1, "石桥的水车停了");
        assert!(titled("2009-05-03 | 石桥的水车停了", true).is_some());
        assert!(titled("2009-05-03 | 石桥的水车停了", false).is_none());
        assert!(titled("石桥的水车停了 (2009-05-03)", false).is_none());
    }
}
