//! The files of the inputs: folders walked in sorted order, safe from loops of links.

use std::ffi::OsStr;
use std::fs::Metadata;
use std::path::{Component, Path, PathBuf};

use walkdir::WalkDir;

use super::decompress::Packing;
use crate::error::{Error, ErrorKind, Result};
use crate::parse::FORMATS;

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

/// A file, a place that cannot be read, or something that is none of the tool's business.
pub(crate) enum Entry {
    File(Found),
    Failed(String, Error),
    Ignored,
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
    /// Checks that every input is there.
    pub(crate) fn new(roots: &[PathBuf], output: Option<&Path>) -> Result<Inputs> {
        let mut base: Option<PathBuf> = None;
        for root in roots {
            let meta = std::fs::metadata(root).map_err(|e| Error::io(root, e))?;
            let full = absolute(root);
            let folder = if meta.is_dir() { full } else { full.parent().map(Path::to_path_buf).unwrap_or(full) };
            base = Some(match base {
                None => folder,
                Some(b) => {
                    b.components().zip(folder.components()).take_while(|(x, y)| x == y).map(|(x, _)| x).collect()
                }
            });
        }
        // The output folder may not be there yet, but what it will be in is.
        let not = output.and_then(|o| {
            let full = absolute(o);
            let real = std::fs::canonicalize(&full).ok();
            real.or_else(|| Some(std::fs::canonicalize(full.parent()?).ok()?.join(full.file_name()?)))
        });
        Ok(Inputs { roots: roots.to_vec(), base: base.unwrap_or_default(), not })
    }

    /// Walks all inputs: those named first come first, folders in the order of file names.
    pub(crate) fn walk(&self) -> impl Iterator<Item = Entry> + Send + use<> {
        let me = self.clone();
        self.roots.clone().into_iter().flat_map(move |root| {
            let (me, not) = (me.clone(), me.not.clone());
            WalkDir::new(root)
                .follow_links(true)
                .sort_by(|a, b| a.file_name().cmp(b.file_name()))
                .into_iter()
                .filter_entry(move |e| {
                    not.is_none()
                        || e.depth() == 0
                        || !e.file_type().is_dir()
                        || std::fs::canonicalize(e.path()).ok() != not
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
            None => return Entry::Ignored,
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
