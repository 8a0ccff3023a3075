//! Reads JSON lines {id, html} of pages, or {id, text} of pages saved without their markup, and writes what `tools/fit_content.py` learns from.

use std::io::{BufRead, Write};

fn main() -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let row: serde_json::Value = serde_json::from_str(&line?)?;
        let id = row["id"].as_str().unwrap_or_default();
        let line = match row["html"].as_str() {
            Some(html) => corpusclean::fit_line(id, html),
            None => corpusclean::fit_line_saved(id, row["text"].as_str().unwrap_or_default()),
        };
        writeln!(out, "{line}")?;
    }
    out.flush()
}
