//! Marks that dialects of Markdown have and CommonMark has not: containers (`::: tip` above a stretch of the text and `:::` below it), alerts
//! (`> [!NOTE]`), admonitions (`!!! note "水位"` above lines that are set in), tags of programs around a text (`{% raw %}`, `{{< notice >}}`),
//! attributes (`{: .note }`), ends of pages (`\newpage`) and formulas (`\(a_1\)`).

use std::ops::Range;

use memchr::memmem;

use super::formulas;
use crate::chars;

/// Bytes of the longest line that is a mark, and of the longest name of a container, an alert or an admonition.
const LINE: usize = 120;
const NAME: usize = 24;

/// Columns by which the lines of an admonition are set in.
const SET_IN: usize = 4;

/// Tags within each other that are looked at, so that what nothing closes costs no more than its length.
const NESTED: usize = 64;

/// What stands at both ends of what is highlighted.
pub(super) const HIGHLIGHT: &str = "==";

/// What stands between two signs of equality in code.
const OPERATORS: [char; 10] = ['"', '\'', '=', '&', '|', ';', '(', ')', '[', '\n'];

/// What some line must have for any mark to be looked for.
const SIGNS: [&[u8]; 7] = [b":::", b"[!", b"!!! ", b"??? ", b"???+ ", b"{%", b"{{"];

/// A mark, which is none of the text.
#[derive(Debug)]
pub(super) struct Mark {
    pub range: Range<usize>,
    pub fill: Fill,
}

/// What stands in its place for the parser.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Fill {
    /// Nothing.
    Blank,
    /// What makes the rest of the line a heading: a title stands behind the mark.
    Heading,
    /// What opens and closes code.
    Fence,
    /// What opens and closes a formula.
    Formula,
}

/// A line outside of fenced code, with where it begins.
#[derive(Clone, Copy)]
struct Line<'a> {
    start: usize,
    /// The line and its end.
    whole: &'a str,
}

impl<'a> Line<'a> {
    fn bare(&self) -> &'a str {
        self.whole.trim()
    }

    fn indent(&self) -> usize {
        self.whole.len() - self.whole.trim_start_matches(' ').len()
    }

    fn range(&self) -> Range<usize> {
        self.start..self.start + self.whole.len()
    }

    /// A mark that is all of the line.
    fn blank(&self) -> Mark {
        Mark { range: self.range(), fill: Fill::Blank }
    }

    /// A mark at the head of the line, with its title behind it, if there is one.
    fn head(&self, title: &str) -> Mark {
        let at = if title.is_empty() { None } else { self.whole.rfind(title) };
        let end = at.map_or(self.range().end, |at| self.start + at);
        Mark { range: self.start..end, fill: if at.is_some() { Fill::Heading } else { Fill::Blank } }
    }
}

/// The marks of a text, in order.
pub(super) fn marks(text: &str) -> Vec<Mark> {
    let has = |sign: &[u8]| memmem::find(text.as_bytes(), sign).is_some();
    let formulas = has(b"\\(") || has(b"\\[");
    if !SIGNS.iter().any(|sign| has(sign)) && !formulas && !has(b"{:") && !has(b"\\newpage") && !has(b"\\pagebreak") {
        return Vec::new();
    }
    let lines = lines(text);
    let mut found = containers(&lines);
    let formulas = formulas::marks(text, lines.iter().map(|line| (line.start, line.whole)));
    found.extend(formulas.into_iter().map(|range| Mark { range, fill: Fill::Formula }));
    found.extend(tags(&lines));
    for (n, line) in lines.iter().enumerate().filter(|(_, line)| line.whole.len() <= LINE && line.indent() < SET_IN) {
        let next = || lines.get(n + 1..).unwrap_or_default().iter().find(|line| !line.bare().is_empty());
        found.extend(alert(line));
        found.extend(admonition(line, next));
        found.extend(attributes(line));
        if matches!(line.bare(), "\\newpage" | "\\pagebreak" | "\\clearpage") {
            found.push(line.blank());
        }
    }
    found.sort_unstable_by_key(|mark| mark.range.start);
    found
}

/// The lines outside of fenced code.
fn lines(text: &str) -> Vec<Line<'_>> {
    let (mut lines, mut at, mut fence) = (Vec::new(), 0, None);
    for whole in text.split_inclusive('\n') {
        let line = Line { start: at, whole };
        at += whole.len();
        // What opened a block of code ends it: the other sort of fence is code within.
        let mark = ["```", "~~~"].into_iter().find(|mark| line.indent() < SET_IN && line.bare().starts_with(mark));
        if mark.is_some() && (fence.is_none() || fence == mark) {
            fence = if fence.is_none() { mark } else { None };
        } else if fence.is_none() {
            lines.push(line);
        }
    }
    lines
}

fn is_name(text: &str) -> bool {
    text.len() <= NAME && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
}

