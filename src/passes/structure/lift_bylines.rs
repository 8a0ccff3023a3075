//! S111: see `lift_bylines.md`.

use serde::{Deserialize, Serialize};

use super::captions::credits;
use super::fields::{beside_title, casts, day_codes, mail_heads, owners};
use super::furniture::{self, tails};
use super::layout::{Layout, is_line, is_prose};
use super::people::{
    self, People, affiliations, alone, datelines, helpers, korean, leads, magazines, names, offices, parts, persons,
    posts, signed::Signed, unmarked, within,
};
use super::surroundings::Saved;
use super::titles::addresses;
use crate::changes::Changes;
use crate::chars;
use crate::document::{Block, Document, Kind};
use crate::meta::MetaKey;
use crate::pass::{Pass, Spec, Stage, Verdict};
use crate::phrases::{Class, Scan};

pub(crate) const SPEC: Spec = Spec::new::<LiftBylines>(
    "S111",
    "lift-bylines",
    Stage::Structure,
    "Turns bylines before and after the body into authors.",
    include_str!("lift_bylines.md"),
);

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct LiftBylines {}

/// Blocks from either end of the prose in which a byline may stand.
const REACH: usize = 6;

/// Greatest width of a byline: several reporters with their roles.
pub(super) const WIDEST: usize = 100;

