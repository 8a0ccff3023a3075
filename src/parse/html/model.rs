//! The model: probability that a block is content.

use super::features::View;
use super::walk::{Item, Page};

/// Tokens of a block that are looked up.
pub(super) const TOKENS: usize = 24;

/// Words of a class or id: cut at capitals, digits and marks, lower-case.
pub(super) fn name_words(name: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut lower = false;
    for c in name.chars().take(200).chain([' ']) {
        if c.is_alphabetic() && !(c.is_uppercase() && lower) {
            word.extend(c.to_lowercase());
        } else {
            if word.chars().count() > 1 {
                out.push(std::mem::take(&mut word));
            }
            word.clear();
            if c.is_alphabetic() {
                word.extend(c.to_lowercase());
            }
        }
        lower = c.is_lowercase();
    }
    out
}

/// Names on the way from a block to the root: per element with a class or id its words, nearest first.
pub(super) fn chain(page: &Page<'_>, item: &Item) -> Vec<Vec<String>> {
    let mut out = Vec::new();
    let mut at = item.inner as usize;
    while let Some(e) = page.elems.get(at).filter(|_| at != 0) {
        let words: Vec<String> = name_words(e.class).into_iter().chain(name_words(e.id)).collect();
        if !words.is_empty() {
            out.push(words);
        }
        at = e.parent as usize;
    }
    out
}

/// Scores in percent for every item of a page.
pub(super) fn scores(view: &View<'_, '_>) -> Vec<u8> {
    view.page.items.iter().map(|_| 100).collect()
}
