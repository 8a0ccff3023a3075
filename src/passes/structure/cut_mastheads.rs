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

/// Lines of the head of a page.
const HEAD: usize = 8;

/// Media and offices above a text that are a list.
const HOUSES: usize = 3;

/// Greatest width of the last step of a path, and least width of the title below it.
const STEP: usize = 12;

/// Greatest width of the number of an issue with the name of the journal.
const ISSUE: usize = 100;

impl Pass for CutMastheads {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        let layout = Layout::before(doc, SPEC.name);
        let known = doc.meta().get(MetaKey::Title).is_some();
        // The first name is the publisher's, if nothing else said who that is.
        let mut publisher = None;
        let unknown = doc.meta().get(MetaKey::Publisher).is_none();
        let is_author = |name: &str| doc.meta().all(MetaKey::Author).any(|author| author == name);
        // The path names the columns of a site, and the site first of all.
        let column = |name: &str| {
            let piece =
                |b: &Block| b.text().split(['>', '»', '›', '·', '/']).skip(1).any(|piece| piece.trim() == name.trim());
            doc.all_blocks().take(8).any(|b| b.cut_by().is_some_and(|id| id.spec().code == "S120") && piece(b))
        };
        let mut lift = |name: &str, fits: bool| {
            if fits && unknown && !column(name) && !name.starts_with('#') {
                // `石桥晨报数字报`
                let paper =
                    issues::without_ending(name.trim(), Words::Edition).filter(|paper| people::is_medium(paper.trim()));
                publisher.get_or_insert_with(|| paper.unwrap_or(name).trim().to_owned());
            }
        };
        let headed =
            layout.blocks[..layout.first.min(layout.blocks.len())].iter().position(|b| b.kind() == Kind::Heading(1));
        let own = of_text(&layout);
        let mut gone: Vec<&Block> = Vec::new();
        for (n, block) in layout.blocks.iter().enumerate() {
            let outside = n < layout.first.min(6) || n >= layout.last;
            let titular = || doc.meta().get(MetaKey::Title).is_some_and(|t| again::repeats(block.text(), t));
            let kind = block.kind() == Kind::Paragraph && !own.contains(&block.id());
            if !outside || titular() || !kind || !is_line(block, ISSUE) {
                continue;
            }
            if !is_line(block, WIDEST) && issues::issue(block.text()).is_none() {
                continue;
            }
            // Another line must be there that can be the title. A lone short line may be the title itself.
            let other = |b: &&Block| matches!(b.kind(), Kind::Paragraph | Kind::Heading(_)) && !ends_like_masthead(b);
            let titled = known
                || headed.is_some_and(|at| at < n)
                || layout.blocks[n + 1..layout.first.max(n + 1)].iter().any(other);
            if (titled || n >= layout.last) && ends_like_masthead(block) {
                gone.push(block);
                lift(block.text(), people::is_medium(block.text()) && !block.text().ends_with('台'));
            } else if titled && n < layout.first.min(6) && layout.last > 0 {
                if let Some(name) = issues::issue(block.text()) {
                    gone.push(block);
                    lift(&name, true);
                } else if issues::is_issue(block.text()) {
                    gone.push(block);
                } else if n == 0 && layout.blocks.get(1).is_some_and(|b| issues::is_issue(b.text())) {
                    // The name of a journal over the number of its issue.
                    gone.push(block);
                    lift(block.text().split(['（', '(']).next().unwrap_or_default(), true);
                } else if is_column(block.text())
                    || furniture::is_contact(block.text())
                    || is_last_step(doc, &layout, n)
                {
                    gone.push(block);
                } else if let Some(name) = name_of(block.text()).filter(|name| recurs(doc, block, name)) {
                    gone.push(block);
                    lift(name, !is_author(name));
                }
            } else if n == 1 && n < layout.first && layout.last > 0 && width_of(layout.blocks[0].text()) > WIDEST / 2 {
                // Under the title, where a longer line stands above it.
                if let Some(name) = name_of(block.text()).filter(|name| recurs(doc, block, name)) {
                    gone.push(block);
                    lift(name, !is_author(name));
                }
            }
        }
        // The name of a site stands over its menu or path, and the title under them; lines below the body repeat it.
        let over = if layout.last > 0 { over_menu(doc) } else { Vec::new() };
        if let Some(site) = over.first() {
            // `免费发布信息` may stand there too: a short Chinese line is a name if it ends like one or the page says it again.
            let named = |text: &str| {
                let han = text.chars().all(chars::is_han);
                !han || people::is_medium(text) || name_of(text).is_some_and(|name| recurs(doc, site, name))
            };
            lift(site.text(), !issues::is_issue(site.text()) && named(site.text()));
            // `Siga a Folha do Recôncavo nas redes sociais`
            let repeats =
                |b: &&&Block| b.kind() == Kind::Paragraph && b.text().contains(site.text()) && width_of(b.text()) <= 80;
            layout.blocks[layout.last..].iter().filter(repeats).for_each(|b| gone.push(b));
        }
        over.into_iter().for_each(|b| gone.push(b));
        let edges = edges::furniture(doc, &layout, SPEC.name, &gone);
        let above =
            |b: &&&Block| layout.head(layout.first).any(|(_, line)| line.id() == b.id()) && !own.contains(&b.id());
        for block in edges.iter().filter(above) {
            let name = block.text().trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '#'));
            lift(name, people::is_medium(name));
        }
        gone.extend(edges);
        for block in gone.into_iter().filter(|b| !own.contains(&b.id())) {
            changes.cut(block);
        }
        // A site that front matter calls the author.
        let author = |e: &&Evidence| e.from == "front-matter" && e.key == MetaKey::Author;
        let site = || doc.evidence().iter().filter(author).find_map(|e| Some((persons::medium(&e.value)?, e.from)));
        if let Some(name) = publisher {
            changes.add_meta(MetaKey::Publisher, name, "masthead");
        } else if let Some((site, from)) = site().filter(|_| unknown) {
            changes.add_meta(MetaKey::Publisher, site, from);
        }
        Verdict::Keep
    }
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
