//! Threads and order: one reader, many workers, one writer that puts everything back in order.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, TryRecvError};
use std::thread;
use std::time::Instant;

use crate::chars;
use crate::checkpoint::{Checkpoint, Fingerprint};
use crate::config::{Config, Output};
use crate::document::Document;
use crate::error::{Error, ErrorKind, Result};
use crate::gate::{Gate, Signature};
use crate::meta::MetaKey;
use crate::pass::Reason;
use crate::pipeline::{Outcome, Pipeline};
use crate::queue::Queue;
use crate::record;
use crate::report::{Fate, Report, Tally, flows, unrepaired};
use crate::sample::Bars;
use crate::sink::{Done, Folder, Found, Sink, Stream, Target};
use crate::source::files::Inputs;
use crate::source::{Failed, Item, Source, plan};
use crate::workers::{Batch, WORKER, in_parallel};

/// How far a run has come.
#[derive(Clone, Copy, Debug)]
pub struct Progress<'a> {
    /// Counts so far.
    pub report: &'a Report,
    /// Bytes read from files so far.
    pub bytes_read: u64,
    /// Bytes of all inputs; `None` for a stream.
    pub bytes_total: Option<u64>,
    /// Documents taken over from the checkpoint of an interrupted run.
    pub resumed: u64,
}

/// Is told how a run goes, after every few documents.
pub trait Watch {
    /// Called on the thread that called [`run_watched`]; must be quick.
    fn progress(&mut self, progress: &Progress<'_>);
}

impl Watch for () {
    fn progress(&mut self, _: &Progress<'_>) {}
}

/// Cleans all inputs of `config` into its output.
///
/// # Errors
/// Options that cannot be used, inputs that are not there, an output that cannot be written. What fails in a single
/// document is counted in the report instead.
pub fn run(config: &Config) -> Result<Report> {
    run_watched(config, &mut ())
}

/// As [`run`], with somebody to watch it.
///
/// # Errors
/// As [`run`].
pub fn run_watched(config: &Config, watch: &mut dyn Watch) -> Result<Report> {
    let pipeline = config.pipeline()?;
    let read = Arc::new(AtomicU64::new(0));
    let folder = match &config.output {
        Output::Folder(path) => Some(path.as_path()),
        Output::Stdout => None,
    };
    let mut passed_over = BTreeMap::new();
    let (source, inputs) = if config.inputs.iter().any(|i| i.as_os_str() == "-") {
        if config.inputs.len() > 1 {
            return Err(Error::config("`-` (standard input) cannot be mixed with other inputs"));
        }
        (Source::stream(Box::new(std::io::stdin()), "stdin", config.max_bytes, read.clone()), None)
    } else {
        let inputs = Inputs::new(&config.inputs, folder)?;
        let (plan, others) = plan(&inputs);
        passed_over = others;
        (Source::files(&inputs, config.max_bytes, read.clone()), Some(plan))
    };
    let total = inputs.as_ref().map(|p| p.bytes);
    let fingerprint = Fingerprint {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        inputs: inputs.clone().unwrap_or_default(),
        settings: config.fingerprint(),
    };
    let bars = folder.map(|_| Arc::new(Bars::default()));
    let mut job = Job { config, pipeline: &pipeline, bars: bars.clone(), read, total, watch };
    let (Some(path), Some(bars)) = (folder, bars) else {
        let mut from = Checkpoint::start(fingerprint);
        from.report.passed_over = passed_over;
        return job.run(source, &mut Stream::new(std::io::stdout()), from);
    };
    let found = match (config.overwrite, config.resume) {
        (true, true) => return Err(Error::config("--overwrite and --resume contradict each other")),
        (true, false) => Found::Overwrite,
        (false, true) if inputs.is_none() => return Err(Error::config("standard input cannot be resumed")),
        (false, true) => Found::Resume,
        (false, false) => Found::Refuse,
    };
    let target = Target { compress: config.compress, shard_size: config.shard_size, timings: config.timings };
    let (mut sink, mut from) = Folder::open(path, found, fingerprint, &target, bars)?;
    from.report.passed_over = passed_over;
    job.run(source, &mut sink, from)
}

struct Job<'a> {
    config: &'a Config,
    pipeline: &'a Pipeline,
    /// What enters the sample of the report; a stream has none.
    bars: Option<Arc<Bars>>,
    read: Arc<AtomicU64>,
    total: Option<u64>,
    watch: &'a mut dyn Watch,
}

impl Job<'_> {
    fn run(&mut self, source: Source, sink: &mut dyn Sink, from: Checkpoint) -> Result<Report> {
        let (config, pipeline, bars) = (self.config, self.pipeline, self.bars.clone());
        let first = from.consumed;
        let work = |item| work(item, pipeline, config, bars.as_deref());
        in_parallel(source, first, config.jobs, work, |receive, queue| self.write(receive, sink, from, queue))
    }

