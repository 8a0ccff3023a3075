//! The title where it stands again: in the list of titles of a page of a newspaper, and where pictures stood.

use super::super::headings::contents::without_words;
use super::super::layout::{Layout, width};
use super::bare;
use super::page_titles::without_tags;
use crate::chars::{self, folded};
use crate::document::{Block, Document, Kind};

/// Least width of a title that stands again where pictures stood, and of one that a list has.
const PICTURED: usize = 16;
const LISTED: usize = 10;

/// Bytes of the marks around it.
const MARKS: usize = 24;

/// Items of a list of titles, lines of one of them, and lines above the text that are looked for in it.
const ITEMS: usize = 3;

/// Letters of a title that a line with it has.
const FIRST: usize = 4;

/// Whether a line repeats the title that is known, with or without the words of buttons behind it.
pub(in super::super) fn repeats(line: &str, title: &str) -> bool {
    // Most lines are longer or shorter.
    if line.len() > 2 * title.len() + 60 || line.len() * 2 < title.len() {
        return false;
    }
    // Most others do not even hold its first characters, which have one form if they are Han.
    let letters = title.chars().filter(|c| c.is_alphanumeric()).take(FIRST);
    if !letters.filter(|c| chars::is_han(*c)).all(|c| line.contains(c)) && !line.contains('<') {
        return false;
    }
    let wanted = folded(title);
    // Nor others its first letters in a row.
    let first: String = wanted.chars().take(FIRST).collect();
    if !folded(line).contains(&first) && !line.contains('<') {
        return false;
    }
    folded(bare(line)) == wanted
        || folded(without_tags(line)) == wanted
        || without_words(line).is_some_and(|rest| folded(rest) == wanted)
}

/// The title again where pictures stood, as they say in their place: between paragraphs, twice or beside a caption.
pub(in super::super) fn pictured<'l, 'a>(
    layout: &'l Layout<'a>,
    title: &str,
) -> impl Iterator<Item = &'a Block> + use<'l, 'a> {
    // Most paragraphs are longer.
    let most = title.len() + MARKS;
    let again = |n: &usize| {
        let block = layout.blocks[*n];
        block.text().len() <= most
            && block.kind() == Kind::Paragraph
            && width(block) >= PICTURED
            && repeats(block.text(), title)
    };
    let beside = |n: usize| {
        let caption =
            |m: Option<usize>| m.and_then(|m| layout.blocks.get(m)).is_some_and(|b| b.kind() == Kind::Caption);
        caption(n.checked_sub(1)) || caption(Some(n + 1))
    };
    let found: Vec<usize> = (layout.first..layout.last).filter(again).collect();
    let sure = found.len() > 1 || found.iter().any(|n| beside(*n));
    found.into_iter().filter(move |_| sure).map(|n| layout.blocks[n])
}

/// The line directly above the text that a list of titles above has too, as the pages of newspapers do, and the lines of that
/// list: there a title may go over several.
pub(in super::super) fn listed<'a>(doc: &'a Document, layout: &Layout<'a>) -> Option<(&'a Block, Vec<&'a Block>)> {
    let nearest = layout.blocks[..layout.first.min(layout.blocks.len())].iter().rev().take(ITEMS);
    let marked = |b: &Block| b.kind() == Kind::ListItem || b.text().starts_with(['·', '•']);
    // Most documents have no list there.
    doc.all_blocks().take(layout.first + ITEMS).filter(|b| marked(b)).nth(ITEMS - 1)?;
    let all: Vec<&Block> = doc.all_blocks().collect();
    nearest.copied().filter(|line| width(line) >= LISTED).find_map(|line| {
        let at = all.iter().position(|b| b.id() == line.id())?;
        let wanted = folded(line.text());
        let item = |n: usize| {
            let mut said = String::new();
            let lines = all[n..at].iter().take(ITEMS).position(|b| {
                said.push_str(&folded(b.text()));
                said == wanted
            })?;
            Some(all[n..=n + lines].to_vec())
        };
        (0..at).filter(|n| marked(all[*n])).find_map(item).map(|lines| (line, lines))
    })
}
