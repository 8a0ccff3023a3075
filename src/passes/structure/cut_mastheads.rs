//! S131: see `cut_mastheads.md`.

use serde::{Deserialize, Serialize};

use super::fields::issues;
use super::furniture::{self, edges};
use super::layout::{Layout, is_cut_before, is_line, is_prose};
use super::people::{self, persons};
use super::titles::{addresses, again};
use crate::changes::Changes;
use crate::chars::{self, width as width_of};
use crate::document::{Block, BlockId, Document, Kind};
use crate::meta::{Evidence, MetaKey};
use crate::pass::{Pass, Spec, Stage, Verdict};
use crate::phrases::{Class, Words, simplify};

pub(crate) const SPEC: Spec = Spec::new::<CutMastheads>(
    "S131",
    "cut-mastheads",
    Stage::Structure,
    "Cuts lines that name the publishing house above the title or below the body.",
    include_str!("cut_mastheads.md"),
);

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct CutMastheads {}

/// Greatest width of a masthead: a long name of a house with its role.
const WIDEST: usize = 36;

/// Lines of the head of a page, and those among them that may be a masthead.
const HEAD: usize = 8;
const TOP: usize = 6;

/// Media and offices above a text that are a list.
const HOUSES: usize = 3;

/// Greatest width of the last step of a path, and least width of the title below it.
const STEP: usize = 12;

/// Greatest width of the number of an issue with the name of the journal.
const ISSUE: usize = 100;

impl Pass for CutMastheads {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        let layout = Layout::before(doc, SPEC.name);
        let own = of_text(&layout);
        let mut publisher = Publisher::of(doc);
        let mut gone = named(doc, &layout, &own, &mut publisher);
        gone.extend(of_site(doc, &layout, &mut publisher));
        let edges = edges::furniture(doc, &layout, SPEC.name, &gone);
        let above =
            |b: &&&Block| layout.head(layout.first).any(|(_, line)| line.id() == b.id()) && !own.contains(&b.id());
        for block in edges.iter().filter(above) {
            let name = block.text().trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '#'));
            publisher.lift(name, people::is_medium(name));
        }
        gone.extend(edges);
        for block in gone.into_iter().filter(|b| !own.contains(&b.id())) {
            changes.cut(block);
        }
        publisher.tell(changes);
        Verdict::Keep
    }
}

/// Who published a text: the first name of a house, if nothing else said who that is.
struct Publisher<'a> {
    doc: &'a Document,
    unknown: bool,
    name: Option<String>,
}

impl<'a> Publisher<'a> {
    fn of(doc: &'a Document) -> Publisher<'a> {
        Publisher { doc, unknown: doc.meta().get(MetaKey::Publisher).is_none(), name: None }
    }

    /// Takes a name, if it fits.
    fn lift(&mut self, name: &str, fits: bool) {
        if fits && self.unknown && !self.is_step(name) && !name.starts_with('#') {
            // `石桥晨报数字报`
            let paper =
                issues::without_ending(name.trim(), Words::Edition).filter(|paper| people::is_medium(paper.trim()));
            self.name.get_or_insert_with(|| paper.unwrap_or(name).trim().to_owned());
        }
    }

    /// The path names the columns of a site, and the site first of all.
    fn is_step(&self, name: &str) -> bool {
        let piece =
            |b: &Block| b.text().split(['>', '»', '›', '·', '/']).skip(1).any(|piece| piece.trim() == name.trim());
        self.doc.all_blocks().take(8).any(|b| b.cut_by().is_some_and(|id| id.spec().code == "S120") && piece(b))
    }

    fn tell(self, changes: &mut Changes) {
        // A site that front matter calls the author.
        let author = |e: &&Evidence| e.from == "front-matter" && e.key == MetaKey::Author;
        let site =
            || self.doc.evidence().iter().filter(author).find_map(|e| Some((persons::medium(&e.value)?, e.from)));
        if let Some(name) = self.name {
            changes.add_meta(MetaKey::Publisher, name, "masthead");
        } else if let Some((site, from)) = site().filter(|_| self.unknown) {
            changes.add_meta(MetaKey::Publisher, site, from);
        }
    }
}

/// A line that may be a masthead, and where it stands.
struct Line<'a> {
    doc: &'a Document,
    layout: &'a Layout<'a>,
    n: usize,
    block: &'a Block,
    /// Whether another line is there that can be the title. A lone short line may be the title itself.
    titled: bool,
}

