//! Entities that a page escaped twice (`&amp;nbsp;`), so that they are text after parsing.

use std::borrow::Cow;

/// Longest entity looked at (bytes).
const LONGEST: usize = 12;

/// Decodes entities left in parsed text. `&lt;` and `&gt;` stay: a page that shows them talks about markup.
pub(super) fn decode_twice(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut done = 0;
    let mut at = 0;
    while let Some(start) = text[at..].find('&').map(|n| at + n) {
        at = start + 1;
        let window = &text.as_bytes()[at..text.len().min(at + LONGEST)];
        let Some(len) = window.iter().position(|b| *b == b';') else { continue };
        let name = &text[at..at + len];
        let plain = name.trim_start_matches('#').bytes().all(|b| b.is_ascii_alphanumeric());
        if len == 0 || !plain || matches!(name, "lt" | "gt" | "amp" | "LT" | "GT" | "AMP") {
            continue;
        }
        let entity = &text[start..at + len + 1];
        let decoded = html_escape::decode_html_entities(entity);
        if decoded != entity {
            out.push_str(&text[done..start]);
            out.push_str(&decoded);
            done = at + len + 1;
            at = done;
        }
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[done..]);
    Cow::Owned(out)
}

/// A line of text without the tags in it.
pub(super) fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut inside = false;
    for c in text.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out.trim().to_owned()
}
