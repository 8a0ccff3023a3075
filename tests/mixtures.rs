//! Texts mixed at random of what crawled text consists of: cleaned once, they are clean.

use serde_json::Value;

use crate::common::{Dice, pipe};

const CHINESE: &[&str] = &[
    "清晨的渡口停着三条船",
    "船夫说等雾散了就开",
    "谁也没有说话",
    "卖豆腐的老人把担子放下来",
    "今年六十岁了",
    "早餐不错",
    "增长2.8%",
    "共有1,000人",
    "时间10:30开始",
    "第３名",
    "他说",
    "三元运算符",
    "你好",
];
const TRADITIONAL: &[&str] =
    &["圖書館的經濟發展", "後來乾杯", "著名的軟體", "裡面沒有人", "於是", "乾縣", "業界都知道", "記憶體"];
const LATIN: &[&str] =
    &["the river", "old man", "seafood", "then", "in Beijing", "café", "cafe\u{301}", "C++", "v1.2", "x"];
const JAPANESE: &[&str] = &["かな", "これは", "橋の上で", "日本料理店", "ｶﾞﾗｽ", "東京駅", "か\u{3099}"];
const KOREAN: &[&str] = &["한국어", "시장", "말했다"];
const OTHERS: &[&str] = &["слово", "привет", "كلمة", "می\u{200c}خواهم", "नमस्ते", "é", "ß", "naïve"];
const MARKS: &[&str] = &[
    ",", ":", ";", "!", "?", "(", ")", "\"", "'", "[", "]", "{", "}", ".", "-", "~", "/", "|", "_", "*", "#", ">", "<",
    "=", "+", "@", "，", "：", "；", "！", "？", "（", "）", "“", "”", "‘", "’", "【", "】", "《", "》", "「", "」",
    "『", "』", "、", "。", "…", "·", "．", "％", "＋", "～", "—", "...", "::", "?!",
];
const SPACES: &[&str] = &[" ", " ", " ", "  ", "\u{3000}", "\u{a0}", "\t", "\u{2009}", "\u{202f}"];
const UNSEEN: &[&str] =
    &["\u{200b}", "\u{200c}", "\u{200d}", "\u{200e}", "\u{feff}", "\u{ad}", "\u{2060}", "\u{2028}", "\u{7}"];
const ENTITIES: &[&str] =
    &["&nbsp;", "&amp;", "&lt;b&gt;", "&amp;nbsp;", "&#8212;", "&quot;", "&hellip;", "&amp;amp;lt;", "&zwj;"];
const FORMS: &[&str] = &["⼀", "⼈", "⽔", "ﬁ", "豈", "ＡＢＣ", "１２", "１８．５％", "ｘ", "＆", "ﾊﾞ", "（１）"];
const READINGS: &[&str] = &["創(chuàng)", "業(yè)", "业(yè)", "产(chǎn)", "進(jìn)", "行(háng)", "業（yè）"];
const ADDRESSES: &[&str] = &[
    "http://a.example/x?a=1,2&b=中文",
    "https://b.example/wiki/%E4%BD%A0",
    "a@b.example",
    "C:\\文档\\报告.txt",
    "/usr/bin",
];
const EMOTICONS: &[&str] = &[":)", ":-(", "^_^;", ":D", "(^o^)", ":(", ";)", "T_T", "👩\u{200d}🚀", "❤\u{fe0f}"];
const CODE: &[&str] = &[
    "{\"姓名\":\"水生\"}",
    "print('你好,世界')",
    "f(x,\"中文\")",
    "(?:中|文)",
    "a=1;b=2",
    "键=值;",
    "x[0]",
    "`查,改`",
    "11:30,14:30",
    "(3)",
    "(1)甲(2)乙",
    "3:2",
    "报告(终稿).txt",
];
const RESIDUES: &[&str] =
    &["-->", "<!--", "**", "<b>", "</b>", "â€œ", "Ã©", "锟斤拷", "%E4%BD%A0", "\\u4e00", "=E4=BD=A0"];
const LABELS: &[&str] =
    &["作者：水生", "来源：渡口日报", "版权所有", "相关阅读", "图为", "（完）", "第一章", "一、", "1."];

const ALL: &[&[&str]] = &[
    CHINESE,
    TRADITIONAL,
    LATIN,
    JAPANESE,
    KOREAN,
    OTHERS,
    MARKS,
    SPACES,
    UNSEEN,
    ENTITIES,
    FORMS,
    ADDRESSES,
    EMOTICONS,
    CODE,
    LABELS,
];

