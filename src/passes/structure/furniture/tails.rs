//! What the last paragraph says behind its last sentence: crawls that lose line breaks leave the reporters, the source, the editor
//! and the notice of the page there.

use super::super::fields::day_codes;
use super::super::fields::imprints::{self, Found};
use super::super::fields::meta_line;
use super::super::furniture;
use super::super::layout::Layout;
use super::super::people::byline::byline;
use super::super::people::{self, People};
use super::super::people::{datelines, names, offices};
use super::bars;
use crate::census::{Census, Traits};
use crate::chars;
use crate::document::{Block, Kind};
use crate::meta::MetaKey;
use crate::phrases::{self, Class, Scan, Words, simplify};

/// Greatest width of a tail.
const WIDEST: usize = 140;

/// Bytes of the longest way back to a site.
const BACK: usize = 60;

/// Greatest width of a notice behind the last sentence.
const NOTICE: usize = 400;

/// Most brackets in a row.
const BRACKETS: usize = 4;

/// Most sentences of a notice.
const SENTENCES: usize = 6;

const OPEN: &[char] = &['(', '（', '【', '[', '［', '〔'];
const CLOSE: &[char] = &[')', '）', '】', ']', '］', '〕'];

/// The tail of a paragraph.
pub(in super::super) struct Tail {
    /// Where it begins, in bytes.
    pub at: usize,
    /// What is left of it as a block: a byline, a line of metadata, or a paragraph that the passes for furniture cut.
    pub kind: Kind,
    pub people: Vec<People>,
    pub found: Found,
}

/// The tail of a paragraph, where all of it is known to be about the text.
pub(in super::super) fn read(block: &Block) -> Option<Tail> {
    let text = block.text().trim_end();
    if let Some(at) = way_back_behind_bracket(text) {
        let plain = Tail { at, kind: Kind::Meta, people: Vec::new(), found: Vec::new() };
        return of_groups(&text[..at], brackets(text[..at].trim_end())).or(Some(plain));
    }
    let start = brackets(text);
    if start < text.len() {
        return of_groups(text, start);
    }
    // `……不少。1021029`
    if let Some((at, _)) = day_codes::read(text) {
        return Some(Tail { at, kind: Kind::Meta, people: Vec::new(), found: Vec::new() });
    }
    if let Some(at) = day_codes::mark_of_paper(text) {
        return Some(Tail { at, kind: Kind::Meta, people: Vec::new(), found: Vec::new() });
    }
    behind_sentence(text).or_else(|| notice(text, block.census()))
}

/// Where the body of a paragraph ends: before the brackets at its end.
pub(in super::super) fn body_end(text: &str) -> usize {
    brackets(text.trim_end())
}

/// Whether a text ends in a bracket of two to four characters: `……。（李冰）`.
pub(in super::super) fn ends_in_word(text: &str) -> bool {
    let inner =
        chars::trim_end(text).strip_suffix(CLOSE).and_then(|t| t.rsplit_once(['（', '('])).map_or("", |(_, word)| word);
    (2..=4).contains(&inner.chars().count())
}

/// The text without the number of an agency behind its last bracket: `（編輯：甲）1100311`.
pub(in super::super) fn without_number(text: &str) -> &str {
    let bare = text.trim_end_matches(|c: char| c.is_ascii_digit());
    if text.len() - bare.len() <= 8 && bare.ends_with(CLOSE) { bare } else { text }
}

/// Where the brackets begin that a text ends in.
fn brackets(text: &str) -> usize {
    let mut start = without_number(text).len();
    for n in 0..BRACKETS {
        let inner = text[..start].trim_end();
        let open = inner.ends_with(CLOSE).then(|| inner.rfind(OPEN)).flatten();
        match open {
            Some(open) => start = open,
            None if n == 0 => return text.len(),
            None => break,
        }
    }
    start
}

/// The brackets at the end of a paragraph: who wrote, from where, who edited, and buttons among them.
fn of_groups(text: &str, start: usize) -> Option<Tail> {
    // Brackets that the sentence itself ends in stand before its full stop, and those of a list before others.
    let mut at = text.len();
    let mut tail = Tail { at, kind: Kind::Paragraph, people: Vec::new(), found: Vec::new() };
    let mut rest = &text[start..];
    let mut groups = Vec::new();
    while let Some(close) = rest.find(CLOSE) {
        let end = close + rest[close..].chars().next().map_or(0, char::len_utf8);
        groups.push((text.len() - rest.len(), &rest[..end]));
        rest = &rest[end..];
    }
    for (begin, group) in groups.into_iter().rev() {
        if at - begin > WIDEST * 3 || !tail.take(group.trim()) {
            break;
        }
        at = begin;
        if chars::is_sentence(&text[..at]) && !text[..at].trim_end().ends_with(CLOSE) {
            break;
        }
    }
    tail.at = at;
    let known = at < text.len() && at > 0 && chars::is_sentence(&text[..at]);
    known.then_some(tail)
}

