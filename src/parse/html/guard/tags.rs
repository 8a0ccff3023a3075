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
    ($($text:literal)*) => {
        &[$(name($text)),*]
    };
}

/// Its text is never seen.
pub(super) const DROPPED: u16 = 1;
/// What is in it is text up to its end tag.
pub(super) const RAW: u16 = 1 << 1;
/// It has no end tag.
pub(super) const VOID: u16 = 1 << 2;
pub(super) const FORMATTING: u16 = 1 << 3;
/// It ends an open paragraph.
pub(super) const CLOSES_P: u16 = 1 << 4;
/// End tags do not look beyond it.
pub(super) const BARRIER: u16 = 1 << 5;
pub(super) const TABLE_PART: u16 = 1 << 6;
/// It ends an open element of its kind.
pub(super) const ENDS_KIND: u16 = 1 << 7;
/// An open element that the tree does not have.
pub(super) const LEFT_OUT: u16 = 1 << 8;

const SORTS: &[(u16, &[u64])] = &[
    (DROPPED, names!("script" "style" "noscript" "iframe" "noembed" "noframes")),
    (RAW, names!("title" "textarea" "xmp")),
    (
        VOID,
        names!("area" "base" "br" "col" "embed" "hr" "img" "input" "link" "meta" "param" "source" "track" "wbr" "frame"
            "keygen" "bgsound"),
    ),
    (FORMATTING, names!("a" "b" "big" "code" "em" "font" "i" "nobr" "s" "small" "strike" "strong" "tt" "u")),
    (
        CLOSES_P,
        names!("address" "article" "aside" "blockquote" "center" "details" "dialog" "dir" "div" "dl" "fieldset"
            "figcaption" "figure" "footer" "form" "h1" "h2" "h3" "h4" "h5" "h6" "header" "hgroup" "main" "menu" "nav"
            "ol" "p" "pre" "section" "summary" "table" "ul" "li" "dt" "dd" "hr"),
    ),
    (BARRIER, names!("td" "th" "table" "caption" "object" "marquee")),
    (TABLE_PART, names!("table" "tr" "td" "th" "tbody" "thead" "tfoot" "caption")),
    (ENDS_KIND, names!("li" "dt" "dd" "td" "th" "tr" "tbody" "tfoot" "thead" "option")),
];

/// Names of a kind, the open elements that their start tags end, and those beyond which they do not look.
pub(super) const KINDS: &[(&[u64], &[u64], &[u64])] = &[
    (names!("li"), names!("li"), names!("ul" "ol" "menu" "dir")),
    (names!("dt" "dd"), names!("dt" "dd"), names!("dl")),
    (names!("td" "th"), names!("td" "th"), names!("tr" "table")),
    (names!("tr"), names!("tr"), names!("table")),
    (names!("tbody" "tfoot" "thead"), names!("tbody" "thead" "tfoot"), names!("table")),
    (names!("option"), names!("option"), names!("select")),
];

/// What sorts of elements names are, remembered for the names that a page has used.
pub(super) struct Sorts([(u64, u16); 64]);

impl Sorts {
    pub(super) fn new() -> Sorts {
        Sorts([(0, 0); 64])
    }

    pub(super) fn of(&mut self, n: u64) -> u16 {
        let place = &mut self.0[(n.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 58) as usize];
        if place.0 != n {
            let sorts = SORTS.iter().filter(|(_, names)| names.contains(&n));
            *place = (n, sorts.fold(0, |bits, (bit, _)| bits | bit));
        }
        place.1
    }
}
