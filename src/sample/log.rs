//! The sample on disk: a log that grows while a run goes on, and the file that is left of it at the end.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::entry::Entry;
use super::{Bars, Candidate, Group, Sample, rank};
use crate::checkpoint::write_whole;
use crate::error::{Error, ErrorKind, Result};

/// The sample of a finished run, a JSON array. Not JSONL: whoever takes `*.jsonl` of an output folder wants records.
pub(crate) const SAMPLE: &str = "sample.json";
/// All that entered the sample of a run that is not finished. Some 20 times the sample for ten million documents: a
/// document enters with a chance that falls with the number of those before it.
pub(crate) const LOG: &str = "sample.log";

/// The sample of a run, kept where a kill cannot reach it.
pub(crate) struct Log {
    folder: PathBuf,
    sample: Sample,
    bars: Arc<Bars>,
    file: Option<File>,
    unsynced: bool,
}

impl Log {
    /// Begins with what an earlier part of the run left of its first `consumed` documents.
    pub(crate) fn open(folder: &Path, bars: Arc<Bars>, consumed: u64) -> Result<Log> {
        let mut log =
            Log { folder: folder.to_path_buf(), sample: Sample::default(), bars, file: None, unsynced: false };
        if consumed > 0 {
            for entry in left(folder)?.into_iter().filter(|e| e.number < consumed) {
                let candidate = Candidate { rank: rank(&entry.source), groups: Group::of_entry(&entry), entry };
                log.sample.offer(candidate.entry.number, candidate, &log.bars);
            }
        }
        let path = folder.join(LOG);
        let mut text = Vec::new();
        for entry in log.sample.entries() {
            line(entry, &mut text)?;
        }
        write_whole(&path, &text)?;
        let file = File::options().append(true).open(&path).map_err(|e| Error::io(&path, e))?;
        log.file = Some(file);
        Ok(log)
    }

    /// Document `number` may enter.
    pub(crate) fn offer(&mut self, number: u64, candidate: Candidate) -> Result<()> {
        let Some(entry) = self.sample.offer(number, candidate, &self.bars) else { return Ok(()) };
        let mut text = Vec::new();
        line(entry, &mut text)?;
        let written = self.file.as_mut().map_or(Ok(()), |f| f.write_all(&text));
        written.map_err(|e| Error::io(&self.folder.join(LOG), e))?;
        self.unsynced = true;
        Ok(())
    }

    /// Hands what has been written to the disk; before a checkpoint that counts on it.
    pub(crate) fn sync(&mut self) -> Result<()> {
        if std::mem::take(&mut self.unsynced)
            && let Some(file) = &self.file
        {
            file.sync_data().map_err(|e| Error::io(&self.folder.join(LOG), e))?;
        }
        Ok(())
    }

    /// Leaves the sample alone in the folder.
    pub(crate) fn finish(&mut self) -> Result<()> {
        let mut text = Vec::from(b"[");
        for (n, entry) in self.sample.entries().enumerate() {
            text.extend_from_slice(if n == 0 { b"\n" } else { b",\n" });
            line(entry, &mut text)?;
            text.pop();
        }
        text.extend_from_slice(b"\n]\n");
        write_whole(&self.folder.join(SAMPLE), &text)?;
        self.file = None;
        let path = self.folder.join(LOG);
        std::fs::remove_file(&path).map_err(|e| Error::io(&path, e))
    }
}

fn line(entry: &Entry, out: &mut Vec<u8>) -> Result<()> {
    serde_json::to_writer(&mut *out, entry).map_err(|e| Error::new(ErrorKind::Internal, e.to_string()))?;
    out.push(b'\n');
    Ok(())
}

/// What an earlier part of a run left.
fn left(folder: &Path) -> Result<Vec<Entry>> {
    let path = folder.join(LOG);
    if path.exists() {
        let file = File::open(&path).map_err(|e| Error::io(&path, e))?;
        // The last line may be torn; what it said comes after the checkpoint, and comes again.
        let whole = |line: std::io::Result<String>| serde_json::from_str(&line.ok()?).ok();
        return Ok(BufReader::new(file).lines().map_while(whole).collect());
    }
    // Killed at the very end, the log may be gone already; the sample that came of it serves as well.
    if folder.join(SAMPLE).exists() {
        return read(folder);
    }
    let message = "this file of the run is gone; it cannot be continued, start it again with --overwrite";
    Err(Error::new(ErrorKind::Malformed, message).at(path.display().to_string()))
}

/// The sample of a finished run.
pub(crate) fn read(folder: &Path) -> Result<Vec<Entry>> {
    let path = folder.join(SAMPLE);
    let bytes = std::fs::read(&path).map_err(|e| Error::io(&path, e))?;
    serde_json::from_slice(&bytes).map_err(|e| {
        let message = format!("no sample of this version ({e}); clean the inputs again");
        Error::new(ErrorKind::Malformed, message).at(path.display().to_string())
    })
}
