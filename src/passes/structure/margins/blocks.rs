//! What is known of a block when the models are asked.

use super::super::furniture::bars;
use super::super::layout::is_prose;
use crate::document::{Block, Kind};
use crate::phrases::Class;

/// Passes that know lines of pages by their words and places, which people use too, in the order of their numbers for the model. Repeats and legal notices are cut
/// for better reasons.
pub(super) const DOUBTED: [&str; 6] =
    ["cut-surroundings", "cut-frames", "cut-related", "cut-navigation", "cut-mastheads", "cut-leftovers"];

/// Whether a block says something of the text.
pub(super) fn is_about(block: &Block) -> bool {
    matches!(block.kind(), Kind::Meta | Kind::Byline)
}

/// What became of a block so far, as a number for the model.
pub(super) fn state(block: &Block) -> f32 {
    match block.kind() {
        _ if block.cut_by().is_some() => 6.0,
        Kind::Title => 5.0,
        Kind::Caption => 4.0,
        Kind::Byline => 3.0,
        Kind::Meta => 2.0,
        Kind::Code | Kind::Table => 1.0,
        _ if is_prose(block) => 0.0,
        _ => 7.0,
    }
}

/// Whether a block may be of the page or the title.
pub(in super::super) fn is_open(block: &Block) -> bool {
    is_line(block) && block.cut_by().is_none()
}

/// Whether a model may be asked about a block.
pub(in super::super) fn is_asked(block: &Block) -> bool {
    is_open(block) || is_doubted(block)
}

/// Whether a block was cut that may be of the text all the same.
pub(super) fn is_doubted(block: &Block) -> bool {
    // The sign for the end is nothing else.
    is_line(block)
        && block.cut_by().is_some_and(|pass| DOUBTED.contains(&pass.spec().name))
        && !bars::is_end(block.text())
        && !leads_on(block)
}

/// `Lire aussi : La crue en images`: the word for other texts, a colon, and the title of one.
fn leads_on(block: &Block) -> bool {
    let hit = block.opening().filter(|hit| hit.classes.contains(&Class::Related));
    hit.is_some_and(|hit| {
        let rest = block.text()[hit.range.end..].trim_start();
        rest.strip_prefix([':', '：', '>', ']', '】']).is_some_and(|title| title.contains(char::is_alphabetic))
    })
}

fn is_line(block: &Block) -> bool {
    matches!(block.kind(), Kind::Paragraph | Kind::ListItem | Kind::Heading(_) | Kind::Quote)
}
