//! Who wrote on a platform of accounts, a weblog or a board, in the forms in which its system prints that:
//! `水车工 发表于2009年11月30日 22:08 阅读(27)`, `来自: 水车工(慢慢转) 2013-09-17 11:40`, `posted @ 2013-08-06 15:32 水车工 阅读(20)`.

use super::super::layout::Layout;
use super::super::people::{self, names};
use super::imprints::{Found, is_bar, whole_date};
use super::{boards, feet, nicknames, stamps, systems};
use crate::chars;
use crate::document::{Block, Document, Kind};
use crate::meta::MetaKey;
use crate::phrases::{Class, Scan, Words, simplify};

/// Bytes of the longest such line, and lines at either end of a page among which it stands.
const LONGEST: usize = 200;
const HEAD: usize = 20;
const FOOT: usize = 60;

/// Characters of the longest name of an account.
pub(super) const NAME: usize = 20;

/// Puts what such lines above the text say in the place of what other rules read in them. What lines below it say that are cut
/// already is given back.
pub(in super::super) fn join(
    doc: &Document,
    layout: &Layout<'_>,
    lines: &mut Vec<(usize, Found)>,
    titled: bool,
) -> Found {
    if doc.format == "html" || layout.first >= layout.blocks.len() {
        return Found::new();
    }
    let weblog = layout.blocks.iter().take(3).any(|b| {
        let text = chars::trim(b.text());
        text.len() <= LONGEST / 2 && ["的博客", "的BLOG", "的Blog"].iter().any(|end| text.ends_with(end))
    });
    for n in 0..layout.first.min(HEAD) {
        let block = layout.blocks[n];
        if !matches!(block.kind(), Kind::Paragraph | Kind::ListItem) || block.text().len() > LONGEST {
            continue;
        }
        if let Some(found) = line(doc, layout, n, weblog) {
            put(lines, n, found);
        }
    }
    boards::join(layout, lines);
    nicknames::join(doc, layout, lines, titled);
    let said = |lines: &[(usize, Found)], key: MetaKey| {
        doc.meta().get(key).is_some() || lines.iter().any(|(_, found)| found.iter().any(|(other, _)| *other == key))
    };
    let mut more = Found::new();
    let below = doc.all_blocks().rev().take(FOOT).filter(|b| b.text().len() <= 2 * LONGEST);
    for (block, found) in below.filter_map(|b| Some((b, feet::foot(chars::trim(b.text()))?))) {
        let at = layout.blocks.iter().rposition(|b| b.id() == block.id()).filter(|n| *n >= layout.last);
        let known = |key: MetaKey| said(lines, key) || more.iter().any(|(other, _)| *other == key);
        let news: Found = found.into_iter().filter(|(key, _)| !known(*key)).collect();
        match at {
            Some(n) if !news.is_empty() || !lines.iter().any(|(m, _)| *m == n) => put(lines, n, news),
            Some(_) => {}
            None => more.extend(news),
        }
    }
    more
}

/// Sets what line `n` says.
pub(super) fn put(lines: &mut Vec<(usize, Found)>, n: usize, found: Found) {
    match lines.iter_mut().find(|(m, _)| *m == n) {
        Some((_, old)) => *old = found,
        None => {
            lines.push((n, found));
            lines.sort_by_key(|(n, _)| *n);
        }
    }
}

fn line(doc: &Document, layout: &Layout<'_>, n: usize, weblog: bool) -> Option<Found> {
    let text = chars::trim(layout.blocks[n].text());
    if let Some(name) = text.strip_prefix('由').and_then(|rest| rest.split_once("发表在").or(rest.split_once("發表在")))
    {
        return account(name.0).map(|name| vec![(MetaKey::Author, name)]);
    }
    if let Some(found) = of_issue(text).or_else(|| systems::unnumbered(text)).or_else(|| at_house(doc, text)) {
        return Some(found);
    }
    if !chars::any_byte(text, |b| b.is_ascii_digit()) {
        return None;
    }
    reviewed(text)
        .or_else(|| filed_under(text))
        .or_else(|| marked(text))
        .or_else(|| in_forum(text))
        .or_else(|| systems::read(text))
        .or_else(|| systems::titled(text, weblog))
        .or_else(|| in_group(text))
        .or_else(|| put_up(text))
        .or_else(|| in_library(text))
        .or_else(|| reported(layout, text))
        .or_else(|| pointed(text))
        .or_else(|| told(text))
        .or_else(|| written_for(text))
        .or_else(|| named_behind(text))
}