/// A few lines of pieces: of Chinese or another language with marks, spaces and some kinds more, or of any kinds. What speaks
/// for damage is mixed with prose alone: it is judged by the whole document, and a part that is cut or lifted since speaks no
/// more.
fn mixture(dice: &mut Dice) -> String {
    let mut kinds: Vec<&[&str]> = match dice.roll(10) {
        0..4 => vec![CHINESE, MARKS, SPACES],
        4..6 => vec![TRADITIONAL, CHINESE, MARKS],
        6 => vec![LATIN, MARKS, SPACES],
        7 => vec![JAPANESE, MARKS],
        8 if dice.roll(2) == 0 => vec![TRADITIONAL, CHINESE, READINGS, FORMS, SPACES],
        8 => vec![CHINESE, LATIN, RESIDUES, MARKS],
        _ => Vec::new(),
    };
    if !kinds.iter().any(|kind| *kind == READINGS || *kind == RESIDUES) {
        kinds.extend((0..2 + dice.roll(3)).map(|_| ALL[dice.roll(ALL.len())]));
    }
    let lines: Vec<String> = (0..1 + dice.roll(4))
        .map(|_| {
            let pieces = [1, 3, 6, 12, 24][dice.roll(5)];
            let pick = |dice: &mut Dice| {
                let kind = kinds[dice.roll(kinds.len())];
                kind[dice.roll(kind.len())]
            };
            (0..pieces).map(|_| pick(dice)).collect()
        })
        .collect();
    lines.join(["\n", "\n\n"][dice.roll(2)])
}

/// Cleans texts as records of a stream, and what came of them again; fails for all that a second run changes.
fn assert_clean(texts: &[String], options: &[&str]) {
    // Whether a text is long enough does not matter here.
    let args: Vec<&str> = ["--no-config", "--passes", "default,-F", "-"].iter().chain(options).copied().collect();
    let lines: Vec<String> =
        texts.iter().map(|text| serde_json::json!({ "id": "1", "text": text }).to_string()).collect();
    let first = pipe(&args, lines.join("\n").as_bytes()).stdout;
    let second = pipe(&args, &first).stdout;
    let records = |bytes: &[u8]| -> Vec<Value> {
        let text = String::from_utf8(bytes.to_vec()).expect("UTF-8");
        let mut records: Vec<Value> = text.split('\n').filter_map(|line| serde_json::from_str(line).ok()).collect();
        records.iter_mut().for_each(|record| record["edits"] = Value::Null);
        records
    };
    let (first, second) = (records(&first), records(&second));
    assert_eq!((first.len(), second.len()), (texts.len(), texts.len()));
    let changed: Vec<String> = (texts.iter().zip(first.iter().zip(&second)))
        .filter(|(_, (once, twice))| once != twice)
        .map(|(text, (once, twice))| {
            let fields = once.as_object().into_iter().flatten().filter(|(key, value)| twice[*key] != **value);
            let fields: Vec<String> =
                fields.map(|(key, value)| format!("  {key}: {value} -> {}", twice[key])).collect();
            format!("{text:?}\n{}", fields.join("\n"))
        })
        .collect();
    assert!(changed.is_empty(), "{} of {}:\n{}", changed.len(), texts.len(), changed.join("\n"));
}

#[test]
fn mixtures_cleaned_again_are_the_same() {
    let mut dice = Dice(0x5eed);
    let texts: Vec<String> = (0..3000).map(|_| mixture(&mut dice)).collect();
    assert_clean(&texts, &[]);
}

/// OpenCC's conversions find more in their own results; the record says that there was one.
#[test]
fn converted_text_is_not_converted_again() {
    let mut dice = Dice(7);
    let mut texts: Vec<String> = (0..300).map(|_| mixture(&mut dice)).collect();
    texts.extend(
        ["三元运算符是一种写法，程序员都会用。", "乾縣的渡口停着三條船", "He said 三元运算符."].map(str::to_owned),
    );
    for script in ["hans", "hant", "tw", "hk", "s2twp", "tw2sp", "t2jp", "s2hkp"] {
        assert_clean(&texts, &["--script", script]);
    }
}

/// What unification swallows, folds or widens must not be news to a second run.
#[test]
fn what_second_runs_once_changed() {
    let texts = [
        "今天吃了 seafood (很贵) , then 回家睡觉了。",
        "他读完了《渡口 》,然后走了很远的路。",
        "他坐着等了很久，然后说起《渡口 》.",
        "共有１２\u{200d}人在渡口等着船\u{200d}&nbsp;2只猫",
        "A line of text that ends in arrows --> -->-->\u{200e}",
        "業（yè）界都知道，⼀業（yè）\u{a0}業(yè)到底。",
        "船【&nbsp;?",
        "b! ,中文 ( 真的 ) , b",
        "⽔\u{85}条",
        "****\n口**》\u{200b}**",
        "春天<div>\n<!--\n####\n<b>来了</b> -->\n</div>",
    ];
    assert_clean(&texts.map(str::to_owned), &[]);
}
