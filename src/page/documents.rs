//! The documents of the sample, as the page shows them.

use std::collections::BTreeMap;

use super::text::{escape, show};
use crate::passes;
use crate::report::{Report, grouped};
use crate::sample::{self, Entry, Fate, Part};

/// A document with its blocks.
pub(super) struct Document {
    pub(super) number: u64,
    pub(super) title: String,
    pub(super) source: String,
    pub(super) language: String,
    pub(super) facts: String,
    /// Why it was dropped.
    pub(super) dropped: Option<Dropped>,
    pub(super) codes: Vec<String>,
    pub(super) meta: Vec<sample::Meta>,
    pub(super) rows: Vec<Row>,
}

/// The pass that dropped a document, and its evidence.
#[derive(Clone)]
pub(super) struct Dropped {
    pub(super) code: String,
    pub(super) what: String,
    pub(super) evidence: String,
}

/// A row of the table of blocks; the texts are HTML.
pub(super) enum Row {
    Skipped(String),
    /// Nothing was done to the block.
    Same {
        kind: String,
        text: String,
    },
    Changed {
        kinds: [String; 2],
        codes: Vec<String>,
        cut: Option<String>,
        before: String,
        after: String,
    },
}

/// All documents that were cleaned.
pub(super) fn all(sample: &[Entry]) -> Vec<Document> {
    sample.iter().filter(|e| !matches!(e.fate, Fate::Failed(_))).map(document).collect()
}

fn document(entry: &Entry) -> Document {
    let dropped = match &entry.fate {
        Fate::Dropped(cut) => Some(Dropped {
            code: cut.code.clone(),
            what: cut.what.clone(),
            evidence: match cut.limit.as_str() {
                "" => format!("{} {}", cut.what, cut.value),
                limit => format!("{} {}, limit {limit}", cut.what, cut.value),
            },
        }),
        _ => None,
    };
    let mut codes: Vec<String> = passes::all()
        .map(|(_, s)| s.code)
        .filter(|c| entry.edits.contains_key(*c) || dropped.as_ref().is_some_and(|d| d.code == *c))
        .map(str::to_owned)
        .collect();
    codes.dedup();
    let language = entry.language.clone().unwrap_or_else(|| "und".to_owned());
    let edits: u64 = entry.edits.values().sum();
    Document {
        number: entry.number + 1,
        title: entry.title.clone().filter(|t| !t.trim().is_empty()).unwrap_or_else(|| entry.source.clone()),
        source: entry.source.clone(),
        facts: format!(
            "{language} · {} characters · {} edits · {} · {}",
            grouped(entry.chars),
            grouped(edits),
            entry.format,
            entry.encoding
        ),
        language,
        dropped,
        codes,
        meta: entry.meta.clone(),
        rows: entry.rows.iter().map(row).collect(),
    }
}

fn row(row: &sample::Row) -> Row {
    match row {
        sample::Row::Skipped { blocks, edits } => {
            let blocks = if *blocks == 1 { "1 block".to_owned() } else { format!("{} blocks", grouped(*blocks)) };
            Row::Skipped(match edits {
                0 => format!("{blocks} without a change"),
                1 => format!("{blocks} with 1 more edit"),
                n => format!("{blocks} with {} more edits", grouped(*n)),
            })
        }
        sample::Row::Block { kinds, codes, cut, parts } => {
            let quiet = codes.is_empty() && cut.is_none() && kinds[0] == kinds[1];
            let (before, after) = cells(parts);
            if quiet && before == after {
                return Row::Same { kind: kinds[0].clone(), text: before };
            }
            Row::Changed { kinds: kinds.clone(), codes: codes.clone(), cut: cut.clone(), before, after }
        }
    }
}

