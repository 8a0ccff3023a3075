//! The model: probability that a block is content.

mod forest;
mod net;

use std::collections::HashMap;
use std::sync::LazyLock;

use self::forest::Forest;
use self::net::Net;
use super::features::View;
use super::measure::{Hashed, token_hash};
use super::walk::{Item, Page};

/// Tokens of a block that are looked up.
pub(super) const TOKENS: usize = 24;

/// Names on the way from a block to the root: per element with a class or id its words, nearest first.
pub(super) fn chain(page: &Page<'_>, item: &Item) -> Vec<Vec<String>> {
    let mut out = Vec::new();
    let mut at = item.inner as usize;
    while let Some(e) = page.elems.get(at).filter(|_| at != 0) {
        let words: Vec<String> =
            page.words_of(e).filter_map(|w| page.names.words.get(w as usize)).map(|w| w.to_string()).collect();
        if !words.is_empty() {
            out.push(words);
        }
        at = e.parent as usize;
    }
    out
}

/// What the first forest thinks less likely than this is not asked about again: two blocks in three of a page. Of the
/// 49,000 blocks that were kept in cross-validation none that counted was below it.
const HOPELESS: f32 = 0.06;
/// Log odds (0.12 and 0.88) from which on a block is not asked about again. All models asked about all of these blocks
/// gave the same F1 on every set in cross-validation.
const SURE: f32 = 2.0;

/// Scores in percent for every item of a page.
///
/// A boosted forest sees a block, its markup and its place. Others see what the first thought of the neighbours, the
/// page and the blocks of the same path as well, which is what smooths the decision: forests and a network, whose
/// mistakes differ, so that the mean of their log odds is nearer to the truth than each. They are asked one after the
/// other, as long as it is not clear.
pub(super) fn scores(view: &View<'_, '_>) -> Vec<u8> {
    let model = &*MODEL;
    let mut rows: Vec<Vec<f32>> = Vec::with_capacity(view.page.items.len());
    let words = view.page.names.words.iter();
    let weights: Vec<f32> = words.map(|w| model.names.get(&**w).copied().unwrap_or(0.0)).collect();
    let sums: Vec<f32> = view.page.elems.iter().map(|e| name_sum(view.page.words_of(e), &weights)).collect();
    for (n, item) in view.page.items.iter().enumerate() {
        let mut row = view.row(n);
        model.look_up(view, item, n, &sums, &mut row);
        rows.push(row);
    }
    let all: Vec<u32> = (0u32..).take(rows.len()).collect();
    let first: Vec<f32> = model.first.sums(&rows, &all).into_iter().map(sigmoid).collect();
    let mut open: Vec<u32> = all.into_iter().zip(&first).filter(|(_, q)| **q >= HOPELESS).map(|(n, _)| n).collect();
    let seen = context(&rows, &first, &open);
    for (n, more) in open.iter().zip(seen) {
        if let Some(row) = rows.get_mut(*n as usize) {
            row.extend(more);
        }
    }
    let percent = |q: f32| (q * 100.0).round() as u8;
    let mut out: Vec<u8> = first.into_iter().map(percent).collect();
    let mut sums = vec![0.0; open.len()];
    for (asked, model) in (1u8..).zip(&model.later) {
        for (sum, more) in sums.iter_mut().zip(model.sums(&rows, &open)) {
            *sum += more;
        }
        let means = sums.iter().map(|sum| sum / f32::from(asked));
        for (n, mean) in open.iter().zip(means.clone()) {
            if let Some(score) = out.get_mut(*n as usize) {
                *score = percent(sigmoid(mean));
            }
        }
        let unclear: Vec<bool> = means.map(|mean| mean.abs() < SURE).collect();
        open = left(open, &unclear);
        sums = left(sums, &unclear);
    }
    for (score, item) in out.iter_mut().zip(&view.page.items) {
        if item.flags & view.apart != 0 {
            *score = 0;
        }
    }
    out
}

fn left<T>(list: Vec<T>, keep: &[bool]) -> Vec<T> {
    list.into_iter().zip(keep).filter(|(_, keep)| **keep).map(|(value, _)| value).collect()
}

/// Weight of an element's own names; NaN if it has none.
fn name_sum(words: impl Iterator<Item = u32>, weights: &[f32]) -> f32 {
    let mut words = words.filter_map(|w| weights.get(w as usize)).peekable();
    if words.peek().is_none() { f32::NAN } else { words.sum::<f32>().clamp(-6.0, 6.0) }
}

fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

static MODEL: LazyLock<Model> = LazyLock::new(|| Model {
    first: Forest::read(include_str!("../../data/content/first.txt")),
    later: [
        Box::new(Forest::read(include_str!("../../data/content/forest1.txt"))),
        Box::new(Forest::read(include_str!("../../data/content/forest2.txt"))),
        Box::new(Net::read(include_str!("../../data/content/net.txt"))),
    ],
    names: include_str!("../../data/content/names.tsv")
        .lines()
        .filter_map(entry)
        .map(|(k, v)| (k.to_owned(), v))
        .collect(),
    tokens: include_str!("../../data/content/tokens.tsv")
        .lines()
        .filter_map(entry)
        .map(|(k, v)| (token_hash(k), v))
        .collect(),
});

fn entry(line: &str) -> Option<(&str, f32)> {
    let (key, value) = line.split_once('\t')?;
    Some((key, value.parse().ok()?))
}

/// A model of rows.
trait Sums {
    /// Log odds of the rows whose numbers `of` gives.
    fn sums(&self, rows: &[Vec<f32>], of: &[u32]) -> Vec<f32>;
}

