//! HTML.

use super::{ParseOptions, Parsed};

pub(super) fn parse(text: &str, options: &ParseOptions) -> Parsed {
    parse_fragment(text, options)
}

/// A stretch of HTML inside another format.
pub(super) fn parse_fragment(text: &str, _options: &ParseOptions) -> Parsed {
    use crate::document::{Block, Kind};
    let tree = scraper::Html::parse_fragment(text);
    let mut blocks = Vec::new();
    if let Ok(sel) = scraper::Selector::parse("p,h1,h2,h3,li") {
        for e in tree.select(&sel) {
            let t: String = e.text().collect();
            let t = t.trim();
            if !t.is_empty() {
                blocks.push(Block::new(Kind::Paragraph, t));
            }
        }
    }
    Parsed { blocks, ..Parsed::default() }
}
