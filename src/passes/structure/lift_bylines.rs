//! S111: see `lift_bylines.md`.

use serde::{Deserialize, Serialize};

use super::layout::{Layout, is_line};
use super::{RECORD, lift_meta_lines, people};
use crate::changes::Changes;
use crate::chars;
use crate::document::{Block, Document, Kind};
use crate::meta::MetaKey;
use crate::pass::{Pass, Spec, Stage, Verdict};

pub(crate) const SPEC: Spec = Spec::new::<LiftBylines>(
    "S111",
    "lift-bylines",
    Stage::Structure,
    "Turns bylines before and after the body into authors.",
    include_str!("lift_bylines.md"),
);

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct LiftBylines {}

/// Blocks from either end of the prose in which a byline may stand.
const REACH: usize = 6;

/// Greatest width of a byline: several reporters with their roles.
const WIDEST: usize = 100;

/// Greatest width of a dateline before its bracket: `新华社北京12月31日电`, `本报讯`.
const LEAD: usize = 40;

impl Pass for LiftBylines {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        if doc.format == RECORD {
            return Verdict::Keep;
        }
        let layout = Layout::of(doc);
        for (n, block) in layout.blocks.iter().enumerate() {
            let kind = matches!(block.kind(), Kind::Paragraph | Kind::ListItem);
            if !kind || !layout.at_edge(n, REACH) {
                continue;
            }
            if is_line(block, WIDEST)
                && let Some(names) = byline(block.text())
            {
                add(&names, changes);
                changes.relabel(block, Kind::Byline);
                continue;
            }
            if n == layout.first {
                read_lead(block, changes);
            }
            if n + 1 == layout.last {
                lift_tail(block, changes);
            }
        }
        Verdict::Keep
    }
}

/// The names of a line that is a byline: it has a mark, a role, or brackets around roles.
fn byline(text: &str) -> Option<Vec<String>> {
    let text = text.trim();
    let marked = text.starts_with(people::BYLINE_MARKS);
    let inner = match text.strip_prefix(['(', '（']).and_then(|t| t.strip_suffix([')', '）'])) {
        Some(inner) if !inner.contains(['(', '（']) => inner,
        _ => text,
    };
    let names = if marked { people::of(inner)?.0 } else { people::with_role(inner)? };
    // `By Design`, `Von Menschen und Mäusen`: one word in letters with capitals is no full name.
    let full = names.iter().all(|n| n.chars().any(chars::is_cjk) || n.contains(char::is_whitespace));
    full.then_some(names)
}

fn add(names: &[String], changes: &mut Changes) {
    for name in names {
        changes.add_meta(MetaKey::Author, name.as_str(), "byline");
    }
}

/// A dateline names the reporters in brackets (`本报讯（记者 甲 通讯员 乙）`). It is part of the text, and stays.
fn read_lead(block: &Block, changes: &mut Changes) {
    let text = block.text();
    let Some(open) = text.find(['(', '（']).filter(|at| chars::width(&text[..*at]) <= LEAD) else { return };
    let Some(close) = text[open..].find([')', '）']).map(|n| open + n) else { return };
    let bracket = &text[open..close + text[close..].chars().next().map_or(0, char::len_utf8)];
    if chars::width(bracket) <= WIDEST
        && let Some(names) = byline(bracket)
    {
        add(&names, changes);
    }
}

/// The last paragraph often ends in a bracket with the reporters, the source or the editor.
fn lift_tail(block: &Block, changes: &mut Changes) {
    let text = block.text().trim_end();
    let Some(open) = text.rfind(['(', '（']).filter(|at| *at > 0) else { return };
    let tail = &text[open..];
    if !text.ends_with([')', '）']) || chars::width(tail) > WIDEST || !chars::is_sentence(&text[..open]) {
        return;
    }
    if let Some(names) = byline(tail) {
        add(&names, changes);
        changes.split(block, open, block.kind());
        changes.relabel(block, Kind::Byline);
    } else if let Some(found) = lift_meta_lines::read(tail) {
        for (key, value) in found {
            changes.add_meta(key, value, "meta-line");
        }
        changes.split(block, open, block.kind());
        changes.relabel(block, Kind::Meta);
    }
}

#[cfg(test)]
mod tests {
    use super::byline;

    #[test]
    fn bylines() {
        assert_eq!(byline("□赵明远刘洋").unwrap(), ["赵明远", "刘洋"]);
        assert_eq!(byline("(整理:记者 周晓 通讯员 吴大有)").unwrap(), ["周晓", "吴大有"]);
        assert_eq!(byline("茶乡日报记者 郑月 通讯员 冯小川 高原").unwrap(), ["郑月", "冯小川", "高原"]);
        assert_eq!(byline("文/孙立 图/何平").unwrap(), ["孙立", "何平"]);
        assert_eq!(byline("By Anna Berg").unwrap(), ["Anna Berg"]);
        assert_eq!(byline("Von Ludwig van der Aa").unwrap(), ["Ludwig van der Aa"]);
    }

    #[test]
    fn prose_is_no_byline() {
        assert!(byline("记者来到现场").is_none());
        assert!(byline("编辑部的故事").is_none());
        assert!(byline("高山流水").is_none());
        assert!(byline("By the river").is_none());
        assert!(byline("By Design").is_none());
        assert!(byline("Der Lichtbildner von Altenau").is_none());
        assert!(byline("Von Berlin nach Hamburg").is_none());
        assert!(byline("Von Menschen und Mäusen").is_none());
    }
}