impl Tail {
    /// Takes one bracket, if it is known.
    fn take(&mut self, group: &str) -> bool {
        if let Some(people) =
            people::affiliations::of_author(group).or_else(|| byline(group)).or_else(|| name_alone(group))
        {
            self.people.push(people);
            self.kind = Kind::Byline;
            return true;
        }
        if let Some(found) = meta_line::read(group).or_else(|| imprints::signed(group)) {
            self.found.extend(found);
            self.kind = if self.kind == Kind::Byline { Kind::Byline } else { Kind::Meta };
            return true;
        }
        // `（完）`, `（下转第三版）`
        if bars::is_end(group) || bars::is_way_to_page(group) {
            return true;
        }
        if is_way_back(group) {
            self.kind = if self.kind == Kind::Paragraph { Kind::Meta } else { self.kind };
            return true;
        }
        let buttons = [Class::Nav, Class::Share, Class::Button];
        !group.starts_with(['(', '（']) && Scan::of(group).coverage(&buttons) >= 0.8
    }
}

/// `……不少。（齐宣）` at the end of the text: who wrote, in two characters. It may be a word, and stays; the line with the editor below
/// it vouches for it, or a family name that nearly always is one.
pub(in super::super) fn short_name_below<'a>(layout: &Layout<'a>, n: usize) -> Option<&'a str> {
    let name = short_name(layout.blocks[n].text())?;
    let bracket = |c: char| matches!(c, '(' | '（' | '[' | '【');
    let edited = layout.blocks.get(n + 1).is_some_and(|b| super::names_editor(b.text().trim_start_matches(bracket)));
    (edited || is_of_many(name)).then_some(name)
}

/// The same in a bracket on a line of its own below news, which begins with its dateline: `本报讯……` over `（齐宣）`.
pub(in super::super) fn short_name_alone(layout: &Layout<'_>, n: usize) -> Option<People> {
    let line = chars::trim(layout.blocks[n].text());
    let name = short_name_in(line.strip_prefix(['(', '（'])?.strip_suffix([')', '）'])?)?;
    let begins = |text: &str| {
        let own = ["本报讯", "本報訊", "本网讯", "本站讯", "本台讯"].iter().any(|word| text.starts_with(word));
        own || datelines::read(text).is_some()
    };
    let news = || layout.blocks.get(layout.first).is_some_and(|b| begins(b.text()));
    news().then(|| People { authors: vec![name.to_owned()], ..People::default() })
}

/// A name of two characters alone in a bracket behind the last sentence.
fn short_name(text: &str) -> Option<&str> {
    let inner = text.trim_end().strip_suffix([')', '）'])?;
    let at = inner.rfind(['(', '（']).filter(|at| inner[..*at].ends_with(['。', '！', '？', '”']))?;
    short_name_in(inner[at..].trim_start_matches(['(', '（']))
}

/// What stands in such a bracket, if it is a name and no word for what the bracket is.
fn short_name_in(name: &str) -> Option<&str> {
    let one = name.chars().count() == 2 && names::split(name).is_some_and(|names| names.len() == 1);
    let word =
        name.ends_with(['完', '讯', '訊', '文', '图', '圖', '注', '说', '合', '料', '载', '止', '语', '评', '按']);
    (one && !word).then_some(name)
}

/// Whether a name is of a family that nearly always is one, where nobody else is named.
fn is_of_many(name: &str) -> bool {
    const SURE: &str = "王李张刘陈杨赵吴徐孙朱胡郭林罗郑梁谢宋唐邓冯韩曹彭蔡潘董袁叶蒋杜苏魏程吕丁沈姚卢傅钟姜崔谭廖范汪陆戴贾邱侯邹熊孟秦薛尹段黎陶贺顾郝龚邵钱張劉陳楊趙吳孫鄭謝鄧馮韓葉蔣蘇魏呂盧鐘譚陸賈鄒顧龔錢";
    name.starts_with(|c: char| SURE.contains(c)) && !Words::Place.has(&simplify(name))
}

/// Names run together in round brackets, on a line of their own: `（陈小河李敏之）`.
pub(in super::super) fn names_alone(line: &str) -> Option<People> {
    let inner = line.strip_prefix(['(', '（'])?.strip_suffix([')', '）'])?.trim();
    let full = |names: &Vec<String>| names.len() > 1 && names.iter().all(|name| name.chars().count() == 3);
    let authors = names::split(inner).filter(full)?;
    Some(People { authors, ..People::default() })
}

