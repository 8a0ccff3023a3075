//! HTML in Markdown: what goes on behind a blank line, set in as its program indented it, and what stands behind its end.

use crate::document::{Block, Hints, Kind, Link};

/// How many elements that hold blocks a piece of HTML opens and does not close; less than none if it closes more.
pub(super) fn left_open(html: &str) -> isize {
    const HOLDERS: [&str; 5] = ["div", "section", "article", "center", "table"];
    let opens = |at: usize| {
        let tag = &html[at + 1..];
        let (change, name) = tag.strip_prefix('/').map_or((1, tag), |name| (-1, name));
        if HOLDERS.iter().any(|holder| name.starts_with(holder)) { change } else { 0 }
    };
    memchr::memchr_iter(b'<', html.as_bytes()).map(opens).sum()
}

/// Whether a piece that is set in begins with a comment or an element that makes a block.
pub(super) fn is_markup(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('<') else { return false };
    let name = rest.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    const BLOCKS: [&str; 12] =
        ["p", "div", "style", "script", "table", "ul", "ol", "section", "figure", "center", "article", "span"];
    rest.starts_with("!--") || BLOCKS.iter().any(|block| name.eq_ignore_ascii_case(block))
}

/// A bare address behind the last element of a piece of HTML, as in `<p>…</p> <http://news.example.org/1.html>`.
pub(super) fn trailing_address(html: &str) -> (&str, Option<&str>) {
    let whole = html.trim_end();
    let found = whole.strip_suffix('>').and_then(|t| t.rfind('<').map(|at| (at, &t[at + 1..])));
    match found {
        Some((at, url)) if is_address(url) => (&whole[..at], Some(url)),
        _ => (html, None),
    }
}

fn is_address(text: &str) -> bool {
    (text.starts_with("http://") || text.starts_with("https://")) && !text.contains(char::is_whitespace)
}

/// A line that is nothing but an address.
pub(super) fn linked(address: &str) -> Block {
    let end = u32::try_from(address.len()).unwrap_or(u32::MAX);
    let link = Link { text: 0..end, href: address.to_owned() };
    Block::new(Kind::Paragraph, address).with_hints(Hints { link_chars: end, links: vec![link], ..Hints::default() })
}