impl<'a> Line<'a> {
    fn text(&self) -> &'a str {
        self.block.text()
    }

    fn is_below(&self) -> bool {
        self.n >= self.layout.last
    }

    /// Of the first lines above the prose, with a title among them.
    fn is_head(&self) -> bool {
        self.titled && self.n < self.layout.first.min(TOP) && self.layout.last > 0
    }

    /// Under the title, where a longer line stands above it.
    fn is_under_title(&self) -> bool {
        let (n, layout) = (self.n, self.layout);
        n == 1 && n < layout.first && layout.last > 0 && width_of(layout.blocks[0].text()) > WIDEST / 2
    }
}

/// A line that names a house, and the name if it may be the publisher's.
struct Masthead {
    name: Option<String>,
}

impl Masthead {
    const NAMELESS: Masthead = Masthead { name: None };

    fn of(name: &str) -> Masthead {
        Masthead { name: Some(name.to_owned()) }
    }
}

/// A rule.
struct Reader {
    /// Whether a line stands where the rule holds: little work.
    asks: fn(&Line<'_>) -> bool,
    /// What the line names.
    read: fn(&Line<'_>) -> Option<Masthead>,
}

/// Rules for mastheads, in the order in which they are asked.
const READERS: &[Reader] = &[
    Reader { asks: |l| l.titled || l.is_below(), read: of_house },
    Reader { asks: |l| l.is_head(), read: |l| issues::issue(l.text()).map(|name| Masthead::of(&name)) },
    Reader { asks: |l| l.is_head(), read: |l| issues::is_issue(l.text()).then_some(Masthead::NAMELESS) },
    Reader { asks: |l| l.is_head() && l.n == 0, read: over_issue },
    Reader { asks: |l| l.is_head(), read: of_column },
    Reader { asks: |l| l.is_head() || !l.titled && l.is_under_title(), read: that_recurs },
];

/// Lines that name the house, and what they say of the publisher.
fn named<'a>(doc: &Document, layout: &Layout<'a>, own: &[BlockId], publisher: &mut Publisher<'_>) -> Vec<&'a Block> {
    let known = doc.meta().get(MetaKey::Title).is_some();
    let head = layout.first.min(layout.blocks.len());
    let headed = layout.blocks[..head].iter().position(|b| b.kind() == Kind::Heading(1));
    let other = |b: &&Block| matches!(b.kind(), Kind::Paragraph | Kind::Heading(_)) && !ends_like_masthead(b);
    let mut gone = Vec::new();
    for (n, block) in layout.blocks.iter().enumerate() {
        let outside = n < layout.first.min(TOP) || n >= layout.last;
        if !outside || own.contains(&block.id()) || !is_short(doc, block) {
            continue;
        }
        let titled =
            known || headed.is_some_and(|at| at < n) || layout.blocks[n + 1..layout.first.max(n + 1)].iter().any(other);
        let line = Line { doc, layout, n, block, titled };
        let found = READERS.iter().filter(|rule| (rule.asks)(&line)).find_map(|rule| (rule.read)(&line));
        if let Some(Masthead { name }) = found {
            gone.push(*block);
            publisher.lift(name.as_deref().unwrap_or_default(), name.is_some());
        }
    }
    gone
}

/// A paragraph that is as short as a name, or as one with the number of its issue, and not the title once more.
fn is_short(doc: &Document, block: &Block) -> bool {
    let titular = || doc.meta().get(MetaKey::Title).is_some_and(|t| again::repeats(block.text(), t));
    block.kind() == Kind::Paragraph
        && is_line(block, ISSUE)
        && !titular()
        && (is_line(block, WIDEST) || issues::issue(block.text()).is_some())
}

/// `河口日报社`: it ends like the name of a house.
fn of_house(line: &Line<'_>) -> Option<Masthead> {
    if !ends_like_masthead(line.block) {
        return None;
    }
    let medium = people::is_medium(line.text()) && !line.text().ends_with('台');
    Some(if medium { Masthead::of(line.text()) } else { Masthead::NAMELESS })
}

/// The name of a journal over the number of its issue.
fn over_issue(line: &Line<'_>) -> Option<Masthead> {
    let below = line.layout.blocks.get(1).is_some_and(|b| issues::is_issue(b.text()));
    below.then(|| Masthead::of(line.text().split(['（', '(']).next().unwrap_or_default()))
}

/// A column, how to reach the house, where the path above ends.
fn of_column(line: &Line<'_>) -> Option<Masthead> {
    let of_page =
        is_column(line.text()) || furniture::is_contact(line.text()) || is_last_step(line.doc, line.layout, line.n);
    of_page.then_some(Masthead::NAMELESS)
}

/// A name that furniture repeats.
fn that_recurs(line: &Line<'_>) -> Option<Masthead> {
    let name = name_of(line.text()).filter(|name| recurs(line.doc, line.block, name))?;
    let author = line.doc.meta().all(MetaKey::Author).any(|author| author == name);
    Some(if author { Masthead::NAMELESS } else { Masthead::of(name) })
}

/// The name of a site stands over its menu or path, and the title under them; lines below the body repeat it.
fn of_site<'a>(doc: &'a Document, layout: &Layout<'a>, publisher: &mut Publisher<'_>) -> Vec<&'a Block> {
    let over = if layout.last > 0 { over_menu(doc) } else { Vec::new() };
    let Some(site) = over.first() else { return over };
    // `免费发布信息` may stand there too: a short Chinese line is a name if it ends like one or the page says it again.
    let named = |text: &str| {
        let han = text.chars().all(chars::is_han);
        !han || people::is_medium(text) || name_of(text).is_some_and(|name| recurs(doc, site, name))
    };
    publisher.lift(site.text(), !issues::is_issue(site.text()) && named(site.text()));
    // `Siga a Folha do Recôncavo nas redes sociais`
    let repeats =
        |b: &&&Block| b.kind() == Kind::Paragraph && b.text().contains(site.text()) && width_of(b.text()) <= 80;
    layout.blocks[layout.last..].iter().filter(repeats).copied().chain(over.iter().copied()).collect()
}

