//! The character encodings that can be decoded, their names and labels.
//!
//! `encoding_rs` knows the encodings of the WHATWG standard. The DOS and Mac code pages, Johab, HZ, ISO-2022-KR,
//! ISO-2022-CN and UTF-32 are not in it; they are ours (tables: `src/data/decode/README.md`).

use std::sync::LazyLock;

use encoding_rs::Encoding;

use super::tables::{self, CodePage};

/// Byte order of the wide encodings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// Least significant byte first.
    Little,
    /// Most significant byte first.
    Big,
}

/// The double-byte families, which lose their alignment when a byte is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Family {
    /// GBK with the four-byte codes of GB18030.
    Gb18030,
    /// Big5 with the Hong Kong supplement.
    Big5,
    /// Shift_JIS as Windows writes it.
    ShiftJis,
    /// EUC-JP with JIS X 0212.
    EucJp,
    /// EUC-KR with the extension of Windows (code page 949).
    EucKr,
    /// The combining code of KS X 1001, annex 3.
    Johab,
}

impl Family {
    pub(crate) const ALL: [Family; 6] =
        [Family::Gb18030, Family::Big5, Family::ShiftJis, Family::EucJp, Family::EucKr, Family::Johab];

    /// The decoder of `encoding_rs`, where it has one.
    pub(crate) fn encoding(self) -> Option<&'static Encoding> {
        match self {
            Family::Gb18030 => Some(encoding_rs::GB18030),
            Family::Big5 => Some(encoding_rs::BIG5),
            Family::ShiftJis => Some(encoding_rs::SHIFT_JIS),
            Family::EucJp => Some(encoding_rs::EUC_JP),
            Family::EucKr => Some(encoding_rs::EUC_KR),
            Family::Johab => None,
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Family::Gb18030 => "gb18030",
            Family::Big5 => "big5",
            Family::ShiftJis => "shift_jis",
            Family::EucJp => "euc-jp",
            Family::EucKr => "euc-kr",
            Family::Johab => "johab",
        }
    }
}

/// Encodings that switch their character set by escape sequences; all bytes are below 0x80.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Escape {
    /// ISO-2022-JP.
    Jp,
    /// ISO-2022-KR.
    Kr,
    /// ISO-2022-CN, as far as it is GB 2312.
    Cn,
    /// HZ-GB-2312.
    Hz,
}

/// One encoding.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Charset {
    Utf8,
    Utf16(Order),
    Utf32(Order),
    Double(Family),
    Escape(Escape),
    /// A single-byte encoding of the WHATWG standard.
    Single(&'static Encoding, &'static str),
    /// A single-byte encoding of our own tables.
    Page(&'static CodePage),
}

impl PartialEq for Charset {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Charset {
    /// The lower-case name that goes into the record.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Charset::Utf8 => "utf-8",
            Charset::Utf16(Order::Little) => "utf-16le",
            Charset::Utf16(Order::Big) => "utf-16be",
            Charset::Utf32(Order::Little) => "utf-32le",
            Charset::Utf32(Order::Big) => "utf-32be",
            Charset::Double(family) => family.name(),
            Charset::Escape(Escape::Jp) => "iso-2022-jp",
            Charset::Escape(Escape::Kr) => "iso-2022-kr",
            Charset::Escape(Escape::Cn) => "iso-2022-cn",
            Charset::Escape(Escape::Hz) => "hz-gb-2312",
            Charset::Single(_, name) => name,
            Charset::Page(page) => page.name,
        }
    }

    /// What a label stands for: those of the WHATWG standard first, then common names of the code pages that the
    /// standard leaves out. `None` for a label nobody knows.
    pub(crate) fn for_label(label: &str) -> Option<Charset> {
        let label = label.trim_matches(|c: char| c.is_ascii_whitespace() || c == '"' || c == '\'').to_ascii_lowercase();
        own_label(&label).or_else(|| Encoding::for_label_no_replacement(label.as_bytes()).map(from_whatwg)).or_else(
            || {
                let plain: String = label.chars().filter(char::is_ascii_alphanumeric).collect();
                let number = ["cp", "ibm", "dos", "oem", "windows"].iter().find_map(|p| plain.strip_prefix(p));
                number
                    .map(|n| n.trim_start_matches('0'))
                    .and_then(|n| tables::page(&format!("cp{n}")).map(Charset::Page).or_else(|| own_label(n)))
            },
        )
    }
}

