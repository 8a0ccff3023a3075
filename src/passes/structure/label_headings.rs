//! S140: see `label_headings.md`.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::furniture::{self, menus};
use super::headings::numbers::{self, Form};
use super::headings::shapes::{
    ends_open, ends_otherwise, has_date, is_closed, is_code, is_dateline, is_field, is_reached, is_running, is_speech,
    is_text, is_value,
};
use super::headings::{bold, contents, groups, pairs, questions, siblings, turns};
use super::layout::{Layout, width};
use crate::census::Traits;
use crate::changes::Changes;
use crate::chars;
use crate::document::{Block, BlockId, Document, Kind};
use crate::meta::MetaKey;
use crate::pass::{Pass, Spec, Stage, Verdict};
use crate::phrases::{Words, simplify};

pub(crate) const SPEC: Spec = Spec::new::<LabelHeadings>(
    "S140",
    "label-headings",
    Stage::Structure,
    "Labels headings that no markup marks: short lines between longer paragraphs.",
    include_str!("label_headings.md"),
);

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct LabelHeadings {
    /// Greatest width of a heading (Han characters count two).
    max_width: usize,
}

impl Default for LabelHeadings {
    fn default() -> Self {
        LabelHeadings { max_width: 64 }
    }
}

/// Most headings that may follow each other directly: heading and sub-heading, rarely a third.
const RUN: usize = 3;

/// Greatest width of the title of a chapter; novels have whole sentences there.
const CHAPTER: usize = 160;

/// Headings that are sure, so that a text is known to have some.
const SURE: usize = 2;

/// How often a heading may occur; under several headings the same two sub-headings occur.
const REPEATS: usize = 2;

/// Lists with a line above, likewise: an issue of a newsletter has four and more.
const LISTS: usize = 3;

/// What is drawn in front of a heading and is none of it.
const ORNAMENTS: [char; 11] = ['▍', '▌', '▎', '▏', '▋', '▊', '█', '┃', '>', '＞', '»'];

/// How much wider than a heading the text below must be: lines of verse are not.
const LONGER: usize = 8;

/// Greatest width of a heading in brackets.
const BRACKET: usize = 24;

impl Pass for LabelHeadings {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        // Where markup says what is a heading, a line that is none is none.
        if doc.format == "verbatim" {
            return Verdict::Keep;
        }
        // Every heading of an encyclopedia has the buttons; once, `王小东 编辑` is somebody.
        let mut buttons: Vec<(&Block, &str)> = Vec::new();
        let mut linked = Vec::new();
        for block in doc.blocks().filter(|b| width(b) <= self.max_width + 16) {
            if let Some(text) = contents::without_link(block.text()) {
                changes.replace(block, text.len()..block.text().len(), "");
                linked.push(block.id());
            } else if block.census().traits.any(Traits::SPACE | Traits::ODD_SPACE) {
                buttons.extend(contents::without_words(block.text()).map(|text| (block, text)));
            }
        }
        for (block, text) in buttons.iter().filter(|_| buttons.len() > 1) {
            changes.replace(block, text.len()..block.text().len(), "");
        }
        // The title is no heading of the text.
        let title = doc.meta().get(MetaKey::Title);
        // A page that has sentences in elements for headings would have others there, too.
        let tagged = |b: &Block| b.hints().is_some_and(|h| matches!(h.tag, "h2" | "h3" | "h4" | "h5" | "h6"));
        let heads = |b: &Block| b.kind().is_heading() || b.kind() == Kind::Paragraph && tagged(b);
        let marked = doc.blocks().any(|b| heads(b) && title.is_none_or(|title| b.text().trim() != title));
        let blocks = doc.chosen(|b| b.cut_by().is_none() && !matches!(b.kind(), Kind::Meta | Kind::Byline));
        if marked {
            for (n, level) in bold::below_marked(&blocks, |n| self.is_candidate(blocks[n])) {
                changes.relabel(blocks[n], Kind::Heading(level));
            }
            return Verdict::Keep;
        }
        let below = below_editor(doc);
        let numbers: Vec<Option<(Form, u32)>> = blocks.iter().map(|b| numbers::read(b.text())).collect();
        let mut levels = numbers::headings(&blocks, &numbers, |b| self.is_numbered_line(b), is_text);
        if let Some(found) = contents::find(&blocks) {
            blocks[found.table.clone()].iter().for_each(|b| changes.cut(b));
            found.table.for_each(|n| levels[n] = None);
            found.headings.iter().for_each(|(n, depth)| levels[*n] = Some(*depth));
        }
        let open = levels.iter_mut().zip(&blocks).filter(|(level, b)| level.is_none() && linked.contains(&b.id()));
        open.filter(|_| linked.len() > 1).for_each(|(level, _)| *level = Some(0));
        self.brackets(&blocks, &mut levels);
        for n in groups::marked(&blocks, is_text) {
            let text = blocks[n].text();
            let mark =
                text.len() - text.trim_start_matches(|c: char| !c.is_alphanumeric() && !"“《（「『".contains(c)).len();
            changes.replace(blocks[n], 0..mark, "");
            levels[n] = Some(0);
        }
        // Asked for twice of most lines.
        let asked = vec![OnceCell::new(); blocks.len()];
        let is_candidate = |n: usize| {
            *asked[n].get_or_init(|| {
                !below.contains(&blocks[n].id()) && self.is_candidate(blocks[n]) && !siblings::is_listed(&blocks, n)
            })
        };
        for n in groups::names(&blocks, |n| levels[n].is_none() && is_candidate(n)) {
            levels[n] = Some(0);
        }
        self.plain(&blocks, &numbers, &mut levels, (is_candidate, title.is_some()));
        questions::label(&blocks, &mut levels, self.max_width);
        for (block, depth) in blocks.iter().zip(levels) {
            if let Some(depth) = depth {
                // `▍账本摊在桌面上`
                let text = block.text();
                changes.replace(block, 0..text.len() - text.trim_start_matches(ORNAMENTS).trim_start().len(), "");
                changes.relabel(block, Kind::Heading(u8::try_from(2 + depth).unwrap_or(6).min(6)));
            }
        }
        Verdict::Keep
    }
}