/// Names in one bracket behind the last sentence of news, parted by commas or run together: `……不少。（陈小河、李敏）`,
/// `……不少。（王哲李敏）`.
pub(in super::super) fn names_listed(block: &Block) -> Option<Tail> {
    let text = block.text().trim_end();
    let inner = text.strip_suffix([')', '）'])?;
    let end = inner.rfind(['。', '！', '？', '”']).map(|at| at + '。'.len_utf8())?;
    let listed = inner[end..].trim_start().strip_prefix(['(', '（'])?.trim();
    let one = |name: &str| (2..=3).contains(&name.chars().count()) && name.chars().all(chars::is_han);
    if listed.len() > BACK || people::is_medium(listed) || !chars::is_sentence(&text[..end]) {
        return None;
    }
    let authors: Vec<String> = if listed.contains('、') {
        listed.split('、').map(|name| name.trim().to_owned()).collect()
    } else {
        names::split(listed).filter(|_| listed.chars().all(chars::is_han))?
    };
    let is_name = |name: &String| one(name) && names::split(name).is_some_and(|names| names.len() == 1);
    let sure = authors.iter().any(|name| is_of_many(name));
    let fits = (2..=4).contains(&authors.len()) && authors.iter().all(is_name) && sure;
    let people = vec![People { authors, ..People::default() }];
    fits.then_some(Tail { at: end, kind: Kind::Byline, people, found: Vec::new() })
}

/// A name alone in round brackets behind the last sentence is whose text it is, if it begins with a surname and has three
/// characters, or two after a medium.
pub(in super::super) fn name_alone(group: &str) -> Option<People> {
    let inner = group.strip_prefix(['(', '（'])?.strip_suffix([')', '）'])?.trim();
    // `（李敏说）`, `（石头注）`
    let remark = inner.ends_with(['说', '說', '注', '等', '评', '評', '按', '图', '圖', '文', '完', '语', '語']);
    // `（石桥镇）` is where, not who.
    if remark || people::is_medium(inner) || inner.ends_with(people::places::UNITS) {
        return None;
    }
    // `（河东区残联 李敏）`: the office vouches for a rare surname.
    let of_office = || {
        let (office, name) = inner.rsplit_once(char::is_whitespace)?;
        let full = (2..=3).contains(&name.chars().count()) && name.chars().all(chars::is_han);
        let role = Scan::of(name).of_class(&[Class::Role, Class::Author, Class::Editor]).next().is_some();
        (full && !role && offices::is_office(office.trim())).then(|| vec![name.to_owned()])
    };
    if let Some(people) = offices::names_of(inner) {
        return Some(people);
    }
    let authors = of_office().or_else(|| people::bare(inner, false))?;
    Some(People { authors, ..People::default() })
}

/// `……不少。责任编辑：甲`, `……不少。□甲乙`: keys of metadata or the mark of a byline behind the last sentence. What a space parts
/// from it may also be a byline with its roles, tags or buttons.
fn behind_sentence(text: &str) -> Option<Tail> {
    let (at, rest) = last_sentence(text)?;
    if is_way_back(rest) {
        return Some(Tail { at, kind: Kind::Meta, people: Vec::new(), found: Vec::new() });
    }
    let parted = text[..at].ends_with(char::is_whitespace);
    let marked = rest.starts_with(people::BYLINE_MARKS);
    let keyed = rest.contains(meta_line::is_colon);
    let reporter = || rest.contains("记者") || rest.contains("記者");
    // `……，加减做啦！」报导．摄影╱陈小河`
    let stroked = || chars::contains_any(rest, ['/', '╱']) && Scan::of(rest).begins(Class::Role).is_some();
    if chars::width(rest) > WIDEST || !(parted || marked || keyed || reporter() || stroked()) {
        return None;
    }
    let tail = |kind, people, found| Some(Tail { at, kind, people, found });
    // `……不少。石桥新闻记者 陈小河 摄影报道`
    let reports = || ["报道", "報道", "報導"].iter().any(|verb| rest.ends_with(verb)) && reporter();
    // `……不少。本报记者陈小河`
    let signs = || {
        reporter() && rest.starts_with(['本', '记', '記'])
            || people::is_medium(rest.split("记者").next().unwrap_or_default())
    };
    let told = || marked || reports() || stroked() || signs();
    if let Some(people) = byline(rest).filter(|p| parted || !p.authors.is_empty() && told()) {
        return tail(Kind::Byline, vec![people], Vec::new());
    }
    // Without a space it may be what somebody says: `……？编辑：很好`.
    let named = |(key, value): &(MetaKey, String)| match key {
        MetaKey::Author | MetaKey::Editor => parted || names::split(value).is_some(),
        MetaKey::Publisher => parted || people::is_medium(value),
        key => parted && *key == MetaKey::Tag,
    };
    if let Some(found) = meta_line::read(rest).filter(|found| keyed && found.iter().any(named)) {
        return tail(Kind::Meta, Vec::new(), found);
    }
    let buttons = [Class::Nav, Class::Share, Class::Button];
    let known = parted && Scan::of(rest).coverage(&buttons) >= 0.8;
    if known { tail(Kind::Paragraph, Vec::new(), Vec::new()) } else { None }
}

