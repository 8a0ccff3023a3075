//! Notes below a text on where what it says is from, which name nobody who printed it: `（综合整理自石桥新闻、河口网等）`, `信息来源于网络`; and that
//! a weblog asks to be named: `转载本文请联系原作者获取授权，同时请注明本文来自陈小河石桥网博客。`

use super::super::layout::{Layout, is_prose};
use super::super::people;
use super::imprints::{Found, strip};
use crate::chars;
use crate::document::{Block, Kind};
use crate::phrases::{Words, simplify};

/// Bytes of the longest note.
const LONGEST: usize = 300;

/// Characters of what a note says is from the web: `本文部分内容`.
const WHAT: usize = 6;

/// A note below the text, or between it and other texts.
pub(in super::super) fn read(text: &str) -> Option<Found> {
    if text.len() > LONGEST {
        return None;
    }
    (is_from_web(text) || is_gathered(text, 1) || is_of_blog(text)).then(Found::new)
}

/// `信息来源于网络`, `（部分内容来自互联网）`
fn is_from_web(text: &str) -> bool {
    let inner = strip(text).trim_end_matches(['。', '.']);
    // What the words of the list end in.
    if !inner.ends_with(['网', '網', '络', '絡']) {
        return false;
    }
    let Some(what) = Words::FromWeb.before(inner) else { return false };
    what.chars().count() <= WHAT
        && (what.is_empty() && inner.len() < text.len() || Words::FromWebWhat.ends(&simplify(what)))
}

/// `（综合整理自石桥新闻、河口网等）`: several media, of which at least `least` and half are known as such.
fn is_gathered(text: &str, least: usize) -> bool {
    let inner = strip(text).trim_end_matches(['。', '.']);
    let Some(rest) = Words::Gathered.behind(inner) else { return false };
    let rest = rest.trim_start_matches(['：', ':', ' ']);
    let rest = Words::AndOthers.before(rest).unwrap_or(rest);
    let names: Vec<&str> =
        rest.split(['、', '，', ',', '和', '及', ' ', '/']).map(str::trim).filter(|n| !n.is_empty()).collect();
    let media = names.iter().filter(|name| people::is_medium(name.trim_matches(['《', '》', '“', '”']))).count();
    let short = names.iter().all(|name| name.chars().count() <= 20);
    names.len() > 1 && short && media >= least && media * 2 >= names.len()
}

/// `转载本文请联系原作者获取授权，同时请注明本文来自陈小河石桥网博客。`
fn is_of_blog(text: &str) -> bool {
    blogger(text).is_some()
}

/// Whose weblog such a notice names.
pub(in super::super) fn blogger(text: &str) -> Option<&str> {
    let text = chars::trim(text);
    if text.len() > LONGEST || !text.starts_with(['转', '轉']) {
        return None;
    }
    let (_, rest) = text.split_once("本文来自").or_else(|| text.split_once("本文來自"))?;
    let (name, behind) = rest.split_once("博客")?;
    // The site stands behind the name.
    let name = Words::WeblogSite.before(name).or_else(|| name.strip_suffix('的')).unwrap_or(name);
    let fits = (2..=12).contains(&name.chars().count()) && name.chars().all(|c| chars::is_alphanumeric(c) || c == ' ');
    (fits && !behind.contains(chars::is_han)).then_some(name)
}

/// Lines between the text and its editor, and bytes of the key of another field.
const ABOVE: usize = 2;
const KEY: usize = 24;

/// Whether a line is a short key and what it says.
fn is_field(text: &str) -> bool {
    let key = text.trim_start_matches(['•', ' ']).split(['：', ':']).next().unwrap_or_default();
    key.len() <= KEY && key.len() < text.len()
}

/// Notes that stand between the text and others which look like more of it: the one line that names the editor with the key for that, and a
/// bracket on from where the text was gathered.
pub(in super::super) fn inside<'a>(layout: &Layout<'a>, read: impl Fn(&str) -> Option<Found>) -> Vec<(usize, Found)> {
    let lines = || {
        let inner = layout.blocks.iter().enumerate().take(layout.last).skip(layout.first + 1);
        let kinds = |b: &Block| matches!(b.kind(), Kind::Paragraph | Kind::Meta | Kind::ListItem);
        let bare = |b: &'a Block| chars::trim(b.text().trim_start_matches(['•', ' ']));
        inner.filter(move |(_, b)| kinds(b) && b.text().len() <= LONGEST).map(move |(n, b)| (n, bare(b)))
    };
    let editor =
        |text: &str| ["责", "責", "(责", "（责", "（責", "[责", "【责"].iter().any(|key| text.starts_with(key));
    // In the imprint of a magazine it stands among others; a line or two on the text may stand above it.
    let below = |n: usize| {
        let above = layout.blocks[..n].iter().rev().take(ABOVE + 1).take_while(|b| !is_field(b.text()));
        above.into_iter().any(|b| is_prose(b))
    };
    let mut editors =
        lines().filter(|(n, text)| editor(text) && below(*n)).filter_map(|(n, text)| Some((n, read(text)?)));
    let mut found: Vec<(usize, Found)> = match (editors.next(), editors.next()) {
        (Some(one), None) => vec![one],
        _ => Vec::new(),
    };
    let bracketed = |text: &str| text.starts_with(['(', '（', '[', '【']) && is_gathered(text, 2);
    found.extend(lines().filter(|(_, text)| bracketed(text)).map(|(n, _)| (n, Found::new())));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_on_sources() {
        for text in [
            "（综合整理自石桥新闻、水车帮、河口网等）",
            "综合自：石桥日报、《河口晚报》",
            "信息来源于网络",
            "（内容来自互联网）",
            "(来源于网络)",
            "转载本文请联系原作者获取授权，同时请注明本文来自陈小河石桥网博客。",
        ] {
            assert_eq!(read(text), Some(Found::new()), "{text}");
        }
        for text in [
            "综合自己的经验、老人的说法",
            "水车的图纸来源于网络",
            "来源于网络",
            "整理自石桥新闻",
            "转载本文请联系作者，本文来自陈小河的博客里最早的一篇",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(blogger("转载本文请联系原作者获取授权，同时请注明本文来自陈小河科学网博客。"), Some("陈小河"));
    }
}
