//! Speed of decoding GB18030, detection included, beside encoding_rs alone: `cargo run --release --example decode_speed < text.txt`.
//!
//! The text on standard input, encoded as GB18030, whole and cut into files of 1.5 KB, and as it is in UTF-8 beside validation
//! alone; MB a second, the best of some rounds.
//! With `whole` or `files` one round of that alone, for callgrind (`tools/decode_speed.py`).

use std::hint::black_box;
use std::io::{Read, Write};
use std::time::Instant;

use corpusclean::{DecodeHints, decode};
use encoding_rs::GB18030;

const ROUNDS: usize = 40;
/// Bytes of a file, and how many of them are cut from all over the text.
const SIZE: usize = 1500;
const FILES: usize = 299;

#[inline(never)]
fn bare(files: &[Vec<u8>]) {
    for bytes in files {
        black_box(GB18030.decode_without_bom_handling(black_box(bytes)));
    }
}

#[inline(never)]
fn detected(files: &[Vec<u8>]) {
    for bytes in files {
        black_box(decode(black_box(bytes), &DecodeHints::default()));
    }
}

/// What UTF-8 costs at least.
#[inline(never)]
fn validated(files: &[Vec<u8>]) {
    for bytes in files {
        let _ = black_box(std::str::from_utf8(black_box(bytes)));
    }
}

/// Files of at least so many bytes, cut from the text and encoded.
fn cut(text: &str, size: usize) -> Vec<Vec<u8>> {
    let (mut files, mut file, mut bytes) = (Vec::new(), String::new(), 0);
    for c in text.chars() {
        file.push(c);
        bytes += if c.is_ascii() { 1 } else { 2 };
        if bytes >= size {
            files.push(std::mem::take(&mut file));
            bytes = 0;
        }
    }
    let step = files.len().div_ceil(FILES).max(1);
    files.iter().step_by(step).map(|file| GB18030.encode(file).0.into_owned()).collect()
}

fn best(files: &[Vec<u8>], run: fn(&[Vec<u8>])) -> f64 {
    let bytes: usize = files.iter().map(Vec::len).sum();
    let mut best = f64::INFINITY;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        run(files);
        best = best.min(start.elapsed().as_secs_f64());
    }
    bytes as f64 / 1e6 / best
}

fn main() -> std::io::Result<()> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let only = std::env::args().nth(1);
    let mut out = std::io::stdout().lock();
    for name in ["whole", "files"].into_iter().filter(|name| only.as_deref().is_none_or(|o| o == *name)) {
        let files = if name == "whole" { vec![GB18030.encode(&text).0.into_owned()] } else { cut(&text, SIZE) };
        if only.is_some() {
            bare(&files);
            detected(&files);
            continue;
        }
        let (bare, ours) = (best(&files, bare), best(&files, detected));
        let (count, share) = (files.len(), ours / bare * 100.0);
        writeln!(
            out,
            "{name}: {count} of GB18030, encoding_rs {bare:.0} MB/s, with detection {ours:.0} MB/s: {share:.0} %"
        )?;
    }
    if only.is_none() {
        let files = [text.into_bytes()];
        let (least, ours) = (best(&files, validated), best(&files, detected));
        writeln!(out, "whole: UTF-8, validated by the standard library {least:.0} MB/s, decoded {ours:.0} MB/s")?;
    }
    Ok(())
}
