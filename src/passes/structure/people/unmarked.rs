//! Names that no role stands beside, told by what stands around: the title, a date, the name of the site.

use super::super::fields::issues;
use super::super::layout::Layout;
use super::super::lift_bylines::WIDEST;
use super::super::people::{self, People};
use super::byline::byline;
use super::{names, offices, under_title};
use crate::chars;
use crate::document::{Block, Document, Kind};
use crate::meta::MetaKey;
use crate::phrases::{Class, Words, simplify};

/// A line of names without a role directly under the title, above the text or beside a date: `顾明霞 邬金川`, `Ann Lee`,
/// `河口新聞　高橋健`.
pub(in super::super) fn find(doc: &Document, layout: &Layout<'_>, n: usize) -> Option<People> {
    let text = layout.blocks[n].text().trim_start_matches(['•', '·', ' ']);
    let known = doc.meta().get(MetaKey::Title).is_some();
    let titled = || known || layout.blocks[..n].iter().any(|b| is_titular(b));
    if n >= layout.first || n > 4 || text.len() > WIDEST || doc.meta().get(MetaKey::Author).is_some() || !titled() {
        return None;
    }
    // The way to the page says nothing of the text.
    let way = |b: &Block| b.text().contains(['>', '»', '›']);
    let is_meta = |n: usize| layout.blocks.get(n).is_some_and(|b| b.kind() == Kind::Meta && !way(b));
    let dated = is_meta(n + 1) || n > 0 && is_meta(n - 1);
    // Directly under the title `石桥商报 泰勒` needs no date beside it, nor a name above the text.
    // The name of a journal and its issue may stand above.
    let house = |m: usize| {
        let text = |m: usize| layout.blocks.get(m).map_or("", |b| b.text());
        issues::is_issue(text(m)) || issues::is_issue(text(m + 1)) || people::is_medium(text(m))
    };
    let under = n <= usize::from(!known) || !known && (0..n - 1).all(house);
    let longest = if dated { 6 } else { 3 };
    if let Some((medium, name)) = text.trim().split_once(char::is_whitespace).filter(|_| dated || under)
        && people::is_medium(medium)
        && (2..=longest).contains(&name.trim().chars().count())
        && name.trim().chars().all(chars::is_han)
        && !Words::Relative.has(&simplify(name.trim()))
    {
        let authors = people::bare(name, true).unwrap_or_else(|| vec![name.trim().to_owned()]);
        return Some(People { authors, outlet: Some(medium.to_owned()), ..People::default() });
    }
    if let Some(authors) = member(layout, n) {
        return Some(People { authors, ..People::default() });
    }
    // One of several lines of a form is of a list.
    let named = |text: &str| stroked(text).or_else(|| offices::names_of(text)).or_else(|| beside_paper(text));
    let beside = [n.checked_sub(1), Some(n + 1)].into_iter().flatten().filter_map(|m| layout.blocks.get(m));
    let listed = || beside.clone().any(|b| named(b.text()).is_some());
    if let Some(people) = stroked(text).filter(|_| (dated || n < HEAD) && !listed()) {
        return Some(people);
    }
    if dated
        && let Some(people) = offices::names_of(text).or_else(|| beside_paper(text))
        && !listed()
    {
        return Some(people);
    }
    if let Some(people) = beside_place(text).filter(|_| dated) {
        return Some(people);
    }
    if !(dated || under && n + 1 == layout.first) {
        return None;
    }
    // `FOR IMMEDIATE RELEASE`, `Facebook Twitter Email`
    const OF_PAGE: [Class; 5] = [Class::Nav, Class::Share, Class::Button, Class::Related, Class::Channel];
    if layout.blocks[n].scan().coverage(&OF_PAGE) >= 0.5 {
        return None;
    }
    // `（陈小河）`
    let inner = text.trim().strip_prefix(['(', '（']).and_then(|t| t.strip_suffix([')', '）'])).unwrap_or(text);
    // `石桥村 陈小河`
    let inner = match inner.trim().split_once(char::is_whitespace) {
        Some((place, name))
            if place.chars().count() == 3 && place.ends_with(['村', '镇', '鎮', '乡', '鄉', '县', '縣']) =>
        {
            name.trim()
        }
        _ => inner,
    };
    // `R. MONTERO. MADRID`
    if let Some(said) = under_title::writers(inner).filter(|said| dated && said.names.join(", ").len() < inner.len()) {
        return Some(People { authors: said.names, ..People::default() });
    }
    // `Town Hall`, `Spring Concert` beside the day of an event
    let thing = |name: &String| name.split(' ').any(|w| Words::NoPerson.has(&w.to_lowercase()));
    let authors = people::bare(inner, dated).filter(|authors| !authors.iter().any(thing))?;
    Some(People { authors, ..People::default() })
}

