//! S110: see `lift_meta_lines.md`.

use serde::{Deserialize, Serialize};

use super::fields::candidates::{self, Candidate};
use super::fields::events::{has_span, is_event};
use super::fields::imprints::Found;
use super::fields::mail_heads::Heads;
use super::fields::{
    accounts, beside_title, casts, day_lines, keys, lists, mail_heads, rival_dates, series, sheets, site_columns,
    strays,
};
use super::furniture::spoken;
use super::layout::Layout;
use super::lift_title;
use super::people::byline::byline;
use super::people::members::{self, Member};
use super::people::persons;
use super::surroundings::Saved;
use super::titles::page_titles;
use crate::changes::Changes;
use crate::document::{BlockId, Document, Kind};
use crate::meta::MetaKey;
use crate::pass::{Pass, Spec, Stage, Verdict};
use crate::phrases::simplify;

pub(crate) const SPEC: Spec = Spec::new::<LiftMetaLines>(
    "S110",
    "lift-meta-lines",
    Stage::Structure,
    "Turns lines such as `来源:…`, `责任编辑:…` or a date into metadata.",
    include_str!("lift_meta_lines.md"),
);

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct LiftMetaLines {}

/// Blocks from either end of the prose in which metadata lines are looked for. In the pages looked at they stand
/// within 6 of the title or of the end; 16 leaves room for mastheads and notices between.
pub(super) const REACH: usize = 16;

/// Greatest width of a metadata line: date, source, author and editor on one line reach about 110.
pub(super) const WIDEST: usize = 140;

/// Paragraphs of prose between a title and the line with the writer and the date.
pub(super) const STANDFIRST: usize = 2;

/// Lines under the title in which names stand without a key.
pub(super) const HEAD: usize = 4;

impl Pass for LiftMetaLines {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        // In HTML what was cut is of the page around the text, and its evidence is in the markup.
        let layout = if doc.format == "html" { Layout::of(doc) } else { Layout::before(doc, SPEC.name) };
        let titled = take_title(doc, &layout, changes);
        let has = |key: MetaKey| doc.meta().get(key).is_some();
        // In a second run a later pass has set one; evidence is only what the first one saw.
        let stated = titled || lift_title::is_stated(doc);
        let mut lift = Lift {
            doc,
            layout: &layout,
            changes,
            titled: titled || has(MetaKey::Title),
            stated,
            authored: has(MetaKey::Author),
            dated: has(MetaKey::Date),
            lifted: vec![false; layout.blocks.len()],
        };
        let member = if doc.format == "html" { None } else { members::find(&layout) };
        let boxed = |n: &usize| member.as_ref().is_some_and(|m| *n == m.name || m.fields.contains(n));
        member.iter().for_each(|member| lift.take_member(member));
        let (lines, told) = lift.lines();
        for (n, found) in lines.into_iter().filter(|(n, _)| !boxed(n)) {
            lift.take(n, found, &told);
        }
        let strays = strays::find(&layout, &lift.lifted, &told.staged);
        strays.into_iter().for_each(|block| lift.changes.relabel(block, Kind::Meta));
        lift.take_far_date();
        Verdict::Keep
    }
}

/// Takes the title that a line says in words of a page: `标题：…`. Returns whether one does.
fn take_title(doc: &Document, layout: &Layout<'_>, changes: &mut Changes) -> bool {
    if doc.format == "html" || doc.meta().get(MetaKey::Title).is_some() {
        return false;
    }
    let Some((line, again, title)) = page_titles::find(layout) else { return false };
    changes.set_meta(MetaKey::Title, title, "page-title");
    changes.relabel(layout.blocks[line], Kind::Meta);
    if again >= layout.first {
        changes.relabel(layout.blocks[again], Kind::Meta);
    }
    true
}

/// What a text tells by the forms of other lines.
struct Told {
    /// Lines of a cast, or of a list of who made what.
    staged: Vec<BlockId>,
    mail: Heads,
    /// Lines that the programs which passed a mail on put above it.
    traced: usize,
}

/// What is known while lines are lifted in their order.
struct Lift<'l, 'a, 'c> {
    doc: &'l Document,
    layout: &'l Layout<'a>,
    changes: &'c mut Changes,
    titled: bool,
    /// Whether the title is no line of the text.
    stated: bool,
    authored: bool,
    dated: bool,
    /// Which lines are metadata.
    lifted: Vec<bool>,
}

