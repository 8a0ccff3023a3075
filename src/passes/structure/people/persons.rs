//! Whether what stands where a name should is one: asked of whatever becomes an author or an editor. What a page put behind
//! a name is taken off, and what is none (a date, the key of the next field, a button, an account of the system) is dropped.

use super::{media, names};
use crate::chars;
use crate::meta::MetaKey;
use crate::phrases::{Class, Scan, Words, simplify};

/// What the addresses of sites end in.
const DOMAINS: [&str; 8] = [".com", ".cn", ".net", ".org", ".edu", ".gov", ".tw", ".hk"];

/// The value for `key`; of an author or editor without what is no part of the name, and `None` if nobody is named.
pub(in super::super) fn named(key: MetaKey, value: &str) -> Option<&str> {
    if !matches!(key, MetaKey::Author | MetaKey::Editor) {
        return Some(value);
    }
    let name = trimmed(value);
    (!is_nobody(key, name)).then_some(name)
}

/// The name of a medium without the word that it was passed on: `转自石桥晚报`.
pub(in super::super) fn source(name: &str) -> &str {
    Words::Cited.behind(name).map_or(name, str::trim_start)
}

/// What a line of metadata says under `key`, if it says something.
pub(in super::super) fn entry(key: MetaKey, value: &str) -> Option<(MetaKey, &str)> {
    // `2021-03-04 · 陈小河 · 石桥日报`
    let value = value.trim_start_matches(['·', '•', ' ']);
    // `发布于河口 石桥时报官方账号`: where from is nobody, and who has an account is no person.
    if value.starts_with("发布于") && key != MetaKey::Date {
        return None;
    }
    if let Some(medium) = medium(value).filter(|_| key == MetaKey::Author) {
        return Some((MetaKey::Publisher, medium));
    }
    // `Source: src/wheel.rs`
    if key == MetaKey::Publisher && value.is_ascii() && value.contains('/') && !value.contains([' ', ':']) {
        return None;
    }
    let account = ["官方账号", "官方帐号"].iter().find_map(|end| value.strip_suffix(end));
    account.map_or_else(|| named(key, value).map(|name| (key, name)), |name| Some((MetaKey::Publisher, name)))
}

/// The medium that stands where who wrote should: `cnBeta`, `石桥晨报`. `李建社` is somebody.
pub(in super::super) fn medium(value: &str) -> Option<&str> {
    media::medium_in(value).filter(|name| name.ends_with(['网', '網']) || !is_one(name))
}

/// The names of a value or one name, without what stands behind or before them: `李敏 min@example.cn`, `李敏（来自石桥）`,
/// `李敏 .`, `江苏 李敏`.
pub(in super::super) fn trimmed(value: &str) -> &str {
    let mut value = chars::trim(value);
    // `[美]约翰·史密斯`: where from.
    if let Some((nation, name)) = value
        .strip_prefix(['[', '［', '〔', '【', '（', '('])
        .and_then(|rest| rest.split_once([']', '］', '〕', '】', '）', ')']))
        && (1..=3).contains(&nation.chars().count())
        && nation.chars().all(chars::is_han)
        && name.chars().count() >= 2
        && name.chars().all(|c| chars::is_han(c) || "·•‧".contains(c))
    {
        value = name;
    }
    // The last sign of `李敏 |` is a separator, that of `Jr.` is not.
    let bare = value.trim_end_matches(['.', '|', '｜', '·', '•', ',', '，', ';', '；', '-', '–', '—']);
    if bare.ends_with(char::is_whitespace) {
        value = bare.trim_end();
    }
    while let Some((rest, last)) = value.rsplit_once(char::is_whitespace)
        && is_mail(last.trim_matches(['(', ')', '（', '）', '<', '>', '[', ']']))
        && !rest.trim().is_empty()
    {
        value = rest.trim_end();
    }
    if value.ends_with(['）', ')', '】', ']'])
        && let Some(at) = value.rfind(['（', '(', '【', '[']).filter(|at| *at > 0)
    {
        let inside = value[at..].trim_matches(['（', '(', '【', '[', '）', ')', '】', ']', ' ']);
        let found_at = |plain: &str| Words::FoundAt.all().iter().any(|word| plain.starts_with(word));
        if is_mail(inside) || found_at(&simplify(inside)) {
            value = value[..at].trim_end();
        }
    }
    // `李敏律师`, `李敏 医生`, `高一(3)班 李敏`: what they are.
    let bare =
        ["律师", "律師", "医生", "醫生", "大夫"].iter().find_map(|post| value.strip_suffix(post)).map(str::trim_end);
    let value = bare.filter(|name| is_one(name)).unwrap_or(value);
    let value = value
        .rsplit_once(char::is_whitespace)
        .filter(|(class, name)| class.ends_with('班') && is_one(name))
        .map_or(value, |(_, name)| name);
    // `江苏 李敏`: where the writer lives.
    match value.split_once(char::is_whitespace) {
        Some((place, name)) if is_one(name.trim()) && Words::Place.has(&simplify(place)) => name.trim(),
        _ => value,
    }
}

