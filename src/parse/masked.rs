//! What the parser of Markdown does not get to see: code that nothing marks, and the marks of dialects.

use std::borrow::Cow;
use std::ops::Range;

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
    fn all_else_keeps_its_place() {
        let text = "前\n::: tip 题\n中\n:::\n后\n";
        let seen = masked(text, std::slice::from_ref(&(0..4)));
        assert_eq!((seen.len(), seen.find('题'), seen.find('后')), (text.len(), text.find('题'), text.find('后')));
        assert!(!seen.contains('前') && !seen.contains(':'));
    }
}
