//! The phrases as a trie of symbols, made in one go: phrases come in order.

/// Where the way of a phrase through the trie leads.
#[derive(Default)]
pub(super) struct Node {
    /// The symbol of the edge to here.
    pub symbol: u16,
    /// Whether a phrase of a notice ends here or further on.
    pub legal: bool,
    /// The last of its children, 0 if it has none.
    child: u32,
    /// The child before this one of the same parent, 0 if there is none.
    sibling: u32,
    /// Bit n is set if an edge has a symbol that is n modulo 64: tells most characters without a search.
    pub mask: u64,
    /// The phrase that ends here.
    pub phrase: Option<usize>,
}

/// The nodes; the first one is the root.
pub(super) struct Trie(Vec<Node>);

impl Default for Trie {
    fn default() -> Trie {
        Trie(vec![Node::default()])
    }
}

impl Trie {
    /// A node by its number.
    pub fn get(&self, node: u32) -> Option<&Node> {
        self.0.get(node as usize)
    }

    /// The nodes that follow one, with their numbers.
    pub fn children(&self, node: &Node) -> impl Iterator<Item = (u32, &Node)> {
        let number = |n: u32| Some((n, self.get(n).filter(|_| n != 0)?));
        std::iter::successors(number(node.child), move |(_, child)| number(child.sibling))
    }

    /// The one that follows by a symbol.
    pub fn next(&self, node: &Node, symbol: u16) -> Option<&Node> {
        if node.mask >> (symbol % 64) & 1 == 0 {
            return None;
        }
        self.children(node).map(|(_, child)| child).find(|child| child.symbol == symbol)
    }

    /// Adds a phrase, which comes behind all that are in it; the nodes on its way are of notices if it is `legal`.
    pub fn add(&mut self, symbols: impl Iterator<Item = u16>, phrase: usize, legal: bool) {
        let mut at = 0;
        self.0[at].legal |= legal;
        for symbol in symbols {
            // In order, so that an edge that is there is the last one.
            let last = self.0[at].child;
            if last == 0 || self.0[last as usize].symbol != symbol {
                let new = self.0.len();
                self.0.push(Node { symbol, sibling: last, ..Node::default() });
                self.0[at].child = u32::try_from(new).unwrap_or(0);
                self.0[at].mask |= 1 << (symbol % 64);
            }
            at = self.0[at].child as usize;
            self.0[at].legal |= legal;
        }
        self.0[at].phrase = Some(phrase);
    }
}
