//! The people of a byline: roles and marks stripped, names split.

pub(super) mod affiliations;
pub(super) mod alone;
pub(super) mod below_text;
pub(super) mod byline;
pub(super) mod datelines;
mod eastern;
pub(super) mod full_names;
pub(super) mod helpers;
pub(super) mod korean;
pub(super) mod leads;
pub(super) mod magazines;
mod media;
pub(super) mod members;
pub(super) mod names;
pub(super) mod offices;
mod outlets;
pub(super) mod parts;
pub(super) mod persons;
pub(super) mod places;
pub(super) mod posts;
pub(super) mod readers;
mod releases;
pub(super) mod several;
pub(super) mod signed;
pub(super) mod under_title;
pub(super) mod unmarked;
pub(super) mod within;

pub(super) use self::media::{is_medium, is_paper, medium_in};
pub(super) use self::outlets::beside_stroke;
use self::outlets::{after_outlet, behind_media, between_media, of_news, outlet_at};
use crate::chars;
use crate::phrases::{Class, Hit, Scan, Words, simplify};

/// Marks that open a byline in Chinese newspapers.
pub(super) const BYLINE_MARKS: &[char] =
    &['□', '■', '◎', '●', '○', '◆', '◇', '△', '▲', '☆', '★', '▢', '❏', '►', '▶', '☉', '▎', '▍', '▌', '▋'];

/// Marks that join a one-character role to a name: `文/…`, `图丨…`.
const JOINTS: &[char] = &['/', '／', '╱', '\\', ':', '：', '|', '｜', '丨', '︱', '＝', '='];

/// Greatest number of characters of the name of a newspaper or agency in front of a role.
const OUTLET: usize = 12;

/// Who a byline names.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct People {
    pub authors: Vec<String>,
    pub editors: Vec<String>,
    /// Who took or drew the pictures, or helped: authors where nobody wrote.
    pub artists: Vec<String>,
    /// Whether it names who checked the text.
    pub checked: bool,
    /// The site, known from elsewhere.
    pub site: Option<String>,
    /// The newspaper or agency whose reporters they are.
    pub outlet: Option<String>,
}

impl People {
    /// All names: of a value whose key says what they are.
    pub fn names(self) -> Vec<String> {
        [self.authors, self.artists, self.editors].concat()
    }
}

/// The people of a text without the mark of a byline. Everything but names must be a role word, a mark or a separator;
/// otherwise `None`.
pub(super) fn of(text: &str) -> Option<People> {
    read(text, false)
}

/// The people of a text that has a role in it.
pub(super) fn with_role(text: &str) -> Option<People> {
    read(text, true)
}

