//! One walk over the tree: blocks in reading order, and the elements that they stand in.

mod inline;
mod numbered;
mod text;

use std::collections::HashMap;

use super::dom::{Attr, Edge, NodeId, Tree};
use super::flag;
use super::names::{Name, Names, speaks};
use super::tags::{Known, KnownNames, Role};
use crate::document::Kind;

/// An element of the page. Parents come before children.
pub(super) struct Elem<'a> {
    pub(super) parent: u32,
    pub(super) tag: &'static str,
    pub(super) depth: u16,
    pub(super) flags: u32,
    pub(super) class: &'a str,
    pub(super) id: &'a str,
    /// The numbers of its class and id among the names of the page; 0 where it has none.
    pub(super) names: [u32; 2],
    /// One past the last descendant.
    pub(super) end: u32,
}

/// A block as it is found.
pub(super) struct Item {
    pub(super) text: String,
    pub(super) kind: Kind,
    /// Innermost block element.
    pub(super) elem: u32,
    /// Innermost element of any sort where the text began.
    pub(super) inner: u32,
    pub(super) flags: u32,
    pub(super) link_chars: u32,
    pub(super) links: Vec<crate::document::Link>,
    /// Whether all of the text is set in bold.
    pub(super) bold: bool,
    /// Number of the table row on the page, and of the cell in its row.
    pub(super) row: u32,
    pub(super) cell: u32,
    /// Innermost table, or 0.
    pub(super) table: u32,
    /// Whether a line break, not an element, ended it.
    pub(super) broken: bool,
    /// Whether an image stands right before it in the same block element.
    pub(super) pictured: bool,
    /// Whether an image stands before it in the same table, with nothing between.
    pub(super) framed: bool,
}

/// An element whose text or attribute may be metadata.
pub(super) struct Candidate {
    pub(super) node: NodeId,
    pub(super) elem: u32,
}

/// What the walk found.
pub(super) struct Page<'a> {
    pub(super) elems: Vec<Elem<'a>>,
    pub(super) items: Vec<Item>,
    pub(super) names: Names<'a>,
    /// `meta`, `title`, `link` and linked-data scripts.
    pub(super) head: Vec<NodeId>,
    /// Elements in the body that may name a title, a date or a writer.
    pub(super) candidates: Vec<Candidate>,
}

/// Links kept of one block.
const MAX_LINKS: usize = 32;
/// Candidates for metadata kept of one page.
const MAX_CANDIDATES: usize = 400;

/// What has happened between two pieces of text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seam {
    None,
    /// An inline element was left.
    Left,
    /// And another one entered.
    Between,
}

struct Walk<'a, 'r> {
    page: Page<'a>,
    /// Open elements: number in `page.elems`, and role.
    open: Vec<(u32, Role)>,
    text: String,
    space: bool,
    at: Option<(u32, u32)>,
    link: Option<&'a str>,
    link_from: usize,
    link_chars: u32,
    links: Vec<crate::document::Link>,
    /// Whether some of the text is not bold.
    plain: bool,
    /// The block element that holds the last image since the last text.
    image: Option<u32>,
    /// Whether the block that is open follows an image in its own element.
    pictured: bool,
    /// The table that holds the last image since the last text, and whether the block that is open stands in it.
    image_table: Option<u32>,
    framed: bool,
    /// An inline element closed, and another opened, since the last text.
    seam: Seam,
    row: u32,
    cell: u32,
    /// Rows so far.
    rows: u32,
    tables: Vec<u32>,
    /// Row and cell in which each of the open tables stands.
    places: Vec<(u32, u32)>,
    marks: &'r HashMap<NodeId, u32>,
    known: KnownNames<'a>,
}

