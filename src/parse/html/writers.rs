//! Writers by the links around the text, and where elements name them.

use super::byline::{is_of_account, is_of_writer};
use super::evidence::Found;
use super::search::is_short;
use super::visible::{END, LONGEST_NAME};
use super::walk::{Item, Page};
use crate::meta::MetaKey;

/// Blocks above the title from which on the account of who posted the text may stand.
const POSTER: usize = 4;
/// Blocks above the title or the text in which an element may name its writer; below stand other texts and books.
const FAR: usize = 20;

/// Links to the pages of writers.
pub(super) fn linked(items: &[Item], apart: u32, found: &mut Found) {
    for item in items.iter().filter(|i| i.flags & apart == 0) {
        let mut any = false;
        for link in item.links.iter().filter(|l| is_of_writer(&l.href)) {
            let text = item.text.get(link.text.start as usize..link.text.end as usize).unwrap_or_default();
            if !text.is_empty() && is_short(text, LONGEST_NAME) {
                found.add(MetaKey::Author, text, "link:author");
                any = true;
            }
        }
        // Other writers' links belong to other texts.
        if any {
            return;
        }
    }
}

/// The first account that opens a short line above the text: who wrote the first post.
pub(super) fn poster(page: &Page<'_>, (head, post): (usize, usize), apart: u32, found: &mut Found) {
    let items = page.items.get(head.saturating_sub(POSTER)..post.min(page.items.len()));
    let short =
        items.unwrap_or_default().iter().filter(|i| i.flags & apart == 0 && is_short(&i.text, LONGEST_NAME * 2));
    for item in short {
        for link in &item.links {
            let text = item.text.get(link.text.start as usize..link.text.end as usize).unwrap_or_default().trim();
            let opens = item.text.trim_start().starts_with(text);
            if opens && !text.is_empty() && is_short(text, LONGEST_NAME) && is_of_account(&link.href, text) {
                found.add(MetaKey::Author, text, "link:account");
                return;
            }
        }
    }
}

/// Drops writers whom elements name only far from the text: they wrote another one, or a book that is advertised.
pub(super) fn drop_far(page: &Page<'_>, (first, last): (usize, usize), found: &mut Found) {
    /// Pieces of evidence that are looked for on the page.
    const MOST: usize = 20;
    let near = first.saturating_sub(FAR)..last + 1 + END;
    let mut asked = 0;
    found.list.retain(|e| {
        if e.key != MetaKey::Author || !matches!(e.from, "class:author" | "class:author-name") || asked == MOST {
            return true;
        }
        asked += 1;
        let name = e.value.split([',', '、']).next().unwrap_or_default();
        let shown = |items: &[Item]| items.iter().any(|i| i.text.contains(name));
        let (above, rest) = page.items.split_at(near.start.min(page.items.len()));
        let (beside, below) = rest.split_at(near.len().min(rest.len()));
        shown(beside) || !shown(above) && !shown(below)
    });
}