fn read(text: &str, needs_role: bool) -> Option<People> {
    let text = without_origin(chars::trim(chars::trim(text).trim_start_matches(BYLINE_MARKS)));
    // `文 观察者网 陈小河`: a stroke is missing.
    let stroked = text.strip_prefix('文').filter(|rest| rest.starts_with(char::is_whitespace));
    let stroked = stroked.map(|rest| format!("文/{}", rest.trim_start()));
    let text = stroked.as_deref().unwrap_or(text);
    // `文/图陈小河`: another is missing; `文、图／陈小河`.
    let pictured = Words::TextAndPicture.behind(text).and_then(|rest| {
        let stroked = text[..text.len() - rest.len()].contains(['/', '／']);
        if stroked { Some(rest).filter(|rest| rest.starts_with(chars::is_han)) } else { rest.strip_prefix(JOINTS) }
    });
    let pictured = pictured.map(|rest| format!("文/{}", rest.trim_start()));
    let text = pictured.as_deref().unwrap_or(text);
    // `文/陈小河（石桥财经）`, `文｜陈小河（河口大学教授）`: who that is.
    let text = match text.strip_suffix([')', '）']).and_then(|t| t.rsplit_once(['(', '（'])) {
        Some((named, who))
            if ["文", "撰文", "作者"]
                .iter()
                .any(|key| named.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with(JOINTS)))
                && chars::width(who) <= 30
                && !who.contains(['/', '／', ':', '：', '|'])
                && Scan::of(who).of_class(&[Class::Role, Class::Editor]).next().is_none()
                && !["实习", "實習"].contains(&who) =>
        {
            named.trim_end()
        }
        _ => text,
    };
    // `周晓（实习）` is learning the trade.
    let trainee = || ["（实习）", "(实习)", "（實習）", "(實習)"].iter().find(|word| text.contains(**word));
    let trained = if text.ends_with([')', '）']) { trainee().map(|word| text.replace(word, "")) } else { None };
    let text = trained.as_deref().unwrap_or(text);
    let scan = Scan::of(text);
    let titled = scan.of_class(&[Class::Role]).any(|hit| is_title(&text[hit.range.clone()]));
    let roles: Vec<&Hit> = scan
        .of_class(&[Class::Role, Class::Author, Class::Editor])
        .filter(|hit| is_role_at(text, hit.range.clone(), titled))
        .collect();
    let roles = without_outlets(text, roles);
    if needs_role && roles.is_empty() {
        return None;
    }
    let mut people = People::default();
    let mut at = 0;
    let mut who = Who::Author;
    let trailing = follow_names(text, &roles);
    for (n, hit) in roles.iter().enumerate() {
        let (mut before, role) = (&text[at..hit.range.start], &text[hit.range.clone()]);
        if let Some(from) = outlet_at(before, role, n == 0, people.outlet.as_deref()) {
            if n == 0 || people.outlet.is_none() {
                let name = before[from..].trim_matches(|c: char| c.is_whitespace() || JOINTS.contains(&c));
                // `《石桥》记者 陈小河`: quotes and a reporter make it a medium.
                let quoted = name.strip_prefix('《').and_then(|name| name.strip_suffix('》'));
                people.site = quoted.filter(|_| role.ends_with(['者', '员', '員'])).map(str::to_owned);
                let name = quoted.unwrap_or(name);
                people.outlet = Some(if role.starts_with("新闻") { of_news(name) } else { name.to_owned() });
            }
            before = &before[..from];
        } else if (n > 0 || before.split_whitespace().count() > 1 || places::is_behind_stroke(before))
            && let Some(from) = places::place_at(before, role)
        {
            before = &before[..from];
        }
        // `By Ann Lee, Local Mills Reporter`: what somebody is, behind the comma.
        if n > 0
            && role.is_ascii()
            && !Words::Preposition.has(&role.to_lowercase())
            && let Some((who, job)) = before.rsplit_once(',')
            && !who.trim().is_empty()
            && !names::is_given(job.trim())
        {
            before = who;
        }
        // Before the first role names stand where it comes after them: `王小川 摄`.
        let next = Who::of(hit, role);
        // In `甲　攝：乙` the role is the second one's.
        let joined = text[hit.range.end..].trim_start().starts_with(JOINTS);
        people.take(before, if (n == 0 || trailing) && !joined { next } else { who }, n > 0)?;
        // `图：石桥日报记者 李敏`: the title of who took it.
        let titled = n > 0 && who == Who::Artist && before.chars().all(|c| !c.is_alphanumeric()) && is_title(role);
        who = if titled { who } else { next };
        at = hit.range.end;
    }
    // `陈小河 报导 / 江州县`: behind the verb stands where from.
    let last = roles.last().map_or("", |hit| &text[hit.range.clone()]);
    if !places::is_place_behind(&text[at..], last) || people.authors.is_empty() {
        people.take(&text[at..], who, !roles.is_empty())?;
    }
    Some(people)
}

/// Whether each role stands behind its names: `甲/文 乙/图`.
fn follow_names(text: &str, roles: &[&Hit]) -> bool {
    let joined = |hit: &&Hit| text[hit.range.end..].starts_with(JOINTS);
    let [first, .., last] = roles else { return false };
    let named = |range: &str| range.contains(char::is_alphanumeric);
    named(&text[..first.range.start]) && !named(&text[last.range.end..]) && !roles.iter().any(joined)
}

/// The text without where it was written: `石桥周末记者 顾明霞 发自昆明`.
fn without_origin(text: &str) -> &str {
    let cut = text.find(['发', '發']).filter(|at| text[at + '发'.len_utf8()..].starts_with('自'));
    cut.map_or(text, |at| text[..at].trim_end())
}

/// The roles without those that are the end of the name of a medium: `某某经济报道记者`.
fn without_outlets<'h>(text: &str, roles: Vec<&'h Hit>) -> Vec<&'h Hit> {
    let titled = |hit: &Hit| is_title(&text[hit.range.clone()]);
    let joined = |n: usize| roles.get(n + 1).is_some_and(|next| next.range.start == roles[n].range.end && titled(next));
    let apart: Vec<bool> = (0..roles.len()).map(|n| !joined(n) || titled(roles[n])).collect();
    roles.into_iter().zip(apart).filter(|(_, apart)| *apart).map(|(hit, _)| hit).collect()
}