impl LabelHeadings {
    /// Lines in heavy brackets (`【活动信息】`), two or more of them with something below each.
    fn brackets(&self, blocks: &[&Block], levels: &mut [Option<usize>]) {
        let bracket = |b: &&Block| {
            if !b.text().starts_with('【') {
                return false;
            }
            let inner = b.text().trim().strip_prefix('【').and_then(|t| t.strip_suffix('】'));
            b.kind() == Kind::Paragraph
                && inner.is_some_and(|t| (4..=BRACKET).contains(&chars::width(t)) && !t.contains(['【', '】']))
        };
        let found: Vec<usize> = (0..blocks.len()).filter(|n| bracket(&blocks[*n])).collect();
        let apart = found.windows(2).all(|w| w[1] > w[0] + 1) && found.last().is_some_and(|n| n + 1 < blocks.len());
        if found.len() >= 2 && apart {
            found.into_iter().for_each(|n| levels[n] = Some(0));
        }
    }

    /// Short lines between longer paragraphs.
    fn plain(
        &self,
        blocks: &[&Block],
        numbers: &[Option<(Form, u32)>],
        levels: &mut [Option<usize>],
        (is_candidate, titled): (impl Fn(usize) -> bool, bool),
    ) {
        let form = |n: usize| numbers.get(n).and_then(Option::as_ref).map(|(form, _)| form);
        // Digits are items, but for `2. …` that stands apart from others.
        let item = |n: usize| match form(n) {
            None | Some(Form::Han | Form::HanBracket | Form::Part(_) | Form::Word(_) | Form::Padded) => false,
            Some(Form::Digit('.')) => form(n + 1) == form(n) || n > 0 && form(n - 1) == form(n),
            Some(_) => true,
        };
        let mut candidates: Vec<bool> =
            (0..blocks.len()).map(|n| levels[n].is_none() && !item(n) && is_candidate(n)).collect();
        // `经文：创世记32:22-31` below the title says something of the text.
        if let (Some(block), Some(first)) = (blocks.first(), candidates.first_mut()) {
            *first = *first && !block.text().contains([':', '：']);
        }
        // `测试，运行后得到如下结果` over code introduces it.
        for n in 0..blocks.len().saturating_sub(1) {
            let over = blocks[n + 1].kind() == Kind::Code && blocks[n].text().contains(['，', ',']);
            candidates[n] = candidates[n] && !over;
        }
        self.drop_led(blocks, &mut candidates);
        for n in pairs::find(blocks, &candidates) {
            candidates[n] = true;
        }
        // A line that comes again and again (`注意`) is a label.
        let mut times: HashMap<&str, usize> = HashMap::new();
        for (block, _) in blocks.iter().zip(&candidates).filter(|(_, c)| **c) {
            *times.entry(block.text()).or_default() += 1;
        }
        for (block, candidate) in blocks.iter().zip(&mut candidates).filter(|(_, c)| **c) {
            *candidate = times.get(block.text()).is_none_or(|times| *times <= REPEATS);
        }
        // A line that stands again below the text is a caption, and so is what stands beside it.
        if let Some(last) = blocks.iter().rposition(|b| is_running(b)) {
            let below: Vec<&str> =
                (last + 1..blocks.len()).filter(|n| candidates[*n]).map(|n| blocks[n].text()).collect();
            let again = |n: usize| below.contains(&blocks[n].text());
            let runs = if below.is_empty() { Vec::new() } else { groups::runs(&candidates[..last]) };
            for run in runs.into_iter().filter(|run| run.clone().any(again)) {
                run.for_each(|n| candidates[n] = false);
            }
        }
        let prose = blocks.iter().filter(|b| is_running(b)).count();
        // Fields that stand together (`时间：…`, `地点：…`) are none whatever their number.
        let fields =
            |run: &Range<usize>| run.len() >= 2 && blocks[run.clone()].iter().all(|b| b.text().contains([':', '：']));
        let fields: usize =
            groups::runs(&candidates).iter().filter(|run| fields(run)).map(ExactSizeIterator::len).sum();
        let found = candidates.iter().filter(|c| **c).count() - fields;
        // A text of short lines (verse, dialogue, a list) has no headings; two paragraphs to a heading is the least
        // seen in news with headings in pairs.
        if prose < 2 || found > prose * 3 / 2 {
            return;
        }
        let runs: Vec<Range<usize>> = groups::runs(&candidates)
            .into_iter()
            .filter(|run| run.len() <= RUN && !groups::is_list(&blocks[run.clone()]))
            .collect();
        let numbered: Vec<bool> = levels.iter().map(Option::is_some).collect();
        let turns = if runs.is_empty() { Vec::new() } else { turns::find(blocks) };
        let text = |n: usize| blocks.get(n).is_some_and(|b| is_running(b)) || turns.binary_search(&n).is_ok();
        let inside =
            |run: &Range<usize>| run.start > 0 && (text(run.start - 1) || numbered[run.start - 1]) && text(run.end);
        // Between a title and the text may stand a kicker, a site or a name: of 52 such lines on real pages 9 were headings, most of them
        // in texts with others. Without a title the line may be that; `前言` says what it is.
        let preface = |run: &Range<usize>| {
            run.len() == 1
                && blocks.get(run.start).is_some_and(|b| Words::Preface.has(&simplify(b.text().trim()).to_lowercase()))
        };
        let others = !titled || numbered.contains(&true) || runs.iter().any(inside);
        let strong = |run: &Range<usize>| inside(run) || run.start == 0 && (others || preface(run)) && text(run.end);
        // Where several headings are sure, what looks like one needs less around it: longer text, or the beginning of a list.
        // Three lists with a line above are as sure.
        let clear = |run: &Range<usize>| run.start == 0 || is_text(blocks[run.start - 1]);
        let lists = |run: &Range<usize>| clear(run) && blocks.get(run.end).is_some_and(|b| is_first(b));
        let sure = runs.iter().filter(|run| strong(run)).count();
        let (sure, listed) = (sure >= SURE, runs.iter().filter(|run| lists(run)).count() >= LISTS);
        let longer = |run: &Range<usize>, b: &Block| {
            let opens = b.text().ends_with(['：', ':']);
            is_text(b) && (b.kind() != Kind::Paragraph || opens || width(b) > width(blocks[run.end - 1]) + LONGER)
        };
        let weak = |run: &Range<usize>| {
            let text = sure && clear(run) && blocks.get(run.end).is_some_and(|b| longer(run, b));
            text || (sure || listed) && lists(run)
        };
        // Lines all in bold over text that is not.
        let is_bold = |n: usize| blocks.get(n).is_some_and(|b| b.hints().is_some_and(|h| h.bold));
        let light = |n: Option<usize>| n.is_none_or(|n| n < blocks.len() && !is_bold(n));
        let bold = |r: &Range<usize>| r.clone().all(is_bold) && light(r.start.checked_sub(1)) && light(Some(r.end));
        for run in &runs {
            if strong(run) || weak(run) || bold(run) {
                for (depth, n) in run.clone().enumerate() {
                    levels[n] = Some(depth);
                }
            }
        }
    }

