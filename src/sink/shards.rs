//! One series of output files, rolled by size, written beside their place and renamed when complete.

use std::fs::{File, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::Compress;
use crate::error::{Error, ErrorKind, Result};

/// How far a series has been written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Place {
    /// Number of the file that is being written.
    pub(crate) shard: u32,
    /// Bytes in it before packing.
    pub(crate) plain: u64,
    /// Its length.
    pub(crate) packed: u64,
}

/// Lines held back before they are written, when they are not packed.
const BUFFER: usize = 1 << 18;

pub(crate) struct Shards {
    folder: PathBuf,
    stem: &'static str,
    compress: Compress,
    /// Bytes before packing at which the next file begins; `None` for a single file.
    roll: Option<u64>,
    place: Place,
    file: Option<File>,
    frame: Vec<u8>,
}

impl Shards {
    pub(crate) fn new(folder: &Path, stem: &'static str, compress: Compress, roll: Option<u64>) -> Shards {
        let folder = folder.to_path_buf();
        Shards { folder, stem, compress, roll, place: Place::default(), file: None, frame: Vec::new() }
    }

    fn path(&self, shard: u32, part: bool) -> PathBuf {
        let number = if self.roll.is_some() { format!("-{shard:05}") } else { String::new() };
        let packed = match self.compress {
            Compress::None => "",
            Compress::Zstd => ".zst",
            Compress::Gzip => ".gz",
        };
        let part = if part { PART } else { "" };
        self.folder.join(format!("{}{number}.jsonl{packed}{part}", self.stem))
    }

    /// The file that is being written.
    pub(super) fn unfinished(&self) -> PathBuf {
        self.path(self.place.shard, true)
    }

    /// Adds a line.
    pub(crate) fn write(&mut self, line: &[u8]) -> Result<()> {
        let after = self.place.plain + line.len() as u64;
        if self.place.plain > 0 && self.roll.is_some_and(|most| after > most) {
            self.complete()?;
        }
        self.frame.extend_from_slice(line);
        self.place.plain += line.len() as u64;
        if self.compress == Compress::None && self.frame.len() >= BUFFER {
            self.border()?;
        }
        Ok(())
    }

    /// Ends the frame: what was written so far can be read without what follows.
    pub(crate) fn border(&mut self) -> Result<()> {
        if self.frame.is_empty() {
            return Ok(());
        }
        let path = self.path(self.place.shard, true);
        let packed = pack(&self.frame, self.compress).map_err(|e| Error::io(&path, e))?;
        let bytes = packed.as_deref().unwrap_or(&self.frame);
        let written = bytes.len() as u64;
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(File::create(&path).map_err(|e| Error::io(&path, e))?),
        };
        file.write_all(bytes).map_err(|e| Error::io(&path, e))?;
        self.place.packed += written;
        self.frame.clear();
        Ok(())
    }

    /// Where the series stands; true on disk once `border` has been called.
    pub(crate) fn place(&self) -> Place {
        self.place
    }

    /// Hands everything to the disk.
    pub(crate) fn sync(&self) -> Result<()> {
        match &self.file {
            Some(file) => file.sync_data().map_err(|e| Error::io(&self.path(self.place.shard, true), e)),
            None => Ok(()),
        }
    }

    fn complete(&mut self) -> Result<()> {
        self.border()?;
        let (part, path) = (self.path(self.place.shard, true), self.path(self.place.shard, false));
        let file = match self.file.take() {
            Some(file) => file,
            None => {
                // No line at all: an empty file, which for a packed one is an empty frame.
                let mut file = File::create(&part).map_err(|e| Error::io(&part, e))?;
                let frame = pack(&[], self.compress).map_err(|e| Error::io(&part, e))?;
                file.write_all(frame.as_deref().unwrap_or_default()).map_err(|e| Error::io(&part, e))?;
                file
            }
        };
        file.sync_data().map_err(|e| Error::io(&part, e))?;
        std::fs::rename(&part, &path).map_err(|e| Error::io(&path, e))?;
        self.place = Place { shard: self.place.shard + 1, plain: 0, packed: 0 };
        Ok(())
    }

    /// Completes the last file; a series without a line has one empty file.
    pub(crate) fn finish(&mut self) -> Result<()> {
        if self.place.plain > 0 || self.place.shard == 0 { self.complete() } else { Ok(()) }
    }

    /// Goes back to where a checkpoint stood.
    pub(crate) fn restore(&mut self, place: Place) -> Result<()> {
        let damaged = |path: &Path, what: &str| {
            let message = format!("{what}; the run cannot be continued, start it again with --overwrite");
            Error::new(ErrorKind::Malformed, message).at(path.display().to_string())
        };
        for shard in 0..place.shard {
            let path = self.path(shard, false);
            if !path.exists() {
                return Err(damaged(&path, "this finished file is gone"));
            }
        }
        // Whatever came after the checkpoint is written again.
        let mut later = place.shard + 1;
        while self.roll.is_some() && remove(&self.path(later, false))? | remove(&self.path(later, true))? {
            later += 1;
        }
        let (part, path) = (self.path(place.shard, true), self.path(place.shard, false));
        if path.exists() {
            std::fs::rename(&path, &part).map_err(|e| Error::io(&path, e))?;
        }
        self.place = place;
        self.frame.clear();
        if place.packed == 0 {
            remove(&part)?;
            return Ok(());
        }
        let open = OpenOptions::new().write(true).open(&part);
        let mut file = open.map_err(|_| damaged(&part, "the unfinished file is gone"))?;
        let length = file.metadata().map_err(|e| Error::io(&part, e))?.len();
        if length < place.packed {
            return Err(damaged(&part, "the unfinished file is shorter than its checkpoint says"));
        }
        file.set_len(place.packed).map_err(|e| Error::io(&part, e))?;
        file.seek(SeekFrom::End(0)).map_err(|e| Error::io(&part, e))?;
        self.file = Some(file);
        Ok(())
    }
}

/// The ending of a file that is not complete.
pub(super) const PART: &str = ".part";

fn remove(path: &Path) -> Result<bool> {
    match std::fs::remove_file(path) {
        Ok(()) => Ok(true),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(e) => Err(Error::io(path, e)),
    }
}

/// One frame or member of its own; `None` when nothing is packed.
fn pack(bytes: &[u8], compress: Compress) -> std::io::Result<Option<Vec<u8>>> {
    Ok(match compress {
        Compress::None => None,
        Compress::Zstd => {
            let mut encoder = zstd::Encoder::new(Vec::new(), zstd::DEFAULT_COMPRESSION_LEVEL)?;
            encoder.include_checksum(true)?;
            encoder.write_all(bytes)?;
            Some(encoder.finish()?)
        }
        Compress::Gzip => {
            // The header holds no time and no name, so the bytes depend on the text alone.
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
            encoder.write_all(bytes)?;
            Some(encoder.finish()?)
        }
    })
}
