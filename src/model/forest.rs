//! Boosted trees.

use super::Sums;

/// A sum of trees.
pub(crate) struct Forest {
    nodes: Vec<Node>,
    roots: Vec<u32>,
}

/// A node, with how far after it its children stand; a leaf is its own child.
#[derive(Clone, Copy)]
struct Node {
    feature: u16,
    left: u8,
    right: u8,
    /// Threshold, or the value of the leaf.
    value: f32,
}

/// Rows that go down a tree side by side: none waits for the others' values to be loaded, and they stay at hand for all trees.
const ABREAST: usize = 16;

impl Forest {
    pub(crate) fn read(text: &str) -> Forest {
        let mut forest = Forest { nodes: Vec::new(), roots: Vec::new() };
        for line in text.lines() {
            forest.roots.push(forest.nodes.len() as u32);
            for (n, node) in line.split(';').enumerate() {
                let after = |at: usize| u8::try_from(at.saturating_sub(n)).unwrap_or(0);
                let mut parts = node.split(' ');
                let first = parts.next().unwrap_or_default();
                forest.nodes.push(match first.strip_prefix('=') {
                    Some(leaf) => Node { feature: 0, left: 0, right: 0, value: leaf.parse().unwrap_or(0.0) },
                    None => Node {
                        feature: first.parse().unwrap_or(0),
                        left: 1,
                        value: parts.next().and_then(|v| v.parse().ok()).unwrap_or(0.0),
                        right: after(parts.next().and_then(|v| v.parse().ok()).unwrap_or(0)),
                    },
                });
            }
        }
        forest
    }

    fn trees(&self) -> impl Iterator<Item = &[Node]> {
        let ends = self.roots.iter().skip(1).map(|end| *end as usize).chain([self.nodes.len()]);
        self.roots.iter().zip(ends).map(|(root, end)| self.nodes.get(*root as usize..end).unwrap_or_default())
    }
}

impl Sums for Forest {
    fn sums(&self, rows: &[Vec<f32>], of: &[u32]) -> Vec<f32> {
        let mut sums = vec![0.0; of.len()];
        for (sums, of) in sums.chunks_mut(ABREAST).zip(of.chunks(ABREAST)) {
            let mut abreast: [&[f32]; ABREAST] = [&[]; ABREAST];
            for (row, n) in abreast.iter_mut().zip(of) {
                *row = rows.get(*n as usize).map_or(&[], Vec::as_slice);
            }
            let abreast = abreast.get(..of.len()).unwrap_or_default();
            for tree in self.trees() {
                let leaves = leaves(tree, abreast);
                sums.iter_mut().zip(leaves).for_each(|(sum, value)| *sum += value);
            }
        }
        sums
    }
}

/// The values that a tree gives some rows.
fn leaves(tree: &[Node], rows: &[&[f32]]) -> [f32; ABREAST] {
    let mut at = [0_usize; ABREAST];
    // Children come after their parent, so this ends.
    loop {
        let mut moved = 0;
        for (at, row) in at.iter_mut().zip(rows) {
            let Some(node) = tree.get(*at) else { continue };
            let value = row.get(usize::from(node.feature)).copied().unwrap_or(0.0);
            let step = if value <= node.value { node.left } else { node.right };
            moved |= step;
            *at += usize::from(step);
        }
        if moved == 0 {
            return at.map(|at| tree.get(at).map_or(0.0, |leaf| leaf.value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_go_left_at_the_threshold_and_right_above_it() {
        let forest = Forest::read("0 1.5 2;=1;1 0 4;=2;=4\n=0.5\n");
        let rows: Vec<Vec<f32>> = (0..20).map(|n| vec![n as f32, 1.0 - n as f32]).collect();
        let of: Vec<u32> = (0..20).collect();
        let sums = forest.sums(&rows, &of);
        assert_eq!(sums.get(..3), Some(&[1.5, 1.5, 2.5][..]));
        assert_eq!(forest.sums(&[vec![2.0, 0.5]], &[0]), [4.5]);
        assert_eq!(sums.len(), 20);
    }
}
