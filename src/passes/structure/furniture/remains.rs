//! What pages leave beside a text that no word tells: rows of marks, pictures as they were written, hashtags, votes, the
//! comments under a post.

use super::super::fields::{day_lines, meta_line};
use super::super::layout::Layout;
use super::bars;
use crate::chars;
use crate::dates;
use crate::document::{Block, BlockId, Document, Kind};
use crate::meta::MetaKey;
use crate::parse::pictures;
use crate::phrases::{self, Words, simplify};

/// Bytes of the longest row of marks, and of a line that says what a text was called before.
const ROW: usize = 200;
/// Least bytes of a rule: a blank to fill in is shorter.
const RULE: usize = 24;
const FIRST_TITLE: usize = 300;
/// Bytes of a line that is marks alone.
const MARK: usize = 9;

/// Digits of a picture's name in a store: 128 bits.
const HASH: usize = 32;

/// Width of a word of a menu, and how many stand one under the other.
const WORD: usize = 24;
const WORDS: usize = 3;

/// Bytes of the longest line of a template.
const TEMPLATE: usize = 400;

/// What the program of a site would have put something in place of: `{% include video.html id="x" %}`, `{{< figure src="a.png" >}}`, `[TOC]`.
pub(in super::super) fn is_template(text: &str) -> bool {
    let text = text.trim();
    let pairs = [("{%", "%}"), ("{{<", ">}}"), ("{{%", "%}}"), ("{{", "}}")];
    let whole = |(open, close): &(&str, &str)| {
        text.starts_with(open) && text.find(close).is_some_and(|at| at + close.len() == text.len())
    };
    text.len() <= TEMPLATE
        && (pairs.iter().any(whole) || matches!(text, "[TOC]" | "[toc]" | "[[toc]]" | "[[TOC]]" | "@[toc]"))
}

/// A row of marks above the text: `＊＊＊＊＊＊`, and what is left of a table, `---|---`.
pub(in super::super) fn is_row(text: &str) -> bool {
    const MARKS: &[char] = &['|', '-', '=', '*', '_', '＊', '~', '─', '━', '#'];
    // Most lines begin with Han.
    !matches!(text.as_bytes().first(), Some(0xE4..=0xE9))
        && text.len() <= ROW
        && text.starts_with(MARKS)
        && text.chars().all(|c| MARKS.contains(&c) || c.is_whitespace())
        && (text.contains('|') || text.chars().filter(|c| MARKS.contains(c)).count() >= 5)
}

/// A mark or two alone on a line outside of the text: what is left of a picture (`\\`), of a path (`>`).
pub(in super::super) fn is_mark(text: &str) -> bool {
    text.len() <= MARK && !text.is_empty() && text.chars().all(|c| r"\>»›＞·•|↑ *".contains(c))
}

