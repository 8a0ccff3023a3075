//! Names of accounts alone in a line, which no list of names has: told by the button to follow them, by the form of the day
//! below, or by the page that says them again below the text.

use super::super::layout::Layout;
use super::super::people::{self, names};
use super::accounts::{account, entry, is_short, put};
use super::imprints::{Found, whole_date};
use super::{boards, stamps};
use crate::chars;
use crate::dates;
use crate::document::{Block, Document, Kind};
use crate::meta::MetaKey;
use crate::phrases::{Class, Words, simplify};

/// Lines above the text among which the name stands, and lines below it in which it is said again.
const HEAD: usize = 20;
const FOOT: usize = 40;

/// Greatest width of a name, of what somebody says of themselves, and least width of a title.
const NAME: usize = 28;
const BIO: usize = 60;
const TITLE: usize = 8;

/// Buttons to follow somebody.
const FOLLOW: [&str; 16] = [
    "关注", "+关注", "+ 关注", "已关注", "加关注", "关注他", "关注她", "关注作者", "追蹤", "追踪", "關注", "訂閱", "追蹤作者",
    "Follow", "Following", "Subscribe",
];

/// Reads such a name and the lines around it into `lines`.
pub(super) fn join(doc: &Document, layout: &Layout<'_>, lines: &mut Vec<(usize, Found)>) {
    let known = |found: &Found| found.iter().any(|(key, _)| *key == MetaKey::Author);
    if doc.meta().get(MetaKey::Author).is_some() || lines.iter().any(|(_, found)| known(found)) {
        return;
    }
    for n in 1..layout.first.min(HEAD) {
        // `作者 阿瑞` over the day.
        let text = chars::trim(layout.blocks[n].text());
        let dated = |m: usize| lines.iter().any(|(at, found)| *at == m && found.iter().any(|f| f.0 == MetaKey::Date));
        if let Some(name) = text.strip_prefix("作者 ").and_then(account).filter(|_| dated(n + 1) || dated(n - 1)) {
            put(lines, n, vec![entry(name)]);
            return;
        }
        if let Some(rest) = found(doc, layout, n, lines) {
            let name = chars::trim(layout.blocks[n].text()).to_owned();
            put(lines, n, vec![entry(name)]);
            rest.into_iter().for_each(|(m, found)| put(lines, m, found));
            return;
        }
    }
}

/// The lines around the name in line `n`, and what they say; `None` if nothing tells that it is one.
fn found(doc: &Document, layout: &Layout<'_>, n: usize, lines: &[(usize, Found)]) -> Option<Vec<(usize, Found)>> {
    let block = layout.blocks[n];
    let text = chars::trim(block.text());
    if !matches!(block.kind(), Kind::Paragraph | Kind::Heading(_)) || chars::width(text) > NAME || !is_name(text) {
        return None;
    }
    let listed = |m: usize| lines.iter().any(|(at, _)| *at == m);
    let above = layout.blocks[n - 1];
    let line = |m: usize| layout.blocks.get(m).filter(|_| m < layout.first).map_or("", |b| chars::trim(b.text()));
    let dated = |m: usize| {
        m < layout.first
            && lines.iter().any(|(at, found)| *at == m && found.iter().any(|(key, _)| *key == MetaKey::Date))
    };
    // `水车工`, `1234 文章 56万 总阅读`: beside a text that may stand below.
    if line(n + 1).ends_with("总阅读") && line(n + 1).contains("文章") {
        let button = line(n + 2).starts_with("查看TA的文章").then_some(n + 2);
        return Some([n + 1].into_iter().chain(button).map(|m| (m, Found::new())).collect());
    }
    let titled = chars::width(above.text()) >= TITLE && !is_of_page(above) && !listed(n - 1)
        || n > 1 && dated(n - 1)
        || doc.meta().get(MetaKey::Title).is_some();
    if !titled || listed(n) {
        return None;
    }
    // `发布时间：20-03-18 11:02 爱看水车的人`
    if let Some(date) = stamp(line(n + 1)) {
        let found: Found = date.into_iter().map(|date| (MetaKey::Date, date)).collect();
        return Some(vec![(n + 1, found)]);
    }
    let follow = (n + 1..=n + 2).find(|m| FOLLOW.contains(&line(*m)));
    let bio = |m: usize| m == n + 1 || is_short(layout.blocks[n + 1], BIO);
    if let Some(at) = follow.filter(|at| bio(*at))
        && (dated(n + 1) || dated(n - 1) || dated(at + 1) || is_count(line(at + 1)) || at + 1 == layout.first || is_again(doc, layout, text))
    {
        let counted = (is_count(line(at + 1)) && !dated(at + 1)).then_some(at + 1);
        let around = (n + 1..=at).filter(|m| !dated(*m)).chain(counted);
        return Some(around.map(|m| (m, Found::new())).collect());
    }
    // On a platform whoever stands between the title and the day, or over the text, has an account.
    if (dated(n + 1) || n + 1 == layout.first) && is_platform(doc) {
        return Some(Vec::new());
    }
    // A name that the page says again below, or leads to in its path.
    let one = (2..=4).contains(&text.chars().count()) && names::split(text).is_some_and(|names| names.len() == 1);
    let ends = dated(n + 1) || n + 1 == layout.first;
    let sure = |n: usize| dated(n + 1) && people::bare(text, true).is_some();
    (one && ends && !is_house(text) && (sure(n) || is_again(doc, layout, text) || is_step(layout, n, text)))
        .then(Vec::new)
}

