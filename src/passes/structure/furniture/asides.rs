//! Lines of a text in the words of a page: sentences among sentences, scores of an exam, items of a list. What stands around them tells.

use super::super::headings::siblings;
use super::super::layout::Layout;
use crate::chars;
use crate::document::{Block, Kind};
use crate::phrases::{Class, Scan};

/// Bytes of the longest such sentence.
const LONGEST: usize = 360;

/// Share of a line that words of pages cover, from which on it is of one, and below which it is none of it.
const OF_PAGE: f32 = 0.75;
const OF_TEXT: f32 = 0.2;

/// Lines on either side that are asked whether they are of the same list.
const REACH: usize = 16;

const WORDS: [Class; 7] =
    [Class::Nav, Class::Share, Class::Button, Class::Urge, Class::Channel, Class::Drop, Class::Related];

const AROUND: [Class; 10] = [
    Class::Nav,
    Class::Share,
    Class::Button,
    Class::Urge,
    Class::Channel,
    Class::Drop,
    Class::Related,
    Class::Legal,
    Class::Term,
    Class::Contact,
];

/// A sentence that tells in words of a page: the lines above and below are sentences too, and in none. `她给孙子的照片点了赞。`
/// stays among others; `扫描二维码，关注石桥日报公众号。` is nothing but a prompt, wherever it stands.
pub(in super::super) fn is_among_sentences(n: usize, layout: &Layout<'_>) -> bool {
    let text = layout.blocks[n].text();
    if text.len() > LONGEST || !chars::is_sentence(text) {
        return false;
    }
    // What begins as a prompt is one in the midst of a text, too: `Sign up for our newsletter.`
    let begins = |class: Class| layout.blocks[n].opening().is_some_and(|hit| hit.classes.contains(&class));
    if begins(Class::Urge) || text.starts_with(['【', '［', '[']) || text.ends_with(['？', '?']) {
        return false;
    }
    let plain = |m: Option<usize>| m.and_then(|m| layout.blocks.get(m)).is_some_and(|b| is_plain_sentence(b));
    // The last sentence of all begins with something else than what to do: `如果有人问路，请点击地图。`
    let asks = || [Class::Urge, Class::Share].iter().any(|class| layout.blocks[n].scan().begins(*class).is_some());
    let last = n + 1 == layout.blocks.len() && !asks() && !chars::contains_any(text, ['您']);
    plain(n.checked_sub(1)) && (last || plain(Some(n + 1))) && layout.blocks[n].scan().coverage(&WORDS) < OF_PAGE
}

/// A sentence of which hardly a word is one of pages or of notices.
fn is_plain_sentence(block: &Block) -> bool {
    matches!(block.kind(), Kind::Paragraph | Kind::Quote | Kind::ListItem)
        && chars::is_sentence(chars::trim(block.text()))
        && !super::is_sentence(block)
        && block.scan().coverage(&AROUND) < OF_TEXT
}

/// `四、听写（20分）`: what a part of an exam is worth.
pub(in super::super) fn is_scored(text: &str) -> bool {
    let inner = |open: char, close: &str| text.rsplit_once(open).and_then(|(_, rest)| rest.split_once(close));
    let points = |(inner, _): (&str, &str)| {
        inner.strip_suffix('分').is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_digit()))
    };
    inner('（', "）").or_else(|| inner('(', ")")).is_some_and(points)
}

/// Whether a line counts something among lines that do, most of which have no words of pages: `印刷 2份` between `锯子 一把` and `钉子 3盒`.
pub(in super::super) fn is_counted_item(n: usize, layout: &Layout<'_>) -> bool {
    let text = |m: usize| layout.blocks[m].text();
    if !siblings::counts_last(chars::trim(text(n))) {
        return false;
    }
    let like = |m: &usize| siblings::counts_last(chars::trim(text(*m)));
    let above = (0..n).rev().take(REACH).take_while(like);
    let below = (n + 1..layout.blocks.len()).take(REACH).take_while(like);
    let (mut plain, mut of_page) = (0, 1);
    for m in above.chain(below) {
        match layout.blocks[m].scan().coverage(&WORDS) > 0.0 {
            true => of_page += 1,
            false => plain += 1,
        }
    }
    plain > of_page
}

/// Whether line `n` is the next step after the one above it: `第四步：返回首页` below `第三步：打印`, `Step 4: Back to top`.
pub(in super::super) fn is_next_step(n: usize, layout: &Layout<'_>) -> bool {
    let of = |n: usize| step(layout.blocks.get(n)?.text());
    let Some((before, number, behind)) = of(n).filter(|(_, number, _)| *number > 1) else { return false };
    n.checked_sub(1).and_then(of).is_some_and(|(b, last, e)| last + 1 == number && b == before && e == behind)
}

/// The number of a step, and what stands before it and between it and the mark behind it.
fn step(text: &str) -> Option<(&str, usize, &str)> {
    const HAN: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
    const KEY: usize = 24;
    let head = text.trim_start();
    let key = &head[..head[..head.floor_char_boundary(KEY)].find([':', '：', '.', '、', '．', ')', '）'])?];
    let at = key.find(|c: char| c.is_ascii_digit() || HAN.contains(&c))?;
    let rest = &key[at..];
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 {
        return Some((&key[..at], rest[..digits].parse().ok()?, &rest[digits..]));
    }
    let first = rest.chars().next()?;
    let number = HAN.iter().position(|c| *c == first)? + 1;
    Some((&key[..at], number, &rest[first.len_utf8()..]))
}

/// Whether a scan is of a line that a counter of a page can be: no score, and no numbered part.
pub(in super::super) fn may_count(scan: &Scan<'_>) -> bool {
    use super::super::headings::numbers::{Form, read};
    let numbered = || matches!(read(scan.text), Some((Form::Han | Form::HanBracket | Form::Part(_), _)));
    !is_scored(scan.text) && !numbered()
}

#[cfg(test)]
mod tests {
    #[test]
    fn steps_count_on() {
        assert_eq!(super::step("第四步：回到首页"), Some(("第", 4, "步")));
        assert_eq!(super::step("Schritt 12: Zurück"), Some(("Schritt ", 12, "")));
        assert_eq!(super::step("返回首页"), None);
    }

    use super::*;

    fn blocks(texts: &[&str]) -> Vec<Block> {
        texts.iter().map(|text| Block::new(Kind::Paragraph, *text)).collect()
    }

    fn layout(blocks: &[Block]) -> Layout<'_> {
        Layout { blocks: blocks.iter().collect(), first: blocks.len(), last: 0 }
    }

    #[test]
    fn sentences_stay_among_sentences() {
        let told = blocks(&["她今年七十岁了。", "她每天给孙子的照片点赞、评论、转发。", "孙子在城里读书。"]);
        assert!(is_among_sentences(1, &layout(&told)));
        let page = blocks(&["她今年七十岁了。", "点赞、评论、转发。", "版权所有，未经授权不得转载。"]);
        assert!(!is_among_sentences(1, &layout(&page)));
    }

    #[test]
    fn scores() {
        assert!(is_scored("四、听写（20分）") && is_scored("造句 (共30分)"));
        assert!(!is_scored("阅读（45）") && !is_scored("分享（十分）"));
    }

    #[test]
    fn counted_items() {
        let list = blocks(&["锯子 一把", "打印 2份", "钉子 3盒"]);
        assert!(is_counted_item(1, &layout(&list)));
        let bar = blocks(&["阅读 12", "评论 2", "转发 3"]);
        assert!(!is_counted_item(1, &layout(&bar)));
    }
}