    /// Lines that a sentence leads to are a list: `第一批打水的人有：` over `吴阿珍` and `林小雨`. A single one among others is a heading all the same.
    fn drop_led(&self, blocks: &[&Block], candidates: &mut [bool]) {
        let leads = |b: &Block| {
            let colon = b.text().trim_end().ends_with([':', '：']);
            b.kind() == Kind::Paragraph && colon && width(b) > self.max_width / 2
        };
        let all = candidates.iter().filter(|c| **c).count();
        for run in groups::runs(candidates) {
            let led = run.start.checked_sub(1).is_some_and(|above| leads(blocks[above]));
            if led && (run.len() > 1 || all == 1) {
                candidates[run].fill(false);
            }
        }
    }

    /// A numbered line that can be a heading: short, and not open at its end.
    fn is_numbered_line(&self, block: &Block) -> bool {
        let text = chars::trim(block.text());
        let Some((form, _)) = numbers::read(text) else { return false };
        let most = if matches!(form, Form::Part(_)) { CHAPTER } else { self.max_width };
        let open = match form {
            Form::Part(_) | Form::Han | Form::HanBracket => false,
            _ => ends_open(text) || text.ends_with(['.', ';']),
        };
        matches!(form, Form::Bare(_))
            || width(block) <= most && !text.contains(['\n', '。', '；', '\t']) && !open && !is_code(text)
    }

