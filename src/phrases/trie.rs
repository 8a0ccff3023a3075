//! The phrases as a trie of symbols, made in one go: phrases come in order.

/// Where the way of a phrase through the trie leads.
#[derive(Default)]
pub(super) struct Node {
    /// The symbol of the edge to here.
    pub symbol: u16,
    /// Whether a phrase of a notice ends here or further on.
    pub legal: bool,
    /// Where its edges are, and how many there are.
    edges: u32,
    count: u16,
    /// Bit n is set if an edge has a symbol that is n modulo 64: tells most characters without a search.
    pub mask: u64,
    /// The phrase that ends here.
    pub phrase: Option<usize>,
}

/// The nodes; the first one is the root.
pub(super) struct Trie {
    nodes: Vec<Node>,
    /// The symbols of the edges, those of a node together, and the nodes that they lead to.
    symbols: Vec<u16>,
    targets: Vec<u32>,
}

/// A trie in the making.
pub(super) struct Builder {
    nodes: Vec<Node>,
    /// By node, the one that it follows and its last child, 0 if it has none.
    family: Vec<(u32, u32)>,
}

impl Trie {
    /// A node by its number.
    pub fn get(&self, node: u32) -> Option<&Node> {
        self.nodes.get(node as usize)
    }

    /// The nodes that follow one, with their numbers.
    pub fn children(&self, node: &Node) -> impl Iterator<Item = (u32, &Node)> {
        let targets = self.targets.iter().skip(node.edges as usize).take(node.count.into());
        targets.filter_map(|number| Some((*number, self.get(*number)?)))
    }

    /// The one that follows by a symbol.
    #[inline]
    pub fn next(&self, node: &Node, symbol: u16) -> Option<&Node> {
        if node.mask >> (symbol % 64) & 1 == 0 {
            return None;
        }
        let edges = node.edges as usize..node.edges as usize + usize::from(node.count);
        let place = self.symbols.get(edges)?.iter().position(|s| *s == symbol)?;
        self.get(*self.targets.get(node.edges as usize + place)?)
    }
}

impl Builder {
    /// With a root alone.
    pub fn new() -> Builder {
        Builder { nodes: vec![Node::default()], family: vec![(0, 0)] }
    }

    /// Adds a phrase, which comes behind all that are in it; the nodes on its way are of notices if it is `legal`.
    pub fn add(&mut self, symbols: impl Iterator<Item = u16>, phrase: usize, legal: bool) {
        let mut at = 0;
        self.nodes[at].legal |= legal;
        for symbol in symbols {
            // In order, so that an edge that is there is the last one.
            let last = self.family[at].1 as usize;
            if last == 0 || self.nodes[last].symbol != symbol {
                self.family[at].1 = u32::try_from(self.nodes.len()).unwrap_or(0);
                self.nodes[at].mask |= 1 << (symbol % 64);
                self.nodes[at].count += 1;
                self.nodes.push(Node { symbol, ..Node::default() });
                self.family.push((u32::try_from(at).unwrap_or(0), 0));
            }
            at = self.family[at].1 as usize;
            self.nodes[at].legal |= legal;
        }
        self.nodes[at].phrase = Some(phrase);
    }

    /// Puts the edges of each node together.
    pub fn finish(self) -> Trie {
        let Builder { mut nodes, family } = self;
        let mut start = 0;
        for node in &mut nodes {
            node.edges = start;
            start += u32::from(node.count);
        }
        let (mut symbols, mut targets) = (vec![0; start as usize], vec![0; start as usize]);
        let mut ends: Vec<u32> = nodes.iter().map(|node| node.edges).collect();
        for (number, (parent, _)) in (0..).zip(family).skip(1) {
            let place = ends[parent as usize] as usize;
            ends[parent as usize] += 1;
            (symbols[place], targets[place]) = (nodes[number as usize].symbol, number);
        }
        Trie { nodes, symbols, targets }
    }
}
