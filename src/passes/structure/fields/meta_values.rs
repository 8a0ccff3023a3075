//! What stands behind the keys of metadata lines: names, media, dates, addresses, tags.

use super::super::people::{self, names, persons};
use super::imprints::{Found, whole_date};
use super::trimmed::{is_code, without_code, without_issue, without_site};
use crate::meta::MetaKey;
use crate::phrases::{Class, Scan, Words, simplify};
use crate::{chars, dates};

/// Greatest width of a value that nobody keeps: an original title reaches 70.
const DROPPED: usize = 70;

/// Whether a text is short and plain enough for the name of a medium or an office.
pub(in super::super) fn is_name_of_source(text: &str) -> bool {
    // `《三国志 蜀书：诸葛亮传》`
    let keyed = !text.starts_with('《') && text.contains([':', '：']);
    chars::width(text) <= 40 && !keyed && !text.contains(['，', ',', '。', '“', '"'])
}

/// Reads the value of a key into what is found; `None` if it is no value of such a key.
pub(in super::super) fn take(class: Class, value: &str, found: &mut Found) -> Option<()> {
    let mut push = |key, value: &str| {
        if !value.is_empty() {
            found.push((key, value.to_owned()));
        }
        Some(())
    };
    match class {
        Class::Author | Class::Editor => {
            let key = if class == Class::Author { MetaKey::Author } else { MetaKey::Editor };
            // `Ruth Calloway <ruth@example.org>`
            let value = value.split_once(" <").filter(|(_, rest)| rest.contains('@')).map_or(value, |(name, _)| name);
            let value = without_code(persons::trimmed(value.trim_start_matches('@')));
            // `作者： 2021-03-04 10:20`: nobody, and the date of the next field.
            if let Some(date) = whole_date(value) {
                return push(MetaKey::Date, &date);
            }
            // `文字：【大】【中】【小】`
            if persons::named(key, value).is_none() {
                return Some(());
            }
            // `記者：市政記者会 9人`: how many there were.
            if value.strip_suffix(['人', '名']).is_some_and(|v| v.ends_with(|c: char| c.is_ascii_digit())) {
                return None;
            }
            // `作者：佚名`, `责任编辑：SN147`
            if is_code(value) || Words::NoName.has(&simplify(value).to_lowercase()) {
                return Some(());
            }
            // `供稿：农学院 摄影：陈小河`: another key that is none of ours.
            let own = value.find([':', '：']).and_then(|colon| value[..colon].rfind(char::is_whitespace));
            let value = own.map_or(value, |end| value[..end].trim_end());
            // `作者：石桥晨报`
            if let Some(medium) = persons::medium(value).filter(|_| class == Class::Author) {
                return push(MetaKey::Publisher, medium);
            }
            // Who posted it is an office: `发布者：农学院`.
            if class == Class::Author && value.chars().count() <= 20 && Words::Office.ends(&simplify(value)) {
                return push(MetaKey::Publisher, value);
            }
            // `来稿：石桥小学 陈小河`
            let value = match value.split_once(char::is_whitespace) {
                Some((office, name)) if Words::Office.ends(&simplify(office)) && names::split(name).is_some() => {
                    name.trim()
                }
                _ => value,
            };
            // `陈小河 系石桥大学教授`
            let one = |name: &str| names::split(name).is_some_and(|names| names.len() == 1);
            let value = value.split_once(" 系").filter(|(name, _)| one(name)).map_or(value, |(name, _)| name);
            // `Josh Berkus (Red Hat)`, `Ann Lee (CNCF), Tom Hill (Google)`: whom they work for.
            let bare = without_employers(value);
            let value = bare.as_deref().unwrap_or(value);
            match people::of(value) {
                // `文：葉嘉敏　攝：Benny Lau`
                Some(people) if class == Class::Author && !people.authors.is_empty() => {
                    people.authors.iter().try_for_each(|n| push(key, n))?;
                    people.editors.iter().try_for_each(|n| push(MetaKey::Editor, n))
                }
                Some(people) => people.names().iter().try_for_each(|n| push(key, n)),
                // `方知远（中学物理教师）`: the name, and who that is; `片刻 小瑶`: pen names.
                None if let Some(names) = described(value).or_else(|| pen_names(value)) => {
                    names.iter().try_for_each(|n| push(key, n))
                }
                // An editor who is an office or a nickname is kept as written, if it looks like one.
                None if value.is_empty() || is_name_of_source(value) => push(key, value),
                None => None,
            }
        }
        // `来源：未知`, `来源：网站首页`
        Class::Publisher if Words::NoName.has(&simplify(value).to_lowercase()) || is_way_home(value) => Some(()),
        Class::Publisher if value.starts_with("http") && !value.contains(char::is_whitespace) => {
            push(MetaKey::Url, value)
        }
        // `来源：石桥日报 记者 陈小河`
        Class::Publisher if let Some(people) = people::with_role(value).filter(|p| !p.authors.is_empty()) => {
            people.authors.iter().for_each(|name| found.push((MetaKey::Author, name.clone())));
            people.outlet.map_or(Some(()), |outlet| {
                found.push((MetaKey::Publisher, outlet));
                Some(())
            })
        }
        // `海西晨报我来说两句`
        Class::Publisher if let Some(name) = before_button(value) => push(MetaKey::Publisher, name),
        // `石桥日报（记者 陈小河）`
        Class::Publisher
            if let Some((name, bracket)) = value.strip_suffix(['）', ')']).and_then(|v| v.split_once(['（', '(']))
                && people::is_medium(name.trim())
                && let Some(people) = people::with_role(bracket).filter(|p| !p.authors.is_empty()) =>
        {
            found.push((MetaKey::Publisher, name.trim().to_owned()));
            found.extend(people.authors.into_iter().map(|name| (MetaKey::Author, name)));
            Some(())
        }
        // `石桥日报 陈小河`
        Class::Publisher
            if let Some((name, writer)) = value.rsplit_once(char::is_whitespace)
                && people::is_medium(name.trim())
                && !people::is_medium(value)
                && writer.chars().count() == 3
                && names::split(writer).is_some_and(|names| names.len() == 1) =>
        {
            found.push((MetaKey::Publisher, name.trim().to_owned()));
            found.push((MetaKey::Author, writer.to_owned()));
            Some(())
        }
        // `云上河口 河口台通联 陈小河`: the medium, who sent it, and who wrote.
        Class::Publisher
            if let [name, sender, writer] = value.split_whitespace().collect::<Vec<_>>()[..]
                && (people::is_medium(name) || sender.contains(['台', '站', '部']))
                && !people::is_medium(value)
                && writer.chars().count() == 3
                && names::split(writer).is_some_and(|names| names.len() == 1) =>
        {
            found.push((MetaKey::Publisher, name.to_owned()));
            found.push((MetaKey::Author, writer.to_owned()));
            Some(())
        }
        // `石桥日报 | 陈小河`, `陈小河/石桥日报`: the medium, and who wrote in it.
        Class::Publisher if let Some((medium, names)) = people::beside_stroke(value) => {
            found.push((MetaKey::Publisher, medium.to_owned()));
            found.extend(names.into_iter().map(|name| (MetaKey::Author, name)));
            Some(())
        }
        Class::Publisher if is_name_of_source(value) => {
            push(MetaKey::Publisher, medium(without_issue(without_site(value))))
        }
        // `发布时间： 来源：石桥日报`, `日期：06-13`
        Class::Date if value.is_empty() || is_day(value) => Some(()),
        Class::Date => {
            match dates::parse_date(value).or_else(|| republic(value)) {
                Some(date) => push(MetaKey::Date, &date),
                // `出版：石桥出版社`
                None if value.ends_with('社') && is_name_of_source(value) => push(MetaKey::Publisher, value),
                None => None,
            }
        }
        Class::Tag | Class::Category => {
            let key = if class == Class::Tag { MetaKey::Tag } else { MetaKey::Category };
            value.split(['、', ',', '，', ';', '；', ' ', '/', '|']).try_for_each(|v| push(key, v.trim()))
        }
        Class::Url if value.starts_with("http") && !value.contains(char::is_whitespace) => push(MetaKey::Url, value),
        Class::Title => (chars::width(value) >= 4).then(|| push(MetaKey::Title, value))?,
        // `阅读数：3 2019 年 5 月 17 日 10:00`
        Class::Drop
            if let Some((count, date)) = value.split_once(char::is_whitespace)
                && count.bytes().all(|b| b.is_ascii_digit())
                && let Some(date) = whole_date(date) =>
        {
            push(MetaKey::Date, &date)
        }
        Class::Drop => (chars::width(value) <= DROPPED).then_some(()),
        _ => None,
    }
}

