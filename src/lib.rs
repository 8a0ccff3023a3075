//! Turns raw crawled documents into clean JSONL, and proves every edit.
//!
//! A [`Pipeline`] takes one [`Raw`] document through decoding, parsing and the selected passes. It is pure: use it from
//! any number of threads. [`run`] is the whole tool: inputs, workers, shards, resuming.
//!
//! ```
//! use corpusclean::{Body, MetaKey, Options, Pipeline, Raw, passes};
//!
//! let selected = passes().filter(|(_, spec)| spec.default);
//! let selected = selected.map(|(id, spec)| Ok((id, spec.build(None)?))).collect::<corpusclean::Result<_>>()?;
//! let pipeline = Pipeline::new(Options::default(), selected);
//!
//! let text = "渡口的早晨\n作者：赵明远\n清晨的渡口停着三条船。&nbsp;船夫說，等霧散了就開，急也没有用，先坐下喝口茶。";
//! let raw = Raw { source: "ferry.txt".into(), body: Body::Text(text.into()), ..Raw::default() };
//! let outcome = pipeline.process(raw)?;
//!
//! let mut doc = outcome.document().clone();
//! assert_eq!(doc.meta().get(MetaKey::Title), Some("渡口的早晨"));
//! assert_eq!(doc.meta().get(MetaKey::Author), Some("赵明远"));
//! assert_eq!(doc.text(), "清晨的渡口停着三条船。船夫说，等雾散了就开，急也没有用，先坐下喝口茶。");
//!
//! // Every edit is in the account, and can be undone.
//! assert!(doc.account().edits().iter().any(|e| e.pass.spec().name == "unify-script"));
//! doc.undo();
//! assert!(doc.text().contains("&nbsp;船夫說"));
//! # Ok::<(), corpusclean::Error>(())
//! ```

#![forbid(unsafe_code)]

mod account;
mod apply;
mod census;
mod changes;
mod chars;
mod check;
mod checkpoint;
mod config;
mod dates;
mod decode;
mod diff;
mod document;
mod error;
mod fit;
mod gate;
pub mod han;
mod hash;
mod lang;
mod lines;
mod meta;
mod model;
mod page;
mod parse;
mod pass;
mod passes;
mod phrases;
mod pipeline;
mod queue;
mod record;
mod report;
mod run;
mod sample;
mod select;
mod sink;
mod source;
mod suggest;
mod timings;
mod workers;

/// Mojibake repair by itself: what is damaged in a text, what belongs there, and a plan that can be replayed.
pub mod mojibake {
    pub use crate::passes::mojibake::{Charset, Op, Plan, Repair, Step, repair, repair_all};
}

pub use account::{Account, Edit, Flag, Op, Span};
pub use changes::Changes;
pub use check::{CheckOptions, Finding, Mode as CheckMode, Position, Rule, Severity, Style, Totals, check, rules};
pub use config::{Amount, CheckSettings, Config, Output, Settings, Words, find_settings};
pub use decode::{Decoded, Hints as DecodeHints, How, decode, is_binary};
pub use diff::{Difference, PassDifference, Sampled, SettingDifference, Snippet, Stretch, diff};
pub use document::{Block, BlockId, Document, Hints, Kind, Link};
pub use error::{Error, ErrorKind, Result};
#[doc(hidden)]
pub use fit::fit_line_margins;
pub use han::{Convert, Converter, names as conversions};
pub use lang::{
    HanCounts, HanVariant, Identified, Language, Script, ScriptCounts, han_counts, han_variant, identify,
    identify_blocks, scripts,
};
pub use meta::{Entry, Evidence, Meta, MetaKey, MetaPlace};
pub use page::write_page;
pub use parse::{FORMATS, Format, ParseOptions, Parsed, Site};
#[doc(hidden)]
pub use parse::{fit_line_saved, html::fit_line};
pub use pass::{Pass, PassId, Reason, Spec, Stage, Verdict};
pub use passes::{PASSES, all as passes, find as find_pass};
pub use pipeline::{Body, Options, Outcome, Pipeline, Raw};
pub use record::{AccountDetail, FIELDS, Headings, Layout, RecordOptions};
pub use report::{Report, grouped};
pub use run::{Progress, Watch, catch_quietly, open_one, run, run_watched};
pub use select::pass as named_pass;
pub use sink::Compress;
pub use source::Fields;
#[doc(hidden)]
pub use suggest::nearest;
