//! From what became of a document to its findings.

use std::ops::Range;

use super::finding::{Finding, Severity, quoted};
use super::fix::Refusal;
use super::locate::Located;
use super::rules::{FRONT_MATTER, LOST, Rule, UNDECODABLE, UNREPAIRED, UNWRITABLE, of_error};
use crate::account::{Edit, Op};
use crate::document::Document;
use crate::error::Error;
use crate::parse::front_matter;
use crate::pass::{PassId, Stage};
use crate::passes::mojibake::{self, lost};
use crate::pipeline::Outcome;

pub(super) fn of_failure(error: &Error) -> Finding {
    Finding::new(of_error(error.kind()), Severity::Error, error.to_string().replace(['\n', '\r'], " "))
}

pub(super) fn of_duplicate(pass: PassId, first: &str) -> Finding {
    Finding::new(rule(pass), Severity::Error, format!("duplicate of another checked document: {first}"))
}

pub(super) fn of_refusal(why: Refusal, encoding: &str) -> Finding {
    let why = match why {
        Refusal::Bytes => format!("writing it back as {encoding} would change more than the text that is fixed"),
        Refusal::Record => "with the fixes in it, it would clean to another record".to_owned(),
        Refusal::Held => "what is ignored in this file cannot be told apart from what was changed after it".to_owned(),
    };
    Finding::new(UNWRITABLE, Severity::Note, format!("not fixed: {why}"))
}

/// All findings of a document: what cannot be mended first in each place, in the order of the source.
pub(super) fn of_outcome(outcome: &Outcome, located: &Located) -> Vec<Finding> {
    let doc = outcome.document();
    let mut found = Vec::new();
    undecodable(doc, &mut found);
    if doc.format != "verbatim"
        && let Some((at, why)) = front_matter::problem(&doc.decoded().text)
    {
        let mut finding = Finding::new(FRONT_MATTER, Severity::Error, format!("the front matter {why}"));
        finding.span = Some(at..at);
        found.push(finding);
    }
    lost(doc, located, &mut found);
    unrepaired(doc, located, &mut found);
    if let Outcome::Dropped(_, pass, reason) = outcome {
        let message = format!("cleaning drops this document: {} {}, limit {}", reason.what, reason.value, reason.limit);
        found.push(Finding::new(rule(*pass), Severity::Error, message));
    }
    for (edit, span) in doc.account().edits().iter().zip(&located.edits) {
        found.extend(of_edit(doc, edit, span.clone(), located));
    }
    // Stable: findings of one place stay in the order of the run; those of no place come first.
    found.sort_by_key(|f| (f.span.as_ref().map(|s| s.start), f.block));
    found
}

/// The findings of `clean` and `check` are the same edits: what it filed, as notes.
fn of_edit(doc: &Document, edit: &Edit, span: Option<Range<usize>>, located: &Located) -> Option<Finding> {
    let text = |span| doc.account().text(span);
    let (message, before, after) = match &edit.op {
        Op::Replace { removed, inserted, .. } => {
            let (before, after) = (text(*removed), text(*inserted));
            let message = match (before, after) {
                (_, "") => format!("{} is taken out", quoted(before)),
                ("", _) => format!("{} is put in", quoted(after)),
                _ => format!("{} becomes {}", quoted(before), quoted(after)),
            };
            (message, before, after)
        }
        Op::Cut { block } => {
            // What was put back since is no finding.
            let block = doc.block(*block).filter(|b| b.cut_by() == Some(edit.pass))?;
            (format!("{} is cut: {}", block.kind().as_str(), quoted(block.text())), block.text(), "")
        }
        Op::RewriteMeta { removed, inserted, .. } => {
            let (before, after) = (text(*removed), text(*inserted));
            (format!("in the metadata {} becomes {}", quoted(before), quoted(after)), before, after)
        }
        // Labels and metadata that were found are no noise.
        _ => return None,
    };
    let mut finding = Finding::new(rule(edit.pass), Severity::Note, message);
    finding.before = Some(before.to_owned());
    finding.after = Some(after.to_owned());
    finding.block = edit.op.block().map(|b| b.index());
    let mends = matches!(edit.pass.spec().stage, Stage::Repair | Stage::Unify);
    finding.fixable =
        span.is_some() && mends && matches!(&edit.op, Op::Replace { block, .. } if !located.moved.contains(block));
    finding.span = span;
    Some(finding)
}

fn rule(pass: PassId) -> Rule {
    let spec = pass.spec();
    Rule { code: spec.code, name: spec.name, summary: spec.summary }
}

fn undecodable(doc: &Document, found: &mut Vec<Finding>) {
    let decoded = doc.decoded();
    for at in &decoded.damage {
        let message = format!("bytes here are no {}", decoded.encoding);
        let mut finding = Finding::new(UNDECODABLE, Severity::Error, message);
        finding.span = Some(*at..*at + '\u{fffd}'.len_utf8());
        found.push(finding);
    }
    let told = u32::try_from(decoded.damage.len()).unwrap_or(u32::MAX);
    if let Some(more) = decoded.replaced.checked_sub(told).filter(|n| *n > 0) {
        let message = format!("bytes in {more} more places are no {}", decoded.encoding);
        found.push(Finding::new(UNDECODABLE, Severity::Error, message));
    }
}

/// Damage that passes found and left.
fn unrepaired(doc: &Document, located: &Located, found: &mut Vec<Finding>) {
    for (flag, span) in doc.account().flags().iter().zip(&located.flags) {
        let (text, by) = (doc.account().text(flag.text), flag.pass.spec().name);
        // What stands for lost characters is told as such, wherever it comes from.
        if flag.pass.spec().code == mojibake::SPEC.code && !lost::is_question(text) {
            continue;
        }
        let place = if flag.block.is_none() { " in the metadata" } else { "" };
        let message = format!("{}{place} is damaged, and {by} cannot prove what stood there", quoted(text));
        let mut finding = Finding::new(UNREPAIRED, Severity::Error, message);
        finding.before = Some(text.to_owned());
        finding.block = flag.block.map(|b| b.index());
        finding.span.clone_from(span);
        found.push(finding);
    }
}

/// Marks of loss in the text as it was cleaned, but for those that decoding has set itself.
fn lost(doc: &Document, located: &Located, found: &mut Vec<Finding>) {
    let damage = &doc.decoded().damage;
    for block in doc.blocks() {
        let ranges = lost::marks(block.text());
        for (range, span) in ranges.iter().zip(located.of(block.id(), &ranges)) {
            let own = match &span {
                Some(span) => damage.iter().any(|d| span.contains(d)),
                None => doc.decoded().replaced > 0,
            };
            if own {
                continue;
            }
            let text = block.text().get(range.clone()).unwrap_or_default();
            let message = format!("{} stands for characters that are lost", quoted(text));
            let mut finding = Finding::new(LOST, Severity::Error, message);
            finding.before = Some(text.to_owned());
            finding.block = Some(block.id().index());
            finding.span = span;
            found.push(finding);
        }
    }
}
