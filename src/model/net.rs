//! A small neural network: two layers of rectified sums, and what they add up to.

use super::Sums;

/// Sums that are added up together: as many as stay in the registers of any machine.
const LANES: usize = 32;
type Tile = [f32; LANES];

pub(crate) struct Net {
    /// Least and most of every input that the network has learned from; more says no more.
    bounds: Vec<(f32, f32)>,
    hidden: Layer,
    second: Layer,
    out: Layer,
}

/// What the inputs add to the outputs of a layer, in columns of [`LANES`] outputs.
struct Layer(Vec<Column>);

struct Column {
    base: Tile,
    /// By input, so that what is zero costs nothing.
    weights: Vec<Tile>,
}

impl Net {
    /// Reads a table: sizes, then for every layer what it starts from and its weights by input, for the first behind the
    /// bounds of the input.
    pub(crate) fn read(text: &str) -> Net {
        let mut lines = text.lines().map(|l| l.split(' ').map(|v| v.parse().unwrap_or(0.0)).collect::<Vec<f32>>());
        let sizes = lines.next().unwrap_or_default();
        let mut layer = |n: usize| {
            let inputs = sizes.get(n).copied().unwrap_or(0.0) as usize;
            let base = lines.next().unwrap_or_default();
            (base, lines.by_ref().take(inputs).collect::<Vec<_>>())
        };
        let (base, rows) = layer(0);
        let bound = |row: &Vec<f32>, n: usize| row.get(n).copied().unwrap_or(0.0);
        let bounds = rows.iter().map(|row| (bound(row, 0), bound(row, 1))).collect();
        let weights: Vec<Vec<f32>> = rows.iter().map(|row| row.get(2..).unwrap_or_default().to_vec()).collect();
        let hidden = Layer::new(&base, &weights);
        let (base, weights) = layer(1);
        let second = Layer::new(&base, &weights);
        let (base, weights) = layer(2);
        Net { bounds, hidden, second, out: Layer::new(&base, &weights) }
    }

    /// What it says of a row: the log odds.
    fn sum(&self, row: &[f32]) -> f32 {
        let mut inputs: Vec<f32> =
            row.iter().zip(&self.bounds).map(|(value, (least, most))| value.max(*least).min(*most)).collect();
        for layer in [&self.hidden, &self.second] {
            inputs = layer.sums(&inputs);
            inputs.iter_mut().for_each(|v| *v = v.max(0.0));
        }
        self.out.sums(&inputs).first().copied().unwrap_or(0.0)
    }
}

impl Sums for Net {
    fn sums(&self, rows: &[Vec<f32>], of: &[u32]) -> Vec<f32> {
        of.iter().map(|n| rows.get(*n as usize).map_or(0.0, |row| self.sum(row))).collect()
    }
}

impl Layer {
    fn new(base: &[f32], weights: &[Vec<f32>]) -> Layer {
        let tile = |row: &[f32], at: usize| {
            let mut tile = [0.0; LANES];
            tile.iter_mut().zip(row.get(at..).unwrap_or_default()).for_each(|(t, v)| *t = *v);
            tile
        };
        let column = |at| Column { base: tile(base, at), weights: weights.iter().map(|row| tile(row, at)).collect() };
        Layer((0..base.len()).step_by(LANES).map(column).collect())
    }

    fn sums(&self, inputs: &[f32]) -> Vec<f32> {
        let mut sums = Vec::with_capacity(self.0.len() * LANES);
        self.0.iter().for_each(|column| sums.extend_from_slice(&column.sums(inputs)));
        sums
    }
}

impl Column {
    fn sums(&self, inputs: &[f32]) -> Tile {
        let mut sums = self.base;
        for (value, weights) in inputs.iter().zip(&self.weights) {
            if *value != 0.0 {
                for n in 0..LANES {
                    sums[n] += value * weights[n];
                }
            }
        }
        sums
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_are_summed_and_rectified() {
        let net = Net::read("2 2 1\n0 1\n-1 1 2 0\n0 9 0 -1\n0.5\n1\n1\n-1\n3\n");
        // Hidden: 2 * 1 = 2 (of 5, bounded to 1), 1 - 4 = -3 -> 0; second: 0.5 + 2; out: 3 * 2.5 - 1.
        assert_eq!(net.sum(&[5.0, 4.0]), 6.5);
        assert_eq!(net.sum(&[-5.0, 0.0]), 3.5);
    }
}