/// Whether a text is one name in Han characters that begins with a surname.
fn is_one(text: &str) -> bool {
    (2..=4).contains(&text.chars().count())
        && text.chars().all(chars::is_han)
        && names::split(text).is_some_and(|names| names.len() == 1)
}

fn is_mail(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
}

/// Whether a value speaks of somebody whom it does not name: `一位修钟表的老人`.
pub(in super::super) fn is_somebody(value: &str) -> bool {
    ["一位", "一名", "一个", "这位", "那位", "几位"].iter().any(|word| value.trim_start().starts_with(word))
}

/// Whether a value is words of a sentence in small letters, which name nobody: `Author: who wrote it`.
pub(in super::super) fn is_told(value: &str) -> bool {
    value.is_ascii() && value.split(' ').nth(2).is_some() && !value.bytes().any(|b| b.is_ascii_uppercase() || b == b'@')
}

/// Whether a value says what somebody did: `补充了图片`.
fn tells_what_was_done(value: &str) -> bool {
    let done = value.find('了').filter(|at| *at > 0 && at + '了'.len_utf8() < value.len());
    done.is_some() && !is_one(value) && value.chars().all(chars::is_han)
}

/// `ArchivesWebsiteTwitter`: buttons without spaces between them. `McDonaldFraser` has two such places, too.
fn is_run_together(name: &str) -> bool {
    let places =
        |w: &str| w.as_bytes().windows(2).filter(|p| p[0].is_ascii_lowercase() && p[1].is_ascii_uppercase()).count();
    name.split(' ').any(|w| places(w) >= 3)
}

