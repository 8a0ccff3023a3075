//! The records of an output folder, series by series, in order.

use std::cmp::Ordering;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;

use crate::error::{Error, ErrorKind, Result};
use crate::sink::{REPORT, files};
use crate::source::decompress::{Packing, failed, open};

/// The next record of a series.
pub(super) struct Head {
    pub(super) source: String,
    /// What tells documents of one source apart; failures have none.
    id: Option<serde_json::Value>,
    pub(super) line: Vec<u8>,
    series: usize,
}

/// What a line says besides the record.
#[derive(Deserialize)]
struct Peek {
    source: Option<String>,
    id: Option<serde_json::Value>,
    metadata: Option<PeekInside>,
    dropped: Option<Dropped>,
    kind: Option<String>,
}

#[derive(Deserialize)]
struct PeekInside {
    source: Option<String>,
}

#[derive(Deserialize)]
struct Dropped {
    code: String,
    what: String,
}

/// What the report of a run says of its files.
#[derive(Deserialize)]
struct Counts {
    kept: u64,
    dropped: u64,
    failed: u64,
}

const CLEAN: usize = 0;
const DISCARDS: usize = 1;

impl Head {
    /// Why the document is not kept; `None` if it is.
    pub(super) fn fate(&self) -> Result<Option<String>> {
        if self.series == CLEAN {
            return Ok(None);
        }
        let peek = peek(&self.line).map_err(|e| e.at(self.source.clone()))?;
        Ok(Some(match (self.series, peek.dropped, peek.kind) {
            (DISCARDS, Some(dropped), _) => format!("{} {}", dropped.code, dropped.what),
            (_, _, Some(kind)) => format!("failed: {kind}"),
            _ => "dropped".to_owned(),
        }))
    }
}

fn peek(line: &[u8]) -> Result<Peek> {
    serde_json::from_slice(line).map_err(|e| Error::new(ErrorKind::Malformed, format!("no record: {e}")))
}

/// One series: its files one after the other.
struct Series {
    number: usize,
    files: std::vec::IntoIter<PathBuf>,
    open: Option<File>,
}

/// A file being read.
struct File {
    path: PathBuf,
    packing: Packing,
    reader: BufReader<Box<dyn Read + Send>>,
}

impl Series {
    fn next(&mut self) -> Result<Option<Head>> {
        loop {
            let Some(File { path, packing, reader }) = &mut self.open else {
                let Some(path) = self.files.next() else { return Ok(None) };
                let packing = Packing::of(&path.to_string_lossy()).0;
                let opened = open(&path, packing, &Arc::default()).map_err(|e| e.at(path.display().to_string()))?;
                let reader = BufReader::with_capacity(1 << 16, opened.reader);
                self.open = Some(File { path, packing, reader });
                continue;
            };
            let mut line = Vec::new();
            let read = reader.read_until(b'\n', &mut line);
            if read.map_err(|e| failed(*packing, &e).at(path.display().to_string()))? == 0 {
                self.open = None;
                continue;
            }
            let peek = peek(&line).map_err(|e| e.at(path.display().to_string()))?;
            let (source, id) = (peek.source, peek.id);
            let source = source.or_else(|| peek.metadata.and_then(|m| m.source));
            let Some(source) = source else {
                let message = "its records have no `source`, by which documents are found again: clean without --fields \
                               (or with `source` among them) and without --layout mnbvc";
                return Err(Error::config(message).at(path.display().to_string()));
            };
            return Ok(Some(Head { source, id, line, series: self.number }));
        }
    }
}

/// One of the two folders.
pub(super) struct Side {
    series: [Series; 3],
    heads: [Option<Head>; 3],
    /// Records that were taken.
    taken: [u64; 3],
}

impl Side {
    pub(super) fn open(folder: &Path) -> Result<Side> {
        let errors = folder.join("errors.jsonl");
        let errors = if errors.exists() { vec![errors] } else { Vec::new() };
        let series = |number, files: Vec<PathBuf>| Series { number, files: files.into_iter(), open: None };
        let clean = files(folder, "clean")?;
        let mut side = Side {
            series: [series(CLEAN, clean), series(DISCARDS, files(folder, "discards")?), series(2, errors)],
            heads: [None, None, None],
            taken: [0; 3],
        };
        for n in 0..side.series.len() {
            side.take(n)?;
        }
        Ok(side)
    }

