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

    /// What the first words of a block that the table has say of it, each once, and how many words were looked up.
    fn values(&self, measure: &Measure) -> (Vec<f32>, usize) {
        let mut seen: Vec<u64> = Vec::with_capacity(TOKENS);
        for token in measure.tokens.iter().take(TOKENS) {
            if !seen.contains(token) {
                seen.push(*token);
            }
        }
        (seen.iter().filter_map(|token| self.0.get(token).copied()).collect(), seen.len())
    }

    /// What the words of a block say of it, in sum.
    pub(crate) fn sum(&self, measure: &Measure) -> f32 {
        self.values(measure).0.into_iter().sum()
    }

    /// Adds what the words of a block say of it: mean, least, most and sum.
    pub(crate) fn look_up(&self, measure: &Measure, row: &mut Vec<f32>) {
        let (values, looked_up) = self.values(measure);
        let sum: f32 = values.iter().sum();
        let least = values.iter().copied().reduce(f32::min).unwrap_or(0.0);
        let most = values.iter().copied().reduce(f32::max).unwrap_or(0.0);
        row.extend([sum / looked_up.max(1) as f32, least, most, sum.clamp(-12.0, 12.0)]);
    }
}