/// Whether a value is a word of the menu and nothing else.
fn is_way_home(value: &str) -> bool {
    value.chars().count() <= 6 && Scan::of(value).coverage(&[Class::Nav]) >= 1.0
}

/// The name of a medium with a button run together behind it.
fn before_button(value: &str) -> Option<&str> {
    let scan = Scan::of(value);
    // `石桥日报客户端` has a word of buttons in its name.
    let last = scan.of_class(&[Class::Share, Class::Button]).last().filter(|hit| hit.range.end == value.len())?;
    if people::is_medium(value) {
        return None;
    }
    Some(&value[..last.range.start]).filter(|name| people::is_medium(name))
}

/// A day without its year: `06-13`, which dates nothing.
fn is_day(value: &str) -> bool {
    // `01-22 08:47`
    let value = value.split_once(' ').filter(|(_, time)| time.contains(':')).map_or(value, |(day, _)| day);
    // `9月6日`
    if let Some((month, day)) = value.strip_suffix('日').and_then(|v| v.split_once('月')) {
        return [month, day].iter().all(|n| (1..=2).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit()));
    }
    value.len() <= 5
        && value.split_once(['-', '/']).is_some_and(|(month, day)| {
            [month, day].iter().all(|n| (1..=2).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit()))
        })
}

