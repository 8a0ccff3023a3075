//! Which passes run: `default,-U,F101`, `none,R`, `all`.

use crate::error::{Error, Result};
use crate::pass::{PassId, Stage};
use crate::passes;
use crate::suggest;

/// The passes that a selection names, in the order of the table.
///
/// Words are read from left to right: `default`, `all` and `none` start from those sets, a name, code, stage or stage
/// letter adds, with `-` in front it takes away. A stage stands for those of its passes that run by default, or for all
/// of them where none does. A selection that begins with `-` or `+` starts from `default`, any other from `none`. Passes
/// that have something to do in this run (`wanted`) count among those that run by default.
///
/// # Errors
/// A word that names nothing; the message lists the valid ones.
pub(crate) fn select(selection: &str, wanted: &[PassId]) -> Result<Vec<PassId>> {
    let all: Vec<PassId> = passes::all().map(|(id, _)| id).collect();
    let runs = |id: PassId| id.spec().default || wanted.contains(&id);
    let by_default = || all.iter().copied().filter(|id| runs(*id)).collect::<Vec<_>>();
    let mut chosen: Vec<PassId> =
        if selection.trim_start().starts_with(['-', '+']) { by_default() } else { Vec::new() };
    for word in selection.split(',').map(str::trim).filter(|w| !w.is_empty()) {
        match word {
            "default" => chosen = by_default(),
            "all" => chosen.clone_from(&all),
            "none" => chosen.clear(),
            _ => {
                if let Some(name) = word.strip_prefix('-') {
                    let gone = named(name, |_| true)?;
                    chosen.retain(|id| !gone.contains(id));
                } else {
                    chosen.extend(named(word.strip_prefix('+').unwrap_or(word), runs)?);
                }
            }
        }
    }
    chosen.sort();
    chosen.dedup();
    Ok(chosen)
}

/// The passes of a word; of a stage those that `run`, or all if none does.
fn named(word: &str, run: impl Fn(PassId) -> bool) -> Result<Vec<PassId>> {
    let letter = |s: &Stage| word.len() == 1 && word.starts_with(s.letter());
    if let Some(stage) = Stage::ALL.into_iter().find(|s| letter(s) || s.as_str() == word) {
        let rows = || passes::all().filter(|(_, spec)| spec.stage == stage).map(|(id, _)| id);
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
        Error::config(format!("no pass is called `{word}`; {}", suggest::hint(word, names.iter().copied())))
    })
}
