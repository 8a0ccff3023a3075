//! Where records go: a folder of shards, or one stream.

mod folder;
mod shards;
mod stream;

use std::time::Duration;

pub(crate) use folder::{CHECKPOINT, Folder, Found, REPORT, Target, is_account, is_ours, shards as files};
pub(crate) use shards::Place;
pub(crate) use stream::Stream;

use crate::error::Result;
use crate::gate::Signature;
use crate::report::{Report, Tally};
use crate::sample::Candidate;

/// How shards are packed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compress {
    /// Not at all.
    #[default]
    None,
    /// Zstandard, frames one after the other.
    Zstd,
    /// Gzip, members one after the other.
    Gzip,
}

/// What a worker hands to the writer of one document.
pub(crate) struct Done {
    /// Its line.
    pub(crate) line: Vec<u8>,
    /// What the report wants to know.
    pub(crate) tally: Tally,
    /// What the sample would hold of it, if it may enter.
    pub(crate) sample: Option<Candidate>,
    /// Where it is from and how long it took, where that was asked for.
    pub(crate) time: Option<(String, Duration)>,
}

/// Takes what became of all documents, in order.
pub(crate) trait Sink {
    /// Writes document `number`, from 0; what the report shows of it is taken.
    fn write(&mut self, done: &mut Done, number: u64) -> Result<()>;

    /// Keeps a signature that the gate has let through, for a run that resumes.
    fn remember(&mut self, signature: &Signature) -> Result<()>;

    /// `consumed` documents have been written and are counted in `report`.
    fn counted(&mut self, consumed: u64, report: &Report) -> Result<()>;

    /// Nothing is there to be written just now.
    fn idle(&mut self) -> Result<()>;

    /// Everything has been written.
    fn finish(&mut self, report: &Report) -> Result<()>;
}
