//! Turns raw crawled documents into clean JSONL, and proves every edit.

#![forbid(unsafe_code)]

mod account;
mod apply;
mod changes;
mod chars;
mod check;
mod checkpoint;
mod config;
mod dates;
mod decode;
mod document;
mod error;
mod han;
mod hash;
mod lang;
mod meta;
mod parse;
mod pass;
mod passes;
mod pipeline;
mod queue;
mod record;
mod report;
mod run;
mod select;
mod sink;
mod source;
mod suggest;
mod workers;

/// Mojibake repair by itself: what is damaged in a text, what belongs there, and a plan that can be replayed.
pub mod mojibake {
    pub use crate::passes::mojibake::{Charset, Op, Plan, Repair, Step, repair, repair_all};
}

pub use account::{Account, Edit, Op, Span};
pub use changes::Changes;
pub use check::{CheckOptions, Finding, Mode as CheckMode, Position, Rule, Severity, Style, Totals, check, rules};
pub use config::{Amount, CheckSettings, Config, Output, Settings, Words, find_settings};
pub use decode::{Decoded, Hints as DecodeHints, How, decode, is_binary};
pub use document::{Block, BlockId, Document, Hints, Kind, Link};
pub use error::{Error, ErrorKind, Result};
pub use han::{Convert, Converter, names as conversions};
pub use lang::{
    HanCounts, HanVariant, Identified, Language, Script, ScriptCounts, han_counts, han_variant, identify,
    identify_blocks, scripts,
};
pub use meta::{Entry, Evidence, Meta, MetaKey};
#[doc(hidden)]
pub use parse::html::fit_line;
pub use parse::{FORMATS, Format, ParseOptions, Parsed, Site};
pub use pass::{Pass, PassId, Reason, Spec, Stage, Verdict};
pub use passes::{PASSES, all as passes, find as find_pass};
pub use pipeline::{Body, Options, Outcome, Pipeline, Raw};
pub use record::{AccountDetail, FIELDS, Headings, Layout, RecordOptions};
pub use report::Report;
pub use run::{Progress, Watch, catch_quietly, open_one, run, run_watched};
pub use select::pass as named_pass;
pub use sink::Compress;
pub use source::Fields;