/// Walks `html`; `marks` gives the flags that site rules put on elements.
pub(super) fn walk<'a>(tree: &'a Tree, marks: &HashMap<NodeId, u32>) -> Page<'a> {
    let root = Elem { parent: 0, tag: "", depth: 0, flags: 0, class: "", id: "", names: [0; 2], end: 0 };
    let mut elems = Vec::with_capacity(tree.len() / 2 + 1);
    elems.push(root);
    let mut walk = Walk {
        page: Page {
            elems,
            items: Vec::new(),
            names: Names::new(tree.len()),
            head: Vec::new(),
            candidates: Vec::new(),
        },
        open: vec![(0, Role::Block)],
        text: String::new(),
        space: false,
        at: None,
        link: None,
        link_from: 0,
        link_chars: 0,
        links: Vec::new(),
        plain: false,
        image: None,
        pictured: false,
        image_table: None,
        framed: false,
        seam: Seam::None,
        row: 0,
        cell: 0,
        rows: 0,
        tables: vec![0],
        places: Vec::new(),
        marks,
        known: KnownNames::new(tree.len()),
    };
    let mut skip: Option<NodeId> = None;
    for edge in tree.edges(0) {
        match edge {
            Edge::Open(node) if skip.is_none() => match (tree.text(node), tree.name(node)) {
                (Some(text), _) => walk.push(text),
                (_, Some(name)) if !walk.enter(tree, name, node) => skip = Some(node),
                _ => {}
            },
            Edge::Close(node) => {
                if skip.is_some() {
                    if skip == Some(node) {
                        skip = None;
                    }
                } else if tree.name(node).is_some() {
                    walk.leave();
                }
            }
            // Metadata may stand inside what is skipped (the head).
            Edge::Open(node) => walk.page.head.extend(tree.name(node).filter(|n| is_head(n)).map(|_| node)),
        }
    }
    walk.flush(false);
    let n = u32::try_from(walk.page.elems.len()).unwrap_or(u32::MAX);
    if let Some(root) = walk.page.elems.first_mut() {
        root.end = n;
    }
    walk.page
}

impl<'a> Page<'a> {
    /// The names of an element: those of its class and of its id.
    pub(super) fn names_of(&self, elem: &Elem<'a>) -> impl Iterator<Item = &Name> {
        elem.names.into_iter().filter_map(|n| self.names.get(n))
    }

    /// What the class and the id of an element speak of, as bits of [`speaks`].
    pub(super) fn speaks(&self, elem: &Elem<'a>) -> u16 {
        self.names_of(elem).fold(0, |all, name| all | name.speaks)
    }

    /// Whether an element stands in a form that is a part of the page: some pages are one form as a whole.
    pub(super) fn in_form(&self, elem: u32) -> bool {
        let mut at = elem as usize;
        while let Some(e) = self.elems.get(at).filter(|e| at != 0 && e.flags & flag::FORM != 0) {
            if e.tag == "form" {
                return (e.end as usize).saturating_sub(at) * 2 < self.elems.len();
            }
            at = e.parent as usize;
        }
        false
    }

    /// The words in the class and the id of an element, as numbers of [`Names::words`].
    pub(super) fn words_of(&self, elem: &Elem<'a>) -> impl Iterator<Item = u32> {
        self.names_of(elem).flat_map(|n| &n.words).copied()
    }
}

