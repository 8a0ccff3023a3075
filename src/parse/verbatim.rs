//! One block that nothing but the selected passes touches, not even its white space.

use super::{ParseOptions, Parsed};
use crate::document::{Block, Kind};

pub(super) fn parse(text: &str, _: &ParseOptions) -> Parsed {
    let block = Block::new(Kind::Paragraph, text).with_origin(0..text.len());
    Parsed { blocks: vec![block], ..Parsed::default() }
}
