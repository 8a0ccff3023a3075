//! Comments under a post as the weblogs of one system print them: a line that counts them, then who said each (`3 comments:`,
//! `Ann Lee said...`).

use super::super::layout::Layout;
use super::super::titles::again;
use crate::chars;
use crate::document::{Block, Kind};
use crate::phrases::{Class, Words, simplify};

/// Bytes of the longest line that says who commented, and of one that counts the comments.
const SAID_BYTES: usize = 80;
const COUNT: usize = 60;

/// Bytes of the longest line that counts them and says what the text is called, words before that, and what it stands in.
const TITLE: usize = 320;
const WORDS: usize = 5;
const QUOTES: &[char] = &['"', '“', '”', '„', '«', '»'];

/// Lines between the count and the first of them: a button, a picture of who wrote.
const BETWEEN: usize = 2;

/// Where they begin: at the line that counts them, if one of the lines below it says who wrote; or at the words for them beside
/// other words of a page, if most of the text stands above.
pub(in super::super) fn begin(layout: &Layout<'_>) -> Option<usize> {
    let blocks = &layout.blocks;
    let said = |n: usize| blocks.get(n).is_some_and(|b| is_said(b.text()));
    let listed = |n: usize| is_list_head(blocks[n]) && n > 0 && is_of_page(blocks[n - 1]);
    let counted = |n: usize| is_count(blocks[n].text()) && (1..=1 + BETWEEN).any(|k| said(n + k));
    let all: usize = blocks.iter().skip(layout.first).map(|b| b.text().len()).sum();
    if let Some(at) = on_title(blocks).filter(|at| *at > layout.first) {
        return Some(at);
    }
    let mut above = blocks.get(layout.first).map_or(0, |b| b.text().len());
    (layout.first + 1..blocks.len()).find(|n| {
        let small = (all - above) * 2 <= above;
        above += blocks[*n].text().len();
        counted(*n) || small && listed(*n)
    })
}

/// Lines that are compared with all above them: a page has one.
const ASKED: usize = 16;

/// The line over comments that has the title again in quotes, behind how many there are: `5 thoughts on "The mill turns"`, `3 Gedanken zu „Die
/// Mühle“`.
pub(in super::super) fn on_title(blocks: &[&Block]) -> Option<usize> {
    let line = |b: &Block| matches!(b.kind(), Kind::Heading(_) | Kind::Paragraph) && b.text().len() <= TITLE;
    let quoted = |n: usize| {
        let text = chars::trim(blocks[n].text());
        if !text.starts_with(|c: char| c.is_ascii_digit() || c == 'O') || !line(blocks[n]) {
            return None;
        }
        let (before, title) = text.strip_suffix(QUOTES)?.trim_end().split_once(QUOTES)?;
        let counts = before.starts_with(|c: char| c.is_ascii_digit()) || before.starts_with("One ");
        let words = before.split_whitespace().count();
        let title = title.trim();
        (counts && (2..=WORDS).contains(&words) && !title.is_empty()).then_some((n, title))
    };
    let above = |(n, title): &(usize, &str)| blocks[..*n].iter().any(|b| again::repeats(b.text(), title));
    (1..blocks.len()).filter_map(quoted).take(ASKED).find(above).map(|(n, _)| n)
}

/// `덧글 목록`: the heading over a list of comments, as a page that is written in no letters with capitals has it.
fn is_list_head(block: &Block) -> bool {
    let text = chars::trim(block.text());
    block.kind() == Kind::Paragraph && text.len() <= COUNT && Words::CommentList.has(&simplify(text))
}

/// Whether nothing but words of a page stands in a line.
pub(in super::super) fn is_of_page(block: &Block) -> bool {
    const OF_PAGE: [Class; 4] = [Class::Nav, Class::Share, Class::Related, Class::Button];
    block.text().len() <= SAID_BYTES && block.scan().coverage(&OF_PAGE) >= 0.8
}

/// `Ann Lee said...`, `Ana dijo…`
fn is_said(text: &str) -> bool {
    let text = chars::trim(text);
    let Some(line) = text.strip_suffix("...").or_else(|| text.strip_suffix('…')) else { return false };
    let line = line.trim_end().to_lowercase();
    let named = |verb: &str| line.strip_suffix(verb).is_some_and(|name| !name.trim().is_empty());
    text.len() <= SAID_BYTES && Words::Said.all().iter().any(|verb| named(verb))
}

/// `3 comments:`, `5 COMMENTS (Add Yours Now!):`, `No hay comentarios:`
fn is_count(text: &str) -> bool {
    let text = chars::trim(text);
    if text.len() > COUNT || !text.ends_with(':') {
        return false;
    }
    let head = text.split(['(', '[']).next().unwrap_or_default();
    let folded = simplify(head).to_lowercase();
    let word = folded.trim_matches(|c: char| !c.is_alphabetic()).rsplit(' ').next().unwrap_or_default();
    Words::Comments.has(word)
}

/// A line alone below the text that says that nobody commented: `No comments:`. With a colon it speaks of nothing else.
pub(in super::super) fn is_none(text: &str) -> bool {
    let text = chars::trim(text);
    let Some(line) = text.strip_suffix(':').filter(|line| line.len() <= COUNT) else { return false };
    let mut words = line.split(' ');
    let none = |w: &str| Words::None.has(&w.to_lowercase());
    let count = line.split(' ').count();
    let last = line.rsplit(' ').next().unwrap_or_default().to_lowercase();
    (2..=3).contains(&count) && words.next().is_some_and(none) && Words::Comments.has(&last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_again_over_comments() {
        let over = |line: &str| {
            let blocks = ["The mill turns", "It does.", line].map(|text| Block::new(Kind::Paragraph, text));
            on_title(&blocks.iter().collect::<Vec<_>>())
        };
        for line in
            ["5 thoughts on \"The mill turns\"", "One thought on “The mill turns”", "2 réponses à « The mill turns »"]
        {
            assert_eq!(over(line), Some(2), "{line}");
        }
        for line in ["5 thoughts on \"The bridge\"", "He wrote \"The mill turns\"", "\"The mill turns\""] {
            assert_eq!(over(line), None, "{line}");
        }
    }

    #[test]
    fn lines_over_comments() {
        assert!(is_said("Ann Lee said...") && is_said("Ana dijo…") && is_said("anonymous a dit…"));
        assert!(!is_said("said...") && !is_said("The mill stands still, he said.") && !is_said("Nobody knows..."));
        for line in ["3 comments:", "5 COMMENTS (Add Yours Now!):", "2 comentarios:", "1 comment:"] {
            assert!(is_count(line), "{line}");
        }
        assert!(!is_count("3 comments") && !is_count("He had comments on it"));
        for line in
            ["No comments:", "No hay comentarios:", "Keine Kommentare:", "Nessun commento:", "Aucun commentaire:"]
        {
            assert!(is_none(line), "{line}");
        }
        assert!(!is_none("No comments") && !is_none("No further notes:"));
    }
}
