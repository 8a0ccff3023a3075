//! What a metadata line says: its keys, the values behind them, and what stands before the first.

use super::super::people::{self, names};
use super::imprints::{Found, dated, is_bar, strip, whole_date};
use super::keyed::Field;
use super::meta_values::is_name_of_source;
use super::trimmed::{without_buttons, without_site};
use super::{keys, whole_lines};
use crate::chars;
use crate::meta::MetaKey;
use crate::phrases::{Class, Hit, Scan, Words, simplify};

/// Classes of keys, and what they mean for the record.
pub(super) const KEYS: &[Class] = &[
    Class::Author,
    Class::Editor,
    Class::Publisher,
    Class::Date,
    Class::Tag,
    Class::Category,
    Class::Url,
    Class::Drop,
    Class::Title,
];

/// What a metadata line says; `None` unless all of it is keys, values, dates and marks.
pub(in super::super) fn read(text: &str) -> Option<Found> {
    let tight = keys::tightened(text);
    let text = keys::without_button(tight.as_deref().unwrap_or(text));
    let joined = keys::without_brackets(text).or_else(|| keys::out_of_brackets(text, KEYS));
    let text = joined.as_deref().unwrap_or(text);
    read_keys(text).or_else(|| super::columns::read(text))
}

/// `有效性：有效`: a short word, a colon and a short value. The word may be spread.
pub(in super::super) fn is_field(text: &str) -> bool {
    let tight = keys::tightened(text);
    let Some((key, value)) = tight.as_deref().unwrap_or(text).split_once([':', '：']) else { return false };
    (2..=6).contains(&key.chars().count())
        && key.chars().all(chars::is_han)
        && chars::width(value) <= 40
        && !value.contains(['，', '。', '？', '！'])
}

/// A field, or a button.
pub(super) fn is_unknown_field(text: &str) -> bool {
    match text.contains([':', '：']) {
        _ if is_counter(text) => true,
        true => is_field(text),
        false => {
            let scan = Scan::of(text);
            let counts = || text.len() <= 48 && text.contains(|c: char| c.is_ascii_digit());
            // `约 900 字`
            let length = || text.len() <= 24 && is_count(text);
            scan.coverage(&[Class::Share, Class::Button, Class::Nav]) >= 0.8
                || length()
                || scan.of_class(&[Class::Drop]).next().is_some() && counts()
        }
    }
}

/// [`read`] of a line whose parts are all known.
pub(super) fn read_keys(text: &str) -> Option<Found> {
    let inner = strip(text);
    if let Some(date) = whole_date(inner) {
        return Some(vec![(MetaKey::Date, date)]);
    }
    let scan = Scan::of(inner);
    // `该菜谱创建于2019-11-02 21:30:12`, `本页面最后修订于2017年12月2日。`
    if let Some(hit) = scan.begins(Class::Page) {
        return about_page(&inner[hit.range.end..]);
    }
    if let Some(found) = whole_lines::read(&scan) {
        return Some(found);
    }
    if !inner.contains(|c| is_colon(c) || is_bar(c)) {
        return keys::spaced(&scan, KEYS).and_then(|line| read_keys(&line));
    }
    read_fields(&scan)
}

/// What the fields of a line say, each a key with what stands behind it up to the next.
fn read_fields(scan: &Scan<'_>) -> Option<Found> {
    let text = scan.text;
    let barred = keys::has_only_bars_of(scan, KEYS);
    let keys: Vec<&Hit> = scan.of_class(KEYS).filter(|h| is_key(text, h, barred)).collect();
    let starts: Vec<usize> = keys.iter().map(|h| key_start(text, h)).collect();
    let mut found = Vec::new();
    lead(text[..*starts.first()?].trim(), &mut found)?;
    for (k, hit) in keys.iter().enumerate() {
        let end = starts.get(k + 1).copied().unwrap_or(text.len());
        Field::of(text, hit, end).read(&mut found)?;
    }
    by_whom(&mut found);
    Some(found)
}

