//! `check`: the same run as cleaning, whose changes are told instead of written.

mod baseline;
mod collect;
mod document;
mod finding;
mod fix;
mod format;
mod lines;
mod locate;
mod replace;
mod rules;
mod verbatim;

use std::collections::{BTreeMap, HashSet};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

pub use finding::{Finding, Position, Severity};
pub use format::Style;
pub use rules::{Rule, rules};

use crate::config::Config;
use crate::error::{Error, ErrorKind, Result};
use crate::gate::Gate;
use crate::source::files::{Holds, Inputs, holds};
use crate::source::{Item, Payload, Source};
use crate::workers::{Batch, in_parallel};
use baseline::Baseline;
use document::{Checked, Checker};
use replace::{NewLine, Rewriter};
use rules::{Codes, Patterns, Selection};

/// What is done with findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// They are told.
    #[default]
    Tell,
    /// What can be mended in the files is mended, and what is left is told.
    Fix,
    /// What `Fix` would do is shown.
    Diff,
}

/// Choices for [`check`]; patterns are those of `.gitignore`, relative to the folder beside them.
#[derive(Clone, Debug, Default)]
pub struct CheckOptions {
    /// The output format.
    pub style: Style,
    /// What is done.
    pub mode: Mode,
    /// Whether the output is coloured.
    pub color: bool,
    /// Codes, prefixes and names that are told; all when `None`.
    pub select: Option<Vec<String>>,
    /// More of them.
    pub extend_select: Vec<String>,
    /// Those that are not told.
    pub ignore: Vec<String>,
    /// Codes that are not told for files of a pattern.
    pub per_path_ignores: Vec<(PathBuf, String, Vec<String>)>,
    /// Files that are not checked.
    pub exclude: Vec<(PathBuf, Vec<String>)>,
    /// Whether `exclude` holds for files that were named too.
    pub force_exclude: bool,
    /// Counts by code instead of findings.
    pub statistics: bool,
    /// A file of known findings.
    pub baseline: Option<PathBuf>,
    /// Where to write all findings as known.
    pub write_baseline: Option<PathBuf>,
    /// The name of the document on standard input.
    pub stdin_name: Option<PathBuf>,
}

/// What a check came to.
#[derive(Clone, Debug, Default)]
pub struct Totals {
    /// Documents that were looked at.
    pub documents: u64,
    /// Documents with findings.
    pub affected: u64,
    /// Findings that stand against a document.
    pub errors: u64,
    /// Noise that cleaning removes.
    pub notes: u64,
    /// Files that were changed, or would be.
    pub fixed: u64,
    /// Notes that `--fix` can deal with.
    pub fixable: u64,
    /// Documents on which the check itself failed: unreadable files, defects.
    pub failed: u64,
    /// Findings by code.
    pub by_code: BTreeMap<&'static str, u64>,
}

impl Totals {
    fn sentence(&self) -> String {
        let documents = counted(self.documents, "document");
        let fixed = if self.fixed > 0 { format!("{} fixed. ", counted(self.fixed, "file")) } else { String::new() };
        if self.errors + self.notes == 0 {
            return format!("{fixed}{documents} checked, no findings.\n");
        }
        let (errors, notes) = (counted(self.errors, "error"), counted(self.notes, "note"));
        let mut out = format!("{fixed}{errors} and {notes} in {} of {documents}.\n", self.affected);
        if self.fixable > 0 {
            out.push_str(&format!("{} can be fixed with --fix.\n", counted(self.fixable, "note")));
        }
        out
    }
}