/// Lines under the title in which papers of Taiwan name their reporters.
const HEAD: usize = 3;

/// [`stroked`] with the word for what they do.
pub(in super::super) fn reported(text: &str) -> Option<People> {
    let verb = ["導", "导", "道"].iter().any(|end| text.trim_end().ends_with(end));
    if verb { stroked(text) } else { None }
}

/// `陳小河／河口`, `陳小河 / 河口報導`, `地方中心／陳小河報導`: who, and from where or for which desk.
fn stroked(text: &str) -> Option<People> {
    let (left, right) = text.trim().split_once(['／', '/', '╱'])?;
    let (left, right) = (left.trim(), right.trim());
    let verbs = ["綜合報導", "綜合報道", "综合报导", "综合报道", "報導", "报导", "報道", "报道"];
    let told = verbs.iter().find_map(|verb| right.strip_suffix(verb));
    let one = |name: &str| name.chars().count() == 3 && names::split(name).is_some_and(|names| names.len() == 1);
    let place = |word: &str| (2..=3).contains(&word.chars().count()) && word.chars().all(chars::is_han) && !one(word);
    let desk = || ["中心", "組", "组", "部"].iter().any(|end| left.ends_with(end)) && left.chars().count() <= 6;
    let name = match told {
        Some(name) if one(name) && (people::is_medium(left) || desk()) => name,
        Some(from) if one(left) && (from.is_empty() || place(from)) => left,
        None if one(left)
            && place(right)
            && (Words::Place.has(&simplify(right)) || right.ends_with(super::places::UNITS)) =>
        {
            left
        }
        _ => return None,
    };
    Some(People { authors: vec![name.to_owned()], ..People::default() })
}

/// `Ann Lee, Riverton Gazette`, `Ann Lee for the Riverton Gazette`: who, and for which paper.
fn beside_paper(text: &str) -> Option<People> {
    let (name, paper) = text.trim().split_once(", ").or_else(|| text.trim().split_once(" for "))?;
    let paper = paper.strip_prefix("the ").or_else(|| paper.strip_prefix("The ")).unwrap_or(paper);
    let capitals = paper.split(' ').all(|w| w.starts_with(char::is_uppercase));
    (names::is_given(name) && people::is_paper(paper) && capitals)
        .then(|| People { authors: vec![name.to_owned()], ..People::default() })
}

/// `MARTA RUIZ / VILLASECA`, `Ana Lima, de Ribeira Alta`: who, and from where, in letters with capitals.
fn beside_place(text: &str) -> Option<People> {
    let text = text.trim();
    let from = |(at, comma): (usize, &str)| {
        let (word, place) = text[at + comma.len()..].split_once(' ')?;
        Words::From.has(word).then_some((&text[..at], place))
    };
    let (name, place) = text
        .split_once(" / ")
        .or_else(|| text.match_indices(", ").find_map(from))
        .filter(|(_, place)| place.split(' ').count() <= 4 && place.starts_with(char::is_uppercase))?;
    // A name in capitals is as good.
    let plain = |w: &str| {
        let mut letters = w.chars();
        letters.next().map_or(String::new(), |first| first.to_string() + &letters.as_str().to_lowercase())
    };
    let told: Vec<String> = name.split(' ').map(plain).collect();
    let letters = |text: &str| text.chars().all(|c| c.is_alphabetic() || " .'’-".contains(c));
    (letters(name) && letters(place) && names::is_given(&told.join(" ")))
        .then(|| People { authors: vec![name.to_owned()], ..People::default() })
}

