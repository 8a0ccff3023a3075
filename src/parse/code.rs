//! Code in text without markup: which lines it is.
//!
//! A line says for itself whether it is code, prose or neither ([`line`]); a run of lines is code if what speaks for it
//! outweighs what speaks against it, and some of its lines can hardly be anything else. Prose ends a run.

mod bare;
mod line;
mod runs;
mod shape;
mod words;

use std::ops::Range;

use self::line::{Mark, mark};
use super::placed::Placed;
use crate::chars;
use crate::document::{Block, Kind};

/// A text in which fewer lines look like code from afar has none.
const LEAST_HINTS: usize = 2;
/// What begins and ends a remark of several lines.
const REMARKS: [(&str, &str); 3] = [("/*", "*/"), ("\"\"\"", "\"\"\""), ("'''", "'''")];
/// Lines that are looked at for the end of one.
const LONGEST_REMARK: usize = 200;

/// The block of a stretch of code, with its lines as they are.
pub(super) fn block(source: &str, range: Range<usize>) -> Option<Block> {
    let text = source.get(range.clone())?;
    let mut placed = Placed::new(source);
    let mut at = range.start;
    for line in text.split_inclusive('\n') {
        let body = line.trim_end_matches(['\r', '\n']);
        placed.push(body, at..at + body.len());
        let end = at + line.len();
        if line.len() > body.len() {
            // Blocks hold no carriage returns.
            if line.len() == body.len() + 1 { placed.push("\n", end - 1..end) } else { placed.join("\n", end) }
        }
        at = end;
    }
    Some(placed.into_block(Kind::Code, |c| c == '\n'))
}

/// Whether a stretch of Markdown that is set in is code, as Markdown has it: then one line that can be nothing else is enough,
/// or two that are likely to be, if no sentence is among them.
pub(super) fn is_set_in(text: &str) -> bool {
    let (mut hard, mut soft, mut open) = (0, 0, 0);
    for line in text.lines() {
        match mark(line.trim()) {
            Mark::Prose => return false,
            Mark::Hard => hard += 1,
            Mark::Soft => soft += 1,
            Mark::Open | Mark::Markup => open += 1,
            Mark::Blank | Mark::Comment => {}
        }
    }
    (hard > 0 || soft > 1) && hard + soft >= open
}

struct Line<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    indent: usize,
    mark: Mark,
    /// Whether it looks like code from afar.
    hint: bool,
}

/// The stretches of `text` that are code: from the indent of the first line to the end of the last, without its line end.
pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    if !is_worth_a_look(text) {
        return Vec::new();
    }
    let Some(mut lines) = candidates(text) else { return Vec::new() };
    fence(&mut lines);
    if !look(&mut lines) {
        return Vec::new();
    }
    if REMARKS.iter().any(|(open, _)| memchr::memmem::find(text.as_bytes(), open.as_bytes()).is_some()) {
        remarks(&mut lines);
    }
    nest(&mut lines);
    apart(&mut lines);
    runs::find(&lines)
        .into_iter()
        .filter_map(|run| Some(lines.get(run.start)?.start..lines.get(run.end - 1)?.end))
        .collect()
}

/// Whether some lines end as those of code do; of most text, no more than its line ends is read.
fn is_worth_a_look(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_end = |b: u8| matches!(b, b';' | b'{' | b'}' | b')' | b':' | b']' | b'\\' | b'(' | b'[' | b'>' | b'"');
    let ends = |at: usize| match bytes.get(..at) {
        Some([.., last, b'\r'] | [.., last]) => is_end(*last),
        _ => false,
    };
    let mut found = usize::from(ends(bytes.len()));
    for at in memchr::memchr_iter(b'\n', bytes) {
        found += usize::from(ends(at));
        if found == LEAST_HINTS {
            return true;
        }
    }
    let holds = |sign: &[u8]| memchr::memmem::find(bytes, sign).is_some();
    bytes.starts_with(b"#!") || memchr::memchr(b'$', bytes).is_some() && (holds(b"\n$ ") || holds(b" $ "))
}

