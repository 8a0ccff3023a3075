//! Pages that nobody means well with: four times as long takes about four times as long, not sixteen.

use std::fs;
use std::time::{Duration, Instant};

use crate::common::{arg, records, run, scratch};

/// A page of `n` pieces by name; each shape has brought down some parser or extractor.
fn page(name: &str, n: usize) -> String {
    let body = match name {
        "nested" => format!("{}text", "<div>".repeat(n * 8)),
        "ladder" => format!("{}text", "<b><div>".repeat(n * 4)),
        "attribute" => format!("<p title=\"{}\">text</p>", "a".repeat(n * 40)),
        "attributes" => format!("<p {}>text</p>", (0..n * 3).map(|k| format!("a{k}=\"{k}\" ")).collect::<String>()),
        "comment" => format!("<!-- {}", "<p>some text, here".repeat(n * 2)),
        "siblings" => "<p>Some text, of a sort.</p>".repeat(n * 2),
        "tables" => format!("{}b{}", "<table><tr><td>a".repeat(n * 2), "</td></tr></table>".repeat(n * 2)),
        "posts" => (0..n)
            .map(|k| format!("<div class=\"date author post{k}\"><a href=\"/author/x{k}\">By X</a> 2021-03-04</div>"))
            .collect(),
        "bylines" => format!("<h1>A title</h1>{}", "<p>Written by</p><p>Ann Lee</p><p>发表于 2021-03-04</p>".repeat(n)),
        "noscripts" => format!("{}<p>text", "<noscript <style <script>some text</noscript ".repeat(n * 2)),
        _ => unreachable!("{name}"),
    };
    format!("<html><head><title>A title | {}</title></head><body>{body}", "a - b : ".repeat(n))
}

#[test]
fn time_grows_with_length_only() {
    /// Pieces of the short page; most pages are 100 KB then.
    const SHORT: usize = 2_000;
    /// Twice what a straight line would be, for noise; a square would be four times it.
    const MOST: u32 = 8;
    let dir = scratch("hostile-pages");
    let names = [
        "nested",
        "ladder",
        "attribute",
        "attributes",
        "comment",
        "siblings",
        "tables",
        "posts",
        "bylines",
        "noscripts",
    ];
    for name in names {
        let time = |n: usize| {
            let (input, out) = (dir.join(format!("{name}-{n}.html")), dir.join(format!("{name}-{n}")));
            fs::write(&input, page(name, n)).unwrap();
            let start = Instant::now();
            let output = run(&[arg(&input), arg(&out), "--overwrite", "--passes", "default,-F"]);
            assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
            assert_eq!(records(&out.join("clean-00000.jsonl")).len(), 1, "{name}");
            start.elapsed()
        };
        // A neighbour on the machine may spoil one measurement, hardly three.
        let fair = (0..3).any(|_| time(4 * SHORT) < time(SHORT).max(Duration::from_millis(50)) * MOST);
        assert!(fair, "{name} is not linear");
    }
}
