//! What the content itself says of its format. A file name is a hint at best: crawlers save everything as `.txt`.

use std::borrow::Cow;
use std::ops::Range;

use super::{FORMATS, Format, format};

/// Bytes that are looked at. Markup shows early, and a whole-file count would cost a pass over the text.
const WINDOW: usize = 16 * 1024;

/// Elements that make blocks; seeing them closed in a text says that it holds HTML.
const BLOCK_TAGS: &[&str] =
    &["p", "div", "br", "table", "ul", "ol", "h1", "h2", "h3", "article", "section", "blockquote", "span"];

pub(super) fn sniff(
    text: &str,
    named: Option<&'static Format>,
    front_matter: bool,
    code: &[Range<usize>],
) -> &'static Format {
    let named = named.unwrap_or(&FORMATS[0]);
    if is_settled(text, named) {
        return format(if named.name == "verbatim" { "verbatim" } else { "html" }).unwrap_or(named);
    }
    let head = without(window(text), code);
    let head = head.as_ref();
    let html = tags(head);
    let markdown = markdown_signs(head);
    if named.name == "markdown" || markdown >= 2 || (front_matter && (html > 0 || markdown > 0)) {
        // Markdown may hold HTML blocks, so it is the safe reading when both show.
        return format("markdown").unwrap_or(named);
    }
    if html >= 2 {
        return format("html").unwrap_or(named);
    }
    named
}

/// Whether nothing has to be looked for in `text`: it was said what it is, or it opens like a whole page.
pub(super) fn is_settled(text: &str, named: &'static Format) -> bool {
    named.name == "html" || named.name == "verbatim" || is_page(window(text))
}

fn window(text: &str) -> &str {
    let mut end = text.len().min(WINDOW);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// What stands around the code: a remark is no heading, and a tag in a string none of the document.
fn without<'a>(head: &'a str, code: &[Range<usize>]) -> Cow<'a, str> {
    if code.is_empty() {
        return Cow::Borrowed(head);
    }
    let mut left = String::with_capacity(head.len());
    let mut at = 0;
    for range in code {
        left.push_str(head.get(at..range.start.min(head.len())).unwrap_or_default());
        at = range.end.min(head.len());
    }
    left.push_str(head.get(at..).unwrap_or_default());
    Cow::Owned(left)
}

/// Whether the text opens like a whole page.
fn is_page(head: &str) -> bool {
    let mut rest = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    while let Some(after) = rest.strip_prefix("<!--") {
        let Some(end) = after.find("-->") else { return false };
        rest = after[end + 3..].trim_start();
    }
    let opens = |tag: &&str| rest.get(..tag.len()).is_some_and(|head| head.eq_ignore_ascii_case(tag));
    rest.starts_with('<') && ["<!doctype html", "<html", "<head", "<body", "<?xml"].iter().any(opens)
}

/// How many block elements are opened in `head` (counted to 8).
fn tags(head: &str) -> usize {
    let mut count = 0;
    let mut rest = head;
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        rest = &rest[at + 1..];
        let name = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let after = rest.as_bytes().get(name).copied().unwrap_or(b' ');
        if matches!(after, b'>' | b' ' | b'/') && BLOCK_TAGS.iter().any(|t| t.eq_ignore_ascii_case(&rest[..name])) {
            count += 1;
            if count >= 8 {
                break;
            }
        }
    }
    count
}

/// Signs of Markdown that plain text does not show by chance, counted to 2 or little more.
fn markdown_signs(head: &str) -> usize {
    // Most text has neither anywhere, and is then not searched line by line.
    let holds = |sign: &str| memchr::memmem::find(head.as_bytes(), sign.as_bytes()).is_some();
    let (links, strongs) = (holds("]("), holds("**"));
    let bytes = head.as_bytes();
    if !links && !strongs && memchr::memchr3(b'#', b'`', b'~', bytes).is_none() && memchr::memchr(b'<', bytes).is_none()
    {
        return 0;
    }
    let mut signs = 0;
    for line in head.lines().take(400) {
        let line = line.trim_end();
        let hashes = line.bytes().take_while(|b| *b == b'#').count();
        let heading = (1..=6).contains(&hashes) && line.as_bytes().get(hashes) == Some(&b' ');
        let fence = line.starts_with("```") || line.starts_with("~~~");
        let link = links && line.find("](").is_some_and(|at| line[..at].contains('[') && line[at..].contains(')'));
        let autolink = (line.starts_with("<http://") || line.starts_with("<https://")) && line.ends_with('>');
        let strong = strongs && line.matches("**").count() >= 2;
        signs += usize::from(heading) + usize::from(fence) + usize::from(link) + usize::from(autolink);
        signs += usize::from(strong);
        // Nobody asks for more.
        if signs >= 2 {
            break;
        }
    }
    signs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> &'static str {
        sniff(text, None, false, &[]).name
    }

    #[test]
    fn content_decides() {
        assert_eq!(name("<!DOCTYPE html><html><body>x</body></html>"), "html");
        assert_eq!(name("<!-- saved -->\n<HTML><p>x"), "html");
        assert_eq!(name("<p>一</p>\n<p>二</p>"), "html");
        assert_eq!(name("# 标题\n\n正文 [链接](http://a.example/)"), "markdown");
        assert_eq!(name("一行\n\n又一行"), "text");
        assert_eq!(name("if a < b and b > c then p"), "text");
    }
}
