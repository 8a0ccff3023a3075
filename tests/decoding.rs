//! Decoding: which encoding, what declarations count for, and what one bad byte costs.

use corpusclean::{DecodeHints, How, decode, is_binary};
use encoding_rs::Encoding;

const HANS: &[&str] = &[
    "清晨的菜市场里，卖豆腐的大娘已经支好了摊子。",
    "图书馆三楼的阅览室靠窗，下午总能晒到太阳。",
    "他把旧自行车擦得很亮，准备周末骑到郊外去看油菜花。",
    "会议原定九点开始，可是投影仪坏了，大家只好先喝茶聊天。",
    "这条河在雨季常常漫过石桥，所以村里人修了一条更高的路。",
    "老师说：“写作文不要怕短，要怕没有话说。”",
    "研究人员在高原上设立了二十四个观测点，记录土壤的温度和湿度。",
    "妹妹第一次坐火车，一路上都趴在窗口数电线杆。",
    "公司决定从下个月起调整上班时间，方便住得远的同事。",
    "如果明天不下雨，我们就去山上的寺庙看看那棵千年银杏。",
    "新出版的词典收录了六万多个词条，比上一版多了八千。",
    "厨房里飘来葱油饼的香味，孩子们放下作业跑了过去。",
];
const HANT: &[&str] = &[
    "清晨的菜市場裡，賣豆腐的大娘已經支好了攤子。",
    "圖書館三樓的閱覽室靠窗，下午總能曬到太陽。",
    "他把舊腳踏車擦得很亮，準備週末騎到郊外去看油菜花。",
    "會議原定九點開始，可是投影機壞了，大家只好先喝茶聊天。",
    "這條河在雨季常常漫過石橋，所以村裡人修了一條更高的路。",
    "老師說：「寫作文不要怕短，要怕沒有話說。」",
    "研究人員在高原上設立了二十四個觀測點，記錄土壤的溫度和濕度。",
    "妹妹第一次坐火車，一路上都趴在窗口數電線桿。",
    "公司決定從下個月起調整上班時間，方便住得遠的同事。",
    "如果明天不下雨，我們就去山上的寺廟看看那棵千年銀杏。",
    "新出版的詞典收錄了六萬多個詞條，比上一版多了八千。",
    "廚房裡飄來蔥油餅的香味，孩子們放下作業跑了過去。",
];
const JA: &[&str] = &[
    "朝の市場では、豆腐屋のおばさんがもう店を開いていた。",
    "図書館の三階にある閲覧室は窓が大きく、午後はよく日が当たる。",
    "彼は古い自転車をきれいに磨いて、週末に菜の花を見に行くつもりだ。",
    "会議は九時に始まる予定だったが、プロジェクターが壊れてしまった。",
    "この川は雨の季節になると石の橋を越えることがある。",
    "先生は「作文は短くてもかまわない」と言った。",
    "研究者たちは高原に二十四の観測点を置き、土の温度と湿度を記録した。",
    "妹は初めて電車に乗り、ずっと窓から電柱を数えていた。",
    "会社は来月から勤務時間を変えることに決めました。",
    "明日雨が降らなければ、山の上のお寺まで大きな銀杏の木を見に行こう。",
    "新しい辞書には六万以上の言葉が載っている。",
    "台所からいい匂いがして、子どもたちは宿題を置いて走っていった。",
];
const KO: &[&str] = &[
    "아침 시장에서는 두부를 파는 아주머니가 벌써 가게를 열었다.",
    "도서관 삼 층 열람실은 창문이 커서 오후에 햇빛이 잘 든다.",
    "그는 낡은 자전거를 깨끗이 닦고 주말에 유채꽃을 보러 갈 생각이다.",
    "회의는 아홉 시에 시작할 예정이었지만 영사기가 고장 났다.",
    "이 강은 장마철이 되면 돌다리를 넘을 때가 많다.",
    "선생님은 글이 짧아도 괜찮다고 말씀하셨다.",
    "연구자들은 고원에 스물네 개의 관측소를 두고 흙의 온도와 습도를 기록했다.",
    "동생은 처음으로 기차를 타고 내내 창밖의 전봇대를 세었다.",
    "회사는 다음 달부터 근무 시간을 바꾸기로 결정했다.",
    "내일 비가 오지 않으면 산 위의 절에 큰 은행나무를 보러 가자.",
    "새로 나온 사전에는 육만 개가 넘는 낱말이 실려 있다.",
    "부엌에서 맛있는 냄새가 나자 아이들은 숙제를 두고 달려갔다.",
];