/// Settles who of those named before the source of a text wrote it.
fn by_whom(found: &mut Found) {
    let source = |found: &[(MetaKey, String)]| found.iter().any(|(key, _)| *key == MetaKey::Publisher);
    // `石桥车网 2012-04-05 08:35 来源：河口网`: the site in front only passes it on.
    if source(found.get(1..).unwrap_or_default()) {
        let site = matches!(found.as_slice(), [(MetaKey::Publisher, name), ..] if people::is_medium(name));
        found.drain(..usize::from(site));
    }
    // `2013-02-15 09:43 陈小河 来源：石桥网`: beside a source a name is whose text it is.
    if let [(key @ MetaKey::Publisher, name), rest @ ..] = found.as_mut_slice()
        && source(rest)
        && names::split(name).is_some_and(|names| names.len() == 1)
    {
        *key = MetaKey::Author;
    }
}

/// `评论(0)`, `浏览（123）`, `我有话说(12人参与)`
pub(super) fn is_counter(text: &str) -> bool {
    let Some((word, count)) = text.strip_suffix([')', '）']).and_then(|t| t.split_once(['(', '（'])) else {
        return false;
    };
    let digits = count.bytes().take_while(u8::is_ascii_digit).count();
    (2..=6).contains(&word.chars().count())
        && word.chars().all(chars::is_han)
        && digits > 0
        && count.len() <= digits + 9
}

/// When a page was made: a date at the end of what it says of itself.
fn about_page(text: &str) -> Option<Found> {
    let made = Words::PostedOn.behind(text)?;
    Some(vec![(MetaKey::Date, whole_date(made.trim_end_matches('。'))?)])
}

/// A number of readers or characters: `1205`, `2.3万`, `10万+`, `1200字，阅读需要4分钟`.
pub(super) fn is_count(text: &str) -> bool {
    let scan = Scan::of(text);
    let key = |at: usize| scan.of_class(&[Class::Drop]).any(|h| h.range.contains(&at));
    text.contains(|c: char| c.is_ascii_digit())
        && text.char_indices().all(|(at, c)| {
            c.is_ascii_digit()
                || c.is_whitespace()
                || "万萬千次人字个個条條分钟鐘约約+wkWK.,，、".contains(c)
                || key(at)
        })
}

pub(in super::super) fn is_colon(c: char) -> bool {
    matches!(c, ':' | '：' | '︰' | '∶' | '﹕')
}

/// A key is followed by a colon, and nothing but a separator or a closed value stands before it.
fn is_key(text: &str, hit: &Hit, barred: bool) -> bool {
    let after = text[hit.range.end..].trim_start();
    // `来源丨…`
    let kinds = [Class::Author, Class::Editor, Class::Publisher, Class::Drop];
    let named = || hit.classes.iter().any(|c| kinds.contains(c));
    if !(after.starts_with(is_colon) || barred && after.starts_with(is_bar) && named()) {
        return false;
    }
    // `经文：…` has no key of one character in it.
    let short = hit.range.len() <= 3;
    text[..hit.range.start].chars().next_back().is_none_or(|c| !c.is_alphabetic() || !short && chars::is_cjk(c))
}

/// What the names of desks of a paper end in.
const DESKS: [char; 7] = ['部', '组', '类', '室', '区', '级', '道'];