/// Whom a role names.
#[derive(Clone, Copy, PartialEq)]
enum Who {
    Author,
    Editor,
    /// Who took or drew the pictures.
    Artist,
    /// Who checked the text and did not edit it.
    Checker,
}

impl Who {
    fn of(hit: &Hit, word: &str) -> Who {
        match &*simplify(&word.to_lowercase()) {
            word if hit.classes.contains(&Class::Editor) && Words::Checker.has(word) => Who::Checker,
            _ if hit.classes.contains(&Class::Editor) => Who::Editor,
            word if Words::Artist.has(word) => Who::Artist,
            word if word.starts_with("photo") => Who::Artist,
            _ => Who::Author,
        }
    }
}

impl People {
    /// Takes the names of a stretch between roles; `None` if something else is in it.
    fn take(&mut self, text: &str, who: Who, after_role: bool) -> Option<()> {
        // `石桥时报【陈小河╱河口报导】`: who employs stands before the bracket.
        let text = match text.split_once(datelines::OPEN) {
            Some((medium, rest)) if is_medium(medium.trim()) => {
                self.outlet.get_or_insert_with(|| medium.trim().to_owned());
                rest
            }
            _ => text,
        };
        // `文/陈小河`, `竹下君/文`; `编辑同志：` speaks to somebody.
        let behind = text.trim_end().ends_with(['/', '／', '╱']);
        let marked = text.trim_start().starts_with(JOINTS) || behind;
        let after_role = after_role || behind;
        let bare: String = text
            .chars()
            .map(|c| {
                if JOINTS.contains(&c) || BYLINE_MARKS.contains(&c) || "()（）〔〕【】・．".contains(c) {
                    '、'
                } else {
                    c
                }
            })
            .collect();
        let inner = bare.trim_matches(|c: char| c.is_whitespace() || "、,，;；".contains(c));
        if inner.is_empty() {
            return Some(());
        }
        // `Editor’s Note`
        if inner.starts_with(['’', '\'']) {
            return None;
        }
        // `石桥新闻网 陈小河` could be cut into names as a whole.
        let medium = || inner.split_whitespace().next().is_some_and(|word| word.len() < inner.len() && is_medium(word));
        // `陈小河 石桥晚报 石桥网`: a name before media.
        let among = || if inner.contains(' ') { between_media(inner) } else { None };
        // `农学院 陈小河`
        let office = || offices::names_of(inner).filter(|people| people.outlet.is_none());
        let found = match names::split(&bare) {
            Some(_) if let Some(people) = office() => people.authors,
            Some(_)
                if medium()
                    && let Some((outlet, found)) = after_outlet(inner) =>
            {
                self.outlet.get_or_insert(outlet);
                found
            }
            Some(_) if let Some(found) = among() => found,
            Some(found) => found,
            None if let Some(people) = office() => people.authors,
            None if let Some(found) = between_media(inner) => found,
            None if let Some(found) = vouched(inner) => found,
            None if let Some(found) = behind_media(inner) => found,
            None if let Some((outlet, found)) = after_outlet(inner) => {
                self.outlet.get_or_insert(outlet);
                found
            }
            // A pen name has no surname; a role with a mark vouches for it.
            None if marked
                && after_role
                && let Some(found) = names::pen(inner) =>
            {
                if who == Who::Artist {
                    Vec::new()
                } else {
                    found
                }
            }
            None => return None,
        };
        self.add(who, found);
        Some(())
    }

    fn add(&mut self, who: Who, found: Vec<String>) {
        match who {
            Who::Checker => self.checked = true,
            Who::Editor => self.editors.extend(found),
            Who::Artist => self.artists.extend(found),
            Who::Author => self.authors.extend(found.into_iter().map(without_written)),
        }
    }
}

/// A list of names of which one in three or fewer has a surname that is none of ours: the others vouch for it.
fn vouched(text: &str) -> Option<Vec<String>> {
    let marks = text.contains(['、', '，', ',']);
    let parts: Vec<&str> = text
        .split(|c| if marks { matches!(c, '、' | '，' | ',') } else { c == ' ' })
        .map(str::trim)
        .filter(|p| !p.is_empty())
        .collect();
    let plain = |p: &str| (2..=4).contains(&p.chars().count()) && p.chars().all(chars::is_han);
    let known = parts.iter().filter(|p| names::split(p).is_some_and(|n| n.len() == 1)).count();
    let sure = parts.len() >= 3 && parts.iter().all(|p| plain(p)) && known * 3 >= parts.len() * 2;
    sure.then(|| parts.into_iter().map(str::to_owned).collect())
}

