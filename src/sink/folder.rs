//! The output folder: shards of clean records, discards with reasons, errors, the report, and the checkpoint.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::shards::{PART, Place, Shards};
use super::{Compress, Done, Sink};
use crate::checkpoint::{Checkpoint, Fingerprint, write_whole};
use crate::error::{Error, ErrorKind, Result};
use crate::gate::{Gate, Signature};
use crate::page::{self, PAGE};
use crate::report::{Fate, Report};
use crate::sample::{Bars, LOG, Log, SAMPLE};
use crate::timings::{TIMINGS, Timings};

/// Frames end, and checkpoints may be, after this many documents or bytes of records. Part of the format of the
/// output: it must depend on the documents alone, never on time, or packed files would differ after a resume.
const BORDER_DOCUMENTS: u64 = 1024;
const BORDER_BYTES: u64 = 4 << 20;

/// Time between two checkpoints: each one waits for the disk.
const BETWEEN: Duration = Duration::from_millis(200);

pub(crate) const REPORT: &str = "report.json";
pub(crate) const CHECKPOINT: &str = "checkpoint.json";
/// What the gate has let through, while a run is not complete.
const SIGNATURES: &str = "signatures";

/// What a folder is to be like.
pub(crate) struct Target {
    pub(crate) compress: Compress,
    pub(crate) shard_size: u64,
    /// Whether times are noted.
    pub(crate) timings: bool,
}

pub(crate) struct Folder {
    path: PathBuf,
    clean: Shards,
    discards: Shards,
    errors: Shards,
    signatures: Shards,
    sample: Log,
    timings: Option<Timings>,
    fingerprint: Fingerprint,
    documents: u64,
    bytes: u64,
    saved: Instant,
    /// Held as long as the run lasts.
    _lock: Option<File>,
}

/// What to do with what is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Found {
    #[default]
    Refuse,
    Overwrite,
    Resume,
}

impl Folder {
    /// Opens a folder for a run; with it comes the checkpoint to go on from, if there is one.
    pub(crate) fn open(
        path: &Path,
        found: Found,
        fingerprint: Fingerprint,
        target: &Target,
        bars: Arc<Bars>,
    ) -> Result<(Folder, Checkpoint)> {
        std::fs::create_dir_all(path).map_err(|e| Error::io(path, e))?;
        let lock = lock(path)?;
        let mut from = prepare(path, found, &fingerprint)?;
        let mut folder = Folder {
            path: path.to_path_buf(),
            clean: Shards::new(path, "clean", target.compress, Some(target.shard_size)),
            discards: Shards::new(path, "discards", target.compress, Some(target.shard_size)),
            errors: Shards::new(path, "errors", Compress::None, None),
            signatures: Shards::new(path, SIGNATURES, Compress::None, None),
            sample: Log::open(path, bars, from.consumed)?,
            timings: target.timings.then(|| from.timings.clone().unwrap_or_default()),
            fingerprint,
            documents: 0,
            bytes: 0,
            saved: Instant::now(),
            _lock: lock,
        };
        folder.clean.restore(from.clean)?;
        folder.discards.restore(from.discards)?;
        folder.errors.restore(from.errors)?;
        folder.signatures.restore(from.signatures)?;
        from.gate = Gate::read(&folder.signatures.unfinished())?;
        Ok((folder, from))
    }

    fn save(&self, checkpoint: &Checkpoint) -> Result<()> {
        checkpoint.write(&self.path.join(CHECKPOINT))
    }
}

/// Keeps other runs out of the folder; the system takes the lock away from a run that is killed. None where folders
/// cannot be locked (Windows, some network disks).
fn lock(path: &Path) -> Result<Option<File>> {
    let Ok(folder) = File::open(path) else { return Ok(None) };
    match folder.try_lock() {
        Ok(()) => Ok(Some(folder)),
        Err(TryLockError::WouldBlock) => {
            let message = "another run is writing here; wait until it is done or choose another folder";
            Err(Error::config(message).at(path.display().to_string()))
        }
        Err(TryLockError::Error(_)) => Ok(None),
    }
}

