//! What a pass is: its contract, its place in the table, its options.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::changes::Changes;
use crate::document::Document;
use crate::error::{Error, Result};

/// The row of a pass in [`crate::passes::PASSES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PassId(pub(crate) u8);

impl PassId {
    /// The row in the table.
    pub fn spec(self) -> &'static Spec {
        crate::passes::PASSES[self.0 as usize]
    }
}

/// Where in the flow a pass stands. The order of the variants is the order of the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Restores what the author wrote.
    Repair,
    /// Cuts boilerplate, labels blocks, recovers metadata.
    Structure,
    /// Chooses among equally good forms.
    Unify,
    /// Judges the final text.
    Filter,
    /// Compares documents with each other.
    Gate,
}

impl Stage {
    /// All stages in the order of the run.
    pub const ALL: [Stage; 5] = [Stage::Repair, Stage::Structure, Stage::Unify, Stage::Filter, Stage::Gate];

    /// The letter of its codes.
    pub fn letter(self) -> char {
        match self {
            Stage::Repair => 'R',
            Stage::Structure => 'S',
            Stage::Unify => 'U',
            Stage::Filter => 'F',
            Stage::Gate => 'G',
        }
    }

    /// Whether a word is its name or its letter.
    pub fn is(self, word: &str) -> bool {
        let mut letters = word.chars();
        word.eq_ignore_ascii_case(self.as_str())
            || letters.next().is_some_and(|c| c.to_ascii_uppercase() == self.letter()) && letters.next().is_none()
    }

    /// One sentence.
    pub fn summary(self) -> &'static str {
        match self {
            Stage::Repair => "Restores what the author wrote.",
            Stage::Structure => "Cuts boilerplate, labels blocks, recovers metadata.",
            Stage::Unify => "Chooses among equally good forms.",
            Stage::Filter => "Judges the final text.",
            Stage::Gate => "Compares documents with each other.",
        }
    }

    /// Its name on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Stage::Repair => "repair",
            Stage::Structure => "structure",
            Stage::Unify => "unify",
            Stage::Filter => "filter",
            Stage::Gate => "gate",
        }
    }
}

/// Why a document was dropped: the measure that failed, with its evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// What was measured: `chars`, `duplicate-of`.
    pub what: &'static str,
    /// The value found.
    pub value: String,
    /// The limit it missed.
    pub limit: String,
}

/// What a pass says of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// It goes on.
    Keep,
    /// It goes to the discards.
    Drop(Reason),
}

/// One step of cleaning. It sees the document and asks for changes; it cannot mutate and cannot fail.
///
/// Must be linear in the size of the document, deterministic, and idempotent: run on its own result it asks for nothing.
pub trait Pass: Send + Sync {
    /// Looks at `doc` and writes what should change into `changes`.
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict;

    /// For a pass of the gate: what documents are compared by. Of those with the same signature the first is kept.
    fn sign(&self, _doc: &Document) -> Option<u128> {
        None
    }
}

/// A pass with options: fields in kebab-case, all with defaults, unknown ones refused
/// (`#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]`).
pub trait Configured: Pass + Default + Serialize + DeserializeOwned + 'static {}

impl<T: Pass + Default + Serialize + DeserializeOwned + 'static> Configured for T {}

type Build = fn(Option<&toml::Table>) -> Result<Box<dyn Pass>>;

/// A row of the table of passes: everything that the command line, configuration, documentation and account need.
pub struct Spec {
    /// `R101`. Never reused.
    pub code: &'static str,
    /// `repair-mojibake`.
    pub name: &'static str,
    /// Where it runs.
    pub stage: Stage,
    /// One sentence.
    pub summary: &'static str,
    /// Whether it runs without being asked for.
    pub default: bool,
    /// The Markdown page of `explain`, with fixed headings.
    pub doc: &'static str,
    build: Build,
    defaults: fn() -> toml::Table,
}

impl Spec {
    /// The row of pass `T`, on by default.
    pub const fn new<T: Configured>(
        code: &'static str,
        name: &'static str,
        stage: Stage,
        summary: &'static str,
        doc: &'static str,
    ) -> Spec {
        Spec { code, name, stage, summary, default: true, doc, build: build::<T>, defaults: defaults::<T> }
    }

    /// The same row, off unless asked for.
    pub const fn opt_in(mut self) -> Spec {
        self.default = false;
        self
    }

    /// The options with their default values.
    pub fn defaults(&self) -> toml::Table {
        (self.defaults)()
    }

    /// Makes the pass with the options of its table in the configuration.
    ///
    /// # Errors
    /// An option that does not exist or has the wrong type; the message lists the valid ones.
    pub fn build(&self, options: Option<&toml::Table>) -> Result<Box<dyn Pass>> {
        (self.build)(options).map_err(|e| {
            let valid: Vec<String> = self.defaults().keys().cloned().collect();
            let valid = if valid.is_empty() { "none".to_owned() } else { valid.join(", ") };
            Error::config(format!("{e}; valid options: {valid}")).at(format!("[passes.{}]", self.name))
        })
    }
}

fn build<T: Configured>(options: Option<&toml::Table>) -> Result<Box<dyn Pass>> {
    match options {
        None => Ok(Box::new(T::default())),
        Some(table) => match table.clone().try_into::<T>() {
            Ok(pass) => Ok(Box::new(pass)),
            Err(e) => Err(Error::toml(&e)),
        },
    }
}

fn defaults<T: Configured>() -> toml::Table {
    toml::Table::try_from(T::default()).unwrap_or_default()
}
