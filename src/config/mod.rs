//! What a run is to do: settings from files and the command line, and what they mean.

mod settings;
mod values;

use std::collections::BTreeMap;
use std::path::PathBuf;

pub use settings::{Amount, CheckSettings, Settings, Words, find_settings};

use crate::error::Result;
use crate::pass::PassId;
use crate::pipeline::{Options, Pipeline};
use crate::record::RecordOptions;
use crate::sink::Compress;
use crate::source::Fields;

/// Where the records go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// A folder of shards.
    Folder(PathBuf),
    /// Standard output, a line for each document.
    Stdout,
}

/// Everything that a run needs to know.
#[derive(Clone, Debug)]
pub struct Config {
    /// Files and folders; a single `-` is JSONL on standard input.
    pub inputs: Vec<PathBuf>,
    /// Where to.
    pub output: Output,
    /// Number of workers, 0 for one on each core; no effect on the output.
    pub jobs: usize,
    /// The passes to run, in the order of the table, each with its options.
    pub passes: Vec<(PassId, Option<toml::Table>)>,
    /// Decoding, parsing, limits.
    pub options: Options,
    /// Fields of JSON records.
    pub fields: Fields,
    /// What a record shows.
    pub record: RecordOptions,
    /// Largest document in bytes, unpacked.
    pub max_bytes: u64,
    /// Size of a shard in bytes before packing.
    pub shard_size: u64,
    /// How shards are packed.
    pub compress: Compress,
    /// Whether an earlier run in the output folder is replaced.
    pub overwrite: bool,
    /// Whether an interrupted run in the output folder is continued.
    pub resume: bool,
    /// Whether the slowest documents are noted: the output is then not the same every time.
    pub timings: bool,
}

impl Config {
    /// The default settings for `inputs` and `output`.
    ///
    /// # Errors
    /// None but a defect in the table of passes.
    pub fn new(inputs: Vec<PathBuf>, output: Output) -> Result<Config> {
        Settings::default().into_config(inputs, output)
    }

    /// Builds the passes.
    ///
    /// # Errors
    /// A pass that refuses its options.
    pub fn pipeline(&self) -> Result<Pipeline> {
        let mut passes = Vec::with_capacity(self.passes.len());
        for (id, options) in &self.passes {
            passes.push((*id, id.spec().build(options.as_ref())?));
        }
        Ok(Pipeline::new(self.options.clone(), passes))
    }

    /// All that the bytes of the output depend on, by the name of the setting.
    pub(crate) fn fingerprint(&self) -> BTreeMap<String, String> {
        let mut out = BTreeMap::new();
        let mut put = |key: &str, value: String| out.insert(key.to_owned(), value);
        let passes: Vec<&str> = self.passes.iter().map(|(id, _)| id.spec().code).collect();
        put("passes", passes.join(","));
        for (id, options) in &self.passes {
            if let Some(options) = options.as_ref().filter(|o| !o.is_empty()) {
                put(&format!("[passes.{}]", id.spec().name), options.to_string().trim().replace('\n', ", "));
            }
        }
        put("input-format", self.options.format.unwrap_or("auto").to_owned());
        put("encoding", self.options.encoding.clone().unwrap_or_default());
        put("force-encoding", self.options.force_encoding.to_string());
        put("max-depth", self.options.parse.max_depth.to_string());
        put("timeout", format!("{:?}", self.options.timeout));
        put("text-field", self.fields.text.join(","));
        put("id-field", self.fields.id.join(","));
        put("fields", self.record.fields.join(","));
        put("headings", format!("{:?}", self.record.headings).to_lowercase());
        put("account", format!("{:?}", self.record.account).to_lowercase());
        put("layout", format!("{:?}", self.record.layout).to_lowercase());
        put("max-bytes", self.max_bytes.to_string());
        put("shard-size", self.shard_size.to_string());
        put("compress", format!("{:?}", self.compress).to_lowercase());
        out
    }
}