    /// The next records, with the number of their series.
    pub(super) fn heads(&self) -> impl Iterator<Item = (usize, &Head)> {
        self.heads.iter().enumerate().filter_map(|(n, head)| Some((n, head.as_ref()?)))
    }

    /// The next record of series `n`, which goes on to the one after it.
    pub(super) fn take(&mut self, n: usize) -> Result<Option<Head>> {
        let next = self.series[n].next()?;
        let taken = std::mem::replace(&mut self.heads[n], next);
        self.taken[n] += u64::from(taken.is_some());
        Ok(taken)
    }

    /// Holds the number of records that were taken against the report of the run.
    ///
    /// # Errors
    /// A folder that holds fewer or more: what it says of the others would be wrong.
    pub(super) fn is_whole(&self, folder: &Path) -> Result<()> {
        let path = folder.join(REPORT);
        let bytes = std::fs::read(&path).map_err(|e| Error::io(&path, e))?;
        let report: Counts = serde_json::from_slice(&bytes)
            .map_err(|e| Error::new(ErrorKind::Malformed, e.to_string()).at(path.display().to_string()))?;
        let told = [("kept", report.kept), ("dropped", report.dropped), ("failed", report.failed)];
        for ((what, told), taken) in told.into_iter().zip(self.taken) {
            if told != taken {
                let message = format!(
                    "is not whole: its {REPORT} tells of {told} {what} documents, and its files hold {taken}; \
                     clean the inputs again"
                );
                return Err(Error::config(message).at(folder.display().to_string()));
            }
        }
        Ok(())
    }
}

/// Whether two records are of one document.
type Same<'a> = &'a dyn Fn(&Head, &Head) -> bool;

/// The series whose next records are of the same document: of those of one source, those of one id, and otherwise
/// those in the same order. Where there is such a pair, nothing before it is left.
///
/// # Errors
/// Documents that neither source nor id tells apart, and of which the two runs made something else.
pub(super) fn pair(left: &Side, right: &Side) -> Result<Option<(usize, usize)>> {
    let find = |same: Same<'_>| {
        left.heads().find_map(|(i, x)| right.heads().find(|(_, y)| same(x, y)).map(|(j, y)| (i, j, x, y)))
    };
    let by_id = |x: &Head, y: &Head| x.source == y.source && x.id == y.id;
    let by_source = |x: &Head, y: &Head| x.source == y.source;
    let (pair, same): (_, Same<'_>) = match find(&by_id) {
        Some(pair) => (pair, &by_id),
        None => match find(&by_source) {
            Some(pair) => (pair, &by_source),
            None => return Ok(None),
        },
    };
    let (i, j, x, y) = pair;
    let ends = |side: &Side, of: &Head| side.heads().filter(|(_, h)| same(h, of)).map(|(n, _)| n).collect::<Vec<_>>();
    let (a, b) = (ends(left, x), ends(right, y));
    if a != b && (a.len() > 1 || b.len() > 1) {
        let message = "several documents have this source, and nothing tells which of them is which in the other \
                       folder: clean inputs whose records have ids, each once";
        return Err(Error::config(message).at(x.source.clone()));
    }
    Ok(Some((i, j)))
}

/// The order in which a run reads: folders by the names of what is in them, records of a container by number.
pub(super) fn in_order(a: &str, b: &str) -> Ordering {
    let (path_a, number_a) = place(a);
    let (path_b, number_b) = place(b);
    path_a.split('/').cmp(path_b.split('/')).then(number_a.cmp(&number_b))
}

/// The file, and the number of the record in it.
fn place(source: &str) -> (&str, Option<u64>) {
    match source.rsplit_once('#').map(|(path, n)| (path, n.parse())) {
        Some((path, Ok(n))) => (path, Some(n)),
        _ => (source, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_in_the_order_of_a_walk() {
        let order = ["a/b/c.txt", "a/b.txt", "a.jsonl#2", "a.jsonl#10", "b#x.txt"];
        for pair in order.windows(2) {
            assert_eq!(in_order(pair[0], pair[1]), Ordering::Less, "{pair:?}");
        }
        assert_eq!(in_order("a.jsonl#2", "a.jsonl#2"), Ordering::Equal);
    }
}
