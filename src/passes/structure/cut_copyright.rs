//! S121: see `cut_copyright.md`.

use serde::{Deserialize, Serialize};

use super::RECORD;
use super::layout::Layout;
use super::scan::{Class, Scan};
use crate::changes::Changes;
use crate::chars;
use crate::document::{Block, Document, Kind};
use crate::meta::MetaKey;
use crate::pass::{Pass, Spec, Stage, Verdict};

pub(crate) const SPEC: Spec = Spec::new::<CutCopyright>(
    "S121",
    "cut-copyright",
    Stage::Structure,
    "Cuts copyright and disclaimer notices with all their items.",
    include_str!("cut_copyright.md"),
);

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct CutCopyright {
    /// Different terms of notices that a paragraph without a heading must have.
    min_terms: usize,
}

impl Default for CutCopyright {
    fn default() -> Self {
        // Prose on copyright in the clean fixtures reaches two different terms; notices have four and more.
        CutCopyright { min_terms: 3 }
    }
}

/// Greatest width of a heading of a notice (`某某网版权与免责声明：`).
const HEADING: usize = 60;

/// Greatest width of one paragraph of a notice.
const PARAGRAPH: usize = 1200;

impl Pass for CutCopyright {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        if doc.format == RECORD {
            return Verdict::Keep;
        }
        let layout = Layout::of(doc);
        let mut notice = false;
        for (n, block) in layout.blocks.iter().enumerate() {
            if matches!(block.kind(), Kind::Code | Kind::Meta | Kind::Byline) || block.text().len() > PARAGRAPH * 3 {
                notice = false;
                continue;
            }
            // Notices stand at either end; a paragraph in the middle of the body is prose whatever it says.
            let tail = n * 10 >= layout.blocks.len() * 6 || n + 8 >= layout.blocks.len();
            if !(notice || tail || n < 4) {
                continue;
            }
            let scan = Scan::of(block.text());
            let terms = scan.distinct(Class::Legal);
            if terms > 0 && is_heading(&scan) && has_body_elsewhere(&layout, n) {
                notice = true;
                lift_publisher(block.text(), changes);
                changes.cut(block);
            } else if notice && (terms > 0 || is_numbered(block.text())) || self.is_notice(&scan, terms, block) {
                changes.cut(block);
            } else {
                notice = false;
            }
        }
        Verdict::Keep
    }
}

impl CutCopyright {
    /// A notice without a heading: many different terms for its length, or a short line of a footer.
    fn is_notice(&self, scan: &Scan<'_>, terms: usize, block: &Block) -> bool {
        if terms == 0 {
            return false;
        }
        let width = chars::width(block.text());
        let coverage = scan.coverage(&[Class::Legal]);
        let dense = terms >= self.min_terms && coverage >= 0.12;
        let footer = width <= 160 && coverage >= 0.3 && !block.kind().is_heading();
        let signed = width <= 160 && scan.begins(Class::Legal).is_some() && has_mark(block.text());
        dense || footer || signed
    }
}

/// A short line that names a notice and says nothing: it ends in a colon, or in a word for such a text.
fn is_heading(scan: &Scan<'_>) -> bool {
    const ENDS: &[&str] = &[
        "声明",
        "聲明",
        "notice",
        "disclaimer",
        "免責事項",
        "須知",
        "须知",
        "说明",
        "說明",
        "impressum",
        "légales",
        "legal",
    ];
    let text = scan.text.trim().trim_matches(['【', '】', '[', ']', '*', '■', '□']);
    let bare = text.trim_end_matches([':', '：']);
    chars::width(text) <= HEADING
        && !text.contains(['。', '，', ','])
        && (bare.len() < text.len() || ENDS.iter().any(|e| bare.to_lowercase().ends_with(e)))
}

/// A notice is furniture of a document that has something else; alone it is the document (a law, a policy page).
fn has_body_elsewhere(layout: &Layout<'_>, n: usize) -> bool {
    let before: usize = layout.blocks[..n].iter().map(|b| b.text().len()).sum();
    let rest: usize = layout.blocks[n..].iter().map(|b| b.text().len()).sum();
    before * 2 >= rest
}

/// An item of a notice: ①, 1., (1), （一）, 一、 or a bullet.
fn is_numbered(text: &str) -> bool {
    let text = text.trim_start();
    let mut chars = text.chars();
    match chars.next() {
        Some('①'..='⑳' | '⑴'..='⒇' | '•' | '·' | '*' | '-') => true,
        Some('(' | '（') => chars.next().is_some_and(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c)),
        Some(c) if c.is_ascii_digit() => {
            let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
            rest.starts_with(['.', '、', '．', ')', '）'])
        }
        Some(c) if "一二三四五六七八九十".contains(c) => chars.next() == Some('、'),
        _ => false,
    }
}

fn has_mark(text: &str) -> bool {
    text.contains(['©', '®']) || text.to_lowercase().contains("copyright")
}

/// `某某网版权与免责声明` names the publisher, if nothing else has.
fn lift_publisher(heading: &str, changes: &mut Changes) {
    let Some(at) = heading.find(['版', '免', '著']) else { return };
    let name = heading[..at].trim().trim_matches(['【', '[', '■', '*', '关', '于', '關', '於']);
    let generic = ["本网", "本站", "本網", "本报", "本報", "网站", "網站"].contains(&name);
    let width = chars::width(name);
    if !generic && (6..=30).contains(&width) && !name.contains(['，', '、', '：', ':']) {
        changes.add_meta(MetaKey::Publisher, name, "copyright-notice");
    }
}