    fn write(
        &mut self,
        receive: &mpsc::Receiver<Batch<Done>>,
        sink: &mut dyn Sink,
        from: Checkpoint,
        queue: &Queue<Batch<Item>>,
    ) -> Result<Report> {
        let (mut report, mut gate) = (from.report, from.gate);
        let mut next = from.consumed;
        let mut early: BTreeMap<u64, Batch<Done>> = BTreeMap::new();
        loop {
            let batch = match receive.try_recv() {
                Ok(batch) => Some(batch),
                Err(TryRecvError::Empty) => {
                    sink.idle()?;
                    receive.recv().ok()
                }
                Err(TryRecvError::Disconnected) => None,
            };
            let Some(batch) = batch else { break };
            early.insert(batch.first, batch);
            while let Some(mut batch) = early.remove(&next) {
                for done in &mut batch.items {
                    admit(&mut gate, done, sink)?;
                    sink.write(done, next)?;
                    report.add(&done.tally);
                    next += 1;
                    sink.counted(next, &report)?;
                }
                queue.release(batch.items.len(), batch.held);
                let bytes_read = self.read.load(Ordering::Relaxed);
                let progress =
                    Progress { report: &report, bytes_read, bytes_total: self.total, resumed: from.consumed };
                self.watch.progress(&progress);
            }
        }
        if !early.is_empty() || !report.is_whole() {
            let message = format!("the account does not add up after {next} documents; the output is not complete");
            return Err(Error::new(ErrorKind::Internal, message));
        }
        sink.finish(&report)?;
        Ok(report)
    }
}

/// Asks the gate: a document that it has seen before goes to the discards, any other is remembered.
fn admit(gate: &mut Gate, done: &mut Done, sink: &mut dyn Sink) -> Result<()> {
    let Some(signature) = done.tally.signature.take() else { return Ok(()) };
    let Some(first) = gate.admit(&signature) else { return sink.remember(&signature) };
    let reason = Reason { what: "duplicate-of", value: first.to_owned(), limit: String::new() };
    record::add_reason(&mut done.line, signature.pass, &reason);
    if let Some(sample) = &mut done.sample {
        sample.drop_by(signature.pass, &reason);
    }
    done.tally.fate = Fate::Dropped(signature.pass, reason.what);
    Ok(())
}

/// One document from bytes to its line, whatever happens in between.
fn work(item: Item, pipeline: &Pipeline, config: &Config, bars: Option<&Bars>) -> Done {
    let bytes = item.len();
    let source = item.source.clone();
    let stream = config.output == Output::Stdout;
    let started = config.timings.then(Instant::now);
    let mut done = guarded(|| clean(item, pipeline, config, bars)).unwrap_or_else(|(id, error)| {
        let line = if stream {
            record::failure_in_stream(id.as_deref(), &source, &error)
        } else {
            record::failure(&source, &error)
        };
        let tally = Tally::bare(Fate::Failed(error.kind()), bytes);
        let sample = bars.and_then(|b| b.failure(&source, &error, &tally));
        Done { line, tally, sample, time: None }
    });
    done.time = started.map(|s| (source, s.elapsed()));
    done
}

/// Makes a panic a failure of the document it was in.
pub(crate) fn guarded<T>(job: impl FnOnce() -> std::result::Result<T, Failed>) -> std::result::Result<T, Failed> {
    catch_unwind(AssertUnwindSafe(job)).unwrap_or_else(|_| {
        let place = PANIC.with(|p| p.borrow_mut().take()).unwrap_or_default();
        Err((None, Error::new(ErrorKind::Internal, format!("a defect of this program: {place}"))))
    })
}

fn clean(item: Item, pipeline: &Pipeline, config: &Config, bars: Option<&Bars>) -> std::result::Result<Done, Failed> {
    let bytes = item.len();
    let source = item.source.clone();
    let raw = match item.raw(&config.fields) {
        None => return Ok(Done { line: b"\n".to_vec(), tally: Tally::bare(Fate::Blank, 0), sample: None, time: None }),
        Some(raw) => raw?,
    };
    let id = raw.id.clone().or_else(|| Some(crate::hash::derive_id(source.as_bytes())));
    let outcome = pipeline.process(raw).map_err(|e| (id, e))?;
    let reason = match &outcome {
        Outcome::Kept(_) => None,
        Outcome::Dropped(_, pass, reason) => Some((*pass, reason)),
    };
    let fate = reason.map_or(Fate::Kept, |(pass, reason)| Fate::Dropped(pass, reason.what));
    let doc = outcome.document();
    let line = record::line(doc, reason, &config.record);
    let mut tally = tally(doc, fate, bytes);
    let sample = bars.and_then(|b| b.document(doc, reason.map(|(_, reason)| reason), &tally));
    tally.signature = pipeline.sign(&outcome).map(|(pass, hash)| Signature { pass, hash, name: doc.id.clone() });
    Ok(Done { line, tally, sample, time: None })
}

