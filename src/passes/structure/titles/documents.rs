//! The title of what an office issues, below the head of its paper and the number of the document: `石桥县人民政府文件`, `石政发〔2021〕8号`,
//! `关于修复河堤的通知`.

use super::super::headings::numbers::is_of_document;
use super::super::layout::Layout;
use super::super::lift_title::is_title;
use crate::chars;
use crate::document::{Block, Kind};
use crate::phrases::{Words, simplify};

/// Lines above the text among which the number stands, and lines below it that may be the title.
const HEAD: usize = 16;
const BELOW: usize = 2;

/// The line of the title, unless what stands above the number says as much.
pub(in super::super) fn below_number<'a>(layout: &Layout<'a>) -> Option<&'a Block> {
    let number = layout.head(HEAD).find(|(_, b)| is_of_document(chars::trim(b.text()))).map(|(n, _)| n)?;
    let line = layout.blocks[number + 1..].iter().take(BELOW).copied().find(|b| is_about(b))?;
    let said = |b: &&Block| b.text().contains(chars::trim(line.text()));
    (!layout.blocks[..number].iter().any(said)).then_some(line)
}

/// Whether a line says what a document is about and of what sort it is.
fn is_about(block: &Block) -> bool {
    let text = chars::trim(block.text());
    block.kind() == Kind::Paragraph
        && is_title(block)
        && text.starts_with(['关', '關'])
        && Words::Act.ends(&simplify(text.trim_end_matches(chars::is_closing)))
}