/// The name of an account, as a whole: one word without the marks of a sentence.
pub(super) fn account(text: &str) -> Option<String> {
    let name = chars::trim(text).trim_end_matches([':', '：', ',', '，', '|', '丨', '©']).trim_end();
    let count = name.chars().count();
    let plain = |c: char| c.is_alphanumeric() || "_-.·•~@".contains(c);
    let page = || Scan::of(name).coverage(&[Class::Nav, Class::Share, Class::Button, Class::Date, Class::Drop]) >= 0.5;
    ((2..=NAME).contains(&count)
        && name.chars().all(plain)
        && name.chars().any(char::is_alphabetic)
        && !Words::NoName.has(&simplify(name).to_lowercase())
        && !page())
    .then(|| name.to_owned())
}

/// Who an account is: a medium publishes, anybody else writes.
pub(super) fn entry(name: String) -> (MetaKey, String) {
    let key = if people::is_medium(&name) { MetaKey::Publisher } else { MetaKey::Author };
    (key, name)
}

/// A date at the end of a line, with its time, and what stands before it.
pub(super) fn end_date(text: &str) -> Option<(&str, String)> {
    let spaces = text.char_indices().rev().filter(|(_, c)| c.is_whitespace()).take(3);
    spaces.filter_map(|(at, _)| Some((text[..at].trim_end(), whole_date(text[at..].trim())?))).last()
}

/// `水车工 评论 水车停了 2016-04-17 13:20:55`: who reviewed what, and when.
fn reviewed(text: &str) -> Option<Found> {
    let (name, rest) = text.split_once(" 评论 ").or_else(|| text.split_once(" 評論 "))?;
    let (work, date) = end_date(rest).or_else(|| whole_date(rest.trim()).map(|date| (" ", date)))?;
    (!work.is_empty()).then_some(())?;
    Some(vec![(MetaKey::Author, account(name)?), (MetaKey::Date, date)])
}

/// `来自: 水车工(慢慢转) 2013-09-17 11:40:22`: a member of a group, with their motto.
fn in_group(text: &str) -> Option<Found> {
    let rest = text.strip_prefix("来自").or_else(|| text.strip_prefix("來自"))?.strip_prefix([':', '：'])?;
    let (who, date) = end_date(rest)?;
    let (name, _) = who.strip_suffix([')', '）'])?.split_once(['(', '（'])?;
    Some(vec![(MetaKey::Author, account(name)?), (MetaKey::Date, date)])
}

/// `水车工 发表于2009年11月30日 22:08 阅读(27) 评论(3)`, `作者：水车工 发表于 2009-8-2 16:08:51 人气：98 回复：11`
fn put_up(text: &str) -> Option<Found> {
    const WORDS: [&str; 7] = ["发表于", "發表於", "发布于", "發佈於", "發布於", "上传于", " 于 "];
    let (at, word) = WORDS.iter().find_map(|word| Some((text.find(word)?, *word))).filter(|(at, _)| *at > 0)?;
    // `原创 水车工 最后发布于2019-03-02 10:11:22 阅读数 12`
    let before = text[..at].trim_end_matches("最后").trim();
    let before = before.strip_prefix("由 ").unwrap_or(before);
    let before = ["原创 ", "原創 ", "转载 "].iter().find_map(|word| before.strip_prefix(word)).unwrap_or(before);
    let before = before.strip_prefix("作者").map_or(before, |rest| rest.trim_start_matches([':', '：']));
    let rest = text[at + word.len()..].trim_start_matches([':', '：', ' ', '\u{3000}']);
    let (date, len) = stamps::date_at(rest)?;
    // `水车工 于 2019-03-02 10:11:22 发布 12 收藏 1`
    let behind = rest[len..].trim_start();
    let behind = if word == " 于 " { behind.strip_prefix("发布")? } else { behind };
    // Without counters other rules read it.
    let client = behind.ends_with('版') && behind.chars().count() <= 12;
    // `水车工 发表于 2013-09-17 11:40:22`: nobody but who wrote does that.
    let alone = behind.is_empty();
    let counted = || behind.contains(char::is_alphabetic) && stamps::is_of_page(behind);
    if client || alone || counted() { Some(vec![entry(account(before)?), (MetaKey::Date, date)]) } else { None }
}

