//! The figures of the page: what of the report is counted, in rows and bars.

use std::collections::BTreeMap;

use crate::pass::Stage;
use crate::report::{Report, grouped};
use crate::timings::Timings;

/// Rows of a list before the rest are summed up.
const MOST: usize = 12;

/// A row with a bar.
pub(super) struct Bar {
    pub(super) name: String,
    pub(super) count: String,
    /// Part of the whole, in percent, as text.
    pub(super) share: String,
    /// Length of the bar in percent.
    pub(super) width: String,
}

/// A stage of the funnel.
pub(super) struct Step {
    pub(super) name: &'static str,
    pub(super) what: &'static str,
    pub(super) documents: String,
    pub(super) lost: String,
    pub(super) removed: String,
    pub(super) inserted: String,
    pub(super) chars: String,
    pub(super) width: String,
}

/// A pass and what it did.
pub(super) struct PassRow {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) edits: String,
    pub(super) documents: String,
    pub(super) removed: String,
    pub(super) inserted: String,
    pub(super) share: String,
    pub(super) width: String,
}

/// A document and its time.
pub(super) struct SlowRow {
    pub(super) source: String,
    pub(super) time: String,
    pub(super) bytes: String,
    pub(super) width: String,
}

fn percent(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 }
}

/// A share that says that there is something where there is.
fn share(part: u64, whole: u64) -> String {
    match percent(part, whole) {
        0.0 => "0 %".to_owned(),
        p if p < 0.1 => "< 0.1 %".to_owned(),
        p if p > 99.9 && p < 100.0 => "> 99.9 %".to_owned(),
        p => format!("{p:.1} %"),
    }
}

fn width(part: u64, whole: u64) -> String {
    format!("{:.2}", percent(part, whole))
}

/// Losses and gains; nothing where there are none.
fn minus(n: u64) -> String {
    if n == 0 { String::new() } else { format!("−{}", grouped(n)) }
}

fn plus(n: u64) -> String {
    if n == 0 { String::new() } else { format!("+{}", grouped(n)) }
}

/// Kept, dropped, failed.
pub(super) fn account(report: &Report) -> Vec<Bar> {
    let bar = |name: &str, n: u64| Bar {
        name: name.to_owned(),
        count: grouped(n),
        share: share(n, report.read),
        width: width(n, report.read),
    };
    vec![bar("kept", report.kept), bar("dropped", report.dropped), bar("failed", report.failed)]
}

/// Documents and characters from stage to stage.
pub(super) fn funnel(report: &Report) -> Vec<Step> {
    let parsed = report.kept + report.dropped;
    let mut chars = report.chars_parsed;
    let mut steps = vec![Step {
        name: "read and parse",
        what: "bytes to text, text to blocks",
        documents: grouped(parsed),
        lost: minus(report.failed),
        removed: String::new(),
        inserted: String::new(),
        chars: grouped(chars),
        width: width(chars, report.chars_parsed),
    }];
    for (stage, what) in [
        (Stage::Repair, "what the author wrote"),
        (Stage::Structure, "boilerplate cut, structure found"),
        (Stage::Unify, "one form of many"),
        (Stage::Filter, "documents judged"),
    ] {
        let of_stage = report.edits.iter().filter(|(code, _)| code.starts_with(stage.letter()));
        let (mut removed, inserted) =
            of_stage.fold((0, 0), |(r, i), (_, edits)| (r + edits.removed, i + edits.inserted));
        let (mut documents, mut lost) = (parsed, 0);
        if stage == Stage::Filter {
            (documents, lost) = (report.kept, report.dropped);
            removed += report.chars_dropped;
        }
        chars = (chars + inserted).saturating_sub(removed);
        steps.push(Step {
            name: if stage == Stage::Filter { "filter and gate" } else { stage.as_str() },
            what,
            documents: grouped(documents),
            lost: minus(lost),
            removed: minus(removed),
            inserted: plus(inserted),
            chars: grouped(chars),
            width: width(chars, report.chars_parsed),
        });
    }
    steps
}

/// All passes that changed something, in the order of the run.
pub(super) fn passes(report: &Report) -> Vec<PassRow> {
    let all = report.kept + report.dropped;
    let rows = crate::passes::all().filter_map(|(_, spec)| Some((spec.code, report.edits.get(spec.code)?)));
    rows.map(|(code, e)| PassRow {
        code: code.to_owned(),
        name: e.name.clone(),
        edits: grouped(e.edits),
        documents: grouped(e.documents),
        removed: minus(e.removed),
        inserted: plus(e.inserted),
        share: share(e.documents, all),
        width: width(e.documents, all),
    })
    .collect()
}

