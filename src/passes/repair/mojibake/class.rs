//! Classes of characters and what they cost beside each other, in bits.
//!
//! The figures are round estimates from the frequencies of the classes in running text: an exact value never
//! decides, since acceptance asks for a sum far above any one of them (see `engine`).

/// What a character is, as far as damage is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Letter,
    Space,
    NoBreakSpace,
    Newline,
    Digit,
    Punct,
    /// « “ ‘ ( ¿ ¡ „ and the like
    Open,
    /// ” » and the like
    Close,
    /// ’ which is an apostrophe too
    Apostrophe,
    /// – — … •
    Typographic,
    /// ° ª º ² ³ ™ ® and what else follows letters and digits in clean text
    Suffix,
    Symbol,
    Box,
    Math,
    Mark,
    Cjk,
    CjkCommon,
    Emoji,
    Joiner,
    Control,
    C1,
    Private,
    Lost,
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    None,
    Latin,
    Greek,
    Cyrillic,
    Han,
    Kana,
    HalfKana,
    Hangul,
    Bopomofo,
    Other(u8),
}

impl Script {
    pub(super) fn is_cjk(self) -> bool {
        matches!(self, Self::Han | Self::Kana | Self::HalfKana | Self::Hangul | Self::Bopomofo)
    }

    pub(super) fn is_cased(self) -> bool {
        matches!(self, Self::Latin | Self::Greek | Self::Cyrillic)
    }
}

pub(super) fn of(c: char) -> (Class, Script) {
    let none = |class| (class, Script::None);
    match c {
        // Two thirds of the basic plane, told before the long list.
        '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' => return (Class::Letter, Script::Han),
        '\u{AC00}'..='\u{D7FF}' => return (Class::Letter, Script::Hangul),
        '\u{E000}'..='\u{F8FF}' => return none(Class::Private),
        _ => {}
    }
    match c {
        '\n' | '\r' => none(Class::Newline),
        ' ' | '\t' | '\u{3000}' => none(Class::Space),
        'a'..='z' | 'A'..='Z' => (Class::Letter, Script::Latin),
        '0'..='9' => none(Class::Digit),
        '(' | '[' | '{' => none(Class::Punct),
        '\0'..='\x1F' | '\x7F' => none(Class::Control),
        '!'..='~' => none(Class::Punct),
        '\u{80}'..='\u{9F}' => none(Class::C1),
        '\u{A0}' | '\u{202F}' | '\u{2007}' => none(Class::NoBreakSpace),
        '«' | '“' | '‘' | '¿' | '¡' | '„' | '‚' | '‹' => none(Class::Open),
        '»' | '”' | '›' => none(Class::Close),
        '’' => none(Class::Apostrophe),
        '–' | '—' | '…' | '•' | '·' => none(Class::Typographic),
        '°' | 'ª' | 'º' | '²' | '³' | '¹' | '™' | '®' | '©' | '€' | '£' | '§' | '×' | '±' | '½' | '¼' | '¾' | '‰' => {
            none(Class::Suffix)
        }
        'µ' | '\u{A1}'..='\u{BF}' | '÷' | '†' | '‡' | 'ˆ' | '˜' | 'ˇ' | '˘' | '˙' | '˚' | '˛' | '˝' | '⁄' => {
            none(Class::Symbol)
        }
        '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => (Class::Letter, Script::Latin),
        '\u{250}'..='\u{2AF}' => (Class::Letter, Script::Other(1)),
        '\u{2B0}'..='\u{2FF}' => none(Class::Symbol),
        '\u{300}'..='\u{36F}' => none(Class::Mark),
        '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => (Class::Letter, Script::Greek),
        '\u{400}'..='\u{52F}' => (Class::Letter, Script::Cyrillic),
        '\u{530}'..='\u{1DFF}' => {
            if ('\u{1100}'..='\u{11FF}').contains(&c) {
                (Class::Letter, Script::Hangul)
            } else {
                let block = (u32::from(c) >> 7) as u8;
                (Class::Letter, Script::Other(block))
            }
        }
        '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{FE0E}' | '\u{FE0F}' => none(Class::Joiner),
        '\u{2010}'..='\u{205F}' => none(Class::Typographic),
        '\u{2070}'..='\u{209F}' => none(Class::Suffix),
        '\u{20A0}'..='\u{20CF}' | '\u{2100}'..='\u{218F}' => none(Class::Symbol),
        '\u{2190}'..='\u{23FF}' | '\u{25CA}' => none(Class::Math),
        '\u{2500}'..='\u{25A0}' => none(Class::Box),
        '\u{2460}'..='\u{24FF}' | '\u{25A1}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}' => none(Class::Emoji),
        '\u{27C0}'..='\u{2AFF}' => none(Class::Math),
        '，' | '。' | '、' => none(Class::CjkCommon),
        '〇' | '々' => (Class::Letter, Script::Han),
        '\u{3001}'..='\u{303F}' | '\u{3200}'..='\u{33FF}' | '\u{FE10}'..='\u{FE6F}' | '\u{FFE0}'..='\u{FFEF}' => {
            none(Class::Cjk)
        }
        '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}' => none(Class::Cjk),
        '\u{FF10}'..='\u{FF19}' | '\u{FF21}'..='\u{FF60}' => none(Class::Cjk),
        '\u{3040}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' => (Class::Letter, Script::Kana),
        '\u{3100}'..='\u{312F}' | '\u{31A0}'..='\u{31BF}' => (Class::Letter, Script::Bopomofo),
        '\u{3130}'..='\u{318F}' => (Class::Letter, Script::Hangul),
        '\u{2E80}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' => (Class::Letter, Script::Han),
        '\u{FF61}'..='\u{FF9F}' => (Class::Letter, Script::HalfKana),
        '\u{F0000}'..='\u{10FFFF}' => none(Class::Private),
        '\u{FFFD}' => none(Class::Lost),
        '\u{1F000}'..='\u{1FAFF}' => none(Class::Emoji),
        '\u{1D400}'..='\u{1D7FF}' => none(Class::Math),
        // Nothing is assigned there.
        '\u{40000}'..='\u{EFFFF}' => none(Class::Private),
        _ => none(Class::Other),
    }
}

