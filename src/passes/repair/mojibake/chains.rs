//! The mix-ups that are looked for, and what meeting one is taken to cost.

use super::charset::Charset::{
    self, Big5, Cp437, Cp850, Cp866, Cp949, Gb18030, Iso8859_2, Koi8R, Latin1, MacRoman, ShiftJis, Utf8, Utf16Be,
    Utf16Le, Windows1250, Windows1251, Windows1252, Windows1253, Windows1254, Windows1257,
};
use super::path::{Chain, Price};

/// Read as, written in, and the price in bits of meeting it. The rarer a mix-up and the less its target
/// constrains the bytes, the higher. Tuned on generated damage and on clean text of a dozen languages.
const CHAINS: &[(Charset, Charset, i32)] = &[
    (Windows1252, Utf8, 12),
    (Latin1, Utf8, 12),
    (Windows1250, Utf8, 14),
    (Windows1251, Utf8, 14),
    (Windows1253, Utf8, 16),
    (Windows1254, Utf8, 14),
    (Windows1257, Utf8, 14),
    (Iso8859_2, Utf8, 16),
    (Koi8R, Utf8, 14),
    (MacRoman, Utf8, 18),
    (Cp437, Utf8, 16),
    (Cp850, Utf8, 15),
    (Cp866, Utf8, 15),
    (Gb18030, Utf8, 18),
    (Big5, Utf8, 18),
    (ShiftJis, Utf8, 18),
    (Cp949, Utf8, 18),
    (Latin1, Gb18030, 32),
    (Windows1252, Gb18030, 32),
    (Latin1, Big5, 32),
    (Windows1252, Big5, 32),
    (Gb18030, Big5, 13),
    (Big5, Gb18030, 13),
    (Latin1, Utf16Le, 24),
    (Latin1, Utf16Be, 26),
    (Latin1, Windows1252, 8),
];

/// Bits that reading single bytes as Chinese costs less in a text that is Chinese for the rest.
const CHINESE: i32 = 14;
/// Price in bits of leaving a chain that is not known yet.
const LEAVE: i32 = 2;
/// The same where both readings of nearly all bytes are Chinese, and a hole is easily found.
const LEAVE_CHINESE: i32 = 10;

/// All chains with their prices, in a text of which the rest is Chinese or is not.
pub(super) fn all(chinese: bool) -> impl Iterator<Item = (Chain, Price)> {
    CHAINS.iter().map(move |&(from, to, bits)| {
        let chain = Chain { from, to };
        let cheap = chinese && from.is_single_byte() && to != Utf8;
        let enter = if cheap { bits - CHINESE } else { bits };
        let leave = if chain.is_chinese() { LEAVE_CHINESE } else { LEAVE };
        (chain, Price { enter, leave, bonus: 0, from_start: false })
    })
}

/// The price of a chain that the document is known to hold.
pub(super) fn known(chain: Chain) -> Price {
    let bonus = if chain.from.is_single_byte() && chain.to == Utf8 { 6 } else { 3 };
    Price { enter: 3, leave: 12, bonus, from_start: true }
}

impl Chain {
    /// A mix-up of two sets that are both East Asian.
    pub(super) fn is_chinese(self) -> bool {
        !self.from.is_single_byte() && self.to != Utf8
    }
}