/// `::: tip 注意水位` and `:::`. What nothing closes is no container, but one may be a line: `:::info 本文转载自旧站。:::`.
fn containers(lines: &[Line<'_>]) -> Vec<Mark> {
    let mut found = Vec::new();
    let (mut closed, mut single) = (false, Vec::new());
    for line in lines.iter().filter(|line| line.indent() < SET_IN && line.whole.len() <= LINE) {
        let bare = line.bare();
        let rest = bare.trim_start_matches(':');
        if bare.len() - rest.len() < 3 {
            continue;
        }
        let says = rest.trim();
        let (name, title) = says.split_once(' ').unwrap_or((says, ""));
        if !is_name(name) {
            continue;
        }
        if let Some(inner) = title.trim_end().strip_suffix(":::").map(str::trim).filter(|inner| !inner.is_empty()) {
            let start = line.start + line.whole.rfind(inner).unwrap_or_default();
            single.push(Mark { range: line.start..start, fill: Fill::Blank });
            single.push(Mark { range: start + inner.len()..line.range().end, fill: Fill::Blank });
            continue;
        }
        closed |= says.is_empty();
        found.push(line.head(title));
    }
    if !closed || found.len() < 2 {
        found.clear();
    }
    found.extend(single);
    found
}

/// `> [!NOTE]`, `> [!tip]- 水位`
fn alert(line: &Line<'_>) -> Option<Mark> {
    let rest = line.bare().strip_prefix('>')?.trim_start_matches(['>', ' ']).strip_prefix("[!")?;
    let (name, title) = rest.split_once(']')?;
    let title = title.trim_start_matches(['+', '-']).trim();
    (!name.is_empty() && is_name(name)).then(|| line.head(title))
}

/// `!!! note "水位"` above lines that are set in.
fn admonition<'l>(line: &Line<'_>, next: impl FnOnce() -> Option<&'l Line<'l>>) -> Vec<Mark> {
    let Some(rest) = ["!!! ", "???+ ", "??? "].iter().find_map(|mark| line.bare().strip_prefix(mark)) else {
        return Vec::new();
    };
    let (name, title) = rest.split_once(' ').unwrap_or((rest, ""));
    let title = title.trim().strip_prefix('"').and_then(|title| title.strip_suffix('"'));
    let set_in = next().is_some_and(|next| next.indent() >= SET_IN || next.whole.starts_with('\t'));
    if !set_in || !is_name(name) || title.is_none() && name.len() < rest.len() {
        return Vec::new();
    }
    let Some(title) = title.filter(|title| !title.is_empty()) else { return vec![line.blank()] };
    let head = line.head(title);
    let close = head.range.end + title.len();
    vec![head, Mark { range: close..close + 1, fill: Fill::Blank }]
}

/// What a tag of a program says, if a line is one: `raw`, `endraw`, `/notice`.
fn tag<'a>(line: &Line<'a>) -> Option<&'a str> {
    let pairs = [("{%", "%}"), ("{{<", ">}}"), ("{{%", "%}}")];
    let inner = pairs.iter().find_map(|(open, close)| line.bare().strip_prefix(open)?.strip_suffix(close))?;
    let inner = inner.trim_matches(['-', ' ']);
    (!inner.contains(['{', '}'])).then(|| inner.split(' ').next().unwrap_or_default())
}