impl Pass for LiftBylines {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        let layout = Layout::of(doc);
        // Short last sentences (`故事还在继续。`) are too short for prose.
        let end = tails::closing(&layout, REACH);
        let mut signed = Signed::default();
        let staged = casts::of_text(&layout);
        let mail = mail_heads::find(&layout);
        let addressed = addresses::salutation(&layout.blocks);
        // A date that is known stays.
        day_codes::find(&layout).into_iter().for_each(|date| changes.add_meta(MetaKey::Date, date, "day-code"));
        for (n, block) in layout.blocks.iter().enumerate() {
            let kind = matches!(block.kind(), Kind::Paragraph | Kind::ListItem)
                || block.kind() == Kind::Quote && n < layout.first;
            if !kind
                || !layout.at_edge(n, REACH)
                || staged.contains(&block.id())
                || mail.is_within(n)
                || posts::heads_person(block, layout.blocks.get(n + 1))
            {
                continue;
            }
            // Items of a list are what it lists: `白茶` between `绿茶` and `红茶` signs nothing, nor does `黄酒`. In a second run one
            // beside them may be a byline already.
            let item = |m: Option<usize>| {
                let block = m.and_then(|m| layout.blocks.get(m));
                block.is_some_and(|b| matches!(b.kind(), Kind::ListItem | Kind::Byline))
            };
            let beside = || item(n.checked_sub(1)) || item(Some(n + 1));
            if block.kind() == Kind::ListItem && beside() && !posts::has_role(block) {
                continue;
            }
            // Under a text that nobody dated two words are of a list.
            let dated = doc.meta().get(MetaKey::Date).is_some();
            let unknown = !signed.written && doc.meta().get(MetaKey::Author).is_none();
            let alone = |line: &str| {
                tails::name_alone(line).or_else(|| tails::names_alone(line).filter(|_| unknown && n >= layout.last))
            };
            let of_office = |line: &str| {
                let named = |line: &str| offices::names_of(line).or_else(|| offices::named_first(line));
                // One of several such lines is of a list: who won, who was there.
                let beside = [n.checked_sub(1), Some(n + 1)].into_iter().flatten().filter_map(|m| layout.blocks.get(m));
                let listed = || beside.clone().any(|b| named(b.text().trim()).is_some());
                if unknown && dated && !listed() { named(line) } else { None }
            };
            let below = || {
                let line = block.text().trim();
                (n == layout.last || n == end).then(|| alone(line).or_else(|| of_office(line))).flatten()
            };
            // `本文作者：陈小河，石桥大学教授` stands above a text, too.
            let own = || n < layout.first && block.text().starts_with("本文作者");
            if (n + 1 >= layout.last || own())
                && let Some(people) = affiliations::of_author(block.text()).or_else(below)
            {
                signed.add(people, changes);
                changes.relabel(block, Kind::Byline);
                continue;
            }
            if !signed.written
                && let Some((authors, institutes)) =
                    affiliations::authors(&layout, n).or_else(|| affiliations::of_office(&layout, n))
            {
                signed.add(People { authors, ..People::default() }, changes);
                for line in &layout.blocks[n..=n + institutes] {
                    changes.relabel(line, if line.id() == block.id() { Kind::Byline } else { Kind::Meta });
                }
                continue;
            }
            if let Some(people) = parts::read(block.text())
                .or_else(|| parts::edited(block.text()))
                .or_else(|| affiliations::supplied(block.text()))
                .or_else(|| helpers::read(block.text()))
                .or_else(|| magazines::find(&layout, n))
            {
                signed.add(people, changes);
                changes.relabel(block, Kind::Byline);
                continue;
            }
            if block.text().ends_with("撮影") {
                signed.artists.extend(within::photographer(block.text()));
            }
            if is_line(block, WIDEST) {
                let beside_site = unmarked::beside_site(&layout, n);
                if let Some(people) = beside_site
                    .or_else(|| alone::alone(block.text()))
                    .or_else(|| people::places::stationed(block.text()))
                    .or_else(|| unmarked::reported(block.text()).filter(|_| n < layout.first))
                    .or_else(|| within::beside_place(block.text()).filter(|_| n < layout.first && n <= 4))
                    .or_else(|| byline(block.text()))
                {
                    signed.add(people, changes);
                    changes.relabel(block, Kind::Byline);
                    continue;
                }
                let alone = || {
                    unmarked::above_summary(&layout, n)
                        .or_else(|| unmarked::above_editor(&layout, n))
                        .or_else(|| unmarked::below_text(&layout, n).filter(|_| unknown && dated))
                        .or_else(|| within::below_vietnamese(&layout, n).filter(|_| unknown))
                };
                let found = if n < addressed { None } else { unmarked::find(doc, &layout, n).or_else(alone) };
                if let Some(people) = found.filter(|_| !signed.written) {
                    signed.add(people, changes);
                    changes.relabel(block, Kind::Byline);
                    continue;
                }
                // The authors again, on a line of their own.
                let known = |name: &String| doc.meta().all(MetaKey::Author).any(|author| author == name);
                let again = || names::split(block.text()).is_some_and(|names| names.iter().all(known));
                if n < layout.first && !unknown && again() || posts::is_role_alone(block) {
                    changes.relabel(block, Kind::Byline);
                    continue;
                }
            }
            // `石桥社河口9月14日电（记者甲、乙）题：…` has a line of its own.
            // So have a release its place and day below its summary.
            let release = || {
                n == layout.first + 1
                    && block.text().starts_with(|c: char| c.is_ascii_uppercase())
                    && doc.meta().get(MetaKey::Date).is_none()
            };
            // `本报河口专电（特派记者陈小河）……` below a paragraph that sums up.
            let own = || {
                (layout.first + 1..=layout.first + 2).contains(&n)
                    && unknown
                    && !signed.written
                    && block.text().starts_with(['本', '【', '（', '(', '〔'])
                    && datelines::read(block.text()).is_some_and(|line| !line.people.authors.is_empty())
            };
            if n == layout.first
                || release()
                || own()
                || n < layout.first && chars::contains_any(block.text(), ['题', '題'])
            {
                read_lead(doc, block, &mut signed, changes);
            }
            if n + 1 == end {
                lift_tail(&layout, block, &mut signed, changes);
                // `……不少。（齐宣）` over the line with the editor: who wrote, in two characters.
                let edited = layout
                    .blocks
                    .get(n + 1)
                    .is_some_and(|b| furniture::names_editor(b.text().trim_start_matches(['(', '（', '[', '【'])));
                let short = || if edited { tails::short_name } else { tails::short_name_of_many };
                if unknown
                    && !signed.written
                    && let Some(name) = short()(block.text())
                {
                    signed.add(People { authors: vec![name.to_owned()], ..People::default() }, changes);
                }
            }
        }
        if !signed.written
            && doc.meta().get(MetaKey::Author).is_none()
            && let Some(writers) = Saved::of(doc).and_then(|page| beside_title::writers(&page))
        {
            let named = writers.iter().filter_map(|name| persons::named(MetaKey::Author, name));
            named.for_each(|name| changes.add_meta(MetaKey::Author, name, "beside-title"));
            return Verdict::Keep;
        }
        if !signed.written
            && doc.meta().get(MetaKey::Author).is_none()
            && let Some(people) = within::find(&layout)
        {
            signed.add(people, changes);
        }
        if !signed.written
            && doc.meta().get(MetaKey::Author).is_none()
            && let Some(name) =
                leads::below(doc).or_else(|| if doc.format == "html" { None } else { owners::owner(doc, &layout) })
        {
            signed.written = true;
            changes.add_meta(MetaKey::Author, name, "owner");
        }
        // Who took the pictures is the author of a document that nobody else signed.
        if !signed.written && doc.meta().get(MetaKey::Author).is_none() {
            for name in signed.artists {
                changes.add_meta(MetaKey::Author, name, "byline");
            }
        }
        Verdict::Keep
    }
}

