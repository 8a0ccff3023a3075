//! How fast whole web pages become documents, beside a peer and beside a bare parse, in one process in turn.
//!
//! `just bench-html [SET...]`: the pages of `../shared/eval/extract`, or of the JSONL files (`.jsonl`, `.jsonl.zst`, with a
//! field `html`) that are named. Each page goes through `dom_smoothie` as its documentation shows it, through
//! `scraper::Html::parse_document`, and through corpusclean with its default passes; the best of five rounds counts.
//! Times are processor time of the one thread where the system tells it, so that neighbours matter less.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Instant;

use corpusclean::{Body, Options, Pipeline, Raw};
use dom_smoothie::Readability;

type Failure = Box<dyn std::error::Error>;

const SETS: &str = "../shared/eval/extract";
const ROUNDS: usize = 5;

/// What each page is put through.
const CONTENDERS: [&str; 4] = ["dom_smoothie", "bare parse", "corpusclean", "of it parse"];

fn main() -> Result<(), Failure> {
    let named: Vec<String> = std::env::args().skip(1).collect();
    let sets = if named.iter().any(|n| n.ends_with(".jsonl") || n.ends_with(".zst")) {
        named.iter().map(PathBuf::from).collect()
    } else {
        match sets(&named) {
            Ok(sets) => sets,
            Err(e) => {
                println!("peers: skipped, {SETS}: {e}");
                return Ok(());
            }
        }
    };
    println!(
        "{:18} {:>6} {:>7}  MB/s: {:>12} {:>12} {:>12}   ratio   parsing",
        "set", "pages", "MB", CONTENDERS[0], CONTENDERS[1], CONTENDERS[2]
    );
    let (mut bytes, mut sums) = (0, [0.0; 4]);
    for set in sets {
        let pages = pages(&set)?;
        let times = measure(&pages)?;
        let size = pages.iter().map(String::len).sum();
        print(&name(&set), pages.len(), size, times);
        bytes += size;
        sums.iter_mut().zip(times).for_each(|(sum, time)| *sum += time);
    }
    print("all", 0, bytes, sums);
    Ok(())
}

/// The files of the sets that are `named`, or of all.
fn sets(named: &[String]) -> Result<Vec<PathBuf>, Failure> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(SETS)? {
        let folder = entry?.path();
        let pages = folder.join("pages.jsonl.zst");
        let wanted = named.is_empty() || folder.file_name().is_some_and(|n| named.iter().any(|w| **w == *n));
        if wanted && pages.exists() {
            out.push(pages);
        }
    }
    out.sort();
    Ok(out)
}

fn name(file: &Path) -> String {
    let stem =
        if file.ends_with("pages.jsonl.zst") { file.parent().and_then(Path::file_name) } else { file.file_stem() };
    stem.unwrap_or_default().to_string_lossy().into_owned()
}

fn pages(file: &Path) -> Result<Vec<String>, Failure> {
    let bytes = std::fs::read(file)?;
    let text = if file.extension().is_some_and(|e| e == "zst") { zstd::decode_all(&*bytes)? } else { bytes };
    let mut out = Vec::new();
    for line in std::str::from_utf8(&text)?.lines() {
        let page: serde_json::Value = serde_json::from_str(line)?;
        out.extend(page["html"].as_str().map(str::to_owned));
    }
    Ok(out)
}

/// Seconds of each contender for all pages, the best of the rounds.
fn measure(pages: &[String]) -> Result<[f64; 4], Failure> {
    let passes: Result<Vec<_>, _> =
        corpusclean::passes().filter(|(_, s)| s.default).map(|(id, spec)| Ok((id, spec.build(None)?))).collect();
    let passes = passes.map_err(|e: corpusclean::Error| e.to_string())?;
    let pipeline = Pipeline::new(Options { format: Some("html"), ..Options::default() }, passes);
    let raw = |page: &String| Raw { source: "page".to_owned(), body: Body::Text(page.clone()), ..Raw::default() };
    let mut best = [f64::INFINITY; 4];
    for _ in 0..ROUNDS {
        let round = [
            time(pages, |page| Readability::new(page.as_str(), None, None).and_then(|mut r| r.parse()).is_ok()),
            time(pages, |page| scraper::Html::parse_document(page)),
            time(pages, |page| pipeline.process(raw(page)).is_ok()),
            time(pages, |page| pipeline.parse(raw(page)).is_ok()),
        ];
        best.iter_mut().zip(round).for_each(|(best, time)| *best = best.min(time));
    }
    Ok(best)
}

/// Seconds that `work` takes on all pages, with what it made dropped.
fn time<T>(pages: &[String], mut work: impl FnMut(&String) -> T) -> f64 {
    let wall = Instant::now();
    let before = processor_time();
    for page in pages {
        black_box(work(page));
    }
    match (before, processor_time()) {
        (Some(before), Some(after)) => after - before,
        _ => wall.elapsed().as_secs_f64(),
    }
}

/// Seconds this thread has run, where the kernel says so.
fn processor_time() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(text.split(' ').next()?.parse::<f64>().ok()? / 1e9)
}

fn print(set: &str, pages: usize, bytes: usize, times: [f64; 4]) {
    let megabytes = bytes as f64 / 1e6;
    let [peer, bare, own, parse] = times;
    let count = if pages == 0 { String::new() } else { pages.to_string() };
    println!(
        "{set:18} {count:>6} {megabytes:>7.1}        {:>12.1} {:>12.1} {:>12.1} {:>7.2} {:>8.0} %",
        megabytes / peer,
        megabytes / bare,
        megabytes / own,
        peer / own,
        parse / own * 100.0,
    );
}
