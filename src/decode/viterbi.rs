//! The cheapest reading of a stretch of bytes, where bytes may be damaged.
//!
//! A reading is a chain of characters and skipped bytes from the first byte to the last. Every character costs what
//! its language model says; a skipped run of bytes costs `OPEN` for its first byte and `EXTEND` for each further one.
//! A lost alignment is found because the shifted characters cost more than the skip that restores it. Linear in time;
//! one byte of memory a byte of input.

use std::ops::Range;

/// Cost of the first byte of a damaged place, in 1/16 nat (20 nats). Misread text costs about 5 nats a character more than
/// text, so damage is accepted when four characters or an impossible code speak for it.
const OPEN: u32 = 320;
/// Cost of each further damaged byte in a row: two skipped bytes must never be cheaper than the rarest character.
const EXTEND: u32 = 224;

const CLEAN: u8 = 0x07;
const FROM_DAMAGE: u8 = 0x08;
const DAMAGE_ON: u8 = 0x10;

/// What can be read at a position.
pub(crate) trait Lattice {
    /// Calls `step(length, cost)` for each character that can start at `at`; lengths are 1 to 4.
    fn steps(&self, bytes: &[u8], at: usize, step: impl FnMut(usize, u32));
}

/// The cost of the cheapest reading, and the runs of bytes it skips.
pub(crate) fn read(lattice: &impl Lattice, bytes: &[u8]) -> (u64, Vec<Range<usize>>) {
    let n = bytes.len();
    // back[i]: how position i was reached, in both states (after a character; after a skipped byte).
    let mut back = vec![0u8; n + 1];
    // Costs of the next positions, as a ring; index 0 after a character, 1 after a skipped byte.
    let mut ring = [[u64::MAX; 2]; 8];
    ring[0] = [0, u64::MAX];
    for at in 0..n {
        let [clean, damaged] = std::mem::replace(&mut ring[at & 7], [u64::MAX; 2]);
        let (best, from_damage) = if damaged < clean { (damaged, FROM_DAMAGE) } else { (clean, 0) };
        if best == u64::MAX {
            continue;
        }
        lattice.steps(bytes, at, |len, cost| {
            let to = &mut ring[(at + len) & 7][0];
            let total = best + u64::from(cost);
            if let Some(mark) = back.get_mut(at + len).filter(|_| total < *to) {
                *to = total;
                *mark = *mark & DAMAGE_ON | len as u8 | from_damage;
            }
        });
        let fresh = clean.saturating_add(u64::from(OPEN));
        let further = damaged.saturating_add(u64::from(EXTEND));
        ring[(at + 1) & 7][1] = fresh.min(further);
        if let Some(mark) = back.get_mut(at + 1) {
            *mark = *mark & !DAMAGE_ON | if further < fresh { DAMAGE_ON } else { 0 };
        }
    }
    let [clean, damaged] = ring[n & 7];
    (clean.min(damaged), skipped(&back, damaged < clean))
}

/// Walks the marks back and gathers the skipped runs in order.
fn skipped(back: &[u8], mut in_damage: bool) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut at = back.len() - 1;
    while let Some(mark) = back.get(at).copied().filter(|_| at > 0) {
        if in_damage {
            match runs.last_mut() {
                Some(run) if run.start == at => run.start = at - 1,
                _ => runs.push(at - 1..at),
            }
            in_damage = mark & DAMAGE_ON != 0;
            at -= 1;
        } else {
            in_damage = mark & FROM_DAMAGE != 0;
            at = at.saturating_sub(usize::from(mark & CLEAN).max(1));
        }
    }
    runs.reverse();
    runs
}
