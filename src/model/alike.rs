//! Blocks that are alike.

/// Numbers of what has a key, sorted by the key: the page chooses the keys, so a table of them could be made slow.
pub(crate) struct Alike(Vec<(u64, usize)>);

impl Alike {
    pub(crate) fn of(keys: impl Iterator<Item = u64>) -> Alike {
        let mut list: Vec<(u64, usize)> = keys.enumerate().map(|(n, key)| (key, n)).collect();
        list.sort_unstable();
        Alike(list)
    }

    /// Those that have the same key.
    pub(crate) fn groups(&self) -> impl Iterator<Item = &[(u64, usize)]> {
        self.0.chunk_by(|a, b| a.0 == b.0)
    }
}
