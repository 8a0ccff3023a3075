//! Stars of emphasis beside Chinese that Markdown leaves in the text.

use std::ops::Range;

use crate::chars;

/// Pairs of `**` that Markdown leaves as they are, because its rules for where emphasis may begin and end ask for spaces, and
/// Chinese has none: `**“……。”**他说`. <https://spec.commonmark.org/0.31.2/#delimiter-run>
pub(super) fn stars(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if memchr::memchr(b'*', text.as_bytes()).is_none() {
        return found;
    }
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        found.extend(stars_of(line).into_iter().map(|range| range.start + start..range.end + start));
        start += line.len();
    }
    found
}

/// Those of a line.
fn stars_of(text: &str) -> Vec<Range<usize>> {
    let at: Vec<usize> = memchr::memmem::find_iter(text.as_bytes(), "**").collect();
    let mut found = Vec::new();
    for pair in at.as_chunks::<2>().0 {
        let (before, inner, after) = (&text[..pair[0]], &text[pair[0] + 2..pair[1]], &text[pair[1] + 2..]);
        let plain = !inner.trim().is_empty() && !inner.contains(['*', '\n']);
        let two = !before.ends_with('*') && !after.starts_with('*');
        // A mark inside and a letter outside: there the rules ask for a space, of a digit as well.
        let chinese = inner.contains(chars::is_han);
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && (chinese || chars::is_cjk(c)));
        // Braces and the like are code.
        let mark = |c: Option<char>| {
            c.is_some_and(|c| !c.is_alphanumeric() && (!c.is_ascii() || "\"'()[].,:;!?%".contains(c)))
        };
        let opens = mark(inner.chars().next()) && letter(before.chars().next_back());
        let closes = mark(inner.chars().next_back()) && letter(after.chars().next());
        // `**撰文  **阿穗`: nor may a space stand inside. Two that open stand behind spaces: `int **甲 和 **乙`.
        let words = inner.trim().chars().all(|c| chars::is_cjk(c) || c == '&' || c == ' ');
        let apart = before.ends_with(char::is_whitespace) && !inner.starts_with(' ');
        let alone = before.trim().is_empty() && after.trim().is_empty();
        let spaced = chinese && words && inner.trim() != inner && !apart && !alone && at.len().is_multiple_of(2);
        let bare = plain && (inner.trim() == inner || spaced);
        if bare && two && (opens || closes || spaced) {
            found.extend(pair.map(|at| at..at + 2));
        }
    }
    found
}