/// Lines above a text that are of it: whom a letter is to, who takes part, one below the other (`青石镇人民政府`, `县融媒体中心`,
/// `青石日报社`), and the court or office above what it issues (`河西县人民法院` over `民事判决书`).
fn of_text(layout: &Layout<'_>) -> Vec<BlockId> {
    let mut own: Vec<BlockId> = addresses::above_letter(&layout.blocks).iter().map(|b| b.id()).collect();
    let head = &layout.blocks[..layout.first.min(layout.blocks.len()).min(HEAD)];
    let house = |b: &&&Block| people::is_medium(b.text()) || Words::Office.ends(&simplify(b.text().trim()));
    if head.iter().filter(house).nth(HOUSES - 1).is_some() {
        own.extend(head.iter().map(|b| b.id()));
    }
    let office =
        |b: &Block| simplify(chars::trim(b.text())).ends_with(['院', '局', '府', '厅', '会', '部', '委', '处']);
    let act = |b: &Block| {
        let text = chars::trim(b.text());
        (3..=10).contains(&text.chars().count()) && (text.ends_with(['书', '書']) || Words::Act.ends(&simplify(text)))
    };
    own.extend(head.windows(2).filter(|pair| act(pair[1]) && office(pair[0])).map(|pair| pair[0].id()));
    own
}

/// Whether line `n` says again where the path above it ends, over the title and a line about the text.
fn is_last_step(doc: &Document, layout: &Layout<'_>, n: usize) -> bool {
    let block = layout.blocks[n];
    let text = block.text().trim();
    let wide =
        |m: usize| layout.blocks.get(m).is_some_and(|b| b.kind() == Kind::Paragraph && width_of(b.text()) >= STEP);
    let known = layout.blocks.get(n + 2).is_some_and(|b| matches!(b.kind(), Kind::Meta | Kind::Byline));
    if width_of(text) > STEP || !wide(n + 1) || !known {
        return false;
    }
    let above = doc.all_blocks().take_while(|b| b.id() != block.id()).last();
    let step = |b: &Block| b.text().rsplit(['>', '»', '›', '＞']).next().is_some_and(|last| last.trim() == text);
    above.is_some_and(|b| b.cut_by().is_some_and(|id| id.spec().code == "S120") && step(b))
}

/// The name of the site, and a line that it says of itself, where a menu or path that was cut follows and another line can be
/// the title.
fn over_menu(doc: &Document) -> Vec<&Block> {
    if doc.format != "text" {
        return Vec::new();
    }
    let own = |b: &Block| !is_cut_before(b, SPEC.name);
    let blocks: Vec<&Block> = doc.all_blocks().take(HEAD).collect();
    // `浏览次数：517` stands below a title.
    let counter = |b: &Block| b.scan().of_class(&[Class::Drop]).next().is_some();
    // A row of marks frames a title as well.
    let said = |b: &Block| b.text().contains(char::is_alphanumeric);
    let menu =
        |b: &Block| b.cut_by().is_some_and(|id| id.spec().code == "S120") && said(b) && !is_share(b) && !counter(b);
    let Some(at) = blocks.iter().position(|b| menu(b)).filter(|at| (1..=4).contains(at)) else { return Vec::new() };
    let fits =
        |b: &&Block| own(b) && b.kind() == Kind::Paragraph && (4..=40).contains(&width_of(b.text())) && is_line(b, 40);
    let title = |b: &&Block| own(b) && matches!(b.kind(), Kind::Paragraph | Kind::Heading(_));
    let rest = doc.all_blocks().take(2 * HEAD).skip(at + 1).filter(|b| own(b));
    let titled = rest.take(4).take_while(|b| !is_prose(b)).any(|b| title(&b));
    // A line between the name and the path may be anything, if no other line says whose name it is.
    let found = &blocks[..at];
    let issue = || found.iter().any(|b| issues::is_issue(b.text()));
    let named = at == 1 || issue() || name_of(blocks[0].text()).is_some_and(|name| recurs(doc, blocks[0], name));
    if titled && named && found.iter().all(fits) { found.to_vec() } else { Vec::new() }
}

