//! The models that say of each block of a page how likely it is of the text: fitted tables, and what they are asked with.

mod alike;
mod forest;
mod lexicon;
pub(crate) mod measure;
mod net;

use std::collections::HashMap;

pub(crate) use self::alike::Alike;
pub(crate) use self::forest::Forest;
pub(crate) use self::lexicon::Lexicon;
use self::measure::Hashed;
use self::net::Net;

/// Tokens of a block that are looked up.
pub(crate) const TOKENS: usize = 24;

/// What the first forest thinks less likely than this is not asked about again: two blocks in three of a page. Of the
/// 49,000 blocks that were kept in cross-validation none that counted was below it.
const HOPELESS: f32 = 0.06;
/// Log odds (0.12 and 0.88) from which on a block is not asked about again. All models asked about all of these blocks
/// gave the same F1 on every set in cross-validation.
const SURE: f32 = 2.0;

/// A model of rows.
pub(crate) trait Sums {
    /// Log odds of the rows whose numbers `of` gives.
    fn sums(&self, rows: &[Vec<f32>], of: &[u32]) -> Vec<f32>;
}

/// Models on top of each other.
///
/// A boosted forest sees a block and its place. Others see what the first thought of the neighbours, the page and the
/// blocks of the same group as well, which is what smooths the decision: forests and a network, whose mistakes differ, so
/// that the mean of their log odds is nearer to the truth than each. They are asked one after the other, as long as it is
/// not clear.
pub(crate) struct Stack {
    first: Forest,
    later: [Box<dyn Sums + Send + Sync>; 3],
    pub(crate) words: Lexicon,
}

/// The tables of a stack, as `tools/fit_content.py` writes them.
pub(crate) struct Tables {
    pub(crate) first: &'static str,
    pub(crate) forests: [&'static str; 2],
    pub(crate) net: &'static str,
    pub(crate) tokens: &'static str,
}

impl Stack {
    pub(crate) fn read(tables: &Tables) -> Stack {
        let [one, two] = tables.forests;
        Stack {
            first: Forest::read(tables.first),
            later: [Box::new(Forest::read(one)), Box::new(Forest::read(two)), Box::new(Net::read(tables.net))],
            words: Lexicon::read(tables.tokens),
        }
    }

    /// What the first forest alone says of rows.
    pub(crate) fn first(&self, rows: &[Vec<f32>]) -> Vec<f32> {
        let all: Vec<u32> = (0u32..).take(rows.len()).collect();
        self.first.sums(rows, &all).into_iter().map(sigmoid).collect()
    }

    /// Scores in percent for rows in reading order. `groups` says which belong together.
    pub(crate) fn scores(&self, mut rows: Vec<Vec<f32>>, groups: &[u64]) -> Vec<u8> {
        let first = self.first(&rows);
        let mut open: Vec<u32> = (0u32..).zip(&first).filter(|(_, q)| **q >= HOPELESS).map(|(n, _)| n).collect();
        let seen = context(&rows, &first, groups, &open);
        for (n, more) in open.iter().zip(seen) {
            if let Some(row) = rows.get_mut(*n as usize) {
                row.extend(more);
            }
        }
        let percent = |q: f32| (q * 100.0).round() as u8;
        let mut out: Vec<u8> = first.into_iter().map(percent).collect();
        let mut sums = vec![0.0; open.len()];
        for (asked, model) in (1u8..).zip(&self.later) {
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
        out
    }
}

fn left<T>(list: Vec<T>, keep: &[bool]) -> Vec<T> {
    list.into_iter().zip(keep).filter(|(_, keep)| **keep).map(|(value, _)| value).collect()
}

pub(crate) fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

/// The rows of a table of words with their weights.
pub(crate) fn entries(table: &str) -> impl Iterator<Item = (&str, f32)> {
    table.lines().filter_map(|line| {
        let (key, value) = line.split_once('\t')?;
        Some((key, value.parse().ok()?))
    })
}

/// What the first forest thought of a block and of what is around it; the same as in `tools/fit_content.py`.
fn context(rows: &[Vec<f32>], first: &[f32], groups: &[u64], of: &[u32]) -> Vec<[f32; 15]> {
    let unit = |row: &Vec<f32>| f64::from(row.first().copied().unwrap_or(0.0)).exp_m1() + 0.5;
    let key = |n: usize| groups.get(n).copied().unwrap_or(0);
    let mut sums: HashMap<u64, (f64, f64), Hashed> = HashMap::default();
    let (mut mass, mut units) = (vec![0.0], vec![0.0]);
    let (mut sum_q, mut sum_u, mut top) = (0.0, 0.0, 0.0_f64);
    for (n, (row, q)) in rows.iter().zip(first).enumerate() {
        let (u, q) = (unit(row), f64::from(*q));
        sum_q += q * u;
        sum_u += u;
        top = top.max(q);
        mass.push(sum_q);
        units.push(sum_u);
        let entry = sums.entry(key(n)).or_default();
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
            let group = sums.get(&key(n)).copied().unwrap_or_default();
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