/// `……不少。返回石桥，查看更多`, `……不少。返回石桥网首页>>`
fn is_way_back(rest: &str) -> bool {
    if rest.len() > BACK {
        return false;
    }
    let inner = rest.trim_matches(|c: char| c.is_whitespace() || ">＞》»›<＜«【】[]".contains(c));
    let plain = simplify(inner);
    let to = Words::BackTo.ends(&plain);
    to && ["返回", "回到"].iter().any(|word| plain.starts_with(word)) && !plain.contains(['。', '？', '！', '的'])
}

/// Where the way back begins that stands behind a bracket: `……不少。（来源：石桥晚报）返回石桥，查看更多`.
fn way_back_behind_bracket(text: &str) -> Option<usize> {
    let near = &text[text.ceil_char_boundary(text.len().saturating_sub(BACK))..];
    let at = text.len() - near.len() + near.rfind("返回")?;
    (text[..at].trim_end().ends_with(CLOSE) && is_way_back(&text[at..])).then_some(at)
}

/// The last sentence mark of a text and what follows it, spaces aside.
fn last_sentence(text: &str) -> Option<(usize, &str)> {
    let mark = text.rfind(['。', '！', '？'])?;
    let rest = &text[mark + '。'.len_utf8()..];
    let rest = rest.trim_start_matches(|c: char| chars::is_closing(c) || c.is_whitespace());
    (!rest.is_empty()).then_some((text.len() - rest.len(), rest))
}

/// `……不少。 版权所有，未经授权不得转载`, `……不少。【免责声明】本文……`: a notice behind the last sentences, which a space or
/// a bracket parts from them.
fn notice(text: &str, census: &Census) -> Option<Tail> {
    // Hardly any text has a space or such a bracket.
    let apart = || ["【", "※", "["].iter().any(|mark| text.contains(mark));
    if !census.traits.any(Traits::SPACE | Traits::ODD_SPACE) && !apart() {
        return None;
    }
    let from = text.len().saturating_sub(NOTICE * 3);
    let near = &text[text.floor_char_boundary(from)..];
    let offset = text.len() - near.len();
    let ends = near.match_indices(['。', '！', '？']).map(|(at, mark)| at + mark.len()).rev().take(SENTENCES);
    let mut found = None;
    for end in ends {
        let rest = near[end..].trim_start_matches(|c: char| chars::is_closing(c) && c != '】');
        let bare = rest.trim_start();
        let parted = bare.len() < rest.len() || bare.starts_with(['【', '[', '※']);
        if !parted || !phrases::may_be_legal(text, census) {
            continue;
        }
        let scan = Scan::of(bare);
        let opens = scan.begins(Class::Legal).is_some() || bare.starts_with('※');
        if opens && furniture::is_small_notice(&scan) {
            found = Some(offset + near.len() - rest.len());
        }
    }
    found.map(|at| Tail { at, kind: Kind::Paragraph, people: Vec::new(), found: Vec::new() })
}

/// Index after the last paragraph that ends a sentence or in a bracket, at most `reach` blocks below the prose.
pub(in super::super) fn closing(layout: &Layout<'_>, reach: usize) -> usize {
    // A notice that is the only prose is none of the body, and gone the next time.
    let notice = layout.last > 0 && layout.blocks.get(layout.last - 1).is_some_and(|b| super::is_sentence(b));
    let last = if notice { 0 } else { layout.last };
    let tail = layout.blocks.iter().enumerate().skip(last).take(reach);
    let ends = |b: &Block| {
        let text = b.text();
        let sentence = || chars::is_sentence(&text[..body_end(text)]) || read(b).is_some();
        b.kind() == Kind::Paragraph && sentence() && (!super::is_sentence(b) || read(b).is_some())
    };
    tail.filter(|(_, b)| ends(b)).map(|(n, _)| n + 1).next_back().unwrap_or(last)
}
