//! Formulas of TeX between `\(` and `\)` or `\[` and `\]`, which CommonMark reads as brackets that are escaped: for its parser they
//! stand between signs of dollars, which has it leave them as they are.

use std::ops::Range;

use memchr::memmem;

use crate::chars;

/// Bytes of the longest formula, letters of the longest word in one, and bytes of what opens and closes it.
const LONGEST: usize = 2000;
const WORD: usize = 3;
const MARK: usize = 2;

/// Columns by which code is set in.
const SET_IN: usize = 4;

/// Where the marks of formulas stand in a text, two for each; `lines` are those outside of fenced code, with where they begin.
pub(super) fn marks<'t>(text: &'t str, lines: impl Iterator<Item = (usize, &'t str)>) -> Vec<Range<usize>> {
    let has = |sign: &str| memmem::find(text.as_bytes(), sign.as_bytes()).is_some();
    if !(has("\\(") && has("\\)") || has("\\[") && has("\\]")) {
        return Vec::new();
    }
    let mut found: Vec<(Range<usize>, bool)> = Vec::new();
    let mut behind = 0;
    let mut closes = [Closes::new(text, "\\)"), Closes::new(text, "\\]")];
    for (start, line) in lines {
        let set_in = line.len() - line.trim_start_matches(' ').len() >= SET_IN || line.starts_with('\t');
        if set_in {
            continue;
        }
        let (mut seen, mut ticks) = (0, 0);
        for at in memchr::memchr_iter(b'\\', line.as_bytes()) {
            ticks += line[seen..at].matches('`').count();
            seen = at;
            let open = start + at;
            let [round, square] = &mut closes;
            let close = match line.as_bytes().get(at + 1) {
                Some(b'(') => round,
                // Many programs escape brackets: those of a formula stand on a line of their own.
                Some(b'[') if line[..at].trim().is_empty() => square,
                _ => continue,
            };
            if open < behind || ticks % 2 == 1 || text[..open].ends_with('\\') {
                continue;
            }
            let Some(inner) = close.inner(open) else { continue };
            behind = inner.end + MARK;
            found.push((inner.clone(), is_sure(&text[inner])));
        }
    }
    // `\(a\)` may be the letter of an item.
    if !found.iter().any(|(_, sure)| *sure) {
        return Vec::new();
    }
    let marks = |inner: Range<usize>| [inner.start - MARK..inner.start, inner.end..inner.end + MARK];
    found.into_iter().flat_map(|(inner, _)| marks(inner)).collect()
}

/// What closes formulas, looked for from one mark to the next, so that marks which nothing closes cost no more than their length.
struct Closes<'t> {
    text: &'t str,
    mark: &'static str,
    next: usize,
}

impl<'t> Closes<'t> {
    fn new(text: &'t str, mark: &'static str) -> Closes<'t> {
        Closes { text, mark, next: 0 }
    }

    /// What stands between the mark at `open` and the one that closes it.
    fn inner(&mut self, open: usize) -> Option<Range<usize>> {
        let start = open + MARK;
        if self.next < start {
            let rest = self.text.as_bytes().get(start..)?;
            self.next = memmem::find(rest, self.mark.as_bytes()).map_or(usize::MAX, |at| start + at);
        }
        let inner = self.text.get(start..self.next).filter(|inner| inner.len() <= LONGEST)?;
        (!inner.contains("\n\n") && is_formula(inner)).then_some(start..self.next)
    }
}

/// Whether no words stand in it.
fn is_formula(inner: &str) -> bool {
    let mut words = inner.split(|c: char| !c.is_ascii_alphabetic() && c != '\\');
    let plain = |word: &str| !word.contains('\\') && word.len() > WORD;
    inner.contains(|c: char| c.is_ascii_alphabetic())
        && !inner.contains(chars::is_cjk)
        && !inner.contains("```")
        && (inner.contains('\\') || !words.any(plain))
}

/// Whether a command, a power or an index, or a sign of calculation says that it is one.
fn is_sure(inner: &str) -> bool {
    let command = inner.as_bytes().windows(2).any(|w| w[0] == b'\\' && w[1].is_ascii_alphabetic());
    command || inner.contains(['^', '_', '=', '+', '<', '>'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> String {
        let mut seen = text.to_owned();
        marks(text, text.split_inclusive('\n').map(|line| (line.as_ptr() as usize - text.as_ptr() as usize, line)))
            .into_iter()
            .for_each(|range| seen.replace_range(range, "$$"));
        seen
    }

    #[test]
    fn formulas_and_escaped_brackets() {
        assert_eq!(seen("with \\(a_1 + b\\) and \\(x\\)"), "with $$a_1 + b$$ and $$x$$");
        assert_eq!(seen("\\[\n\\sum_{i} a\n\\]\n"), "$$\n\\sum_{i} a\n$$\n");
        for kept in
            ["\\[1\\] the mill", "\\(a\\) the wheel", "see `\\(a_1\\)`", "\\(see the long note\\)", "    \\(a_1\\)"]
        {
            assert_eq!(seen(kept), kept);
        }
    }
}
