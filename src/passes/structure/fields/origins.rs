//! What a copied text says of where it was copied from: a note with a link, or the block that question sites and blogs put
//! behind what a reader copies.

use super::super::people;
use super::imprints::Found;
use crate::census::Traits;
use crate::chars;
use crate::document::Block;
use crate::meta::MetaKey;
use crate::phrases::{Words, simplify};

/// Bytes of the longest note.
const LONGEST: usize = 600;

/// Keys of the block, and what they mean.
const KEYS: &[(&str, Option<MetaKey>)] = &[
    ("作者", Some(MetaKey::Author)),
    ("链接", Some(MetaKey::Url)),
    ("来源", Some(MetaKey::Publisher)),
    ("著作权归作者所有", None),
];

/// Where a paragraph says that the text comes from; `None` unless it says nothing else.
pub(in super::super) fn read(block: &Block) -> Option<Found> {
    // All of them have an address, be it behind a link.
    let address =
        block.hints().is_some_and(|hints| !hints.links.is_empty()) || block.census().traits.any(Traits::COLON);
    if block.text().len() > LONGEST || !address {
        return None;
    }
    copied(block.text())
        .or_else(|| noted(block))
        .or_else(|| turned(block))
        .or_else(|| told(block))
        .or_else(|| within(block))
        .or_else(|| addressed(block.text()))
}

/// `via: https://…`: what a text was translated from. `原文链接：https://…`: where it stood.
fn addressed(text: &str) -> Option<Found> {
    // `原文: https://…` over `ID: 283162`, which a mirror gives it.
    let number =
        |line: &str| line.split_once(": ").is_some_and(|(key, n)| key == "ID" && n.bytes().all(|b| b.is_ascii_digit()));
    let text = chars::trim(text);
    let text = text
        .split_once('\n')
        .filter(|(_, below)| number(chars::trim(below)))
        .map_or(text, |(line, _)| chars::trim_end(line));
    // `Originally published at https://…`
    let at = text.find("http").filter(|at| *at > 0)?;
    let (key, url) = (text[..at].trim().trim_end_matches([':', '：']).trim_end(), text[at..].trim());
    let word = key.len() <= 48 && (key.eq_ignore_ascii_case("via") || Words::Origin.has(&simplify(key).to_lowercase()));
    (word && url.starts_with("http") && !url.contains(char::is_whitespace))
        .then(|| vec![(MetaKey::Url, url.to_owned())])
}

/// `来源：石桥日报 [水车停了](https://…)`, `原文来自：石桥日报《[水车停了](https://…)》`, `作者水车工，石桥原文[链接](https://…)，图片已丢失。`: a note
/// that begins with a word for the source, or ends in one, and has the link within.
pub(in super::super) fn within(block: &Block) -> Option<Found> {
    let [link] = block.hints()?.links.as_slice() else { return None };
    let text = block.text();
    if text.len() > LONGEST || !link.href.starts_with("http") {
        return None;
    }
    let note = chars::trim(text.get(..link.text.start as usize)?.trim_end_matches([' ', '《', '「', '“', '[']));
    let behind = text.get(link.text.end as usize..)?.trim_start_matches(['》', '」', '”', ']', ' ']);
    // `，图片已丢失。`
    let brief = behind.chars().all(|c| !c.is_alphanumeric())
        || behind.starts_with(['，', ',', '（', '(']) && behind.chars().count() <= 12;
    if note.is_empty() || note.chars().count() > 40 || !brief {
        return None;
    }
    let mut found = vec![(MetaKey::Url, link.href.clone())];
    if let Some((key, name)) = note.split_once([':', '：']) {
        let (key, name) = (simplify(key.trim()).to_lowercase(), name.trim());
        let known = Words::Origin.has(&key);
        // `信息源自石桥论坛：水车工`
        let said = || ["信息源自", "信息来源", "转自", "转载自", "来自"].iter().any(|word| key.starts_with(word));
        if !known && !said() || name.contains([':', '：', '。']) {
            return None;
        }
        // `来源：[石桥日报](https://…)`: the name is the link.
        let linked = chars::trim(text.get(link.text.start as usize..link.text.end as usize).unwrap_or_default());
        // `Link: wheel.js` leads to what the text is about.
        if key == "link" && linked.contains(char::is_alphabetic) && !linked.contains("://") {
            return None;
        }
        let name = if name.is_empty() && people::is_medium(linked) { linked } else { name };
        if known && (2..=12).contains(&name.chars().count()) && !name.contains(['，', ',', ' ']) {
            found.push((MetaKey::Publisher, name.to_owned()));
        }
        return Some(found);
    }
    let writer = note.strip_prefix("作者").and_then(|rest| rest.split_once(['，', ',']));
    let word = writer.map_or(note, |(_, word)| word.trim());
    let plain = simplify(word);
    let whole = plain.ends_with("原文") && word.chars().count() <= 8;
    if let Some((name, _)) = writer.filter(|(name, _)| (2..=8).contains(&name.chars().count())) {
        found.push((MetaKey::Author, name.to_owned()));
    }
    whole.then_some(found)
}