fn prepare(path: &Path, found: Found, fingerprint: &Fingerprint) -> Result<Checkpoint> {
    let at = |message: &str| Error::config(message).at(path.display().to_string());
    let (finished, checkpoint) = (path.join(REPORT), path.join(CHECKPOINT));
    let names = names(path)?;
    let (ours, foreign): (Vec<String>, Vec<String>) = names.into_iter().partition(|n| is_ours(n));
    // The checkpoint comes first: a run killed while it clears is one that begins again, not half of the old one.
    let fresh = || {
        let start = Checkpoint::start(fingerprint.clone());
        start.write(&checkpoint)?;
        clear(path, &ours).map(|()| start)
    };
    if checkpoint.exists() {
        return match found {
            Found::Refuse => {
                Err(at("holds a run that was interrupted; continue it with --resume or start again with --overwrite"))
            }
            Found::Overwrite => fresh(),
            Found::Resume => {
                let old = Checkpoint::read(&checkpoint)?;
                old.fingerprint.check(fingerprint).map_err(|e| e.at(path.display().to_string()))?;
                if old.consumed == 0 {
                    clear(path, &ours)?;
                }
                Ok(old)
            }
        };
    }
    // Of a run killed in its first moment there is only the beginning of a checkpoint.
    let begun = |name: &String| name.strip_suffix(PART) == Some(CHECKPOINT);
    match (found, finished.exists(), ours.iter().all(begun) && foreign.is_empty()) {
        (_, _, true) | (Found::Overwrite, true, _) => fresh(),
        (Found::Overwrite, false, _) if ours.is_empty() => fresh(),
        (Found::Overwrite, false, _) => {
            Err(at(&format!("holds {} but no run of this program; move it away first", ours.join(", "))))
        }
        (Found::Resume, true, _) => Err(at("holds a run that is finished; there is nothing to resume")),
        (_, true, _) => Err(at("holds a finished run; replace it with --overwrite or choose another folder")),
        (_, false, _) => {
            let list = foreign.iter().chain(&ours).take(3).cloned().collect::<Vec<_>>().join(", ");
            Err(at(&format!("is not empty ({list}); choose another folder, or add to it with --overwrite")))
        }
    }
}

/// Removes the files of an earlier run but its checkpoint, and nothing else; the report first, which says that it finished.
fn clear(folder: &Path, ours: &[String]) -> Result<()> {
    let (report, rest): (Vec<&String>, Vec<&String>) = ours.iter().partition(|name| *name == REPORT);
    for name in report.into_iter().chain(rest).filter(|name| name.strip_suffix(PART).unwrap_or(name) != CHECKPOINT) {
        let path = folder.join(name);
        std::fs::remove_file(&path).map_err(|e| Error::io(&path, e))?;
    }
    Ok(())
}