/// Whether no person is called this.
fn is_nobody(key: MetaKey, name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    // `2017-04-27`, `：`; a nickname may be a number.
    if letters == 0 && (name.is_empty() || !name.bytes().all(|b| b.is_ascii_digit())) {
        return true;
    }
    let plain = simplify(name).to_lowercase();
    if Words::NoName.has(&plain) || Words::Advert.has(&plain) || is_mail(name) {
        return true;
    }
    if name.is_ascii() {
        // `NEWS.EXAMPLE.COM`
        let domain = !name.contains(' ') && DOMAINS.iter().any(|end| plain.ends_with(end));
        return domain || opens_advert(&plain) || is_run_together(name);
    }
    if !name.contains(chars::is_cjk) {
        return opens_advert(&plain);
    }
    // `采访：一位修钟表的老人` is what a text is called, and `编辑：补充了图片` what was done to it.
    if is_somebody(&plain) || tells_what_was_done(name) {
        return true;
    }
    // `【大】【中】【小】`
    if letters == 3 && name.chars().filter(|c| c.is_alphabetic()).eq("大中小".chars()) {
        return true;
    }
    // `石桥文学网` edits the pages it copied.
    if key == MetaKey::Editor && (plain.ends_with('网') || plain.ends_with("网站")) && !is_one(name) {
        return true;
    }
    // `【打印】`
    let inner = name.strip_prefix(['【', '[', '［']).and_then(|rest| rest.strip_suffix(['】', ']', '］']));
    if inner.is_some_and(|inner| Scan::of(inner.trim()).coverage(&[Class::Button, Class::Share, Class::Nav]) >= 0.8) {
        return true;
    }
    // `发布时间`, `我要评论`: a key of another field or a button, and nothing else. Two characters may be a name.
    const OTHERS: &[Class] = &[
        Class::Date,
        Class::Publisher,
        Class::Drop,
        Class::Title,
        Class::Url,
        Class::Share,
        Class::Button,
        Class::Nav,
        Class::Editor,
    ];
    letters >= 4 && name.len() <= 48 && Scan::of(name).of_class(OTHERS).any(|hit| hit.range == (0..name.len()))
}

/// `Publicidad Norte`: two words or more, the first of which says that an advertisement stood there.
fn opens_advert(plain: &str) -> bool {
    plain.split_once(' ').is_some_and(|(first, _)| first.chars().count() > 5 && Words::Advert.has(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_what_stands_behind_them() {
        for (value, name) in [
            ("李敏 min@example.cn", "李敏"),
            ("李敏（min@example.cn）", "李敏"),
            ("水车工（来自石桥）", "水车工"),
            ("李敏 .", "李敏"),
            ("江苏 李敏", "李敏"),
            ("李敏律师", "李敏"),
            ("高一(3)班 李敏", "李敏"),
            ("[美]约翰·史密斯", "约翰·史密斯"),
            ("陈小河 李敏", "陈小河 李敏"),
            ("Martin L. King, Jr.", "Martin L. King, Jr."),
            ("J.R.", "J.R."),
            ("김민수", "김민수"),
            ("山田 太郎", "山田 太郎"),
            ("Иван Петров", "Иван Петров"),
            ("مروان علي", "مروان علي"),
            ("李敏（中学教师）", "李敏（中学教师）"),
            ("13579", "13579"),
            ("Anne-Marie O'Neil", "Anne-Marie O'Neil"),
        ] {
            assert_eq!(named(MetaKey::Author, value), Some(name));
        }
    }

    #[test]
    fn media_are_no_writers() {
        assert_eq!(entry(MetaKey::Author, "cnBeta"), Some((MetaKey::Publisher, "cnBeta")));
        assert_eq!(entry(MetaKey::Author, "石桥网[整理] 1"), Some((MetaKey::Publisher, "石桥网")));
        assert_eq!(entry(MetaKey::Publisher, "src/wheel.rs"), None);
        assert_eq!(
            entry(MetaKey::Publisher, "Riverpost / Millnews"),
            Some((MetaKey::Publisher, "Riverpost / Millnews"))
        );
        assert_eq!(entry(MetaKey::Author, "李建社"), Some((MetaKey::Author, "李建社")));
        assert_eq!(entry(MetaKey::Editor, "石桥晨报"), Some((MetaKey::Editor, "石桥晨报")));
    }

    #[test]
    fn what_is_no_person() {
        for value in [
            "2021-03-04",
            "发布时间",
            "【大】【中】【小】",
            "【打印】",
            "补充了图片",
            "系统管理员",
            "NEWS.EXAMPLE.COM",
            "Publicidad Norte",
            "文并",
            "info@example.org",
        ] {
            assert_eq!(named(MetaKey::Author, value), None, "{value}");
        }
        assert_eq!(named(MetaKey::Editor, "石桥文学网"), None);
        assert_eq!(named(MetaKey::Publisher, "石桥文学网"), Some("石桥文学网"));
    }
}
