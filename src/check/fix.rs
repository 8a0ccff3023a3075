//! `--fix` and `--diff`: edits carried out in the file itself, where its text is the text of the document.

use std::io::Write;
use std::ops::Range;
use std::path::Path;

use super::locate::Located;
use crate::document::Document;
use crate::error::{Error, Result};

/// The source with all edits of the blocks that stood in it verbatim; `None` when nothing changes.
///
/// Only text in UTF-8 is touched: any other encoding would have to be written back as it was.
pub(super) fn fixed(doc: &Document, located: &Located) -> Option<String> {
    let decoded = doc.decoded();
    if decoded.encoding != "utf-8" || decoded.replaced > 0 || !matches!(doc.format, "text" | "markdown") {
        return None;
    }
    let source = decoded.text.as_str();
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for (id, pieces) in &located.blocks {
        if located.moved.contains(id) {
            continue;
        }
        let mut open: Option<(Range<usize>, String)> = None;
        for piece in pieces {
            match (&piece.new, &mut open) {
                // Parts of what a later pass edited once more stand for the same stretch.
                (Some(new), Some((range, text))) if piece.source.start <= range.end => {
                    range.start = range.start.min(piece.source.start);
                    range.end = range.end.max(piece.source.end);
                    text.push_str(new);
                }
                (Some(new), _) => edits.extend(open.replace((piece.source.clone(), new.clone()))),
                (None, _) => edits.extend(open.take()),
            }
        }
        edits.extend(open);
    }
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut out = String::with_capacity(source.len());
    let mut done = 0;
    for (range, text) in edits {
        out.push_str(source.get(done..range.start)?);
        out.push_str(&text);
        done = range.end;
    }
    out.push_str(source.get(done..)?);
    (out != source).then_some(out)
}

/// Whether two documents clean to the same record: what `--fix` must never change.
pub(super) fn is_same_record(a: &Document, b: &Document) -> bool {
    let blocks = |d: &Document| d.blocks().map(|b| (b.kind(), b.text().to_owned())).collect::<Vec<_>>();
    let meta = |d: &Document| d.meta().entries().iter().map(|e| (e.key, e.value.clone())).collect::<Vec<_>>();
    blocks(a) == blocks(b) && meta(a) == meta(b)
}

/// Writes a file beside itself and renames it: at no time is there half a file.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    // A link stays a link.
    let real = std::fs::canonicalize(path).map_err(|e| Error::io(path, e))?;
    let mut name = std::ffi::OsString::from(".");
    name.push(real.file_name().unwrap_or_default());
    name.push(format!(".{}.tmp", std::process::id()));
    let beside = real.with_file_name(name);
    let written = (|| {
        let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(&beside)?;
        file.set_permissions(std::fs::metadata(&real)?.permissions())?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&beside, &real)
    })();
    written.map_err(|e| {
        let _ = std::fs::remove_file(&beside);
        Error::io(path, e)
    })
}

/// A unified diff.
pub(super) fn diff(path: &str, before: &str, after: &str) -> String {
    similar::TextDiff::from_lines(before, after).unified_diff().context_radius(1).header(path, path).to_string()
}
