//! HTML that goes on behind a blank line in Markdown, set in as its program indented it.

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