/// `2014-11-19 水车工1956 阅 3425 转 211`: who keeps the copy, and how many read it and took it on.
fn in_library(text: &str) -> Option<Found> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let at = words.iter().position(|w| matches!(*w, "阅" | "阅读" | "閱"))?;
    let number = |w: Option<&&str>| w.is_some_and(|w| w.starts_with(|c: char| c.is_ascii_digit()));
    let turned = words.get(at + 2).is_some_and(|w| matches!(*w, "转" | "轉" | "转藏"));
    let [day, name] = words.get(..at)? else { return None };
    let fits = number(words.get(at + 1)) && turned && number(words.get(at + 3));
    Some(vec![(MetaKey::Author, account(name).filter(|_| fits)?), (MetaKey::Date, whole_date(day)?)])
}

/// `2019-09-05 08:14:22 来源: 水车工 江苏 举报`: an account, with the button to report it.
fn reported(layout: &Layout<'_>, text: &str) -> Option<Found> {
    let bare = text.strip_suffix("举报").or_else(|| text.strip_suffix("舉報"))?.trim_end();
    let (day, name) = bare.split_once("来源").or_else(|| bare.split_once("來源"))?;
    let name = name.trim_start_matches([':', '：', ' ', '\u{3000}']);
    let name = match name.rsplit_once(char::is_whitespace) {
        Some((name, place)) if Words::Place.has(&simplify(place)) => name.trim_end(),
        _ => name,
    };
    let name = entry(account(name)?);
    let site = layout.blocks.iter().take(HEAD).find(|b| b.text().contains("网易号")).map(|_| "网易号".to_owned());
    let site = site.filter(|_| name.0 == MetaKey::Author).map(|site| (MetaKey::Publisher, site));
    Some([name].into_iter().chain(site).chain([(MetaKey::Date, whole_date(chars::trim(day))?)]).collect())
}

/// `发表于 2017-09-21 | 分类于 水车 | 阅读次数`: a program for weblogs says where it put a post.
fn filed_under(text: &str) -> Option<Found> {
    let rest = ["发表于", "發表於", "Posted on", "发布于"].iter().find_map(|word| text.strip_prefix(word))?;
    let mut pieces = rest.split(is_bar).map(str::trim);
    let date = whole_date(pieces.next()?.trim_start_matches([':', '：', ' ']))?;
    let part = pieces.find_map(|piece| {
        ["分类于", "分類於", "In "]
            .iter()
            .find_map(|word| piece.strip_prefix(word))
            .map(|part| part.trim_start_matches([':', '：', ' ']))
    })?;
    let parts = part.split([',', '，', '、']).map(str::trim).filter(|part| !part.is_empty());
    Some([(MetaKey::Date, date)].into_iter().chain(parts.map(|part| (MetaKey::Category, part.to_owned()))).collect())
}

/// `[原创 2010-02-03 07:30:02]`: the day, and that nobody else wrote it.
fn marked(text: &str) -> Option<Found> {
    let inner = text.strip_prefix(['[', '【'])?.strip_suffix([']', '】'])?;
    let day = ["原创", "原創", "转载", "轉載", "转贴"].iter().find_map(|word| inner.strip_prefix(word))?;
    Some(vec![(MetaKey::Date, whole_date(day.trim())?)])
}

