//! Throughput for people: the whole pipeline, each stage and each pass, in bytes of text a second.
//!
//! `cargo bench`. Compare figures of one run only: machines are noisy. The text is `fixtures/clean`, repeated to a size
//! at which start-up does not count; with `CORPUSCLEAN_BENCH=file.jsonl`, the `text` fields of that file.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::sync::LazyLock;

use corpusclean::{Body, Options, Outcome, PassId, Pipeline, Raw, Stage, passes};
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

/// Bytes of text in one iteration.
const SIZE: usize = 2 << 20;

static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut texts: Vec<String> = match std::env::var("CORPUSCLEAN_BENCH") {
        Ok(path) => std::fs::read_to_string(path)
            .unwrap()
            .lines()
            .map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap()["text"].as_str().unwrap().to_owned())
            .collect(),
        Err(_) => {
            let mut paths: Vec<_> =
                std::fs::read_dir("fixtures/clean").unwrap().map(|entry| entry.unwrap().path()).collect();
            paths.sort();
            paths.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect()
        }
    };
    let total: usize = texts.iter().map(String::len).sum();
    assert!(total > 0, "no texts");
    let all = texts.clone();
    for text in all.iter().cycle().take(SIZE.div_ceil(total).saturating_sub(1) * all.len()) {
        texts.push(text.clone());
    }
    let mut sum = 0;
    texts.retain(|t| {
        sum += t.len();
        sum <= SIZE + t.len()
    });
    texts
});

fn pipeline(wanted: impl Fn(PassId) -> bool) -> Pipeline {
    let built = passes().filter(|(id, _)| wanted(*id)).map(|(id, spec)| (id, spec.build(None).unwrap())).collect();
    Pipeline::new(Options { format: Some("text"), ..Options::default() }, built)
}

fn measure(bencher: divan::Bencher<'_, '_>, pipeline: &Pipeline) {
    let bytes: usize = TEXTS.iter().map(String::len).sum();
    bencher.counter(BytesCount::new(bytes)).with_inputs(|| TEXTS.clone()).bench_values(|texts| {
        for text in texts {
            let raw = Raw { source: "bench".to_owned(), body: Body::Text(text), ..Raw::default() };
            let outcome: Outcome = pipeline.process(raw).unwrap();
            divan::black_box(outcome);
        }
    });
}

#[divan::bench(sample_count = 10)]
fn default_passes(bencher: divan::Bencher<'_, '_>) {
    measure(bencher, &pipeline(|id| id.spec().default));
}

#[divan::bench(sample_count = 10)]
fn no_passes(bencher: divan::Bencher<'_, '_>) {
    measure(bencher, &pipeline(|_| false));
}

#[divan::bench(sample_count = 10, args = [Stage::Repair, Stage::Structure, Stage::Unify, Stage::Filter])]
fn stage(bencher: divan::Bencher<'_, '_>, stage: Stage) {
    measure(bencher, &pipeline(|id| id.spec().stage == stage && id.spec().default));
}

fn names() -> impl Iterator<Item = &'static str> {
    passes().map(|(_, spec)| spec.name)
}

#[divan::bench(sample_count = 5, args = names())]
fn pass(bencher: divan::Bencher<'_, '_>, name: &str) {
    measure(bencher, &pipeline(|id| id.spec().name == name));
}