/// `+3`: so many pictures more.
pub(in super::super) fn is_more_pictures(text: &str) -> bool {
    text.len() <= 4 && text.strip_prefix('+').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

/// `+关注`: the button beside who has an account.
pub(in super::super) fn is_follow(text: &str) -> bool {
    text.strip_prefix(['+', '＋']).is_some_and(|word| Words::Follow.has(&simplify(word.trim())))
}

/// The rows of a table that was left as it is written in Markdown, about its line of marks (`---|---`), which a later pass cuts.
pub(in super::super) fn table(doc: &Document) -> Vec<BlockId> {
    let marks = |b: &Block| b.text().starts_with(['-', '|']) && b.text().contains('|') && is_row(b.text());
    if !doc.all_blocks().any(marks) {
        return Vec::new();
    }
    let blocks: Vec<&Block> = doc.all_blocks().collect();
    let Some(at) = blocks.iter().position(|b| marks(b)) else { return Vec::new() };
    let row = |b: &&&Block| b.text().contains('|');
    let above = blocks[..at].iter().rev().take_while(row);
    above.chain(blocks[at..].iter().take_while(row)).map(|b| b.id()).collect()
}

/// Lines of reStructuredText that are none of the text: directives with their options, targets of links (`.. image:: lamp.png`,
/// `   :align: center`, `.. _mill: https://…`), and fields above the text that are no metadata. One such line proves nothing.
pub(in super::super) fn directives<'a>(blocks: &[&'a Block]) -> Vec<&'a Block> {
    let directive = |b: &Block| {
        let Some(rest) = b.text().strip_prefix("..") else { return false };
        let Some(rest) = rest.strip_prefix(' ') else { return rest.is_empty() };
        let name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | ':');
        let word = rest.split("::").next().filter(|word| word.len() + 1 < rest.len());
        word.is_some_and(|word| !word.is_empty() && word.chars().all(name))
            || rest.starts_with('_') && rest.contains(": ")
    };
    if blocks.iter().filter(|b| directive(b)).take(2).count() < 2 {
        return Vec::new();
    }
    let option = |b: &Block| {
        let key = b.text().strip_prefix(':').and_then(|rest| rest.split_once(':')).map_or("", |(key, _)| key);
        let plain = key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
        !key.is_empty() && plain && meta_line::read(b.text()).is_none()
    };
    blocks.iter().copied().filter(|b| b.kind() != Kind::Code && (directive(b) || option(b))).collect()
}

/// Lines of the days on which something takes place, beside a text that says nothing of it: three and more outside of the prose,
/// some above and below it alike (`Día Sábado, 07 de Marzo de 2026`, `Del Lunes, 02 de Marzo al Jueves, 05 de Marzo`).
pub(in super::super) fn calendar<'a>(layout: &Layout<'a>) -> Vec<&'a Block> {
    let days = |b: &&&Block| {
        let text = b.text();
        // Few lines have a number at all.
        if text.len() > ROW || b.kind() != Kind::Paragraph || !chars::any_byte(text, |b| b.is_ascii_digit()) {
            return false;
        }
        let lower = text.to_lowercase();
        let words = || lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
        let number = |w: &str| w.len() <= 4 && w.bytes().all(|b| b.is_ascii_digit());
        words().any(number)
            && words().any(dates::is_weekday)
            && words().all(|w| number(w) || dates::is_weekday(w) || dates::is_month(w) || day_lines::is_small(w))
    };
    let (above, rest) = layout.blocks.split_at(layout.first.min(layout.blocks.len()));
    let below = &rest[layout.last.saturating_sub(layout.first).min(rest.len())..];
    let above: Vec<&Block> = above.iter().filter(days).copied().collect();
    if above.is_empty() {
        return above;
    }
    let below: Vec<&Block> = below.iter().filter(days).copied().collect();
    let again = above.iter().any(|b| below.iter().any(|other| other.text() == b.text()));
    if again && above.len() + below.len() > 2 { [above, below].concat() } else { Vec::new() }
}

/// `1. 跳转至内容`: a link past the menu at the top of a page, as an item of a list or not.
pub(in super::super) fn is_skip(text: &str) -> bool {
    let bare = text
        .trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | '•' | '*' | '-'));
    bare.len() <= 4 * WORD
        && bare.starts_with(['跳', '移', '直'])
        && Words::Skip.has(&simplify(bare.trim()).to_lowercase())
}

/// Kinds of what PHP says while it makes a page.
const ERRORS: [&str; 6] =
    ["Deprecated: ", "Warning: ", "Notice: ", "Fatal error: ", "Parse error: ", "Strict Standards: "];

/// Bytes of the longest of them.
const ERROR: usize = 600;

