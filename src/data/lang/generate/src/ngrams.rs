//! From counts to a table of quantised rows.

use std::path::Path;

use crate::alphabet::{Alphabet, BITS, languages, place};
use crate::counts::{Counts, Keyed, context, counts, length, suffix};

/// Nats of a step and the highest step: what `model.rs` reads.
const STEP: f32 = 0.5;
const CAP: f32 = 15.0;

/// Below this mean share of all symbols an n-gram is not looked at: one in ten million.
const RARE: f64 = 1e-7;

/// The smoothed conditional model of one language (Witten and Bell 1991, interpolated).
struct Model {
    counts: Counts,
    /// By context: the sum of its continuations and how many there are.
    contexts: Keyed<(f64, f64)>,
}

impl Model {
    fn new(counts: Counts) -> Model {
        let mut contexts: Keyed<(f64, f64)> = Keyed::default();
        let mut keys: Vec<_> = counts.iter().collect();
        keys.sort_unstable_by_key(|x| *x.0);
        for (key, n) in keys {
            let entry = contexts.entry(context(*key)).or_default();
            *entry = (entry.0 + n, entry.1 + 1.0);
        }
        Model { counts, contexts }
    }

    fn share(&self, key: u64) -> f64 {
        self.counts.get(&key).copied().unwrap_or(0.0) / self.contexts[&0].0
    }

    /// The log probability of the last symbol after the others.
    fn conditional(&self, key: u64) -> f32 {
        // A letter never seen in a language: one of about 300 that the larger alphabets have.
        let mut p = 1.0 / 300.0;
        for n in 1..=length(key) {
            let tail = key & ((1 << (BITS * n)) - 1);
            let Some((total, kinds)) = self.contexts.get(&context(tail)) else { break };
            p = (self.counts.get(&tail).copied().unwrap_or(0.0) + kinds * p) / (total + kinds);
        }
        p.ln() as f32
    }
}

/// Makes the table of an alphabet of at most `rows` n-grams.
pub fn table(alphabet: Alphabet, rows: usize, dir_of: impl Fn(&str) -> std::path::PathBuf, out: &Path) {
    let tags = languages(alphabet);
    let models: Vec<Model> = tags.iter().map(|tag| Model::new(counts(&dir_of(tag), alphabet))).collect();
    let mut keys: Vec<u64> = models.iter().flat_map(|m| m.counts.keys().copied()).collect();
    keys.sort_unstable();
    keys.dedup();
    keys.retain(|&k| length(k) == 1 || models.iter().map(|m| m.share(k)).sum::<f64>() / tags.len() as f64 > RARE);
    let vectors: Vec<Vec<f32>> = keys.iter().map(|&k| models.iter().map(|m| m.conditional(k)).collect()).collect();
    let shares: Vec<Vec<f32>> =
        keys.iter().map(|&k| models.iter().map(|m| m.share(k) as f32).collect()).collect();
    let weights = weights(&keys, &vectors, &shares, tags.len());
    let deficits: Vec<Vec<f32>> = vectors.iter().map(|v| deficits(v)).collect();
    let index: Keyed<usize> = keys.iter().enumerate().map(|(i, k)| (*k, i)).collect();

    let mut gains: Vec<(f32, usize)> = Vec::new();
    for (i, &key) in keys.iter().enumerate() {
        let mut shorter = suffix(key);
        while shorter != 0 && !index.contains_key(&shorter) {
            shorter = suffix(shorter);
        }
        let Some(&j) = index.get(&shorter) else {
            gains.push((f32::INFINITY, i));
            continue;
        };
        gains.push((gain(&deficits[i], &deficits[j], &shares[i], &weights), i));
    }
    gains.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let kept: Vec<(u64, &[f32])> = gains.iter().take(rows).map(|&(_, i)| (keys[i], &deficits[i][..])).collect();
    write(&kept, tags.len(), out);
}

/// How hard two languages are to tell apart: the inverse of what one symbol says, from four-symbol n-grams.
fn weights(keys: &[u64], vectors: &[Vec<f32>], shares: &[Vec<f32>], n: usize) -> Vec<Vec<f32>> {
    let mut far = vec![vec![0f32; n]; n];
    for (i, _) in keys.iter().enumerate().filter(|(_, k)| length(**k) == 4) {
        for a in (0..n).filter(|&a| shares[i][a] > 0.0) {
            for b in 0..n {
                far[a][b] += shares[i][a] * (vectors[i][a] - vectors[i][b]).clamp(-STEP * CAP, STEP * CAP);
            }
        }
    }
    let weight = |a: usize, b: usize| if a == b { 0.0 } else { 2.0 / (far[a][b] + far[b][a]).max(2e-3) };
    (0..n).map(|a| (0..n).map(|b| weight(a, b)).collect()).collect()
}

/// How far each language is behind the best.
fn deficits(vector: &[f32]) -> Vec<f32> {
    let best = vector.iter().copied().fold(f32::MIN, f32::max);
    vector.iter().map(|x| (best - x).min(STEP * CAP)).collect()
}

/// What is lost if the n-gram's row gives way to that of its longest kept suffix: the change in the margins between each
/// language and the others, weighted by how often the n-gram occurs and how close the two are.
fn gain(row: &[f32], back: &[f32], shares: &[f32], weights: &[Vec<f32>]) -> f32 {
    let change: Vec<f32> = row.iter().zip(back).map(|(a, b)| a - b).collect();
    let mut sum = 0.0;
    for (a, share) in shares.iter().enumerate().filter(|x| *x.1 > 0.0) {
        sum += share * change.iter().zip(&weights[a]).map(|(c, w)| w * (c - change[a]).abs()).sum::<f32>();
    }
    sum
}

/// The file: `L`, languages, bucket bits, bytes a row, rows (4); starts of the buckets (2 each); fingerprints (2 each);
/// rows of nibbles; 32 bytes that may be read past the last row.
fn write(kept: &[(u64, &[f32])], languages: usize, out: &Path) {
    // About three rows a bucket.
    let bits = (kept.len() / 3).next_power_of_two().ilog2();
    let width = languages.div_ceil(2);
    let mut rows: Vec<(usize, u16, u64, &[f32])> =
        kept.iter().map(|(k, d)| (place(*k, bits).0, place(*k, bits).1, *k, *d)).collect();
    rows.sort_by_key(|r| (r.0, r.1, r.2));
    let lost = rows.windows(2).filter(|w| (w[0].0, w[0].1) == (w[1].0, w[1].1)).count();
    let mut file = vec![b'L', languages as u8, bits as u8, width as u8];
    file.extend((rows.len() as u32).to_le_bytes());
    for bucket in 0..=1usize << bits {
        file.extend((rows.partition_point(|r| r.0 < bucket) as u16).to_le_bytes());
    }
    rows.iter().for_each(|r| file.extend(r.1.to_le_bytes()));
    for (_, _, _, deficits) in &rows {
        let step = |l: usize| deficits.get(l).map_or(0, |d| (d / STEP).round().min(CAP) as u8);
        file.extend((0..width).map(|l| step(l) | step(l + width) << 4));
    }
    file.extend([0; 32]);
    println!("{}: {} rows, {lost} shadowed, {} bytes", out.display(), rows.len(), file.len());
    std::fs::write(out, file).expect("written");
}