struct Model {
    first: Forest,
    later: [Box<dyn Sums + Send + Sync>; 3],
    /// Weights of class and id words, and of words in short blocks.
    names: HashMap<String, f32>,
    tokens: HashMap<u64, f32, Hashed>,
}

impl Model {
    /// Adds what the tables of words say of a block.
    fn look_up(&self, view: &View<'_, '_>, item: &Item, n: usize, sums: &[f32], row: &mut Vec<f32>) {
        let mut near = [0.0_f32; 4];
        let (mut count, mut least, mut most, mut sum) = (0, f32::INFINITY, f32::NEG_INFINITY, 0.0);
        let mut at = item.inner as usize;
        while let Some(e) = view.page.elems.get(at).filter(|_| at != 0) {
            let value = sums.get(at).copied().unwrap_or(f32::NAN);
            if !value.is_nan() {
                if let Some(place) = near.get_mut(count) {
                    *place = value;
                }
                count += 1;
                least = least.min(value);
                most = most.max(value);
                sum += value;
            }
            at = e.parent as usize;
        }
        if count == 0 {
            (least, most) = (0.0, 0.0);
        }
        row.extend(near);
        row.extend([least, most, sum.clamp(-12.0, 12.0)]);
        let mut seen: Vec<u64> = Vec::with_capacity(TOKENS);
        let (mut least, mut most, mut sum, mut any) = (f32::INFINITY, f32::NEG_INFINITY, 0.0, false);
        for token in view.measures.get(n).into_iter().flat_map(|m| m.tokens.iter().take(TOKENS)) {
            if seen.contains(token) {
                continue;
            }
            seen.push(*token);
            if let Some(value) = self.tokens.get(token) {
                any = true;
                least = least.min(*value);
                most = most.max(*value);
                sum += value;
            }
        }
        if !any {
            (least, most) = (0.0, 0.0);
        }
        row.extend([sum / seen.len().max(1) as f32, least, most, sum.clamp(-12.0, 12.0)]);
    }
}

/// What the first forest thought of a block and of what is around it; the same as in `tools/fit_content.py`.
fn context(rows: &[Vec<f32>], first: &[f32], of: &[u32]) -> Vec<[f32; 15]> {
    let key = |row: &Vec<f32>| [GROUP, GROUP + 1, GROUP + 2].map(|k| row.get(k).copied().unwrap_or(0.0).to_bits());
    let unit = |row: &Vec<f32>| f64::from(row.first().copied().unwrap_or(0.0)).exp_m1() + 0.5;
    let mut groups: HashMap<[u32; 3], (f64, f64)> = HashMap::new();
    let (mut mass, mut units) = (vec![0.0], vec![0.0]);
    let (mut sum_q, mut sum_u, mut top) = (0.0, 0.0, 0.0_f64);
    for (row, q) in rows.iter().zip(first) {
        let (u, q) = (unit(row), f64::from(*q));
        sum_q += q * u;
        sum_u += u;
        top = top.max(q);
        mass.push(sum_q);
        units.push(sum_u);
        let entry = groups.entry(key(row)).or_default();
        entry.0 += q * u;
        entry.1 += u;
    }
    let total = sum_q.max(1e-9);
    let page = sum_q / sum_u.max(1e-9);
    let get = |list: &[f64], n: usize| list.get(n.min(rows.len())).copied().unwrap_or(0.0);
    of.iter()
        .map(|n| *n as usize)
        .filter_map(|n| Some((n, rows.get(n)?, first.get(n)?)))
        .map(|(n, row, q)| {
            let (u, q) = (unit(row), f64::from(*q));
            let rest = |sq: f64, su: f64| if su - u > 1e-6 { (sq - q * u) / (su - u) } else { -1.0 };
            let near = |k: isize| n.checked_add_signed(k).and_then(|n| first.get(n)).map_or(-1.0, |q| f64::from(*q));
            let window = |r: usize| {
                let (a, b) = (n.saturating_sub(r), n + r + 1);
                rest(get(&mass, b) - get(&mass, a), get(&units, b) - get(&units, a))
            };
            let group = groups.get(&key(row)).copied().unwrap_or_default();
            [
                q,
                near(-1),
                near(1),
                near(-2),
                near(2),
                near(-3),
                near(3),
                window(2),
                window(8),
                page,
                rest(group.0, group.1),
                get(&mass, n) / total,
                (sum_q - get(&mass, n + 1)) / total,
                top,
                sum_q.ln_1p(),
            ]
            .map(|x| x as f32)
        })
        .collect()
}

/// Where `group_count`, `group_units`, `group_density` stand among the features.
const GROUP: usize = 101;

#[cfg(test)]
mod tests {
    use crate::parse::ParseOptions;
    use crate::parse::html::parse;

    #[test]
    fn layers_that_ask_for_consent_are_no_content() {
        let text = "The old mill was sold on Monday, and the new owner, a baker from the next village, wants it to grind again.";
        let score = |name: &str| {
            let page = format!(
                "<html><body><div class='story'><p>{text}</p><p>{text}</p></div><div id='{name}x'><p>{text}</p></div></body></html>"
            );
            let parsed = parse(&page, &ParseOptions::default());
            parsed.blocks.last().and_then(|b| b.hints()).and_then(|h| h.content)
        };
        for name in include_str!("../../data/content/consent.txt").lines() {
            assert_eq!(score(name), Some(0), "{name}");
        }
        assert!(score("story").is_some_and(|s| s > 40));
    }
}
