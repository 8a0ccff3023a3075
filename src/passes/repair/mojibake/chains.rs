//! The mix-ups that are looked for, and what meeting one is taken to cost.

use super::charset::Charset::{
    self, Big5, Cp437, Cp850, Cp866, Cp949, Gb18030, Iso8859_2, Koi8R, Latin1, MacRoman, ShiftJis, Utf8, Utf16Be,
    Utf16Le, Windows1250, Windows1251, Windows1252, Windows1253, Windows1254, Windows1257,
};
use super::path::{Chain, Price};
use super::window::Window;

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
    (Iso8859_2, Windows1250, 8),
];

/// Bits that reading single bytes as Chinese costs less in a text that is Chinese for the rest.
const CHINESE: i32 = 14;
/// Price in bits of leaving a chain that is not known yet.
const LEAVE: i32 = 2;
/// The same where both readings of nearly all bytes are Chinese, and a hole is easily found.
const LEAVE_CHINESE: i32 = 10;

/// All chains with their prices for a part of a text.
pub(super) fn all(window: &Window) -> impl Iterator<Item = (Chain, Price)> {
    let chinese = window.is_chinese();
    let central = window.is_central_european();
    CHAINS.iter().map(move |&(from, to, bits)| {
        let chain = Chain { from, to };
        let enter = match to {
            // Where both explain a text equally well, letters that Latin-1 does not have decide.
            Windows1252 if central => bits + 1,
            Windows1250 if !central => bits + 1,
            Utf8 | Windows1250 | Windows1252 => bits,
            _ if chinese && from.is_single_byte() => bits - CHINESE,
            _ => bits,
        };
        let leave = if chain.is_chinese() { LEAVE_CHINESE } else { LEAVE };
        (chain, Price { enter, leave, bonus: 0, from_start: false })
    })
}

/// The price of a chain that the document is known to hold.
pub(super) fn known(chain: Chain) -> Price {
    let bonus = match chain.to {
        Utf8 if chain.from.is_single_byte() => 6,
        // Most letters are the same in both: that one could read differently says nothing.
        Windows1250 | Windows1252 => 0,
        _ => 3,
    };
    Price { enter: 3, leave: 12, bonus, from_start: true }
}

impl Chain {
    /// A mix-up of two sets that are both East Asian.
    pub(super) fn is_chinese(self) -> bool {
        !self.from.is_single_byte() && self.to != Utf8
    }
}
