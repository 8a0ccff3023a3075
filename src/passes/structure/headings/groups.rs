//! Blank lines as evidence: in a text where lines stand together in groups, what stands alone above a group names it.

use std::ops::Range;

use super::super::layout::width;
use super::{numbers, siblings};
use crate::chars;
use crate::document::{Block, Kind};

/// Greatest width of the name of a group.
const WIDEST: usize = 32;

/// Lines that must stand together, and alone, before blank lines say anything.
const LEAST: usize = 3;

/// Names that a text must have: one may be anything.
const NAMES: usize = 2;

/// The lines of `blocks` that name the group of lines below them; `candidate` says which lines can be headings.
pub(in super::super) fn names(blocks: &[&Block], candidate: impl Fn(usize) -> bool) -> Vec<usize> {
    let joined = |n: usize| blocks.get(n).is_some_and(|b| b.joined());
    let together = blocks.iter().filter(|b| b.joined()).count();
    if together < LEAST || blocks.len() - together < LEAST {
        return Vec::new();
    }
    let size = |n: usize| 1 + (n + 1..blocks.len()).take_while(|m| joined(*m)).count();
    let able = |n: usize| !joined(n) && width(blocks[n]) <= WIDEST && candidate(n);
    let mut found: Vec<usize> = Vec::new();
    let mut alone = 0;
    // Lines that stand alone over paragraphs; they count if others name groups.
    let mut single: Vec<usize> = Vec::new();
    for n in (0..blocks.len()).filter(|n| able(*n)) {
        let below = size(n);
        if below >= 3 && (n + 1..n + below).filter(|m| is_item(blocks[*m])).count() * 3 >= (below - 1) * 2 {
            found.push(n);
        } else if below == 1 && n + 1 < blocks.len() {
            let over = size(n + 1);
            let prose = width(blocks[n + 1]) >= 60 && chars::is_sentence(blocks[n + 1].text());
            if over >= 2 {
                alone += 1;
                found.push(n);
            } else if prose {
                single.push(n);
            }
        }
    }
    // In verse whose stanzas have one line here and there, such lines are as many as the groups.
    let groups = (0..blocks.len()).filter(|n| !joined(*n)).count();
    if found.len() < NAMES || (alone + single.len()) * 2 > groups {
        return Vec::new();
    }
    found.extend(single);
    found.sort_unstable();
    found
}

/// A line of a list: it has a number, an amount or a key, or it is a sentence.
fn is_item(block: &Block) -> bool {
    let text = block.text();
    block.kind() == Kind::ListItem
        || chars::any_byte(text, |b| b.is_ascii_digit() | (b == b':'))
        || chars::contains_any(text, ['：'])
        || chars::is_sentence(text)
        || numbers::read(text).is_some()
}

/// Lines with a square or the like in front (`■ 怎么去`), two and more, each alone over running text.
pub(in super::super) fn marked(blocks: &[&Block], is_text: impl Fn(&Block) -> bool) -> Vec<usize> {
    let marked = |n: usize| {
        let text = blocks[n].text();
        blocks[n].kind() == Kind::ListItem
            && text.starts_with(['■', '●', '○', '▪'])
            && width(blocks[n]) <= 40
            && !chars::is_sentence(text)
    };
    let found: Vec<usize> = (0..blocks.len()).filter(|n| marked(*n)).collect();
    let over = |n: &usize| blocks.get(n + 1).is_some_and(|b| b.kind() == Kind::Paragraph && is_text(b));
    if found.len() >= 2 && found.iter().all(over) { found } else { Vec::new() }
}

/// Maximal runs of `true`.
pub(in super::super) fn runs(flags: &[bool]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = None;
    for (n, flag) in flags.iter().chain([&false]).enumerate() {
        match (flag, start) {
            (true, None) => start = Some(n),
            (false, Some(s)) => {
                out.push(s..n);
                start = None;
            }
            _ => {}
        }
    }
    out
}

/// Lines of one form that follow each other: they all have a colon, begin alike, or are made alike (`听写（20分）`, `造句（30分）`).
pub(in super::super) fn is_list(run: &[&Block]) -> bool {
    let [first, rest @ ..] = run else { return false };
    let colon = |b: &Block| b.text().contains([':', '：']);
    let start = |b: &Block| b.text().chars().take(2).collect::<String>();
    let alike = start(first).chars().all(char::is_alphabetic) && rest.iter().all(|b| start(b) == start(first));
    let form = || run.windows(2).all(|pair| siblings::of_one_form(pair[0].text(), pair[1].text()));
    !rest.is_empty() && (run.iter().all(|b| colon(b)) || alike || form())
}