/// `文陈小河/`: the word for who wrote, stuck to a name.
fn without_written(name: String) -> String {
    let rest = name.strip_prefix('文').filter(|rest| rest.chars().count() == 3);
    match rest.filter(|rest| names::split(rest).is_some_and(|names| names.len() == 1)) {
        Some(rest) => rest.to_owned(),
        None => name,
    }
}

/// The names in a line under a title that says nothing else; at least half of them begin with a surname.
///
/// In a list a rare surname or a pen name is vouched for by the others.
pub(super) fn listed(text: &str) -> Option<Vec<String>> {
    if let Some(people) = of(text) {
        return Some(people.names());
    }
    let parts: Vec<&str> = text.split(['、', '，', ' ', '\u{3000}', '\u{a0}']).filter(|p| !p.is_empty()).collect();
    let whole =
        parts.len() >= 2 && parts.iter().all(|p| (2..=4).contains(&p.chars().count()) && p.chars().all(chars::is_han));
    let named = parts.iter().filter(|p| names::split(p).is_some_and(|n| n.len() == 1)).count();
    (whole && named * 2 >= parts.len()).then(|| parts.into_iter().map(str::to_owned).collect())
}

/// A preposition (by, von, par) opens the line, and elsewhere is part of a name or of prose. A one-character role (文,
/// 图, 摄) needs a mark after or before it; longer ones stand as they are.
/// In a line with a longer role it may stand between spaces: `本报记者 甲 文 乙 图`.
fn is_role_at(text: &str, range: std::ops::Range<usize>, titled: bool) -> bool {
    let word = &text[range.clone()];
    if Words::Preposition.has(&word.to_lowercase()) {
        return !text[..range.start].contains(char::is_alphanumeric);
    }
    if word.chars().count() > 1 {
        return true;
    }
    let touching = text[range.end..].chars().next();
    let after = text[range.end..].trim_start().chars().next();
    let before = text[..range.start].chars().next_back();
    let joined = |c: Option<char>| c.is_some_and(|c| JOINTS.contains(&c));
    if joined(touching) && places::ends_name(text, range.end) {
        return false;
    }
    let ends = touching.is_none_or(|c| !c.is_alphanumeric());
    let apart = titled && before.is_some_and(char::is_whitespace);
    joined(after) || ends && (apart || matches!(word, "摄" | "攝" | "著" | "译" | "譯") || joined(before))
}

/// A role that stands before a name and after the name of who employs.
fn is_title(role: &str) -> bool {
    Words::TitleRole.ends(&simplify(role))
}

/// The names of a line that says nothing else. Without a role they need `sure` evidence around the line; without it one
/// name of three Han characters is the least that is no word of two.
pub(super) fn bare(text: &str, sure: bool) -> Option<Vec<String>> {
    let text = chars::trim(text);
    if text.contains(|c: char| c.is_ascii_digit() || c.is_ascii_punctuation() && c != '.' && c != '\'' && c != '-') {
        return None;
    }
    let names = names::split(text).filter(|names| !names.iter().any(|n| Words::Relative.has(&simplify(n))))?;
    let spaced = text.contains(char::is_whitespace);
    let han = |n: &String| n.chars().all(|c| chars::is_han(c) || c == '·');
    let hangul = |n: &String| n.chars().all(chars::is_hangul);
    let full = match names.as_slice() {
        [one] if hangul(one) => sure && names::is_korean(one),
        // `农业部`
        [one] if one.ends_with(['部', '局', '厅', '廳', '署', '讯', '訊']) => false,
        [one] if places::is_settlement(one) => false,
        [one] if han(one) => sure && (spaced || one.chars().count() > 2) || one.chars().count() == 3,
        several if several.iter().all(han) => {
            spaced && several.iter().all(|n| n.chars().count() <= 4 || n.contains('·'))
        }
        latin => {
            let word = |w: &str| w.starts_with(char::is_uppercase) || names::is_particle(w);
            // `A A A` are sizes of letters.
            let long = |n: &String| n.split_whitespace().any(|w| w.len() > 1);
            let full = |n: &String| n.contains(char::is_whitespace) && n.split_whitespace().all(word) && long(n);
            sure && latin.iter().all(full) && !is_paper(text)
        }
    };
    full.then_some(names)
}