/// Whether a character that comes out of a known mix-up speaks for it: what text consists of, and from bytes of
/// an East Asian set not what any two of them make.
pub(super) fn deserves(c: char, from_single: bool) -> bool {
    let common = match of(c).0 {
        Class::Letter | Class::Cjk | Class::CjkCommon | Class::Open | Class::Close | Class::Apostrophe => true,
        Class::Typographic | Class::NoBreakSpace | Class::Suffix => from_single,
        _ => false,
    };
    !c.is_ascii() && common && (from_single || c >= '\u{2000}')
}

/// Private use, or nothing at all.
pub(super) fn is_private(c: char) -> bool {
    c >= '\u{E000}' && of(c).0 == Class::Private
}

/// In a plane where nothing is assigned, or beside the tags and selectors of plane 14.
pub(super) fn is_unassigned(c: char) -> bool {
    matches!(c, '\u{40000}'..='\u{DFFFF}' | '\u{E0080}'..='\u{E00FF}' | '\u{E01F0}'..='\u{EFFFF}')
}

/// Han and the punctuation of Chinese.
pub(super) fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{3017}' | '\u{FF01}'..='\u{FF5E}' | '“' | '”' | '‘' | '’' | '—' | '…' | '·')
        || of(c).1 == Script::Han
}

/// Eighths of a bit for a letter that the tables do not hold.
pub(super) fn rare(c: char, script: Script) -> u8 {
    let bits = match script {
        Script::Han => match c {
            '\u{4E00}'..='\u{9FFF}' => 19,
            '\u{3400}'..='\u{4DBF}' => 21,
            _ => 23,
        },
        Script::Hangul => 18,
        Script::Latin => 15,
        Script::Greek | Script::Cyrillic => 14,
        Script::Kana => 11,
        Script::HalfKana => 12,
        Script::Bopomofo => 14,
        Script::Other(_) => 13,
        Script::None => 16,
    };
    bits * 8
}

