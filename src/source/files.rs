//! The files of the inputs: folders walked in sorted order, safe from loops of links.

use std::ffi::OsStr;
use std::fs::Metadata;
use std::path::{Component, Path, PathBuf};

use walkdir::WalkDir;

use super::decompress::Packing;
use crate::error::{Error, ErrorKind, Result};
use crate::parse::FORMATS;
use crate::sink;

/// What a file holds, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    /// One document, of this format if the name says so.
    Document(Option<&'static str>),
    /// Records, one a line.
    Lines,
    /// `.json`: one record, an array, or lines after all.
    Json,
}

/// One file to read.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) path: PathBuf,
    /// Path relative to the input, escaped.
    pub(crate) source: String,
    pub(crate) holds: Holds,
    pub(crate) packing: Packing,
    pub(crate) size: u64,
    /// Nanoseconds since 1970, for the fingerprint of a run.
    pub(crate) modified: u128,
}

/// A file, a place that cannot be read, a file of a folder whose name no format claims, or something that is no file.
pub(crate) enum Entry {
    File(Found),
    Failed(String, Error),
    /// The ending of its name.
    PassedOver(String),
    Ignored,
}

/// Characters of the longest ending that is counted under its own name.
const ENDING: usize = 10;

/// The ending of a file name, for counting: in small letters with its dot, `other` for what is none.
fn ending(name: &OsStr) -> String {
    let name = name.to_string_lossy().to_lowercase();
    let ending = name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map_or("", |(_, ending)| ending);
    let plain = (1..=ENDING).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphanumeric());
    if plain { format!(".{ending}") } else { "other".to_owned() }
}

/// What the name of a file says that it holds; `None` for a name that no format claims.
pub(crate) fn holds(name: &str) -> Option<(Holds, Packing)> {
    let (packing, stem) = Packing::of(name);
    let (_, ending) = stem.rsplit_once('.')?;
    let ending = ending.to_ascii_lowercase();
    let holds = match ending.as_str() {
        "jsonl" | "ndjson" => Holds::Lines,
        "json" => Holds::Json,
        _ => Holds::Document(Some(FORMATS.iter().find(|f| f.extensions.contains(&ending.as_str()))?.name)),
    };
    Some((holds, packing))
}

/// The inputs as the user named them, and what `source` is relative to.
#[derive(Clone, Debug)]
pub(crate) struct Inputs {
    roots: Vec<PathBuf>,
    base: PathBuf,
    /// The output folder, which is never an input.
    not: Option<PathBuf>,
}

impl Inputs {
    /// Checks that every input is there, and that the run will not write over it.
    pub(crate) fn new(roots: &[PathBuf], output: Option<&Path>) -> Result<Inputs> {
        // The output folder may not be there yet, but what it will be in is.
        let not = output.and_then(|o| {
            let full = absolute(o);
            let real = std::fs::canonicalize(&full).ok();
            real.or_else(|| Some(std::fs::canonicalize(full.parent()?).ok()?.join(full.file_name()?)))
        });
        let mut base: Option<PathBuf> = None;
        for root in roots {
            let meta = std::fs::metadata(root).map_err(|e| Error::io(root, e))?;
            if let Some(not) = &not {
                keep_apart(root, not)?;
            }
            let full = absolute(root);
            let folder = if meta.is_dir() { full } else { full.parent().map(Path::to_path_buf).unwrap_or(full) };
            base = Some(match base {
                None => folder,
                Some(b) => {
                    b.components().zip(folder.components()).take_while(|(x, y)| x == y).map(|(x, _)| x).collect()
                }
            });
        }
        Ok(Inputs { roots: distinct(roots), base: base.unwrap_or_default(), not })
    }

    /// Walks all inputs: those named first come first, folders in the order of file names. Of the output folder of another
    /// run only the clean records are read.
    pub(crate) fn walk(&self) -> impl Iterator<Item = Entry> + Send + use<> {
        let me = self.clone();
        self.roots.clone().into_iter().flat_map(move |root| {
            let (me, not) = (me.clone(), me.not.clone());
            WalkDir::new(root)
                .follow_links(true)
                .sort_by(|a, b| a.file_name().cmp(b.file_name()))
                .into_iter()
                .filter_entry(move |e| match (e.depth(), e.file_type().is_dir()) {
                    (0, _) => true,
                    (_, true) => not.is_none() || std::fs::canonicalize(e.path()).ok() != not,
                    (_, false) => !sink::is_account(e.path()),
                })
                .map(move |e| me.entry(e))
        })
    }