/// Both sides of a block. The first change of each code is labelled, all of them carry it.
fn cells(parts: &[Part]) -> (String, String) {
    let (mut before, mut after) = (String::new(), String::new());
    let mut told: Vec<&[String]> = Vec::new();
    for part in parts {
        match part {
            Part::Same(text) => {
                show(text, false, &mut before);
                show(text, false, &mut after);
            }
            Part::Skipped { chars } => {
                let gap = format!("<bdi class=\"gap\" lang=\"en\">… {} characters …</bdi>", grouped(*chars));
                before.push_str(&gap);
                after.push_str(&gap);
            }
            Part::Change { before: old, after: new, codes } => {
                let label = !told.contains(&codes.as_slice());
                told.push(codes);
                let side = |tag: &str, text: &str, label: bool, out: &mut String| {
                    if text.is_empty() {
                        return;
                    }
                    let names: Vec<String> = codes.iter().map(|c| format!("{c} {}", name(c))).collect();
                    out.push_str(&format!("<{tag} data-codes=\""));
                    escape(&codes.join(" "), out);
                    out.push_str("\" title=\"");
                    escape(&names.join(", "), out);
                    out.push_str("\">");
                    show(text, true, out);
                    out.push_str(&format!("</{tag}>"));
                    for code in codes.iter().filter(|_| label) {
                        out.push_str(&tag_of(code));
                    }
                };
                side("del", old, label && new.is_empty(), &mut before);
                side("ins", new, label, &mut after);
            }
        }
    }
    (before, after)
}

/// A code that leads to its explanation.
fn tag_of(code: &str) -> String {
    let mut out = String::from("<a class=\"tag\" dir=\"ltr\" href=\"#");
    escape(code, &mut out);
    out.push_str("\">");
    escape(code, &mut out);
    out.push_str("</a>");
    out
}

fn name(code: &str) -> &'static str {
    passes::find(code).map_or("", |id| id.spec().name)
}

/// A reason for which documents were dropped, with some of them.
pub(super) struct Drop {
    pub(super) code: String,
    pub(super) name: &'static str,
    pub(super) what: String,
    pub(super) count: String,
    pub(super) samples: Vec<(u64, String, String)>,
}

/// All reasons.
pub(super) fn drops(report: &Report, documents: &[Document]) -> Vec<Drop> {
    let rows = report.dropped_by.iter().map(|(reason, n)| {
        let (code, what) = reason.split_once(' ').unwrap_or((reason, ""));
        let samples = documents.iter().filter_map(|d| {
            let dropped = d.dropped.as_ref().filter(|c| c.code == code && c.what == what)?;
            Some((d.number, d.title.clone(), dropped.evidence.clone()))
        });
        Drop {
            code: code.to_owned(),
            name: name(code),
            what: what.to_owned(),
            count: grouped(*n),
            samples: samples.take(5).collect(),
        }
    });
    rows.collect()
}

/// A kind of failure, with some inputs.
pub(super) struct Failed {
    pub(super) kind: String,
    pub(super) count: String,
    /// Source and message.
    pub(super) samples: Vec<(String, String)>,
}

/// All kinds of failure.
pub(super) fn failures(report: &Report, sample: &[Entry]) -> Vec<Failed> {
    let rows = report.failed_by.iter().map(|(kind, n)| {
        let samples = sample.iter().filter_map(|e| match &e.fate {
            Fate::Failed(failure) if failure.kind == *kind => Some((e.source.clone(), failure.message.clone())),
            _ => None,
        });
        Failed { kind: kind.clone(), count: grouped(*n), samples: samples.take(5).collect() }
    });
    rows.collect()
}

/// A choice of documents.
pub(super) struct Filter {
    pub(super) value: String,
    pub(super) name: String,
    pub(super) count: usize,
}

/// All, the dropped ones, and those of each code.
pub(super) fn filters(documents: &[Document]) -> Vec<Filter> {
    let dropped = documents.iter().filter(|d| d.dropped.is_some()).count();
    let mut by_code: BTreeMap<&str, usize> = BTreeMap::new();
    for code in documents.iter().flat_map(|d| &d.codes) {
        *by_code.entry(code).or_default() += 1;
    }
    let filter = |value: &str, name: &str, count| Filter { value: value.to_owned(), name: name.to_owned(), count };
    let mut filters = vec![filter("", "all", documents.len())];
    if dropped > 0 {
        filters.push(filter("dropped", "dropped", dropped));
    }
    let known = passes::all().filter_map(|(_, s)| Some(filter(s.code, s.name, *by_code.get(s.code)?)));
    filters.extend(known);
    filters
}
