//! One document, on a worker: cleaned, its findings placed, chosen and written down.

use std::path::{Path, PathBuf};

use super::baseline::Baseline;
use super::finding::{Finding, Position, Severity};
use super::lines::Lines;
use super::locate::locate;
use super::rules::Selection;
use super::{CheckOptions, Mode, collect, fix};
use crate::config::Config;
use crate::document::Document;
use crate::error::{Error, ErrorKind};
use crate::hash::Fnv;
use crate::pipeline::{Body, Outcome, Pipeline, Raw};
use crate::run::guarded;
use crate::source::decompress::Packing;
use crate::source::files::escape;
use crate::source::{Item, Payload};

pub(super) struct Checker<'a> {
    pub(super) config: &'a Config,
    pub(super) pipeline: &'a Pipeline,
    pub(super) options: &'a CheckOptions,
    pub(super) selection: Selection,
    pub(super) known: Baseline,
    pub(super) here: PathBuf,
}

/// What is left to do for the writer: to print and to count.
#[derive(Default)]
pub(super) struct Checked {
    pub(super) texts: Vec<String>,
    pub(super) codes: Vec<&'static str>,
    pub(super) errors: u64,
    pub(super) notes: u64,
    pub(super) fixable: u64,
    pub(super) fixed: bool,
    pub(super) failed: bool,
    pub(super) blank: bool,
    /// For a new baseline.
    pub(super) known: Vec<(String, String)>,
}

/// The document of an item, where it is from.
struct Place {
    path: String,
    file: Option<PathBuf>,
    record: Option<u64>,
    line: Option<u64>,
    /// Whether it is a plain file, so that lines of the text are lines of the file.
    whole: bool,
    bom: bool,
}

