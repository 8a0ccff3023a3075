//! One document as the tool sees it: blocks with their kinds, metadata with origins, every cut and change.

use std::fmt::Write;

use corpusclean::{Account, Block, Config, Document, Edit, Op, Outcome, Output, Result};

use super::args::ShowArgs;
use super::paint::Paint;

/// Longest text of a cut block that is shown.
const LONGEST: usize = 160;

pub(crate) fn run(args: &ShowArgs, paint: &Paint) -> Result<u8> {
    let settings = super::clean::settings(&args.settings, &args.file)?;
    let config = settings.into_config(vec![args.file.clone()], Output::Stdout)?;
    let outcome = first(&config)?;
    super::print(&text(&outcome, paint)).map(|()| 0)
}

fn first(config: &Config) -> Result<Outcome> {
    let pipeline = config.pipeline()?;
    let raw = corpusclean::open_one(config)?;
    let name = config.inputs.first().map_or_else(String::new, |p| p.display().to_string());
    pipeline.process(raw).map_err(|e| e.within(&name))
}

fn text(outcome: &Outcome, paint: &Paint) -> String {
    let doc = outcome.document();
    let mut out = format!("{}\n", paint.title(&doc.source));
    let d = doc.decoded();
    let _ = writeln!(out, "  {:<18}{}", "id", doc.id);
    let _ = writeln!(out, "  {:<18}{}", "format", doc.format);
    let damage = if d.replaced > 0 { format!(", {} damaged places", d.replaced) } else { String::new() };
    let _ = writeln!(out, "  {:<18}{} ({}){damage}", "encoding", d.encoding, d.how.as_str());
    for entry in doc.meta().entries() {
        let from = paint.faint(&format!("({})", entry.from));
        let _ = writeln!(out, "  {:<18}{} {from}", entry.key.as_str(), entry.value);
    }
    for (key, value) in &doc.meta().extra {
        let value: String = value.to_string().chars().take(LONGEST).collect();
        let _ = writeln!(out, "  {:<18}{value} {}", format!("meta.{key}"), paint.faint("(input record)"));
    }
    let _ = writeln!(out, "\n{}", paint.title("blocks"));
    for block in doc.all_blocks() {
        blocks(&mut out, block, paint);
    }
    if !doc.account().edits().is_empty() {
        let _ = writeln!(out, "\n{}", paint.title("edits"));
    }
    for edit in doc.account().edits() {
        let _ = writeln!(out, "{}", line(doc, doc.account(), edit, paint));
    }
    match outcome {
        Outcome::Kept(_) => out.push_str("\nkept\n"),
        Outcome::Dropped(_, pass, reason) => {
            let spec = pass.spec();
            let verdict = format!("dropped by {} {}", spec.code, spec.name);
            let (what, value, limit) = (reason.what, &reason.value, &reason.limit);
            let _ = writeln!(out, "\n{}: {what} {value}, limit {limit}", paint.removed(&verdict));
        }
    }
    out
}

fn blocks(out: &mut String, block: &Block, paint: &Paint) {
    let number = format!("{:>4}", block.id().index());
    let kind = paint.label(&format!("{:<10}", block.kind().as_str()));
    let indent = format!("\n{:17}", "");
    let text = block.text().replace('\n', &indent);
    let _ = match block.cut_by() {
        None => writeln!(out, "{number}  {kind} {text}"),
        Some(pass) => {
            let short: String = text.chars().take(LONGEST).collect();
            let cut = paint.removed(&format!("cut by {}{}", pass.spec().code, reason(block, pass.spec().code)));
            writeln!(out, "{number}  {kind} {cut} {}", paint.faint(&short))
        }
    };
}

/// What the model thought of a block that is not in the main content, and how much of it is links.
fn reason(block: &Block, code: &str) -> String {
    if let Some(percent) = block.score().filter(|_| matches!(code, "S105" | "S133")) {
        return format!(" ({percent} %)");
    }
    let hints = block.hints().filter(|_| code == "S102");
    let Some((hints, percent)) = hints.and_then(|h| Some((h, h.content?))) else { return String::new() };
    let chars = block.text().chars().filter(|c| !c.is_whitespace()).count().max(1);
    match hints.link_chars as usize * 100 / chars {
        0 => format!(" ({percent} %)"),
        links => format!(" ({percent} %; links {} %)", links.min(100)),
    }
}

fn line(doc: &Document, account: &Account, edit: &Edit, paint: &Paint) -> String {
    let spec = edit.pass.spec();
    let head = format!("{} {:<20}", paint.label(spec.code), spec.name);
    let place = edit.op.block().map_or_else(|| "meta".to_owned(), |b| format!("block {}", b.index()));
    let what = match &edit.op {
        Op::Replace { at, removed, inserted, .. } => {
            let (before, after) = (visible(account.text(*removed)), visible(account.text(*inserted)));
            format!("at {at}: {} -> {}", paint.removed(&before), paint.added(&after))
        }
        Op::Split { head, .. } => {
            let text = doc.block(*head).map_or("", Block::text);
            format!("split off block {}: {}", head.index(), visible(text))
        }
        Op::Relabel { from, to, .. } => {
            format!("{} -> {}", paint.removed(from.as_str()), paint.added(to.as_str()))
        }
        Op::Cut { block } => {
            let text = doc.block(*block).map_or("", Block::text);
            format!("cut: {}", paint.removed(&visible(text)))
        }
        Op::Restore { block, from } => {
            let text = doc.block(*block).map_or("", Block::text);
            format!("put back what {} cut: {}", from.spec().code, paint.added(&visible(text)))
        }
        Op::AddMeta { key, value } => format!("{} = {}", key.as_str(), paint.added(&visible(account.text(*value)))),
        Op::RewriteMeta { removed, inserted, .. } => {
            format!(
                "{} -> {}",
                paint.removed(&visible(account.text(*removed))),
                paint.added(&visible(account.text(*inserted)))
            )
        }
        Op::ClearMeta { key, old } => {
            let old: Vec<String> = old.iter().map(|(_, e)| visible(&e.value)).collect();
            format!("{} was {}", key.as_str(), paint.removed(&old.join(", ")))
        }
        _ => String::new(),
    };
    format!("{head} {place:<10} {what}")
}

/// A text between quotes, with what cannot be seen written out.
fn visible(text: &str) -> String {
    let mut out = String::from("\"");
    for (n, c) in text.chars().enumerate() {
        if n == LONGEST {
            out.push('…');
            break;
        }
        let hidden = c.is_control()
            || matches!(c, '\u{a0}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202f}' | '\u{2060}'..='\u{206f}' | '\u{3000}' | '\u{feff}' | '\u{fffd}');
        if hidden {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out.push('"');
    out
}
