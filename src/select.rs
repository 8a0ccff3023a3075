//! Which passes run: `default,-U,F101`, `none,R`, `all`.

use crate::error::{Error, Result};
use crate::pass::{PassId, Spec, Stage};
use crate::passes;
use crate::suggest;

/// The passes that a selection names, in the order of the table.
///
/// Words are read from left to right, in upper or lower case: `default`, `all` and `none` start from those sets, a name,
/// code, beginning of codes, stage or stage letter adds, with `-` in front it takes away. A stage or beginning stands for
/// those of its passes that run by default, or for all of them where none does. A selection that begins with `-` or `+`
/// starts from `default`, any other from `none`. Passes that have something to do in this run (`wanted`) count among those
/// that run by default.
///
/// # Errors
/// A word that names nothing, and the message lists the valid ones; a selection without words.
pub(crate) fn select(selection: &str, wanted: &[PassId]) -> Result<Vec<PassId>> {
    if selection.split(',').all(|w| w.trim().is_empty()) {
        let message = "the selection of passes is empty; write `none` to run no pass, or `default`";
        return Err(Error::config(message));
    }
    let all: Vec<PassId> = passes::all().map(|(id, _)| id).collect();
    let runs = |id: PassId| id.spec().default || wanted.contains(&id);
    let by_default = || all.iter().copied().filter(|id| runs(*id)).collect::<Vec<_>>();
    let mut chosen: Vec<PassId> =
        if selection.trim_start().starts_with(['-', '+']) { by_default() } else { Vec::new() };
    for word in selection.split(',').map(str::trim).filter(|w| !w.is_empty()) {
        // Sets, stages and codes ignore case.
        let lower = word.to_ascii_lowercase();
        match lower.as_str() {
            "default" => chosen = by_default(),
            "all" => chosen.clone_from(&all),
            "none" => chosen.clear(),
            _ => {
                if let Some(name) = lower.strip_prefix('-') {
                    if matches!(name, "default" | "all" | "none") {
                        let message = format!("`-{name}`: only passes, codes and stages can be taken away");
                        return Err(Error::config(message));
                    }
                    let gone = named(name, |_| true)?;
                    chosen.retain(|id| !gone.contains(id));
                } else {
                    chosen.extend(named(lower.strip_prefix('+').unwrap_or(&lower), runs)?);
                }
            }
        }
    }
    chosen.sort();
    chosen.dedup();
    Ok(chosen)
}

/// The passes of a word; of a stage or beginning of codes those that `run`, or all if none does.
fn named(word: &str, run: impl Fn(PassId) -> bool) -> Result<Vec<PassId>> {
    let stage = Stage::ALL.into_iter().find(|s| s.is(word));
    let begins = word.to_ascii_uppercase();
    let is_beginning = (2..4).contains(&word.len()) && passes::all().any(|(_, s)| s.code.starts_with(&begins));
    if stage.is_some() || is_beginning {
        let of = |spec: &Spec| stage.map_or_else(|| spec.code.starts_with(&begins), |s| s == spec.stage);
        let rows = || passes::all().filter(|(_, spec)| of(spec)).map(|(id, _)| id);
        let all = rows().all(|id| !run(id));
        return Ok(rows().filter(|id| all || run(*id)).collect());
    }
    if let Some(id) = passes::find(word) {
        return Ok(vec![id]);
    }
    let words = ["default", "all", "none"].into_iter();
    let valid: Vec<&str> =
        words.chain(Stage::ALL.map(Stage::as_str)).chain(passes::all().map(|(_, s)| s.name)).collect();
    let hint = suggest::hint(word, valid.iter().copied());
    Err(Error::config(format!(
        "no pass, code or stage is called `{word}`; {hint}, and the codes of `corpusclean passes`"
    )))
}

/// The pass that a name or code means.
///
/// # Errors
/// None has that name; the message has the nearest.
pub fn pass(word: &str) -> Result<PassId> {
    passes::find(word).ok_or_else(|| {
        let names: Vec<&str> = passes::all().map(|(_, s)| s.name).collect();
        let hint = suggest::hint(word, names.iter().copied());
        Error::config(format!("no pass is called `{word}`; {hint}, and the codes of `corpusclean passes`"))
    })
}
