//! Files that are replaced as a whole: at no time is there half a file, and a link stays a link.

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::error::{Error, ErrorKind, Result};

/// A new file beside an old one, which takes its place with [`Beside::rename`] and is gone otherwise.
struct Beside {
    path: PathBuf,
    real: PathBuf,
    file: BufWriter<File>,
}

impl Beside {
    fn create(old: &Path) -> std::io::Result<Beside> {
        let real = std::fs::canonicalize(old)?;
        let mut name = std::ffi::OsString::from(".");
        name.push(real.file_name().unwrap_or_default());
        name.push(format!(".{}.tmp", std::process::id()));
        let path = real.with_file_name(name);
        let file = OpenOptions::new().write(true).create_new(true).open(&path)?;
        let beside = Beside { path, real, file: BufWriter::new(file) };
        beside.file.get_ref().set_permissions(std::fs::metadata(&beside.real)?.permissions())?;
        Ok(beside)
    }

    fn rename(mut self) -> std::io::Result<()> {
        self.file.flush()?;
        self.file.get_ref().sync_all()?;
        std::fs::rename(&self.path, &self.real)
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // After a rename there is nothing to remove.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Gives a file other bytes.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let written = Beside::create(path).and_then(|mut new| {
        new.file.write_all(bytes)?;
        new.rename()
    });
    written.map_err(|e| Error::io(path, e))
}

/// A line of a file, and what takes its place.
#[derive(Debug)]
pub(super) struct NewLine {
    pub(super) path: Arc<Path>,
    /// From 1.
    pub(super) number: u64,
    pub(super) before: Vec<u8>,
    pub(super) after: Vec<u8>,
}

/// Gives single lines of a file other bytes: the lines come in order, the rest is copied as it is.
pub(super) struct Rewriter {
    path: Arc<Path>,
    old: BufReader<File>,
    new: Beside,
    line: u64,
}

impl Rewriter {
    pub(super) fn open(path: &Arc<Path>) -> Result<Rewriter> {
        let open = || {
            let old = BufReader::new(File::open(path)?);
            Ok(Rewriter { path: path.clone(), old, new: Beside::create(path)?, line: 0 })
        };
        open().map_err(|e| Error::io(path, e))
    }

    pub(super) fn path(&self) -> &Arc<Path> {
        &self.path
    }

    /// Puts a line in the place of the one with its number.
    pub(super) fn put(&mut self, line: &NewLine) -> Result<()> {
        loop {
            let mut held = Vec::new();
            let read = self.old.read_until(b'\n', &mut held).map_err(|e| Error::io(&self.path, e))?;
            self.line += 1;
            if self.line < line.number && read > 0 {
                self.new.file.write_all(&held).map_err(|e| Error::io(&self.path, e))?;
                continue;
            }
            let mark = if held.starts_with(b"\xEF\xBB\xBF") && self.line == 1 { 3 } else { 0 };
            let end = held.len() - usize::from(held.ends_with(b"\n"));
            let (Some(before), Some(tail)) = (held.get(mark..end), held.get(end..)) else { continue };
            if before != line.before {
                let message = "was changed while it was checked; it is left as it is";
                return Err(Error::new(ErrorKind::Io, message).at(self.path.display().to_string()));
            }
            let parts = [held.get(..mark).unwrap_or_default(), &line.after, tail];
            let mut written = parts.iter().map(|part| self.new.file.write_all(part));
            return written.find(std::result::Result::is_err).unwrap_or(Ok(())).map_err(|e| Error::io(&self.path, e));
        }
    }

    /// Copies what is left and puts the new file in the place of the old one.
    pub(super) fn finish(mut self) -> Result<()> {
        let copied = std::io::copy(&mut self.old, &mut self.new.file);
        copied.and_then(|_| self.new.rename()).map_err(|e| Error::io(&self.path, e))
    }
}
