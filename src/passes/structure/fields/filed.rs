//! Lines that say under what a post is filed, by where their links lead: `Posted by [Ann](/author/ann/) in [Mills](/category/mills/)`.

use super::super::cut_frames::is_text;
use super::super::layout::is_prose;
use super::imprints::{Found, whole_date};
use crate::changes::Changes;
use crate::document::{Block, Document, Kind};
use crate::meta::MetaKey;

/// Letters of the longest word beside the links, and most of them: `Posted by`, `Tags:`.
const WORDS: usize = 40;

/// Parts of addresses, and what stands under them.
const PARTS: &[(&str, MetaKey)] = &[
    ("/author/", MetaKey::Author),
    ("/authors/", MetaKey::Author),
    ("/category/", MetaKey::Category),
    ("/categories/", MetaKey::Category),
    ("/tag/", MetaKey::Tag),
    ("/tags/", MetaKey::Tag),
];

/// What such a line says; `None` unless most of it is links, and one leads to an author, a category or a tag.
pub(in super::super) fn read(block: &Block) -> Option<Found> {
    let hints = block.hints().filter(|hints| !hints.links.is_empty())?;
    if block.kind() != Kind::Paragraph || is_prose(block) {
        return None;
    }
    let text = block.text();
    let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
    let linked = hints.link_chars as usize;
    if letters > linked + WORDS || letters > 2 * linked {
        return None;
    }
    let mut found = Found::new();
    for link in &hints.links {
        let said = text.get(link.text.start as usize..link.text.end as usize).unwrap_or_default().trim();
        if let Some((_, key)) = PARTS.iter().find(|(part, _)| link.href.contains(part)) {
            found.push((*key, said.to_owned()));
        } else if let Some(date) = first_date(said) {
            found.push((MetaKey::Date, date));
        }
    }
    let filed = |(key, value): &(MetaKey, String)| *key != MetaKey::Date && !value.is_empty();
    // A sentence may link to a tag, too.
    let known: usize = found.iter().map(|(_, value)| value.chars().count()).sum();
    (found.iter().any(filed) && known * 2 >= linked).then_some(found)
}

/// The first of two dates that ran together: `2024-10-282024-11-14`.
fn first_date(text: &str) -> Option<String> {
    let twice = text.is_ascii() && text.len() == 20;
    whole_date(if twice { &text[..10] } else { text })
}

/// Takes such lines above the text as metadata; below it they repeat what is known.
pub(in super::super) fn lift(doc: &Document, blocks: &[&Block], first: usize, changes: &mut Changes) {
    let below = blocks.iter().rposition(|b| is_text(b)).map_or(first, |n| n + 1);
    let known = |key| doc.meta().get(key).is_some();
    for (n, block) in blocks.iter().enumerate().filter(|(n, _)| *n < first || *n >= below) {
        let Some(found) = read(block).filter(|_| block.cut_by().is_none()) else { continue };
        // One link at the end may be what the text points to.
        if n >= first && found.len() < 2 {
            continue;
        }
        for (key, value) in found.into_iter().filter(|(key, value)| n < first && !known(*key) && !value.is_empty()) {
            changes.add_meta(key, value, "filed-under");
        }
        changes.relabel(block, Kind::Meta);
    }
}
