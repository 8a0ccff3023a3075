//! Who speaks in an interview: names that stand before colons again and again.

use std::collections::HashMap;

use crate::document::Block;

/// Bytes in which the name of who speaks must end.
const LABEL: usize = 30;

/// The blocks that an interview consists of, in order: what stands before their colon comes at least three times, and there
/// are two such names. Questions and answers are text however short they are.
pub(in super::super) fn find(blocks: &[&Block]) -> Vec<usize> {
    let label = |text: &str| {
        let head = &text[..text.floor_char_boundary(LABEL)];
        head.find([':', '：']).filter(|at| *at > 0)
    };
    let mut labels: Vec<(usize, &str)> = Vec::new();
    let mut times: HashMap<&str, usize> = HashMap::new();
    for (n, block) in blocks.iter().enumerate() {
        if let Some(at) = label(block.text()) {
            labels.push((n, &block.text()[..at]));
        }
    }
    // Two names, three times each.
    if labels.len() < 6 {
        return Vec::new();
    }
    for (_, label) in &labels {
        *times.entry(label).or_default() += 1;
    }
    let speaks = |label: &str| times.get(label).is_some_and(|times| *times >= 3);
    if times.keys().filter(|label| speaks(label)).count() < 2 {
        return Vec::new();
    }
    labels.iter().filter(|(_, label)| speaks(label)).map(|(n, _)| *n).collect()
}