impl Lift<'_, '_, '_> {
    /// Takes the box with whose post it is.
    fn take_member(&mut self, member: &Member) {
        let layout = self.layout;
        let name = layout.blocks[member.name];
        if !self.authored {
            self.changes.add_meta(MetaKey::Author, name.text().trim(), "member");
            self.authored = true;
        }
        self.changes.relabel(name, Kind::Byline);
        for n in member.fields.clone() {
            self.lifted[n] = true;
            self.changes.relabel(layout.blocks[n], Kind::Meta);
        }
        if let Some((icon, line)) = member.icon.zip(layout.blocks.get(member.fields.end)).filter(|_| !self.titled) {
            self.changes.set_meta(MetaKey::Title, &line.text()[icon..], "member");
            self.changes.relabel(line, Kind::Meta);
        }
    }

    /// The lines that tell of the text, in their order, and what others tell by their forms.
    fn lines(&mut self) -> (Vec<Candidate>, Told) {
        let (doc, layout) = (self.doc, self.layout);
        let html = doc.format == "html";
        let mut lines = candidates::find(doc, layout);
        series::drop_parts(layout, &mut lines);
        lines.retain(|(n, _)| !rival_dates::is_of_facts(layout.blocks[*n].text()));
        rival_dates::drop_day_of_call(layout, &mut lines);
        rival_dates::drop_updates(layout, &mut lines);
        day_lines::join_times(layout, &mut lines);
        // In a thread each post has a line with who wrote it.
        if !html {
            lists::drop_rows(layout, &mut lines);
            let introduced = spoken::introduced(&layout.blocks);
            lines.retain(|(n, _)| !introduced.contains(&layout.blocks[*n].id()));
        }
        lines.retain(|(n, _)| !sheets::holds(&layout.blocks, *n));
        let mut staged = casts::of_text(layout);
        let mail = if html { Heads::default() } else { mail_heads::find(layout) };
        staged.extend(mail.put_first(layout, &mut lines));
        let writes = |(key, _): &(MetaKey, String)| matches!(key, MetaKey::Author | MetaKey::Editor);
        // Who printed a book is of it, too: `出版：石桥出版社`.
        let of_text = |n: usize, found: &Found| found.iter().all(writes) || layout.blocks[n].text().starts_with('出');
        lines.retain(|(n, found)| !staged.contains(&layout.blocks[*n].id()) || !of_text(*n, found));
        // `Publisher: whose site it is` says what a word means.
        let names = |key: &MetaKey| matches!(key, MetaKey::Author | MetaKey::Editor | MetaKey::Publisher);
        lines.retain(|(_, found)| !matches!(found.as_slice(), [(key, value)] if names(key) && persons::is_told(value)));
        for (key, value) in accounts::join(doc, layout, &mut lines, self.stated) {
            self.authored |= key == MetaKey::Author;
            self.changes.add_meta(key, value, "account");
        }
        let traced = if html { 0 } else { mail_heads::traced(layout) };
        (lines, Told { staged, mail, traced })
    }

    /// Takes a line and what it says into the metadata, unless it is of the text.
    fn take(&mut self, n: usize, found: Found, told: &Told) {
        let layout = self.layout;
        let block = layout.blocks[n];
        let below = n >= layout.last && n >= told.traced;
        // A letter of short lines has no prose that anything could stand above.
        let under_text = below && !told.mail.is_top(n) && n >= keys::letter_head(layout);
        let has = |wanted: MetaKey| found.iter().any(|(key, _)| *key == wanted);
        // Beside a place and the like it is the date of an event.
        if matches!(found.as_slice(), [(MetaKey::Date, _)]) && (is_event(layout, n) || has_span(block.text())) {
            return;
        }
        // The date under a letter belongs to it, but tells when it was written.
        if let ([(MetaKey::Date, date)], true) =
            (found.as_slice(), below && day_lines::is_signature(layout, n, layout.last, &self.lifted))
        {
            self.changes.add_meta(MetaKey::Date, date.as_str(), "signature");
            return;
        }
        // `采访：一位修钟表的老人` in the first line is what the text is called.
        let value = block.text().split_once([':', '：']).map_or("", |(_, value)| value);
        if n == 0 && !self.titled && found.is_empty() && persons::is_somebody(value) {
            return;
        }
        // `题目：我的老师` below the text is of an exercise.
        let only_title = !found.is_empty() && found.iter().all(|(key, _)| *key == MetaKey::Title);
        if only_title && !self.stated && under_text {
            return;
        }
        self.lifted[n] = true;
        // Below the text a writer with a date of their own wrote a reply.
        let who = found.iter().any(|(key, _)| !matches!(key, MetaKey::Date | MetaKey::Tag));
        if !(below && who && has(MetaKey::Date) && self.authored) {
            self.authored |= has(MetaKey::Author);
            self.dated |= has(MetaKey::Date);
            self.add(n, found, under_text);
        }
        self.changes.relabel(block, Kind::Meta);
    }

    /// Adds what a line says.
    fn add(&mut self, n: usize, found: Found, under_text: bool) {
        // The media that the line names.
        let media = found.iter().filter(|(key, _)| *key == MetaKey::Publisher);
        let media: Vec<String> = media.map(|(_, value)| value.clone()).collect();
        for (key, value) in found {
            let medium = |name: &String| *name == value || simplify(name) == simplify(&value);
            if key == MetaKey::Author && (media.iter().any(medium) || site_columns::is_column(self.layout, n, &value)) {
                continue;
            }
            if key == MetaKey::Title && (self.titled || under_text) {
                continue;
            }
            let site = key == MetaKey::Author && self.is_site(n, &value);
            let key = if site { MetaKey::Publisher } else { key };
            if let Some((key, value)) = persons::entry(key, &value) {
                self.changes.add_meta(key, value, "meta-line");
            }
        }
    }

    /// Whether who is named in a line has one of the same name above: it is the site.
    fn is_site(&self, n: usize, value: &str) -> bool {
        let id = self.layout.blocks[n].id();
        n <= HEAD && self.doc.all_blocks().take(HEAD).any(|b| b.id() != id && b.text().trim() == value)
    }

    /// Takes a date that no line near the text says from beside the title of the page, or from the lines that were cut.
    fn take_far_date(&mut self) {
        let page = if self.dated { None } else { Saved::of(self.doc) };
        if let Some((block, date)) = page.as_ref().and_then(|page| beside_title::date(beside_title::beside(page))) {
            self.changes.add_meta(MetaKey::Date, date, "beside-title");
            if block.kind() == Kind::Paragraph && block.cut_by().is_none() && byline(block.text()).is_none() {
                self.changes.relabel(block, Kind::Meta);
            }
        } else if let Some(date) = beside_title::lone_key(self.doc).filter(|_| !self.dated && self.doc.format != "html")
        {
            self.changes.add_meta(MetaKey::Date, date, "below-text");
        }
    }
}