/// The people of a line that is a byline: it has a mark, a role, or brackets around roles.
pub(super) fn byline(text: &str) -> Option<People> {
    let text = tails::without_number(chars::trim(text));
    if korean::is_of_picture(text) {
        return None;
    }
    if let Some(people) = helpers::read(text) {
        return Some(people);
    }
    if korean::may_sign(text) {
        let people = korean::signed(text);
        // `김민수 기자의 다른기사 보기` leads to other texts.
        // `누구나 기자다` says something of reporters.
        let goes_on = || text.split("기자").skip(1).any(|rest| rest.starts_with(chars::is_hangul));
        if people.is_some() || text.contains('=') || goes_on() {
            return people;
        }
    }
    let marked = text.starts_with(people::BYLINE_MARKS);
    let inner = match text
        .strip_prefix(['(', '（', '〔', '【', '['])
        .and_then(|t| t.strip_suffix([')', '）', '〕', '】', ']']))
    {
        Some(inner) if !inner.contains(['(', '（', '〔']) => inner,
        _ => text,
    };
    // `(Reporting by Ann Lee in Riverton; Editing by Tom Hill)`: where they were.
    let wired = ["Reporting by ", "Additional reporting by ", "Writing by "].iter().any(|w| inner.starts_with(w));
    let bare = wired.then(|| people::places::without_where(inner));
    let inner = bare.as_deref().unwrap_or(inner);
    // `执　行：石桥晚报记者 陈小河`: reporters are who wrote, whatever the head of a project calls them.
    let executed =
        inner.strip_prefix(['执', '執']).map(|rest| rest.trim_start()).and_then(|rest| rest.strip_prefix('行'));
    let executed = executed.and_then(|rest| rest.strip_prefix([':', '：'])).filter(|rest| rest.contains(['记', '記']));
    let inner = executed.unwrap_or(inner);
    // A Korean reporter signs with an address: `취재 김민수 minsu@example.com`.
    let inner = match inner.rsplit_once(char::is_whitespace) {
        Some((before, last)) if last.contains('@') && last.is_ascii() => before,
        _ => inner,
    };
    // `글·사진 = 김민수 기자`
    let inner = match inner.split_once('=') {
        Some((what, name)) if what.trim_start().starts_with('글') && what.chars().count() <= 8 => name.trim(),
        _ => inner,
    };
    if let Some(people) =
        korean::with_address(inner).or_else(|| parts::of_house(inner).filter(|_| inner.len() < text.len()))
    {
        return Some(people);
    }
    // `● 尚远山 (进入专栏)`, `图 | 网络（侵删）`
    let inner = match inner.strip_suffix([')', '）']).and_then(|t| t.rsplit_once(['(', '（'])) {
        Some((names, aside)) if is_button(aside) || is_notice(aside) => names.trim_end(),
        _ => inner,
    };
    // `［苏格兰］艾琳·麦克劳德 著`
    let inner =
        match inner.strip_prefix(['［', '[', '〔', '（', '(']).and_then(|t| t.split_once(['］', ']', '〕', '）', ')']))
        {
            Some((land, rest)) if land.chars().count() <= 5 && rest.ends_with(['著', '译', '譯']) => rest,
            _ => inner,
        };
    // `陈小河 / 文　李敏 / 编辑`
    let slash = memchr::memchr(b'/', inner.as_bytes()).is_some();
    let tight = (slash && inner.contains(" / ")).then(|| inner.replace(" / ", "/"));
    let inner = tight.as_deref().unwrap_or(inner);
    let people = if marked { people::of(inner)? } else { people::with_role(inner)? };
    // `By Design`, `Von Menschen und Mäusen`: one word in letters with capitals is no full name.
    let full =
        |n: &String| n.chars().any(|c| chars::is_cjk(c) || chars::is_hangul(c)) || n.contains(char::is_whitespace);
    if people.authors.iter().any(|name| posts::is_heading(name)) {
        return None;
    }
    // `历史沿革 播报 编辑` names nobody; `本报评论员` neither, but it is whole. `老编辑` is somebody, and `摄影` an art.
    let nobody = people.authors.is_empty() && people.editors.is_empty() && people.artists.is_empty() && !people.checked;
    let house = || people.outlet.as_ref().is_some_and(|o| o.chars().count() > 2 || people::is_medium(o));
    // A key whose value is missing, too.
    let keyed = text.starts_with(people::BYLINE_MARKS) || matches!(text, "作者" | "作者：" | "作者:" | "楼主" | "樓主");
    let alone = || keyed || inner != text || house() || posts::is_house(text);
    let named = !nobody || !text.contains(char::is_whitespace) && (!text.starts_with(chars::is_cjk) || alone());
    (named && people.authors.iter().chain(&people.editors).all(full)).then_some(people)
}

fn is_button(text: &str) -> bool {
    Scan::of(text).coverage(&[Class::Nav, Class::Share, Class::Button, Class::Urge, Class::Channel]) >= 0.8
}

