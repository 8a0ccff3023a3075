//! S121: see `cut_copyright.md`.

use std::cell::LazyCell;

use serde::{Deserialize, Serialize};

use super::furniture::{self, list_feet, spoken};
use super::headings::siblings;
use super::layout::{Layout, is_line, is_prose, width};
use super::people::korean;
use crate::changes::Changes;
use crate::chars;
use crate::document::{Block, Document, Kind};
use crate::meta::MetaKey;
use crate::pass::{Pass, Spec, Stage, Verdict};
use crate::phrases::{Class, Hit, Scan, Words, simplify};

pub(crate) const SPEC: Spec = Spec::new::<CutCopyright>(
    "S121",
    "cut-copyright",
    Stage::Structure,
    "Cuts copyright and disclaimer notices with all their items.",
    include_str!("cut_copyright.md"),
);

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct CutCopyright {
    /// Different terms of notices that a paragraph without a heading must have.
    min_terms: usize,
}

impl Default for CutCopyright {
    fn default() -> Self {
        // Prose on copyright in the clean fixtures reaches two different terms; notices have four and more.
        CutCopyright { min_terms: 3 }
    }
}

/// Greatest width of a heading of a notice (`某某网版权与免责声明：`).
const HEADING: usize = 60;

/// Blocks at the end among which a notice with its heading needs one term.
const LAST: usize = 3;

/// Paragraphs of prose below several items of a notice, which the names of other texts may look like.
const BELOW_ITEMS: usize = 2;

/// Bytes within which a notice above the body comes to its point: sixteen Chinese characters, `本文系某某网独家稿件，`.
const OPENING: usize = 48;

/// Width of a line that is more than a line of a footer.
const LONG: usize = 120;

/// Greatest width of one paragraph of a notice.
const PARAGRAPH: usize = 1200;

impl Pass for CutCopyright {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        let layout = Layout::before(doc, SPEC.name);
        let (mut cut, publisher) = self.notices(&layout);
        if doc.format == "text" {
            cut[list_feet::find(&layout.blocks)].fill(true);
        }
        // Short lines of a footer stand outside what is left as the body.
        let prose = |n: &usize| is_prose(layout.blocks[*n]) && !cut[*n];
        let last = (0..layout.blocks.len()).rev().find(prose).map_or(0, |n| n + 1);
        let first = (0..layout.blocks.len()).find(prose).unwrap_or(layout.blocks.len());
        // A long caption is something else, too.
        let says = |b: &Block| chars::is_sentence(b.text()) || width(b) >= LONG;
        if last == 0 && !layout.blocks.iter().zip(&cut).any(|(b, cut)| !cut && says(b)) {
            // Nothing but notices: then they are the document.
            return Verdict::Keep;
        }
        for (n, block) in layout.blocks.iter().enumerate() {
            cut[n] |= (n < first.min(4) || n >= last) && is_text(block) && is_footer(block, n < first);
        }
        // Who to call and whom to ask stands beside them: `电话：… 传真：…`, `如需转载请与本报联系。`
        for n in last.max(1)..layout.blocks.len() {
            cut[n] |= cut[n - 1] && (is_contact(layout.blocks[n]) || is_aside(layout.blocks[n], 160));
        }
        for n in (last..layout.blocks.len().saturating_sub(1)).rev() {
            cut[n] |= cut[n + 1] && (is_contact(layout.blocks[n]) || is_aside(layout.blocks[n], 60));
        }
        siblings::keep_articles(&layout.blocks, &mut cut);
        if doc.format == "markdown" {
            siblings::keep_sections(&layout.blocks, &mut cut);
        }
        let (mut signer, mut paper) = (None, None);
        for (block, _) in layout.blocks.iter().zip(cut).filter(|(_, cut)| *cut) {
            changes.cut(block);
            signer = signer.or_else(|| signer_of(block));
            paper = paper.or_else(|| korean::paper_of_notice(block.text()));
        }
        if let Some(heading) = publisher {
            lift_publisher(heading, changes);
        }
        // Any company may sign a page; one that stands above the text too has published it, and so has a newspaper.
        let above = |name: &&str| doc.all_blocks().take(4).any(|b| b.text().contains(name));
        let unknown = publisher.is_none() && doc.meta().get(MetaKey::Publisher).is_none();
        let name = signer.filter(|name| above(name) || name.ends_with(['报', '報'])).or(paper);
        if let Some(name) = name.filter(|_| unknown) {
            changes.add_meta(MetaKey::Publisher, name, "copyright-notice");
        }
        Verdict::Keep
    }
}

/// A block in which a notice may stand.
fn is_text(block: &Block) -> bool {
    !matches!(block.kind(), Kind::Code | Kind::Meta | Kind::Byline) && block.text().len() <= PARAGRAPH * 3
}

