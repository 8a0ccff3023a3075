//! n-gram counts of one language, with word boundaries, out of a model of relative frequencies without them.
//!
//! A model maps each letter n-gram (1 to 5 letters within a word) to the log of its frequency relative to its first n-1
//! letters. Multiplied along the prefixes that gives joint frequencies, and over the frequency of the rarest letter
//! (seen once) counts. The counts are complete, so what is missing from the sum over all continuations ended there: the
//! number of `ing` at a word's end is that of `ing` less those of `inga`, `ingb`, ...

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::path::Path;

use fst::Streamer;

use crate::alphabet::{Alphabet, BITS, BOUNDARY, symbol};

/// A map by key whose order is the same in every run, so that sums and tables are.
pub type Keyed<V> = HashMap<u64, V, BuildHasherDefault<Fixed>>;

/// Counts by key.
pub type Counts = Keyed<f64>;

/// A hasher of one `u64` without a random seed.
#[derive(Default)]
pub struct Fixed(u64);

impl Hasher for Fixed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {
        unreachable!("keys are u64")
    }

    fn write_u64(&mut self, key: u64) {
        let h = (key ^ (key >> 29)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = h ^ (h >> 32);
    }
}

/// The symbols of a key.
pub fn length(key: u64) -> u32 {
    (u64::BITS - key.leading_zeros()).div_ceil(BITS)
}

/// All but the last symbol.
pub fn context(key: u64) -> u64 {
    key >> BITS
}

/// All but the first symbol.
pub fn suffix(key: u64) -> u64 {
    key & ((1 << (BITS * length(key).saturating_sub(1))) - 1)
}

/// All n-grams of a model file with their relative log frequencies.
pub fn read(dir: &Path) -> Vec<(String, f64)> {
    let bytes = std::fs::read(dir.join("models/ngrams.fst")).expect("a model");
    let map = fst::Map::new(bytes).expect("a finite-state map");
    let (mut stream, mut all) = (map.stream(), Vec::new());
    while let Some((key, bits)) = stream.next() {
        all.push((String::from_utf8(key.to_vec()).expect("UTF-8"), f64::from_bits(bits)));
    }
    all
}

/// Counts of n-grams with boundaries, of at most five symbols.
pub fn counts(dir: &Path, alphabet: Alphabet) -> Counts {
    let (mut joint, mut rarest) = (Vec::new(), 0f64);
    let mut prefixes: Vec<(String, f64)> = Vec::new();
    for (gram, p) in read(dir) {
        let (last, _) = gram.char_indices().next_back().expect("not empty");
        while prefixes.last().is_some_and(|(s, _)| s != &gram[..last]) {
            prefixes.pop();
        }
        if last == 0 {
            rarest = rarest.min(p);
        }
        let p = p + prefixes.last().map_or(0.0, |x| x.1);
        let key = gram.chars().try_fold(0, |key, c| match symbol(alphabet, c) {
            BOUNDARY => None,
            s => Some(key << BITS | s),
        });
        prefixes.push((gram, p));
        joint.extend(key.map(|key| (key, p)));
    }
    let letters: Counts = joint.into_iter().map(|(key, p)| (key, (p - rarest).exp().max(0.5))).collect();
    with_boundaries(&letters)
}

fn with_boundaries(letters: &Counts) -> Counts {
    let (mut before, mut after, mut around) = (Counts::default(), Counts::default(), Counts::default());
    for (&key, &n) in letters.iter().filter(|x| length(*x.0) >= 2) {
        *before.entry(suffix(key)).or_default() += n;
        *after.entry(context(key)).or_default() += n;
        if length(key) >= 3 {
            *around.entry(context(suffix(key))).or_default() += n;
        }
    }
    let of = |counts: &Counts, key: u64| counts.get(&key).copied().unwrap_or(0.0);
    let (mut all, mut words) = (letters.clone(), 0.0);
    let mut add = |key: u64, n: f64| {
        // Less than half an occurrence is rounding.
        if n > 0.5 {
            all.insert(key, n);
        }
    };
    for (&key, &n) in letters.iter().filter(|x| length(*x.0) <= 4) {
        let started = key | BOUNDARY << (BITS * length(key));
        add(started, n - of(&before, key));
        add(key << BITS | BOUNDARY, n - of(&after, key));
        if length(key) <= 3 {
            add(started << BITS | BOUNDARY, n - of(&before, key) - of(&after, key) + of(&around, key));
        }
        if length(key) == 1 {
            words += n - of(&before, key);
        }
    }
    all.insert(BOUNDARY, words);
    all
}
