//! `report.html`: what a run did, on one page that needs nothing else. Made of `report.json`, `sample.json` and, if
//! times were noted, `timings.json`, so that it can be made again at any time and is the same every time.

mod documents;
mod explain;
mod figures;
mod text;

use std::path::Path;

use askama::Template;

use documents::{Document, Drop, Failed, Filter, Row};
use explain::Explanation;
use figures::{Bar, PassRow, SlowRow, Step};

use crate::checkpoint::write_whole;
use crate::error::{Error, ErrorKind, Result};
use crate::report::{Report, grouped};
use crate::sample;
use crate::sink::{CHECKPOINT, REPORT};
use crate::timings::{TIMINGS, Timings};

/// The file in the output folder.
pub(crate) const PAGE: &str = "report.html";

/// The script of the page. Its hash stands in the page's policy, so that no other script can run there, whatever a
/// document says; a test holds the two together.
const SCRIPT: &str = include_str!("../../templates/report.js");
const SCRIPT_HASH: &str = "sha256-kfhdHQg3l2PQeDkj/BPfeflD/UBlwN6+FguY1hEeDH0=";
const STYLE: &str = include_str!("../../templates/report.css");

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    script: &'static str,
    script_hash: &'static str,
    style: &'static str,
    report: &'a Report,
    account: Vec<Bar>,
    steps: Vec<Step>,
    passes: Vec<PassRow>,
    languages: Vec<Bar>,
    encodings: Vec<Bar>,
    formats: Vec<Bar>,
    lengths: Vec<Bar>,
    drops: Vec<Drop>,
    failures: Vec<Failed>,
    slowest: Option<Vec<SlowRow>>,
    documents: Vec<Document>,
    filters: Vec<Filter>,
    explanations: Vec<Explanation>,
}

impl Page<'_> {
    /// For the template.
    fn grouped(&self, n: &u64) -> String {
        grouped(*n)
    }
}

/// Writes the page of an output folder whose other files are complete.
pub(crate) fn write(folder: &Path) -> Result<()> {
    write_whole(&folder.join(PAGE), render(folder)?.as_bytes())
}

/// Writes `report.html` of the output folder of a finished run once more.
///
/// # Errors
/// A folder that holds no finished run of this version.
pub fn write_page(folder: &Path) -> Result<std::path::PathBuf> {
    finished(folder)?;
    write(folder)?;
    Ok(folder.join(PAGE))
}

/// Refuses a folder without a finished run, and says what to do.
pub(crate) fn finished(folder: &Path) -> Result<()> {
    let refuse = |message: &str| Err(Error::config(message).at(folder.display().to_string()));
    if !folder.is_dir() {
        return refuse("is no folder; name the output folder of a run");
    }
    if folder.join(CHECKPOINT).exists() {
        return refuse("holds a run that is not complete; complete it with --resume");
    }
    if !folder.join(REPORT).exists() {
        return refuse("holds no run of this program (report.json is missing); name the output folder of a run");
    }
    Ok(())
}

fn render(folder: &Path) -> Result<String> {
    let report: Report = read_json(&folder.join(REPORT))?;
    let sample = sample::read(folder)?;
    let times = folder.join(TIMINGS);
    let timings: Option<Timings> = times.exists().then(|| read_json(&times)).transpose()?;
    let documents = documents::all(&sample);
    let page = Page {
        script: SCRIPT,
        script_hash: SCRIPT_HASH,
        style: STYLE,
        account: figures::account(&report),
        steps: figures::funnel(&report),
        passes: figures::passes(&report),
        languages: figures::bars(&report.languages),
        encodings: figures::bars(&report.encodings),
        formats: figures::bars(&report.formats),
        lengths: figures::lengths(&report.lengths),
        drops: documents::drops(&report, &documents),
        failures: documents::failures(&report, &sample),
        slowest: timings.map(|t| figures::slowest(&t)),
        filters: documents::filters(&documents),
        documents,
        explanations: explain::all(&report),
        report: &report,
    };
    page.render().map_err(|e| Error::new(ErrorKind::Internal, e.to_string()))
}

fn read_json<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T> {
    let bytes = std::fs::read(path).map_err(|e| Error::io(path, e))?;
    serde_json::from_slice(&bytes).map_err(|e| {
        let message = format!("not written by this version ({e}); clean the inputs again");
        Error::new(ErrorKind::Malformed, message).at(path.display().to_string())
    })
}