fn is_notice(text: &str) -> bool {
    Scan::of(text).coverage(&[Class::Legal, Class::Term]) >= 0.8
}

/// A dateline names the reporters (`本报讯（记者 甲 通讯员 乙）`, `某某网记者甲5月13日报道`). It is part of the text, and stays.
fn read_lead(doc: &Document, block: &Block, signed: &mut Signed, changes: &mut Changes) {
    let Some(line) = datelines::read(block.text()) else {
        // `本报记者 陈小河 今年春天……`
        if doc.meta().get(MetaKey::Author).is_none() && !signed.written {
            leads::read(block.text()).into_iter().for_each(|people| signed.add(people, changes));
        }
        return;
    };
    if let Some(date) = line.date.filter(|_| doc.meta().get(MetaKey::Date).is_none()) {
        changes.add_meta(MetaKey::Date, date, "dateline");
    }
    // Who only passes news on signs below the title or the text.
    let unknown = doc.meta().get(MetaKey::Publisher).is_none();
    if !line.people.authors.is_empty() || unknown {
        signed.add(line.people, changes);
    }
}

/// The last paragraph often ends in who wrote it, the source or the editor.
fn lift_tail(layout: &Layout<'_>, block: &Block, signed: &mut Signed, changes: &mut Changes) {
    let Some(tail) = tails::read(block) else { return };
    // A short paragraph that ends in who took a picture is its caption, where there are others.
    let others = || layout.blocks.iter().filter(|b| is_prose(b) && b.id() != block.id()).nth(1).is_some();
    let captions = || layout.blocks.iter().filter(|b| credits::is_shot(b)).nth(1).is_some();
    if tail.found.is_empty() && credits::is_shot(block) && (others() || captions()) {
        return;
    }
    for people in tail.people {
        signed.add(people, changes);
    }
    for (key, value) in tail.found {
        changes.add_meta(key, value, "meta-line");
    }
    changes.split(block, tail.at, block.kind());
    changes.relabel(block, tail.kind);
}

#[cfg(test)]
mod tests {
    use super::byline;

    fn authors(text: &str) -> Vec<String> {
        byline(text).unwrap().authors
    }

    #[test]
    fn bylines() {
        assert_eq!(authors("□赵明远刘洋"), ["赵明远", "刘洋"]);
        assert_eq!(authors("(整理:记者 周晓 通讯员 吴大有)"), ["周晓", "吴大有"]);
        assert_eq!(authors("茶乡日报记者 郑月 通讯员 冯小川 高原"), ["郑月", "冯小川", "高原"]);
        assert_eq!(authors("文/孙立 图/何平"), ["孙立"]);
        assert_eq!(authors("石桥晚报记者 孙立 文/图"), ["孙立"]);
        assert_eq!(authors("采写：桥都记者 孙立"), ["孙立"]);
        assert_eq!(authors("石桥商报记者 孙立 何平 武汉报道"), ["孙立", "何平"]);
        assert_eq!(authors("〔記者陳小河／台北報導〕"), ["陳小河"]);
        assert_eq!(authors("文 | 阿桐"), ["阿桐"]);
        assert_eq!(authors("By Anna Berg"), ["Anna Berg"]);
        assert_eq!(authors("By Anna Berg, Local Mills Reporter"), ["Anna Berg"]);
        assert_eq!(authors("（河口医院供稿 陈小河 文/图）"), ["陈小河"]);
        assert_eq!(authors("Von Ludwig van der Aa"), ["Ludwig van der Aa"]);
        assert_eq!(authors("김민수 기자 minsu@example.com"), ["김민수"]);
    }

    #[test]
    fn editors_are_apart() {
        let people = byline("◎记者 何漪 ○编辑 邱江").unwrap();
        assert_eq!((people.authors, people.editors), (vec!["何漪".to_owned()], vec!["邱江".to_owned()]));
        assert_eq!(byline("编辑 张牵 校对 赵琳").unwrap().editors, ["张牵"]);
        let people = byline("桥经记者 胥安 桥经编辑 张海妮").unwrap();
        assert_eq!((people.authors, people.editors), (vec!["胥安".to_owned()], vec!["张海妮".to_owned()]));
    }

    #[test]
    fn prose_is_no_byline() {
        assert!(byline("记者来到现场").is_none());
        assert!(byline("编辑部的故事").is_none());
        assert!(byline("高山流水").is_none());
        assert!(byline("By the river").is_none());
        assert!(byline("By Design").is_none());
        assert!(byline("Der Lichtbildner von Altenau").is_none());
        assert!(byline("Von Berlin nach Hamburg").is_none());
        assert!(byline("Von Menschen und Mäusen").is_none());
    }
}
