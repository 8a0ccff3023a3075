//! What html5ever tells of a page, as a [`Tree`].

use std::borrow::Cow;
use std::cell::{Ref, RefCell};

use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, LocalName, QualName, expanded_name, local_name, ns};

use super::names::Attr;
use super::{Data, NONE, Node, NodeId, Tree};

/// The sink of a tree builder. The attributes of a tag reach it as the number of their set: see [`carried`].
pub(super) struct Sink {
    tree: RefCell<Tree>,
}

/// What html5ever is told of a node that is no element; it never asks.
static NAMELESS: QualName = QualName { prefix: None, ns: ns!(), local: local_name!("") };

/// The attributes of a tag, as html5ever carries them from the token to the element: one that names their set.
pub(super) fn carried(set: u32) -> Attribute {
    let digits = [0, 7, 14, 21, 28].map(|shift| (set >> shift & 127) as u8);
    // Five bytes need no memory of their own.
    let value = StrTendril::from_slice(std::str::from_utf8(&digits).unwrap_or_default());
    Attribute { name: QualName::new(None, ns!(), local_name!("class")), value }
}

/// The set that [`carried`] was given.
fn set_of(attributes: &[Attribute]) -> Option<u32> {
    let carrier = attributes.iter().find(|a| a.name.local == local_name!("class"))?;
    Some(carrier.value.bytes().rev().fold(0, |n, digit| n << 7 | u32::from(digit)))
}

impl Sink {
    pub(super) fn new(source: StrTendril) -> Sink {
        // A node for some forty bytes, measured on the evaluation sets.
        let nodes = Vec::with_capacity(source.len() / 40 + 8);
        let mut tree = Tree { nodes, source, sets: vec![(0, 0)], ..Tree::default() };
        tree.add(Data::Root);
        Sink { tree: RefCell::new(tree) }
    }

    /// An element without attributes.
    pub(super) fn element(&self, name: QualName) -> NodeId {
        self.tree.borrow_mut().add(Data::Element(name, 0))
    }

    /// Changes the tree beside the tree builder: for attributes.
    pub(super) fn with<T>(&self, change: impl FnOnce(&mut Tree) -> T) -> T {
        change(&mut self.tree.borrow_mut())
    }
}

impl Tree {
    fn add(&mut self, data: Data) -> NodeId {
        let id = u32::try_from(self.nodes.len()).unwrap_or(NONE);
        self.nodes.push(Node { data, parent: NONE, first: NONE, last: NONE, next: NONE, previous: NONE });
        id
    }

    /// Keeps an attribute whose value begins at `start` of the page.
    pub(super) fn keep(&mut self, name: Attr, start: usize, len: usize) {
        if let (Ok(start), Ok(len)) = (u32::try_from(start), u32::try_from(len)) {
            self.attributes.push(super::Attribute { name, start, len });
        }
    }

    /// Keeps an attribute whose value had to be put right.
    pub(super) fn keep_decoded(&mut self, name: Attr, write: impl FnOnce(&mut String)) {
        let start = self.decoded.len();
        write(&mut self.decoded);
        self.keep(name, self.source.len() + start, self.decoded.len() - start);
    }

    /// Attributes kept so far.
    pub(super) fn kept(&self) -> u32 {
        u32::try_from(self.attributes.len()).unwrap_or(u32::MAX)
    }

    /// The attributes kept since there were `from` of them, as a set.
    pub(super) fn set(&mut self, from: u32) -> u32 {
        self.sets.push((from, self.kept()));
        u32::try_from(self.sets.len() - 1).unwrap_or(0)
    }

    fn links(&mut self, n: NodeId) -> Option<&mut Node> {
        self.nodes.get_mut(n as usize)
    }

    fn detach(&mut self, n: NodeId) {
        let Some(node) = self.links(n) else { return };
        let (parent, next, previous) = (node.parent, node.next, node.previous);
        (node.parent, node.next, node.previous) = (NONE, NONE, NONE);
        if let Some(before) = self.links(previous) {
            before.next = next;
        } else if let Some(above) = self.links(parent) {
            above.first = next;
        }
        if let Some(after) = self.links(next) {
            after.previous = previous;
        } else if let Some(above) = self.links(parent) {
            above.last = previous;
        }
    }

    fn append(&mut self, parent: NodeId, n: NodeId) {
        self.detach(n);
        let Some(above) = self.links(parent) else { return };
        let last = std::mem::replace(&mut above.last, n);
        if last == NONE {
            above.first = n;
        }
        if let Some(before) = self.links(last) {
            before.next = n;
        }
        if let Some(node) = self.links(n) {
            (node.parent, node.previous) = (parent, last);
        }
    }