/// `作者：甲 链接：https://… 来源：知乎 著作权归作者所有。商业转载请联系作者获得授权，非商业转载请注明出处。`, on one line.
fn copied(text: &str) -> Option<Found> {
    let text = chars::trim(text);
    // The first of the keys stands before all else.
    if !KEYS.iter().any(|(key, _)| text.starts_with(key)) || !text.contains("http") || !text.contains("著作权归") {
        return None;
    }
    let mut places: Vec<(usize, usize, Option<MetaKey>)> = Vec::new();
    for (key, meaning) in KEYS {
        let found = text.match_indices(key).map(|(at, key)| (at, at + key.len()));
        let mut keyed = found.filter_map(|(at, end)| match meaning {
            None => Some((at, end)),
            Some(_) => text[end..]
                .starts_with(['：', ':'])
                .then(|| (at, end + text[end..].chars().next().map_or(0, char::len_utf8))),
        });
        places.extend(keyed.next().map(|(at, end)| (at, end, *meaning)));
    }
    places.sort_unstable_by_key(|(at, ..)| *at);
    // All of them, and nothing before the first.
    if places.len() < KEYS.len() || places.first().is_none_or(|(at, ..)| *at > 0) {
        return None;
    }
    let ends = places.iter().skip(1).map(|(at, ..)| *at).chain([text.len()]);
    let mut found = Found::new();
    for ((_, start, meaning), end) in places.iter().zip(ends) {
        let value = text[*start..end].trim();
        match meaning {
            Some(MetaKey::Url) if !value.starts_with("http") || value.contains(char::is_whitespace) => return None,
            Some(key) if !value.is_empty() && value.len() <= 200 => found.push((*key, value.to_owned())),
            Some(_) => return None,
            None => {}
        }
    }
    Some(found)
}

/// `原文来自：[石桥日报《水车停了》](http://…)`: a word for the source and a link to it.
fn noted(block: &Block) -> Option<Found> {
    let links = &block.hints()?.links;
    let [link] = links.as_slice() else { return None };
    let text = block.text();
    let (start, end) = (link.text.start as usize, link.text.end as usize);
    let key = text.get(..start)?.trim().trim_end_matches(['：', ':']).trim_end();
    let rest = text.get(end..)?.trim_matches(|c: char| c.is_whitespace() || c == '。');
    if key.is_empty() || !rest.is_empty() || !Words::Origin.has(&simplify(key).to_lowercase()) {
        return None;
    }
    let name = text.get(start..end)?.split('《').next().unwrap_or_default().trim();
    let mut found = Found::new();
    // An account or a paper; anything longer is the title of the text.
    // Behind `原文` and `链接` stands what the text is called.
    let called = ["原文", "原文链接", "原文地址", "链接", "link"].contains(&&*simplify(key).to_lowercase());
    let short = || name.chars().count() <= 12 && !called;
    if !name.is_empty() && (people::is_medium(name) || short()) && !name.starts_with("http") {
        found.push((MetaKey::Publisher, name.to_owned()));
    }
    if link.href.starts_with("http") {
        found.push((MetaKey::Url, link.href.clone()));
    }
    Some(found)
}

/// `原文链接：石桥号「水车工」首发：「[水车停了](https://…)」`: a key for the address, and where the text was, before its title as a link.
fn told(block: &Block) -> Option<Found> {
    const KEYS: [&str; 4] = ["原文链接", "原文地址", "本文链接", "文章链接"];
    let [link] = block.hints()?.links.as_slice() else { return None };
    let text = block.text();
    let note = text.get(..link.text.start as usize)?;
    let plain = simplify(note);
    let keyed = KEYS.iter().any(|key| plain.strip_prefix(key).is_some_and(|rest| rest.starts_with([':', '：'])));
    let whole = text.get(link.text.end as usize..)?.chars().all(|c| !c.is_alphanumeric());
    (keyed && whole && note.len() <= LONGEST / 4 && link.href.starts_with("http"))
        .then(|| vec![(MetaKey::Url, link.href.clone())])
}

/// `本文由 简悦 SimpRead 转码， 原文地址 [mp.example.com](https://…)`: what a reader puts above the page that it turned into text.
fn turned(block: &Block) -> Option<Found> {
    let text = block.text();
    let link = block.hints()?.links.last()?;
    let note = text.get(..link.text.start as usize)?;
    let turned = note.starts_with("本文由") && note.contains("转码") && note.trim_end().ends_with("原文地址");
    let whole = text.get(link.text.end as usize..)?.trim().is_empty();
    (turned && whole && link.href.starts_with("http")).then(|| vec![(MetaKey::Url, link.href.clone())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_readers_copy_says_whence() {
        let text = "作者：水车工 链接：https://q.example.cn/1 来源：石桥问答 著作权归作者所有。转载请注明出处。";
        let values: Vec<String> = copied(text).unwrap().into_iter().map(|(_, value)| value).collect();
        assert_eq!(values, ["水车工", "https://q.example.cn/1", "石桥问答"]);
        assert!(copied("他说，作者：水车工 链接：https://q.example.cn/1 来源：石桥问答 著作权归作者所有。").is_none());
        assert!(copied("著作权归作者所有，链接见 http://q.example.cn/1。").is_none());
    }
}
