//! What the names of elements mean for blocks.

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
pub(super) fn role(name: &str) -> (&'static str, Role) {
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