/// The authors of a paper, alone above its summary: `王迁+邓淑华` above `[摘 要]……`.
pub(in super::super) fn above_summary(layout: &Layout<'_>, n: usize) -> Option<People> {
    let text = chars::trim(layout.blocks[n].text());
    let below = layout.blocks.get(n + 1)?.text();
    if n > 3 || text.len() > WIDEST || !is_summary(below) {
        return None;
    }
    let authors = people::bare(&text.replace('+', " "), true)?;
    Some(People { authors, ..People::default() })
}

/// Whether a paragraph is the summary of a paper: `[摘 要]……`, `摘要：……`.
fn is_summary(text: &str) -> bool {
    let opened = text.starts_with(['[', '［', '〔', '【']);
    let key: String =
        text.chars().take(8).filter(|c| !c.is_whitespace() && *c != '?').skip(usize::from(opened)).take(3).collect();
    key.starts_with("摘要") && key.ends_with([']', '］', '〕', '】', ':', '：'])
}

/// Two or three full names alone on the line below the text: `陈小河 李敏之`.
pub(in super::super) fn below_text(layout: &Layout<'_>, n: usize) -> Option<People> {
    let text = chars::trim(layout.blocks[n].text());
    let words: Vec<&str> = text.split_whitespace().collect();
    let place = |w: &str| w.ends_with(super::places::UNITS) || w.ends_with(['山', '河', '湖', '节', '節']);
    let full = |w: &&str| w.chars().count() == 3 && !place(w) && names::split(w).is_some_and(|names| names.len() == 1);
    let fits = n == layout.last && n > 0 && (2..=3).contains(&words.len()) && words.iter().all(full);
    fits.then(|| People { authors: words.into_iter().map(str::to_owned).collect(), ..People::default() })
}

/// Names alone on a line between the end of the text and the line that names the editor: `王辉　卫 琦`.
pub(in super::super) fn above_editor(layout: &Layout<'_>, n: usize) -> Option<People> {
    let text = chars::trim(layout.blocks[n].text());
    let below = layout.blocks.get(n + 1)?;
    if n != layout.last || layout.last == 0 || chars::width(text) > 24 || below.kind() != Kind::Meta {
        return None;
    }
    let edited = below.scan().of_class(&[Class::Editor]).next().is_some();
    let authors = people::bare(text, true).filter(|_| edited)?;
    Some(People { authors, ..People::default() })
}

/// Who gave a speech or wrote a composition, directly under its title: an office and the name of who holds it, `校长　高启明`, or a class
/// and a pupil, `石桥小学三年级(2)班 陈乐乐`. The day or the text stands below; one of several such lines is of a list.
pub(in super::super) fn speaker(doc: &Document, layout: &Layout<'_>, n: usize) -> Option<People> {
    let at = |n: usize| layout.blocks.get(n).copied();
    let titled = doc.meta().get(MetaKey::Title).is_some() || n.checked_sub(1).and_then(at).is_some_and(is_titular);
    let name = titled.then(|| holder(layout.blocks[n].text())).flatten()?;
    let beside = [n.checked_sub(1), Some(n + 1)].into_iter().flatten().filter_map(at);
    let dated = beside.clone().any(|b| b.kind() == Kind::Meta);
    let listed = beside.clone().any(|b| holder(b.text()).is_some());
    let over_text = at(n + 1).is_some_and(|b| n + 1 == layout.first || chars::is_sentence(b.text()));
    let alone = (dated || over_text) && !listed;
    alone.then(|| People { authors: vec![name], ..People::default() })
}

/// The name behind an office or a class.
fn holder(text: &str) -> Option<String> {
    let (post, name) = text.trim().split_once(char::is_whitespace)?;
    let fits = |c: char| chars::is_han(c) || c.is_ascii_digit() || "()（）".contains(c);
    let class = || simplify(post).contains("年级") && post.ends_with('班');
    let office = post.chars().count() <= 16 && post.chars().all(fits) && (Words::Post.ends(&simplify(post)) || class());
    office.then(|| names::split(name)).flatten().filter(|names| names.len() == 1)?.pop()
}

