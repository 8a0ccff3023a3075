//! One finding: what, where, how bad.

use serde::Serialize;

use super::rules::Rule;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The document cannot become a good record.
    Error,
    /// Noise that cleaning removes.
    Note,
}

impl Severity {
    /// The name in all formats.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Note => "note",
        }
    }
}

/// A place in a file, both numbers from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Position {
    /// The line.
    pub line: u64,
    /// The character in the line; `None` where only the line is known.
    pub column: Option<u64>,
}

/// What the check has to say about one place of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Code, name and summary.
    pub rule: Rule,
    /// How bad it is.
    pub severity: Severity,
    /// One line.
    pub message: String,
    /// The file, relative to the working folder where it is below it.
    pub path: String,
    /// The record of a container, from 1.
    pub record: Option<u64>,
    /// Where it begins in the file, where that is known.
    pub start: Option<Position>,
    /// Where it ends, the column after the last character.
    pub end: Option<Position>,
    /// The block it is in, in the order of the document, from 0.
    pub block: Option<usize>,
    /// The text that stands there.
    pub before: Option<String>,
    /// The text that cleaning puts there.
    pub after: Option<String>,
    /// Whether `--fix` can do it in the file.
    pub fixable: bool,
    /// The same for the same finding wherever it moves in its file; told apart by number where it occurs again.
    pub fingerprint: String,
    /// Byte range in the decoded source.
    pub(super) span: Option<std::ops::Range<usize>>,
}

impl Finding {
    pub(super) fn new(rule: Rule, severity: Severity, message: String) -> Finding {
        Finding {
            rule,
            severity,
            message,
            path: String::new(),
            record: None,
            start: None,
            end: None,
            block: None,
            before: None,
            after: None,
            fixable: false,
            fingerprint: String::new(),
            span: None,
        }
    }

    /// `a.md:3:7`, `a.jsonl:12, block 4`.
    pub(super) fn place(&self) -> String {
        let mut out = self.path.clone();
        if let Some(start) = self.start {
            out.push_str(&format!(":{}", start.line));
            if let Some(column) = start.column {
                out.push_str(&format!(":{column}"));
            }
        }
        if self.start.is_none_or(|s| s.column.is_none()) {
            let record = self.record.filter(|_| self.start.is_none()).map(|n| format!(", record {n}"));
            out.push_str(&record.unwrap_or_default());
            let block = self.block.map(|n| format!(", block {n}"));
            out.push_str(&block.unwrap_or_default());
        }
        out
    }
}

/// Longest text that a message quotes, in characters.
const LONGEST: usize = 60;

/// A text between back quotes, short, with what cannot be seen written out.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("`");
    for (n, c) in text.chars().enumerate() {
        if n == LONGEST {
            out.push('…');
            break;
        }
        let hidden = c.is_control()
            || matches!(c, '\u{a0}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202f}' | '\u{2060}'..='\u{206f}' | '\u{3000}' | '\u{e000}'..='\u{f8ff}' | '\u{feff}' | '\u{fffd}');
        if hidden {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out.push('`');
    out
}
