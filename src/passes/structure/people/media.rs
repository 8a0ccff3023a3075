//! The names of newspapers and agencies.

use super::names;
use crate::chars;
use crate::phrases::{Words, simplify};

/// Characters of the longest number, and of the longest remark on what a medium did, behind its name.
const NUMBER: usize = 3;
const REMARK: usize = 4;

/// Whether a word names a newspaper or agency: it ends in a word for one, and is not the one that prints (`本报`).
pub(in super::super) fn is_medium(name: &str) -> bool {
    let plain = |c: char| chars::is_alphanumeric(c) || "·/-—《》“” ".contains(c);
    let named = |name: &str| {
        let plain = simplify(name.trim_end_matches(['》', '”']));
        ends_as_medium(&plain) || is_known(&plain)
    };
    // `石桥晚报·石桥号`: what a paper calls its application.
    let made_of =
        || name.split_once('·').is_some_and(|(paper, own)| named(paper) && (2..=6).contains(&own.chars().count()));
    (3..=20).contains(&name.chars().count())
        && !name.starts_with('本')
        && name != "新闻网"
        // `2009年12月04日石桥网`
        && !(name.starts_with(|c: char| c.is_ascii_digit()) && name.contains(['年', '月']))
        && !(name.contains("记者") && name.ends_with(['道', '导', '導', '电', '電', '讯', '訊']))
        && ![" 报道", " 报导", " 報道", " 報導"].iter().any(|end| name.ends_with(end))
        && name.chars().all(plain)
        && (named(name) || !name.contains(' ') && made_of())
}

/// Whether a word ends as names of media do. `工作汇报` is none, but `石桥文汇报` is: the longer ending tells.
fn ends_as_medium(plain: &str) -> bool {
    Words::Outlet.ends(plain)
        && (!Words::NoOutlet.ends(plain)
            || Words::Outlet.before(plain).map(str::len) < Words::NoOutlet.before(plain).map(str::len))
}

/// Whether a word is the whole name of a medium that does not end as others do: `cnBeta`, `快科技`.
fn is_known(plain: &str) -> bool {
    let letters = plain.bytes().any(|b| b.is_ascii_uppercase());
    if letters { Words::Medium.has(&plain.to_lowercase()) } else { Words::Medium.has(plain) }
}

/// The medium that a value names where a person should stand, without what it was called before, what it did with the text and a number of
/// comments: `石桥网`, `快科技（原驱动之家）`, `石桥网[整理] 1`.
pub(in super::super) fn medium_in(value: &str) -> Option<&str> {
    let value = chars::trim(value);
    if is_medium(value) {
        return Some(value);
    }
    let number = |word: &str| word.len() <= NUMBER && word.bytes().all(|b| b.is_ascii_digit());
    let bare = value.rsplit_once(' ').filter(|(_, last)| number(last)).map_or(value, |(name, _)| name.trim_end());
    if bare.len() < value.len() && is_medium(bare) {
        return Some(bare);
    }
    let (name, inner) = bare.strip_suffix([']', '］', '）', ')'])?.rsplit_once(['[', '［', '（', '('])?;
    // `石桥日报（陈小河）`: who wrote.
    let name_of_one = || inner.chars().count() == 3 && names::split(inner).is_some_and(|names| names.len() == 1);
    let short = || inner.chars().count() <= REMARK && inner.chars().all(chars::is_han) && !name_of_one();
    let remark = inner.starts_with('原') || short();
    Some(name.trim_end()).filter(|name| remark && is_medium(name))
}

/// Whether words with capitals name a paper or those who work there: `Riverton Gazette`, `Gazette Staff`.
pub(in super::super) fn is_paper(text: &str) -> bool {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    words.len() > 1 && words.last().is_some_and(|word| Words::Paper.has(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_media() {
        for name in ["石桥日报", "石桥文汇报", "石橋文匯報", "cnBeta", "IT之家", "石桥晚报·石桥号", "21世纪石桥报道"]
        {
            assert!(is_medium(name), "{name}");
        }
        for name in ["工作汇报", "本报", "2009年12月04日石桥新闻网", "老水车", "IT之家长"] {
            assert!(!is_medium(name), "{name}");
        }
    }

    #[test]
    fn media_in_the_place_of_writers() {
        for (value, name) in [
            ("cnBeta", "cnBeta"),
            ("快科技（原驱动之家）", "快科技"),
            ("石桥网[整理] 1", "石桥网"),
            ("石桥网 12", "石桥网"),
        ] {
            assert_eq!(medium_in(value), Some(name));
        }
        for value in ["陈小河（石桥日报）", "陈小河[整理]", "石桥网（陈小河、李敏）", "石桥日报（陈小河）", "水车工"]
        {
            assert_eq!(medium_in(value), None, "{value}");
        }
    }
}