/// The phrases of a block, if any of them may be a notice's: no others are asked for here, and most paragraphs have none.
fn notices_in(block: &Block) -> Scan<'_> {
    if block.may_be_legal() { block.scan() } else { Scan::empty(block.text()) }
}

impl CutCopyright {
    /// Which blocks are notices: headings with their items, and dense paragraphs; and the heading that may name the
    /// publisher.
    fn notices<'a>(&self, layout: &Layout<'a>) -> (Vec<bool>, Option<&'a str>) {
        let blocks = &layout.blocks;
        let mut cut = vec![false; blocks.len()];
        let mut publisher = None;
        let mut notice = false;
        let on_copies = LazyCell::new(|| spoken::is_on_copies(blocks));
        // Paragraphs that are dense but have no heading; they are notices where nothing but notices and other texts follow.
        let mut dense = Vec::new();
        let others = layout.others();
        let end = if others.is_empty() { blocks.len() } else { others.start };
        for (n, block) in blocks.iter().enumerate() {
            // Notices stand at either end; a paragraph in the middle of the body is prose whatever it says.
            let tail = n * 2 >= end || n + 8 >= end;
            if !is_text(block) || is_article(block.text()) || !(notice || tail || n < 4) {
                notice = false;
                continue;
            }
            let scan = notices_in(block);
            let scan = if scan.of_class(&[Class::Legal]).next().is_some() { scan.unquoted() } else { scan };
            let terms = scan.distinct(Class::Legal);
            let told =
                || spoken::tells_of_somebody(block.text()) || *on_copies && !spoken::speaks_for_house(block.text());
            if terms > 0 && is_prose(block) && told() {
                notice = false;
                continue;
            }
            let heading = terms > 0 && is_heading(&scan) || is_bare_heading(block) && opens_list(blocks, n + 1);
            if heading && has_body_elsewhere(layout, n) {
                notice = true;
                publisher.get_or_insert(block.text());
                cut[n] = true;
            } else if (terms >= 2 || n + LAST >= blocks.len() && n >= layout.last && says_notice(&scan))
                && opens_notice(block.text())
                && has_body_elsewhere(layout, n)
            {
                notice = true;
                cut[n] = true;
            } else if notice && (terms > 0 || is_numbered(block.text())) {
                cut[n] = true;
            } else if self.is_notice(&scan, terms, block) || terms > 0 && n >= layout.last && is_below(&scan, block) {
                // Above the body there is no end to stand at; an article on copyright reaches 0.25.
                // One whose first words are about something else is prose too, even if it cites notices all over.
                if n < 4 && n <= layout.first && scan.coverage(&[Class::Legal]) >= 0.3 && opens_with_term(&scan) {
                    cut[n] = true;
                } else {
                    dense.push(n);
                }
                notice = false;
            } else {
                notice = false;
            }
        }
        self.cut_dense(blocks, &others, &dense, &mut cut);
        (cut, publisher)
    }

    /// From the end: a dense paragraph goes if no prose but notices follows it, and with it what follows that has terms too. Below
    /// several in a row with numbers the names of other texts may stand as one line.
    fn cut_dense(&self, blocks: &[&Block], others: &std::ops::Range<usize>, dense: &[usize], cut: &mut [bool]) {
        let mut end = blocks.len();
        let numbered = |n: usize| dense.contains(&n) && is_numbered(blocks[n].text());
        let in_row = |n: usize| numbered(n) && (numbered(n + 1) || n.checked_sub(1).is_some_and(numbered));
        for n in dense.iter().rev().copied() {
            let open = |m: &usize| !cut[*m] && !others.contains(m);
            let rest = || (n + 1..end).filter(open).map(|m| blocks[m]);
            let mut prose =
                rest().filter(|b| is_prose(b) && (!is_text(b) || notices_in(b).distinct(Class::Legal) == 0));
            if prose.nth(if in_row(n) { BELOW_ITEMS } else { 0 }).is_some() {
                break;
            }
            cut[n] = true;
            for m in n + 1..end {
                cut[m] |= is_text(blocks[m]) && notices_in(blocks[m]).unquoted().distinct(Class::Legal) > 0;
            }
            end = n;
        }
    }

    /// A notice without a heading: many different terms for its length, or a sign and a name.
    fn is_notice(&self, scan: &Scan<'_>, terms: usize, block: &Block) -> bool {
        if terms == 0 {
            return false;
        }
        // `It was agreed that the page should carry a link to the privacy policy and a cookie notice.` tells of them.
        let told = || block.text().is_ascii() && !opens_with_term(scan) && scan.coverage(&[Class::Legal]) < 0.4;
        let dense = terms >= self.min_terms && scan.coverage(&[Class::Legal]) >= 0.12 && !told();
        // `版权所有：石桥镇人民政府　地址：石桥镇中心街1号`
        let owned = || {
            ["版权所有", "版權所有"]
                .iter()
                .any(|key| block.text().strip_prefix(key).is_some_and(|rest| rest.starts_with(['：', ':'])))
        };
        let signed = width(block) <= 160 && scan.begins(Class::Legal).is_some() && (has_mark(block.text()) || owned());
        // A sentence of a footer, long enough to look like prose: `Перепечатка … Все права защищены.`
        let sentence = terms >= 2 && scan.coverage(&[Class::Legal]) >= 0.45 && is_prose(block);
        dense || signed || sentence || furniture::has_many_terms(scan)
    }
}