fn counted(n: u64, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// Checks all inputs of `config` and writes what is found to `out`, in the order of the inputs.
///
/// # Errors
/// Options that cannot be used, inputs that are not there, output that cannot be written. What fails in a document is
/// a finding.
pub fn check(config: &Config, options: &CheckOptions, out: &mut dyn Write) -> Result<Totals> {
    let mut config = config.clone();
    config.options.keep_source = true;
    let selection = selection(options)?;
    // Later passes see what earlier ones did: what is not selected must not be done at all in a fix.
    let mut fixing = config.clone();
    fixing.passes.retain(|(id, _)| {
        let spec = id.spec();
        !matches!(spec.stage, crate::Stage::Repair | crate::Stage::Unify) || selection.tells(spec.code)
    });
    let fixing = match options.mode {
        Mode::Tell if fixing.passes.len() < config.passes.len() => Some(fixing.pipeline()?),
        Mode::Tell => None,
        Mode::Fix | Mode::Diff => {
            config.passes = fixing.passes;
            None
        }
    };
    // Whoever checks documents wants to know of duplicates, also where a run of `clean` is not to look for them.
    let gate = crate::passes::all().filter(|(id, spec)| {
        spec.stage == crate::Stage::Gate
            && selection.tells(spec.code)
            && config.passes.iter().all(|(other, _)| other != id)
    });
    let gate: Vec<_> = gate.map(|(id, _)| (id, None)).collect();
    config.passes.extend(gate);
    let pipeline = config.pipeline()?;
    let known = options.baseline.as_deref().map(Baseline::read).transpose()?.unwrap_or_default();
    let here = std::env::current_dir().unwrap_or_default();
    let checker =
        Checker { config: &config, pipeline: &pipeline, fixing: fixing.as_ref(), options, selection, known, here };
    let source = source(&config, options)?;
    let mut gate = Gate::default();
    let mut report =
        Report { options, totals: Totals::default(), new: Baseline::new(), any: false, rewriter: None, out };
    report.head()?;
    in_parallel(
        source,
        0,
        config.jobs,
        |item| checker.check(item),
        |receive, queue| {
            let mut next = 0;
            let mut early: BTreeMap<u64, Batch<Checked>> = BTreeMap::new();
            for batch in receive {
                early.insert(batch.first, batch);
                while let Some(batch) = early.remove(&next) {
                    next += batch.items.len() as u64;
                    queue.release(batch.items.len(), batch.held);
                    batch.items.into_iter().try_for_each(|c| report.add(checker.admit(&mut gate, c)))?;
                }
            }
            if early.is_empty() {
                return Ok(());
            }
            Err(Error::new(ErrorKind::Internal, format!("the check broke off after {next} documents")))
        },
    )?;
    report.end()
}

fn selection(options: &CheckOptions) -> Result<Selection> {
    let mut by_path = Vec::new();
    for (base, pattern, codes) in &options.per_path_ignores {
        by_path.push((Patterns::new(base, std::slice::from_ref(pattern))?, Codes::read(codes)?));
    }
    Ok(Selection {
        select: options.select.as_deref().map(Codes::some).transpose().map_err(|e| e.at("select"))?,
        extend: Codes::read(&options.extend_select)?,
        ignore: Codes::read(&options.ignore)?,
        by_path,
    })
}

fn source(config: &Config, options: &CheckOptions) -> Result<Source> {
    let stdin = config.inputs.iter().any(|i| i.as_os_str() == "-");
    if stdin && options.mode != Mode::Tell {
        return Err(Error::config("standard input cannot be fixed in place"));
    }
    let mut excluded = Vec::new();
    for (base, patterns) in &options.exclude {
        excluded.push(Patterns::new(base, patterns)?);
    }
    if stdin {
        if config.inputs.len() > 1 {
            return Err(Error::config("`-` (standard input) cannot be mixed with other inputs"));
        }
        return stdin_source(config, options, &excluded);
    }
    let named: HashSet<PathBuf> =
        if options.force_exclude { HashSet::new() } else { config.inputs.iter().cloned().collect() };
    let inputs = Inputs::new(&config.inputs, None)?;
    let wanted = move |path: &Path| named.contains(path) || !excluded.iter().any(|p| p.matches(path));
    Ok(Source::chosen(&inputs, config.max_bytes, wanted))
}

/// One document if it has a name, otherwise JSONL as for cleaning.
fn stdin_source(config: &Config, options: &CheckOptions, excluded: &[Patterns]) -> Result<Source> {
    let name = options.stdin_name.as_deref();
    let shown = name.map_or_else(|| "stdin".to_owned(), |n| n.display().to_string());
    if name.is_some_and(|n| options.force_exclude && excluded.iter().any(|p| p.matches(n))) {
        return Ok(Source::single(None));
    }
    let holding = name.and_then(Path::file_name).and_then(|n| n.to_str()).and_then(holds).map(|(h, _)| h);
    let format = match (name, holding) {
        (None, _) | (_, Some(Holds::Lines | Holds::Json)) => {
            let reader = Box::new(std::io::stdin());
            return Ok(Source::stream(reader, &shown, config.max_bytes, std::sync::Arc::default()));
        }
        (_, Some(Holds::Document(format))) => format,
        (_, None) => None,
    };
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().take(config.max_bytes.saturating_add(1)).read_to_end(&mut bytes);
    read.map_err(|e| Error::io(Path::new("standard input"), e))?;
    let payload = if bytes.len() as u64 > config.max_bytes {
        Payload::Failed(Error::new(ErrorKind::Limit, "over --max-bytes"))
    } else {
        Payload::File(bytes, format)
    };
    Ok(Source::single(Some(Item { source: shown, path: None, line: None, payload })))
}

/// Puts what the workers found one behind the other.
struct Report<'a> {
    options: &'a CheckOptions,
    totals: Totals,
    new: Baseline,
    any: bool,
    /// The container whose lines are being fixed.
    rewriter: Option<Rewriter>,
    out: &'a mut dyn Write,
}

