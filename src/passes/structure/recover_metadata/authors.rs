//! Authors: the best origin that names people, split and cleaned.

use crate::chars;
use crate::meta::{Evidence, MetaKey};

/// Origins, most trusted first.
const RANKS: &[&str] = &[
    "site-rule",
    "json-ld",
    "citation_author",
    "itemprop:author",
    "meta:author",
    "rel:author",
    "class:author-name",
    "byline",
    "class:author",
    "article:author",
    "meta:creator",
    "json-ld:person",
    "json-ld:organization",
];

/// The authors and where they were read.
pub(super) fn decide(list: &[&Evidence]) -> Vec<(String, &'static str)> {
    let sites: Vec<String> = list
        .iter()
        .filter(|e| e.key == MetaKey::Publisher && e.from != "visible-source")
        .map(|e| fold(&e.value))
        .collect();
    let mut fallback = Vec::new();
    for rank in RANKS {
        let mut out: Vec<(String, &'static str)> = Vec::new();
        for e in list.iter().filter(|e| e.key == MetaKey::Author && e.from == *rank) {
            let names = if *rank == "citation_author" { vec![swapped(&e.value)] } else { split(&e.value) };
            for name in names {
                let folded = fold(&name);
                if sites.contains(&folded) {
                    if fallback.is_empty() {
                        fallback.push((name, e.from));
                    }
                    continue;
                }
                if !out.iter().any(|(o, _)| fold(o) == folded) {
                    out.push((name, e.from));
                }
            }
            // Visible lines repeat and vary; the first that names somebody counts.
            if !out.is_empty() && matches!(*rank, "byline" | "class:author" | "json-ld:person") {
                break;
            }
        }
        if !out.is_empty() {
            return out;
        }
    }
    fallback
}

fn fold(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// `Markus, Havell` to `Havell Markus`, as citation tags have it.
fn swapped(name: &str) -> String {
    match name.split_once(',') {
        Some((last, first)) if !first.contains(',') => format!("{} {}", first.trim(), last.trim()),
        _ => name.trim().to_owned(),
    }
}

/// Words before a name, lower-case.
const BEFORE: &[&str] = &[
    "by ",
    "by:",
    "by\u{a0}",
    "written by",
    "posted by",
    "published by",
    "story by",
    "authored by",
    "reviewed by",
    "author:",
    "authors:",
    "author",
    "von ",
    "von:",
    "par ",
    "por ",
    "autor:",
    "autor ",
    "autorin:",
    "autore:",
    "auteur:",
    "di ",
    "door ",
    "av ",
    "af ",
    "text:",
    "texte:",
    "del ",
    "przez ",
    "автор:",
    "автор ",
    "текст:",
    "作者",
    "记者",
    "記者",
    "撰文",
    "文",
    "编辑",
    "編輯",
    "责任编辑",
    "責任編輯",
    "本报",
    "本報",
    "本刊",
    "实习",
    "實習",
    "见习",
    "通讯员",
    "通訊員",
    "特约",
    "整理",
    "编译",
    "編譯",
    "綜合報導",
    "著者",
    "取材",
    "posted on",
    "from ",
    "profile",
    "view",
    "view orcid profile",
    "dr. ",
];

/// Marks between names.
const BETWEEN: &[&str] = &[
    " and ",
    " und ",
    " et ",
    " y ",
    " e ",
    " en ",
    " och ",
    " og ",
    " i ",
    " и ",
    " και ",
    " & ",
    " with ",
    " und\u{a0}",
    "&amp;",
    " / ",
    " | ",
];

/// Splits a list of names and takes off what is no name.
pub(super) fn split(text: &str) -> Vec<String> {
    let mut text = text.replace(['\u{a0}', '\u{3000}'], " ");
    // A line `By A B | 3 May 2020` says more than names.
    for mark in [
        " | ",
        " • ",
        " · ",
        " – ",
        " — ",
        " - ",
        "\t",
        "Published",
        "Updated",
        "Posted",
        " on ",
        " in ",
        " at ",
        "Follow",
    ] {
        if let Some(at) = text.find(mark).filter(|at| *at > 2) {
            text.truncate(at);
        }
    }
    let mut text = strip_before(text.trim()).to_owned();
    for mark in BETWEEN {
        text = text.replace(mark, ",");
    }
    let han = text.chars().filter(|c| chars::is_han(*c)).count() * 2 > text.chars().count();
    let separators: &[char] = if han {
        &[',', '，', '、', ';', '；', '/', '／', '|', ' ', '·', '&']
    } else {
        &[',', '，', '、', ';', '；', '/', '|', '&']
    };
    let mut out: Vec<String> = Vec::new();
    for part in text.split(separators) {
        let name = strip_before(part.trim());
        let name = name.trim_matches(|c: char| c.is_whitespace() || "()（）[]【】:：\"'“”‘’*•-–—.@".contains(c));
        let name = name.strip_suffix("报道").or_else(|| name.strip_suffix("報導")).unwrap_or(name).trim();
        if is_person(name) && !out.iter().any(|o| o == name) {
            out.push(name.to_owned());
        }
        if out.len() >= 30 {
            break;
        }
    }
    out
}

fn strip_before(text: &str) -> &str {
    let mut rest = text;
    for _ in 0..3 {
        let before = rest.len();
        for word in BEFORE {
            let Some(head) = rest.get(..word.len()) else { continue };
            let ascii = word.is_ascii() && !word.ends_with([' ', ':']);
            if head.to_lowercase() != *word || (ascii && rest[word.len()..].starts_with(|c: char| c.is_alphabetic())) {
                continue;
            }
            // `文` alone is also a surname: it must be followed by a mark.
            if *word == "文" && !rest[word.len()..].starts_with(['/', '／', ':', '：', '|', '｜', ' ']) {
                continue;
            }
            rest = rest[word.len()..].trim_start_matches(|c: char| c.is_whitespace() || ":：/／|｜".contains(c));
        }
        if rest.len() == before {
            break;
        }
    }
    rest
}

/// Whether a piece can be the name of a person or of an office that signs.
fn is_person(name: &str) -> bool {
    const NONE: &[&str] = &[
        "admin",
        "administrator",
        "editor",
        "staff",
        "guest",
        "unknown",
        "author",
        "authors",
        "anonymous",
        "webmaster",
        "null",
        "none",
        "user",
        "root",
        "phd",
        "md",
        "m.d",
        "ph.d",
        "jr",
        "佚名",
        "未知",
        "匿名",
        "网络",
        "網絡",
        "原创",
        "本站",
        "小编",
        "小編",
        "编辑",
        "记者",
        "记者",
        "作者",
        "all posts",
        "contributor",
        "contributing writer",
        "staff writer",
        "senior editor",
        "senior reporter",
        "reporter",
        "correspondent",
        "comments",
        "share",
        "email",
        "more",
        "view profile",
        "follow",
        "posts",
        "about",
        "rn",
        "msn",
        "mba",
        "rd",
        "np",
    ];
    let lower = name.to_lowercase();
    let n = name.chars().count();
    let han = name.chars().all(|c| chars::is_cjk(c) || c == '·');
    let words = name.split_whitespace().count();
    n >= 2
        && (if han { n <= 12 } else { n <= 50 && words <= 6 })
        && !NONE.contains(&lower.as_str())
        && !lower.contains("http")
        && !lower.contains("www.")
        && !lower.contains('@')
        && !lower.ends_with(".com")
        && name.chars().any(char::is_alphabetic)
        && name.chars().filter(char::is_ascii_digit).count() <= 2
}
