//! Headings that are lines about the text: converters and pages set small print as such.

use super::imprints::{self, without_address};
use super::meta_line::read;
use super::usual::usual;
use crate::census::Traits;
use crate::document::{Block, Kind};
use crate::meta::MetaKey;

/// `###### 撰稿：陈小河　编辑：李敏`: converters make small headings of small print. Two fields are no heading.
pub(in super::super) fn is_small(block: &Block) -> bool {
    matches!(block.kind(), Kind::Heading(2..))
        && block.text().contains([':', '：'])
        && block.opening().is_some()
        && read(block.text()).is_some_and(|found| found.len() > 1)
}

/// `## https://news.example.org 2021年05月08日 09:30 石桥网`: a day, the time and the medium set as a heading.
pub(in super::super) fn is_dated(block: &Block) -> bool {
    let dated = matches!(block.kind(), Kind::Heading(2..)) && block.census().traits.any(Traits::DIGIT);
    let fields = || {
        let text = without_address(block.text());
        let found = imprints::fields(&usual(text), false)?;
        found.iter().any(|(key, date)| *key == MetaKey::Date && date.contains('T')).then_some(())
    };
    dated && block.text().contains(':') && fields().is_some()
}