    fn is_candidate(&self, block: &Block) -> bool {
        let text = chars::trim(block.text());
        // `【第一步：看总量】`
        let text = text.strip_prefix('【').and_then(|t| t.strip_suffix('】')).unwrap_or(text);
        // What tells most lines first: their length, and how they end.
        block.kind() == Kind::Paragraph
            && text.len() <= self.max_width * 3
            && !chars::is_sentence(text)
            && !ends_open(text)
            && (4..=self.max_width).contains(&chars::width(text))
            && (!block.census().traits.any(Traits::STOP) || !text.contains(['\n', '。', '；']))
            && !chars::any_byte(text, |b| matches!(b, b';' | b'\t'))
            && !is_speech(text)
            && text.chars().any(chars::is_alphabetic)
            // A line that a sentence was broken into.
            && !text.starts_with(char::is_lowercase)
            && !text.ends_with('>')
            && !furniture::is_button(text)
            // `关键词：水车 轴承` and `资料来源：石桥报` are fields, and `国际 大陆 美国 经济` a menu.
            && !(is_field(block) || is_dateline(text))
            && !(block.census().traits.any(Traits::SPACE | Traits::ODD_SPACE) && menus::is_menu(text))
            // Who is spoken to reads no heading.
            && !chars::contains_any(text, ['您'])
            && !numbers::is_of_document(text)
            && !(has_date(text) || is_reached(text) || is_value(text))
            // `新华社发（陈小河摄）` stands under a picture.
            && !ends_otherwise(text)
            && (!text.starts_with(['(', '（']) || matches!(numbers::read(text), Some((Form::HanBracket, _))))
            && !text.starts_with([':', '[', '【', '<', '{', '*', '-', '•', '·', '▲', '|', '#'])
            && !text.starts_with("– ")
            && !is_code(text)
            // What stands under a picture tells what it shows; `The mill in spring. (Stone Bridge Archive)` says who took it.
            && !block.hints().is_some_and(|h| h.pictured && !h.bold)
            && !(text.ends_with([')', '）']) && is_closed(text))
    }
}

/// The blocks below the line that names the editor, where it stands below the prose: headlines of other texts are no headings of this one.
fn below_editor(doc: &Document) -> HashSet<BlockId> {
    let layout = Layout::of(doc);
    let edited = |b: &&Block| b.kind() == Kind::Meta && furniture::names_editor(b.text());
    let Some(end) = layout.blocks.iter().skip(layout.last).position(edited) else { return HashSet::new() };
    layout.blocks[layout.last + end..].iter().map(|b| b.id()).collect()
}

/// The first item of a numbered list.
fn is_first(block: &Block) -> bool {
    matches!(numbers::read(block.text()), Some((Form::Digit(_), 1)))
}
