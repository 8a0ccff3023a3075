//! One document, on a worker: cleaned, its findings placed, chosen and written down.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::baseline::Baseline;
use super::finding::{Finding, Position, Severity};
use super::fix::{Fixes, Refusal};
use super::lines::Lines;
use super::locate::locate;
use super::replace::NewLine;
use super::rules::Selection;
use super::{CheckOptions, Mode, collect, fix, replace, verbatim};
use crate::config::Config;
use crate::decode::Shared;
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
    /// With the passes that `--fix` runs, where they are others.
    pub(super) fixing: Option<&'a Pipeline>,
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
    Record(Option<Shared>),
}

/// A document and what became of it.
struct Found {
    place: Place,
    source: String,
    form: Form,
    bytes: Vec<u8>,
    outcome: Outcome,
}

/// A document that was fixed: what was done, its bytes, and what became of it then.
struct Mended {
    fixes: Fixes,
    bytes: Vec<u8>,
    outcome: Outcome,
}

/// What `--fix` can do with a document.
enum Mending {
    /// Nothing stands there verbatim that cleaning changes.
    Nothing,
    /// There are fixes, and they must not be written.
    Refused(Refusal),
    Done(Box<Mended>),
}

/// A document as it was before its fixes.
struct Before {
    text: String,
    bytes: Vec<u8>,
}

impl Found {
    /// The bytes with fixes in them.
    fn written(&self, fixes: &Fixes, fields: &Fields) -> Option<Vec<u8>> {
        let decoded = self.outcome.document().decoded();
        match self.form {
            Form::File(_) => {
                verbatim::encoded(&decoded.text, &fix::applied(&decoded.text, fixes)?, decoded.encoding, &self.bytes)
            }
            Form::Record(_) => verbatim::rewritten(&self.bytes, &fields.text, &decoded.text, fixes),
        }
    }

    fn diff(&self, before: &Before) -> String {
        match self.place.line {
            Some(line) => fix::diff_of_line(&self.place.path, line, &before.bytes, &self.bytes),
            None => fix::diff(&self.place.path, &before.text, &self.outcome.document().decoded().text),
        }
    }
}

