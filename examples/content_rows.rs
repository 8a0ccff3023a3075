//! Reads JSON lines {id, html} of pages, or {id, text} of pages saved without their markup, and writes what `tools/fit_content.py` learns from;
//! with the name of a pass behind it what `tools/fit_margins.py` does, as that pass sees it.

use std::io::{BufRead, Write};

fn main() -> std::io::Result<()> {
    let before = std::env::args().nth(1);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let row: serde_json::Value = serde_json::from_str(&line?)?;
        let id = row["id"].as_str().unwrap_or_default();
        let text = row["text"].as_str().unwrap_or_default();
        let line = match (row["html"].as_str(), &before) {
            (Some(html), _) => Some(corpusclean::fit_line(id, html)),
            (None, Some(pass)) => corpusclean::fit_line_margins(id, text, pass),
            (None, None) => Some(corpusclean::fit_line_saved(id, text)),
        };
        if let Some(line) = line {
            writeln!(out, "{line}")?;
        }
    }
    out.flush()
}
