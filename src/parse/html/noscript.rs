//! Pages that are built by script and keep their text in `noscript` for whoever runs none (forum software does).

use memchr::{memchr, memmem};

use super::guard::{Guarded, guard};

/// Letters of one `noscript` below which it is a notice or a picture that loads late. In the evaluation sets notices
/// have up to 257 and menus up to 722, on pages that show more than that; the shortest of three threads has 2,433.
const LEAST: usize = 250;

/// Scans a page; `noscript` elements that hold more text than the page shows without them become part of it.
pub(super) fn guard_opened(text: &str, max_depth: usize) -> Guarded {
    let guarded = guard(text, max_depth);
    let found = long_ones(text);
    let inside: usize = found.iter().map(|f| f.letters).sum();
    if inside == 0 || inside <= letters(&guarded.html) {
        return guarded;
    }
    let mut opened = String::with_capacity(text.len());
    let mut done = 0;
    for one in found {
        opened.push_str(text.get(done..one.from).unwrap_or_default());
        opened.push_str("<div>");
        opened.push_str(text.get(one.inner..one.end).unwrap_or_default());
        opened.push_str("</div>");
        done = one.to;
    }
    opened.push_str(text.get(done..).unwrap_or_default());
    guard(&opened, max_depth)
}

/// A `noscript` element by the places of its tags.
struct Hidden {
    from: usize,
    inner: usize,
    end: usize,
    to: usize,
    letters: usize,
}

fn long_ones(text: &str) -> Vec<Hidden> {
    let bytes = text.as_bytes();
    let mut tags: Vec<usize> = memmem::find_iter(bytes, b"noscript").collect();
    tags.extend(memmem::find_iter(bytes, b"NOSCRIPT"));
    tags.sort_unstable();
    let mut out = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    // Everything before it has been looked at: no look goes over the same text twice.
    let mut done = 0;
    for at in tags {
        let begins = open.is_none() && at >= 1 && bytes[at - 1] == b'<';
        let ends = open.is_some() && at >= done + 2 && bytes[at - 2..].starts_with(b"</");
        if at < done || !begins && !ends {
            continue;
        }
        let Some(to) = memchr(b'>', &bytes[at..]).map(|n| at + n + 1) else { break };
        done = to;
        match open.take() {
            None => open = Some((at - 1, to)),
            Some((from, inner)) => {
                let letters = text.get(inner..at - 2).map_or(0, letters);
                if letters >= LEAST {
                    out.push(Hidden { from, inner, end: at - 2, to, letters });
                }
            }
        }
    }
    out
}

/// Letters and digits outside tags; styles and scripts do not count.
fn letters(html: &str) -> usize {
    let mut count = 0;
    let mut rest = html;
    while !rest.is_empty() {
        let end = memchr(b'<', rest.as_bytes()).unwrap_or(rest.len());
        count += rest[..end].chars().filter(|c| c.is_alphanumeric()).count();
        rest = &rest[end..];
        let lower = |tag: &str| rest.get(..tag.len()).is_some_and(|t| t.eq_ignore_ascii_case(tag));
        let close = if lower("<style") {
            memmem::find(rest.as_bytes(), b"</style")
        } else if lower("<script") {
            memmem::find(rest.as_bytes(), b"</script")
        } else {
            memchr(b'>', rest.as_bytes())
        };
        rest = close.and_then(|n| rest.get(n + 1..)).unwrap_or_default();
    }
    count
}