impl<'a> Walk<'a, '_> {
    fn parent(&self) -> u32 {
        self.open.last().map_or(0, |(n, _)| *n)
    }

    /// Enters an element; `false` if what is in it is never seen.
    fn enter(&mut self, tree: &'a Tree, name: &'a str, node: NodeId) -> bool {
        let Known { tag, mut role, head, flags, inner_flags, .. } = *self.known.get(name);
        if head {
            self.page.head.push(node);
        }
        if role == Role::Skip {
            return false;
        }
        if name == "img" {
            self.image = self.open.iter().rev().find(|(_, role)| *role != Role::Inline).map(|(n, _)| *n);
            self.image_table = self.tables.last().copied().filter(|table| *table > 0);
        }
        if name == "math"
            && let Some(tex) = inline::tex(tree, node)
        {
            self.push(tex);
            return false;
        }
        let parent = self.parent();
        let (depth, above) = self.page.elems.get(parent as usize).map_or((0, 0), |e| (e.depth, e.flags));
        if above & flag::PRE != 0 && role == Role::Inline && numbered::is_number(tree, node) {
            return false;
        }
        let mut elem = Elem {
            parent,
            tag,
            depth: depth.saturating_add(1),
            flags: above,
            class: "",
            id: "",
            names: [0; 2],
            end: 0,
        };
        let mut telling = matches!(name, "time" | "h1" | "abbr");
        let (mut leads, mut marks) = (false, false);
        for (attr, value) in tree.attributes(node) {
            leads |= attr == Attr::Href;
            marks |= matches!(attr, Attr::Id | Attr::Name);
            match attr {
                Attr::Class => {
                    elem.class = value;
                    elem.names[0] = self.page.names.intern(value);
                }
                Attr::Id => {
                    elem.id = value;
                    elem.names[1] = self.page.names.intern(value);
                }
                Attr::Href if tag == "a" => self.link_opens(value),
                Attr::Hidden => elem.flags |= flag::HIDDEN,
                Attr::Style if flag::hides(value) => elem.flags |= flag::HIDDEN,
                // Styles make lines of what flows; an image has no text that could.
                Attr::Style if role == Role::Inline && name != "img" && flag::is_block(value) => role = Role::Block,
                Attr::Itemprop => {
                    telling = true;
                    if value.contains("articleBody") || value.contains("reviewBody") {
                        elem.flags |= flag::ARTICLE_BODY;
                    }
                }
                Attr::Rel => telling |= value.contains("author") || value.contains("tag") || value.contains("category"),
                Attr::Datetime | Attr::Property | Attr::Pubdate => telling = true,
                Attr::Role => elem.flags |= flag::role_flag(value),
                _ => {}
            }
        }
        for name in elem.names.iter().filter_map(|n| self.page.names.get(*n)) {
            telling |= name.speaks & speaks::METADATA != 0;
            // A page says of itself whether it asks or was answered.
            if name.speaks & speaks::CONSENT != 0 && !matches!(tag, "html" | "body" | "main" | "article") {
                elem.flags |= flag::CONSENT;
            }
        }
        if inline::is_shown_again(elem.class) {
            return false;
        }
        // `<span class="br"></span>`: a break that a style makes.
        if role == Role::Inline && elem.class.split_ascii_whitespace().any(|c| matches!(c, "br" | "line-break")) {
            self.flush(true);
        }
        let inside = elem.flags & (flag::ARTICLE | flag::MAIN) != 0;
        elem.flags |= if inside { inner_flags } else { flags };
        // `<a id="mill"/>` marks a place, and is open up to the next one: what stands in it leads nowhere.
        // A script may make a button of one that has a class.
        if tag == "a" && marks && !leads && elem.class.is_empty() && above & flag::LINK == 0 {
            elem.flags &= !flag::LINK;
        }
        elem.flags |= self.marks.get(&node).copied().unwrap_or(0);
        let me = u32::try_from(self.page.elems.len()).unwrap_or(u32::MAX);
        match role {
            Role::Block => self.flush(false),
            Role::Break => {
                self.flush(true);
            }
            Role::Row => {
                self.flush(false);
                self.rows += 1;
                (self.row, self.cell) = (self.rows, 0);
            }
            Role::Cell => {
                self.flush(false);
                self.cell += 1;
            }
            Role::Inline if self.seam == Seam::Left => self.seam = Seam::Between,
            Role::Inline | Role::Skip => {}
        }
        if tag == "option" {
            self.space = true;
        }
        if tag == "table" {
            self.tables.push(me);
            self.places.push((self.row, self.cell));
        }
        // A shop may have hundreds of such elements in its menus, before the one heading of the page.
        let most = if tag == "h1" { MAX_CANDIDATES * 2 } else { MAX_CANDIDATES };
        if telling && self.page.candidates.len() < most {
            self.page.candidates.push(Candidate { node, elem: me });
        }
        self.page.elems.push(elem);
        self.open.push((me, role));
        if tag == "q" {
            self.push("“");
        }
        true
    }

    fn leave(&mut self) {
        // The browser draws its marks.
        if self.open.last().is_some_and(|(n, _)| self.page.elems.get(*n as usize).is_some_and(|e| e.tag == "q")) {
            self.text.push_str(if self.at.is_some() { "”" } else { "" });
        }
        let Some((me, role)) = self.open.pop() else { return };
        if matches!(role, Role::Block | Role::Row | Role::Cell) {
            self.flush(false);
        } else if role == Role::Inline {
            self.seam = Seam::Left;
        }
        let n = u32::try_from(self.page.elems.len()).unwrap_or(u32::MAX);
        let Some(elem) = self.page.elems.get_mut(me as usize) else { return };
        elem.end = n;
        // Who is quoted stands in a line of its own above the words.
        let cited =
            elem.tag == "cite" && elem.flags & flag::QUOTE != 0 && self.at.is_some_and(|(_, inner)| inner >= me);
        match elem.tag {
            "a" => self.link_closes(),
            "table" => {
                self.tables.pop();
                (self.row, self.cell) = self.places.pop().unwrap_or_default();
            }
            _ if cited => self.flush(true),
            _ => {}
        }
    }

    fn link_opens(&mut self, href: &'a str) {
        self.link_closes();
        self.link = Some(href);
        self.link_from = self.text.len() + usize::from(self.space && !self.text.is_empty());
    }

    fn link_closes(&mut self) {
        self.note_link();
        self.link = None;
    }

    /// Files the link text since `link_from`, if there is any.
    fn note_link(&mut self) {
        let Some(href) = self.link else { return };
        if self.text.len() > self.link_from && self.links.len() < MAX_LINKS {
            let (from, to) = (u32::try_from(self.link_from), u32::try_from(self.text.len()));
            if let (Ok(from), Ok(to)) = (from, to) {
                self.links.push(crate::document::Link { text: from..to, href: href.to_owned() });
            }
        }
        self.link_from = self.text.len();
    }
}

/// Elements that say something about the page.
pub(super) fn is_head(name: &str) -> bool {
    matches!(name, "meta" | "title" | "link" | "script")
}
