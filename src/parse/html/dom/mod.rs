//! The tree of a page: html5ever builds it, from tokens of our own and into nodes of our own.
//!
//! html5ever knows where elements belong that a page left open, crossed or put into the wrong place, and that is what we
//! need it for. Its tokenizer looks at a page character by character and its callers' trees keep every attribute;
//! ours (`tokens.rs`) jumps from mark to mark and keeps the attributes that somebody asks for, as places in the page.

mod names;
mod references;
mod sink;
mod tokens;

use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{QualName, local_name, ns};
use memchr::memchr;

pub(super) use self::names::Attr;
use self::sink::Sink;
use self::tokens::Tokens;

/// The number of a node in its tree. The document is 0; an element has a smaller number than what was found later, but
/// not always than what comes after it.
pub(super) type NodeId = u32;

/// No node.
const NONE: NodeId = u32::MAX;

/// A page as a tree.
#[derive(Debug, Default)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    /// The page as it was scanned, with line ends of one kind.
    source: StrTendril,
    /// Values of attributes in which references were resolved.
    decoded: String,
    attributes: Vec<Attribute>,
    /// The attributes of each tag: a range of `attributes`.
    sets: Vec<(u32, u32)>,
}

#[derive(Debug)]
struct Node {
    data: Data,
    parent: NodeId,
    first: NodeId,
    last: NodeId,
    next: NodeId,
    previous: NodeId,
}

#[derive(Debug)]
enum Data {
    /// The document, or what is inside a `template`.
    Root,
    /// An element with the number of its set of attributes.
    Element(QualName, u32),
    Text(StrTendril),
}

/// An attribute: where its value stands, in the page or, beyond its end, in what was decoded.
#[derive(Clone, Copy, Debug)]
struct Attribute {
    name: Attr,
    start: u32,
    len: u32,
}

/// A step of a walk through a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    Open(NodeId),
    Close(NodeId),
}

impl Tree {
    /// The tree of a whole page.
    pub(super) fn of_document(page: &str) -> Tree {
        let source = lines(page);
        let builder = TreeBuilder::new(Sink::new(source.clone()), TreeBuilderOpts::default());
        Tokens::new(&source, builder).run()
    }

    /// The tree of what may stand inside `body`.
    pub(super) fn of_fragment(text: &str) -> Tree {
        let source = lines(text);
        let sink = Sink::new(source.clone());
        let body = sink.element(QualName::new(None, ns!(html), local_name!("body")));
        let builder = TreeBuilder::new_for_fragment(sink, body, None, TreeBuilderOpts::default());
        Tokens::new(&source, builder).run()
    }

    /// The number of nodes, of which some may be nowhere in the tree.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    fn node(&self, n: NodeId) -> Option<&Node> {
        self.nodes.get(n as usize)
    }

    /// The local name of an element.
    pub(super) fn name(&self, n: NodeId) -> Option<&str> {
        match &self.node(n)?.data {
            Data::Element(name, _) => Some(&name.local),
            _ => None,
        }
    }

    /// The text of a piece of text.
    pub(super) fn text(&self, n: NodeId) -> Option<&str> {
        match &self.node(n)?.data {
            Data::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn parent(&self, n: NodeId) -> Option<NodeId> {
        self.node(n).map(|n| n.parent).filter(|p| *p != NONE)
    }

    /// The attributes of an element that were kept, with their values.
    pub(super) fn attributes(&self, n: NodeId) -> impl Iterator<Item = (Attr, &str)> {
        let set = match self.node(n).map(|n| &n.data) {
            Some(Data::Element(_, set)) => self.sets.get(*set as usize).copied().unwrap_or_default(),
            _ => (0, 0),
        };
        let list = self.attributes.get(set.0 as usize..set.1 as usize).unwrap_or_default();
        list.iter().map(|a| (a.name, self.value(a)))
    }

    /// The value of an attribute.
    pub(super) fn attr(&self, n: NodeId, name: Attr) -> Option<&str> {
        self.attributes(n).find(|(a, _)| *a == name).map(|(_, value)| value)
    }

    fn value(&self, a: &Attribute) -> &str {
        let (start, len) = (a.start as usize, a.len as usize);
        match start.checked_sub(self.source.len()) {
            None => self.source.get(start..start + len),
            Some(start) => self.decoded.get(start..start + len),
        }
        .unwrap_or_default()
    }

    pub(super) fn children(&self, n: NodeId) -> impl Iterator<Item = NodeId> {
        let mut at = self.node(n).map_or(NONE, |n| n.first);
        std::iter::from_fn(move || {
            let here = at;
            at = self.node(here)?.next;
            Some(here)
        })
    }

    /// A node and everything in it, in the order of the page.
    pub(super) fn descendants(&self, n: NodeId) -> impl Iterator<Item = NodeId> {
        self.edges(n).filter_map(|edge| match edge {
            Edge::Open(n) => Some(n),
            Edge::Close(_) => None,
        })
    }

    /// The nodes above a node, nearest first.
    pub(super) fn ancestors(&self, n: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.parent(n), |n| self.parent(*n))
    }

    /// A walk around a node and everything in it.
    pub(super) fn edges(&self, n: NodeId) -> impl Iterator<Item = Edge> {
        let mut edge = self.node(n).map(|_| Edge::Open(n));
        std::iter::from_fn(move || {
            let here = edge?;
            edge = match here {
                Edge::Open(at) => match self.node(at).map_or(NONE, |n| n.first) {
                    NONE => Some(Edge::Close(at)),
                    first => Some(Edge::Open(first)),
                },
                Edge::Close(at) if at == n => None,
                Edge::Close(at) => {
                    let node = self.node(at)?;
                    match node.next {
                        NONE => Some(Edge::Close(node.parent)),
                        next => Some(Edge::Open(next)),
                    }
                }
            };
            Some(here)
        })
    }
}

/// A page with line ends of one kind, as the standard wants it before it is read.
fn lines(page: &str) -> StrTendril {
    let mut out = StrTendril::with_capacity(u32::try_from(page.len()).unwrap_or(0));
    let mut rest = page;
    while let Some(at) = memchr(b'\r', rest.as_bytes()) {
        out.push_slice(&rest[..at]);
        rest = &rest[at + 1..];
        if !rest.starts_with('\n') {
            out.push_char('\n');
        }
    }
    out.push_slice(rest);
    out
}

#[cfg(test)]
mod tests;