fn own_label(label: &str) -> Option<Charset> {
    Some(match label {
        "utf-8-sig" | "utf_8" | "65001" => Charset::Utf8,
        "utf-16" | "utf-16le" | "utf-16-le" | "utf16le" | "ucs-2" | "unicode" | "1200" => Charset::Utf16(Order::Little),
        "utf-16be" | "utf-16-be" | "utf16be" | "1201" => Charset::Utf16(Order::Big),
        "utf-32" | "utf-32le" | "utf-32-le" | "utf32le" | "ucs-4" | "12000" => Charset::Utf32(Order::Little),
        "utf-32be" | "utf-32-be" | "utf32be" | "12001" => Charset::Utf32(Order::Big),
        "johab" | "1361" | "ms1361" => Charset::Double(Family::Johab),
        "936" | "cp936" | "gb-18030" | "euc-cn" => Charset::Double(Family::Gb18030),
        "950" | "cp950" | "951" | "big5hkscs" => Charset::Double(Family::Big5),
        "932" | "cp932" => Charset::Double(Family::ShiftJis),
        "949" | "cp949" | "uhc" => Charset::Double(Family::EucKr),
        "euc_jp" | "51932" => Charset::Double(Family::EucJp),
        "hz-gb-2312" | "hz" => Charset::Escape(Escape::Hz),
        "iso-2022-kr" | "iso2022_kr" | "csiso2022kr" => Charset::Escape(Escape::Kr),
        "iso-2022-cn" | "iso2022_cn" | "csiso2022cn" => Charset::Escape(Escape::Cn),
        "iso2022_jp" | "iso-2022-jp-1" | "iso-2022-jp-2" | "iso-2022-jp-3" | "iso-2022-jp-ext" => {
            Charset::Escape(Escape::Jp)
        }
        "mac-cyrillic" | "x-mac-ukrainian" => from_whatwg(encoding_rs::X_MAC_CYRILLIC),
        "mac-roman" | "macroman" => from_whatwg(encoding_rs::MACINTOSH),
        "mac-ce" | "x-mac-ce" | "maccentraleurope" | "x-mac-centraleurroman" => page("mac-latin2")?,
        "x-mac-greek" | "macgreek" => page("mac-greek")?,
        "x-mac-turkish" | "macturkish" => page("mac-turkish")?,
        "hp-roman8" | "koi8-t" | "kz-1048" | "ptcp154" => page(label)?,
        _ => return page(label),
    })
}

fn page(name: &str) -> Option<Charset> {
    // The standard reads these three labels as their Windows supersets, and so do we.
    let whatwg = ["iso-8859-1", "iso-8859-9", "iso-8859-11"].contains(&name);
    (!whatwg).then(|| tables::page(name).map(Charset::Page)).flatten()
}

/// The name of an encoding as [`Charset::name`] gives it, if that gives it to any.
pub(crate) fn known_name(name: &str) -> Option<&'static str> {
    let found = Charset::for_label(name).map(Charset::name).filter(|known| *known == name);
    // Labels of a few of our own pages mean others.
    found.or_else(|| tables::page(name).map(|page| page.name))
}

/// The charset of an `encoding_rs` encoding.
pub(crate) fn from_whatwg(encoding: &'static Encoding) -> Charset {
    static NAMES: LazyLock<Vec<(&'static Encoding, String)>> = LazyLock::new(|| {
        use encoding_rs::*;
        let all = [
            IBM866,
            ISO_8859_2,
            ISO_8859_3,
            ISO_8859_4,
            ISO_8859_5,
            ISO_8859_6,
            ISO_8859_7,
            ISO_8859_8,
            ISO_8859_8_I,
            ISO_8859_10,
            ISO_8859_13,
            ISO_8859_14,
            ISO_8859_15,
            ISO_8859_16,
            KOI8_R,
            KOI8_U,
            MACINTOSH,
            WINDOWS_874,
            WINDOWS_1250,
            WINDOWS_1251,
            WINDOWS_1252,
            WINDOWS_1253,
            WINDOWS_1254,
            WINDOWS_1255,
            WINDOWS_1256,
            WINDOWS_1257,
            WINDOWS_1258,
            X_MAC_CYRILLIC,
            X_USER_DEFINED,
        ];
        all.into_iter().map(|e| (e, e.name().to_ascii_lowercase())).collect()
    });
    if encoding == encoding_rs::UTF_8 {
        return Charset::Utf8;
    }
    if encoding == encoding_rs::UTF_16LE {
        return Charset::Utf16(Order::Little);
    }
    if encoding == encoding_rs::UTF_16BE {
        return Charset::Utf16(Order::Big);
    }
    if encoding == encoding_rs::ISO_2022_JP {
        return Charset::Escape(Escape::Jp);
    }
    if encoding == encoding_rs::GBK {
        return Charset::Double(Family::Gb18030);
    }
    if let Some(family) = Family::ALL.into_iter().find(|f| f.encoding() == Some(encoding)) {
        return Charset::Double(family);
    }
    NAMES
        .iter()
        .find(|(e, _)| *e == encoding)
        .map_or(Charset::Single(encoding_rs::WINDOWS_1252, "windows-1252"), |(e, n)| Charset::Single(e, n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_known() {
        let escapes = [Escape::Jp, Escape::Kr, Escape::Cn, Escape::Hz].map(Charset::Escape);
        let orders = [Order::Little, Order::Big];
        let mut all = vec![Charset::Utf8];
        all.extend(orders.into_iter().flat_map(|order| [Charset::Utf16(order), Charset::Utf32(order)]));
        all.extend(Family::ALL.into_iter().map(Charset::Double));
        all.extend(escapes);
        all.extend(
            ["ibm866", "iso-8859-8-i", "koi8-u", "macintosh", "x-mac-cyrillic"].map(|n| Charset::for_label(n).unwrap()),
        );
        all.extend(tables::pages().iter().map(Charset::Page));
        for name in all.into_iter().map(Charset::name) {
            assert_eq!(known_name(name), Some(name));
        }
    }
}
