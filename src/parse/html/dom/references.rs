//! Character references: `&amp;`, `&#8212;`, `&copy`.

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};
use memchr::memchr;

/// Appends `text` with its references resolved. In attributes `&copy=` and `&copyright` are left as they are written.
pub(super) fn resolve(text: &str, in_attribute: bool, out: &mut String) {
    let mut rest = text;
    while let Some(at) = memchr(b'&', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        match reference(rest, in_attribute) {
            Some((chars, len)) => {
                out.extend(chars.into_iter().flatten());
                rest = &rest[len..];
            }
            None => out.push('&'),
        }
    }
    out.push_str(rest);
}

type Chars = [Option<char>; 2];

/// What the reference after `&` at the beginning of `text` stands for, and its length.
fn reference(text: &str, in_attribute: bool) -> Option<(Chars, usize)> {
    let bytes = text.as_bytes();
    match bytes.first()? {
        b'#' => {
            let (c, len) = numeric(&bytes[1..])?;
            Some(([Some(c), None], len + 1))
        }
        b if b.is_ascii_alphanumeric() => named(text, in_attribute),
        _ => None,
    }
}

fn numeric(bytes: &[u8]) -> Option<(char, usize)> {
    let (base, start) = if matches!(bytes.first()?, b'x' | b'X') { (16, 1) } else { (10, 0) };
    let mut at = start;
    let mut number: u32 = 0;
    while let Some(digit) = bytes.get(at).and_then(|b| char::from(*b).to_digit(base)) {
        number = number.saturating_mul(base).saturating_add(digit);
        at += 1;
    }
    if at == start {
        return None;
    }
    at += usize::from(bytes.get(at) == Some(&b';'));
    let c = match number {
        0 => '\u{fffd}',
        0x80..=0x9f => {
            let replaced = C1_REPLACEMENTS.get(number as usize - 0x80).copied().flatten();
            replaced.or_else(|| char::from_u32(number)).unwrap_or('\u{fffd}')
        }
        n => char::from_u32(n).unwrap_or('\u{fffd}'),
    };
    Some((c, at))
}

fn named(text: &str, in_attribute: bool) -> Option<(Chars, usize)> {
    // Nine of ten are one of these, and none of them is the beginning of a longer name.
    for (name, c) in [("nbsp;", '\u{a0}'), ("amp;", '&'), ("quot;", '"'), ("lt;", '<'), ("gt;", '>')] {
        if text.starts_with(name) {
            return Some(([Some(c), None], name.len()));
        }
    }
    // The table holds the beginnings of names, too, with 0 for what they stand for.
    let mut found = None;
    for (at, b) in text.bytes().enumerate() {
        let Some((first, second)) = text.get(..=at).and_then(|name| NAMED_ENTITIES.get(name)) else { break };
        if *first != 0 {
            found = Some(((*first, *second), at + 1, b));
        }
    }
    let ((first, second), len, last) = found?;
    let after = text.as_bytes().get(len);
    if in_attribute && last != b';' && after.is_some_and(|b| *b == b'=' || b.is_ascii_alphanumeric()) {
        return None;
    }
    Some(([char::from_u32(first), char::from_u32(second).filter(|_| second != 0)], len))
}

#[cfg(test)]
mod tests {
    use super::resolve;

    fn text(of: &str) -> String {
        let mut out = String::new();
        resolve(of, false, &mut out);
        out
    }

    #[test]
    fn references_are_resolved_as_browsers_do() {
        assert_eq!(text("a&nbsp;b &amp;amp; &lt;p&gt;"), "a\u{a0}b &amp; <p>");
        assert_eq!(text("&#65;&#x4e2d &#128; &#0; &#xd800; &#99999999999;"), "A中 € \u{fffd} \u{fffd} \u{fffd}");
        assert_eq!(text("&notit; &notin; &NotEqualTilde; &nope; &; &#; &#x;"), "¬it; ∉ ≂̸ &nope; &; &#; &#x;");
        assert_eq!(text("&copy 1 &中 &"), "© 1 &中 &");
    }

    #[test]
    fn addresses_keep_what_only_looks_like_a_reference() {
        let mut out = String::new();
        resolve("?a=1&copy=2&not3&amp;reg &reg;", true, &mut out);
        assert_eq!(out, "?a=1&copy=2&not3&reg ®");
    }
}
