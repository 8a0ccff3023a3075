//! Headings that are lines about the text: converters and pages set small print as such.

use super::super::layout::Layout;
use super::imprints::without_address;
use super::meta_line::read;
use super::usual::usual;
use super::{by_line, date_and_names};
use crate::census::Traits;
use crate::document::{Block, Kind};
use crate::meta::MetaKey;

/// Bytes of the longest heading that is a day, and of a date with a day.
const DAY: usize = 40;
const FULL: usize = 10;

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
        let found = date_and_names::read(&usual(text), false)?;
        found.iter().any(|(key, date)| *key == MetaKey::Date && date.contains('T')).then_some(())
    };
    dated && block.text().contains(':') && fields().is_some()
}

/// `## Friday, 3 May 2019` over the title of a post, or `##### May 3, 2019` under it: the one heading that is a day, above the text. A list
/// of changes has several, or its items below it.
pub(in super::super) fn lone_day(layout: &Layout<'_>) -> Option<usize> {
    let day = |b: &Block| {
        matches!(b.kind(), Kind::Heading(2..))
            && b.census().traits.any(Traits::DIGIT)
            && b.text().len() <= DAY
            && by_line::date_of(b.text().trim()).is_some_and(|date| date.len() >= FULL)
    };
    let at = layout.blocks[..layout.first].iter().position(|b| day(b))?;
    let alone = !layout.blocks[at + 1..].iter().any(|b| day(b));
    let below = layout.blocks.get(at + 1..=layout.first)?;
    (alone && below.iter().all(|b| b.kind() != Kind::ListItem)).then_some(at)
}