/// Whether a term of notices stands within the first clause or two of the text.
fn opens_with_term(scan: &Scan<'_>) -> bool {
    scan.of_class(&[Class::Legal]).any(|hit| hit.range.start <= OPENING)
}

/// A paragraph below the body that has terms of notices all over it.
fn is_below(scan: &Scan<'_>, block: &Block) -> bool {
    furniture::is_notice(block) && scan.coverage(&[Class::Legal, Class::Term]) >= 0.2
}

/// `声明：` and its like without a term: what follows must show that it is a notice.
fn is_bare_heading(block: &Block) -> bool {
    // Twelve columns and some marks; a paragraph is longer.
    if block.text().len() > 120 {
        return false;
    }
    let text = chars::trim(block.text());
    // The last bytes of the marks that a text may end in, and the first ones of those before it.
    let (first, last) = (text.bytes().next().unwrap_or(b' '), text.bytes().next_back().unwrap_or(b' '));
    let marked = |b: u8| matches!(b, b'[' | b']' | b':' | b'*');
    if !marked(first) && !matches!(first, 0xE3 | 0xEF) && !marked(last) && !matches!(last, 0x90 | 0x91 | 0x9A) {
        return false;
    }
    let bare = text.trim_matches(['【', '】', '[', ']', ':', '：', '*', ' ']);
    bare.len() < text.len() && chars::width(bare) <= 12 && Words::Notice.ends(&simplify(bare).to_lowercase())
}

/// Whether block `n` is an item or a paragraph with several terms of notices.
fn opens_list(blocks: &[&Block], n: usize) -> bool {
    blocks.get(n).is_some_and(|b| is_text(b) && b.scan().distinct(Class::Legal) >= 2)
}

/// A short line of terms: `版权所有 未经授权禁止转载`, `Terms of Use | Privacy Policy`. A sentence that merely has one
/// (`他认为版权归作者所有。`), and above the body a line that may be the title, need more.
fn is_footer(block: &Block, above: bool) -> bool {
    if width(block) > 160 || block.kind().is_heading() {
        return false;
    }
    let scan = block.scan();
    let scan = scan.unquoted();
    let coverage = scan.coverage(&[Class::Legal]);
    let terms = scan.distinct(Class::Legal);
    if above {
        return terms >= 2 && coverage >= 0.5;
    }
    // Weak words prove something together: `图片由作者拍摄，未经许可请勿使用`. The notices looked at reach 0.23.
    let all = [Class::Legal, Class::Term];
    let least = if chars::is_sentence(block.text()) { 3 } else { 2 };
    if scan.distinct_of(&all) >= least && scan.coverage(&all) >= 0.2 && speaks_of_copies(block.text()) {
        return true;
    }
    coverage >= if chars::is_sentence(block.text()) && terms < 2 { 0.5 } else { 0.3 }
}

/// Whether a Chinese text has a word for copies or what is copied: `未经甲方书面授权，乙方不得将权利转让给第三方` of a contract
/// has none.
fn speaks_of_copies(text: &str) -> bool {
    const COPIES: &str = "载載版镜鏡摘编編稿刊图圖引抄贴貼复複製制印作内網网站片";
    !text.chars().any(chars::is_han) || text.contains(|c: char| COPIES.contains(c))
}

/// A short sentence with a term, beside a notice.
fn is_aside(block: &Block, most: usize) -> bool {
    is_text(block) && width(block) <= most && block.scan().coverage(&[Class::Legal]) >= 0.15
}

/// A line of telephone numbers and addresses: it opens with the word for one and a mark.
fn is_contact(block: &Block) -> bool {
    if !is_text(block) || !is_line(block, 160) {
        return false;
    }
    let scan = block.scan();
    scan.begins(Class::Contact)
        .is_some_and(|h| scan.text[h.range.end..].trim_start().starts_with([':', '：', '/', '|']))
}

