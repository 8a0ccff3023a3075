//! The output folder: shards of clean records, discards with reasons, errors, the report, and the checkpoint.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::shards::{PART, Place, Shards};
use super::{Compress, Sink};
use crate::checkpoint::{Checkpoint, Fingerprint, write_whole};
use crate::error::{Error, ErrorKind, Result};
use crate::gate::{Gate, Signature};
use crate::report::{Fate, Report};

/// Frames end, and checkpoints may be, after this many documents or bytes of records. Part of the format of the
/// output: it must depend on the documents alone, never on time, or packed files would differ after a resume.
const BORDER_DOCUMENTS: u64 = 1024;
const BORDER_BYTES: u64 = 4 << 20;

/// Time between two checkpoints: each one waits for the disk.
const BETWEEN: Duration = Duration::from_millis(200);

const REPORT: &str = "report.json";
const CHECKPOINT: &str = "checkpoint.json";
/// What the gate has let through, while a run is not complete.
const SIGNATURES: &str = "signatures";

pub(crate) struct Folder {
    path: PathBuf,
    clean: Shards,
    discards: Shards,
    errors: Shards,
    signatures: Shards,
    fingerprint: Fingerprint,
    documents: u64,
    bytes: u64,
    saved: Instant,
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
        compress: Compress,
        shard_size: u64,
    ) -> Result<(Folder, Checkpoint)> {
        std::fs::create_dir_all(path).map_err(|e| Error::io(path, e))?;
        let mut folder = Folder {
            path: path.to_path_buf(),
            clean: Shards::new(path, "clean", compress, Some(shard_size)),
            discards: Shards::new(path, "discards", compress, Some(shard_size)),
            errors: Shards::new(path, "errors", Compress::None, None),
            signatures: Shards::new(path, SIGNATURES, Compress::None, None),
            fingerprint,
            documents: 0,
            bytes: 0,
            saved: Instant::now(),
        };
        let mut from = folder.prepare(found)?;
        folder.clean.restore(from.clean)?;
        folder.discards.restore(from.discards)?;
        folder.errors.restore(from.errors)?;
        folder.signatures.restore(from.signatures)?;
        from.gate = Gate::read(&folder.signatures.unfinished())?;
        Ok((folder, from))
    }

    fn prepare(&self, found: Found) -> Result<Checkpoint> {
        let at = |message: &str| Error::config(message).at(self.path.display().to_string());
        let (finished, checkpoint) = (self.path.join(REPORT), self.path.join(CHECKPOINT));
        let names = names(&self.path)?;
        let (ours, foreign): (Vec<String>, Vec<String>) = names.into_iter().partition(|n| is_ours(n));
        let fresh = || Checkpoint::start(self.fingerprint.clone());
        if checkpoint.exists() {
            return match found {
                Found::Refuse => Err(at(
                    "holds a run that was interrupted; continue it with --resume or start again with --overwrite",
                )),
                Found::Overwrite => self.clear(&ours).and_then(|()| self.save(fresh())),
                Found::Resume => {
                    let old = Checkpoint::read(&checkpoint)?;
                    old.fingerprint.check(&self.fingerprint).map_err(|e| e.at(self.path.display().to_string()))?;
                    Ok(old)
                }
            };
        }
        match (found, finished.exists(), ours.is_empty() && foreign.is_empty()) {
            (_, _, true) | (Found::Overwrite, true, _) => {
                self.clear(&ours)?;
                self.save(fresh())
            }
            (Found::Overwrite, false, _) if ours.is_empty() => self.save(fresh()),
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

    /// Removes the files of an earlier run, and nothing else.
    fn clear(&self, ours: &[String]) -> Result<()> {
        for name in ours {
            let path = self.path.join(name);
            std::fs::remove_file(&path).map_err(|e| Error::io(&path, e))?;
        }
        Ok(())
    }

    fn save(&self, checkpoint: Checkpoint) -> Result<Checkpoint> {
        checkpoint.write(&self.path.join(CHECKPOINT))?;
        Ok(checkpoint)
    }
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

/// Whether a file name is one that a run writes.
fn is_ours(name: &str) -> bool {
    let name = name.strip_suffix(PART).unwrap_or(name);
    if [REPORT, CHECKPOINT, "errors.jsonl", "signatures.jsonl"].contains(&name) {
        return true;
    }
    let Some(number) = name.strip_prefix("clean-").or(name.strip_prefix("discards-")) else { return false };
    let Some((number, ending)) = number.split_once('.') else { return false };
    let numbered = number.len() >= 5 && number.bytes().all(|b| b.is_ascii_digit());
    numbered && ["jsonl", "jsonl.zst", "jsonl.gz"].contains(&ending)
}

impl Sink for Folder {
    fn write(&mut self, line: &[u8], fate: &Fate) -> Result<()> {
        self.bytes += line.len() as u64;
        match fate {
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
        self.save(Checkpoint {
            consumed,
            clean: self.clean.place(),
            discards: self.discards.place(),
            errors: self.errors.place(),
            signatures: self.signatures.place(),
            report: report.clone(),
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
        let path = self.path.join(CHECKPOINT);
        std::fs::remove_file(&path).map_err(|e| Error::io(&path, e))?;
        // Last: as long as there is a checkpoint, a run may go on from it.
        self.signatures.restore(Place::default())
    }
}
