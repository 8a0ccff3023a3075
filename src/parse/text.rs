//! Text without markup.

use super::{ParseOptions, Parsed};
use crate::document::{Block, Kind};

pub(super) fn parse(text: &str, _: &ParseOptions) -> Parsed {
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let start = at + (line.len() - line.trim_start().len());
            blocks.push(Block::new(Kind::Paragraph, trimmed).with_origin(start..start + trimmed.len()));
        }
        at += line.len();
    }
    Parsed { blocks, ..Parsed::default() }
}