/// The lines, if some of them may be code: most text is told from code by how its lines begin and end.
fn candidates(text: &str) -> Option<Vec<Line<'_>>> {
    let mut lines = Vec::with_capacity(text.len() / 64 + 4);
    let (mut at, mut hints) = (0, 0);
    while at < text.len() {
        let rest = text.get(at..)?;
        let len = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        let whole = rest.get(..len)?;
        let body = chars::trim_end(whole);
        let start = chars::trim(body);
        let (mark, hint) = match () {
            () if start.is_empty() => (Mark::Blank, false),
            () if begins_like_prose(start) => (Mark::Prose, false),
            () => (Mark::Open, hints_at_code(start, body.len() - start.len())),
        };
        hints += usize::from(hint);
        lines.push(Line { text: start, start: at, end: at + body.len(), indent: 0, mark, hint });
        at += len + 1;
    }
    if hints < LEAST_HINTS {
        return None;
    }
    for line in &mut lines {
        line.indent = text.get(line.start..line.end - line.text.len()).map_or(0, indent);
    }
    Some(lines)
}

/// Marks the lines between two sentences, if some of them look like code from afar. Whether there may be a run of code.
fn look(lines: &mut [Line<'_>]) -> bool {
    let (mut found, mut sure) = (0, 0);
    // Remarks are of no interest where no code is.
    let mut others = Vec::new();
    for group in lines.split_mut(|line| line.mark == Mark::Prose) {
        if group.iter().filter(|line| line.hint).count() < LEAST_HINTS {
            others.push(group);
            continue;
        }
        for line in group.iter_mut().filter(|line| line.mark == Mark::Open) {
            line.mark = mark(line.text);
            found += usize::from(matches!(line.mark, Mark::Hard | Mark::Soft));
            sure += usize::from(line.mark == Mark::Hard || line.mark == Mark::Soft && opens(line.text));
        }
    }
    if found < LEAST_HINTS || sure == 0 {
        return false;
    }
    // A remark between two runs does not part them.
    let remark = |line: &&mut Line<'_>| line.text.starts_with(['/', '*', '#', '"', '\'']);
    for line in others.into_iter().flatten().filter(remark) {
        line.mark = mark(line.text);
    }
    true
}

/// Columns of an indent; a tab is four of them. Ideographic spaces begin paragraphs.
fn indent(space: &str) -> usize {
    space.chars().map(|c| if c == '\t' { 4 } else { usize::from(c == ' ') }).sum()
}

/// Whether a line begins with a sentence: four words of letters, or eight letters of scripts without spaces.
fn begins_like_prose(line: &str) -> bool {
    let bytes = line.as_bytes();
    let first = bytes.first().copied().unwrap_or(b' ');
    if first >= 0x80 {
        // Han, kana and Hangul, told by their first bytes.
        let wide = |n: usize| bytes.get(3 * n).is_some_and(|b| matches!(b, 0xE4..=0xED));
        let letter = |c: &char| chars::is_cjk(*c) || c.is_alphabetic();
        return (0..8).all(wide) || line.chars().filter(letter).take(8).take_while(|c| !c.is_ascii()).count() == 8;
    }
    // No sentence ends with the bracket that opens a block.
    if !first.is_ascii_alphabetic() || line.ends_with('{') {
        return false;
    }
    let mut rest = bytes;
    for _ in 0..4 {
        let word = rest.iter().take_while(|b| b.is_ascii_alphabetic()).count();
        let comma = usize::from(rest.get(word) == Some(&b','));
        let end = rest.get(word + comma).copied().unwrap_or(b' ');
        if word == 0 || end != b' ' {
            return false;
        }
        rest = rest.get(word + comma + 1..).unwrap_or_default();
    }
    line::worded(line).is_none()
}

/// Whether a line ends or begins as lines of code do; some lines of any code do.
fn hints_at_code(line: &str, indent: usize) -> bool {
    let bytes = line.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return false };
    let name = first.is_ascii_lowercase() || matches!(first, b'_' | b'.' | b'"' | b'\'' | b'(' | b')' | b'[' | b']');
    match (first, last) {
        (b'{' | b'}' | b'$' | b'@', _) | (_, b';' | b'{' | b'}' | b'\\') => true,
        (b'#', _) => bytes.get(1).is_some_and(|b| matches!(b, b'!' | b'[' | b'a'..=b'z')),
        (b'>', _) => bytes.starts_with(b">>> "),
        (b'<', _) => line::is_foreign(line),
        // Links of Markdown end so.
        (_, b')') => (name || indent >= 2) && memchr::memmem::find(bytes, b"](").is_none(),
        (_, b':' | b',' | b'"' | b'\'' | b']' | b'>' | b'(' | b'[') => name || indent >= 2,
        // A command and its options.
        (b'a'..=b'z', _) if memchr::memmem::find(bytes, b" -").is_some() => true,
        _ => {
            name && memchr::memchr3(b'=', b':', b'(', bytes).is_some()
                || bytes.starts_with(b"import ")
                || is_query(bytes)
        }
    }
}