fn tally(doc: &Document, fate: Fate, bytes: u64) -> Tally {
    let (mut chars, mut live) = (0, 0);
    for block in doc.blocks() {
        let n = chars::count(block.text()) as u64;
        live += n;
        chars += if block.kind().is_body() { n } else { 0 };
    }
    Tally {
        fate,
        bytes,
        chars,
        live,
        flows: flows(doc),
        unrepaired: unrepaired(doc),
        language: doc.meta().get(MetaKey::Language).map(str::to_owned),
        encoding: doc.decoded().encoding,
        format: doc.format,
        signature: None,
    }
}

std::thread_local! {
    /// Where the last panic of this worker was.
    static PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Makes a panic in a document silent: it is caught, counted and written to `errors.jsonl` with its place.
///
/// For programs, not for libraries: it replaces the panic hook of the process (other threads keep theirs).
pub fn catch_quietly() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if thread::current().name() == Some(WORKER) {
            PANIC.with(|p| *p.borrow_mut() = Some(info.to_string().replace('\n', " ")));
        } else {
            before(info);
        }
    }));
}

/// The document of a single input: the file itself, the first record of a container, or record N of `FILE#N`.
///
/// # Errors
/// An input that is not there, has no such record, or cannot be read.
pub fn open_one(config: &Config) -> Result<crate::pipeline::Raw> {
    let mut inputs = config.inputs.clone();
    let mut wanted = 1;
    if let [only] = inputs.as_mut_slice()
        && !only.exists()
        && let Some((file, number)) = only.to_str().and_then(|s| s.rsplit_once('#'))
        && let Ok(number) = number.parse()
    {
        wanted = number;
        *only = file.into();
    }
    let mut source = if inputs.iter().any(|i| i.as_os_str() == "-") {
        Source::stream(Box::new(std::io::stdin()), "stdin", config.max_bytes, Arc::default())
    } else {
        Source::files(&Inputs::new(&inputs, None)?, config.max_bytes, Arc::default())
    };
    let name = |inputs: &[std::path::PathBuf]| inputs.first().map_or_else(String::new, |p| p.display().to_string());
    let mut number = 0;
    while let Some(item) = source.next(false) {
        number += 1;
        if number == wanted
            && let Some(raw) = item.raw(&config.fields)
        {
            return raw.map_err(|(_, e)| e.within(&name(&inputs)));
        }
    }
    Err(Error::config(format!("has no document {wanted}")).at(name(&inputs)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::changes::Changes;
    use crate::pass::{Pass, Verdict};
    use crate::pipeline::Options;
    use crate::source::Payload;

    struct Faulty;

    impl Pass for Faulty {
        fn run(&self, _: &Document, _: &mut Changes) -> Verdict {
            panic!("on purpose")
        }
    }

    struct Slow;

    impl Pass for Slow {
        fn run(&self, _: &Document, _: &mut Changes) -> Verdict {
            thread::sleep(std::time::Duration::from_millis(20));
            Verdict::Keep
        }
    }

    fn end(pass: fn() -> Box<dyn Pass>) -> (String, Tally) {
        let config = Config::new(Vec::new(), Output::Folder("unused".into())).unwrap();
        let options = Options { timeout: std::time::Duration::from_millis(10), ..Options::default() };
        let id = crate::passes::find("F101").unwrap();
        let pipeline = Pipeline::new(options, vec![(id, pass()), (id, pass())]);
        let item =
            Item { source: "a.txt".to_owned(), path: None, line: None, payload: Payload::File(b"text".to_vec(), None) };
        let done = work(item, &pipeline, &config, None);
        (String::from_utf8(done.line).unwrap(), done.tally)
    }

    #[test]
    fn a_panic_and_a_delay_are_failures_of_one_document() {
        catch_quietly();
        let worker = thread::Builder::new().name(WORKER.to_owned());
        let (line, tally) = worker.spawn(|| end(|| Box::new(Faulty))).unwrap().join().unwrap();
        assert_eq!(tally.fate, Fate::Failed(ErrorKind::Internal));
        assert!(line.contains("run.rs") && line.contains("on purpose"), "{line}");
        let (line, tally) = end(|| Box::new(Slow));
        assert_eq!(tally.fate, Fate::Failed(ErrorKind::Limit));
        assert!(line.contains("--timeout"), "{line}");
    }
}
