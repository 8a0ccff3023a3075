//! Where an element stands, as bits that its descendants inherit.

pub(super) const NAV: u32 = 1;
pub(super) const HEADER: u32 = 1 << 1;
pub(super) const FOOTER: u32 = 1 << 2;
pub(super) const ASIDE: u32 = 1 << 3;
pub(super) const FORM: u32 = 1 << 4;
pub(super) const ARTICLE: u32 = 1 << 5;
pub(super) const MAIN: u32 = 1 << 6;
pub(super) const FIGURE: u32 = 1 << 7;
pub(super) const TABLE: u32 = 1 << 8;
pub(super) const LIST: u32 = 1 << 9;
pub(super) const LINK: u32 = 1 << 10;
pub(super) const BUTTON: u32 = 1 << 11;
pub(super) const SECTION: u32 = 1 << 12;
pub(super) const HIDDEN: u32 = 1 << 13;
pub(super) const QUOTE: u32 = 1 << 14;
pub(super) const PRE: u32 = 1 << 15;
pub(super) const ARTICLE_BODY: u32 = 1 << 16;
pub(super) const ITEM: u32 = 1 << 17;
pub(super) const CAPTION: u32 = 1 << 18;
pub(super) const SELECT: u32 = 1 << 19;
/// Site rules.
pub(super) const SITE_CONTENT: u32 = 1 << 20;
pub(super) const SITE_DROP: u32 = 1 << 21;
/// A header or footer of an article, not of the page.
pub(super) const INNER_HEADER: u32 = 1 << 22;
pub(super) const INNER_FOOTER: u32 = 1 << 23;
/// Code inside a line; only set on items.
pub(super) const PARAGRAPH: u32 = 1 << 24;
/// A layer that asks for consent.
pub(super) const CONSENT: u32 = 1 << 25;
pub(super) const BOLD: u32 = 1 << 26;

/// Whether a style hides an element.
pub(super) fn hides(style: &str) -> bool {
    let mut rest = style;
    while let Some(at) = rest.find("display") {
        rest = &rest[at + 7..];
        let value = rest.trim_start_matches([' ', ':']);
        if value.starts_with("none") {
            return true;
        }
    }
    false
}

/// Whether a style makes a block of an element that would flow.
pub(super) fn is_block(style: &str) -> bool {
    let values = style.match_indices("display").map(|(at, name)| &style[at + name.len()..]);
    values.filter_map(|rest| rest.trim_start().strip_prefix(':')).any(|value| {
        value
            .trim_start()
            .strip_prefix("block")
            .is_some_and(|end| !end.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
    })
}

/// Whether an inline style sets text in bold: `font-weight: bold`, and weights from 600 on.
pub(super) fn is_bold(style: &str) -> bool {
    let weights = style.match_indices("font-weight").map(|(at, name)| &style[at + name.len()..]);
    weights.filter_map(|rest| rest.trim_start().strip_prefix(':')).map(str::trim_start).any(|weight| {
        weight.starts_with("bold") || ["600", "700", "800", "900"].iter().any(|bold| weight.starts_with(bold))
    })
}

/// What the role of an element says of its place.
pub(super) fn role_flag(role: &str) -> u32 {
    match role {
        "navigation" | "menu" | "menubar" | "tablist" => NAV,
        "banner" => HEADER,
        "contentinfo" => FOOTER,
        "complementary" => ASIDE,
        "search" | "form" => FORM,
        "article" => ARTICLE,
        "main" => MAIN,
        "button" => BUTTON,
        "dialog" | "alertdialog" => HIDDEN,
        _ => 0,
    }
}

/// What a tag says of its place; `above` are the flags that it inherits.
pub(super) fn tag_flag(tag: &str, above: u32) -> u32 {
    let inside = above & (ARTICLE | MAIN) != 0;
    match tag {
        "nav" => NAV,
        "header" if inside => INNER_HEADER,
        "header" => HEADER,
        "footer" if inside => INNER_FOOTER,
        "footer" => FOOTER,
        "aside" => ASIDE,
        "form" => FORM,
        "article" => ARTICLE,
        "main" => MAIN,
        "figure" => FIGURE,
        "table" => TABLE,
        "ul" | "ol" | "dl" => LIST,
        "li" | "dd" | "dt" => ITEM,
        "a" => LINK,
        "strong" | "b" => BOLD,
        "button" => BUTTON,
        "section" => SECTION,
        "blockquote" => QUOTE,
        "pre" | "listing" | "xmp" => PRE,
        "figcaption" | "caption" => CAPTION,
        "select" | "textarea" => SELECT,
        "p" => PARAGRAPH,
        _ => 0,
    }
}