/// A bar to share by, as it stands under a title.
fn is_share(block: &Block) -> bool {
    block.scan().coverage(&[Class::Share, Class::Button]) >= 0.3
}

/// A name of a few characters, which may be that of a site or an account. A section may stand behind it: `石桥评论 — 散文`.
fn name_of(text: &str) -> Option<&str> {
    let name = text.split([' ', '—', '|', '｜', '·']).next().unwrap_or_default();
    let plain = name.len() == text.len() || text[name.len()..].trim_start().starts_with(['—', '|', '｜', '·']);
    let fits = (3..=12).contains(&name.chars().count()) && name.chars().all(char::is_alphanumeric);
    (plain && fits && width_of(text) <= WIDEST).then_some(name)
}

/// Whether furniture or a metadata line repeats a name: `发布者：农学院`, `© 农学院`, `点击上方“农学院”关注我们`. In a page of HTML
/// too much is cut for that to prove anything.
fn recurs(doc: &Document, block: &Block, name: &str) -> bool {
    let cut = |b: &Block| is_cut_before(b, SPEC.name);
    // The title says nothing of who prints it.
    let title = |b: &Block| doc.meta().get(MetaKey::Title).is_some_and(|t| again::repeats(b.text(), t));
    // Nor does the end of a path, nor what a system for newspapers leaves below a text: both have its title.
    let leads = |b: &Block| b.text().contains(['>', '»', '›', '＞']) && b.text().trim_end().ends_with(name);
    let titles = |b: &Block| title(b) || leads(b) || b.text().trim_end_matches(['-', '>']).ends_with("/enpproperty");
    let furniture = |b: &&Block| (cut(b) || matches!(b.kind(), Kind::Meta | Kind::Byline)) && !titles(b);
    let prose = doc.blocks().find(|b| is_prose(b)).map_or("", |b| b.text());
    // `河口晚报` over `河口晚报网12月2日讯`.
    let wire = || prose.chars().take(20).any(|c| matches!(c, '讯' | '訊' | '电' | '電'));
    let reports = people::is_medium(name) && prose.starts_with(name) && !is_subject(prose, name) && wire();
    doc.format != "html"
        && (reports || doc.all_blocks().filter(furniture).any(|b| b.text() != block.text() && b.text().contains(name)))
        && !is_subject(prose, name)
}

/// Whether a text begins with a name of which it tells something: `竹桥是…`. With its own name a paper begins what it reports.
fn is_subject(text: &str, name: &str) -> bool {
    let reports = ['讯', '訊', '电', '電', '报', '報', '消', '记', '記', '月', '综', '綜'];
    let rest = chars::trim(text).strip_prefix(name).unwrap_or_default();
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c.is_ascii_digit());
    !rest.is_empty() && !rest.starts_with(reports) && !rest.starts_with(['（', '(', '【', ':', '：'])
}

/// The name of a column above the title: `专题·海岸线`, `【短视频文化观察】`.
fn is_column(text: &str) -> bool {
    if text.len() > 3 * WIDEST {
        return false;
    }
    let bracket = text.starts_with('【') && text.ends_with('】') && text.matches('【').count() == 1;
    let parted =
        text.split_once(['·', '|', '｜', '丨', '/']).is_some_and(|(word, _)| Words::Column.has(&simplify(word.trim())));
    width_of(text) <= WIDEST && (bracket || parted)
}

fn ends_like_masthead(block: &Block) -> bool {
    let text = chars::trim(block.text()).trim_end_matches([']', '】', ')', '）']);
    let scan = block.scan_of(text);
    let last = scan.of_class(&[Class::Masthead]).last();
    let Some(hit) = last.filter(|h| h.range.end == text.len()) else { return false };
    // A platform or an app is one of news if a word of the trade stands before it: 登上新平台 ends a headline.
    let (before, word) = text.split_at(hit.range.start);
    let trade = !matches!(&*simplify(word), "平台" | "客户端") || Words::Trade.ends(&simplify(before));
    trade && !text.contains(['，', ',', '、', '“', '：'])
}