/// A generator of its own, so that the same damage is done on every machine (xorshift64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % n
    }
}

fn encode(label: &str, text: &str) -> Vec<u8> {
    match label {
        "utf-8" => text.as_bytes().to_vec(),
        "utf-16le" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "utf-16be" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        _ => {
            let encoding = Encoding::for_label(label.as_bytes()).unwrap_or(encoding_rs::UTF_8);
            let (bytes, _, unmappable) = encoding.encode(text);
            assert!(!unmappable, "{label} cannot write {text}");
            bytes.into_owned()
        }
    }
}

fn detected(bytes: &[u8]) -> corpusclean::Decoded {
    decode(bytes, &DecodeHints::default())
}

/// Characters that are lost although they stand more than two away from the damage.
fn lost(before: &str, after: &str) -> usize {
    let (x, y): (Vec<char>, Vec<char>) = (before.chars().collect(), after.chars().collect());
    let head = x.iter().zip(&y).take_while(|(a, b)| a == b).count();
    let tail = x.iter().rev().zip(y.iter().rev()).take_while(|(a, b)| a == b).count();
    x.len().saturating_sub(head + tail).saturating_sub(5)
}

/// One byte inserted, deleted or changed: at least 99.9 % of the characters away from it survive, and the encoding is
/// still found.
#[test]
fn one_bad_byte_costs_only_what_it_touches() {
    let kinds: &[(&str, &[&str])] = &[
        ("gbk", HANS),
        ("gb18030", HANT),
        ("big5", HANT),
        ("shift_jis", JA),
        ("euc-jp", JA),
        ("euc-kr", KO),
        ("utf-8", HANS),
        ("utf-16le", HANS),
        ("utf-16be", KO),
    ];
    let mut chance = Chance(0x2545_F491_4F6C_DD1D);
    for (label, sentences) in kinds {
        let (mut all, mut gone, mut trials) = (0, 0, 0);
        for _ in 0..40 {
            let mut text = String::new();
            for _ in 0..6 + chance.below(30) {
                text.push_str(sentences[chance.below(sentences.len())]);
                text.push_str(if chance.below(4) == 0 { "\n" } else { "" });
            }
            let clean = encode(label, &text);
            let whole = detected(&clean);
            assert_eq!((whole.text.as_str(), whole.replaced), (text.as_str(), 0), "{label}");
            for _ in 0..3 {
                let (at, byte, mut bytes) = (chance.below(clean.len()), chance.below(256) as u8, clean.clone());
                match chance.below(3) {
                    0 => bytes.insert(at, byte),
                    1 => drop(bytes.remove(at)),
                    _ => bytes[at] = byte,
                }
                let read = detected(&bytes);
                assert_eq!(read.encoding, whole.encoding, "{label}: byte {at}");
                all += text.chars().count();
                gone += lost(&text, &read.text);
                trials += 1;
            }
        }
        assert!(gone * 1000 <= all, "{label}: {gone} of {all} characters lost in {trials} trials");
    }
}

