//! One document, on a worker: cleaned, its findings placed, chosen and written down.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::baseline::Baseline;
use super::finding::{Finding, Position, Severity};
use super::fix::Fixes;
use super::lines::Lines;
use super::locate::locate;
use super::replace::NewLine;
use super::rules::Selection;
use super::{CheckOptions, Mode, collect, fix, replace, verbatim};
use crate::config::Config;
use crate::document::Document;
use crate::error::{Error, ErrorKind};
use crate::gate::{Gate, Signature};
use crate::hash::Fnv;
use crate::pipeline::{Outcome, Pipeline, Raw};
use crate::run::guarded;
use crate::source::decompress::Packing;
use crate::source::files::escape;
use crate::source::{Failed, Fields, Item, Payload};

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
    /// What the gate compares it by.
    signature: Option<(Signature, Place)>,
    /// The line of a container that was fixed.
    pub(super) new_line: Option<NewLine>,
}

impl Checked {
    /// Both, this one first.
    fn and(mut self, mut other: Checked) -> Checked {
        other.texts.splice(0..0, self.texts.drain(..));
        other.codes.extend(self.codes);
        other.known.extend(self.known);
        other.errors += self.errors;
        other.notes += self.notes;
        other
    }
}

/// The document of an item, where it is from.
#[derive(Clone)]
struct Place {
    path: String,
    file: Option<Arc<Path>>,
    record: Option<u64>,
    line: Option<u64>,
    /// Whether it is a plain file, so that lines of the text are lines of the file.
    whole: bool,
    /// Whether it can be changed where it is: a file, or a line of one, that is not packed.
    mendable: bool,
}

impl Place {
    /// What a duplicate of it says: `a.txt`, `a.jsonl:12`, `a.json#3`.
    fn name(&self) -> String {
        match (self.line, self.record) {
            (Some(line), _) => format!("{}:{line}", self.path),
            (None, Some(record)) => format!("{}#{record}", self.path),
            (None, None) => self.path.clone(),
        }
    }
}

/// How the bytes of a document are read.
#[derive(Clone, Copy)]
enum Form {
    File(Option<&'static str>),
    Record,
}

/// A document and what became of it.
struct Found {
    place: Place,
    source: String,
    form: Form,
    bytes: Vec<u8>,
    outcome: Outcome,
}

/// A document that was fixed: its text, its bytes, and what became of it then.
struct Mended {
    text: String,
    bytes: Vec<u8>,
    outcome: Outcome,
}

/// There are fixes, and the bytes cannot be written back with them.
struct Unwritable;

impl Found {
    /// Text and bytes with fixes in them.
    fn written(&self, fixes: &Fixes, fields: &Fields) -> Option<(String, Vec<u8>)> {
        let decoded = self.outcome.document().decoded();
        let text = fix::applied(&decoded.text, fixes)?;
        let bytes = match self.form {
            Form::File(_) => verbatim::encoded(&decoded.text, &text, decoded.encoding, &self.bytes),
            Form::Record => verbatim::rewritten(&self.bytes, &fields.text, &decoded.text, fixes),
        }?;
        Some((text, bytes))
    }