/// `来源: 水车工 于 2009-08-02 16:08:51 [档案] [博客] [旧帖]`, `[ 水车工 ] 于2005-08-03 10:12:33 上贴`: a post of an old forum.
fn in_forum(text: &str) -> Option<Found> {
    let (name, rest) = match text.strip_prefix("来源").or_else(|| text.strip_prefix("來源")) {
        Some(rest) => {
            let (name, rest) = rest.trim_start_matches([':', '：', ' ']).split_once(" 于 ")?;
            let buttons = ["[档案]", "[旧帖]", "[给我悄悄话]", "[博客]"].iter().any(|word| rest.contains(word));
            buttons.then_some((name, rest))?
        }
        None => {
            let (name, rest) = text.strip_prefix('[')?.split_once(']')?;
            let rest = rest.trim_start().strip_prefix('于')?;
            ["上贴", "发表", "发贴"].iter().any(|word| rest.contains(word)).then_some((name, rest))?
        }
    };
    let (date, _) = stamps::date_at(rest.trim_start())?;
    Some(vec![(MetaKey::Author, account(name)?), (MetaKey::Date, date)])
}

/// `石桥通讯 第324期 二零零八年十月四日`, `本文来源于《石桥》杂志 2009年第3期 出版日期2009年02月02日`: the day of an issue.
fn of_issue(text: &str) -> Option<Found> {
    if text.len() > LONGEST / 2 || !text.contains('期') {
        return None;
    }
    let (before, day) = match text.split_once("出版日期") {
        Some((before, day)) => (before, day.trim_start_matches([':', '：', ' '])),
        None => {
            let (before, day) = text.split_at(text.find('期')? + '期'.len_utf8());
            (before.contains('第') && !before.contains([':', '：'])).then_some((before, day))?
        }
    };
    let parts = |c: char| c.is_whitespace() || "．.·,，／/|｜".contains(c);
    let date = whole_date(day.trim_matches(parts))?;
    let quoted = before.split_once('《').and_then(|(_, rest)| rest.split_once('》')).map(|(name, _)| name);
    let name = quoted.unwrap_or_else(|| before.split('第').next().unwrap_or_default().trim_matches(parts));
    let house = (quoted.is_some() || people::is_medium(name)).then(|| (MetaKey::Publisher, name.to_owned()));
    Some(house.into_iter().chain([(MetaKey::Date, date)]).collect())
}

/// `2019-03-02 10:11 来源: 慢慢转`, `来源: 慢慢转`, `慢慢转 2019-03-02 10:11`, on a page of a house where anybody has an account.
fn at_house(doc: &Document, text: &str) -> Option<Found> {
    if let Some((day, name)) = text.split_once("来源") {
        let house = || doc.all_blocks().rev().take(FOOT).any(|b| b.text().contains("返回搜狐"));
        let name = account(name.trim_start_matches([':', '：', ' ', '\u{3000}']))?;
        let date = whole_date(chars::trim(day));
        let whole = (day.trim().is_empty() || date.is_some()) && house();
        return whole.then(|| [entry(name)].into_iter().chain(date.map(|date| (MetaKey::Date, date))).collect());
    }
    let (name, date) = end_date(text).filter(|(name, date)| date.contains('T') && !name.contains(' '))?;
    let name = account(name).filter(|_| nicknames::is_platform(doc))?;
    Some(vec![entry(name), (MetaKey::Date, date)])
}