/// Lines at the very top in which a program said what went wrong while it made the page:
/// `Warning: Undefined variable $mill in /var/www/inc/page.php on line 12`.
pub(in super::super) fn errors<'a>(blocks: &[&'a Block]) -> impl Iterator<Item = &'a Block> {
    let said = |b: &&&Block| {
        let text = b.text().trim_end();
        let kind = ERRORS.iter().any(|kind| text.starts_with(kind)) && text.len() <= ERROR;
        let place = || text.rsplit_once(" on line ").filter(|(_, n)| n.bytes().all(|b| b.is_ascii_digit()));
        let file = |said: &str| said.rsplit_once(" in ").is_some_and(|(_, path)| path.contains(".php"));
        kind && b.kind() == Kind::Paragraph && place().is_some_and(|(said, _)| file(said))
    };
    let count = blocks.iter().take_while(said).count();
    // Of a text about them alone they are the text.
    blocks.iter().take(if count < blocks.len() { count } else { 0 }).copied()
}

/// A rule that somebody typed: nothing but underscores, from edge to edge, or the three of agencies between a text and their notes.
pub(in super::super) fn is_rule(text: &str) -> bool {
    (text.len() >= RULE || text.len() == 3) && text.bytes().all(|b| b == b'_')
}

/// `原标题：石桥的水车停了，谁来修？`: what a text was called where it was printed first, above the text. It may be a sentence.
pub(in super::super) fn is_first_title(text: &str) -> bool {
    text.starts_with('原')
        && text.len() <= FIRST_TITLE
        && phrases::opening(text).is_some_and(|hit| {
            let key = Words::FirstTitle.has(&simplify(&text[hit.range.clone()]));
            let rest = &text[hit.range.end..];
            key && (rest.trim_start().starts_with([':', '：'])
                || rest.trim_start() != rest && rest.trim_start().starts_with(['“', '《', '"']))
        })
}

/// A picture as it is written in Markdown, alone on a line, and the name of its file under it.
pub(in super::super) fn is_picture(n: usize, layout: &Layout<'_>) -> bool {
    let text = layout.blocks[n].text();
    // `![水车](assets/水车 一.png)`: no parser takes an address with a space.
    fn target(text: &str) -> Option<(&str, &str)> {
        text.strip_suffix(')').and_then(|t| t.rsplit_once("]("))
    }
    let written = |text: &str| {
        let picture =
            || text.contains("](http") || target(text).is_some_and(|(_, target)| pictures::is_address(target));
        text.starts_with("![") && (text.ends_with(')') && picture() || pictures::is_data(text))
    };
    let named = || {
        let above = n.checked_sub(1).and_then(|m| layout.blocks.get(m)).map_or("", |b| b.text());
        written(above) && pictures::is_address(text) && above[2..].starts_with(text)
    };
    // `<image>data:image/png;base64,…`
    written(text) || text.starts_with("<image>data:") || text.len() <= ROW && named()
}

/// The name of a picture's file or what a store of pictures calls it, alone on a line: `微信图片_20180128151902.jpg`,
/// `local0e2f87659f9a4a9cb8843b6e2124770b`. A short plain name (`logo.png`) may be spoken of.
pub(in super::super) fn is_file(text: &str) -> bool {
    // Bytes tell most lines: a digit, and the dot before the kind of a file or nothing but ASCII.
    if text.len() > ROW
        || !chars::any_byte(text, |b| b.is_ascii_digit())
        || !text.is_ascii() && !chars::any_byte(text, |b| b == b'.')
        || text.contains(char::is_whitespace) && !is_file_of_caption(text) && !is_numbered_file(text)
    {
        return false;
    }
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let hash = || {
        let (name, tail) = text.split_at(text.len() - HASH);
        name.len() <= 8 && name.bytes().all(|b| b.is_ascii_lowercase()) && tail.bytes().all(|b| b.is_ascii_hexdigit())
    };
    let stem = || text.rsplit_once('.').map_or("", |(stem, _)| stem);
    // `3.jpg.jpg`, `3版1头盔.jpg`
    let twice = || pictures::is_address(stem());
    let placed = || {
        let page = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let place = page.strip_prefix('版').filter(|_| page.len() < text.len());
        place.is_some_and(|place| place.starts_with(|c: char| c.is_ascii_digit()))
    };
    let named = || {
        stem().starts_with("图片")
            || stem().contains("图片_")
            || stem().starts_with("IMG")
            || digits >= 8
            // `15.jpg`: the picture's number in the text.
            || !stem().is_empty() && digits == stem().len()
            || twice()
            || placed()
            || is_file_of_caption(text)
            || is_numbered_file(text)
    };
    pictures::is_address(text) && !text.contains('/') && named()
        || text.is_ascii() && text.len() >= HASH && digits >= 8 && hash()
}

