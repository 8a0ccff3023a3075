//! What continuous integration shows beside a change.

use serde_json::{Value, json};

use crate::check::finding::{Finding, Severity};

/// A workflow command of GitHub Actions.
pub(super) fn github(f: &Finding) -> String {
    let command = match f.severity {
        Severity::Error => "error",
        Severity::Note => "notice",
    };
    let mut out = format!("::{command} title=corpusclean ({}),file={}", f.rule.code, property(&f.path));
    for (name, place) in [("line", f.start), ("endLine", f.end)] {
        if let Some(place) = place {
            out.push_str(&format!(",{name}={}", place.line));
        }
    }
    // Columns mean something within one line only.
    if let (Some(start), Some(end)) = (f.start, f.end)
        && start.line == end.line
    {
        for (name, place) in [("col", start), ("endColumn", end)] {
            if let Some(column) = place.column {
                out.push_str(&format!(",{name}={column}"));
            }
        }
    }
    let message = data(&format!("{}: {} {}", f.place(), f.rule.code, f.message));
    format!("{out}::{message}\n")
}

/// Escapes of <https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts>.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// An issue of a GitLab code quality report.
pub(super) fn gitlab(f: &Finding) -> Value {
    let severity = match f.severity {
        Severity::Error => "major",
        Severity::Note => "info",
    };
    let line = |p: Option<super::super::finding::Position>| p.map_or(1, |p| p.line);
    json!({
        "check_name": f.rule.name,
        "description": format!("{}: {}", f.rule.code, f.message),
        "severity": severity,
        "fingerprint": f.fingerprint,
        "location": {"path": f.path, "lines": {"begin": line(f.start), "end": line(f.end)}},
    })
}