    fn insert_before(&mut self, sibling: NodeId, n: NodeId) {
        self.detach(n);
        let Some(node) = self.links(sibling) else { return };
        let parent = node.parent;
        let before = std::mem::replace(&mut node.previous, n);
        if let Some(node) = self.links(n) {
            (node.parent, node.previous, node.next) = (parent, before, sibling);
        }
        if let Some(before) = self.links(before) {
            before.next = n;
        } else if let Some(above) = self.links(parent) {
            above.first = n;
        }
    }

    /// Appends to a text; `false` if it is none.
    fn join(&mut self, n: NodeId, more: &StrTendril) -> bool {
        match self.links(n).map(|n| &mut n.data) {
            Some(Data::Text(text)) => {
                text.push_tendril(more);
                true
            }
            _ => false,
        }
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Tree;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Tree {
        self.tree.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        0
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        Ref::map(self.tree.borrow(), |tree| match tree.node(*target).map(|n| &n.data) {
            Some(Data::Element(name, _)) => name,
            _ => &NAMELESS,
        })
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> NodeId {
        let template = name.expanded() == expanded_name!(html "template");
        let mut tree = self.tree.borrow_mut();
        let n = tree.add(Data::Element(name, set_of(&attrs).unwrap_or(0)));
        if template {
            let inside = tree.add(Data::Root);
            tree.append(n, inside);
        }
        n
    }

    fn create_comment(&self, _: StrTendril) -> NodeId {
        // Nobody asks for comments; the place is needed.
        self.tree.borrow_mut().add(Data::Root)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.tree.borrow_mut().add(Data::Root)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        let mut tree = self.tree.borrow_mut();
        match child {
            NodeOrText::AppendNode(n) => tree.append(*parent, n),
            NodeOrText::AppendText(text) => {
                let last = tree.node(*parent).map_or(NONE, |n| n.last);
                if !tree.join(last, &text) {
                    let n = tree.add(Data::Text(text));
                    tree.append(*parent, n);
                }
            }
        }
    }

    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        let inside = self.tree.borrow().parent(*element).is_some();
        if inside { self.append_before_sibling(element, child) } else { self.append(previous, child) }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        self.tree.borrow().node(*target).map(|n| n.first).filter(|n| *n != NONE).unwrap_or(*target)
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        let mut tree = self.tree.borrow_mut();
        if let NodeOrText::AppendNode(n) = child {
            tree.detach(n);
        }
        if tree.parent(*sibling).is_none() {
            return;
        }
        match child {
            NodeOrText::AppendNode(n) => tree.insert_before(*sibling, n),
            NodeOrText::AppendText(text) => {
                let before = tree.node(*sibling).map_or(NONE, |n| n.previous);
                if !tree.join(before, &text) {
                    let n = tree.add(Data::Text(text));
                    tree.insert_before(*sibling, n);
                }
            }
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attrs: Vec<Attribute>) {
        let Some(more) = set_of(&attrs) else { return };
        let mut tree = self.tree.borrow_mut();
        let own = match tree.node(*target).map(|n| &n.data) {
            Some(Data::Element(_, set)) => *set,
            _ => return,
        };
        let from = tree.kept();
        let range = |tree: &Tree, set: u32| {
            let (from, to) = tree.sets.get(set as usize).copied().unwrap_or_default();
            from as usize..to as usize
        };
        // A page may have many tags of its body; each adds no more than it names.
        let mut seen = 0;
        for set in [own, more] {
            for n in range(&tree, set) {
                if let Some(a) = tree.attributes.get(n).copied().filter(|a| seen & a.name.bit() == 0) {
                    seen |= a.name.bit();
                    tree.attributes.push(a);
                }
            }
        }
        let merged = tree.set(from);
        if let Some(Data::Element(_, set)) = tree.links(*target).map(|n| &mut n.data) {
            *set = merged;
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.tree.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        let mut tree = self.tree.borrow_mut();
        while let Some(first) = tree.node(*node).map(|n| n.first).filter(|n| *n != NONE) {
            tree.append(*new_parent, first);
        }
    }
}

/// Marks of attributes that html5ever itself looks at, without their values.
pub(super) fn mark(name: LocalName, value: &str) -> Attribute {
    Attribute { name: QualName::new(None, ns!(), name), value: StrTendril::from_slice(value) }
}
