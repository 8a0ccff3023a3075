//! Whose weblog a page is of, where its head alone says so: `水车工的博客`, `水车工 http://blog.example.com/wheel`, or a name over the menu
//! that the hosts of weblogs print (`首页 日志 相册 博友 关于我`).

use super::super::layout::Layout;
use super::super::people;
use super::accounts::account;
use super::imprints::is_bar;
use crate::chars;
use crate::document::{Block, Document, Kind};
use crate::phrases::{Words, simplify};

/// Lines above the text among which it stands, and bytes of the longest.
const HEAD: usize = 12;
const LONGEST: usize = 160;

/// Whose weblog it is.
pub(in super::super) fn owner(doc: &Document, layout: &Layout<'_>) -> Option<String> {
    let body = layout.blocks.get(layout.first)?.id();
    let head: Vec<&Block> = doc.all_blocks().take_while(|b| b.id() != body).take(HEAD).collect();
    let line = |b: &Block| {
        let kind = matches!(b.kind(), Kind::Paragraph | Kind::Heading(_) | Kind::ListItem);
        kind && b.text().len() <= LONGEST
    };
    head.iter().enumerate().filter(|(_, b)| line(b)).find_map(|(n, b)| {
        let text = chars::trim(b.text());
        // `http://blog.example.com/wheel [订阅]` below the name.
        let address = text.starts_with("http") && text.contains("//blog.");
        // Over a line about the text, or over the text itself, it is a title: `一个老人的博客`.
        let heads = head.get(n + 1).is_some_and(|b| !matches!(b.kind(), Kind::Meta | Kind::Byline));
        named(text).filter(|_| heads).or_else(|| if is_menu(text) || address { above(&head[..n]) } else { None })
    })
}

/// The name in a line that says whose page it is.
fn named(text: &str) -> Option<String> {
    // `水车图书馆 > 水车工的图书馆`
    let text = text.rsplit_once('>').map_or(text, |(_, last)| last.trim());
    let (text, address) = match text.split_once(char::is_whitespace) {
        Some((name, rest)) if rest.trim_start().starts_with("http") => (name, rest.contains("blog")),
        _ => (text, false),
    };
    let bare =
        Words::OwnerEnd.all().iter().find_map(|end| text.strip_suffix(end)).map(|name| name.trim_start_matches("来自"));
    let name = bare.or_else(|| address.then_some(text)).and_then(account)?;
    let nobody = ["我们", "自己", "大家", "他们", "新浪", "网易", "朋友"].contains(&&*simplify(&name));
    (!nobody && !is_house(&name)).then_some(name)
}

/// The menu of a weblog: two entries that only weblogs have tell it.
fn is_menu(text: &str) -> bool {
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || is_bar(c)).filter(|w| !w.is_empty()).collect();
    if text.is_ascii() || !(3..=10).contains(&words.len()) || words.iter().any(|w| w.chars().count() > 6) {
        return false;
    }
    let plain: Vec<String> = words.iter().map(|w| simplify(w).into_owned()).collect();
    (plain.iter().filter(|w| Words::WeblogMenu.has(w)).count() >= 2 || plain.iter().any(|w| w == "博文目录"))
        && !plain.iter().any(|w| Words::PortalMenu.has(w))
}

/// The name above the menu, with a motto between or not.
fn above(head: &[&Block]) -> Option<String> {
    let texts: Vec<&str> = head.iter().rev().take(2).map(|b| chars::trim(b.text())).collect();
    let name = |text: &&str| account(text).filter(|name| !is_house(name));
    match texts.as_slice() {
        // A motto has a comma in it, or is as good as the name.
        [near, far] => name(far).filter(|_| chars::width(near) <= 40 && !near.contains(' ')).or_else(|| name(near)),
        [near] => name(near),
        _ => None,
    }
}

fn is_house(name: &str) -> bool {
    people::is_medium(name)
        || name.ends_with(['网', '網', '站', '园', '園', '吧'])
        || ["博客", "空间", "首页"].iter().any(|end| name.ends_with(end))
        || Words::Office.ends(&simplify(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whose_page_it_is() {
        for (text, name) in [
            ("水车工的博客", Some("水车工")),
            ("慢慢转 http://blog.example.com/wheel", Some("慢慢转")),
            ("水车图书馆 > 水车工的图书馆", Some("水车工")),
            ("我的博客", None),
            ("石桥日报的博客", None),
            ("慢慢转 http://www.example.com/wheel", None),
            ("他在河边的空间", Some("他在河边")),
        ] {
            assert_eq!(named(text).as_deref(), name, "{text}");
        }
        assert!(is_menu("首页 日志 相册 音乐 收藏 博友 关于我") && is_menu("私信 归档 RSS 搜索"));
        assert!(!is_menu("首页 新闻 博客 相册 好友") && !is_menu("首页 关于 标签 分类 归档 搜索"));
    }
}
