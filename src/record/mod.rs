//! The only place that knows the output schema. Documented in docs/record.md.

mod back;
mod escape;
mod layouts;
mod outline;
mod own;

pub(crate) use back::read_back;

use serde_json::{Value, json};

use crate::document::Document;
use crate::error::Error;
use crate::pass::{PassId, Reason};

/// All keys of a record, in their order.
pub const FIELDS: &[&str] = &[
    "id",
    "source",
    "url",
    "title",
    "date",
    "authors",
    "editors",
    "publisher",
    "language",
    "categories",
    "tags",
    "text",
    "sections",
    "captions",
    "meta",
    "format",
    "encoding",
    "original_language",
    "edits",
];

/// Whether `text` carries the headings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Headings {
    /// As Markdown: `## Heading`.
    Markdown,
    /// On a line of their own.
    Plain,
    /// Not at all; they are in `sections`.
    #[default]
    Omit,
}

/// How much of the account a record tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AccountDetail {
    /// Edits by pass.
    #[default]
    Counts,
    /// Each edit with its place and lengths.
    Spans,
    /// Each edit with what it removed and inserted.
    Full,
}

/// The schema of the records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// This tool's own, with everything it knows.
    #[default]
    Corpusclean,
    /// `id`, `text`, `source`, `metadata`, as the Dolma toolkit reads.
    Dolma,
    /// `text`, `id`, `metadata`, as datatrove's `JsonlReader` reads.
    Datatrove,
    /// The general corpus layout of MNBVC, a row for each paragraph.
    Mnbvc,
}

/// What a record shows.
#[derive(Clone, Debug, Default)]
pub struct RecordOptions {
    /// Keys to write, in the order of the schema; empty for all.
    pub fields: Vec<String>,
    /// Headings in `text`.
    pub headings: Headings,
    /// Detail of the account.
    pub account: AccountDetail,
    /// Schema.
    pub layout: Layout,
}

/// The line of a document, ending in `\n`; with `dropped`, the reason stands behind the other keys.
pub(crate) fn line(doc: &Document, dropped: Option<(PassId, &Reason)>, options: &RecordOptions) -> Vec<u8> {
    let mut out = Vec::new();
    let other = match options.layout {
        Layout::Corpusclean => None,
        Layout::Dolma => Some(layouts::dolma(doc, options)),
        Layout::Datatrove => Some(layouts::datatrove(doc, options)),
        Layout::Mnbvc => Some(layouts::mnbvc(doc, options)),
    };
    match other {
        None => own::write(doc, options, &mut out),
        Some(value) => out.extend_from_slice(value.to_string().as_bytes()),
    }
    out.push(b'\n');
    if let Some((pass, reason)) = dropped {
        add_reason(&mut out, pass, reason);
    }
    out
}

/// Makes the line of a kept document that of a dropped one.
pub(crate) fn add_reason(line: &mut Vec<u8>, pass: PassId, reason: &Reason) {
    let reason = json!({
        "code": pass.spec().code, "what": reason.what, "value": reason.value, "limit": reason.limit,
    });
    line.pop();
    append(line, "dropped", &reason);
    line.push(b'\n');
}

/// Adds a key to the end of a written object.
fn append(object: &mut Vec<u8>, key: &str, value: &Value) {
    object.pop();
    let comma = if object.ends_with(b"{") { "" } else { "," };
    object.extend_from_slice(format!("{comma}\"{key}\":{value}}}").as_bytes());
}

/// The line of an input that failed, for `errors.jsonl`.
pub(crate) fn failure(source: &str, error: &Error) -> Vec<u8> {
    let row = json!({ "source": source, "kind": error.kind().as_str(), "message": error.message() });
    format!("{row}\n").into_bytes()
}

/// The line of an input that failed, in a stream of records.
pub(crate) fn failure_in_stream(id: Option<&str>, source: &str, error: &Error) -> Vec<u8> {
    let row =
        json!({ "id": id, "source": source, "error": { "kind": error.kind().as_str(), "message": error.message() } });
    format!("{row}\n").into_bytes()
}
