//! The heading of the first level that stands over the text of a page in Markdown, with menus, boxes and their sentences above it.

use super::super::layout::{is_line, is_prose};
use super::super::surroundings::is_told;
use crate::document::{Block, Document, Kind};

/// Items of a menu above it, and the greatest width of one.
const ITEMS: usize = 3;
const ITEM: usize = 40;

/// How many times as much of the prose stands below it as above it, and as below the next such heading.
const ABOVE: usize = 2;
const BELOW: usize = 4;

/// The number of the block that is it, where something tells that a page stands above it.
pub(in super::super) fn find(doc: &Document, blocks: &[&Block]) -> Option<usize> {
    let at = over_text(blocks)?;
    let above = || doc.all_blocks().take_while(|b| b.id() != blocks[at].id());
    let items = above().filter(|b| b.cut_by().is_some() || b.kind() == Kind::ListItem && is_line(b, ITEM)).count();
    let page = || doc.all_blocks().any(|b| b.cut_by().is_some()) || above().any(is_told);
    (items >= ITEMS && page()).then_some(at)
}

/// The one heading of the first level below which most of the prose stands. In a book there are several, and none.
pub(in super::super) fn over_text(blocks: &[&Block]) -> Option<usize> {
    let top = |n: &usize| blocks[*n].kind() == Kind::Heading(1);
    let at = (0..blocks.len()).find(top)?;
    let next = (at + 1..blocks.len()).find(top).unwrap_or(blocks.len());
    let prose = |part: &[&Block]| part.iter().filter(|b| is_prose(b)).map(|b| b.text().len()).sum::<usize>();
    let own = prose(&blocks[at..next]);
    (own > 0 && own >= ABOVE * prose(&blocks[..at]) && own >= BELOW * prose(&blocks[next..])).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heading_over_the_text() {
        let text = "The mill stood still for three years, and who wanted flour had to walk ten miles to the next town, and ten miles back.";
        let box_of_page =
            "Your address is used for the letter alone, and for nothing else that you have not asked for yourself.";
        let page: Vec<Block> = [
            (Kind::Paragraph, box_of_page),
            (Kind::Heading(1), "The mill turns again"),
            (Kind::Paragraph, text),
            (Kind::Paragraph, text),
            (Kind::Paragraph, text),
            (Kind::Heading(1), "More"),
        ]
        .map(|(kind, text)| Block::new(kind, text))
        .into();
        let page: Vec<&Block> = page.iter().collect();
        assert_eq!(over_text(&page), Some(1));
        assert_eq!(over_text(&page[..3]), None);
        let book: Vec<&Block> = page[1..3].iter().chain(&page[1..3]).copied().collect();
        assert_eq!(over_text(&book), None);
    }
}
