//! R130: see `strip_jammers.md`.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::census::Traits;
use crate::changes::Changes;
use crate::chars;
use crate::document::{Block, Document, Kind};
use crate::pass::{Pass, Spec, Stage, Verdict};

pub(crate) const SPEC: Spec = Spec::new::<StripJammers>(
    "R130",
    "strip-jammers",
    Stage::Repair,
    "Takes out the random characters that forums put at line ends of what is copied (`7 Z, X# ]+ f+`).",
    include_str!("strip_jammers.md"),
);

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct StripJammers {}

/// Pairs of a run: the program writes five and more, and a space at either end is lost.
const PAIRS: usize = 4;

/// Pairs that are sure in a document with one run, and runs that are with fewer.
const LONG: usize = 8;
const RUNS: usize = 2;

impl Pass for StripJammers {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        // The forums that have them are Chinese; a text is told by the first bytes of its Han characters.
        let han = |b: &Block| b.census().han > 0 || chars::any_byte(b.text(), |b| matches!(b, 0xE4..=0xE9));
        if !doc.blocks().any(han) {
            return Verdict::Keep;
        }
        let spaced = |b: &&Block| b.kind() != Kind::Code && b.census().traits.any(Traits::SPACE);
        let found: Vec<(&Block, Vec<Range<usize>>)> =
            doc.blocks().filter(spaced).map(|b| (b, runs(b.text()))).filter(|(_, runs)| !runs.is_empty()).collect();
        let longest = found.iter().flat_map(|(b, runs)| runs.iter().map(|r| pairs(&b.text()[r.clone()]))).max();
        let count: usize = found.iter().map(|(_, runs)| runs.len()).sum();
        if count < RUNS && longest.is_none_or(|pairs| pairs < LONG) {
            return Verdict::Keep;
        }
        for (block, runs) in found {
            let runs_of = |at: &usize| runs.iter().any(|run| run.contains(at));
            // A first without its second may be left.
            let kept = block.text().bytes().enumerate().filter(|(at, b)| !runs_of(at) && !b.is_ascii_whitespace());
            if kept.clone().count() <= 1 && kept.clone().all(|(_, b)| is_first(b)) {
                changes.cut(block);
                continue;
            }
            runs.into_iter().for_each(|run| changes.replace(block, run, ""));
        }
        Verdict::Keep
    }
}

/// The characters of a pair, from `mt_rand(32, 59)` and `mt_rand(63, 126)`; a space stands between them.
fn is_first(b: u8) -> bool {
    matches!(b, 32..=59)
}

fn is_second(b: u8) -> bool {
    matches!(b, 63..=126)
}

/// The runs of pairs that stand at an end of a line, with the spaces beside them.
fn runs(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    // Three bytes a pair: the spaces of two pairs stand three apart. Most texts have no such three, told without a branch.
    let ahead = |n: usize| bytes.get(n..).unwrap_or_default();
    let threes = bytes.iter().zip(ahead(3)).zip(ahead(6));
    if !threes.fold(false, |found, ((a, b), c)| found | (*a == b' ') & (*b == b' ') & (*c == b' ')) {
        return found;
    }
    for space in memchr::memchr_iter(b' ', bytes) {
        if space < from || bytes.get(space + 3) != Some(&b' ') || bytes.get(space + 6) != Some(&b' ') {
            continue;
        }
        let start = start(bytes, space).max(from);
        let end = end(bytes, start);
        let line = |at: usize| at == 0 || at >= bytes.len() || bytes[at] == b'\n' || bytes[at - 1] == b'\n';
        if pairs(&text[start..end]) >= PAIRS && is_random(&text[start..end]) && (line(start) || line(end)) {
            let after = bytes[end..].iter().take_while(|b| **b == b' ').count();
            let before = bytes[..start].iter().rev().take_while(|b| **b == b' ').count();
            found.push(start - before..end + if line(end + after) { after } else { 0 });
        }
        from = end.max(space + 1);
    }
    found
}

/// Where a run begins of which one space is known: at the first of its pair, or behind a line's lost space.
fn start(bytes: &[u8], space: usize) -> usize {
    let mut at = space;
    if at > 0 && is_first(bytes[at - 1]) && bytes[at - 1] != b' ' {
        at -= 1;
        // The second of a pair whose first was a space that the page lost.
        if at == 1 && is_second(bytes[0]) {
            at = 0;
        }
    } else if at == 1 && is_second(bytes[0]) {
        at = 0;
    }
    at
}

/// Where the run ends that begins at `start`.
fn end(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    // The second of a pair alone, at the beginning of a line.
    if bytes.get(at).copied().is_some_and(is_second) {
        at += 1;
    }
    loop {
        // A first that is a space may have become one with the space behind it.
        let first = usize::from(bytes.get(at).copied().is_some_and(is_first) && bytes.get(at + 1) == Some(&b' '));
        let gap = bytes.get(at + first) == Some(&b' ');
        if !gap || !bytes.get(at + first + 1).copied().is_some_and(is_second) {
            return at;
        }
        at += first + 2;
    }
}

/// Whether characters differ as those drawn at random do: `A. B. C. D.` is a list.
fn is_random(run: &str) -> bool {
    let mut firsts: Vec<u8> = run.bytes().filter(|b| is_first(*b) && *b != b' ').collect();
    let all = firsts.len();
    firsts.sort_unstable();
    firsts.dedup();
    firsts.len() * 2 > all && firsts.len() * 2 >= PAIRS
}

/// The pairs of a run.
fn pairs(run: &str) -> usize {
    run.bytes().filter(|b| is_second(*b)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(text: &str) -> String {
        let mut out = text.to_owned();
        runs(text).into_iter().rev().for_each(|run| out.replace_range(run, ""));
        out
    }

    #[test]
    fn runs_at_line_ends_go() {
        assert_eq!(left("老凤凰是辐条轮的代表& \\7 ^3 d7 M( R"), "老凤凰是辐条轮的代表");
        assert_eq!(left("0 }0 I& S  E6 s* i# b  ~) Q老凤凰"), "老凤凰");
        assert_eq!(left(". {* t6 p8 g2 v; y3 p\" M* f# H# _7 Q( }- F3 j*"), "*");
        assert_eq!(left("第一行0 |7 A9 r4 x1 n) {\n第二行"), "第一行\n第二行");
    }

    #[test]
    fn tables_words_and_formulas_stay() {
        for text in [
            "a b c d e f g h",
            "1 a 2 b 3 c 4 d 5 e 6 f",
            "x = a + b - c * d / e",
            "A. B. C. D. E. F. G.",
            "I am a man, a son, a b c d",
            "1, 2, 3, 4, 5, 6, 7, 8, 9",
            "- a - b - c - d - e - f",
            "甲 a 乙 b 丙 c 丁 d 戊 e",
        ] {
            assert_eq!(left(text), text);
        }
    }
}
