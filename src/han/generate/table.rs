//! Builds a step's double array and writes it in the form that `Step::load` reads.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::dictionary::Dictionaries;
use crate::han::step::{
    BASE_BIAS, CHAR_BITS, FREE_SLOT, HEAD_VALUE_SHIFT, KIND_CHAR, KIND_NONE, KIND_SHIFT, KIND_TEXT, SLOT_BASE_SHIFT,
    SLOT_VALUE_SHIFT, VALUE_CHARWISE, VALUE_NONE, VALUE_TEXT,
};

/// Children of the states of a trie, by label; state 0 is the root.
#[derive(Default)]
struct State {
    children: BTreeMap<char, usize>,
    value: u64,
}

#[derive(Default)]
pub(super) struct Table {
    heads: Vec<(u32, u64)>,
    slots: Vec<u64>,
    texts: String,
    /// Where a text lies in `texts`.
    placed: HashMap<String, u64>,
}

impl Table {
    pub(super) fn new(dictionaries: &Dictionaries, groups: &[&[&str]]) -> Self {
        let keys = merge(dictionaries, groups);
        let alone: HashMap<char, &str> =
            keys.iter().filter_map(|(key, value)| Some((single(key)?, value.as_str()))).collect();
        let mut table = Table::default();
        let mut states = vec![State::default()];
        for (key, value) in &keys {
            let mut state = 0;
            for c in key.chars() {
                let fresh = states.len();
                state = *states[state].children.entry(c).or_insert(fresh);
                if state == fresh {
                    states.push(State::default());
                }
            }
            if single(key).is_none() {
                let piecewise: Option<String> =
                    key.chars().map(|c| alone.get(&c).map_or(Some(c), |value| single(value))).collect();
                states[state].value = match piecewise {
                    Some(piecewise) if piecewise == *value => VALUE_CHARWISE,
                    _ => VALUE_TEXT + table.text(value),
                };
                assert!(states[state].value < 1 << (64 - SLOT_VALUE_SHIFT), "too much text");
            }
        }
        let bases = table.place(&states);
        for (&head, &state) in &states[0].children {
            let (kind, value) = match alone.get(&head) {
                None => (KIND_NONE, 0),
                Some(value) => match single(value) {
                    Some(same) if same == head => (KIND_NONE, 0),
                    Some(other) => (KIND_CHAR, u64::from(other)),
                    None => (KIND_TEXT, table.text(value)),
                },
            };
            let entry = bases[state] | kind << KIND_SHIFT | value << HEAD_VALUE_SHIFT;
            if entry != 0 {
                table.heads.push((u32::from(head), entry));
            }
        }
        table
    }

    /// Gives every state below the root a base, the widest first, and fills the slots.
    fn place(&mut self, states: &[State]) -> Vec<u64> {
        let mut order: Vec<usize> = (1..states.len()).filter(|&state| !states[state].children.is_empty()).collect();
        order.sort_by_key(|&state| (std::cmp::Reverse(states[state].children.len()), state));
        let mut bases = vec![0u64; states.len()];
        let (mut taken, mut used) = (Vec::<bool>::new(), HashSet::new());
        let mut first_free = 0;
        // A state as wide as the last one will not fit before it either; a single child fits anywhere.
        let (mut width, mut last) = (0, 0);
        for &state in &order {
            let labels: Vec<i64> = states[state].children.keys().map(|&c| i64::from(u32::from(c))).collect();
            while taken.get(first_free) == Some(&true) {
                first_free += 1;
            }
            if width != labels.len() || width == 1 {
                (width, last) = (labels.len(), first_free);
            }
            let free = |at: i64| !taken.get(at as usize).copied().unwrap_or(false);
            let base = (last.max(first_free) as i64..)
                .map(|at| at - labels[0])
                .find(|base| labels.iter().all(|label| free(base + label)) && !used.contains(base))
                .unwrap();
            last = (base + labels[0]) as usize;
            used.insert(base);
            for label in &labels {
                let at = (base + label) as usize;
                taken.resize(taken.len().max(at + 1), false);
                taken[at] = true;
            }
            let biased = base + i64::from(BASE_BIAS);
            assert!(biased > 0 && biased < 2 * i64::from(BASE_BIAS));
            bases[state] = biased as u64;
        }
        self.slots = vec![FREE_SLOT; taken.len()];
        for &state in &order {
            for (&label, &child) in &states[state].children {
                let at = (bases[state] + u64::from(label) - u64::from(BASE_BIAS)) as usize;
                let value = states[child].value;
                assert!(value != VALUE_NONE || bases[child] != 0);
                self.slots[at] = u64::from(label) | bases[child] << SLOT_BASE_SHIFT | value << SLOT_VALUE_SHIFT;
            }
        }
        bases
    }

    fn text(&mut self, text: &str) -> u64 {
        let texts = &mut self.texts;
        let at = *self.placed.entry(text.to_owned()).or_insert_with(|| {
            let at = texts.len() as u64;
            texts.push(char::from(u8::try_from(text.len()).ok().filter(u8::is_ascii).expect("a long value")));
            texts.push_str(text);
            at
        });
        assert!(at < 1 << CHAR_BITS);
        at
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        for count in [self.heads.len(), self.slots.len(), self.texts.len(), 0] {
            out.extend(u32::try_from(count).unwrap().to_le_bytes());
        }
        for (head, entry) in &self.heads {
            out.extend(head.to_le_bytes());
            out.extend(entry.to_le_bytes());
        }
        for eight in self.slots.chunks(8) {
            let bit = |(bit, &slot): (usize, &u64)| u8::from(slot != FREE_SLOT) << bit;
            out.push(eight.iter().enumerate().map(bit).sum());
        }
        out.extend(self.slots.iter().filter(|&&slot| slot != FREE_SLOT).flat_map(|slot| slot.to_le_bytes()));
        out.extend(self.texts.as_bytes());
        out
    }
}

/// The keys that can ever win, with what they become: a key loses to every shorter key in a dictionary before its own.
fn merge(dictionaries: &Dictionaries, groups: &[&[&str]]) -> BTreeMap<String, String> {
    let mut ranked = BTreeMap::<&str, (usize, &str)>::new();
    for (rank, files) in groups.iter().enumerate() {
        for (key, value) in files.iter().flat_map(|file| dictionaries.get(file)) {
            ranked.entry(key).or_insert((rank, value));
        }
    }
    let losers: BTreeSet<&str> = ranked
        .iter()
        .filter(|(key, (rank, _))| {
            key.char_indices().skip(1).any(|(end, _)| ranked.get(&key[..end]).is_some_and(|shorter| shorter.0 < *rank))
        })
        .map(|(key, _)| *key)
        .collect();
    ranked
        .into_iter()
        .filter(|(key, _)| !losers.contains(key))
        .map(|(key, (_, value))| (key.into(), value.into()))
        .collect()
}

/// The character that `text` consists of, if it is one.
fn single(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}