/// `石桥水车修复工程 (3).jpg`: the third of the files of one name.
fn is_numbered_file(text: &str) -> bool {
    let Some((stem, _)) = text.rsplit_once('.') else { return false };
    let number = stem.strip_suffix([')', '）']).and_then(|stem| stem.rsplit_once(['(', '（']));
    number.is_some_and(|(name, n)| {
        (1..=2).contains(&n.len())
            && n.bytes().all(|b| b.is_ascii_digit())
            && name.chars().filter(|c| chars::is_han(*c)).count() >= 4
    })
}

/// `1 图为石桥的水车.jpg`: a file that is called by its number and its caption.
fn is_file_of_caption(text: &str) -> bool {
    let caption = text.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
    caption.len() < text.len() && caption.starts_with(['图', '圖']) && !caption.contains(char::is_whitespace)
}

/// Elements with one id that no page has.
const MANY: usize = 4;

/// Elements without text and all with one made-up id, as mirrors put them around what they copy: `<ins id="0a1b2"></ins><b
/// id="0a1b2"></b>`.
pub(in super::super) fn is_injected(text: &str, layout: &Layout<'_>) -> bool {
    if !text.ends_with('>') {
        return false;
    }
    let tags = text.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | '•'));
    if !tags.starts_with('<') || !tags.contains(" id=\"") {
        return false;
    }
    let between = tags.split(['<', '>']).skip(2).step_by(2).all(|text| text.trim().is_empty());
    let id = |tag: &str| tag.split("id=\"").nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned);
    let ids: Vec<String> = tags.split('<').filter_map(id).collect();
    // `modal2` is a name.
    let made = |id: &String| {
        let name = id.trim_end_matches(|c: char| c.is_ascii_digit());
        (4..=8).contains(&id.len())
            && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
            && name.bytes().any(|b| b.is_ascii_digit())
    };
    let others = |id: &String| {
        let id = format!(" id=\"{id}\"");
        layout.blocks.iter().any(|b| b.text() != text && b.text().contains(&id))
    };
    let same = ids.windows(2).all(|pair| pair[0] == pair[1]);
    // No page gives one id to many elements.
    let many = |id: &String| {
        let id = format!(" id=\"{id}\"");
        layout.blocks.iter().map(|b| b.text().matches(&id).count()).sum::<usize>() >= MANY
    };
    between && same && ids.first().is_some_and(|id| (made(id) || many(id)) && (ids.len() > 1 || others(id)))
}

/// `▲赞同 4.1K ▼ 309 条评论`, `甲乙 等 694 人赞同了该回答`: votes for and against.
pub(in super::super) fn is_votes(text: &str) -> bool {
    let arrows = || text.starts_with('▲') && text.contains('▼');
    let voters =
        || text.len() <= ROW && ["人赞同了该回答", "人赞同了该文章"].iter().any(|end| text.trim_end().ends_with(end));
    (arrows() || voters()) && text.bytes().any(|b| b.is_ascii_digit())
}

/// `#石桥 #水车`: what a post is filed under.
pub(in super::super) fn is_hashtags(text: &str) -> bool {
    let tag = |w: &str| w.strip_prefix(['#', '＃']).is_some_and(|w| w.starts_with(char::is_alphabetic));
    text.starts_with(['#', '＃'])
        && text.split_whitespace().all(tag)
        && (text.chars().any(chars::is_cjk) || text.split_whitespace().count() > 1)
}

