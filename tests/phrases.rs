//! The table of phrases: every phrase occurs in a line as sites print it, and that line does what its class says.

use std::collections::BTreeMap;

use corpusclean::{Body, Document, Kind, Pipeline, Raw};

use crate::harness;
use crate::words::words;

const TABLE: &str = include_str!("../src/data/phrases/phrases.tsv");

/// Class -> phrases.
fn table() -> BTreeMap<&'static str, Vec<&'static str>> {
    let mut table: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in TABLE.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let [class, language, phrase] = cells[..] else { panic!("three cells: {line:?}") };
        assert!(!language.is_empty() && !phrase.is_empty() && phrase == phrase.trim(), "{line:?}");
        table.entry(class).or_default().push(phrase);
    }
    table
}

/// The folding that phrases are matched under, but for the Han script: fixtures are in simplified script.
fn folded(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        other => other,
    };
    text.chars().map(narrow).flat_map(|c| c.to_lowercase().next()).collect()
}

#[test]
fn phrases_are_folded_and_stand_once_in_a_class() {
    for (class, phrases) in table() {
        let mut sorted = phrases.clone();
        sorted.sort_unstable();
        for pair in sorted.windows(2) {
            // A word that two languages share stands in both, for whoever looks for one of them.
            let shared = TABLE.lines().filter(|l| l.ends_with(&format!("\t{}", pair[0]))).count() > 1;
            assert!(pair[0] != pair[1] || shared, "{class}: {} twice", pair[0]);
        }
        for phrase in phrases {
            assert_eq!(folded(phrase), phrase, "{class}: a phrase that is not folded never matches");
        }
    }
}

#[test]
fn every_phrase_is_in_a_line() {
    let mut missing = Vec::new();
    for (class, phrases) in table() {
        let text = folded(&harness::lines(&format!("phrases/{class}.txt")).join("\n"));
        missing.extend(phrases.iter().filter(|p| !text.contains(**p)).map(|p| format!("{class}: {p}")));
    }
    assert!(missing.is_empty(), "phrases in no line of fixtures/phrases: {missing:#?}");
}

pub const TITLE: &str = "石桥村的水车修好了";

pub const BODY: [&str; 3] = [
    "村口的老水车停了整整三年，今年入夏之前，几位老木匠带着徒弟把它一块板一块板地拆下来，换了轴，又重新装了上去。",
    "第一天放水的时候，半个村子的人都站在堤上看，孩子们数着水斗，数到十二就乱了，老人们只是笑，谁也不去纠正他们。",
    "水车转起来以后，下游的三十亩秧田又有了水，磨坊的女主人说，她打算等秋收过后把石磨也修一修，让大家吃上新面。",
];

/// The passes that cut: what `restore-lines` makes of it is shown elsewhere.
pub fn cutting() -> Pipeline {
    harness::pipeline(
        corpusclean::passes().filter(|(_, spec)| spec.default && spec.name != "restore-lines").map(|(id, _)| id),
    )
}

/// The document with `before` above the title, `under` below it and `after` below the body.
pub fn document(pipeline: &Pipeline, before: &[&str], under: &[&str], after: &[&str]) -> Document {
    let lines = [before, &[TITLE], under, &BODY, after].concat();
    let raw = Raw { body: Body::Text(lines.join("\n\n")), format: Some("text"), ..Raw::default() };
    let doc = harness::document(pipeline.process(raw).expect("a text"));
    let text = doc.text();
    // Below a line that is taken for the title ours is a line of the text.
    let text = text.strip_prefix(TITLE).filter(|_| !before.is_empty()).map_or(text.as_str(), str::trim_start);
    assert!(text.starts_with(BODY[0]), "the body is not whole: {text}");
    for paragraph in BODY {
        assert!(text.contains(paragraph), "the body is not whole: {text}");
    }
    doc
}

/// Runs `gone` on each line of a class and fails with all lines on which it is false.
fn every_line(class: &str, gone: impl Fn(&Pipeline, &str) -> bool) {
    let pipeline = cutting();
    let lines = harness::lines(&format!("phrases/{class}.txt"));
    assert!(!lines.is_empty());
    let left: Vec<&String> = lines.iter().filter(|line| !gone(&pipeline, line)).collect();
    assert!(left.is_empty(), "{class}: {} of {} lines stay in the text: {left:#?}", left.len(), lines.len());
}

