//! The table at the end of a run.

use std::fmt::Write;
use std::time::Duration;

use corpusclean::{Config, Output, Report, grouped};

use super::paint::Paint;

pub(crate) fn text(report: &Report, config: &Config, time: Duration, paint: &Paint) -> String {
    let mut rows: Vec<(String, u64, String)> = Vec::new();
    let mut row = |name: &str, n: u64, note: String| rows.push((name.to_owned(), n, note));
    let seconds = time.as_secs_f64().max(0.001);
    let megabytes = report.bytes_in as f64 / 1e6;
    let speed = format!("{megabytes:.1} MB in {seconds:.1} s, {:.1} MB/s", megabytes / seconds);
    row("read", report.read, speed);
    row("kept", report.kept, format!("{} characters", grouped(report.chars_out)));
    row("dropped", report.dropped, String::new());
    for (what, n) in &report.dropped_by {
        let code = what.split(' ').next().unwrap_or_default();
        let name = corpusclean::find_pass(code).map_or("", |id| id.spec().name);
        row(&format!("  {what}"), *n, name.to_owned());
    }
    row("failed", report.failed, String::new());
    for (kind, n) in &report.failed_by {
        row(&format!("  {kind}"), *n, String::new());
    }
    let passed: u64 = report.passed_over.values().sum();
    if passed > 0 {
        row("not read", passed, format!("other files: {}", endings(report)));
    }
    if !report.edits.is_empty() {
        row("edits", report.edits.values().map(|e| e.edits).sum(), String::new());
        for (code, e) in &report.edits {
            row(&format!("  {code}"), e.edits, {
                let s = if e.documents == 1 { "" } else { "s" };
                format!("{} in {} document{s}", e.name, grouped(e.documents))
            });
        }
    }
    let wide = rows.iter().map(|r| r.0.chars().count()).max().unwrap_or(0);
    let long = rows.iter().map(|r| grouped(r.1).len()).max().unwrap_or(0);
    let mut out = String::new();
    for (name, n, note) in rows {
        let pad = " ".repeat(wide - name.chars().count());
        let figure = paint.figure(&format!("{:>long$}", grouped(n)));
        let line = format!("{name}{pad}  {figure}  {note}");
        let _ = writeln!(out, "{}", line.trim_end());
    }
    if let Output::Folder(folder) = &config.output
        && report.failed > 0
    {
        let _ = writeln!(out, "failed inputs are listed in {}", folder.join("errors.jsonl").display());
    }
    if report.read == 0 {
        let _ =
            writeln!(out, "no documents found: are the inputs .txt .md .html .json .jsonl (or .gz, .zst of these)?");
    }
    out
}

/// Endings that are named, the most frequent first.
const NAMED: usize = 5;

/// `.pdf 12, .docx 3 and more`: the endings of files that were passed over.
fn endings(report: &Report) -> String {
    let mut endings: Vec<(&str, u64)> = report.passed_over.iter().map(|(ending, n)| (ending.as_str(), *n)).collect();
    endings.sort_by_key(|(ending, n)| (std::cmp::Reverse(*n), *ending));
    let named: Vec<String> =
        endings.iter().take(NAMED).map(|(ending, n)| format!("{ending} {}", grouped(*n))).collect();
    let more = if endings.len() > NAMED { " and more" } else { "" };
    named.join(", ") + more
}
