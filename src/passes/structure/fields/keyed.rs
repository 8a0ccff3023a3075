//! What one key of a metadata line says: the value behind it, without what a page prints around it.

use super::super::lift_source_url::is_home;
use super::super::people;
use super::imprints::{Found, dated, is_bar, whole_date};
use super::meta_line::{KEYS, has_key, is_colon};
use super::meta_values::take;
use super::trimmed::{without_buttons, without_more};
use super::{key_people, keys, stamps};
use crate::chars;
use crate::meta::MetaKey;
use crate::phrases::{Class, Hit, Scan, Words, simplify};

/// Greatest width of a value.
const WIDEST: usize = 80;

/// Greatest width of what stands behind the key of a counter that counts nothing yet: `评论：暂无`.
const UNCOUNTED: usize = 6;

/// A key and what stands behind it, up to the next.
pub(super) struct Field<'a> {
    key: &'a str,
    classes: &'static [Class],
    behind: &'a str,
}

impl<'a> Field<'a> {
    /// The field of a key in a text, which ends where the next begins.
    pub(super) fn of(text: &'a str, hit: &Hit, end: usize) -> Field<'a> {
        let behind = &text[hit.range.end..end.max(hit.range.end)];
        Field { key: &text[hit.range.clone()], classes: hit.classes, behind }
    }

    fn is(&self, classes: &[Class]) -> bool {
        self.classes.iter().any(|class| classes.contains(class))
    }

    /// What the key means for the record.
    fn class(&self) -> Option<Class> {
        let class = *self.classes.iter().find(|class| KEYS.contains(class))?;
        // `校对：周晓` edited nothing.
        let checked = class == Class::Editor && Words::Checker.has(&simplify(self.key));
        Some(if checked { Class::Drop } else { class })
    }

    /// Whether words stand behind the key of a counter, so that it is none: `阅读：要让学生真正读进去`.
    fn is_told(&self, value: &str) -> bool {
        let counts = || {
            const FURNITURE: &[Class] = &[Class::Nav, Class::Share, Class::Button, Class::Drop];
            // `点击：载入中...`
            let loads = value.ends_with("...") || value.ends_with('…');
            loads || value.contains(|c: char| c.is_ascii_digit()) || Scan::of(value).coverage(FURNITURE) >= 0.5
        };
        chars::width(value) > UNCOUNTED && Words::Counter.has(&simplify(self.key).to_lowercase()) && !counts()
    }

    /// Reads the field into what is found; `None` if no value stands behind its key.
    pub(super) fn read(&self, found: &mut Found) -> Option<()> {
        let value = without_marks(self.behind);
        found.extend(self.address(value));
        let value = self.own(value);
        if let Some(named) = self.several(value) {
            found.extend(named);
            return Some(());
        }
        if chars::width(value) > WIDEST {
            return None;
        }
        let class = self.class()?;
        if class == Class::Drop && self.is_told(value) {
            return None;
        }
        let (value, date) = if class == Class::Publisher { without_bracket(value) } else { (value, None) };
        found.extend(date.map(|date| (MetaKey::Date, date)));
        let Some((date, name)) = day_beside(class, value) else { return take(class, value, found) };
        take(class, name.trim_matches(|c: char| c.is_whitespace() || is_bar(c)), found)?;
        found.push((MetaKey::Date, date));
        Some(())
    }

    /// `来源：石桥日报 https://…`, but not the home of the paper.
    fn address(&self, value: &str) -> Option<(MetaKey, String)> {
        let (name, url) = value.rsplit_once(' ').filter(|_| self.is(&[Class::Publisher]))?;
        let of_text = url.starts_with("http") && !name.contains("http") && !is_home(url);
        of_text.then(|| (MetaKey::Url, url.to_owned()))
    }

    /// The value without buttons, counters and keys that stand behind it.
    fn own<'v>(&self, value: &'v str) -> &'v str {
        let plain = self.is(&[Class::Publisher, Class::Author, Class::Editor, Class::Date]);
        let value = if plain { without_more(value) } else { value };
        let value = keys::without_empty(without_buttons(value), KEYS);
        // `散文 | 被引量 : 0次`: behind the bar stands a field that we do not know.
        match value.split_once(is_bar) {
            Some((own, rest)) if has_key(rest) && !own.trim().is_empty() => own.trim_end(),
            _ => value,
        }
    }

    /// `作者：陈小河（石桥大学副校长）；李敏之（河口学院副教授）`
    fn several(&self, value: &str) -> Option<Found> {
        // `陈小河（1936—2014），石桥人` is one.
        if key_people::without_origin(value).len() < value.len() {
            return None;
        }
        let who = match self.classes.iter().find(|class| matches!(class, Class::Author | Class::Editor))? {
            Class::Author => MetaKey::Author,
            _ => MetaKey::Editor,
        };
        Some(people::several::names(value)?.into_iter().map(|name| (who, name)).collect())
    }
}

/// What stands behind a key without its colon, and without the marks before the next key.
fn without_marks(text: &str) -> &str {
    let value = text.trim_start_matches(|c: char| is_colon(c) || is_bar(c) || c.is_whitespace());
    // An address may end in a stroke: `来源：https://www.example.com/note/1/`.
    let address = value.rsplit(' ').next().is_some_and(|last| last.starts_with("http"));
    let value = value
        .trim_end_matches(|c: char| c.is_whitespace() || "|｜/丨,，、;；([（【".contains(c) && !(address && c == '/'));
    if value.contains(['［', '[', '【']) { value } else { value.trim_end_matches(['］', ']', '】']) }
}

/// The name of a medium without the bracket behind it, and the date in that.
fn without_bracket(value: &str) -> (&str, Option<String>) {
    let Some((name, rest)) = value.split_once(['(', '（']) else { return (value, None) };
    // `来源丨石桥财经（ID：shiqiao）`
    if rest.starts_with("ID") {
        return (name.trim(), None);
    }
    // `石桥社区 (Sun Apr 17 23:08:41 2005), 站内`
    match rest.split_once([')', '）']).and_then(|(date, _)| whole_date(date)) {
        Some(date) => (name.trim(), Some(date)),
        None => (value, None),
    }
}

/// `来源：石桥晚报 2021-05-08`: the date beside a value, and the value.
fn day_beside(class: Class, value: &str) -> Option<(String, &str)> {
    if class == Class::Date {
        return None;
    }
    dated(value).or_else(|| stamps::behind(value)).filter(|(_, name)| !name.trim().is_empty())
}