fn names(path: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(path).map_err(|e| Error::io(path, e))? {
        let entry = entry.map_err(|e| Error::io(path, e))?;
        names.push(entry.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

/// Whether a file is one that a run wrote beside its clean records.
pub(crate) fn is_account(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    is_ours(&name) && number(&name, "clean").is_none() && file.parent().is_some_and(is_run)
}

/// Whether a folder holds a run, finished or not: others may have files of these names too.
fn is_run(folder: &Path) -> bool {
    let report = || serde_json::from_slice::<Report>(&std::fs::read(folder.join(REPORT)).ok()?).ok();
    folder.join(CHECKPOINT).exists() && Checkpoint::read(&folder.join(CHECKPOINT)).is_ok() || report().is_some()
}

/// Whether a file name is one that a run writes.
pub(crate) fn is_ours(name: &str) -> bool {
    let name = name.strip_suffix(PART).unwrap_or(name);
    [REPORT, CHECKPOINT, PAGE, SAMPLE, LOG, TIMINGS, "errors.jsonl", "signatures.jsonl"].contains(&name)
        || number(name, "clean").is_some()
        || number(name, "discards").is_some()
}

/// The number in the name of a shard of the series `stem`.
fn number(name: &str, stem: &str) -> Option<u32> {
    let (digits, ending) = name.strip_prefix(stem)?.strip_prefix('-')?.split_once('.')?;
    let numbered = digits.len() >= 5 && digits.bytes().all(|b| b.is_ascii_digit());
    let named = ["jsonl", "jsonl.zst", "jsonl.gz"].contains(&ending);
    digits.parse().ok().filter(|_| numbered && named)
}

/// The complete files of the series `stem` in an output folder, in order.
pub(crate) fn shards(folder: &Path, stem: &str) -> Result<Vec<PathBuf>> {
    let mut found: Vec<(u32, String)> =
        names(folder)?.into_iter().filter_map(|name| Some((number(&name, stem)?, name))).collect();
    found.sort();
    Ok(found.into_iter().map(|(_, name)| folder.join(name)).collect())
}

impl Sink for Folder {
    fn write(&mut self, done: &mut Done, number: u64) -> Result<()> {
        let Done { line, tally, sample, time } = done;
        self.bytes += line.len() as u64;
        if let Some(candidate) = sample.take() {
            self.sample.offer(number, candidate)?;
        }
        if let (Some(timings), Some((source, time))) = (&mut self.timings, time) {
            timings.add(source, tally.bytes, u64::try_from(time.as_micros()).unwrap_or(u64::MAX));
        }
        match &tally.fate {
            Fate::Kept => self.clean.write(line),
            Fate::Dropped(..) => self.discards.write(line),
            Fate::Failed(_) => self.errors.write(line),
            Fate::Blank => Ok(()),
        }
    }

    fn remember(&mut self, signature: &Signature) -> Result<()> {
        self.signatures.write(&signature.line())
    }

    fn counted(&mut self, consumed: u64, report: &Report) -> Result<()> {
        self.documents += 1;
        if self.documents < BORDER_DOCUMENTS && self.bytes < BORDER_BYTES {
            return Ok(());
        }
        (self.documents, self.bytes) = (0, 0);
        for shards in [&mut self.clean, &mut self.discards, &mut self.errors, &mut self.signatures] {
            shards.border()?;
        }
        if self.saved.elapsed() < BETWEEN {
            return Ok(());
        }
        for shards in [&self.clean, &self.discards, &self.errors, &self.signatures] {
            shards.sync()?;
        }
        self.sample.sync()?;
        self.save(&Checkpoint {
            consumed,
            clean: self.clean.place(),
            discards: self.discards.place(),
            errors: self.errors.place(),
            signatures: self.signatures.place(),
            report: report.clone(),
            timings: self.timings.clone(),
            fingerprint: self.fingerprint.clone(),
            gate: Gate::default(),
        })?;
        self.saved = Instant::now();
        Ok(())
    }

    fn idle(&mut self) -> Result<()> {
        Ok(())
    }

    fn finish(&mut self, report: &Report) -> Result<()> {
        for shards in [&mut self.clean, &mut self.discards, &mut self.errors] {
            shards.finish()?;
        }
        let path = self.path.join(REPORT);
        let text = serde_json::to_string_pretty(report).map_err(|e| Error::new(ErrorKind::Internal, e.to_string()))?;
        write_whole(&path, format!("{text}\n").as_bytes())?;
        if let Some(timings) = &self.timings {
            write_whole(&self.path.join(TIMINGS), timings.text()?.as_bytes())?;
        }
        self.sample.finish()?;
        page::write(&self.path)?;
        let path = self.path.join(CHECKPOINT);
        std::fs::remove_file(&path).map_err(|e| Error::io(&path, e))?;
        // Last: as long as there is a checkpoint, a run may go on from it.
        self.signatures.restore(Place::default())
    }
}