/// One of several items above the text of which each is a link of a word: a menu in Markdown.
pub(in super::super) fn is_linked_item(n: usize, layout: &Layout<'_>) -> bool {
    let linked = |b: &&&Block| {
        // No character has more than four bytes.
        if b.kind() != Kind::ListItem || b.text().len() > 4 * WORD {
            return false;
        }
        let Some(hints) = b.hints().filter(|hints| hints.link_chars > 0) else { return false };
        let letters = b.text().chars().filter(|c| chars::is_alphanumeric(*c)).count();
        let whole = u32::try_from(letters).is_ok_and(|l| l > 0 && hints.link_chars * 10 >= l * 9);
        whole && chars::width(b.text()) <= WORD
    };
    if n >= layout.first || layout.last == 0 || !linked(&&layout.blocks[n]) {
        return false;
    }
    // No more of them are read than make a menu.
    let above = layout.blocks[..n].iter().rev().take(WORDS - 1).take_while(linked).count();
    let below = layout.blocks[n + 1..layout.first].iter().take(WORDS - 1 - above).take_while(linked).count();
    above + below + 1 >= WORDS
}

/// Comments in a text without markup, under the word for them: each line to the end has a time, and most a name before a colon.
fn timed_comments(layout: &Layout<'_>) -> Option<usize> {
    let timed = |b: &&&Block| {
        b.text().match_indices(':').any(|(at, _)| {
            let digits = |range: std::ops::Range<usize>| {
                b.text().as_bytes().get(range).is_some_and(|b| b.iter().all(u8::is_ascii_digit))
            };
            at >= 2 && digits(at - 2..at) && digits(at + 1..at + 3)
        })
    };
    let count = layout.blocks.iter().rev().take_while(timed).count();
    if count == 0 {
        return None;
    }
    let start = layout.blocks.len() - count;
    let word = start.checked_sub(1).and_then(|n| layout.blocks.get(n))?;
    let line = word.text().trim().trim_end_matches([':', '：']);
    let named = line.len() <= WORD && start > 1 && Words::Below.has(&simplify(line).to_lowercase());
    named.then_some(start - 1)
}

/// A heading below the first paragraph that counts them: `3 条评论`, `2 Comments`.
fn counted_comments(layout: &Layout<'_>) -> Option<usize> {
    let counts = |b: &&Block| b.kind().is_heading() && b.text().len() <= WORD * 2 && bars::is_comment_count(b.text());
    let at = layout.blocks.iter().skip(layout.first + 1).position(counts)?;
    Some(at + layout.first + 1)
}

/// Where the comments under a post begin: `3 thoughts on “The mill”`, where the post is called so.
pub(in super::super) fn comments(doc: &Document, layout: &Layout<'_>) -> Option<usize> {
    if let Some(first) = timed_comments(layout).or_else(|| counted_comments(layout)) {
        return Some(first);
    }
    let title = |text: &str| {
        let (count, rest) = text.split_once(' ')?;
        let count = (1..=5).contains(&count.len()) && count.bytes().all(|b| b.is_ascii_digit() || b == b',');
        let rest = Words::Replies
            .all()
            .iter()
            .filter(|_| count)
            .find_map(|head| rest.strip_prefix(head)?.strip_prefix(' '))?;
        let end = rest.find(['”', '"', '’', '»'].as_slice())?;
        rest.get(..end).map(|quoted| quoted.trim_start_matches(['“', '"', '‘', '«']).trim().to_owned())
    };
    let begins = |b: &&Block| b.text().starts_with(|c: char| c.is_ascii_digit());
    let called = |title: &str| {
        !title.is_empty()
            && (doc.meta().get(MetaKey::Title).is_some_and(|known| known.contains(title))
                || doc.all_blocks().take(24).any(|b| chars::trim(b.text()) == title))
    };
    let found = layout
        .blocks
        .iter()
        .skip(layout.first + 1)
        .position(|b| begins(b) && title(b.text()).is_some_and(|title| called(&title)))?;
    Some(found + layout.first + 1)
}
