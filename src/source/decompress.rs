//! Reading through gzip and Zstandard, streaming, with all members of a file one after the other.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::error::{Error, ErrorKind, Result};

/// How a file is packed, by the ending of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Packing {
    None,
    Gzip,
    Zstd,
}

impl Packing {
    /// The packing of a file name, and the name without that ending.
    pub(crate) fn of(name: &str) -> (Packing, &str) {
        for (ending, packing) in [("gz", Packing::Gzip), ("zst", Packing::Zstd)] {
            if let Some((stem, last)) = name.rsplit_once('.')
                && last.eq_ignore_ascii_case(ending)
            {
                return (packing, stem);
            }
        }
        (Packing::None, name)
    }
}

/// Counts the bytes that are read from the file itself.
struct Counting<R> {
    inner: R,
    file: Arc<AtomicU64>,
    all: Arc<AtomicU64>,
}

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buf)?;
        self.file.fetch_add(n as u64, Ordering::Relaxed);
        self.all.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// A file open for reading, unpacked on the way.
pub(crate) struct Opened {
    pub(crate) reader: Box<dyn Read + Send>,
    pub(crate) packing: Packing,
    /// Bytes taken from the file so far.
    pub(crate) taken: Arc<AtomicU64>,
}

/// Opens `path`; `all` counts bytes over all files, for progress.
pub(crate) fn open(path: &Path, packing: Packing, all: &Arc<AtomicU64>) -> Result<Opened> {
    let file = File::open(path).map_err(|e| Error::os(&e))?;
    let taken = Arc::new(AtomicU64::new(0));
    let counting = Counting { inner: file, file: taken.clone(), all: all.clone() };
    let reader: Box<dyn Read + Send> = match packing {
        Packing::None => Box::new(counting),
        Packing::Gzip => {
            Box::new(flate2::bufread::MultiGzDecoder::new(io::BufReader::with_capacity(1 << 16, counting)))
        }
        Packing::Zstd => Box::new(zstd::Decoder::new(counting).map_err(|e| failed(packing, &e))?),
    };
    Ok(Opened { reader, packing, taken })
}

/// What a failed read means: a broken container, or a broken disk.
pub(crate) fn failed(packing: Packing, e: &io::Error) -> Error {
    let name = match packing {
        Packing::None => return Error::new(ErrorKind::Io, e.to_string()),
        Packing::Gzip => "gzip",
        Packing::Zstd => "zstd",
    };
    match (e.kind(), e.raw_os_error()) {
        (_, Some(_)) => Error::new(ErrorKind::Io, e.to_string()),
        (io::ErrorKind::UnexpectedEof, _) => Error::new(ErrorKind::Malformed, format!("{name} data is cut off")),
        _ => Error::new(ErrorKind::Malformed, format!("{name} data is broken: {e}")),
    }
}

/// Everything of one document, up to `most` bytes.
pub(crate) fn read_whole(opened: Opened, expected: u64, most: u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(usize::try_from(expected.min(most)).unwrap_or(0));
    let packing = opened.packing;
    let read = opened.reader.take(most.saturating_add(1)).read_to_end(&mut bytes);
    read.map_err(|e| failed(packing, &e))?;
    if bytes.len() as u64 > most {
        return Err(over(None, most));
    }
    Ok(bytes)
}

/// The error of a document that is too big.
pub(crate) fn over(size: Option<u64>, most: u64) -> Error {
    let size = size.map_or_else(String::new, |n| format!(" ({n} bytes)"));
    Error::new(ErrorKind::Limit, format!("larger than {most} bytes{size}; raise --max-bytes to take it"))
}
