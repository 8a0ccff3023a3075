//! The head of a letter sent by mail: `From: Ann Lee`, `To: Tom Hart`, `Subject: The mill`. One above the text is metadata as a
//! whole; one within it, of the letter that is answered, stays as a whole.

use std::ops::Range;

use super::super::layout::Layout;
use super::imprints::{Found, whole_date};
use super::{mail_traces, meta_line};
use crate::census::Traits;
use crate::document::{Block, BlockId, Kind};
use crate::meta::MetaKey;
use crate::phrases::{Words, simplify};

/// Greatest width of a line of a head, and bytes of its key.
const LINE: usize = 160;
const KEY: usize = 32;

/// Lines of the shortest head, and blocks above it: the word for what it is.
const LEAST: usize = 3;
const ABOVE: usize = 1;

/// Lines below a head that speak to who reads it.
const BELOW: usize = 8;

/// Lines of heads that are looked for: archives of letters are long.
const MOST: usize = 2000;

/// What a line of a head says.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    From,
    To,
    Subject,
    Date,
}

/// The heads of letters in a document.
#[derive(Default)]
pub(in super::super) struct Heads {
    /// What the lines of the head above the text say.
    top: Vec<(usize, Found)>,
    /// The lines of the others.
    within: Vec<Range<usize>>,
}

impl Heads {
    /// Whether line `n` is of a head within the text.
    pub(in super::super) fn is_within(&self, n: usize) -> bool {
        self.within.iter().any(|head| head.contains(&n))
    }

    /// Whether line `n` is of the head above the text.
    pub(in super::super) fn is_top(&self, n: usize) -> bool {
        self.top.iter().any(|(m, _)| *m == n)
    }

    /// Puts the head above the text before the lines that other rules found, which have nothing to say of it nor of the heads within the
    /// text. The lines between the head and the text, which are returned, speak to who reads it.
    pub(in super::super) fn put_first(&self, layout: &Layout<'_>, lines: &mut Vec<(usize, Found)>) -> Vec<BlockId> {
        lines.retain(|(n, _)| !self.is_within(*n) && !self.is_top(*n));
        lines.splice(0..0, self.top.iter().cloned());
        let below = self.top.last().and_then(|(n, _)| layout.blocks.get(n + 1..layout.first)).unwrap_or_default();
        below.iter().take(BELOW).map(|b| b.id()).collect()
    }
}

/// Whether a document begins with the head of a letter: cheap.
pub(in super::super) fn opens(layout: &Layout<'_>) -> bool {
    let from = |b: &&Block| read(b.text()).is_some_and(|(part, _)| part == Part::From);
    layout.blocks.iter().take(LEAST).any(from) && find(layout).is_top(0)
}

/// Lines of the head at the top that programs passed on.
pub(in super::super) fn traced(layout: &Layout<'_>) -> usize {
    mail_traces::read(layout).len()
}

/// Finds the heads of letters.
pub(in super::super) fn find(layout: &Layout<'_>) -> Heads {
    let mut heads = Heads { top: mail_traces::read(layout), ..Heads::default() };
    let traced = heads.top.len();
    let parts: Vec<Option<(Part, &str)>> = layout
        .blocks
        .iter()
        .take(MOST)
        .map(|block| {
            let kind = matches!(block.kind(), Kind::Paragraph | Kind::Meta | Kind::Quote);
            let short = block.text().len() <= 3 * LINE && block.census().traits.any(Traits::COLON);
            (kind && short).then(|| read(block.text())).flatten()
        })
        .collect();
    let mut at = 0;
    for run in parts.chunk_by(|a, b| a.is_some() == b.is_some()) {
        let lines = at..at + run.len();
        at = lines.end;
        if lines.start < traced {
            continue;
        }
        let has = |part: Part| run.iter().flatten().any(|(p, _)| *p == part);
        // `From: Hythe` over `To: Rye` is of a ticket; below a letter two lines are of the one that it answers.
        let whole = run.len() >= LEAST && has(Part::Subject);
        let answered = run.len() > 1 && !heads.top.is_empty();
        if !has(Part::From) || !whole && !has(Part::To) && !answered {
            continue;
        }
        if lines.start > ABOVE || !whole {
            heads.within.push(lines);
            continue;
        }
        let said = |n: usize| {
            let (part, value) = parts[n].unwrap_or((Part::To, ""));
            let date = || {
                let read = || meta_line::read(layout.blocks[n].text()).unwrap_or_default();
                whole_date(value).or_else(|| read().into_iter().find(|(key, _)| *key == MetaKey::Date).map(|(_, d)| d))
            };
            match part {
                Part::From => vec![(MetaKey::Author, value.to_owned())],
                Part::Subject if !value.is_empty() => vec![(MetaKey::Title, value.to_owned())],
                Part::Date => date().map(|date| (MetaKey::Date, date)).into_iter().collect(),
                Part::To | Part::Subject => Vec::new(),
            }
        };
        heads.top = lines.map(|n| (n, said(n))).collect();
    }
    heads
}

/// What a line of a head says, and the value behind its key.
fn read(text: &str) -> Option<(Part, &str)> {
    // `> From: Ann Lee`
    let text = text.trim_start_matches(['>', ' ']);
    let head = &text[..text.floor_char_boundary(KEY + 4)];
    let at = head.find([':', '：'])?;
    let key = simplify(head[..at].trim()).to_lowercase();
    let lists = [
        (Words::MailFrom, Part::From),
        (Words::MailTo, Part::To),
        (Words::MailSubject, Part::Subject),
        (Words::MailDate, Part::Date),
    ];
    let (_, part) = lists.into_iter().find(|(list, _)| list.has(&key))?;
    Some((part, text[at..].trim_start_matches([':', '：']).trim()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Block;

    fn heads(lines: &[&str]) -> Heads {
        let blocks: Vec<Block> = lines.iter().map(|line| Block::new(Kind::Paragraph, *line)).collect();
        find(&Layout { blocks: blocks.iter().collect(), first: blocks.len(), last: 0 })
    }

    #[test]
    fn a_head_is_whole_or_none() {
        let top = heads(&["寄件人：陳小河", "收件人：李敏", "主旨：水車", "水車明天修好。"]).top;
        assert_eq!(top.len(), 3);
        assert_eq!(top[2].1, [(MetaKey::Title, "水車".to_owned())]);
        let ticket = heads(&["From: Hythe", "To: Rye", "Date: 4 May 2021"]);
        assert!(ticket.top.is_empty() && ticket.is_within(0));
        let answered = heads(&["I shall come.", "So will Ida.", "Von: Ida", "An: Tom", "Betreff: Mühle"]);
        assert!(answered.top.is_empty() && answered.is_within(3));
        let quoted = [
            "发件人：周晓",
            "收件人：何述",
            "主题：选题",
            "好的。",
            "> 发件人：何述",
            "> 日期：2019年8月6日",
            "> 定了？",
        ];
        let quoted = heads(&quoted);
        assert!(quoted.is_top(2) && quoted.is_within(5) && !quoted.is_within(6));
    }
}