impl Checker<'_> {
    pub(super) fn check(&self, item: Item) -> Checked {
        let place = self.place(&item);
        if matches!(item.payload, Payload::Blank) {
            return Checked { blank: true, ..Checked::default() };
        }
        match guarded(|| self.look(item, &place)) {
            Ok(checked) => checked,
            Err((_, error)) => {
                let failed = matches!(error.kind(), ErrorKind::Io | ErrorKind::Internal);
                if self.options.mode == Mode::Diff {
                    return Checked { failed, ..Checked::default() };
                }
                let mut checked = self.tell(vec![collect::of_failure(&error)], &place, None);
                checked.failed = failed;
                checked
            }
        }
    }

    fn place(&self, item: &Item) -> Place {
        let (stem, record) = match item.source.rsplit_once('#') {
            Some((stem, n)) if matches!(item.payload, Payload::Record(_)) || item.line.is_some() => {
                (stem, n.parse().ok())
            }
            _ => (item.source.as_str(), None),
        };
        let path = item.path.as_deref().map_or_else(|| stem.to_owned(), |p| self.shown(p));
        Place {
            path,
            file: item.path.as_deref().map(Path::to_path_buf),
            record,
            line: item.line,
            whole: matches!(item.payload, Payload::File(..)),
            bom: matches!(&item.payload, Payload::File(bytes, _) if bytes.starts_with(b"\xEF\xBB\xBF")),
        }
    }

    /// A path as people and their tools know it: from the working folder where it is below it.
    fn shown(&self, path: &Path) -> String {
        let path = path.strip_prefix(&self.here).unwrap_or(path);
        let path = path.strip_prefix(".").unwrap_or(path);
        escape(path.as_os_str())
    }

    fn look(&self, item: Item, place: &Place) -> Result<Checked, crate::source::Failed> {
        let format = match &item.payload {
            Payload::File(_, format) => *format,
            _ => None,
        };
        let source = item.source.clone();
        let Some(raw) = item.raw(&self.config.fields) else { return Ok(Checked::default()) };
        let outcome = self.process(raw?)?;
        if self.options.mode != Mode::Tell
            && let Some(after) = self.fixed(&outcome, &source, format, place)?
        {
            let before = &outcome.document().decoded().text;
            if self.options.mode == Mode::Diff {
                let text = fix::diff(&place.path, before, &after);
                return Ok(Checked { texts: vec![text], fixed: true, ..Checked::default() });
            }
            let bytes = marked(&after, place);
            if let Some(file) = &place.file {
                fix::write(file, &bytes).map_err(|e| (None, e))?;
            }
            let raw = Raw { source, body: Body::Bytes(bytes), format, ..Raw::default() };
            let mut checked = self.told(&self.process(raw)?, place);
            checked.fixed = true;
            return Ok(checked);
        }
        Ok(if self.options.mode == Mode::Diff { Checked::default() } else { self.told(&outcome, place) })
    }

    fn process(&self, raw: Raw) -> Result<Outcome, crate::source::Failed> {
        self.pipeline.process(raw).map_err(|e: Error| (None, e))
    }

    /// The fixed text, if there is something to fix and the fixed file is the same document.
    fn fixed(
        &self,
        outcome: &Outcome,
        source: &str,
        format: Option<&'static str>,
        place: &Place,
    ) -> Result<Option<String>, crate::source::Failed> {
        let name = place.file.as_deref().and_then(Path::file_name).and_then(|n| n.to_str()).unwrap_or_default();
        if !place.whole || Packing::of(name).0 != Packing::None {
            return Ok(None);
        }
        let doc = outcome.document();
        if self
            .selection
            .ignores_of(Path::new(&place.path))
            .iter()
            .any(|c| doc.account().counts().iter().any(|(id, _)| c.holds(id.spec().code)))
        {
            // What must stay in this file cannot be told apart from what was done after it.
            return Ok(None);
        }
        let Some(after) = fix::fixed(doc, &locate(doc)) else { return Ok(None) };
        let body = Body::Bytes(marked(&after, place));
        let again = self.process(Raw { source: source.to_owned(), body, format, ..Raw::default() })?;
        Ok(fix::is_same_record(doc, again.document()).then_some(after))
    }

    fn told(&self, outcome: &Outcome, place: &Place) -> Checked {
        let doc: &Document = outcome.document();
        let located = locate(doc);
        let lines = Lines::new(&doc.decoded().text);
        self.tell(collect::of_outcome(outcome, &located), place, Some(&lines))
    }

    fn tell(&self, mut findings: Vec<Finding>, place: &Place, lines: Option<&Lines<'_>>) -> Checked {
        let ignored = self.selection.ignores_of(Path::new(&place.path));
        findings.retain(|f| self.selection.tells(f.rule.code) && !ignored.iter().any(|codes| codes.holds(f.rule.code)));
        let mut seen = std::collections::HashMap::new();
        for f in &mut findings {
            f.path.clone_from(&place.path);
            f.record = place.record;
            f.fixable &= place.whole && lines.is_some() && place.file.is_some();
            let position = |at: usize| lines.filter(|_| place.whole).map(|l| l.position(at));
            f.start = match &f.span {
                Some(span) => position(span.start),
                None => None,
            };
            f.end = f.span.as_ref().and_then(|span| position(span.end));
            if f.start.is_none() {
                f.start = place.line.map(|line| Position { line, column: None });
                f.end = f.start;
            }
            f.fingerprint = fingerprint(f, &mut seen);
        }
        self.known.silence(&mut findings);
        let mut checked = Checked::default();
        let silent = self.options.statistics || self.options.write_baseline.is_some();
        for f in &findings {
            match f.severity {
                Severity::Error => checked.errors += 1,
                Severity::Note => checked.notes += 1,
            }
            checked.fixable += u64::from(f.fixable);
            checked.codes.push(f.rule.code);
            if self.options.write_baseline.is_some() {
                checked.known.push(Baseline::key(f));
            }
            if !silent {
                checked.texts.push(self.options.style.finding(f, lines, self.options.color));
            }
        }
        checked
    }
}

fn marked(text: &str, place: &Place) -> Vec<u8> {
    let mark: &[u8] = if place.bom { b"\xEF\xBB\xBF" } else { b"" };
    [mark, text.as_bytes()].concat()
}

/// A hash of what was found and how often it was found before, but not of the line it is in.
fn fingerprint(f: &Finding, seen: &mut std::collections::HashMap<String, u64>) -> String {
    let mut hash = Fnv::default();
    let record = f.record.map(|n| n.to_string()).unwrap_or_default();
    for part in [&*f.path, &*record, f.rule.code, f.before.as_deref().unwrap_or(""), f.after.as_deref().unwrap_or("")] {
        hash.update(part.as_bytes());
        hash.update(b"\0");
    }
    let times = seen.entry(hash.hex()).or_insert(0);
    *times += 1;
    hash.update(times.to_string().as_bytes());
    hash.hex()
}
