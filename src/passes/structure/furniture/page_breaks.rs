//! What stands between the pages of a scanned text: the number of the page, and a line that repeats the head of the first one.

use super::super::layout::{Layout, is_line, is_prose};
use crate::changes::Changes;
use crate::chars;
use crate::document::{Block, Document, Kind};

/// Lines above the text that a line between pages may repeat.
const HEAD: usize = 8;

/// Cuts page numbers within the body and the lines beside them that repeat the head, and joins the paragraph that they part.
///
/// Sections of an essay are numbered in the same form (`— 02 —`). Pages end in the midst of a paragraph, or their head is
/// repeated; where neither is seen once, the numbers are those of sections.
pub(in super::super) fn cut(doc: &Document, layout: &Layout<'_>, changes: &mut Changes) {
    if doc.format != "text" || !layout.blocks.iter().any(|b| is_page_number(b.text())) {
        return;
    }
    let live: Vec<&Block> = layout.blocks.iter().copied().filter(|b| b.cut_by().is_none()).collect();
    let breaks: Vec<Break<'_>> = (1..live.len().saturating_sub(1))
        .filter(|n| is_page_number(live[*n].text()))
        .filter_map(|n| Break::at(doc, &live, n))
        .collect();
    if !breaks.iter().any(|b| b.parts || b.lines.len() > 1) {
        return;
    }
    for Break { before, lines, after, parts } in breaks {
        lines.iter().for_each(|b| changes.cut(b));
        if parts {
            let spaced = !before.text().chars().next_back().is_some_and(chars::is_wide);
            changes.rewrite(before, &[before.text(), if spaced { " " } else { "" }, after.text()].concat());
            changes.cut(after);
        }
    }
}

/// A number that may be a page's, with the line beside it that repeats the head.
struct Break<'a> {
    before: &'a Block,
    lines: Vec<&'a Block>,
    after: &'a Block,
    /// Whether it parts a paragraph, as it does as often as not.
    parts: bool,
}

impl<'a> Break<'a> {
    fn at(doc: &Document, live: &[&'a Block], n: usize) -> Option<Break<'a>> {
        let repeats = |m: usize| live.get(m).is_some_and(|b| is_line(b, 80) && repeats_head(doc, b));
        let start = if n > 1 && repeats(n - 1) { n - 1 } else { n };
        let end = if repeats(n + 1) { n + 1 } else { n };
        let (before, after) = (*live.get(start.checked_sub(1)?)?, *live.get(end + 1)?);
        let text = before.kind() == Kind::Paragraph && after.kind() == Kind::Paragraph && before.text().len() >= 60;
        let open = !chars::is_sentence(before.text()) && !before.text().ends_with([':', '：']);
        let parts = text && open && chars::is_sentence(after.text());
        Some(Break { before, lines: live.get(start..=end)?.to_vec(), after, parts })
    }
}

/// `· 42 ·`, `- 7 -`, `第 3 页`.
fn is_page_number(text: &str) -> bool {
    if text.len() > 24 || !chars::any_byte(text, |b| b.is_ascii_digit()) {
        return false;
    }
    let inner = text.trim().trim_matches(|c: char| c.is_whitespace() || "·•-–—~～―".contains(c));
    let mark = |c: char| !c.is_alphanumeric() && !c.is_whitespace();
    let marked = text.trim().starts_with(mark) && text.trim().ends_with(mark);
    let page = inner.strip_prefix('第').and_then(|t| t.strip_suffix(['页', '頁']));
    let number = page.or_else(|| marked.then_some(inner)).map_or("", str::trim);
    (1..=4).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a line begins with a line above the text: the name of the journal or the title.
fn repeats_head(doc: &Document, block: &Block) -> bool {
    let bare = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let text = bare(block.text());
    doc.all_blocks().take(HEAD).take_while(|b| b.id() != block.id() && !is_prose(b)).any(|head| {
        let head = bare(head.text());
        head.chars().count() >= 4 && text.starts_with(&head)
    })
}

#[cfg(test)]
mod tests {
    use super::is_page_number;

    #[test]
    fn page_numbers() {
        for text in ["· 42 ·", "- 7 -", "—12—", "第 3 页", "第12頁"] {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["42", "1984", "- 甲 -", "第三页", "12 -", "——", "- 12", "-1"] {
            assert!(!is_page_number(text), "{text}");
        }
    }
}
