//! What stands in an element for headings and is none.

use super::walk::Page;
use crate::chars;
use crate::document::Kind;

/// Width from which a line that ends as a sentence does is one, whatever its element says, and from which any line is.
const SENTENCE: usize = 60;
const LONG: usize = 160;

/// Makes paragraphs of what is no heading: leads of whole sentences, and marks without a letter.
pub(super) fn relabel(page: &mut Page<'_>, title: Option<usize>) {
    for (n, item) in page.items.iter_mut().enumerate() {
        let Kind::Heading(level) = item.kind else { continue };
        let width = || chars::width(&item.text);
        let lead = level > 1
            && Some(n) != title
            && item.text.len() >= SENTENCE
            && (item.text.ends_with(['.', '。']) && width() >= SENTENCE || width() > LONG);
        if lead || !item.text.contains(char::is_alphanumeric) {
            item.kind = Kind::Paragraph;
        }
    }
}
