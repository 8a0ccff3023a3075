//! What the names of elements mean for blocks.

use super::flag;
use super::walk::is_head;

/// How an element takes part in blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Ends the block before it and begins a new one.
    Block,
    /// Flows with the text around it.
    Inline,
    /// Its text is never seen.
    Skip,
    /// Ends a line.
    Break,
    /// A row or a cell of a table.
    Row,
    /// A table cell.
    Cell,
}

/// Name of an element as a static string, with its role. Unknown elements are inline, like `span`.
fn role(name: &str) -> (&'static str, Role) {
    macro_rules! table {
        ($($role:ident: $($name:literal)*;)*) => {
            match name {
                $($($name => ($name, Role::$role),)*)*
                _ => ("span", Role::Inline),
            }
        };
    }
    table! {
        Block: "address" "article" "aside" "blockquote" "body" "button" "caption" "center" "dd" "details" "dialog" "dir" "div" "dl"
            "dt" "fieldset" "figcaption" "figure" "footer" "form" "h1" "h2" "h3" "h4" "h5" "h6" "header" "hgroup" "html" "legend" "li"
            "listing" "main" "menu" "nav" "ol" "optgroup" "p" "pre" "search" "section" "select" "summary" "table" "tbody" "textarea"
            "tfoot" "thead" "ul" "xmp" "hr" "frameset" "marquee";
        Inline: "a" "abbr" "b" "bdi" "bdo" "big" "cite" "code" "del" "dfn" "em" "font" "i" "ins" "kbd" "label" "mark" "option" "q" "s"
            "samp" "small" "span" "strike" "strong" "sub" "sup" "time" "tt" "u" "var" "ruby" "rb" "data" "output" "math" "svg" "text" "map";
        Skip: "script" "style" "noscript" "template" "head" "iframe" "noembed" "noframes" "object" "rp" "rt" "rtc" "audio" "video"
            "canvas" "datalist" "title";
        Break: "br";
        Row: "tr";
        Cell: "td" "th";
    }
}

/// What is known of a name once it was looked up.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    name: &'a str,
    pub(super) tag: &'static str,
    pub(super) role: Role,
    /// Whether it says something about the page.
    pub(super) head: bool,
    /// What it says of its place, outside and inside an article.
    pub(super) flags: u32,
    pub(super) inner_flags: u32,
}

impl<'a> Known<'a> {
    fn of(name: &'a str) -> Known<'a> {
        let (tag, role) = role(name);
        let (flags, inner_flags) = (flag::tag_flag(tag, 0), flag::tag_flag(tag, flag::ARTICLE));
        Known { name, tag, role, head: is_head(name), flags, inner_flags }
    }
}

/// Names that a page has used, so that each is looked up once.
pub(super) struct KnownNames<'a>(Vec<Known<'a>>);

impl<'a> KnownNames<'a> {
    /// Places of the table; a whole page uses some forty names.
    const PLACES: usize = 256;

    /// For a page of so many nodes.
    pub(super) fn new(nodes: usize) -> KnownNames<'a> {
        KnownNames(vec![Known::of(""); nodes.clamp(8, Self::PLACES)])
    }

    pub(super) fn get(&mut self, name: &'a str) -> &Known<'a> {
        let byte = |n: Option<&u8>| n.map_or(0, |b| usize::from(*b));
        let bytes = name.as_bytes();
        let mixed = byte(bytes.first()) * 31 + byte(bytes.last()) * 7 + byte(bytes.get(1)) * 3 + bytes.len() * 61;
        let places = self.0.len();
        let place = &mut self.0[mixed % places];
        if place.name != name {
            *place = Known::of(name);
        }
        place
    }
}
