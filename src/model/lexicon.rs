//! Weights of words in short blocks.

use std::collections::HashMap;

use super::measure::{Hashed, Measure, token_hash};
use super::{TOKENS, entries};

/// Words with their log odds of standing in the text.
pub(crate) struct Lexicon(HashMap<u64, f32, Hashed>);

impl Lexicon {
    /// Reads a table of words, a line each, with their weights behind a tab.
    pub(crate) fn read(table: &str) -> Lexicon {
        Lexicon(entries(table).map(|(k, v)| (token_hash(k), v)).collect())
    }

    /// What the words of a block say of it, in sum.
    pub(crate) fn sum(&self, measure: &Measure) -> f32 {
        measure.tokens.iter().take(TOKENS).filter_map(|token| self.0.get(token)).sum()
    }

    /// Adds what the words of a block say of it: mean, least, most and sum.
    pub(crate) fn look_up(&self, measure: &Measure, row: &mut Vec<f32>) {
        let mut seen: Vec<u64> = Vec::with_capacity(TOKENS);
        let (mut least, mut most, mut sum, mut any) = (f32::INFINITY, f32::NEG_INFINITY, 0.0, false);
        for token in measure.tokens.iter().take(TOKENS) {
            if seen.contains(token) {
                continue;
            }
            seen.push(*token);
            if let Some(value) = self.0.get(token) {
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