impl Report<'_> {
    fn print(&mut self, text: &str) -> Result<()> {
        self.out.write_all(text.as_bytes()).map_err(|e| Error::io(Path::new("standard output"), e))
    }

    fn is_silent(&self) -> bool {
        self.options.statistics || self.options.write_baseline.is_some() || self.options.mode == Mode::Diff
    }

    fn head(&mut self) -> Result<()> {
        if self.is_silent() { Ok(()) } else { self.print(&self.options.style.head()) }
    }

    fn add(&mut self, checked: Checked) -> Result<()> {
        if let Some(line) = &checked.new_line {
            self.rewrite(line)?;
        }
        let totals = &mut self.totals;
        totals.documents += u64::from(!checked.blank);
        totals.affected += u64::from(checked.errors + checked.notes > 0);
        totals.errors += checked.errors;
        totals.notes += checked.notes;
        totals.fixable += checked.fixable;
        totals.fixed += u64::from(checked.fixed);
        totals.failed += u64::from(checked.failed);
        for code in checked.codes {
            *totals.by_code.entry(code).or_default() += 1;
        }
        checked.known.into_iter().for_each(|k| self.new.add(k));
        for text in checked.texts {
            let first = !std::mem::replace(&mut self.any, true);
            if self.options.mode != Mode::Diff {
                self.print(self.options.style.before(first))?;
            }
            self.print(&text)?;
        }
        Ok(())
    }

    fn rewrite(&mut self, line: &NewLine) -> Result<()> {
        if self.rewriter.as_ref().is_some_and(|r| r.path() != &line.path) {
            self.finish_rewriting()?;
        }
        match &mut self.rewriter {
            Some(rewriter) => rewriter.put(line),
            none => none.insert(Rewriter::open(&line.path)?).put(line),
        }
    }

    fn finish_rewriting(&mut self) -> Result<()> {
        let Some(rewriter) = self.rewriter.take() else { return Ok(()) };
        self.totals.fixed += 1;
        rewriter.finish()
    }

    fn end(mut self) -> Result<Totals> {
        self.finish_rewriting()?;
        if let Some(path) = &self.options.write_baseline {
            self.new.write(path)?;
        } else if self.options.statistics {
            let text = statistics(&self.totals, self.options.style);
            self.print(&text)?;
        } else if self.options.mode != Mode::Diff {
            let tail = self.options.style.tail(&self.totals, self.any);
            self.print(&tail)?;
        }
        self.out.flush().map_err(|e| Error::io(Path::new("standard output"), e))?;
        Ok(self.totals)
    }
}

/// Counts by code, the most frequent first.
fn statistics(totals: &Totals, style: Style) -> String {
    let mut rows: Vec<(u64, Rule)> = rules().filter_map(|r| totals.by_code.get(r.code).map(|n| (*n, r))).collect();
    rows.sort_by_key(|(n, r)| (std::cmp::Reverse(*n), r.code));
    if !style.is_prose() {
        let rows: Vec<_> =
            rows.iter().map(|(n, r)| serde_json::json!({"code": r.code, "name": r.name, "count": n})).collect();
        return format!("{}\n", serde_json::Value::from(rows));
    }
    let wide = rows.iter().map(|(n, _)| n.to_string().len()).max().unwrap_or(0);
    rows.iter().map(|(n, r)| format!("{n:>wide$}  {}  {}\n", r.code, r.name)).chain([totals.sentence()]).collect()
}
