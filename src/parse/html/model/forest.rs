//! Boosted trees.

use super::Sums;

/// A sum of trees.
pub(super) struct Forest {
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
    pub(super) fn read(text: &str) -> Forest {
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
}

impl Sums for Forest {
    // Tree by tree, so that a tree is at hand for all rows.
    fn sums(&self, rows: &[Vec<f32>], of: &[u32]) -> Vec<f32> {
        let mut sums = vec![0.0; of.len()];
        for (n, root) in self.roots.iter().enumerate() {
            let end = self.roots.get(n + 1).map_or(self.nodes.len(), |end| *end as usize);
            let tree = self.nodes.get(*root as usize..end).unwrap_or_default();
            for (sum, row) in sums.iter_mut().zip(of) {
                *sum += rows.get(*row as usize).map_or(0.0, |row| leaf(tree, row));
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
