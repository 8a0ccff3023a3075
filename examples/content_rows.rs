//! Reads JSON lines {id, html} and writes what `tools/fit_content.py` learns from.

use std::io::{BufRead, Write};

fn main() -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let row: serde_json::Value = serde_json::from_str(&line?)?;
        let (id, html) = (row["id"].as_str().unwrap_or_default(), row["html"].as_str().unwrap_or_default());
        writeln!(out, "{}", corpusclean::fit_line(id, html))?;
    }
    out.flush()
}
