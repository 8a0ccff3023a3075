//! The names in an element that is about a writer, told apart from what else stands in it (post, place, date, links).

use super::dom::{NodeId, Tree};
use super::evidence::MAX_VALUE;
use crate::chars::folded;
use crate::phrases::Words;

/// A piece of text of one node.
struct Piece<'a> {
    text: &'a str,
    link: bool,
}

/// The names, with commas between them: the first piece that is more than `By`, and what is joined to it by a comma,
/// by `and`, or by being the next link. A piece that merely follows is a post, a place or a date.
pub(super) fn names(tree: &Tree, element: NodeId) -> String {
    let mut out = String::new();
    let mut open = false;
    let mut linked = false;
    for piece in pieces(tree, element) {
        let lower = piece.text.to_lowercase();
        if Words::Between.has(&lower) {
            open = !out.is_empty();
            continue;
        }
        let last = lower.rsplit(' ').next().unwrap_or_default().trim_end_matches(':');
        if Words::Opener.has(last) {
            if out.is_empty() {
                continue;
            }
            // `By A, reviewed by B`: the second did not write it.
            break;
        }
        let comma = piece.text.starts_with([',', '、', ';', '&']) || lower.starts_with("and ");
        let single = |s: &str| !s.contains(' ') && s.starts_with(char::is_uppercase);
        if out.is_empty() {
            out.push_str(piece.text);
        } else if open || comma || piece.link && linked {
            out.push_str(", ");
            out.push_str(piece.text.trim_start_matches([',', '、', ';', '&', ' ']));
        } else if single(&out) && single(piece.text) && !linked {
            // First name and surname in elements of their own.
            out.push(' ');
            out.push_str(piece.text);
        } else {
            break;
        }
        linked = piece.link;
        open = piece.text.ends_with([',', '、', '&', ';']) || Words::Between.has(last);
        if out.len() > MAX_VALUE {
            break;
        }
    }
    out
}

/// The pieces of text in an element, at most 60.
fn pieces(tree: &Tree, element: NodeId) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    for node in tree.descendants(element) {
        let Some(text) = tree.text(node) else { continue };
        let text = text.trim();
        let above = tree.parent(node).and_then(|n| tree.name(n));
        if text.is_empty() || above.is_some_and(is_unseen) {
            continue;
        }
        let link = tree.ancestors(node).take(3).any(|e| tree.name(e) == Some("a"));
        out.push(Piece { text, link });
        if out.len() == 60 {
            break;
        }
    }
    out
}

/// Elements whose text nobody sees, or whose text does something (`Follow`, `Copy link`).
pub(super) fn is_unseen(name: &str) -> bool {
    matches!(name, "script" | "style" | "noscript" | "template" | "title" | "button")
}

/// Whether an address is that of a writer: `/author/ann-lee`, `/writers/7`.
pub(super) fn is_of_writer(href: &str) -> bool {
    behind_part(href, &['/', '?', '#'], Words::PathWriter).is_some()
}

/// Whether an address is that of the account `name`: `/users/river41`, or one by its number, `home.php?mod=space&uid=7`.
pub(super) fn is_of_account(href: &str, name: &str) -> bool {
    behind_part(href, &['/', '?', '#', '&', '='], Words::PathAccount)
        .is_some_and(|part| part.bytes().all(|b| b.is_ascii_digit()) || folded(part).contains(&folded(name)))
}

/// The part of an address that stands behind one of the words.
fn behind_part<'h>(href: &'h str, separators: &[char], words: Words) -> Option<&'h str> {
    let path = href.split_once("://").map_or(href, |(_, rest)| rest);
    let parts = path.split(separators);
    parts.clone().zip(parts.skip(1)).find(|(word, next)| words.has(word) && !next.is_empty()).map(|(_, next)| next)
}
