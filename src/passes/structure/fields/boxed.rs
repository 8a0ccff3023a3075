//! The box above a document of an office, as a table: `索 引 号：` beside its value, `发文机关：` beside who issued it.

use super::imprints::{Found, whole_date};
use super::meta_line::is_colon;
use crate::chars;
use crate::document::{Block, Kind};
use crate::meta::MetaKey;
use crate::phrases::{Words, simplify};

/// Bytes of the longest box.
const LONGEST: usize = 1500;

/// Fields that it has at least.
const FIELDS: usize = 3;

/// The lists of what fields are called, and what that means to us.
const KEYS: [(Words, Option<MetaKey>); 4] = [
    (Words::Box, None),
    (Words::BoxPublisher, Some(MetaKey::Publisher)),
    (Words::BoxDate, Some(MetaKey::Date)),
    (Words::BoxTitle, Some(MetaKey::Title)),
];

/// What such a box says.
pub(in super::super) fn read(block: &Block) -> Option<Found> {
    let text = block.text();
    if block.kind() != Kind::Table || text.len() > LONGEST || !text.contains(is_colon) {
        return None;
    }
    let key_of = |cell: &str| {
        let bare: String = cell.chars().filter(|c| !c.is_whitespace() && !is_colon(*c)).collect();
        let bare = simplify(&bare);
        KEYS.iter().find(|(keys, _)| keys.has(&bare)).map(|(_, meaning)| *meaning)
    };
    let cells: Vec<&str> = text.split(['\t', '\n']).map(chars::trim).filter(|cell| !cell.is_empty()).collect();
    let mut found = Found::new();
    let mut known = 0;
    for (n, cell) in cells.iter().enumerate() {
        // `索引号：0001/2004-208` or the value in the cell behind.
        let (key, value) = match cell.split_once(is_colon) {
            Some((key, value)) if !value.trim().is_empty() => (key, value.trim()),
            _ => (*cell, cells.get(n + 1).copied().filter(|next| key_of(next).is_none()).unwrap_or_default()),
        };
        let Some(meaning) = key_of(key) else { continue };
        known += 1;
        match meaning {
            Some(MetaKey::Date) => found.extend(whole_date(value).map(|date| (MetaKey::Date, date))),
            Some(key) if !value.is_empty() => found.push((key, value.to_owned())),
            _ => {}
        }
    }
    (known >= FIELDS).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_of_offices() {
        let text = "索 引 号：\t0001/2004-208\t主题分类：\t其他\n发文机关：\t石桥县政府\t发布日期：\t2018年12月24日";
        let found = read(&Block::new(Kind::Table, text.to_owned())).unwrap();
        assert_eq!(found[0], (MetaKey::Publisher, "石桥县政府".to_owned()));
        assert_eq!(found[1], (MetaKey::Date, "2018-12-24".to_owned()));
        assert!(read(&Block::new(Kind::Table, "名称：\t水车\t价格：\t3元".to_owned())).is_none());
    }
}
