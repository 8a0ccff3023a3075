//! Names of attributes that somebody asks for, and names of elements as html5ever wants them.

use html5ever::LocalName;

/// Attributes that are kept. All others are read and forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Attr {
    Class,
    Content,
    Datetime,
    Hidden,
    Href,
    HttpEquiv,
    Id,
    Itemprop,
    Lang,
    Name,
    Property,
    Pubdate,
    Rel,
    Role,
    Style,
    Title,
    Type,
    Value,
    /// `xlink:href`, which is `href` in SVG.
    XlinkHref,
}

impl Attr {
    /// The attribute of a name in any case.
    pub(super) fn of(name: &[u8]) -> Option<Attr> {
        let is = |text: &str| name.eq_ignore_ascii_case(text.as_bytes());
        let (attr, text) = match (name.len(), name.first()?.to_ascii_lowercase()) {
            (2, b'i') => (Attr::Id, "id"),
            (3, b'r') => (Attr::Rel, "rel"),
            (4, b'h') => (Attr::Href, "href"),
            (4, b'l') => (Attr::Lang, "lang"),
            (4, b'n') => (Attr::Name, "name"),
            (4, b'r') => (Attr::Role, "role"),
            (4, b't') => (Attr::Type, "type"),
            (5, b'c') => (Attr::Class, "class"),
            (5, b's') => (Attr::Style, "style"),
            (5, b't') => (Attr::Title, "title"),
            (5, b'v') => (Attr::Value, "value"),
            (6, b'h') => (Attr::Hidden, "hidden"),
            (7, b'c') => (Attr::Content, "content"),
            (7, b'p') => (Attr::Pubdate, "pubdate"),
            (8, b'd') => (Attr::Datetime, "datetime"),
            (8, b'i') => (Attr::Itemprop, "itemprop"),
            (8, b'p') => (Attr::Property, "property"),
            (10, b'h') => (Attr::HttpEquiv, "http-equiv"),
            (10, b'x') => (Attr::XlinkHref, "xlink:href"),
            _ => return None,
        };
        is(text).then_some(attr)
    }

    pub(super) fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// Places of the table of names, and bytes of a page for each; a whole page uses some forty names.
const PLACES: usize = 128;
const BYTES: usize = 64;

/// Names of elements that the page has used: making one costs a hash and a search.
pub(super) struct Names(Vec<Option<(u64, LocalName)>>);

impl Names {
    /// For a page of so many bytes.
    pub(super) fn new(len: usize) -> Names {
        Names(vec![None; (len / BYTES).clamp(8, PLACES)])
    }

    /// The name in lower case.
    pub(super) fn get(&mut self, name: &str) -> LocalName {
        let key = name.bytes().take(8).fold(0, |n, b| n << 8 | u64::from(b.to_ascii_lowercase()));
        if name.len() > 8 || name.contains('\0') {
            return LocalName::from(name.to_ascii_lowercase().replace('\0', "\u{fffd}"));
        }
        let place = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 57) as usize % self.0.len();
        match self.0.get_mut(place) {
            Some(Some((known, name))) if *known == key => name.clone(),
            Some(slot) => {
                let made = LocalName::from(name.to_ascii_lowercase());
                *slot = Some((key, made.clone()));
                made
            }
            None => LocalName::from(name.to_ascii_lowercase()),
        }
    }
}
