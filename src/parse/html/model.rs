//! The model: probability that a block is content.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::features::View;
use super::walk::{Item, Page};
use crate::model::measure::mix;
use crate::model::{Stack, Tables, entries};

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
pub(super) fn scores(view: &View<'_, '_>) -> Vec<u8> {
    let model = &*MODEL;
    let words = view.page.names.words.iter();
    let weights: Vec<f32> = words.map(|w| model.names.get(&**w).copied().unwrap_or(0.0)).collect();
    let sums: Vec<f32> = view.page.elems.iter().map(|e| name_sum(view.page.words_of(e), &weights)).collect();
    let rows: Vec<Vec<f32>> = view
        .page
        .items
        .iter()
        .enumerate()
        .map(|(n, item)| {
            let mut row = view.row(n);
            look_up(view, item, &sums, &mut row);
            if let Some(measure) = view.measures.get(n) {
                model.stack.words.look_up(measure, &mut row);
            }
            row
        })
        .collect();
    let groups: Vec<u64> = rows.iter().map(|row| group(row)).collect();
    let mut out = model.stack.scores(rows, &groups);
    for (score, item) in out.iter_mut().zip(&view.page.items) {
        if item.flags & view.apart != 0 {
            *score = 0;
        }
    }
    out
}

/// Weight of an element's own names; NaN if it has none.
fn name_sum(words: impl Iterator<Item = u32>, weights: &[f32]) -> f32 {
    let mut words = words.filter_map(|w| weights.get(w as usize)).peekable();
    if words.peek().is_none() { f32::NAN } else { words.sum::<f32>().clamp(-6.0, 6.0) }
}

static MODEL: LazyLock<Model> = LazyLock::new(|| Model {
    stack: Stack::read(&Tables {
        first: include_str!("../../data/content/first.txt"),
        forests: [include_str!("../../data/content/forest1.txt"), include_str!("../../data/content/forest2.txt")],
        net: include_str!("../../data/content/net.txt"),
        tokens: include_str!("../../data/content/tokens.tsv"),
    }),
    names: entries(include_str!("../../data/content/names.tsv")).map(|(k, v)| (k.to_owned(), v)).collect(),
});

struct Model {
    stack: Stack,
    /// Weights of class and id words.
    names: HashMap<String, f32>,
}

/// Adds what the table of names says of the elements around a block.
fn look_up(view: &View<'_, '_>, item: &Item, sums: &[f32], row: &mut Vec<f32>) {
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
}

/// Blocks of one path have the same numbers for it, and are known by these; the same as in `tools/fit_content.py`.
fn group(row: &[f32]) -> u64 {
    (GROUP..GROUP + 3)
        .map(|k| row.get(k).copied().unwrap_or(0.0).to_bits())
        .fold(0, |key, bits| mix(key, u64::from(bits)))
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