/// `陈河 · 2020-09-16`, `2021-03-04 10:22·水车工`: a name, a point and the day, or the day first.
fn pointed(text: &str) -> Option<Found> {
    let (name, day) = text.split_once(['·', '•', '・'])?;
    if let Some(date) = whole_date(name.trim()).filter(|date| date.contains('T') && !day.contains(['·', '•', '・']))
    {
        return Some(vec![entry(account(day)?), (MetaKey::Date, date)]);
    }
    let name = name.trim();
    // A time of day is of who wrote, no part of a site.
    if let Some(date) = whole_date(day.trim()).filter(|date| date.contains('T'))
        && let Some(name) = account(name).filter(|name| name.chars().count() >= 3 && name.contains(chars::is_cjk))
    {
        return Some(vec![entry(name), (MetaKey::Date, date)]);
    }
    let is_one = |name: &str| {
        (2..=4).contains(&name.chars().count()) && names::split(name).is_some_and(|names| names.len() == 1)
    };
    if let Some(date) = whole_date(name).filter(|_| is_one(day.trim())) {
        return Some(vec![(MetaKey::Author, day.trim().to_owned()), (MetaKey::Date, date)]);
    }
    let one = is_one(name);
    let date = whole_date(day.trim()).filter(|_| one && !people::is_medium(name))?;
    Some(vec![(MetaKey::Author, name.to_owned()), (MetaKey::Date, date)])
}

/// `（河口站 记者 Sam 报导） 2015-08-05 11:20:44`, `本报2015年6月23日石桥讯，陈小河报导`: who reports, beside the day.
fn told(text: &str) -> Option<Found> {
    let reporter = |text: &str| {
        let name = ["報導", "报导", "報道", "报道"].iter().find_map(|word| text.trim().strip_suffix(word))?.trim();
        // `陈小河台北`
        let ends = name.char_indices().map(|(at, _)| at).skip(2).take(3);
        let mut places = ends.filter(|at| Words::Place.has(&simplify(&name[*at..])));
        account(places.next().map_or(name, |at| &name[..at]))
    };
    // `【石桥报2012年08月13日讯】（石桥报记者陈小河台北报导）`
    if let Some((head, rest)) = text.strip_prefix('【').and_then(|t| t.split_once('】'))
        && let Some(inside) = rest.strip_prefix(['（', '(']).and_then(|t| t.strip_suffix(['）', ')']))
    {
        let at = head.find(|c: char| c.is_ascii_digit())?;
        let (_, name) = inside.split_once("記者").or_else(|| inside.split_once("记者"))?;
        let (date, _) = stamps::date_at(&head[at..])?;
        return Some(vec![(MetaKey::Author, reporter(name)?), (MetaKey::Date, date)]);
    }
    if text.starts_with(['（', '(']) {
        let (inside, day) = text[text.chars().next()?.len_utf8()..].split_once(['）', ')'])?;
        let (_, name) = inside.split_once("記者").or_else(|| inside.split_once("记者"))?;
        return Some(vec![(MetaKey::Author, reporter(name)?), (MetaKey::Date, whole_date(day.trim())?)]);
    }
    let rest = text.strip_prefix("本報").or_else(|| text.strip_prefix("本报"))?;
    let (date, len) = stamps::date_at(rest)?;
    let (place, name) = rest[len..].split_once(['，', ','])?;
    let short = place.ends_with(['訊', '讯', '電', '电']) && place.chars().count() <= 8;
    Some(vec![(MetaKey::Author, reporter(name).filter(|_| short)?), (MetaKey::Date, date)])
}

/// `更新于2015年4月29日 06:12 为石桥中文网撰稿 陈小河`, `2015年4月29日 06:12 英国《石桥时报》 约翰•米勒`: the day, for which paper, and who.
fn written_for(text: &str) -> Option<Found> {
    let scan = Scan::of(text);
    let from = scan.begins(Class::Date).map_or(0, |hit| hit.range.end);
    let rest = text[from..].trim_start_matches([':', '：', ' ']);
    let (date, len) = stamps::date_at(rest).filter(|_| rest.starts_with(|c: char| c.is_ascii_digit()))?;
    let behind = rest[len..].trim_start();
    let name = match behind.strip_prefix(['为', '為']) {
        Some(behind) => behind.split_once("撰稿")?.1,
        None => {
            let (nation, paper) = behind.split_once('《').filter(|(nation, _)| nation.chars().count() <= 3)?;
            let (paper, name) = paper.split_once('》')?;
            let fits = nation.chars().all(chars::is_han) && name.starts_with(char::is_whitespace);
            (fits && people::is_medium(paper)).then_some(name)?
        }
    };
    Some(vec![(MetaKey::Author, account(name)?), (MetaKey::Date, date)])
}

