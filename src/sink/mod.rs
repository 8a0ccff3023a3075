//! Where records go: a folder of shards, or one stream.

mod folder;
mod shards;
mod stream;

pub(crate) use folder::{Folder, Found};
pub(crate) use shards::Place;
pub(crate) use stream::Stream;

use crate::error::Result;
use crate::gate::Signature;
use crate::report::{Fate, Report};

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

/// Takes the lines of all documents, in order.
pub(crate) trait Sink {
    /// Writes the line of one document.
    fn write(&mut self, line: &[u8], fate: &Fate) -> Result<()>;

    /// Keeps a signature that the gate has let through, for a run that resumes.
    fn remember(&mut self, signature: &Signature) -> Result<()>;

    /// `consumed` documents have been written and are counted in `report`.
    fn counted(&mut self, consumed: u64, report: &Report) -> Result<()>;

    /// Nothing is there to be written just now.
    fn idle(&mut self) -> Result<()>;

    /// Everything has been written.
    fn finish(&mut self, report: &Report) -> Result<()>;
}
