//! What the parser of Markdown does not get to see: code that nothing marks, and the marks of dialects.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::Event;

use super::dialects::{Fill, Mark, marks};

/// Level of the heading that the title of a container becomes: the least.
const LEVEL: usize = 6;

/// The text with line ends in place of its code and of the marks of dialects, so that all else keeps its place. The title of a
/// container is a heading.
pub(super) fn masked<'a>(text: &'a str, code: &[Range<usize>]) -> Cow<'a, str> {
    let mut hidden = marks(text);
    if code.is_empty() && hidden.is_empty() {
        return Cow::Borrowed(text);
    }
    hidden.retain(|mark| !code.iter().any(|code| code.start < mark.range.end && mark.range.start < code.end));
    hidden.extend(code.iter().map(|code| Mark { range: code.clone(), fill: Fill::Blank }));
    hidden.sort_unstable_by_key(|mark| mark.range.start);
    let mut masked = String::with_capacity(text.len());
    for Mark { range, fill } in hidden {
        masked.push_str(text.get(masked.len()..range.start).unwrap_or_default());
        let room = range.end.saturating_sub(masked.len());
        match fill {
            Fill::Blank => masked.extend(std::iter::repeat_n('\n', room)),
            Fill::Heading => {
                let level = room.saturating_sub(1).min(LEVEL);
                masked.extend(std::iter::repeat_n('\n', room - level - usize::from(level > 0)));
                masked.extend(std::iter::repeat_n('#', level));
                masked.extend((level > 0).then_some(' '));
            }
            Fill::Formula => masked.push_str(&"$$"[..room.min(2)]),
            Fill::Fence => {
                masked.extend("```".chars().take(room).chain(std::iter::repeat_n('\n', room.saturating_sub(3))))
            }
        }
    }
    masked.push_str(text.get(masked.len()..).unwrap_or_default());
    Cow::Owned(masked)
}

/// What the parser says with the marks of formulas as they stand in the source, where it saw text or HTML and no formula in them.
pub(super) fn unmasked<'e>(event: Event<'e>, range: &Range<usize>, source: &str) -> Event<'e> {
    let written = |t: &str| source.get(range.clone()).filter(|own| t.contains('$') && is_masked(t, own));
    match event {
        Event::Text(t) => Event::Text(written(&t).map_or(t, |own| own.to_owned().into())),
        Event::Html(t) => Event::Html(written(&t).map_or(t, |own| own.to_owned().into())),
        other => other,
    }
}

/// Whether two texts differ in signs of dollars alone that stand for the marks of formulas.
fn is_masked(seen: &str, source: &str) -> bool {
    let mark = |b: u8| matches!(b, b'\\' | b'(' | b')' | b'[' | b']');
    seen.len() == source.len() && seen.bytes().zip(source.bytes()).all(|(a, b)| a == b || a == b'$' && mark(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_no_text() {
        let see = |text: &str| masked(text, &[]).trim().to_owned();
        assert_eq!(see("::: center\n# 水车\n:::\n"), "# 水车");
        assert_eq!(see("::: tip 注意水位\n慢慢放水。\n:::"), "###### 注意水位\n慢慢放水。");
        assert_eq!(see("{% highlight js %}\nturn();\n{% endhighlight %}\n").split('\n').next(), Some("```"));
        assert!(matches!(masked("::: 只有一行\n", &[]), Cow::Borrowed(_)));
    }

    #[test]
    fn marks_of_formulas_come_back_where_none_was_seen() {
        assert!(is_masked("$$a_1$$", "\\(a_1\\)") && is_masked("$ x", "[ x") && is_masked("a $5", "a $5"));
        assert!(!is_masked("$$a", "\\(b") && !is_masked("$a", "aa"));
    }

    #[test]
    fn all_else_keeps_its_place() {
        let text = "前\n::: tip 题\n中\n:::\n后\n";
        let seen = masked(text, std::slice::from_ref(&(0..4)));
        assert_eq!((seen.len(), seen.find('题'), seen.find('后')), (text.len(), text.find('题'), text.find('后')));
        assert!(!seen.contains('前') && !seen.contains(':'));
    }
}
