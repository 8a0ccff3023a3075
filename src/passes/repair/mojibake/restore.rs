//! Characters of which a byte was lost, restored where the rest determines them.
//!
//! The candidates are the bytes that the wrong decoder could have lost at that place: it must have failed on
//! them there, so what is known of it and of the next byte excludes most. Of the characters left, one must be
//! alone or far likelier between its neighbours than all others together.

use super::bytes::{Known, Source};
use super::charset::Charset;
use super::decode::{LOST, Read};
use super::path::Chain;
use super::plausible::{BIT, MODEL};

/// By how many bits the best candidate must lead. On generated damage of five kinds (11,000 characters, 1,400 of
/// them lost) 9, 7, 5 and 4 bits restored 530, 720, 1,090 and 1,300 of them, with 0, 1, 5 and 9 wrong.
const LEAD: i32 = 7 * BIT;
/// A candidate this rare where it stands is no better than none.
const CEILING: i32 = 34 * BIT;

/// Characters with two lost bytes that are looked at in one piece: each may have thousands of candidates.
const BUDGET: usize = 256;

/// Fills in what can be of the lost characters among `reads` (position and reading, in order).
pub(super) fn restore(source: &Source, chain: Chain, before: char, reads: &mut [(usize, Read)]) {
    let mut budget = BUDGET;
    for i in 0..reads.len() {
        let Some(&(at, read)) = reads.get(i) else { break };
        if !read.is_lost() {
            continue;
        }
        let prev = if i == 0 { before } else { reads.get(i - 1).map_or(before, |r| r.1.c) };
        let next = reads.get(i + 1).map_or('\n', |r| r.1.c);
        if prev == LOST {
            continue;
        }
        let marks = (at..at + usize::from(read.len)).filter(|&at| source.known(at) == Some(Known::No)).count();
        if marks > 1 {
            if budget == 0 {
                continue;
            }
            budget -= 1;
        }
        if let Some(c) = choose(&candidates(source, chain, at, usize::from(read.len)), prev, next)
            && let Some(slot) = reads.get_mut(i)
        {
            slot.1.c = c;
        }
    }
}

fn choose(candidates: &[char], prev: char, next: char) -> Option<char> {
    let cost = |c: char| MODEL.cost(prev, c) + if next == LOST { 0 } else { MODEL.cost(c, next) };
    let mut ranked: Vec<(i32, char)> = candidates.iter().map(|&c| (cost(c), c)).collect();
    ranked.sort_unstable();
    let &(best, c) = ranked.first()?;
    // One bit of lead less for every doubling of the field.
    let field = i32::try_from(ranked.len().ilog2()).unwrap_or(0) * BIT / 2;
    let leads = ranked.get(1).is_none_or(|&(second, _)| second - best >= LEAD + field);
    (leads && best <= CEILING).then_some(c)
}

/// What the bytes at `at`, `len` of them with some lost, may have been.
fn candidates(source: &Source, chain: Chain, at: usize, len: usize) -> Vec<char> {
    let bytes: Vec<u8> = (at..at + len).filter_map(|at| source.byte(at)).collect();
    let lost: Vec<usize> =
        (0..len).filter(|k| matches!(source.known(at + k), Some(Known::No | Known::Perhaps))).collect();
    let mut out = Vec::new();
    let next = source.byte(at + len).filter(|_| source.known(at + len).is_some_and(|n| n != Known::No));
    match (lost.as_slice(), chain.to) {
        ([], Charset::Utf8) => vanished(&bytes, chain.from, &mut out),
        (&[_], _) | (&[_, _], Charset::Utf8) => fill(bytes, &lost, next, chain, &mut out),
        _ => {}
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// Bytes went without a mark, one of two or both of three: those that the decoder has nothing for.
fn vanished(bytes: &[u8], from: Charset, out: &mut Vec<char>) {
    let mut longer = vec![bytes.to_vec()];
    for _ in bytes.len()..3 {
        longer = longer
            .iter()
            .flat_map(|bytes| {
                (1..=bytes.len()).flat_map(move |k| {
                    from.undefined().map(move |byte| {
                        let mut bytes = bytes.clone();
                        bytes.insert(k, byte);
                        bytes
                    })
                })
            })
            .collect();
    }
    longer.iter().for_each(|bytes| push(bytes, Charset::Utf8, out));
}

/// Puts every byte in the places `lost` on which the wrong decoder fails there.
fn fill(mut bytes: Vec<u8>, lost: &[usize], next: Option<u8>, chain: Chain, out: &mut Vec<char>) {
    let Some((&k, rest)) = lost.split_last() else {
        push(&bytes, chain.to, out);
        return;
    };
    let next = if k + 1 == bytes.len() { next } else { bytes.get(k + 1).copied() };
    let range = match (chain.to, k) {
        (Charset::Utf8, 0) => 0xC2..=0xF4,
        (Charset::Utf8, _) => 0x80..=0xBF,
        (_, 0) => 0x81..=0xFE,
        _ => 0x40..=0xFE,
    };
    for byte in range {
        if !chain.from.fails_on(byte, next) {
            continue;
        }
        if let Some(slot) = bytes.get_mut(k) {
            *slot = byte;
        }
        // At most two are lost, so this goes one deep.
        fill(bytes.clone(), rest, None, chain, out);
    }
}

fn push(bytes: &[u8], set: Charset, out: &mut Vec<char>) {
    if let Some((c, len)) = set.decode(bytes)
        && len == bytes.len()
    {
        out.push(c);
    }
}
