//! Encoding declarations inside HTML and XML, found as the WHATWG standard prescribes ("prescan a byte stream").

use memchr::memchr;

/// The standard looks at 1,024 bytes; pages of the wild put comments and scripts first, and browsers look further.
const WINDOW: usize = 8192;

/// The label that the document declares for itself, if any.
pub(crate) fn declared(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..bytes.len().min(WINDOW)).unwrap_or_default();
    xml(head).or_else(|| meta(head))
}

/// `<?xml version="1.0" encoding="gb2312"?>` at the very start (white space before it is an error that occurs).
fn xml(head: &[u8]) -> Option<String> {
    let head = head.trim_ascii_start();
    let body = head.strip_prefix(b"<?xml")?;
    let end = body.iter().position(|b| *b == b'>')?;
    let body = body.get(..end)?;
    let at = find(body, b"encoding")?;
    let rest = body.get(at + 8..)?.trim_ascii_start().strip_prefix(b"=")?;
    label(quoted(rest.trim_ascii_start())?)
}

/// The first `<meta>` that names an encoding, outside comments.
fn meta(head: &[u8]) -> Option<String> {
    let mut rest = head;
    while let Some(at) = memchr(b'<', rest) {
        rest = rest.get(at..)?;
        if let Some(comment) = rest.strip_prefix(b"<!--") {
            let end = find(comment, b"-->")?;
            rest = comment.get(end + 3..)?;
            continue;
        }
        let tag = rest.get(1..)?;
        let is_meta = tag.get(..4).is_some_and(|t| t.eq_ignore_ascii_case(b"meta"))
            && tag.get(4).is_some_and(|b| b.is_ascii_whitespace() || *b == b'/');
        if is_meta {
            let (found, tail) = attributes(tag.get(4..)?);
            if found.is_some() {
                return found;
            }
            rest = tail;
        } else {
            rest = tag;
        }
    }
    None
}

/// Reads the attributes of a meta tag: the label it declares, and what follows the tag.
fn attributes(mut rest: &[u8]) -> (Option<String>, &[u8]) {
    let (mut charset, mut content, mut is_type) = (None, None, false);
    loop {
        while let Some((b, tail)) = rest.split_first().filter(|(b, _)| b.is_ascii_whitespace() || **b == b'/') {
            let _ = b;
            rest = tail;
        }
        if rest.first().is_none_or(|b| *b == b'>') {
            break;
        }
        let end = rest.iter().position(|b| b.is_ascii_whitespace() || matches!(b, b'=' | b'>' | b'/'));
        let (name, tail) = rest.split_at(end.unwrap_or(rest.len()).max(usize::from(end == Some(0))));
        rest = tail;
        let spaced = rest.trim_ascii_start();
        let mut value: &[u8] = b"";
        if let Some(after) = spaced.strip_prefix(b"=") {
            let after = after.trim_ascii_start();
            value = quoted(after).unwrap_or_default();
            let quotes = usize::from(matches!(after.first(), Some(b'"' | b'\'')));
            rest = after.get(value.len() + quotes * 2..).unwrap_or_default();
        }
        match name.to_ascii_lowercase().as_slice() {
            b"charset" => charset = charset.or_else(|| label(value)),
            b"content" => content = content.or_else(|| content_type(value)),
            b"http-equiv" => is_type = value.trim_ascii().eq_ignore_ascii_case(b"content-type"),
            _ => {}
        }
    }
    (charset.or(content.filter(|_| is_type)), rest)
}

/// The charset of `text/html; charset=gb2312`, from an attribute or a transport header.
pub(crate) fn content_type(value: &[u8]) -> Option<String> {
    let at = find(value, b"charset")?;
    let rest = value.get(at + 7..)?.trim_ascii_start().strip_prefix(b"=")?;
    let rest = rest.trim_ascii_start();
    let inner = quoted(rest)?;
    label(inner.split(|b| *b == b';').next()?)
}

/// A value in quotes, or up to white space or the end of the tag.
fn quoted(rest: &[u8]) -> Option<&[u8]> {
    match rest.first()? {
        q @ (b'"' | b'\'') => {
            let inner = rest.get(1..)?;
            inner.get(..inner.iter().position(|b| b == q)?)
        }
        _ => rest.get(..rest.iter().position(|b| b.is_ascii_whitespace() || *b == b'>').unwrap_or(rest.len())),
    }
}

fn label(value: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(value).ok()?.trim();
    (!text.is_empty() && text.len() <= 40 && text.is_ascii()).then(|| text.to_ascii_lowercase())
}

/// Position of a lower-case needle, case ignored.
fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|w| w.eq_ignore_ascii_case(needle))
}