#[test]
fn short_sentences_are_enough() {
    let kinds: &[(&str, &[&str])] = &[
        ("gb18030", HANS),
        ("gb18030", HANT),
        ("big5", HANT),
        ("shift_jis", JA),
        ("euc-jp", JA),
        ("euc-kr", KO),
        ("utf-16le", HANS),
        ("utf-16le", JA),
        ("iso-2022-jp", JA),
    ];
    for (label, sentences) in kinds {
        for sentence in *sentences {
            let read = detected(&encode(label, sentence));
            assert_eq!((read.encoding, read.text.as_str()), (*label, *sentence));
            assert_eq!(read.how, How::Detected);
        }
    }
}

#[test]
fn alphabets_are_told_apart() {
    let cases = [
        ("windows-1251", "Рано утром на рынке уже открылись первые лавки, и запахло свежим хлебом."),
        ("koi8-r", "Рано утром на рынке уже открылись первые лавки, и запахло свежим хлебом."),
        ("ibm866", "Рано утром на рынке уже открылись первые лавки, и запахло свежим хлебом."),
        ("x-mac-cyrillic", "Рано утром на рынке уже открылись первые лавки, и запахло свежим хлебом."),
        ("windows-1252", "Früh am Morgen öffnen die Händler ihre Stände, und überall riecht es nach frischem Käse."),
        (
            "windows-1250",
            "Wczesnym rankiem na targu sprzedawcy otwierają już swoje stragany; pachnie świeżym chlebem, żurem i miętą.",
        ),
        (
            "iso-8859-2",
            "Časně ráno na trhu už prodavači otevírají své stánky a všude voní čerstvý chléb, křen a žitná mouka.",
        ),
        ("iso-8859-7", "Νωρίς το πρωί στην αγορά οι έμποροι ανοίγουν τους πάγκους τους."),
        (
            "windows-1254",
            "Sabah erkenden pazarda satıcılar tezgâhlarını açıyor, her yer taze ekmek ve ıhlamur kokuyor, ağır ağır gün doğuyor.",
        ),
        ("windows-1255", "מוקדם בבוקר בשוק כבר פותחים הסוחרים את הדוכנים ומריחים לחם טרי."),
        ("windows-1256", "في الصباح الباكر يفتح الباعة دكاكينهم في السوق وتفوح رائحة الخبز."),
        ("windows-874", "เช้าตรู่ที่ตลาด พ่อค้าแม่ค้าเปิดร้านแล้ว และมีกลิ่นขนมปังสดใหม่"),
    ];
    for (label, text) in cases {
        let read = detected(&encode(label, text));
        assert_eq!(read.text, text, "{label} was read as {}", read.encoding);
    }
}

#[test]
fn one_sign_in_a_text_of_ascii_is_western() {
    let texts = [
        "Plum bread\n\n½ cup of sugar\n1 ½ cups of milk\n\nLeave it in the oven for an hour.",
        "Nobody moors a boat contrary to § 4 of this order, or to § 7 of the older one.",
        "The mill was let for £4 in 1931 and for £40 in 1971.",
        "The yard measures 14 × 6 metres, give or take ± 2.",
        "Set the oven to 160°, and at 180° look after it.",
        "A bun is €2 on weekdays and €3 on Sundays.",
        "Printed at the mill. © Ann Lee 2004.",
        "He took 50 µg of it in the morning and 25 µg at night, and slept.",
        "They had supper à la carte, and breakfast à la mode.",
        "The café at the bridge is closed on Mondays.",
        "Der Hof ist 30 Jahre alt. Nach § 4 der Ordnung darf hier niemand angeln.",
    ];
    for text in texts {
        let read = detected(&encode("windows-1252", text));
        assert_eq!(read.text, text, "read as {}", read.encoding);
    }
    // Words of another script are words.
    let mixed = "Nobody knew what the word мельница meant, and they asked the boy who had written it.";
    assert_eq!(detected(&encode("windows-1251", mixed)).text, mixed);
}