/// Where a key begins: an editor's or author's key may have a word in front that says which (视觉编辑, 本版作者).
fn key_start(text: &str, hit: &Hit) -> usize {
    let start = hit.range.start;
    if !hit.classes.iter().any(|c| matches!(c, Class::Author | Class::Editor)) {
        return start;
    }
    let word: Vec<char> = text[..start].chars().rev().take_while(|c| chars::is_han(*c)).take(5).collect();
    // `来源：河口日报作者：李敏 陈小河责任编辑：周晓`: a medium, and the last of the names. `时政部编辑` is who edits.
    let run = start - word.iter().map(|c| c.len_utf8()).sum::<usize>();
    let name = || {
        let word = &text[run..start];
        let key = simplify(&text[hit.range.clone()]);
        let whole = matches!(&*key, "责任编辑" | "责编" | "作者");
        let named = || word.chars().count() == 3 && names::split(word).is_some_and(|names| names.len() == 1);
        let medium = || text[..run].ends_with(is_colon) && people::is_medium(word);
        // `来源：石桥日报编辑：李敏`
        let after = (whole || key == "编辑") && text[..run].contains(is_colon) && !word.ends_with(DESKS);
        after && (medium() || whole && named())
    };
    // `主编：陈小河 副主编：李敏`
    if word == ['副'] || word == ['总'] {
        return run;
    }
    // Longer runs are a value or prose, and one character is the end of a name: `责编：盛 楠审核：…`.
    if word.len() > 4 || word.len() == 1 && text[..start].contains(is_colon) || name() { start } else { run }
}

/// Whether a text begins with a word and a colon.
pub(super) fn has_key(text: &str) -> bool {
    let key = text.split_once(is_colon).map_or("", |(key, _)| key.trim());
    (2..=6).contains(&key.chars().count()) && key.chars().all(char::is_alphabetic)
}

/// Two to four words with capitals.
fn is_full_name(text: &str) -> bool {
    let word =
        |w: &str| w.starts_with(char::is_uppercase) && w.chars().all(|c| c.is_alphabetic() || ".'’-".contains(c));
    (2..=4).contains(&text.split_whitespace().count()) && text.split_whitespace().all(word)
}

/// What stands before the first key: nothing, a date, or the publisher with a date.
fn lead(text: &str, found: &mut Found) -> Option<()> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || "|｜/丨,，".contains(c));
    // `字号+作者：…`, and the path to the text: `您当前的位置：首页 > 新闻中心 来源：…`
    // `采访、撰文：…`: the key before the last.
    let keys = text.strip_suffix(['、', '&', '和', '及']);
    if text.is_empty()
        || keys.is_some_and(|keys| Scan::of(keys).coverage(&[Class::Author, Class::Editor, Class::Role]) >= 0.9)
        || text.contains(['>', '»', '›'])
            && Scan::of(text).hits.iter().any(|h| h.range.start == 0 && h.classes.contains(&Class::Nav))
        || text.len() <= 24 && Scan::of(text).coverage(&[Class::Drop, Class::Share, Class::Button]) >= 0.8
    {
        return Some(());
    }
    if people::is_medium(text) {
        found.push((MetaKey::Publisher, text.to_owned()));
        return Some(());
    }
    // `By ANN LEE Published: April 18, 2019`
    if let Some(name) = text.strip_prefix("By ").map(str::trim).filter(|name| is_full_name(name)) {
        found.push((MetaKey::Author, name.to_owned()));
        return Some(());
    }
    // `石桥时报特约作者：陈小河`
    let paper = ["特约", "特邀", "专栏", "签约"].iter().find_map(|word| text.strip_suffix(word));
    if let Some(paper) = paper.filter(|paper| people::is_medium(paper)) {
        found.push((MetaKey::Publisher, paper.to_owned()));
        return Some(());
    }
    // `SQi石桥·SQL 作者：陈小河`: a site whose name has letters in it.
    if text.len() <= 40 && text.contains(chars::is_han) && text.contains(|c: char| c.is_ascii_uppercase()) {
        return (!text.contains(char::is_whitespace) && !text.contains(['，', '。', '“'])).then_some(());
    }
    // `01-28 15:21:36`: a day without its year dates nothing.
    let timed =
        text.len() <= 14 && text.contains(':') && text.chars().all(|c| c.is_ascii_digit() || "-/: ".contains(c));
    let Some((value, name)) = dated(text) else { return timed.then_some(()) };
    let name = without_site(without_buttons(name.trim_matches(|c: char| c.is_whitespace() || is_bar(c))));
    if !name.is_empty() && is_name_of_source(name) {
        found.push((MetaKey::Publisher, name.to_owned()));
    } else if !name.is_empty() {
        return None;
    }
    found.push((MetaKey::Date, value));
    Some(())
}
