//! A table of contents in a text without markup: it names the headings below it.

use std::collections::HashMap;

use super::super::layout::{is_line, width};
use crate::chars;
use crate::document::{Block, Kind};
use crate::phrases::{Words, simplify};

/// Greatest width of an entry, and the most entries: longer lists are the index of a book.
const WIDEST: usize = 64;
const MOST: usize = 200;

/// What a table of contents tells.
#[derive(Debug, Default)]
pub(in super::super) struct Contents {
    /// The table itself.
    pub table: std::ops::Range<usize>,
    /// Blocks that it names, with their depth.
    pub headings: Vec<(usize, usize)>,
}

/// The table of contents among `blocks`: a line such as `目录`, and below it at least two lines each of which stands again
/// further down, alone on its line.
pub(in super::super) fn find(blocks: &[&Block]) -> Option<Contents> {
    let start = blocks.iter().position(|b| is_opening(b))?;
    // From the end, so that the first of equal lines is kept.
    let mut places: HashMap<&str, usize> = HashMap::new();
    for (n, block) in blocks.iter().enumerate().skip(start + 1).rev() {
        if is_entry(block) {
            places.insert(bare(block.text()), n);
        }
    }
    // `[隐藏]` on a line of its own.
    let button = blocks.get(start + 1).is_some_and(|b| b.text().len() <= 12 && b.text().starts_with('['));
    let (top, start) = (start, start + usize::from(button));
    // Where the text begins: the second place of the first entry.
    let first = bare(blocks.get(start + 1).filter(|b| is_entry(b))?.text());
    let again = |name: &str, from: usize| {
        blocks.iter().enumerate().skip(from).find(|(_, b)| is_entry(b) && bare(b.text()) == name).map(|(n, _)| n)
    };
    // An introduction may stand between.
    let lines = blocks[start + 1..].iter().take(MOST).take_while(|b| is_entry(b)).count();
    let end = again(first, start + 2)?.min(start + 1 + lines);
    let mut headings = Vec::new();
    for entry in &blocks[start + 1..end] {
        let depth = number(entry.text()).matches('.').count();
        let place = places.get(bare(entry.text())).copied().filter(|n| *n >= end);
        let place = place.or_else(|| again(bare(entry.text()), end));
        headings.extend(place.map(|n| (n, depth)));
    }
    // An entry or two may be written otherwise in the text.
    let entries = end - start - 1;
    let most = headings.len() * 5 >= entries * 4 || button && headings.len() * 2 > entries;
    (headings.len() >= 2 && most).then_some(Contents { table: top..end, headings })
}

fn is_opening(block: &Block) -> bool {
    // Longer and other lines are told without a copy.
    let sign = |c: char| matches!(c, '目' | 'C' | 'c' | 'も');
    if block.text().len() > 40 || !block.text().contains(sign) || block.kind() != Kind::Paragraph {
        return false;
    }
    let text: String = block.text().chars().filter(|c| !c.is_whitespace()).collect();
    // `目录 [隐藏]`
    let text =
        text.strip_suffix([']', '］']).and_then(|t| t.rsplit_once(['[', '［'])).map_or(&*text, |(before, _)| before);
    let text = text.trim_matches(['【', '】', '[', ']', ':', '：', '■', '□']);
    Words::Contents.has(&simplify(text).to_lowercase())
}

fn is_entry(block: &Block) -> bool {
    matches!(block.kind(), Kind::Paragraph | Kind::ListItem) && is_line(block, WIDEST) && width(block) >= 4
}

/// An item of a list without its mark.
fn unmarked(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_whitespace() || "•·●◦▪*-".contains(c))
}

/// The number of a section: `3.1`.
fn number(text: &str) -> &str {
    let text = unmarked(text);
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    text[..end].trim_end_matches('.')
}

/// An entry or a heading without its number, its page and the link beside it.
fn bare(text: &str) -> &str {
    let text = unmarked(text.trim());
    let text = without_link(text).or_else(|| without_words(text)).unwrap_or(text);
    let rest = text[number(text).len()..].trim_start_matches(|c: char| c.is_whitespace() || ".、．".contains(c));
    let page = rest.trim_end_matches(|c: char| c.is_ascii_digit());
    // The page stands behind dots.
    let page = if page.ends_with(['.', '…', '·']) { page.trim_end_matches(['.', '…', '·', ' ']) } else { rest };
    if page.is_empty() { text } else { page }
}

/// A heading without the link to edit its section: `形态特征 [编辑]`, `History[edit]`.
pub(in super::super) fn without_link(text: &str) -> Option<&str> {
    let (before, link) = text.strip_suffix([']', '］'])?.rsplit_once(['[', '［'])?;
    let before = before.trim_end();
    (!before.is_empty() && Words::Edit.behind(link.trim()).is_some()).then_some(before)
}

/// A heading without the words of buttons behind it: `历史渊源　编辑　语音`. They are Han, of a few characters.
pub(in super::super) fn without_words(text: &str) -> Option<&str> {
    let mut rest = text.trim_end();
    // No word begins before these bytes, and most lines have no space in them.
    let near = &rest[rest.floor_char_boundary(rest.len().saturating_sub(16))..];
    if !near.contains(char::is_whitespace) {
        return None;
    }
    while let Some((before, word)) = rest.rsplit_once(char::is_whitespace)
        && (6..=12).contains(&word.len())
        && word.starts_with(chars::is_han)
        && Words::Edit.has(&simplify(word))
    {
        rest = before.trim_end();
    }
    (rest.len() < text.trim_end().len()).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(lines: &[&str]) -> Vec<Block> {
        lines.iter().map(|l| Block::new(Kind::Paragraph, *l)).collect()
    }

    #[test]
    fn a_table_names_headings() {
        let lines = ["目 录", "1 形态", "2 习性", "2.1 觅食", "形态 [编辑]", "羽毛灰色。", "习性", "觅食", "吃虫。"];
        let blocks = blocks(&lines);
        let found = find(&blocks.iter().collect::<Vec<_>>()).unwrap();
        assert_eq!(found.table, 0..4);
        assert_eq!(found.headings, [(4, 0), (6, 0), (7, 1)]);
    }

    #[test]
    fn a_list_is_no_table() {
        let lines = ["目录", "一把椅子", "两张桌子", "这是搬家那天写的。", "一把椅子"];
        let blocks = blocks(&lines);
        assert!(find(&blocks.iter().collect::<Vec<_>>()).is_none());
    }

    #[test]
    fn links_to_edit() {
        assert_eq!(without_link("形态特征 [编辑]"), Some("形态特征"));
        assert_eq!(without_link("History[edit]"), Some("History"));
        assert_eq!(without_link("注 [3]"), None);
    }
}
