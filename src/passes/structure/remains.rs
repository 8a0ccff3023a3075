//! What pages leave beside a text that no word tells: rows of marks, pictures as they were written, hashtags, votes, the
//! comments under a post.

use super::layout::Layout;
use crate::chars;
use crate::document::{Block, Document, Kind};
use crate::meta::MetaKey;
use crate::parse::pictures;
use crate::phrases::{self, Words, simplify};

/// Bytes of the longest row of marks, and of a line that says what a text was called before.
const ROW: usize = 200;
const FIRST_TITLE: usize = 300;

/// Digits of a picture's name in a store: 128 bits.
const HASH: usize = 32;

/// Width of a word of a menu, and how many stand one under the other.
const WORD: usize = 24;
const WORDS: usize = 3;

/// A row of marks above the text: `＊＊＊＊＊＊`, and what is left of a table, `---|---`.
pub(super) fn is_row(text: &str) -> bool {
    const MARKS: &[char] = &['|', '-', '=', '*', '_', '＊', '~', '─', '━'];
    text.len() <= ROW
        && text.starts_with(MARKS)
        && text.chars().all(|c| MARKS.contains(&c) || c.is_whitespace())
        && (text.contains('|') || text.chars().filter(|c| MARKS.contains(c)).count() >= 5)
}

/// `原标题：石桥的水车停了，谁来修？`: what a text was called where it was printed first, above the text. It may be a sentence.
pub(super) fn is_first_title(text: &str) -> bool {
    text.starts_with('原')
        && text.len() <= FIRST_TITLE
        && phrases::opening(text).is_some_and(|hit| {
            let key = matches!(&*simplify(&text[hit.range.clone()]), "原标题" | "原题" | "原题为");
            let rest = &text[hit.range.end..];
            key && (rest.trim_start().starts_with([':', '：'])
                || rest.trim_start() != rest && rest.trim_start().starts_with(['“', '《', '"']))
        })
}

/// A picture as it is written in Markdown, alone on a line, and the name of its file under it.
pub(super) fn is_picture(n: usize, layout: &Layout<'_>) -> bool {
    let text = layout.blocks[n].text();
    let written = |text: &str| text.starts_with("![") && text.ends_with(')') && text.contains("](http");
    let named = || {
        let above = n.checked_sub(1).and_then(|m| layout.blocks.get(m)).map_or("", |b| b.text());
        written(above) && pictures::is_address(text) && above[2..].starts_with(text)
    };
    written(text) || text.len() <= ROW && named()
}

/// The name of a picture's file or what a store of pictures calls it, alone on a line: `微信图片_20180128151902.jpg`,
/// `local0e2f87659f9a4a9cb8843b6e2124770b`. A short plain name (`logo.png`) may be spoken of.
pub(super) fn is_file(text: &str) -> bool {
    // Bytes tell most lines: a digit, and the dot before the kind of a file or nothing but ASCII.
    if text.len() > ROW
        || !chars::any_byte(text, |b| b.is_ascii_digit())
        || !text.is_ascii() && !chars::any_byte(text, |b| b == b'.')
        || text.contains(char::is_whitespace) && !is_file_of_caption(text)
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
    let placed = || text.starts_with(|c: char| c.is_ascii_digit()) && stem().chars().any(chars::is_han);
    let named = || {
        stem().starts_with("图片")
            || stem().contains("图片_")
            || stem().starts_with("IMG")
            || digits >= 8
            || twice()
            || placed()
    };
    pictures::is_address(text) && !text.contains('/') && named()
        || text.is_ascii() && text.len() >= HASH && digits >= 8 && hash()
}

/// `1 图为石桥的水车.jpg`: a file that is called by its number and its caption.
fn is_file_of_caption(text: &str) -> bool {
    let caption = text.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
    caption.len() < text.len() && caption.starts_with(['图', '圖']) && !caption.contains(char::is_whitespace)
}

/// Elements without text and all with one made-up id, as mirrors put them around what they copy: `<ins id="0a1b2"></ins><b
/// id="0a1b2"></b>`.
pub(super) fn is_injected(text: &str) -> bool {
    let tags = text.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | '•'));
    if !tags.starts_with('<') || !tags.ends_with('>') || !tags.contains(" id=\"") {
        return false;
    }
    let between = tags.split(['<', '>']).skip(2).step_by(2).all(|text| text.trim().is_empty());
    let id = |tag: &str| tag.split("id=\"").nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned);
    let ids: Vec<String> = tags.split('<').filter_map(id).collect();
    let made = |id: &String| {
        (4..=8).contains(&id.len())
            && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
            && id.bytes().any(|b| b.is_ascii_digit())
    };
    between && ids.first().is_some_and(made) && ids.windows(2).all(|pair| pair[0] == pair[1])
}

/// `▲赞同 4.1K ▼ 309 条评论`, `甲乙 等 694 人赞同了该回答`: votes for and against.
pub(super) fn is_votes(text: &str) -> bool {
    let arrows = || text.starts_with('▲') && text.contains('▼');
    let voters =
        || text.len() <= ROW && ["人赞同了该回答", "人赞同了该文章"].iter().any(|end| text.trim_end().ends_with(end));
    (arrows() || voters()) && text.bytes().any(|b| b.is_ascii_digit())
}

/// `#石桥 #水车`: what a post is filed under.
pub(super) fn is_hashtags(text: &str) -> bool {
    let tag = |w: &str| w.strip_prefix(['#', '＃']).is_some_and(|w| w.starts_with(char::is_alphabetic));
    text.starts_with(['#', '＃'])
        && text.split_whitespace().all(tag)
        && (text.chars().any(chars::is_cjk) || text.split_whitespace().count() > 1)
}

/// One of several items above the text of which each is a link of a word: a menu in Markdown.
pub(super) fn is_linked_item(n: usize, layout: &Layout<'_>) -> bool {
    let linked = |b: &&&Block| {
        // No character has more than four bytes.
        if b.kind() != Kind::ListItem || b.text().len() > 4 * WORD {
            return false;
        }
        let Some(hints) = b.hints().filter(|hints| hints.link_chars > 0) else { return false };
        let letters = b.text().chars().filter(|c| c.is_alphanumeric()).count();
        let whole = u32::try_from(letters).is_ok_and(|l| l > 0 && hints.link_chars * 10 >= l * 9);
        whole && chars::width(b.text()) <= WORD
    };
    if n >= layout.first || layout.last == 0 || !linked(&&layout.blocks[n]) {
        return false;
    }
    let above = layout.blocks[..n].iter().rev().take(WORDS).take_while(linked).count();
    let below = layout.blocks[n + 1..layout.first].iter().take(WORDS).take_while(linked).count();
    above + below + 1 >= WORDS
}

/// Where the comments under a post begin: `3 thoughts on “The mill”`, where the post is called so.
pub(super) fn comments(doc: &Document, layout: &Layout<'_>) -> Option<usize> {
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
