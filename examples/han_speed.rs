//! Speed of Han script conversion: `cargo run --release --example han_speed -- s2t t2s < text.txt`.
//!
//! For each configuration the time its tables take to load, and MB of the text on standard input a second, the best of five rounds.

use std::io::{Read, Write};
use std::time::Instant;

use corpusclean::{Convert, Converter};

const ROUNDS: usize = 5;

fn main() -> std::io::Result<()> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let mut out = std::io::stdout().lock();
    for config in std::env::args().skip(1) {
        let start = Instant::now();
        let Some(converter) = Converter::named(&config) else {
            return Err(std::io::Error::other(format!("{config}: no configuration has this name")));
        };
        // The first character that is converted loads the tables.
        converter.convert("漢字");
        let loads = start.elapsed();
        let mut best = f64::INFINITY;
        for _ in 0..ROUNDS {
            let start = Instant::now();
            std::hint::black_box(converter.convert(&text));
            best = best.min(start.elapsed().as_secs_f64());
        }
        let mb = std::hint::black_box(text.len() as f64 / 1e6);
        writeln!(out, "{config:8} {:8.1} MB/s   loads in {:.2} ms", mb / best, loads.as_secs_f64() * 1e3)?;
    }
    Ok(())
}
