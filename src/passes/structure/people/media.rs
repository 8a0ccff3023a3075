//! The names of newspapers and agencies.

use crate::chars;
use crate::phrases::{Words, simplify};

/// Whether a word names a newspaper or agency: it ends in a word for one, and is not the one that prints (`本报`).
pub(in super::super) fn is_medium(name: &str) -> bool {
    let plain = |c: char| chars::is_alphanumeric(c) || "·/-—《》“” ".contains(c);
    let named = |name: &str| {
        let plain = simplify(name.trim_end_matches(['》', '”']));
        Words::Outlet.ends(&plain) && !Words::NoOutlet.ends(&plain)
    };
    // `石桥晚报·石桥号`: what a paper calls its application.
    let made_of =
        || name.split_once('·').is_some_and(|(paper, own)| named(paper) && (2..=6).contains(&own.chars().count()));
    (3..=20).contains(&name.chars().count())
        && !name.starts_with('本')
        && name != "新闻网"
        && !(name.contains("记者") && name.ends_with(['道', '导', '導', '电', '電', '讯', '訊']))
        && ![" 报道", " 报导", " 報道", " 報導"].iter().any(|end| name.ends_with(end))
        && name.chars().all(plain)
        && (named(name) || !name.contains(' ') && made_of())
}

/// Whether words with capitals name a paper or those who work there: `Riverton Gazette`, `Gazette Staff`.
pub(in super::super) fn is_paper(text: &str) -> bool {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    words.len() > 1 && words.last().is_some_and(|word| Words::Paper.has(word))
}
