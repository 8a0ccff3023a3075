//! Speed of telling languages: `cargo run --release --example lang_speed < sentences.txt`, a sentence a line.
//!
//! MB of the lines on standard input a second, each told by itself, the best of twenty rounds.

use std::io::{Read, Write};
use std::time::Instant;

const ROUNDS: usize = 20;

fn main() -> std::io::Result<()> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let sentences: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    let bytes: usize = sentences.iter().map(|s| s.len()).sum();
    let mut best = f64::INFINITY;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        sentences.iter().for_each(|s| {
            std::hint::black_box(corpusclean::identify(s));
        });
        best = best.min(start.elapsed().as_secs_f64());
    }
    let mb = std::hint::black_box(bytes as f64 / 1e6);
    writeln!(std::io::stdout(), "{} sentences {:.1} MB/s", sentences.len(), mb / best)
}
