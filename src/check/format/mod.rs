//! How findings are written down. Each is written on its own, so that a report never has to be held in memory.

mod ci;
mod full;
mod json;
mod sarif;

use super::Totals;
use super::finding::Finding;
use super::lines::Lines;
use crate::error::{Error, Result};
use crate::suggest;

/// An output format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// With the source and carets under it.
    #[default]
    Full,
    /// A line a finding.
    Concise,
    /// One JSON array.
    Json,
    /// A JSON object a line.
    JsonLines,
    /// Commands that GitHub Actions turns into annotations.
    Github,
    /// A GitLab code quality report.
    Gitlab,
    /// SARIF 2.1.0.
    Sarif,
}

/// All formats by name.
const STYLES: [(&str, Style); 7] = [
    ("full", Style::Full),
    ("concise", Style::Concise),
    ("json", Style::Json),
    ("json-lines", Style::JsonLines),
    ("github", Style::Github),
    ("gitlab", Style::Gitlab),
    ("sarif", Style::Sarif),
];

impl Style {
    /// The format of a name.
    ///
    /// # Errors
    /// A name that is none; the message lists the valid ones.
    pub fn named(name: &str) -> Result<Style> {
        STYLES.iter().find(|(n, _)| *n == name).map(|(_, s)| *s).ok_or_else(|| {
            let hint = suggest::hint(name, STYLES.iter().map(|(n, _)| *n));
            Error::config(format!("`{name}` is no output format; {hint}"))
        })
    }

    /// Whether it is read by people.
    pub(super) fn is_prose(self) -> bool {
        matches!(self, Style::Full | Style::Concise)
    }

    /// Whether it tells what can be fixed.
    pub(super) fn tells_fixable(self) -> bool {
        matches!(self, Style::Full | Style::Concise | Style::Json | Style::JsonLines)
    }

    pub(super) fn head(self) -> String {
        match self {
            Style::Json | Style::Gitlab => "[".to_owned(),
            Style::Sarif => sarif::head(),
            _ => String::new(),
        }
    }

    /// What stands between two findings; before the first one, `first`.
    pub(super) fn before(self, first: bool) -> &'static str {
        match (self, first) {
            (Style::Json | Style::Gitlab | Style::Sarif, true) => "\n",
            (Style::Json | Style::Gitlab | Style::Sarif, false) => ",\n",
            _ => "",
        }
    }

    pub(super) fn tail(self, totals: &Totals, any: bool) -> String {
        match self {
            Style::Json | Style::Gitlab => if any { "\n]\n" } else { "]\n" }.to_owned(),
            Style::Sarif => sarif::TAIL.to_owned(),
            Style::Full | Style::Concise => totals.sentence(),
            Style::JsonLines | Style::Github => String::new(),
        }
    }

    pub(super) fn finding(self, finding: &Finding, source: Option<&Lines<'_>>, color: bool) -> String {
        match self {
            Style::Full => full::finding(finding, source, color),
            Style::Concise => full::line(finding),
            Style::Json => json::value(finding).to_string(),
            Style::JsonLines => format!("{}\n", json::value(finding)),
            Style::Github => ci::github(finding),
            Style::Gitlab => ci::gitlab(finding).to_string(),
            Style::Sarif => sarif::result(finding).to_string(),
        }
    }
}