/// The most frequent first, and the rest together.
pub(super) fn bars(counts: &BTreeMap<String, u64>) -> Vec<Bar> {
    let mut rows: Vec<(&str, u64)> = counts.iter().map(|(k, n)| (k.as_str(), *n)).collect();
    rows.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let all: u64 = rows.iter().map(|r| r.1).sum();
    let most = rows.first().map_or(0, |r| r.1);
    let rest: u64 = rows.iter().skip(MOST).map(|r| r.1).sum();
    let others = format!("{} others", rows.len().saturating_sub(MOST));
    rows.truncate(MOST);
    if rest > 0 {
        rows.push((&others, rest));
    }
    let bar = |(name, n): (&str, u64)| Bar {
        name: name.to_owned(),
        count: grouped(n),
        share: share(n, all),
        width: width(n.min(most), most),
    };
    rows.into_iter().map(bar).collect()
}

/// The histogram, with the empty steps between.
pub(super) fn lengths(counts: &BTreeMap<u64, u64>) -> Vec<Bar> {
    let all: u64 = counts.values().sum();
    let most = counts.values().copied().max().unwrap_or(0);
    let (Some(first), Some(last)) = (counts.keys().next(), counts.keys().next_back()) else { return Vec::new() };
    let mut rows = Vec::new();
    let mut least = *first;
    while least <= *last {
        let next = if least == 0 { 1 } else { least.saturating_mul(2) };
        let n = counts.get(&least).copied().unwrap_or(0);
        let name =
            if next - least == 1 { grouped(least) } else { format!("{} – {}", grouped(least), grouped(next - 1)) };
        rows.push(Bar { name, count: grouped(n), share: share(n, all), width: width(n, most) });
        if next == least {
            break;
        }
        least = next;
    }
    rows
}

/// The slowest documents.
pub(super) fn slowest(timings: &Timings) -> Vec<SlowRow> {
    let most = timings.slowest.first().map_or(0, |s| s.microseconds);
    let row = |s: &crate::timings::Slow| SlowRow {
        source: s.source.clone(),
        time: format!("{:.1} ms", s.microseconds as f64 / 1000.0),
        bytes: grouped(s.bytes),
        width: width(s.microseconds, most),
    };
    timings.slowest.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Edits;

    #[test]
    fn the_funnel_ends_with_what_is_kept() {
        let edits = |removed, inserted| Edits { removed, inserted, documents: 1, edits: 1, ..Edits::default() };
        let report = Report {
            read: 10,
            kept: 7,
            dropped: 2,
            failed: 1,
            chars_parsed: 1_000,
            chars_dropped: 30,
            edits: BTreeMap::from([
                ("R110".to_owned(), edits(60, 10)),
                ("S102".to_owned(), edits(400, 0)),
                ("U105".to_owned(), edits(20, 20)),
            ]),
            ..Report::default()
        };
        let steps = funnel(&report);
        let chars: Vec<&str> = steps.iter().map(|s| s.chars.as_str()).collect();
        assert_eq!(chars, ["1,000", "950", "550", "550", "520"]);
        let documents: Vec<&str> = steps.iter().map(|s| s.documents.as_str()).collect();
        assert_eq!(documents, ["9", "9", "9", "9", "7"]);
        assert_eq!((steps[0].lost.as_str(), steps[4].lost.as_str()), ("−1", "−2"));
    }

    #[test]
    fn lists_are_short_and_histograms_whole() {
        let counts: BTreeMap<String, u64> = (1..=40).map(|n| (format!("l{n:02}"), n)).collect();
        let rows = bars(&counts);
        assert_eq!((rows.len(), rows[0].name.as_str(), rows[12].name.as_str()), (13, "l40", "28 others"));
        assert_eq!(rows[12].count, "406");
        let rows = lengths(&BTreeMap::from([(0, 1), (4, 2), (u64::MAX / 2 + 1, 1)]));
        let names: Vec<&str> = rows.iter().take(5).map(|r| r.name.as_str()).collect();
        assert_eq!(names, ["0", "1", "2 – 3", "4 – 7", "8 – 15"]);
        assert_eq!(rows.len(), 65);
        assert_eq!((share(1, 100_000), share(0, 0), share(1, 3)), ("< 0.1 %".into(), "0 %".into(), "33.3 %".into()));
    }
}