/// `第三条 …`: the text of a law or of rules, which may well be about copyright.
fn is_article(text: &str) -> bool {
    // Most texts begin with another character.
    if matches!(text.as_bytes(), [b'!'..=b'~', ..] | [0xE4..=0xE6 | 0xE8..=0xEF, ..]) {
        return false;
    }
    let Some(rest) = text.trim_start().strip_prefix('第') else { return false };
    let number = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "零〇一二三四五六七八九十百千".contains(c));
    number.len() < rest.len() && number.starts_with(['条', '條', '章', '款', '节', '節'])
}

/// A short line that names a notice and says nothing: it ends in a word for such a text, or in a colon and is mostly
/// terms.
fn is_heading(scan: &Scan<'_>) -> bool {
    let text = scan.text.trim().trim_matches(['【', '】', '[', ']', '*', '■', '□']);
    if text.len() > HEADING * 3 || chars::width(text) > HEADING || text.contains(['。', '，', ',']) {
        return false;
    }
    let bare = text.trim_end_matches([':', '：']);
    Words::Notice.ends(&simplify(bare).to_lowercase())
        || bare.len() < text.len() && scan.coverage(&[Class::Legal]) >= 0.6
}

/// One term, or weak words: at the very end below `声明：` it is enough.
fn says_notice(scan: &Scan<'_>) -> bool {
    scan.distinct_of(&[Class::Legal, Class::Term]) >= 1
}

/// A notice whose heading and text are one paragraph: `免责声明：本文为转载…`.
fn opens_notice(text: &str) -> bool {
    let Some(at) = text.find([':', '：']).filter(|at| *at <= HEADING) else { return false };
    is_heading(&Scan::of(&text[..at])) && Scan::of(&text[..at]).distinct(Class::Legal) > 0
}

/// A notice is furniture of a document that has something else; alone it is the document (a law, a policy page).
fn has_body_elsewhere(layout: &Layout<'_>, n: usize) -> bool {
    let before: usize = layout.blocks[..n].iter().map(|b| b.text().len()).sum();
    let rest: usize = layout.blocks[n..].iter().map(|b| b.text().len()).sum();
    before * 2 >= rest
}

/// An item of a notice: ①, 1., (1), （一）, 一、 or a bullet.
fn is_numbered(text: &str) -> bool {
    let text = text.trim_start();
    let mut chars = text.chars();
    match chars.next() {
        Some('①'..='⑳' | '⑴'..='⒇' | '•' | '·' | '*' | '-') => true,
        Some('(' | '（') => chars.next().is_some_and(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c)),
        Some(c) if c.is_ascii_digit() => {
            let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
            rest.starts_with(['.', '、', '．', ')', '）'])
        }
        Some(c) if "一二三四五六七八九十".contains(c) => chars.next() == Some('、'),
        _ => false,
    }
}

fn has_mark(text: &str) -> bool {
    // `Copyright Example News` signs; `Copyright law protects …` speaks.
    let signs = |(at, word): (usize, &str)| {
        let next = text.get(at + word.len()..).unwrap_or_default().trim_start_matches(' ');
        !next.starts_with(|c: char| c.is_ascii_lowercase())
            || ["by", "of", "notice"].iter().any(|w| next.starts_with(w))
    };
    text.contains(['©', '®']) || text.to_ascii_lowercase().match_indices("copyright").any(signs)
}

/// `某某网版权与免责声明` names the publisher, if nothing else has.
fn lift_publisher(heading: &str, changes: &mut Changes) {
    let Some(at) = heading.find(['版', '免', '著']) else { return };
    let name = heading[..at].trim().trim_matches(['【', '[', '■', '*', '关', '于', '關', '於']);
    let width = chars::width(name);
    // `本网` and `网站` name nobody, nor does any other name of two characters.
    if (6..=30).contains(&width) && !name.contains(['，', '、', '：', ':']) {
        changes.add_meta(MetaKey::Publisher, name, "copyright-notice");
    }
}

/// Who signs a footer: `© 2003-2021 苇杭出版社 All Rights Reserved.`, `版权所有 东湖网`. Letters may name anything.
fn signer_of(block: &Block) -> Option<&str> {
    let text = block.text();
    if width(block) > 160 || !text.contains(['©', '有']) {
        return None;
    }
    let scan = block.scan();
    let sign = |h: &&Hit| matches!(&*simplify(&text[h.range.clone()]), "©" | "版权所有");
    let rest = |h: &Hit| {
        text[h.range.end..]
            .trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || ":：-–—~年by".contains(c))
    };
    scan.of_class(&[Class::Legal]).filter(sign).map(rest).find_map(|rest| {
        let end = rest.find(|c: char| !chars::is_han(c)).unwrap_or(rest.len());
        let name = &rest[..end];
        // Not what goes on: `版权所有不得转载`.
        let phrase = Scan::of(name).coverage(&[Class::Legal, Class::Term]) > 0.0;
        ((3..=14).contains(&name.chars().count()) && !phrase).then_some(name)
    })
}