/// Names in letters without the brackets behind them.
fn without_employers(value: &str) -> Option<String> {
    if !value.contains('(') || value.contains(chars::is_cjk) {
        return None;
    }
    let mut bare = String::with_capacity(value.len());
    for part in value.split('(') {
        let (inner, rest) = part.split_once(')').unwrap_or(("", part));
        if inner.contains([',', ';']) {
            return None;
        }
        bare.push_str(rest);
    }
    Some(bare.split(',').map(str::trim).collect::<Vec<_>>().join(", "))
}

/// The name before a remark in brackets, or before a wide space: `李兆清　河口　职员`.
fn described(value: &str) -> Option<Vec<String>> {
    let at = value.find(['（', '(', '\u{3000}'])?;
    let whole = value.ends_with(['）', ')']) || value[at..].starts_with('\u{3000}');
    let names = people::of(&value[..at])?.names();
    (whole && !names.is_empty()).then_some(names)
}

/// Two or three words of two to four Han characters, parted by spaces or marks; a letter or digit may be in one (`火柴Q 甲小姐`).
fn pen_names(value: &str) -> Option<Vec<String>> {
    // `水车姐、胡一刀&李小飞刀`
    let parted = |c: char| if value.contains(['、', '&', '＆']) { "、&＆".contains(c) } else { c.is_whitespace() };
    let names: Vec<String> = value.split(parted).map(str::trim).filter(|n| !n.is_empty()).map(str::to_owned).collect();
    // `新闻部、要闻部` are desks.
    let desk = |name: &String| {
        name.ends_with(['部', '室', '组', '組', '局', '处', '處', '台']) || people::offices::is_office(name)
    };
    if names.iter().any(desk) {
        return None;
    }
    let han = |n: &String| n.chars().filter(|c| chars::is_han(*c)).count();
    let name = |n: &String| {
        (2..=4).contains(&n.chars().count()) && n.chars().all(char::is_alphanumeric) && han(n) + 1 >= n.chars().count()
    };
    ((2..=3).contains(&names.len()) && names.iter().all(name)).then_some(names)
}

/// The name of a medium without the word and the quotes around it: `据《石桥晚报》`, `转自石桥晚报`.
fn medium(value: &str) -> &str {
    let value = persons::source(value);
    // `石桥大学官网6日`: the day on which it stood there.
    let day = value.strip_suffix('日').map(|name| name.trim_end_matches(|c: char| c.is_ascii_digit()));
    let value = day.filter(|site| site.ends_with(['网', '網'])).unwrap_or(value);
    // `石桥网-石桥日报222`: a counter, run together with it.
    let counted = value.trim_end_matches(|c: char| c.is_ascii_digit());
    let value = if counted.len() < value.len() && people::is_medium(counted) { counted } else { value };
    let bare = value.strip_prefix(['据', '據']).unwrap_or(value);
    let quoted = |v: &&str| v.matches('《').count() == 1;
    let value = bare.strip_prefix('《').and_then(|b| b.strip_suffix('》')).filter(|_| quoted(&bare)).unwrap_or(value);
    // `石桥财经微博`: a link to its account, run together with it.
    let value = value.strip_suffix("微博").filter(|name| people::is_medium(name)).unwrap_or(value);
    // `快科技（原驱动之家）`, `石桥网[整理]`
    people::medium_in(value).unwrap_or(value)
}

/// A date in the years of the Republic of China: `113-01-30`.
fn republic(value: &str) -> Option<String> {
    let (year, rest) = value.trim().split_once(['-', '/', '.', '年'])?;
    let year: u32 = year.trim_start_matches("民國").trim_start_matches("民国").parse().ok()?;
    // Three digits, so that no day or month is taken for a year.
    (100..=150).contains(&year).then(|| dates::parse_date(&format!("{}-{rest}", year + 1911)))?
}
