//! `--fix` and `--diff`: edits carried out in the file itself, where its text is the text of the document.

use std::ops::Range;

use super::locate::Located;
use crate::document::Document;

/// A stretch of the source, and what belongs there.
pub(super) type Fixes = Vec<(Range<usize>, String)>;

/// Why fixes must not be written.
#[derive(Clone, Copy)]
pub(super) enum Refusal {
    /// The bytes cannot be written back with them.
    Bytes,
    /// The document would clean to another record.
    Record,
    /// What must stay in this file cannot be told apart from what was done after it.
    Held,
}

/// All edits of the blocks that stood in the source verbatim, in order; `None` when there are none or it is HTML.
pub(super) fn fixes(doc: &Document, located: &Located) -> Option<Fixes> {
    if !matches!(doc.format, "text" | "markdown") {
        return None;
    }
    let mut edits: Fixes = Vec::new();
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
    edits.retain(|(range, with)| doc.decoded().text.get(range.clone()) != Some(with));
    (!edits.is_empty()).then_some(edits)
}

/// Whether one of the fixes is where `span` is.
pub(super) fn touches(fixes: &Fixes, span: &Range<usize>) -> bool {
    let first = fixes.partition_point(|(range, _)| range.end < span.start);
    fixes.get(first).is_some_and(|(range, _)| range.start <= span.end)
}

/// The source with all fixes in it.
pub(super) fn applied(source: &str, fixes: &Fixes) -> Option<String> {
    let mut out = String::with_capacity(source.len());
    let mut done = 0;
    for (range, text) in fixes {
        out.push_str(source.get(done..range.start)?);
        out.push_str(text);
        done = range.end;
    }
    out.push_str(source.get(done..)?);
    Some(out)
}

/// Whether two documents clean to the same record: what `--fix` must never change.
pub(super) fn is_same_record(a: &Document, b: &Document) -> bool {
    let blocks = |d: &Document| d.blocks().map(|b| (b.kind(), b.text().to_owned())).collect::<Vec<_>>();
    let meta = |d: &Document| d.meta().entries().iter().map(|e| (e.key, e.value.clone())).collect::<Vec<_>>();
    blocks(a) == blocks(b) && meta(a) == meta(b)
}

/// One line of a file as a unified diff.
pub(super) fn diff_of_line(path: &str, line: u64, before: &[u8], after: &[u8]) -> String {
    let (before, after) = (String::from_utf8_lossy(before), String::from_utf8_lossy(after));
    format!("--- {path}\n+++ {path}\n@@ -{line} +{line} @@\n-{before}\n+{after}\n")
}

/// A unified diff.
pub(super) fn diff(path: &str, before: &str, after: &str) -> String {
    similar::TextDiff::from_lines(before, after).unified_diff().context_radius(1).header(path, path).to_string()
}