/// Whether nothing but the body is left.
pub fn only_body(doc: &Document) -> bool {
    doc.text() == BODY.join("\n") && !doc.blocks().any(|b| b.kind().is_heading())
}

#[test]
fn navigation_goes() {
    every_line("nav", |p, line| {
        only_body(&document(p, &[line], &[], &[])) && only_body(&document(p, &[], &[], &[line]))
    });
}

#[test]
fn share_bars_go() {
    every_line("share", |p, line| {
        only_body(&document(p, &[], &[line], &[])) && only_body(&document(p, &[], &[], &[line]))
    });
}

#[test]
fn related_lists_go() {
    let list = ["河边的新码头通航了", "磨坊里的四代人", "今年的梅子熟得早"];
    every_line("related", |p, line| only_body(&document(p, &[], &[], &[&[line], &list[..]].concat())));
}

#[test]
fn notices_go() {
    every_line("legal", |p, line| only_body(&document(p, &[], &[], &[line])));
}

#[test]
fn words_of_notices_go_together() {
    every_line("term", |p, line| only_body(&document(p, &[], &[], &[line])));
}

#[test]
fn what_pages_say_of_themselves_goes() {
    every_line("page", |p, line| {
        only_body(&document(p, &[], &[line], &[])) && only_body(&document(p, &[], &[], &[line]))
    });
}

#[test]
fn titles_are_read() {
    let pipeline = cutting();
    for line in harness::lines("phrases/title.txt") {
        let raw = Raw {
            body: Body::Text([&[line.as_str()], &BODY[..]].concat().join("\n\n")),
            format: Some("text"),
            ..Raw::default()
        };
        let doc = harness::document(pipeline.process(raw).expect("a text"));
        let title = doc.meta().get(corpusclean::MetaKey::Title).unwrap_or_default().to_owned();
        assert!(only_body(&doc) && line.ends_with(&title) && title.len() < line.len(), "{line}: {title}");
    }
}

#[test]
fn prompts_go() {
    for class in ["urge", "channel"] {
        every_line(class, |p, line| only_body(&document(p, &[], &[], &[line])));
    }
}

#[test]
fn mastheads_go() {
    every_line("masthead", |p, line| only_body(&document(p, &[line], &[], &[])));
}

#[test]
fn captions_are_labelled() {
    every_line("caption", |p, line| {
        let doc = document(p, &[], &[], &[line]);
        doc.text() == BODY.join("\n") && doc.blocks().any(|b| b.kind() == Kind::Caption)
    });
}

#[test]
fn keys_become_metadata() {
    for class in ["author", "editor", "publisher", "date", "tag", "category", "url"] {
        every_line(class, |p, line| {
            let doc = document(p, &[], &[line], &[]);
            // Who checked a text is no editor of it.
            let checked = class == "editor" && words("checker").iter().any(|word| line.starts_with(word));
            only_body(&doc) && (checked || doc.meta().entries().iter().any(|e| e.key.as_str() == class))
        });
    }
    every_line("drop", |p, line| only_body(&document(p, &[], &[line], &[])));
}

#[test]
fn roles_lead_to_authors() {
    every_line("role", |p, line| {
        let doc = document(p, &[], &[line], &[]);
        only_body(&doc) && doc.meta().entries().iter().any(|e| matches!(e.key.as_str(), "author" | "editor"))
    });
}

#[test]
fn buttons_go() {
    every_line("button", |p, line| only_body(&document(p, &[], &[], &[line])));
}

#[test]
fn contacts_go_with_notices() {
    every_line("contact", |p, line| {
        only_body(&document(p, &[], &[], &["版权所有：石桥新闻网 未经授权禁止转载", line]))
    });
    let doc = document(&cutting(), &[], &[], &["联系电话：0000-12345678"]);
    assert!(doc.text().ends_with("0000-12345678"), "without a notice they are part of the text");
}

