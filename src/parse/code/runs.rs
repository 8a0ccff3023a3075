//! Runs of lines that are code together.

use std::ops::Range;

use super::Line;
use super::line::Mark;

/// What a line adds to the weight of its run. Tuned on source files of a dozen languages against crawled text.
const HARD: i32 = 4;
const SOFT: i32 = 2;
const OPEN: i32 = -2;
/// A line that continues another by its indent speaks less against it.
const OPEN_INDENTED: i32 = -1;
/// A run ends where its weight has fallen this far below its highest: three lines that are not code.
const FALL: i32 = 6;
/// More blank lines than this part two runs; the style guides of Python ask for two.
const BLANKS: usize = 3;
/// A run has at least so many lines that speak for code, and so many that say it loudly.
const LEAST: usize = 3;
const LEAST_HARD: usize = 2;
/// Settings say it with a block that is set in, and with more lines of the same kind.
const LEAST_OF_SETTINGS: usize = 6;
/// Most lines between two runs that can be one.
const LONGEST_GAP: usize = 20;

/// The runs, by numbers of lines.
pub(super) fn find(lines: &[Line<'_>]) -> Vec<Range<usize>> {
    let runs = joined(lines, weigh(lines));
    whole(lines, &runs).map_or(runs, |whole| vec![whole])
}

/// Runs of lines that weigh enough, by number.
fn weigh(lines: &[Line<'_>]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let (mut sum, mut best, mut end) = (0, 0, at);
        let (mut blanks, mut next) = (0, at);
        while let Some(line) = lines.get(next) {
            blanks = if line.mark == Mark::Blank { blanks + 1 } else { 0 };
            sum += match line.mark {
                Mark::Hard => HARD,
                Mark::Soft => SOFT,
                Mark::Blank | Mark::Comment => 0,
                Mark::Markup => OPEN_INDENTED,
                Mark::Open if line.indent > 0 => OPEN_INDENTED,
                Mark::Open => OPEN,
                // Within code it is text that the code holds.
                Mark::Prose if line.indent > 0 && is_amid(lines, next) => OPEN_INDENTED,
                Mark::Prose => break,
            };
            if sum < 0 || blanks > BLANKS || sum + FALL < best {
                break;
            }
            next += 1;
            if sum > best {
                (best, end) = (sum, next);
            }
        }
        let first = lines
            .iter()
            .take(end)
            .skip(at)
            .position(|l| matches!(l.mark, Mark::Hard | Mark::Soft))
            .map_or(at, |n| at + n);
        if first < end && is_code(lines.get(first..end).unwrap_or_default()) && !is_inside_markup(lines, first) {
            let after = runs.last().map_or(0, |run| run.end);
            runs.push(widened(lines, first..end, after));
            at = runs.last().map_or(end, |run| run.end);
        } else {
            at = next.max(at) + 1;
        }
    }
    runs
}

/// Whether code stands directly above and below a line.
fn is_amid(lines: &[Line<'_>], at: usize) -> bool {
    let code = |n: Option<usize>| {
        n.and_then(|n| lines.get(n)).is_some_and(|l| matches!(l.mark, Mark::Hard | Mark::Soft | Mark::Comment))
    };
    code(at.checked_sub(1)) && code(Some(at + 1))
}

/// Whether a run begins with an element that stands in an element of HTML: then it is one of those too.
fn is_inside_markup(lines: &[Line<'_>], first: usize) -> bool {
    let above = first.checked_sub(1).and_then(|n| lines.get(n));
    above.is_some_and(|l| l.mark == Mark::Markup) && lines.get(first).is_some_and(|l| l.text.starts_with('<'))
}

fn is_code(lines: &[Line<'_>]) -> bool {
    let count = |mark| lines.iter().filter(|l| l.mark == mark).count();
    let within = lines.iter().filter(|l| l.mark == Mark::Open && l.indent > 0).count();
    let (hard, soft) = (count(Mark::Hard), count(Mark::Soft));
    hard >= LEAST_HARD && hard + soft + within >= LEAST
        || hard > 0 && hard + soft >= LEAST_OF_SETTINGS && soft >= 2 * count(Mark::Open)
}

/// A run with the remarks above it and below it, and the lines that are set in behind it.
fn widened(lines: &[Line<'_>], run: Range<usize>, after: usize) -> Range<usize> {
    let (mut start, mut end) = (run.start, run.end);
    let remark = |n: usize| lines.get(n).is_some_and(|l| l.mark == Mark::Comment);
    while start > after && remark(start - 1) {
        start -= 1;
    }
    // What a chain begins with: `promise` above `.then(…)`.
    let single = |l: &Line<'_>| l.mark == Mark::Open && l.text.is_ascii() && !l.text.contains(' ');
    let set_in = |n: usize| lines.get(n).map_or(0, |l| l.indent);
    if start > after && lines.get(start - 1).is_some_and(|l| single(l) && l.indent < set_in(start)) {
        start -= 1;
    }
    // The remark at the head of a file.
    if after == 0 && (0..start).all(|n| remark(n) || lines.get(n).is_some_and(|l| l.mark == Mark::Blank)) {
        let head = (0..start).filter(|n| remark(*n)).count();
        if head >= 2 {
            start = (0..start).find(|n| remark(*n)).unwrap_or(start);
        }
    }
    while lines.get(end).is_some_and(|l| l.mark == Mark::Comment || l.mark == Mark::Open && l.indent > 0) {
        end += 1;
    }
    start..end
}

/// The runs, with those made one that nothing parts but lines of the same code: sentences too, if they are set in and no
/// blank line parts them from it.
fn joined(lines: &[Line<'_>], runs: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mark = |n: usize| lines.get(n).map_or(Mark::Blank, |l| l.mark);
    let held = |n: usize, gap: &Range<usize>| match lines.get(n) {
        Some(line) if line.mark == Mark::Prose => {
            let above = (gap.start - 1..n).rev().find(|m| mark(*m) != Mark::Prose).map_or(Mark::Blank, mark);
            let below = (n..gap.end + 1).find(|m| mark(*m) != Mark::Prose).map_or(Mark::Blank, mark);
            line.indent > 0 && above != Mark::Blank && below != Mark::Blank && line.text.is_ascii()
        }
        _ => true,
    };
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(runs.len());
    for run in runs {
        if let Some(last) = joined.last_mut() {
            let gap = last.end..run.start;
            if gap.len() <= LONGEST_GAP && gap.clone().all(|n| held(n, &gap)) {
                last.end = run.end;
                continue;
            }
        }
        joined.push(run);
    }
    joined
}

/// The whole text, if there is nothing in it but code and remarks, or if its first line says so.
fn whole(lines: &[Line<'_>], runs: &[Range<usize>]) -> Option<Range<usize>> {
    let text = |line: &Line<'_>| line.mark != Mark::Blank;
    let start = lines.iter().position(text)?;
    let end = lines.iter().rposition(text)? + 1;
    let all = lines.iter().filter(|l| text(l)).count();
    let (mut prose, mut open) = (0, 0);
    let mut at = start;
    for run in runs.iter().cloned().chain(std::iter::once(end..end)) {
        for line in lines.get(at..run.start).unwrap_or_default() {
            prose += usize::from(line.mark == Mark::Prose);
            open += usize::from(matches!(line.mark, Mark::Open | Mark::Markup));
        }
        at = run.end;
    }
    // What stands above the first line of code is a heading rather than code.
    let above = lines.get(start..runs.first()?.start).unwrap_or_default();
    let remarks = above.iter().all(|l| matches!(l.mark, Mark::Blank | Mark::Comment));
    let script = lines.get(start).is_some_and(|l| l.text.starts_with("#!") || l.text.starts_with("<?php"));
    let alone = prose == 0 && open * 10 <= all || script && (prose + open) * 2 <= all;
    (remarks && alone).then_some(start..end)
}
