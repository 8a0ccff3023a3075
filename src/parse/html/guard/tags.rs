//! Names of tags as numbers, and sets of them.

/// A tag name as a number: its first eight bytes, lower-case. Longer names share numbers, which does no harm here.
pub(super) const fn name(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let mut n = 0;
    let mut i = 0;
    while i < bytes.len() && i < 8 {
        n = n << 8 | bytes[i] as u64;
        i += 1;
    }
    n
}

pub(super) fn name_of(bytes: &[u8]) -> u64 {
    bytes.iter().take(8).fold(0, |n, b| n << 8 | u64::from(b.to_ascii_lowercase()))
}

macro_rules! names {
    ($fn:ident: $($text:literal)*) => {
        pub(super) fn $fn(n: u64) -> bool {
            [$(name($text)),*].contains(&n)
        }
    };
}

names!(is_void: "area" "base" "br" "col" "embed" "hr" "img" "input" "link" "meta" "param" "source" "track" "wbr" "frame" "keygen" "bgsound");
names!(is_formatting: "a" "b" "big" "code" "em" "font" "i" "nobr" "s" "small" "strike" "strong" "tt" "u");
names!(is_dropped: "script" "style" "noscript" "iframe" "noembed" "noframes");
names!(is_raw: "title" "textarea" "xmp");
names!(closes_p: "address" "article" "aside" "blockquote" "center" "details" "dialog" "dir" "div" "dl" "fieldset" "figcaption"
    "figure" "footer" "form" "h1" "h2" "h3" "h4" "h5" "h6" "header" "hgroup" "main" "menu" "nav" "ol" "p" "pre" "section"
    "summary" "table" "ul" "li" "dt" "dd" "hr");
names!(is_barrier: "td" "th" "table" "caption" "object" "marquee");
names!(is_table_part: "table" "tr" "td" "th" "tbody" "thead" "tfoot" "caption");
