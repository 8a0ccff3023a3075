//! Which line of a page is its title: it stands near the text, which speaks of the same, and what is known of the text below it.

use std::sync::LazyLock;

use crate::lines::View;
use crate::model::{Forest, Sums, sigmoid};

/// Lines above and below the first block of the text that are asked, and the least score of that block. The same as in
/// `tools/fit_titles.py`.
const ABOVE: usize = 60;
const BELOW: usize = 3;
const TEXT: u8 = 50;

/// Least probability of a title. On pages of other hosts 83 of 100 such lines are it, and of 100 pages 93 have one.
const LEAST: f32 = 0.6;

/// Greatest share of digits in a title.
const DIGITS: f32 = 0.4;

static MODEL: LazyLock<Forest> = LazyLock::new(|| Forest::read(include_str!("../../data/saved/title.txt")));

/// The number of the block that is the title, if one of those that `may_be` allows is likely to be.
pub(super) fn find(view: &View<'_>, scores: &[u8], may_be: impl Fn(usize) -> bool) -> Option<usize> {
    let first = scores.iter().position(|s| *s >= TEXT)?;
    let from = first.saturating_sub(ABOVE);
    let lines = from..(first + BELOW + 1).min(scores.len());
    let at = |n: Option<usize>| n.and_then(|n| scores.get(n)).map_or(-1.0, |s| f32::from(*s) / 100.0);
    let row = |(rank, n): (usize, usize)| {
        let gap = n as f32 - first as f32;
        let mut row = view.row(n);
        row.extend([at(Some(n)), at(n.checked_sub(1)), at(Some(n + 1)), at(Some(n + 2)), at(Some(n + 3))]);
        row.extend([gap.signum() * gap.abs().ln_1p(), rank as f32]);
        row
    };
    let rows: Vec<Vec<f32>> = lines.clone().enumerate().map(row).collect();
    let all: Vec<u32> = (0u32..).take(rows.len()).collect();
    let odds = MODEL.sums(&rows, &all);
    // `UID 1024 帖子 91 精华 0 积分 228`
    let counts = |n: usize| view.measure(n).is_some_and(|m| m.digits as f32 > m.letters as f32 * DIGITS);
    let (best, sum) = lines.zip(odds).filter(|(n, _)| !counts(*n) && may_be(*n)).max_by(|a, b| a.1.total_cmp(&b.1))?;
    (sigmoid(sum) >= LEAST).then_some(best)
}
