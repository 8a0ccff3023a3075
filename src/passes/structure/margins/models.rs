//! The fitted models of the lines around a text, whose tables `tools/fit_margins.py` writes.

use std::ops::RangeInclusive;
use std::sync::{LazyLock, OnceLock};

use crate::model::{Forest, Lexicon, Sums, sigmoid};

/// Trees that are asked first, and the log odds after them below which the others are not asked: of 6,243 lines that ended with a
/// probability of .85 none stood there. Titles are compared with each other.
const FIRST: usize = 60;
const HOPELESS: f32 = 0.0;

/// Log odds after the first trees from which on the others are not asked whether a line comes back.
const SURE: f32 = 2.0;

/// What says of lines what they are: two parts of one forest, read when it is first asked, and what their words say.
pub(super) struct Model {
    trees: &'static str,
    forest: OnceLock<(Forest, Forest)>,
    pub words: Lexicon,
    /// Log odds after the first part between which the other is asked.
    open: RangeInclusive<f32>,
}

impl Model {
    fn new(trees: &'static str, words: &str, open: RangeInclusive<f32>) -> Model {
        Model { trees, forest: OnceLock::new(), words: Lexicon::read(words), open }
    }

    fn forest(&self) -> &(Forest, Forest) {
        self.forest.get_or_init(|| {
            let end = self.trees.match_indices('\n').nth(FIRST - 1).map_or(self.trees.len(), |(at, _)| at + 1);
            let (first, rest) = self.trees.split_at(end);
            (Forest::read(first), Forest::read(rest))
        })
    }

    /// The probabilities of rows.
    pub fn ask(&self, rows: &[Vec<f32>]) -> Vec<f32> {
        let all: Vec<u32> = (0u32..).take(rows.len()).collect();
        let (first, rest) = self.forest();
        let mut sums = first.sums(rows, &all);
        let open: Vec<u32> =
            all.into_iter().zip(&sums).filter(|(_, sum)| self.open.contains(sum)).map(|(n, _)| n).collect();
        for (n, more) in open.iter().zip(rest.sums(rows, &open)) {
            if let Some(sum) = sums.get_mut(*n as usize) {
                *sum += more;
            }
        }
        sums.into_iter().map(sigmoid).collect()
    }
}

pub(super) static TITLES: LazyLock<Model> = LazyLock::new(|| {
    Model::new(
        include_str!("../../../data/margins/title.txt"),
        include_str!("../../../data/margins/title_words.tsv"),
        f32::MIN..=f32::MAX,
    )
});

pub(super) static PAGES: LazyLock<Model> = LazyLock::new(|| {
    Model::new(
        include_str!("../../../data/margins/page.txt"),
        include_str!("../../../data/margins/page_words.tsv"),
        HOPELESS..=f32::MAX,
    )
});

pub(super) static CUTS: LazyLock<Model> = LazyLock::new(|| {
    Model::new(
        include_str!("../../../data/margins/cut.txt"),
        include_str!("../../../data/margins/cut_words.tsv"),
        f32::MIN..=SURE,
    )
});