    fn entry(&self, entry: walkdir::Result<walkdir::DirEntry>) -> Entry {
        let entry = match entry {
            Ok(entry) => entry,
            Err(e) => {
                let path = e.path().unwrap_or(Path::new("")).to_path_buf();
                // A link to a folder above is no document; its target has been walked already.
                if e.loop_ancestor().is_some() {
                    return Entry::Ignored;
                }
                let source = self.source(&path);
                let named = holds(&source).is_some() || e.depth() == 0;
                let missing = e.io_error().is_some_and(|e| e.kind() == std::io::ErrorKind::NotFound);
                if missing && !named {
                    return Entry::Ignored;
                }
                let message = e.io_error().map_or_else(|| e.to_string(), ToString::to_string);
                return Entry::Failed(source, Error::new(ErrorKind::Io, message));
            }
        };
        let source = self.source(entry.path());
        let named = holds(&source);
        if entry.file_type().is_dir() {
            return self.folder(&entry, source, named.is_some());
        }
        let (holds, packing) = match named {
            Some(named) => named,
            // A file that was named by the user is a document, whatever it is called.
            None if entry.depth() == 0 => (Holds::Document(None), Packing::of(&source).0),
            None => return Entry::PassedOver(ending(entry.file_name())),
        };
        let meta = match entry.metadata() {
            Ok(meta) if meta.is_file() || entry.depth() == 0 => meta,
            Ok(_) => return Entry::Failed(source, Error::new(ErrorKind::Io, "not a regular file")),
            Err(e) => return Entry::Failed(source, Error::new(ErrorKind::Io, e.to_string())),
        };
        let (size, modified) = (meta.len(), modified(&meta));
        Entry::File(Found { path: entry.into_path(), source, holds, packing, size, modified })
    }

    /// A folder is walked, whatever its name; only an empty one that is named like a document stands for one.
    fn folder(&self, entry: &walkdir::DirEntry, source: String, named: bool) -> Entry {
        let empty = named && std::fs::read_dir(entry.path()).is_ok_and(|mut d| d.next().is_none());
        if empty {
            let source = if source.is_empty() { escape(entry.file_name()) } else { source };
            return Entry::Failed(source, Error::new(ErrorKind::Io, "a folder with the name of a document"));
        }
        Entry::Ignored
    }

    fn source(&self, path: &Path) -> String {
        let full = absolute(path);
        let relative = full.strip_prefix(&self.base).unwrap_or(&full);
        let mut out = String::new();
        for part in relative.components() {
            if let Component::Normal(name) = part {
                if !out.is_empty() {
                    out.push('/');
                }
                out.push_str(&escape(name));
            }
        }
        out
    }
}

/// Refuses an input that is the output folder, or a file of an earlier run in it, which would be replaced unread.
fn keep_apart(root: &Path, output: &Path) -> Result<()> {
    let Ok(full) = std::fs::canonicalize(root) else { return Ok(()) };
    let replaced =
        full.parent() == Some(output) && sink::is_ours(&full.file_name().unwrap_or_default().to_string_lossy());
    if full == output || replaced {
        let what = if replaced {
            "is in the output folder, where the run would replace it"
        } else {
            "is the output folder too"
        };
        return Err(
            Error::config(format!("{what}; choose another folder for the output")).at(root.display().to_string())
        );
    }
    Ok(())
}

/// The inputs less those that are in others, so that no file is read twice.
fn distinct(roots: &[PathBuf]) -> Vec<PathBuf> {
    let full: Vec<PathBuf> = roots.iter().map(|root| absolute(root)).collect();
    let read = |at: usize, path: &Path| {
        full.iter().enumerate().any(|(other, root)| match path == root {
            true => other < at,
            // A walk passes over files with other names.
            false => path.starts_with(root) && (path.is_dir() || holds(&path.to_string_lossy()).is_some()),
        })
    };
    roots
        .iter()
        .zip(&full)
        .enumerate()
        .filter(|(at, (_, path))| !read(*at, path))
        .map(|(_, (root, _))| root.clone())
        .collect()
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf())
}

fn modified(meta: &Metadata) -> u128 {
    let since = meta.modified().ok().and_then(|t| t.duration_since(std::time::UNIX_EPOCH).ok());
    since.map_or(0, |d| d.as_nanos())
}

/// A file name as text without loss: bytes that are no UTF-8 become `\xHH`, a backslash `\\`.
pub(crate) fn escape(name: &OsStr) -> String {
    let mut out = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        out.push_str(&chunk.valid().replace('\\', "\\\\"));
        for byte in chunk.invalid() {
            out.push_str(&format!("\\x{byte:02X}"));
        }
    }
    out
}
