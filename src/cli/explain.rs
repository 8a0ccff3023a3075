//! `passes` and `explain`: the table of passes, read aloud.

use std::fmt::Write;

use corpusclean::{Error, Result, Rule, Spec, Stage};

use super::args::{ExplainArgs, PassesArgs};
use super::paint::Paint;

pub(crate) fn passes(args: &PassesArgs, paint: &Paint) -> Result<u8> {
    if args.json {
        let rows: Vec<_> = corpusclean::passes()
            .map(|(_, s)| {
                serde_json::json!({
                    "code": s.code, "name": s.name, "stage": s.stage.as_str(), "default": s.default,
                    "summary": s.summary, "options": s.defaults(),
                })
            })
            .collect();
        let text = serde_json::to_string_pretty(&rows).unwrap_or_default();
        return super::print(&format!("{text}\n")).map(|()| 0);
    }
    let wide = corpusclean::passes().map(|(_, s)| s.name.len()).max().unwrap_or(0);
    let mut out = String::new();
    let mut stage = "";
    for (_, spec) in corpusclean::passes() {
        if stage != spec.stage.as_str() {
            stage = spec.stage.as_str();
            let _ = writeln!(out, "{}", paint.title(stage));
        }
        let off = if spec.default { "" } else { " (off by default)" };
        let code = paint.label(spec.code);
        let _ = writeln!(out, "  {code}  {:wide$}  {}{off}", spec.name, spec.summary);
        if let Some(options) = options(spec) {
            let _ = writeln!(out, "        {}", paint.faint(&options));
        }
    }
    super::print(&out).map(|()| 0)
}

fn options(spec: &Spec) -> Option<String> {
    let table = spec.defaults();
    let list: Vec<String> = table.iter().map(|(k, v)| format!("{k} = {v}")).collect();
    (!list.is_empty()).then(|| list.join(", "))
}

/// Codes that begin as `word` does, where it looks like one.
fn of_code(word: &str) -> Option<Error> {
    let mut letters = word.chars();
    let letter = letters.next()?.to_ascii_uppercase();
    if !letters.all(|c| c.is_ascii_digit()) {
        return None;
    }
    let mut codes: Vec<&str> = corpusclean::rules().map(|r| r.code).filter(|c| c.starts_with(letter)).collect();
    codes.sort_unstable();
    let message = match codes.as_slice() {
        [] => format!("no code is `{word}`; see `corpusclean passes`"),
        codes => format!("no code is `{word}`; those in {letter} are {}", codes.join(", ")),
    };
    Some(Error::config(message))
}

/// The passes of a stage, each with its sentence.
fn stage(stage: Stage, paint: &Paint) -> Result<u8> {
    let mut out = format!(
        "{} {}\n{}\n\n",
        paint.label(&stage.letter().to_string()),
        paint.title(stage.as_str()),
        stage.summary()
    );
    for (_, spec) in corpusclean::passes().filter(|(_, s)| s.stage == stage) {
        let off = if spec.default { "" } else { " (off by default)" };
        let _ = writeln!(out, "{} {}: {}{off}", paint.label(spec.code), spec.name, spec.summary);
    }
    super::print(&out).map(|()| 0)
}

pub(crate) fn explain(args: &ExplainArgs, paint: &Paint) -> Result<u8> {
    let word = &args.pass;
    let of_check = |r: &Rule| r.name == word || r.code.eq_ignore_ascii_case(word);
    if corpusclean::find_pass(word).is_none()
        && let Some(rule) = corpusclean::rules().find(of_check)
    {
        let (code, name) = (paint.label(rule.code), paint.title(rule.name));
        return super::print(&format!("{code} {name}\n{}\nTold by `check`; no pass.\n", rule.summary)).map(|()| 0);
    }
    if let Some(stage) = Stage::ALL.into_iter().find(|s| s.is(word)) {
        return self::stage(stage, paint);
    }
    let spec = corpusclean::named_pass(word).map_err(|e| of_code(word).unwrap_or(e))?.spec();
    let mut out = format!("{} {}\n", paint.label(spec.code), paint.title(spec.name));
    let _ = writeln!(out, "{}", spec.summary);
    let when = if spec.default { "on by default" } else { "off by default" };
    let _ = writeln!(out, "Stage: {}, {when}.", spec.stage.as_str());
    if let Some(options) = options(spec) {
        let _ = writeln!(out, "Options ([passes.{}]): {options}", spec.name);
    }
    out.push('\n');
    for line in spec.doc.lines() {
        let title = line.strip_prefix("## ");
        let _ = writeln!(out, "{}", title.map_or_else(|| line.to_owned(), |t| paint.title(t)));
    }
    super::print(&out).map(|()| 0)
}
