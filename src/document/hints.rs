//! What the markup says of a block.

use std::ops::Range;

/// A link inside a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Byte range of the anchor text in the block as it was parsed.
    pub text: Range<u32>,
    /// Where it points, as written.
    pub href: String,
}

/// What the markup said about a block. Passes decide from it; the parser only describes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hints {
    /// Local name of the element that made the block (`p`, `div`, `td`), empty without markup.
    pub tag: &'static str,
    /// Depth of that element in the tree.
    pub depth: u16,
    /// Characters (not bytes) of the block that are link text.
    pub link_chars: u32,
    /// Links in the block, bounded.
    pub links: Vec<Link>,
    /// Whether all of the text is set in bold.
    pub bold: bool,
    /// Probability in percent that the block belongs to the main content, where a model said so.
    pub content: Option<u8>,
    /// Whether an image stands right before the block, in HTML in the element that made it.
    pub pictured: bool,
    /// Whether a rule for the site keeps (`true`) or drops (`false`) the block.
    pub site: Option<bool>,
}