    fn diff(&self, mended: &Mended) -> String {
        match self.place.line {
            Some(line) => fix::diff_of_line(&self.place.path, line, &self.bytes, &mended.bytes),
            None => fix::diff(&self.place.path, &self.outcome.document().decoded().text, &mended.text),
        }
    }
}

impl Checker<'_> {
    pub(super) fn check(&self, item: Item) -> Checked {
        let place = self.place(&item);
        if matches!(item.payload, Payload::Blank) {
            return Checked { blank: true, ..Checked::default() };
        }
        match guarded(|| self.look(item, place.clone())) {
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
        let whole = matches!(item.payload, Payload::File(..));
        let name = item.path.as_deref().and_then(Path::file_name).and_then(|n| n.to_str()).unwrap_or_default();
        let plain = item.path.is_some() && Packing::of(name).0 == Packing::None;
        let mendable = plain && (whole || item.line.is_some());
        Place { path, file: item.path.clone(), record, line: item.line, whole, mendable }
    }

    /// A path as people and their tools know it: from the working folder where it is below it.
    fn shown(&self, path: &Path) -> String {
        let path = path.strip_prefix(&self.here).unwrap_or(path);
        let path = path.strip_prefix(".").unwrap_or(path);
        escape(path.as_os_str())
    }

    fn look(&self, item: Item, place: Place) -> Result<Checked, Failed> {
        let (bytes, form) = match &item.payload {
            Payload::File(bytes, format) => (bytes.clone(), Form::File(*format)),
            Payload::Record(bytes) => (bytes.clone(), Form::Record),
            Payload::Blank | Payload::Failed(_) => (Vec::new(), Form::Record),
        };
        let source = item.source.clone();
        let Some(raw) = item.raw(&self.config.fields) else { return Ok(Checked::default()) };
        let outcome = self.process(raw?)?;
        let mut found = Found { place, source, form, bytes, outcome };
        if self.options.mode == Mode::Tell {
            return Ok(self.told(found, false));
        }
        let mended = self.mended(&found)?;
        if self.options.mode == Mode::Diff {
            let text = mended.as_ref().ok().and_then(Option::as_ref).map(|m| found.diff(m));
            return Ok(Checked { fixed: text.is_some(), texts: text.into_iter().collect(), ..Checked::default() });
        }
        let Ok(mended) = mended else { return Ok(self.told(found, true)) };
        let Some(Mended { bytes, outcome, .. }) = mended else { return Ok(self.told(found, false)) };
        let before = std::mem::replace(&mut found.bytes, bytes);
        found.outcome = outcome;
        let (path, line) = (found.place.file.clone(), found.place.line);
        let mut new_line = None;
        match (path, line) {
            (Some(path), Some(number)) => {
                new_line = Some(NewLine { path, number, before, after: found.bytes.clone() });
            }
            (Some(path), None) => replace::write(&path, &found.bytes).map_err(|e| (None, e))?,
            (None, _) => {}
        }
        let mut checked = self.told(found, false);
        checked.fixed = new_line.is_none();
        checked.new_line = new_line;
        Ok(checked)
    }

    fn process(&self, raw: Raw) -> Result<Outcome, Failed> {
        self.pipeline.process(raw).map_err(|e: Error| (None, e))
    }

    /// The document fixed, if there is something to fix and it is the same document then; an inner error if its bytes
    /// cannot be written back.
    fn mended(&self, found: &Found) -> Result<Result<Option<Mended>, Unwritable>, Failed> {
        let doc = found.outcome.document();
        let ignores = self.selection.ignores_of(Path::new(&found.place.path));
        // What must stay in this file cannot be told apart from what was done after it.
        let held = ignores.iter().any(|c| doc.account().counts().iter().any(|(id, _)| c.holds(id.spec().code)));
        if held || !found.place.mendable {
            return Ok(Ok(None));
        }
        let Some(fixes) = fix::fixes(doc, &locate(doc)) else { return Ok(Ok(None)) };
        let Some((text, bytes)) = found.written(&fixes, &self.config.fields) else { return Ok(Err(Unwritable)) };
        let payload = match found.form {
            Form::File(format) => Payload::File(bytes.clone(), format),
            Form::Record => Payload::Record(bytes.clone()),
        };
        let item = Item { source: found.source.clone(), path: None, line: None, payload };
        let Some(raw) = item.raw(&self.config.fields) else { return Ok(Ok(None)) };
        let outcome = self.process(raw?)?;
        Ok(Ok(fix::is_same_record(doc, outcome.document()).then_some(Mended { text, bytes, outcome })))
    }

    fn told(&self, found: Found, refused: bool) -> Checked {
        let doc: &Document = found.outcome.document();
        let located = locate(doc);
        let mut findings = collect::of_outcome(&found.outcome, &located);
        let fixable = findings.iter().any(|f| f.fixable)
            && found.place.mendable
            && fix::fixes(doc, &located).is_some_and(|f| found.written(&f, &self.config.fields).is_some());
        findings.iter_mut().for_each(|f| f.fixable &= fixable);
        if refused {
            findings.insert(0, collect::of_refusal(doc.decoded().encoding));
        }
        let lines = (!findings.is_empty()).then(|| Lines::new(&doc.decoded().text));
        let mut checked = self.tell(findings, &found.place, lines.as_ref());
        checked.signature = self.pipeline.sign(&found.outcome).map(|(pass, hash)| {
            let name = found.place.name();
            (Signature { pass, hash, name }, found.place)
        });
        checked
    }

    /// Asks the gate, in the order of the documents: one that it has seen before is an error.
    pub(super) fn admit(&self, gate: &mut Gate, checked: Checked) -> Checked {
        let Some((signature, place)) = &checked.signature else { return checked };
        let Some(first) = gate.admit(signature) else { return checked };
        self.tell(vec![collect::of_duplicate(signature.pass, first)], place, None).and(checked)
    }

    fn tell(&self, mut findings: Vec<Finding>, place: &Place, lines: Option<&Lines<'_>>) -> Checked {
        let ignored = self.selection.ignores_of(Path::new(&place.path));
        findings.retain(|f| self.selection.tells(f.rule.code) && !ignored.iter().any(|codes| codes.holds(f.rule.code)));
        let mut seen = std::collections::HashMap::new();
        for f in &mut findings {
            f.path.clone_from(&place.path);
            f.record = place.record;
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
