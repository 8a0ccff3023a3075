//! The title of a page of which nothing else tells it: the line that what is known of the text stands below, or the one between that and the
//! text, above which stand menus: `Riverton Fire Brigade`, `Home Cars Youth`, `A van overturned`, `Written by Ann Lee`.

use super::super::layout::{Layout, is_prose, width};
use super::super::lift_title::is_title;
use super::is_odd;
use crate::chars;
use crate::document::{Block, Kind};

/// Lines above the text that are looked at, and least width of such a title.
const HEAD: usize = 24;
const LEAST: usize = 16;

pub(in super::super) fn find<'a>(layout: &Layout<'a>) -> Option<&'a Block> {
    let head = &layout.blocks[..layout.first.min(HEAD).min(layout.blocks.len())];
    let cjk = layout.blocks.get(layout.first)?.text().contains(chars::is_cjk);
    let about = |b: &&Block| {
        matches!(b.kind(), Kind::Meta | Kind::Byline) && chars::any_byte(b.text(), |b| b.is_ascii_digit())
            || b.kind() == Kind::Byline
    };
    let open = |b: &&Block| matches!(b.kind(), Kind::Paragraph | Kind::Heading(_));
    let fits = |b: &&Block| open(b) && width(b) >= LEAST && is_title(b) && !is_odd(b, cjk) && !is_prose(b);
    let n = |n: usize| head.get(n).copied();
    // Directly above what is known, the nearest to the text first.
    let mut lines = (0..head.len()).rev();
    let nearest = lines.find(|at| n(*at).is_some_and(|b| fits(&b)) && n(at + 1).is_some_and(|b| about(&b)));
    if let Some(at) = nearest {
        return n(at);
    }
    // Between that and the text, where nothing above can be it.
    let at = head.iter().position(about)?;
    let (above, below) = head.split_at(at);
    let mut lines = below.iter().copied().filter(fits);
    let line = lines.next().filter(|_| !above.iter().any(fits))?;
    lines.next().is_none().then_some(line)
}

/// Whether what a model is sure of is a title in two sentences, over a line that sums up and who wrote.
pub(in super::super) fn in_sentences(layout: &Layout<'_>, line: &Block, most: usize) -> bool {
    let about = |b: &&Block| matches!(b.kind(), Kind::Meta | Kind::Byline);
    let mut below = layout.blocks.iter().skip_while(|b| b.id() != line.id()).skip(1).take(2);
    line.titular && line.text().contains(". ") && width(line) <= most && below.any(about)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_beside_what_is_known() {
        let long = "The old wheel at the edge of the town turned again on Tuesday after years of work, and many came to see it.";
        let find = |lines: &[(Kind, &str)]| {
            let blocks: Vec<Block> = lines.iter().map(|(kind, text)| Block::new(*kind, *text)).collect();
            let refs: Vec<&Block> = blocks.iter().collect();
            let first = refs.len() - 1;
            super::find(&Layout { first, last: refs.len(), blocks: refs }).map(|b| b.text().to_owned())
        };
        let title = "A van overturned at the mill";
        let (p, meta) = (Kind::Paragraph, Kind::Meta);
        assert_eq!(find(&[(p, "Home"), (p, title), (meta, "3 May 2014"), (p, long)]).as_deref(), Some(title));
        assert_eq!(find(&[(p, "Home"), (meta, "3 May 2014"), (p, title), (p, long)]).as_deref(), Some(title));
        let lines = [
            (p, "The portal of the valley"),
            (meta, "3 May 2014"),
            (p, title),
            (Kind::Byline, "Von Anna Berg"),
            (p, long),
        ];
        assert_eq!(find(&lines).as_deref(), Some(title));
        assert_eq!(find(&[(p, "Home"), (p, title), (p, long)]), None);
    }
}
