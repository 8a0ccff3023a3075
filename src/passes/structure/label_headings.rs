//! S140: see `label_headings.md`.

use serde::{Deserialize, Serialize};

use super::RECORD;
use super::layout::{Layout, width};
use crate::changes::Changes;
use crate::chars;
use crate::document::{Block, Document, Kind};
use crate::pass::{Pass, Spec, Stage, Verdict};

pub(crate) const SPEC: Spec = Spec::new::<LabelHeadings>(
    "S140",
    "label-headings",
    Stage::Structure,
    "Labels headings that no markup marks: short lines between longer paragraphs.",
    include_str!("label_headings.md"),
);

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct LabelHeadings {
    /// Greatest width of a heading (Han characters count two).
    max_width: usize,
}

impl Default for LabelHeadings {
    fn default() -> Self {
        LabelHeadings { max_width: 64 }
    }
}

/// Most headings that may follow each other directly: heading and sub-heading, rarely a third.
const RUN: usize = 3;

impl Pass for LabelHeadings {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        // Where markup says what is a heading, a line that is none is none.
        let marked = doc.blocks().any(|b| b.kind().is_heading());
        if doc.format == RECORD || doc.format == "verbatim" || marked {
            return Verdict::Keep;
        }
        let layout = Layout::of(doc);
        let blocks: Vec<&Block> =
            layout.blocks.iter().copied().filter(|b| !matches!(b.kind(), Kind::Meta | Kind::Byline)).collect();
        let candidates: Vec<bool> = blocks.iter().map(|b| self.is_candidate(b)).collect();
        let prose = blocks.iter().filter(|b| is_running(b)).count();
        let found = candidates.iter().filter(|c| **c).count();
        // A text of short lines (verse, dialogue, a list) has no headings; two paragraphs to a heading is the least
        // seen in news with headings in pairs.
        if prose < 2 || found > prose * 3 / 2 {
            return Verdict::Keep;
        }
        for run in runs(&candidates) {
            let before = run.start == 0 || is_running(blocks[run.start - 1]);
            let after = blocks.get(run.end).is_some_and(|b| is_running(b));
            if !before || !after || run.len() > RUN {
                continue;
            }
            for (depth, block) in blocks[run].iter().enumerate() {
                let level = u8::try_from(2 + depth).unwrap_or(6);
                changes.relabel(block, Kind::Heading(level));
            }
        }
        Verdict::Keep
    }
}

impl LabelHeadings {
    fn is_candidate(&self, block: &Block) -> bool {
        let text = block.text().trim();
        block.kind() == Kind::Paragraph
            && text.len() <= self.max_width * 3
            && (4..=self.max_width).contains(&chars::width(text))
            && !text.contains('\n')
            && !ends_open(text)
            && !text.contains(['。', '；', '\t'])
            && !chars::is_sentence(text)
            && !is_speech(text)
            && text.chars().any(char::is_alphabetic)
            && !text.starts_with(['(', '（', '[', '【', '<', '{', '*', '-', '•', '·', '▲', '|', '#'])
            && !is_code(text)
            && !is_item(text)
    }
}

/// `1、…`, `2) …`: items of a list far more often than headings (five in six where gold says so); chapter
/// numbers have no such mark (`1.2 …`), and headings of Chinese news count in characters (`一、…`).
fn is_item(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < text.len() && rest.starts_with(['、', ')', '）', '．'])
}

/// A line of code or of a formula: marks that prose has no use for, or a call.
fn is_code(text: &str) -> bool {
    let call =
        text.split('(').next().is_some_and(|name| name.len() < text.len() && name.contains('.') && !name.contains(' '));
    text.contains(['$', '\\', '{', '}', '=', '_', '|', '`', '^']) || call && text.is_ascii()
}

/// A paragraph that a heading can stand over: it ends a sentence, or introduces something, or is long.
fn is_running(block: &Block) -> bool {
    let text = block.text();
    match block.kind() {
        Kind::Paragraph | Kind::Quote => {
            let width = width(block);
            (width >= 40 && (chars::is_sentence(text) || text.ends_with([':', '：']))) || width >= 160
        }
        Kind::ListItem | Kind::Table | Kind::Code | Kind::Caption => true,
        _ => false,
    }
}

/// Whether the line goes on: it ends in a comma, colon or an open bracket.
fn ends_open(text: &str) -> bool {
    // `though he said:--`: hyphens as a dash go on; a Chinese heading may end in `——`.
    text.ends_with(['，', ',', '：', ':', '、', '（', '(', '“', '《', '=', '{', '}', ';', '；', '-'])
}

/// A line that is all quotation is spoken; one that merely ends in quoted words may be a heading.
fn is_speech(text: &str) -> bool {
    let opens = text.starts_with(['“', '「', '『', '"', '\'', '‘', '«', '»', '„']);
    let inner = text.trim_end_matches(chars::is_closing);
    // Broken off with a dash inside the quotes: `"I was only going to say--"`.
    let inner_ends = chars::is_sentence(inner) || inner.ends_with(['，', ',', '—', '–', '-']);
    text.starts_with('—') || opens && inner.len() < text.len() && inner_ends
}

/// Maximal runs of `true`.
fn runs(flags: &[bool]) -> Vec<std::ops::Range<usize>> {
    let mut out = Vec::new();
    let mut start = None;
    for (n, flag) in flags.iter().chain([&false]).enumerate() {
        match (flag, start) {
            (true, None) => start = Some(n),
            (false, Some(s)) => {
                out.push(s..n);
                start = None;
            }
            _ => {}
        }
    }
    out
}
