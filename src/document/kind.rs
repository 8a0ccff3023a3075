//! What blocks are.

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The title of the document where it stands above the body of a page.
    Title,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// One item of a list.
    ListItem,
    /// Quoted text.
    Quote,
    /// A table, a row a line, cells separated by tabs.
    Table,
    /// Preformatted text or code: no pass changes its spaces, widths or script.
    Code,
    /// What stands under a picture or figure.
    Caption,
    /// A line that names the writers.
    Byline,
    /// A line of metadata (date, source, editor).
    Meta,
}

impl Kind {
    /// The name that `show` and snapshots print.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Title => "title",
            Kind::Heading(1) => "heading-1",
            Kind::Heading(2) => "heading-2",
            Kind::Heading(3) => "heading-3",
            Kind::Heading(4) => "heading-4",
            Kind::Heading(5) => "heading-5",
            Kind::Heading(_) => "heading-6",
            Kind::Paragraph => "paragraph",
            Kind::ListItem => "list-item",
            Kind::Quote => "quote",
            Kind::Table => "table",
            Kind::Code => "code",
            Kind::Caption => "caption",
            Kind::Byline => "byline",
            Kind::Meta => "meta",
        }
    }

    /// Whether the block is part of the body text of a record.
    pub fn is_body(self) -> bool {
        !matches!(self, Kind::Title | Kind::Heading(_) | Kind::Caption | Kind::Byline | Kind::Meta)
    }

    /// Whether the block is a heading.
    pub fn is_heading(self) -> bool {
        matches!(self, Kind::Heading(_))
    }
}