/// The name of who wrote in a forum, above what it counts of its members: `主题 23　帖子 411　积分 1280`.
fn member(layout: &Layout<'_>, n: usize) -> Option<Vec<String>> {
    let name = layout.blocks[n].text().trim();
    let may_count = |text: &&str| text.len() <= WIDEST * 2 && chars::any_byte(text, |b| b.is_ascii_digit());
    let below = layout.blocks.get(n + 1).map(|b| b.text()).filter(may_count)?;
    let plain = simplify(below);
    let counted = |word: &&&str| {
        let behind = plain.split_once(**word).map(|(_, rest)| rest.trim_start_matches([' ', '\u{3000}', ':', '：']));
        behind.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    let known = Words::Member.all().iter().filter(counted).count() >= 2;
    (known && chars::width(name) <= 24 && !name.contains(char::is_whitespace)).then(|| vec![name.to_owned()])
}

/// Names beside the name of the site: `Ann Lee - Riverton Gazette` below `Riverton Gazette`, or where the end of the page
/// repeats it (`小山月坊　闻一舟` above `…授权小山月坊首发`).
pub(in super::super) fn beside_site(layout: &Layout<'_>, n: usize) -> Option<People> {
    let text = chars::trim(layout.blocks[n].text());
    if n == 0 || n > 4 || n >= layout.first || layout.last == 0 || text.len() > WIDEST {
        return None;
    }
    let pieces: Vec<&str> =
        text.split([' ', '\u{3000}', '|', '｜', '-', '/', '—', '–', ',']).filter(|p| !p.is_empty()).collect();
    let above = layout.blocks[..n].iter().map(|b| chars::trim(b.text())).find(|site| {
        site.len() < text.len() && (text.starts_with(site) || text.ends_with(site)) && site.chars().count() >= 3
    });
    let rest = |site: &str| {
        let rest = text.strip_prefix(site).or_else(|| text.strip_suffix(site))?;
        let parted = |c: char| c.is_whitespace() || "|｜-/—–,".contains(c);
        // A space alone is in names.
        let mark = |c: char| parted(c) && c != ' ';
        let bare = rest.trim_matches(' ');
        (bare.starts_with(mark) || bare.ends_with(mark)).then(|| rest.trim_matches(parted))
    };
    let below = || {
        let [site, _] = pieces.as_slice() else { return None };
        let repeats = |b: &&&Block| b.text().contains(*site) && b.scan().distinct_of(&[Class::Legal, Class::Term]) > 0;
        let wide = text.contains('\u{3000}') && site.chars().count() >= 3;
        (wide && layout.blocks[layout.last.min(layout.blocks.len())..].iter().any(|b| repeats(&b))).then_some(*site)
    };
    let site = above.or_else(below)?;
    let rest = rest(site)?;
    // Beside the site's name two or three words of a script without capitals are a name too.
    let words = || {
        let name = |w: &str| {
            w.chars().all(|c| c.is_alphabetic() && !c.is_uppercase() && !c.is_lowercase() && !chars::is_cjk(c))
        };
        let count = rest.split_whitespace().count();
        ((2..=3).contains(&count) && rest.split_whitespace().all(name))
            .then(|| People { authors: vec![rest.to_owned()], ..People::default() })
    };
    let people = byline(rest)
        .or_else(words)
        .or_else(|| people::bare(rest, true).map(|authors| People { authors, ..People::default() }));
    people.filter(|p| !p.authors.is_empty()).map(|p| People { site: Some(site.to_owned()), ..p })
}

/// A line that can be a title, and not one of navigation above it.
fn is_titular(block: &Block) -> bool {
    let parts = |c: char| matches!(c, '>' | '»' | '›' | '|' | '｜');
    matches!(block.kind(), Kind::Paragraph | Kind::Heading(_))
        && block.scan().coverage(&[Class::Nav, Class::Share]) < 0.5
        && !block.text().contains(parts)
}