/// Lines that are the opening or the closing one of two tags of programs. Those around code are fences.
fn tags(lines: &[Line<'_>]) -> Vec<Mark> {
    let all: Vec<(&Line<'_>, &str)> = lines.iter().filter_map(|line| Some((line, tag(line)?))).collect();
    let closes = |name: &str| name.strip_prefix("end").or_else(|| name.strip_prefix('/')).map(str::to_owned);
    let mut found = Vec::new();
    let mut open: Vec<(&Line<'_>, &str)> = Vec::new();
    for (line, name) in all {
        let Some(closed) = closes(name) else {
            open.push((line, name));
            continue;
        };
        let near = open.len().saturating_sub(NESTED);
        let Some(at) = open[near..].iter().rposition(|(_, name)| *name == closed).map(|at| near + at) else { continue };
        let code = matches!(closed.as_str(), "codeblock" | "highlight" | "code");
        let fill = if code { Fill::Fence } else { Fill::Blank };
        found.extend([open[at].0, line].map(|line| Mark { range: line.range(), fill }));
        open.truncate(at);
    }
    found
}

/// `{: .note }` on a line of its own, or behind a picture or a link.
fn attributes(line: &Line<'_>) -> Option<Mark> {
    let bare = line.whole.trim_end();
    let at = bare.rfind("{:").filter(|_| bare.ends_with('}'))?;
    let alone = bare[..at].trim().is_empty();
    let inner = &bare[at + 2..bare.len() - 1];
    let fits = !inner.contains(['{', '}']) && (alone || bare[..at].ends_with(')'));
    fits.then(|| Mark { range: line.start + at..line.start + bare.len(), fill: Fill::Blank })
}

/// A heading less the identifier and classes that generators of sites want behind it: `Title {#title .wide}`. Braces with
/// anything else in them are text, and pulldown's own extension would take those too.
pub(super) fn without_attributes(heading: &str) -> &str {
    let heading = heading.trim_end();
    let Some((before, inside)) = heading.strip_suffix('}').and_then(|h| h.rsplit_once('{')) else { return heading };
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ':');
    let is_mark = |word: &str| word.strip_prefix(['#', '.']).is_some_and(|w| !w.is_empty() && w.chars().all(plain));
    let attributes = !inside.trim().is_empty() && inside.split_whitespace().all(is_mark);
    if attributes && before.ends_with(char::is_whitespace) { before.trim_end() } else { heading }
}

/// Where the marks of what a text highlights stand, two for each stretch. In code and formulas they are between letters.
pub(super) fn highlights(text: &str) -> Vec<usize> {
    if memmem::find(text.as_bytes(), HIGHLIGHT.as_bytes()).is_none() {
        return Vec::new();
    }
    let is_mark = |at: &usize| !text[..*at].ends_with('=') && !text[at + HIGHLIGHT.len()..].starts_with('=');
    let marks: Vec<usize> = text.match_indices(HIGHLIGHT).map(|(at, _)| at).filter(is_mark).collect();
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !chars::is_cjk(c));
    let (mut found, mut n) = (Vec::new(), 0);
    while let [open, close, ..] = marks[n..] {
        let inner = &text[open + HIGHLIGHT.len()..close];
        let tight = !inner.is_empty() && inner.trim().len() == inner.len() && !inner.contains(OPERATORS);
        let (before, after) = (text[..open].chars().next_back(), text[close + HIGHLIGHT.len()..].chars().next());
        let apart = !latin(before) && !latin(after);
        if tight && (apart || inner.chars().any(chars::is_cjk)) {
            found.extend([open, close]);
            n += 2;
        } else {
            n += 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn highlights_are_tight() {
        assert_eq!(highlights("水车==转了==一夜"), [6, 14]);
        assert_eq!(highlights("the ==wheel== turns"), [4, 11]);
        for kept in [
            "a == b == c",
            "x==y==z",
            "==== 水车 ====",
            "水车 == 水轮",
            "a ==\"b\")\nx==(\"c\")",
            "if x=='水' and y=='火'",
        ] {
            assert!(highlights(kept).is_empty(), "{kept}");
        }
    }

    /// The text without its marks.
    fn without(text: &str) -> String {
        let (mut out, mut at) = (String::new(), 0);
        for mark in marks(text) {
            out.push_str(&text[at..mark.range.start]);
            match mark.fill {
                Fill::Blank => {}
                Fill::Heading => out.push_str("# "),
                Fill::Fence => out.push_str("```\n"),
                Fill::Formula => out.push_str("$$"),
            }
            at = mark.range.end;
        }
        out + &text[at..]
    }

    #[test]
    fn containers_alerts_and_admonitions() {
        for (text, seen) in [
            ("::: center\n水车\n:::\n", "水车\n"),
            ("::: tip 注意水位\n慢慢放水。\n:::", "# 注意水位\n慢慢放水。\n"),
            (":::info 本文转载自旧站。:::\n", "本文转载自旧站。"),
            ("> [!NOTE]\n> 慢慢放水。\n", "> 慢慢放水。\n"),
            ("> [!tip]- 水位\n> 慢慢放水。\n", "# 水位\n> 慢慢放水。\n"),
            ("!!! note\n    慢慢放水。\n", "    慢慢放水。\n"),
            ("!!! note \"水位\"\n    慢慢放水。\n", "# 水位\n    慢慢放水。\n"),
        ] {
            assert_eq!(without(text), seen, "{text}");
        }
    }

    #[test]
    fn tags_attributes_and_ends_of_pages() {
        for (text, seen) in [
            ("{% raw %}\n水车\n{% endraw %}\n", "水车\n"),
            ("{{< notice tip >}}\n水车\n{{< /notice >}}\n", "水车\n"),
            ("{% codeblock lang:js %}\nturn();\n{% endcodeblock %}\n", "```\nturn();\n```\n"),
            ("{: .note }\n水车\n", "\n水车\n"),
            ("![水车](wheel.png){: .center}\n", "![水车](wheel.png)\n"),
            ("水车\n\n\\newpage\n\n水斗\n", "水车\n\n\n水斗\n"),
        ] {
            assert_eq!(without(text), seen, "{text}");
        }
    }

    #[test]
    fn text_is_no_mark() {
        for kept in [
            "```\n::: tip\n:::\n```\n",
            "```\n~~~\n::: tip\n:::\n```\n",
            "三个冒号 ::: 写在行中。\n",
            "::: 只有一行\n",
            "!!! 真的吗\n水车转了。\n",
            "> [!] 水车\n",
            "{% include wheel.html %}\n",
            "{{< figure src=\"wheel.png\" >}}\n",
            "集合写作 {:x, :y}\n",
            "??? 谁来修\n    没有人。\n",
        ] {
            assert!(marks(kept).is_empty(), "{kept} {:?}", marks(kept));
        }
    }
}
