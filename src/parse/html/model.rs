//! The model: probability that a block is content.

use std::collections::HashMap;
use std::sync::LazyLock;

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

/// Scores in percent for every item of a page.
///
/// Two boosted forests: the first sees a block, its markup and its place; the second sees what the first thought of
/// the neighbours, the page and the blocks of the same path as well, which is what smooths the decision.
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
    let first: Vec<f64> = model.first.sums(&rows).into_iter().map(sigmoid).collect();
    let seen = context(&rows, &first);
    rows.iter_mut().zip(seen).for_each(|(row, more)| row.extend(more));
    model.second.sums(&rows).into_iter().map(|sum| (sigmoid(sum) * 100.0).round() as u8).collect()
}

/// Weight of an element's own names; NaN if it has none.
fn name_sum(words: impl Iterator<Item = u32>, weights: &[f32]) -> f32 {
    let mut words = words.filter_map(|w| weights.get(w as usize)).peekable();
    if words.peek().is_none() { f32::NAN } else { words.sum::<f32>().clamp(-6.0, 6.0) }
}

fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

static MODEL: LazyLock<Model> = LazyLock::new(|| Model {
    first: Forest::read(include_str!("../../data/content/first.txt")),
    second: Forest::read(include_str!("../../data/content/second.txt")),
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

struct Model {
    first: Forest,
    second: Forest,
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

/// A sum of trees.
struct Forest {
    nodes: Vec<Node>,
    roots: Vec<u32>,
}

/// A node; the left child follows it.
#[derive(Clone, Copy)]
struct Node {
    /// Feature to look at, or `u16::MAX` in a leaf.
    feature: u16,
    /// How far after it the right child stands.
    right: u16,
    /// Threshold, or the value of the leaf.
    value: f32,
}

impl Forest {
    fn read(text: &str) -> Forest {
        let mut forest = Forest { nodes: Vec::new(), roots: Vec::new() };
        for line in text.lines() {
            let base = forest.nodes.len() as u32;
            forest.roots.push(base);
            for (n, node) in line.split(';').enumerate() {
                let after = |at: usize| u16::try_from(at.saturating_sub(n)).unwrap_or(u16::MAX).max(1);
                let mut parts = node.split(' ');
                let first = parts.next().unwrap_or_default();
                forest.nodes.push(match first.strip_prefix('=') {
                    Some(leaf) => Node { feature: u16::MAX, right: 0, value: leaf.parse().unwrap_or(0.0) },
                    None => Node {
                        feature: first.parse().unwrap_or(0),
                        value: parts.next().and_then(|v| v.parse().ok()).unwrap_or(0.0),
                        right: after(parts.next().and_then(|v| v.parse().ok()).unwrap_or(0)),
                    },
                });
            }
        }
        forest
    }

    /// The sums of all rows. Tree by tree, so that a tree is at hand for all of them.
    fn sums(&self, rows: &[Vec<f32>]) -> Vec<f64> {
        let mut sums = vec![0.0; rows.len()];
        for (n, root) in self.roots.iter().enumerate() {
            let end = self.roots.get(n + 1).map_or(self.nodes.len(), |end| *end as usize);
            let tree = self.nodes.get(*root as usize..end).unwrap_or_default();
            for (sum, row) in sums.iter_mut().zip(rows) {
                *sum += f64::from(leaf(tree, row));
            }
        }
        sums
    }
}

/// The value that a tree gives a row.
fn leaf(tree: &[Node], row: &[f32]) -> f32 {
    let mut at = 0;
    while let Some(node) = tree.get(at) {
        let Some(value) = row.get(usize::from(node.feature)) else { return node.value };
        // Children come after their parent, so this ends.
        at += if *value <= node.value { 1 } else { usize::from(node.right) };
    }
    0.0
}

/// What the first forest thought of a block and of what is around it; the same as in `tools/fit_content.py`.
fn context(rows: &[Vec<f32>], first: &[f64]) -> Vec<[f32; 15]> {
    let key = |row: &Vec<f32>| [GROUP, GROUP + 1, GROUP + 2].map(|k| row.get(k).copied().unwrap_or(0.0).to_bits());
    let unit = |row: &Vec<f32>| f64::from(row.first().copied().unwrap_or(0.0)).exp_m1() + 0.5;
    let mut groups: HashMap<[u32; 3], (f64, f64)> = HashMap::new();
    let (mut mass, mut units) = (vec![0.0], vec![0.0]);
    let (mut sum_q, mut sum_u, mut top) = (0.0, 0.0, 0.0_f64);
    for (row, q) in rows.iter().zip(first) {
        let u = unit(row);
        sum_q += q * u;
        sum_u += u;
        top = top.max(*q);
        mass.push(sum_q);
        units.push(sum_u);
        let entry = groups.entry(key(row)).or_default();
        entry.0 += q * u;
        entry.1 += u;
    }
    let total = sum_q.max(1e-9);
    let page = sum_q / sum_u.max(1e-9);
    let get = |list: &[f64], n: usize| list.get(n.min(rows.len())).copied().unwrap_or(0.0);
    rows.iter()
        .zip(first)
        .enumerate()
        .map(|(n, (row, q))| {
            let u = unit(row);
            let rest = |sq: f64, su: f64| if su - u > 1e-6 { (sq - q * u) / (su - u) } else { -1.0 };
            let near = |k: isize| n.checked_add_signed(k).and_then(|n| first.get(n)).copied().unwrap_or(-1.0);
            let window = |r: usize| {
                let (a, b) = (n.saturating_sub(r), n + r + 1);
                rest(get(&mass, b) - get(&mass, a), get(&units, b) - get(&units, a))
            };
            let group = groups.get(&key(row)).copied().unwrap_or_default();
            [
                *q,
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
