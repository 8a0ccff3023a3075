//! Lines at the top of a text that look like titles and are none.

use super::super::fields::imprints;
use super::super::people::{alone, datelines};
use crate::chars;

/// `【2012/01/11 15:05 报导】`: the head of a flash that has no title.
pub(in super::super) fn is_date(text: &str) -> bool {
    let bare = text.trim_matches(['【', '】', '[', ']', '(', ')', '（', '）']);
    let bare = bare.trim_end_matches(['报', '報', '导', '導', '道', '讯', '訊', '电', '電']);
    bare.starts_with(|c: char| c.is_ascii_digit()) && imprints::whole_date(bare).is_some()
}

/// `石桥日报讯（记者 陈小河）`, `石桥网北京2月4日电 (记者`: how news begins.
pub(in super::super) fn is_dateline(text: &str) -> bool {
    chars::contains_any(text, ['讯', '訊', '电', '電']) && (datelines::is_cut_off(text) || alone::alone(text).is_some())
}

/// `（石桥学院 地理系，石桥 541000）`: where the authors of a paper work.
pub(in super::super) fn is_institute(text: &str) -> bool {
    let inner = text.strip_prefix(['(', '（']).and_then(|t| t.strip_suffix([')', '）'])).unwrap_or_default();
    inner.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 6)
}

/// A line that is all quotation, with the end of a sentence or a dash before the closing quote, opens a scene.
pub(in super::super) fn is_spoken(text: &str) -> bool {
    let inner = text.trim_end_matches(chars::is_closing);
    text.starts_with(['"', '“', '\'', '‘', '«', '»', '「', '„'])
        && inner.len() < text.len()
        && (chars::is_sentence(inner) || inner.ends_with(['—', '-', '–', '，', ',']))
}