/// Whether the first or last lines of a page name a platform on which anybody may write.
fn is_platform(doc: &Document) -> bool {
    const PLATFORMS: [&str; 17] = [
        "豆瓣", "简书", "知乎", "搜狐号", "头条号", "百家号", "网易号", "企鹅号", "大鱼号", "一点号", "雪球", "美篇", "LOFTER",
        "下厨房", "方格子", "掘金", "人人网",
    ];
    let named = |b: &Block| b.text().len() <= 3 * BIO && PLATFORMS.iter().any(|word| b.text().contains(word));
    doc.all_blocks().take(4).chain(doc.all_blocks().rev().take(FOOT / 2)).any(named)
}

/// One word, or two or three with capitals, that is none of the page.
fn is_name(text: &str) -> bool {
    let capital = |w: &str| w.starts_with(char::is_uppercase) && w.chars().all(|c| c.is_alphabetic() || ".'-".contains(c));
    let words = text.split(' ').count();
    (account(text).is_some() || (2..=3).contains(&words) && text.split(' ').all(capital))
        && !FOLLOW.contains(&text)
        && whole_date(text).is_none()
}

fn is_house(text: &str) -> bool {
    people::is_medium(text) || Words::Office.ends(&simplify(text))
}

/// A line of a menu, a path or a bar.
fn is_of_page(block: &Block) -> bool {
    let parts = |c: char| matches!(c, '>' | '»' | '›' | '|' | '｜');
    block.text().contains(parts) || block.scan().coverage(&[Class::Nav, Class::Share, Class::Button]) >= 0.5
}

/// `发布时间：20-03-18 11:02 爱看水车的人`, `发布时间：01-17 20:06`: the day in the short forms of systems for accounts; the date, if the
/// year is said.
fn stamp(text: &str) -> Option<Option<String>> {
    // `百家号03-1811:02`
    if let Some(day) = text.strip_prefix("百家号").map(str::trim_start) {
        let digits = day.len() >= 9 && day.ends_with(|c: char| c.is_ascii_digit()) && day.contains(':');
        return (digits && day.chars().all(|c| c.is_ascii_digit() || "-: ".contains(c))).then(|| boards::short_year(day));
    }
    let rest = text.strip_prefix("发布时间").map_or(text, |rest| rest.trim_start_matches([':', '：', ' ']));
    let end = rest.find(|c: char| !(c.is_ascii_digit() || "-: ".contains(c))).unwrap_or(rest.len());
    let (day, behind) = (rest[..end].trim_end(), &rest[end..]);
    let (date, time) = day.split_once(' ')?;
    let clock = time.len() == 5 && time.as_bytes()[2] == b':';
    let short = |text: &str| chars::width(text) <= BIO && !text.contains('。');
    if !clock || !short(behind) {
        return None;
    }
    match date.split('-').map(str::len).collect::<Vec<_>>()[..] {
        [2, 2, 2] => boards::short_year(day).map(Some),
        [2, 2] if behind.trim().is_empty() => Some(None),
        _ => None,
    }
}

/// `1,024 人赞同了该文章`, `字数 1843 阅读 527`, `8 min read`: what a system counts of a text.
fn is_count(text: &str) -> bool {
    let read = || ["字数", "字數", "min read", "阅读时长", "閱讀時間", "阅读时间"].iter().any(|word| text.contains(word));
    let agreed = || ["赞同了该文章", "赞同了该回答", "人赞了文章", "人拍手", "次阅读"].iter().any(|word| text.contains(word));
    text.len() <= 120 && chars::any_byte(text, |b| b.is_ascii_digit()) && (read() || agreed() || dates::parse_date(text).is_some() && stamps::read(text).is_some())
}

/// Whether a line below the text is the name, or begins with it and says who that is.
fn is_again(doc: &Document, layout: &Layout<'_>, name: &str) -> bool {
    let Some(last) = layout.last.checked_sub(1).and_then(|n| layout.blocks.get(n)) else { return false };
    let below = doc.all_blocks().skip_while(|b| b.id() != last.id()).skip(1).take(FOOT);
    let says = |b: &Block| {
        let rest = chars::trim(b.text()).strip_prefix(name);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '，', ',', '：', '　']) && chars::width(rest) <= 2 * BIO)
    };
    below.into_iter().any(says)
}

/// Whether a path above line `n` leads to the name.
fn is_step(layout: &Layout<'_>, n: usize, name: &str) -> bool {
    let path = |b: &&&Block| b.text().contains('>') && b.text().split(['>', '-']).any(|step| step.trim() == name);
    layout.blocks[..n].iter().rev().take(4).any(|b| path(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_days() {
        assert_eq!(stamp("发布时间：20-03-18 11:02 爱看水车的人"), Some(Some("2020-03-18T11:02:00".to_owned())));
        assert_eq!(stamp("发布时间：01-17 20:06"), Some(None));
        assert_eq!(stamp("发布时间：2020-03-18 11:02"), None);
        assert_eq!(stamp("百家号03-1811:02"), Some(None));
        assert_eq!(stamp("01-17"), None);
    }

    #[test]
    fn names_of_accounts() {
        assert!(is_name("慢慢转的水车") && is_name("Ann Lee") && is_name("水车工2008"));
        assert!(!is_name("关注") && !is_name("水车停了，没人修") && !is_name("2020-03-18"));
    }
}