/// `2016-07-08 作者 陈小河 审核专家`: the key stands behind the day without its colon.
fn named_behind(text: &str) -> Option<Found> {
    let (day, rest) = text.split_once(" 作者 ")?;
    let name = rest.split_whitespace().next()?;
    let one = names::split(name).is_some_and(|names| names.len() == 1);
    let date = whole_date(day.trim()).filter(|_| one && rest.split_whitespace().count() <= 3)?;
    Some(vec![(MetaKey::Author, name.to_owned()), (MetaKey::Date, date)])
}

/// Whether a block is a line of the page that may stand between a name and the text: short, and no sentence.
pub(super) fn is_short(block: &Block, most: usize) -> bool {
    chars::width(block.text()) <= most && !block.text().trim_end().ends_with(['。', '！', '？', '：', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn author(found: Option<Found>) -> Option<String> {
        found?.into_iter().find(|(key, _)| *key == MetaKey::Author).map(|(_, value)| value)
    }

    #[test]
    fn lines_of_platforms() {
        assert_eq!(author(reviewed("水车工 评论 停了的水车 2016-04-17 13:20:55")).as_deref(), Some("水车工"));
        assert_eq!(author(in_group("来自: 水车工(慢慢转) 2013-09-17 11:40:22")).as_deref(), Some("水车工"));
        assert_eq!(
            author(put_up("慢慢转的水车 发表于2009年11月30日 22:08 阅读(27) 评论(3)")).as_deref(),
            Some("慢慢转的水车")
        );
        assert_eq!(author(in_library("2014-11-19 水车工1956 阅 3425 转 211")).as_deref(), Some("水车工1956"));
        assert_eq!(author(pointed("陈河 · 2020-09-16")).as_deref(), Some("陈河"));
        assert_eq!(author(told("【石橋報2012年08月13日訊】（石橋報記者陳小河台北報導）")).as_deref(), Some("陳小河"));
        assert_eq!(author(told("（河口站 記者 Sam 報導） 2015-08-05 11:20:44")).as_deref(), Some("Sam"));
        assert_eq!(author(told("本報2015年6月23日石橋訊，陳小河報導")).as_deref(), Some("陳小河"));
        assert_eq!(author(written_for("更新于2015年4月29日 06:12 为石桥中文网撰稿 陈小河")).as_deref(), Some("陈小河"));
        assert_eq!(author(put_up("水车工 于 2019-03-02 10:11:22 发布 12 收藏 1")).as_deref(), Some("水车工"));
        assert_eq!(author(pointed("2021-03-04 10:22·慢慢转")).as_deref(), Some("慢慢转"));
        assert_eq!(author(in_forum("来源: 水车工 于 2009-08-02 16:08:51 [档案] [旧帖]")).as_deref(), Some("水车工"));
        assert_eq!(author(in_forum("[ 水车工 ] 于2005-08-03 10:12:33 上贴")).as_deref(), Some("水车工"));
        assert_eq!(author(filed_under("发表于 2017-09-21 | 分类于 水车 | 阅读次数")), None);
        assert!(filed_under("发表于 2017-09-21 | 分类于 水车 | 阅读次数").is_some());
        assert_eq!(of_issue("石桥通讯 第324期 二零零八年十月四日").unwrap().last().unwrap().1, "2008-10-04");
        assert_eq!(author(named_behind("2016-07-08 作者 陈小河 审核专家")).as_deref(), Some("陈小河"));
    }

    #[test]
    fn sentences_are_none() {
        for text in ["他 评论 水车停了 很多次", "水车 · 2020年的故事", "本报2015年6月23日的报道，水车停了"]
        {
            assert!(reviewed(text).is_none() && pointed(text).is_none() && told(text).is_none(), "{text}");
        }
    }
}