#[test]
fn a_declaration_counts_until_the_bytes_contradict_it() {
    let html = |label: &str, encoding: &str, text: &str| {
        let page = format!("<html><head><meta charset=\"{label}\"></head><body>{text}</body></html>");
        let hints = DecodeHints { markup: true, ..DecodeHints::default() };
        decode(&encode(encoding, &page), &hints)
    };
    let honest = html("gb2312", "gbk", HANS[0]);
    assert_eq!((honest.encoding, honest.how, honest.overruled), ("gb18030", How::Declared, false));
    assert_eq!(honest.declared.as_deref(), Some("gb2312"));
    let wrong = html("iso-8859-1", "gbk", HANS[2]);
    assert_eq!((wrong.encoding, wrong.how, wrong.overruled), ("gb18030", How::Detected, true));
    let unicode = html("gb2312", "utf-8", HANS[2]);
    assert_eq!((unicode.encoding, unicode.how, unicode.overruled), ("utf-8", How::Valid, true));
    let forced = DecodeHints { label: Some("windows-1252"), forced: true, ..DecodeHints::default() };
    assert_eq!(decode(&encode("gbk", HANS[0]), &forced).how, How::Forced);
    let marked = decode(b"\xFF\xFEA\0B\0", &DecodeHints::default());
    assert_eq!((marked.text.as_str(), marked.encoding, marked.how), ("AB", "utf-16le", How::Bom));
}

#[test]
fn seven_bit_switches() {
    let hz = detected(b"News: ~{;/NDVPND~} and more, ~{WVSZSCGk~}.\nEnd");
    assert_eq!(hz.encoding, "hz-gb-2312", "{}", hz.text);
    assert!(hz.text.contains("中文"), "{}", hz.text);
    // GB 2312 between SO and SI; with a plane of CNS 11643 announced it cannot be read.
    let seven = |text: &str| encode("gbk", text).into_iter().map(|b| b & 0x7F).collect::<Vec<u8>>();
    let cn = [
        b"News: \x1B$)A\x0E",
        &seven("今天下雨，")[..],
        b"\x0F and more\n\x1B$)A\x0E",
        &seven("明天放晴")[..],
        b"\x0F.\n",
    ]
    .concat();
    let read = detected(&cn);
    assert_eq!((read.encoding, read.replaced), ("iso-2022-cn", 0), "{}", read.text);
    assert_eq!(read.text, "News: 今天下雨， and more\n明天放晴.\n");
    let cns = [&cn[..], b"\x1B$)G\x0Edd\x0F"].concat();
    assert_eq!(detected(&cns).encoding, "utf-8");
    // A tilde and a brace in a program are none.
    assert_eq!(detected(b"fn f() -> ~{ int x; ~}").encoding, "utf-8");
}

#[test]
fn binaries_are_no_text() {
    assert_eq!(is_binary(b"%PDF-1.7\n..."), Some("pdf"));
    assert_eq!(is_binary(&(0..4000u32).map(|n| (n * 7 % 251) as u8).collect::<Vec<_>>()), Some("control bytes"));
    for (label, text) in [("utf-16le", HANS[0]), ("utf-16be", "plain English"), ("gbk", HANS[1]), ("utf-8", KO[0])] {
        assert_eq!(is_binary(&encode(label, text)), None, "{label}");
    }
}

/// Whatever the bytes, decoding ends and the marks are where it says.
#[test]
fn any_bytes_decode() {
    let mut chance = Chance(88_172_645_463_325_252);
    for size in [0, 1, 2, 3, 4, 7, 64, 1025, 5000] {
        for spread in [256, 128, 40] {
            let bytes: Vec<u8> = (0..size).map(|_| (chance.below(spread) + 256 - spread) as u8).collect();
            for label in [None, Some("gb18030"), Some("utf-16be"), Some("utf-32le"), Some("johab"), Some("cp437")] {
                let read = decode(&bytes, &DecodeHints { label, forced: label.is_some(), ..DecodeHints::default() });
                for mark in &read.damage {
                    assert!(read.text[*mark..].starts_with('\u{FFFD}'), "{label:?}");
                }
            }
        }
    }
}