#[test]
fn words_do_their_work() {
    let pipeline = cutting();
    let has = |doc: &Document, key: &str, value: &str| {
        doc.meta().entries().iter().any(|e| e.key.as_str() == key && e.value == value)
    };
    let capitalized = |word: &str| {
        let (first, rest) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
        format!("{}{rest}", first.to_uppercase())
    };
    for word in words("outlet") {
        let doc = document(&pipeline, &[], &[&format!("石桥{word} 2021-05-08 09:30")], &[]);
        assert!(only_body(&doc) && has(&doc, "publisher", &format!("石桥{word}")), "{word}");
    }
    for word in words("place") {
        let doc = document(&pipeline, &[], &[&format!("石桥晚报记者 陈小河 李敏 {word}报道")], &[]);
        assert!(only_body(&doc) && has(&doc, "author", "李敏") && !has(&doc, "author", word), "{word}");
    }
    for word in words("feast") {
        let doc = document(&pipeline, &[], &[&format!("2021-04-04 {word} 星期日")], &[]);
        let named = has(&doc, "author", word) || has(&doc, "publisher", word) || has(&doc, "author", "星期日");
        assert!(only_body(&doc) && has(&doc, "date", "2021-04-04") && !named, "{word}");
    }
    // A page saved without its markup, with lines below its title.
    let page = include_str!("../fixtures/documents/en-page-with-run-on-byline.txt");
    let saved = |line: &str| {
        let text = page.replace("By Ann MillerPublished: Apr 18, 2023 • 3 minute read", line);
        assert_ne!(text, page);
        let raw = Raw { body: Body::Text(text), format: Some("text"), ..Raw::default() };
        harness::document(pipeline.process(raw).expect("a text"))
    };
    for word in words("changed") {
        let doc = saved(&format!(
            "About ferries ({word} 2023-05-02) in Riverton\nAbout ferries (Published 2023-04-18) in Riverton"
        ));
        assert!(has(&doc, "date", "2023-04-18"), "{word}");
    }
    for word in words("run-on") {
        assert!(has(&saved(&format!("By Ann Lee{word}: 2023-04-18 • 3 minute read")), "author", "Ann Lee"), "{word}");
    }
    for word in words("advert") {
        // Bare, a word of two letters may be anything.
        let lines = [format!("[{word}]"), word.to_owned()];
        for line in lines.iter().filter(|line| line.len() > 2) {
            let text = BODY.join(&format!("\n\n{line}\n\n"));
            let raw = Raw { body: Body::Text(text), format: Some("text"), ..Raw::default() };
            assert!(only_body(&harness::document(pipeline.process(raw).expect("a text"))), "{line}");
        }
    }
    for word in words("picture") {
        let text = BODY.join(&format!("\n\n![{word}](lamp.png)\n\n"));
        let raw = Raw { body: Body::Text(text), format: Some("markdown"), ..Raw::default() };
        assert!(only_body(&harness::document(pipeline.process(raw).expect("a text"))), "{word}");
    }
    for word in words("post") {
        let doc =
            document(&pipeline, &["转了三百年的水车"], &[&format!("石桥{word}　陈小河"), "（2018年6月26日）"], &[]);
        assert!(has(&doc, "author", "陈小河"), "{word}");
    }
    for word in words("city") {
        let doc = document(&pipeline, &[], &[&format!("* {word} - محمد علي:")], &[]);
        assert!(only_body(&doc) && has(&doc, "author", "محمد علي"), "{word}");
    }
    for word in words("act") {
        let title = format!("关于修复河堤的{word}");
        let text = [&["石桥县人民政府文件", "石政发〔2021〕8号", &title], &BODY[..]].concat().join("\n\n");
        let raw = Raw { body: Body::Text(text), format: Some("text"), ..Raw::default() };
        assert!(has(&harness::document(pipeline.process(raw).expect("a text")), "title", &title), "{word}");
    }
    for word in words("replies") {
        let doc = document(&pipeline, &[], &[], &[&format!("3 {word} “{TITLE}”"), "Ann Lee", "I liked it very much."]);
        assert!(only_body(&doc), "{word}");
    }
    for word in words("checker") {
        let doc = document(&pipeline, &[], &[], &[&format!("责任编辑：李敏　{word}：周晓")]);
        assert!(only_body(&doc) && has(&doc, "editor", "李敏") && !has(&doc, "editor", "周晓"), "{word}");
    }
    for word in words("member") {
        let known = if word == "积分" { "主题" } else { "积分" };
        let lines = ["河边的石头", &format!("{known} 23　{word} 411"), "发表于 2018-06-26 12:00"];
        let doc = document(&pipeline, &["转了三百年的水车"], &lines, &[]);
        assert!(has(&doc, "author", "河边的石头"), "{word}");
    }
    for word in words("trade") {
        assert!(only_body(&document(&pipeline, &[&format!("石桥{word}平台")], &[], &[])), "{word}");
    }
    for word in words("cited") {
        let doc = document(&pipeline, &[], &[], &[&format!("（{word}《河口诗刊》2018年第4期）")]);
        assert!(only_body(&doc) && has(&doc, "publisher", "河口诗刊"), "{word}");
    }
    for word in words("office") {
        let doc = document(&pipeline, &[], &[&format!("发布者：石桥{word}　浏览次数：12")], &[]);
        assert!(only_body(&doc) && has(&doc, "publisher", &format!("石桥{word}")), "{word}");
    }
    for word in words("comments") {
        assert!(only_body(&document(&pipeline, &[], &[], &[&format!("{word} (12)")])), "{word}");
    }
    for word in words("credit") {
        let doc = document(&pipeline, &[], &[], &[&format!("水车转起来的那天（石桥{word}）")]);
        assert_eq!(doc.blocks().filter(|b| b.kind() == Kind::Caption).count(), 1, "{word}");
    }
    for word in words("scene") {
        let lines = [TITLE, "文/图：陈小河", BODY[0], &format!("水车节{word}"), BODY[1], BODY[2]].join("\n\n");
        let raw = Raw { body: Body::Text(lines), format: Some("text"), ..Raw::default() };
        let doc = harness::document(pipeline.process(raw).expect("a text"));
        assert_eq!(doc.blocks().filter(|b| b.kind() == Kind::Caption).count(), 1, "{word}");
    }
    for word in words("edit") {
        // In other scripts the word stands in brackets.
        let han = word.starts_with(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c));
        let heading = |name: &str| if han { format!("{name}　{word}") } else { format!("{name}[{word}]") };
        let lines = [TITLE, BODY[0], &heading("水车"), BODY[1], &heading("磨坊"), BODY[2]].join("\n\n");
        let raw = Raw { body: Body::Text(lines), format: Some("text"), ..Raw::default() };
        let doc = harness::document(pipeline.process(raw).expect("a text"));
        assert!(doc.blocks().any(|b| b.kind().is_heading() && b.text() == "磨坊"), "{word}");
    }
    for word in words("event") {
        let lines = [&[TITLE, "日期：2023年11月3日", &format!("{word}：石桥图书馆")], &BODY[..]].concat().join("\n\n");
        let raw = Raw { body: Body::Text(lines), format: Some("text"), ..Raw::default() };
        let doc = harness::document(pipeline.process(raw).expect("a text"));
        assert!(!doc.meta().entries().iter().any(|e| e.key.as_str() == "date"), "{word}");
    }
    for word in words("column") {
        assert!(only_body(&document(&pipeline, &[&format!("{word}·海岸线")], &[], &[])), "{word}");
    }
    for word in words("preface") {
        let word = &capitalized(word);
        let lines = [&[TITLE, "2021-05-08 09:30", word], &BODY[..]].concat().join("\n\n");
        let raw = Raw { body: Body::Text(lines), format: Some("text"), ..Raw::default() };
        let doc = harness::document(pipeline.process(raw).expect("a text"));
        assert!(doc.blocks().any(|b| b.kind().is_heading() && b.text() == *word), "{word}");
        assert_eq!(doc.text(), BODY.join("\n"), "{word}");
    }
    for word in words("contents") {
        let lines = [word, "1 水车", "2 磨坊", BODY[0], "水车", BODY[1], "磨坊", BODY[2]].join("\n\n");
        let raw = Raw { body: Body::Text(format!("{TITLE}\n\n{lines}")), format: Some("text"), ..Raw::default() };
        let doc = harness::document(pipeline.process(raw).expect("a text"));
        assert_eq!(doc.blocks().filter(|b| b.kind().is_heading()).count(), 2, "{word}");
        assert_eq!(doc.text(), BODY.join("\n"), "{word}");
    }
    for word in words("particle") {
        let doc = document(&pipeline, &[], &[&format!("By Anna {word} Berg")], &[]);
        assert!(only_body(&doc) && has(&doc, "author", &format!("Anna {word} Berg")), "{word}");
    }
    for word in words("and") {
        let doc = document(&pipeline, &[], &[&format!("By Anna Berg {word} Tom Hart")], &[]);
        assert!(only_body(&doc) && has(&doc, "author", "Tom Hart"), "{word}");
    }
    for word in words("preposition") {
        assert!(has(&document(&pipeline, &[], &[&format!("{word} Anna Berg")], &[]), "author", "Anna Berg"), "{word}");
    }
    for word in words("release") {
        let doc = document(&pipeline, &[], &[&format!("{} 12.05.2019", capitalized(word))], &[]);
        assert!(only_body(&doc) && has(&doc, "date", "2019-05-12"), "{word}");
    }
    for word in words("press-contact") {
        let lines = ["Anna Berg", "555 0100 12", "berg@example.com"];
        let doc = document(&pipeline, &[], &[], &[&[&*format!("{word}:")], &lines[..]].concat());
        assert!(only_body(&doc), "{word}");
    }
    for word in words("said") {
        let lines = ["3 comments:", &format!("Ann Lee {word}..."), "The wheel."];
        assert!(only_body(&document(&pipeline, &[], &[], &lines)), "{word}");
    }
    for word in words("comment-list") {
        assert!(only_body(&document(&pipeline, &[], &[], &["分享到：微信", word, "李敏 水车"])), "{word}");
    }
    for word in words("staged") {
        let lines =
            ["La Barca", "", &format!("{}: Ida Fry", capitalized(word)), "编剧：陈小河", "编辑：李敏"].join("\n");
        let raw = Raw { body: Body::Text(lines), format: Some("text"), ..Raw::default() };
        let doc = harness::document(pipeline.process(raw).expect("a text"));
        assert!(!has(&doc, "editor", "李敏") && doc.text().ends_with("李敏"), "{word}");
    }
    let mail = |keys: [&str; 4]| {
        let values = ["陈小河", "李敏", "周五的会", "2021-05-08 09:30"];
        let lines: Vec<String> = keys.iter().zip(values).map(|(key, value)| format!("{key}: {value}")).collect();
        document(&pipeline, &[], &lines.iter().map(String::as_str).collect::<Vec<_>>(), &[])
    };
    for (at, list) in ["mail-from", "mail-to", "mail-subject", "mail-date"].iter().enumerate() {
        for word in words(list) {
            let mut keys = ["From", "To", "Subject", "Date"];
            let key = capitalized(word);
            keys[at] = &key;
            let doc = mail(keys);
            assert!(
                only_body(&doc) && has(&doc, "author", "陈小河") && has(&doc, "date", "2021-05-08T09:30:00"),
                "{word}"
            );
        }
    }
    // Whom a letter is to is no title of it.
    let letter = |above: &str, word: &str| {
        let text = format!("{above}\n\n{word},\n\n{}", BODY.join("\n\n"));
        let raw = Raw { body: Body::Text(text), format: Some("text"), ..Raw::default() };
        !harness::document(pipeline.process(raw).expect("a text"))
            .meta()
            .entries()
            .iter()
            .any(|e| e.key.as_str() == "title")
    };
    for word in words("salutation") {
        assert!(letter("Ida Fry\nMill Lane 12", &capitalized(word)), "{word}");
    }
    for word in words("addressee") {
        let name = word.strip_prefix('…').map_or(format!("{} Fry", capitalized(word)), |end| format!("陈小河{end}"));
        assert!(letter(&format!("{name}\nMill Lane"), "Dear Ida"), "{word}");
    }
    for word in words("agency") {
        let line = format!("河边的水车在春天里转了起来（{word}）");
        let doc = document(&pipeline, &[], &[], &[&line, "版权所有：石桥新闻网 未经授权禁止转载"]);
        assert!(doc.blocks().any(|b| b.kind() == corpusclean::Kind::Caption && b.text() == line), "{word}");
    }
    for word in words("notice") {
        assert!(
            only_body(&document(&pipeline, &[], &[], &[&format!("Copyright {word}:"), "1. © Riverton Gazette"])),
            "{word}"
        );
    }
    for word in words("part") {
        let lines = [&format!("{word} 1. Water") as &str, BODY[0], &format!("{word} 2. Wheel"), BODY[1]].join("\n\n");
        let raw = Raw {
            body: Body::Text(format!("{TITLE}\n\n{}\n\n{lines}", BODY[2])),
            format: Some("text"),
            ..Raw::default()
        };
        let doc = harness::document(pipeline.process(raw).expect("a text"));
        assert_eq!(doc.blocks().filter(|b| b.kind().is_heading()).count(), 2, "{word}");
    }
}