/// Extra for a letter of `script` after something that is no letter.
pub(super) fn after(prev: Class, script: Script) -> i32 {
    let western = !script.is_cjk();
    // Where a word of another script begins in a text that is mostly Latin or Chinese.
    let foreign = match script {
        Script::Greek | Script::Cyrillic => 2,
        Script::Other(_) => 6,
        _ => 0,
    };
    foreign
        + match prev {
            Class::Symbol | Class::Box | Class::Math | Class::C1 | Class::Private if western => 5,
            Class::Close | Class::Suffix if western => 4,
            Class::Control | Class::C1 | Class::Box | Class::Private | Class::Lost => 2,
            _ => 1,
        }
}

/// Extra for a letter of another script than the letter before it.
pub(super) fn switch(prev: Script, script: Script) -> i32 {
    use Script::{Bopomofo, Cyrillic, Greek, HalfKana, Han, Hangul, Kana, Latin};
    match (prev, script) {
        (Han, Kana) | (Kana, Han) => 2,
        (Latin, Han | Kana | Hangul) | (Han | Kana | Hangul, Latin) => 2,
        (HalfKana, Kana | Han) | (Kana | Han, HalfKana) => 7,
        (Han, Hangul) | (Hangul, Han) => 6,
        (Bopomofo, _) | (_, Bopomofo) => 8,
        (Greek | Cyrillic, Han | Kana | Hangul) | (Han | Kana | Hangul, Greek | Cyrillic) => 8,
        (Latin, Greek) | (Greek, Latin) => 4,
        _ => 9,
    }
}

/// Cost of a character that is no letter, after a class.
pub(super) fn cost(prev: Class, prev_script: Script, class: Class, c: char) -> i32 {
    let word = prev == Class::Letter && !prev_script.is_cjk();
    let extra = |bits| if word { bits } else { 0 };
    match class {
        Class::Letter => 0,
        Class::Space => {
            if prev == Class::NoBreakSpace {
                6
            } else {
                2
            }
        }
        Class::NoBreakSpace => 8,
        Class::Newline => 3,
        Class::Digit => {
            if prev == Class::Digit {
                4
            } else {
                6 + extra(1)
            }
        }
        Class::Punct => 6,
        Class::Open => 8 + extra(5),
        Class::Close => {
            if matches!(prev, Class::Space | Class::NoBreakSpace) {
                10
            } else {
                7
            }
        }
        Class::Apostrophe => 7 + if matches!(prev, Class::Space | Class::NoBreakSpace) { 2 } else { 0 },
        Class::Typographic => 8,
        Class::Suffix => 10,
        Class::Symbol => 12 + extra(2) + if prev_script.is_cjk() { 4 } else { 0 },
        Class::Box => {
            if prev == Class::Box {
                4
            } else {
                13 + extra(3)
            }
        }
        Class::Math => 12 + extra(2),
        Class::Mark => {
            if word {
                10
            } else if matches!(prev, Class::Digit | Class::Punct) {
                13
            } else {
                17
            }
        }
        Class::CjkCommon => {
            if prev_script.is_cjk() || prev == Class::Digit {
                5
            } else {
                8
            }
        }
        Class::Cjk => {
            if c == '：' || c == '“' {
                7
            } else {
                8
            }
        }
        Class::Emoji => {
            if prev == Class::Emoji {
                9
            } else {
                12
            }
        }
        Class::Joiner => {
            if prev == Class::Emoji {
                4
            } else {
                12
            }
        }
        Class::Control => 18,
        Class::C1 => 20,
        Class::Private => 20,
        Class::Lost => {
            if prev == Class::Lost {
                8
            } else {
                14
            }
        }
        Class::Other => 16,
    }
}
