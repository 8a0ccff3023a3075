//! One document of the sample, as `sample.json` holds it: what was parsed, what came of it, and by which pass.

use std::collections::BTreeMap;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::trace;
use crate::document::Document;
use crate::error::Error;
use crate::meta::MetaKey;
use crate::pass::{PassId, Reason};
use crate::report::{self, Tally};

/// A document with its blocks before and after.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// Its place among all documents of the run, from 0.
    pub(crate) number: u64,
    pub(crate) id: String,
    pub(crate) source: String,
    pub(crate) title: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) format: String,
    pub(crate) encoding: String,
    /// Characters of the body.
    pub(crate) chars: u64,
    pub(crate) fate: Fate,
    /// Edits by code.
    pub(crate) edits: BTreeMap<String, u64>,
    pub(crate) meta: Vec<Meta>,
    pub(crate) rows: Vec<Row>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Fate {
    #[default]
    Kept,
    Dropped(Cut),
    Failed(Failure),
}

/// Why a document was dropped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Cut {
    pub(crate) code: String,
    pub(crate) what: String,
    pub(crate) value: String,
    pub(crate) limit: String,
}

/// Why it could not be cleaned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Failure {
    pub(crate) kind: String,
    pub(crate) message: String,
}

/// A value of the metadata, what it was read from, and the passes that put it there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Meta {
    pub(crate) key: String,
    pub(crate) value: String,
    pub(crate) from: String,
    pub(crate) codes: Vec<String>,
}

/// A block, or several that nothing was done to and that are not shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Row {
    /// So many blocks, and edits in them, are left out.
    Skipped {
        #[serde(deserialize_with = "count")]
        blocks: u64,
        #[serde(deserialize_with = "count")]
        edits: u64,
    },
    Block {
        /// What the block was when it was parsed, and what it is now.
        kinds: [String; 2],
        /// Passes that made it another kind or split it off.
        codes: Vec<String>,
        /// The pass that cut it.
        cut: Option<String>,
        parts: Vec<Part>,
    },
}

/// A stretch of a block.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Part {
    /// The same before and after.
    Same(String),
    Change {
        before: String,
        after: String,
        codes: Vec<String>,
    },
    /// So many characters are left out.
    Skipped {
        #[serde(deserialize_with = "count")]
        chars: u64,
    },
}

/// A number inside an untagged enum, which serde holds as a map there since the numbers of records keep all their digits.
fn count<'de, D: Deserializer<'de>>(from: D) -> Result<u64, D::Error> {
    Value::deserialize(from)?.as_u64().ok_or_else(|| D::Error::custom("a count was expected"))
}

/// Longest value of metadata, in characters.
const LONGEST: usize = 300;

pub(super) fn of_document(doc: &Document, reason: Option<&Reason>, tally: &Tally) -> Entry {
    let fate = match (&tally.fate, reason) {
        (report::Fate::Dropped(pass, _), Some(reason)) => dropped(*pass, reason),
        _ => Fate::Kept,
    };
    let traced = trace::follow(doc);
    Entry {
        number: 0,
        id: short(&doc.id),
        source: doc.source.clone(),
        title: doc.meta().get(MetaKey::Title).map(short),
        language: tally.language.clone(),
        format: doc.format.to_owned(),
        encoding: tally.encoding.to_owned(),
        chars: tally.chars,
        fate,
        edits: tally.flows.iter().map(|f| (f.pass.spec().code.to_owned(), f.edits)).collect(),
        meta: traced.meta,
        rows: traced.rows,
    }
}

pub(super) fn dropped(pass: PassId, reason: &Reason) -> Fate {
    Fate::Dropped(Cut {
        code: pass.spec().code.to_owned(),
        what: reason.what.to_owned(),
        value: reason.value.clone(),
        limit: reason.limit.clone(),
    })
}

pub(super) fn of_failure(source: &str, error: &Error) -> Entry {
    let failure = Failure { kind: error.kind().as_str().to_owned(), message: short(error.message()) };
    Entry { source: source.to_owned(), fate: Fate::Failed(failure), ..Entry::default() }
}

pub(super) fn short(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
