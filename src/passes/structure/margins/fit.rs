//! What the models of the lines around a text learn from.

use super::Margins;
use super::blocks::is_doubted;
use crate::document::Block;
use crate::lines;
use crate::model::TOKENS;
use crate::model::measure::spelled;

impl Margins<'_> {
    /// What `tools/fit_margins.py` learns from: the lines of which nothing is known, and the text of all blocks, which tells whether they are of it.
    pub fn fit(&self) -> serde_json::Value {
        let all: Vec<&Block> = self.doc.all_blocks().collect();
        let place = |n: usize| all.iter().position(|b| b.id() == self.blocks[n].id());
        let mut names = lines::names();
        if let Some(n) = self.open().chain(self.outside(is_doubted)).next() {
            self.late(n, |name, _| names.push(name));
        }
        // With which others a line was cut, and by whom, if it was.
        let line = |n: usize, cut: Option<usize>| {
            let (text, cut) = (self.blocks[n].text(), cut.map(|length| self.cut_with(n, length)));
            serde_json::json!({"at": place(n), "head": n < self.first, "cut": cut, "row": self.row(n), "tokens": spelled(text, TOKENS)})
        };
        let open = self.open().map(|n| line(n, None));
        let cut = self.doubted().into_iter().flat_map(|run| {
            let length = run.len();
            run.into_iter().map(move |n| (n, length))
        });
        let lines: Vec<_> = open.chain(cut.map(|(n, length)| line(n, Some(length)))).collect();
        let texts: Vec<&str> = all.iter().map(|b| b.text()).collect();
        serde_json::json!({"features": names, "lines": lines, "blocks": texts, "title": self.title})
    }
}