/// Words in capitals at the beginning, as SQL has them.
fn is_query(bytes: &[u8]) -> bool {
    let word = bytes.iter().take_while(|b| b.is_ascii_uppercase()).count();
    word >= 3 && bytes.get(word) == Some(&b' ')
}

/// What stands between fences of Markdown or in elements of preformatted text is marked already.
fn fence(lines: &mut [Line<'_>]) {
    let mut closing: Option<&[&str]> = None;
    for line in lines {
        let text = line.text;
        if closing.is_none() && !text.starts_with(['<', '`', '~']) {
            continue;
        }
        let close = closing;
        if let Some(close) = close {
            line.mark = Mark::Prose;
            if close.iter().any(|c| if c.starts_with(['<', '-']) { text.contains(c) } else { text.starts_with(c) }) {
                closing = None;
            }
            continue;
        }
        closing = match text {
            t if t.starts_with("<!--") && !t.contains("-->") => Some(&["-->"]),
            t if t.starts_with("```") => Some(&["```"]),
            t if t.starts_with("~~~") => Some(&["~~~"]),
            t if t.starts_with("<pre") && !t.contains("</pre>") => Some(&["</pre>"]),
            t if t.starts_with("<script") && !t.contains("</script>") => Some(&["</script>"]),
            t if t.starts_with("<style") && !t.contains("</style>") => Some(&["</style>"]),
            _ => None,
        };
        if closing.is_some() {
            line.mark = Mark::Prose;
        }
    }
}

/// Remarks of several lines, and the strings in three quotes that document Python.
fn remarks(lines: &mut [Line<'_>]) {
    // Up to here no end was found for a mark, so that nobody looks twice.
    let mut searched = [0_usize; REMARKS.len()];
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let opened = REMARKS.iter().enumerate().find_map(|(kind, (open, close))| {
            let found = if kind == 0 { line.text.starts_with(open).then_some(0) } else { line.text.rfind(open) }?;
            let odd = kind == 0 || line.text.matches(open).count() % 2 == 1;
            let after = line.text.get(found + open.len()..).unwrap_or_default();
            (odd && !after.contains(close)).then_some((kind, *close))
        });
        at += 1;
        let Some((kind, close)) = opened else { continue };
        if searched.get(kind).is_some_and(|s| at < *s) {
            continue;
        }
        let ahead = lines.iter().skip(at).take(LONGEST_REMARK);
        match ahead.clone().position(|l| l.text.contains(close)) {
            Some(more) => {
                for line in lines.iter_mut().skip(at).take(more + 1).filter(|l| l.mark != Mark::Blank) {
                    line.mark = Mark::Comment;
                }
                at += more + 1;
            }
            None => {
                if let Some(searched) = searched.get_mut(kind) {
                    *searched = at + ahead.count();
                }
            }
        }
    }
}

/// Whether a line ends as those do that open a block.
fn opens(line: &str) -> bool {
    line.ends_with([':', '(', '[', '=', '|', '>']) || line.ends_with(" do") || line.ends_with("then")
}

/// A line that opens a block is sure of it if the block follows, set in.
fn nest(lines: &mut [Line<'_>]) {
    let mut below: Option<(usize, bool)> = None;
    for line in lines.iter_mut().rev().filter(|line| line.mark != Mark::Blank) {
        let item = line.text.strip_prefix("- ").is_some_and(|item| !item.contains(' ') && item.is_ascii());
        let code = item || matches!(line.mark, Mark::Soft | Mark::Hard | Mark::Comment);
        if line.mark == Mark::Soft
            && opens(line.text)
            && below.is_some_and(|(indent, code)| code && indent > line.indent)
        {
            line.mark = Mark::Hard;
        }
        below = Some((line.indent, code));
    }
}

/// A name or a few words between blank lines stand over what follows or beside it, and are none of it.
fn apart(lines: &mut [Line<'_>]) {
    let blank = |l: Option<&Line<'_>>| l.is_none_or(|l| l.mark == Mark::Blank);
    let count = |wanted| lines.iter().filter(|l| l.mark == wanted).count();
    let told = count(Mark::Prose) * 10 > lines.len() - count(Mark::Blank);
    for at in 0..lines.len() {
        let alone = blank(at.checked_sub(1).and_then(|n| lines.get(n))) && blank(lines.get(at + 1));
        let Some(line) = lines.get_mut(at).filter(|_| alone) else { continue };
        // Between paragraphs it is a heading of Markdown.
        let heading = || line.text.starts_with('#') && line.text.trim_start_matches('#').starts_with(' ');
        let name = || {
            line.text.starts_with(|c: char| c.is_uppercase() || !c.is_ascii())
                && line.text.chars().all(|c| c.is_alphanumeric() || " -’',.:：、".contains(c))
        };
        if told && line.mark == Mark::Comment && heading() || line.mark == Mark::Open && line.indent == 0 && name() {
            line.mark = Mark::Prose;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn code_between_paragraphs_is_found_with_its_indent() {
        let code = "    fn ring(n: u32) -> u32 {\n        n * 2\n    }";
        let text =
            format!("The bell is rung by a program that is short.\n\n{code}\n\nIt rings twice for each stroke.\n");
        assert_eq!(found(&text), [code]);
    }

    #[test]
    fn remarks_belong_to_code_and_headings_do_not() {
        let text = "# The bell of the tower\n\nIt is rung by hand, and it is old.\n\n# Rings.\nimport bell\n\nb = bell.Bell(pitch=440)\nb.ring()\n";
        assert_eq!(found(text), ["# Rings.\nimport bell\n\nb = bell.Bell(pitch=440)\nb.ring()"]);
        let script = "#!/bin/sh\n# first\n\nset -e\n\n# then\n\nmake -j4 && ./bell --ring\n";
        assert_eq!(found(script), [script.trim_end()]);
    }

    #[test]
    fn what_is_marked_already_is_not_found() {
        let code = "for (;;) {\n  ring(1);\n}\nreturn 0;";
        assert_eq!(found(&format!("{code}\n")), [code]);
        assert!(found(&format!("```\n{code}\n```\n")).is_empty());
        assert!(found(&format!("<p>One</p>\n<pre>\n{code}\n</pre>\n")).is_empty());
        assert!(found(&format!("<!--\n{code}\n-->\n")).is_empty());
    }

    #[test]
    fn verse_laws_and_letters_are_no_code() {
        for text in [
            "run down to the sea;\n    and carry me with you\n        past islands (so small);\n    return, return;\nand end.\n",
            "(a) \"boat\" means a vessel;\n(b) the words in rule 2(1);\n(c) the words in rule 3(1)(b);\n",
            ">>> did you find the map?\n>>> it was on the table\n>> yes (it was)\n> so bring it;\n",
            "x + y = 3\nx - y = 1\nf(x) = 2x + 1\nx = 2\ny = 1\n",
            "anna: hi\nben: no (asleep)\nanna: it left {quietly}\nben: as always;\n",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn lines_end_as_blocks_have_it() {
        let source = "import a\r\nimport b.c\r\n  d(1)\r\n";
        let block = block(source, 0..source.len()).map(|b| b.text().to_owned());
        assert_eq!(block.as_deref(), Some("import a\nimport b.c\n  d(1)"));
    }
}
