//! What the parser of Markdown does not get to see: code that nothing marks, and the marks of containers that dialects have
//! (`::: tip` above a stretch of the text and `:::` below it).

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem;

/// Bytes of the longest line that opens a container, and of the longest name of one.
const LINE: usize = 80;
const NAME: usize = 24;

/// Level of the heading that the title of a container becomes: the least.
const LEVEL: usize = 6;

/// The text with line ends in place of its code and of the marks of containers, so that all else keeps its place. The title of a
/// container is a heading.
pub(super) fn masked<'a>(text: &'a str, code: &[Range<usize>]) -> Cow<'a, str> {
    let mut hidden = marks(text);
    if code.is_empty() && hidden.is_empty() {
        return Cow::Borrowed(text);
    }
    hidden.retain(|(mark, _)| !code.iter().any(|code| code.start < mark.end && mark.start < code.end));
    hidden.extend(code.iter().map(|code| (code.clone(), false)));
    hidden.sort_unstable_by_key(|(range, _)| range.start);
    let mut masked = String::with_capacity(text.len());
    for (range, titled) in hidden {
        masked.push_str(text.get(masked.len()..range.start).unwrap_or_default());
        let fill = range.end.saturating_sub(masked.len());
        let level = if titled { fill.saturating_sub(1).min(LEVEL) } else { 0 };
        masked.extend(std::iter::repeat_n('\n', fill - level - usize::from(level > 0)));
        masked.extend(std::iter::repeat_n('#', level));
        masked.extend((level > 0).then_some(' '));
    }
    masked.push_str(text.get(masked.len()..).unwrap_or_default());
    Cow::Owned(masked)
}

/// Stretches of the text that are marks of containers and none of it, in order, and whether a title stands behind them.
fn marks(text: &str) -> Vec<(Range<usize>, bool)> {
    if memmem::find(text.as_bytes(), b":::").is_none() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let (mut at, mut closed, mut fence) = (0, false, None);
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let bare = line.trim_start_matches(' ');
        let indent = line.len() - bare.len();
        if indent > 3 {
            continue;
        }
        // What opened a block of code ends it: the other sort of fence is code within.
        let mark = ["```", "~~~"].into_iter().find(|mark| bare.starts_with(mark));
        if mark.is_some() && (fence.is_none() || fence == mark) {
            fence = if fence.is_none() { mark } else { None };
        }
        let rest = bare.trim_start_matches(':');
        let colons = bare.len() - rest.len();
        if fence.is_some() || colons < 3 || line.len() > LINE {
            continue;
        }
        let says = rest.trim();
        closed |= says.is_empty();
        let (name, title) = says.split_once(' ').unwrap_or((says, ""));
        if name.len() <= NAME && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            let title = (!title.is_empty()).then(|| rest.find(title)).flatten();
            let end = title.map_or(at, |title| start + indent + colons + title);
            found.push((start..end, title.is_some()));
        }
    }
    // What nothing closes is no container.
    if closed && found.len() > 1 { found } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn containers() {
        let see = |text: &str| masked(text, &[]).trim().to_owned();
        assert_eq!(see("::: center\n# 水车\n:::\n"), "# 水车");
        assert_eq!(see("::: tip 注意水位\n慢慢放水。\n:::"), "###### 注意水位\n慢慢放水。");
        for kept in
            ["```\n::: tip\n:::\n```\n", "```\n~~~\n::: tip\n:::\n```\n", "三个冒号 ::: 写在行中。\n", "::: 只有一行\n"]
        {
            assert!(matches!(masked(kept, &[]), Cow::Borrowed(_)), "{kept}");
        }
    }

    #[test]
    fn all_else_keeps_its_place() {
        let text = "前\n::: tip 题\n中\n:::\n后\n";
        let seen = masked(text, std::slice::from_ref(&(0..4)));
        assert_eq!((seen.len(), seen.find('题'), seen.find('后')), (text.len(), text.find('题'), text.find('后')));
        assert!(!seen.contains('前') && !seen.contains(':'));
    }
}
