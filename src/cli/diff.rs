//! `diff`: two output folders compared.

use std::fmt::Write;

use corpusclean::{Difference, Error, ErrorKind, Result, Stretch, grouped};

use super::args::DiffArgs;
use super::paint::Paint;

/// The folders differ.
const DIFFERENT: u8 = 1;

pub(crate) fn run(args: &DiffArgs, paint: &Paint) -> Result<u8> {
    let difference = corpusclean::diff(&args.a, &args.b, args.samples)?;
    let text = if args.format == "json" {
        let text = serde_json::to_string_pretty(&difference);
        format!("{}\n", text.map_err(|e| Error::new(ErrorKind::Internal, e.to_string()))?)
    } else {
        human(&difference, paint)
    };
    super::print(&text)?;
    Ok(if difference.is_same() { 0 } else { DIFFERENT })
}

fn human(d: &Difference, paint: &Paint) -> String {
    let mut out = String::new();
    for setting in &d.settings {
        let show = |v: &Option<String>| v.clone().filter(|v| !v.is_empty()).unwrap_or_else(|| "nothing".to_owned());
        let (a, b) = (paint.removed(&show(&setting.a)), paint.added(&show(&setting.b)));
        let _ = writeln!(out, "{}: {a} -> {b}", setting.name);
    }
    if !d.settings.is_empty() {
        out.push('\n');
    }
    let mut rows: Vec<(String, u64, &str)> = vec![("same".to_owned(), d.same, "")];
    if d.other_edits > 0 {
        rows.push(("same, by other edits".to_owned(), d.other_edits, ""));
    }
    rows.push(("changed".to_owned(), d.changed, ""));
    rows.extend(d.changed_keys.iter().map(|(key, n)| (format!("  {key}"), *n, "")));
    rows.push(("added".to_owned(), d.added.values().sum(), "kept in B alone"));
    rows.extend(d.added.iter().map(|(end, n)| (format!("  {end}"), *n, in_other(end, "in A"))));
    rows.push(("dropped".to_owned(), d.dropped.values().sum(), "kept in A alone"));
    rows.extend(d.dropped.iter().map(|(end, n)| (format!("  {end}"), *n, in_other(end, "in B"))));
    if d.lost + d.lost_otherwise > 0 {
        rows.push(("kept in neither".to_owned(), d.lost + d.lost_otherwise, ""));
    }
    if d.lost_otherwise > 0 {
        rows.push(("  for another reason".to_owned(), d.lost_otherwise, ""));
    }
    table(&mut out, &rows);
    passes(&mut out, d, paint);
    samples(&mut out, d, paint);
    out
}

/// In which of the folders a document had this end.
fn in_other<'a>(end: &str, name: &'a str) -> &'a str {
    if end.starts_with("not in") { "" } else { name }
}

fn table(out: &mut String, rows: &[(String, u64, &str)]) {
    let wide = rows.iter().map(|r| r.0.chars().count()).max().unwrap_or(0);
    let long = rows.iter().map(|r| grouped(r.1).len()).max().unwrap_or(0);
    for (name, n, note) in rows {
        let pad = " ".repeat(wide - name.chars().count());
        let line = format!("{name}{pad}  {:>long$}  {note}", grouped(*n));
        let _ = writeln!(out, "{}", line.trim_end());
    }
}

fn passes(out: &mut String, d: &Difference, paint: &Paint) {
    if d.changed == 0 {
        return;
    }
    let _ = writeln!(out, "\n{}", paint.title("changed records by pass: all, those it is the first in, its edits"));
    let wide = d.passes.iter().map(|p| p.name.len()).max().unwrap_or(0);
    for p in &d.passes {
        let (changed, first) = (grouped(p.changed), grouped(p.first));
        let edits = format!("{} -> {}", grouped(p.edits_a), grouped(p.edits_b));
        let _ = writeln!(out, "{} {:wide$}  {changed:>6}  {first:>6}  {edits}", paint.label(&p.code), p.name);
    }
    if d.unexplained > 0 {
        let _ = writeln!(
            out,
            "by no pass that the records tell of: {} (decoding, parsing, or other edits of the same number: \
             clean with --account full)",
            grouped(d.unexplained)
        );
    }
}

fn samples(out: &mut String, d: &Difference, paint: &Paint) {
    let mut last = (String::new(), String::new());
    for sample in &d.samples {
        let group = (sample.kind.to_owned(), sample.by.clone());
        if group != last {
            let by = if sample.by.is_empty() { "by no pass" } else { &sample.by };
            let _ = writeln!(out, "\n{}", paint.title(&format!("{}, {by}", sample.kind)));
            last = group;
        }
        let _ = writeln!(out, "  {}", sample.source);
        for snippet in &sample.snippets {
            let mut text = String::new();
            for part in &snippet.parts {
                text.push_str(&stretch(part, paint));
            }
            let more = if snippet.more { " ..." } else { "" };
            let _ = writeln!(out, "    {} {text}{more}", paint.faint(&format!("{}:", snippet.key)));
        }
    }
}

/// Colours where they are wanted, brackets as `wdiff` and `git diff --word-diff` write them where not.
fn stretch(part: &Stretch, paint: &Paint) -> String {
    let line = |text: &str| text.replace('\n', "↵").replace(|c: char| c.is_control(), "\u{fffd}");
    match part {
        Stretch::Same(text) => line(text),
        Stretch::Removed(text) if paint.is_colored() => paint.removed(&line(text)),
        Stretch::Inserted(text) if paint.is_colored() => paint.added(&line(text)),
        Stretch::Removed(text) => format!("[-{}-]", line(text)),
        Stretch::Inserted(text) => format!("{{+{}+}}", line(text)),
    }
}
