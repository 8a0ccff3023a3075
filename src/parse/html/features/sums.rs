//! Sums over the blocks of an element.

/// Sums over an element and everything in it.
#[derive(Clone, Default)]
pub(in super::super) struct Sum {
    pub(super) units: f32,
    pub(super) links: f32,
    pub(super) commas: f32,
    pub(super) blocks: f32,
    pub(super) texty: f32,
}

impl Sum {
    pub(super) fn add(&mut self, other: &Sum) {
        self.units += other.units;
        self.links += other.links;
        self.commas += other.commas;
        self.blocks += other.blocks;
        self.texty += other.texty;
    }

    /// Without what an earlier sum has.
    pub(super) fn less(&self, other: &Sum) -> Sum {
        Sum {
            units: self.units - other.units,
            links: self.links - other.links,
            commas: self.commas - other.commas,
            blocks: self.blocks - other.blocks,
            texty: self.texty - other.texty,
        }
    }

    pub(super) fn density(&self) -> f32 {
        self.links / self.units.max(1.0)
    }
}