/// How often a document is fixed anew, when what was fixed makes more of it fixable.
const ROUNDS: usize = 4;

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
                let mut found = collect::of_failure(&error);
                // Standard input holds records unless it has a name; said once.
                let unnamed = place.file.is_none() && self.options.stdin_name.is_none();
                if unnamed && place.line == Some(1) && error.kind() == ErrorKind::Malformed {
                    found.message.push_str("; one document on standard input needs --stdin-filename NAME");
                }
                let mut checked = self.tell(vec![found], &place, None);
                checked.failed = failed;
                checked
            }
        }
    }

    fn place(&self, item: &Item) -> Place {
        let (stem, record) = match item.source.rsplit_once('#') {
            Some((stem, n)) if matches!(item.payload, Payload::Record(..)) || item.line.is_some() => {
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
            Payload::Record(bytes, shared) => (bytes.clone(), Form::Record(*shared)),
            Payload::Blank | Payload::Failed(_) => (Vec::new(), Form::Record(None)),
        };
        let source = item.source.clone();
        let Some(raw) = item.raw(&self.config.fields) else { return Ok(Checked::default()) };
        let outcome = process(self.pipeline, raw?)?;
        let mut found = Found { place, source, form, bytes, outcome };
        if self.options.mode == Mode::Tell {
            let mending = self.promised(&found);
            return Ok(self.told(found, mending));
        }
        let (before, left) = self.mend(&mut found)?;
        if self.options.mode == Mode::Diff {
            let text = before.map(|b| found.diff(&b));
            return Ok(Checked { fixed: text.is_some(), texts: text.into_iter().collect(), ..Checked::default() });
        }
        let Some(Before { bytes: before, .. }) = before else { return Ok(self.told(found, left)) };
        let (path, line) = (found.place.file.clone(), found.place.line);
        let mut new_line = None;
        match (path, line) {
            (Some(path), Some(number)) => {
                new_line = Some(NewLine { path, number, before, after: found.bytes.clone() });
            }
            (Some(path), None) => replace::write(&path, &found.bytes).map_err(|e| (None, e))?,
            (None, _) => {}
        }
        let mut checked = self.told(found, left);
        checked.fixed = new_line.is_none();
        checked.new_line = new_line;
        Ok(checked)
    }

    /// Fixes the document in memory, until nothing is left that can be: how it was before, and why it goes no further.
    fn mend(&self, found: &mut Found) -> Result<(Option<Before>, Mending), Failed> {
        let mut before = None;
        for _ in 0..ROUNDS {
            match self.mended(found)? {
                Mending::Done(mended) => {
                    let bytes = std::mem::replace(&mut found.bytes, mended.bytes);
                    let outcome = std::mem::replace(&mut found.outcome, mended.outcome);
                    before.get_or_insert_with(|| Before { text: outcome.document().decoded().text.clone(), bytes });
                }
                left => return Ok((before, left)),
            }
        }
        Ok((before, self.mended(found)?))
    }

    /// What `--fix` would do, for formats that tell it.
    fn promised(&self, found: &Found) -> Mending {
        if self.options.write_baseline.is_some() || !self.options.style.tells_fixable() {
            return Mending::Nothing;
        }
        match self.mended(found) {
            Ok(done @ Mending::Done(_)) => done,
            // Why it is refused is said when it is asked for.
            _ => Mending::Nothing,
        }
    }

    /// The document fixed, if there is something to fix, its bytes can be written back, and it is the same document
    /// then.
    fn mended(&self, found: &Found) -> Result<Mending, Failed> {
        if !found.place.mendable {
            return Ok(Mending::Nothing);
        }
        let other = match self.fixing {
            Some(pipeline) => self.again(pipeline, found, found.bytes.clone())?,
            None => None,
        };
        let doc = other.as_ref().unwrap_or(&found.outcome).document();
        let Some(fixes) = fix::fixes(doc, &locate(doc)) else { return Ok(Mending::Nothing) };
        let ignores = self.selection.ignores_of(Path::new(&found.place.path));
        if ignores.iter().any(|c| doc.account().counts().iter().any(|(id, _)| c.holds(id.spec().code))) {
            return Ok(Mending::Refused(Refusal::Held));
        }
        let Some(bytes) = found.written(&fixes, &self.config.fields) else {
            return Ok(Mending::Refused(Refusal::Bytes));
        };
        let pipeline = self.fixing.unwrap_or(self.pipeline);
        let Some(outcome) = self.again(pipeline, found, bytes.clone())? else { return Ok(Mending::Nothing) };
        if !fix::is_same_record(doc, outcome.document()) {
            return Ok(Mending::Refused(Refusal::Record));
        }
        Ok(Mending::Done(Box::new(Mended { fixes, bytes, outcome })))
    }

    /// What becomes of the document with other bytes.
    fn again(&self, pipeline: &Pipeline, found: &Found, bytes: Vec<u8>) -> Result<Option<Outcome>, Failed> {
        let payload = match found.form {
            Form::File(format) => Payload::File(bytes, format),
            Form::Record(shared) => Payload::Record(bytes, shared),
        };
        let item = Item { source: found.source.clone(), path: None, line: None, payload };
        item.raw(&self.config.fields).map(|raw| process(pipeline, raw?)).transpose()
    }

    /// Findings of the document; those that `mending` does can be fixed.
    fn told(&self, found: Found, mending: Mending) -> Checked {
        let doc: &Document = found.outcome.document();
        let mut findings = collect::of_outcome(&found.outcome, &locate(doc));
        for f in &mut findings {
            f.fixable &= match (&mending, &f.span) {
                (Mending::Done(mended), Some(span)) => fix::touches(&mended.fixes, span),
                _ => false,
            };
        }
        if let Mending::Refused(why) = mending {
            findings.insert(0, collect::of_refusal(why, doc.decoded().encoding));
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

fn process(pipeline: &Pipeline, raw: Raw) -> Result<Outcome, Failed> {
    pipeline.process(raw).map_err(|e: Error| (None, e))
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
