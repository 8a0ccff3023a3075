//! What stands in an element for headings and is none.

use super::walk::Page;
use crate::chars;
use crate::document::Kind;

/// Width from which a line that ends as a sentence does is one, whatever its element says, and from which any line is.
const SENTENCE: usize = 60;
const LONG: usize = 160;

/// Whether markup begins with a heading that is one.
pub(super) fn opens(markup: &str) -> bool {
    let Some(rest) = markup.trim_start().strip_prefix('<').and_then(|rest| rest.strip_prefix(['h', 'H'])) else {
        return false;
    };
    let level = rest.starts_with(|c: char| ('1'..='6').contains(&c));
    let text = rest.split_once('>').and_then(|(_, behind)| behind.split("</").next());
    level && text.is_some_and(|text| !is_lead(text))
}

/// Makes paragraphs of what is no heading: leads of whole sentences, and marks without a letter.
pub(super) fn relabel(page: &mut Page<'_>, title: Option<usize>) {
    for (n, item) in page.items.iter_mut().enumerate() {
        let Kind::Heading(level) = item.kind else { continue };
        let lead = level > 1 && Some(n) != title && is_lead(&item.text);
        if lead || !item.text.contains(char::is_alphanumeric) {
            item.kind = Kind::Paragraph;
        }
    }
}

/// Whether a heading is whole sentences.
fn is_lead(text: &str) -> bool {
    let width = || chars::width(text);
    let ends = text.ends_with('.') || text.contains('。');
    text.len() >= SENTENCE && (ends && width() >= SENTENCE || width() > LONG)
}
