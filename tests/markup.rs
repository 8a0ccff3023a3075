//! The words of `data/markup`: each does in a page what its list says.

use corpusclean::{Body, Document, Raw};

use crate::harness;

const TITLE: &str = "The wheel of Stone Bridge turns again";

const BODY: &str = "<p>The old mill wheel stood still for three years. This spring the village took it apart board by board, \
replaced the axle, and put it back together again.</p><p>On the first day half of the village stood on the bank and watched. The \
children counted the buckets, lost count at twelve, and nobody minded at all.</p><p>Below the mill thirty acres of fields have water \
again, and the miller says that she will mend the stones after the harvest, too.</p>";

/// List -> words.
fn words(list: &str) -> Vec<&'static str> {
    let rows = include_str!("../src/data/markup/words.tsv").lines().map(|l| l.split('\t').collect::<Vec<_>>());
    let words: Vec<&str> = rows.filter(|cells| cells[0] == list).map(|cells| cells[2]).collect();
    assert!(!words.is_empty(), "{list}");
    words
}

/// The page with `head` in its head, `under` below the title and `far` a long way below the text.
fn page(head: &str, under: &str, far: &str) -> Document {
    let html = format!(
        "<html><head><title>{TITLE}</title>{head}</head><body><ul><li><a href='/'>Home</a></li></ul><div class='main'><h1>{TITLE}</h1>\
        {under}{}{far}</div></body></html>",
        BODY.repeat(8)
    );
    let raw = Raw { body: Body::Text(html), format: Some("html"), ..Raw::default() };
    harness::document(harness::pass_alone("recover-metadata").process(raw).expect("a page"))
}

fn all<'d>(doc: &'d Document, key: &str) -> Vec<&'d str> {
    doc.meta().entries().iter().filter(|e| e.key.as_str() == key).map(|e| e.value.as_str()).collect()
}

/// Where the value was read.
fn origin(doc: &Document, key: &str) -> &'static str {
    doc.meta().entries().iter().find(|e| e.key.as_str() == key).map_or("", |e| e.from)
}

/// A name in the script of `word`.
fn name(word: &str) -> &'static str {
    if word.chars().any(is_cjk) { "陈小河" } else { "Anna Berg" }
}

fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}')
}

#[test]
fn lines_name_writers_editors_and_sources() {
    for (list, key) in [("editor-key", "editor"), ("writer-key", "author"), ("source-key", "publisher")] {
        for word in words(list) {
            let value = if key == "publisher" { "石桥晚报" } else { name(word) };
            assert_eq!(all(&page("", &format!("<p>{word}：{value}</p>"), ""), key), [value], "{list}: {word}");
        }
    }
    for word in words("picture-house") {
        let doc = page("", &format!("<p>Source: {word}</p>"), "");
        assert!(all(&doc, "publisher").is_empty(), "{word}");
    }
    for word in words("writer-mark") {
        let doc = page("", &format!("<p>{word} {}</p>", name(word)), "");
        assert_eq!(all(&doc, "author"), [name(word)], "{word}");
    }
    for word in words("name-end") {
        let doc = page("", &format!("<p>作者：陈小河{word}</p>"), "");
        assert_eq!(all(&doc, "author"), ["陈小河"], "{word}");
    }
    for word in words("next-name") {
        for colon in ["", ":"] {
            let doc = page("", &format!("<div>{word}{colon}</div><div>{}</div>", name(word)), "");
            assert_eq!(all(&doc, "author"), [name(word)], "{word}{colon}");
        }
    }
}

#[test]
fn lines_say_when() {
    for word in words("posted") {
        let doc = page("", "", &format!("<p>{word} 2021-05-08</p>"));
        assert_eq!(all(&doc, "date"), ["2021-05-08"], "{word}");
    }
    assert!(all(&page("", "", "<p>Stone Bridge News, 2021-05-08</p>"), "date").is_empty());
    for word in words("today") {
        assert!(all(&page("", &format!("<p>{word} 2021-05-08</p>"), ""), "date").is_empty(), "{word}");
    }
    assert_eq!(all(&page("", "<p>2021-05-08</p>", ""), "date"), ["2021-05-08"]);
}

#[test]
fn elements_name_writers() {
    for word in words("opener") {
        let doc = page("", "", &format!("<div class='byline'>{word} <a>{}</a> <i>writes here</i></div>", name(word)));
        assert_eq!(all(&doc, "author"), [name(word)], "{word}");
    }
    for word in words("between") {
        let doc = page("", "", &format!("<div class='byline'>by <b>Anna Berg</b> <i>{word}</i> <b>Tom Hart</b></div>"));
        assert_eq!(all(&doc, "author"), ["Anna Berg", "Tom Hart"], "{word}");
    }
    for word in words("written-by") {
        let head =
            format!("<meta name='twitter:label1' content='{word}'><meta name='twitter:data1' content='Anna Berg'>");
        assert_eq!(all(&page(&head, "", ""), "author"), ["Anna Berg"], "{word}");
    }
}

#[test]
fn stated_names_are_cleaned() {
    let stated = |value: &str| page(&format!("<meta name='author' content='{value}'>"), "", "");
    for word in words("before-name") {
        let sign = if word.chars().any(is_cjk) { "：" } else { " " };
        let doc = stated(&format!("{word}{sign}{}", name(word)));
        assert_eq!(all(&doc, "author"), [name(word)], "{word}");
    }
    assert_eq!(all(&stated("Vonda Berg"), "author"), ["Vonda Berg"], "no word begins there");
    for word in words("name-and") {
        let doc = stated(&format!("Anna Berg {word} Tom Hart"));
        assert_eq!(all(&doc, "author"), ["Anna Berg", "Tom Hart"], "{word}");
    }
    for word in words("no-name") {
        assert!(all(&stated(word), "author").is_empty(), "{word}");
    }
    for word in words("path-writer") {
        let doc = stated(&format!("https://stone.example/{word}/anna-berg"));
        assert_eq!(all(&doc, "author"), ["Anna Berg"], "{word}");
    }
    for word in words("path-account") {
        let doc = page("", &format!("<div><a href='https://stone.example/{word}/river41'>river41</a></div>"), "");
        assert_eq!(all(&doc, "author"), ["river41"], "{word}");
    }
    for word in words("no-name-begins") {
        let doc = page("", "", &format!("<div class='byline'>{word} Stone Bridge Mill</div>"));
        assert!(all(&doc, "author").is_empty(), "{word}");
    }
}

#[test]
fn classes_say_what_elements_hold() {
    let far = |class: &str, text: &str| page("", "", &format!("<div class='{class}'>{text}</div>"));
    for word in words("class-writer") {
        assert_eq!(all(&far(&format!("x-{word}"), "Anna Berg"), "author"), ["Anna Berg"], "{word}");
    }
    for word in words("class-about-writer") {
        assert!(all(&far(&format!("author-{word}"), "Anna Berg"), "author").is_empty(), "{word}");
    }
    for word in words("class-name") {
        assert_eq!(origin(&far(&format!("author-{word}"), "Anna Berg"), "author"), "class:author-name", "{word}");
    }
    for word in words("class-account") {
        assert_eq!(origin(&far(&format!("author-{word}"), "Anna Berg"), "author"), "class:author", "{word}");
    }
    for word in words("class-apart") {
        assert!(all(&far(&format!("author {word}"), "Anna Berg"), "author").is_empty(), "{word}");
    }
    for word in words("class-others") {
        assert!(all(&far(word, "<span class='author'>Anna Berg</span>"), "author").is_empty(), "{word}");
    }
    for word in words("class-date") {
        assert_eq!(all(&far(word, "2021-05-08"), "date"), ["2021-05-08"], "{word}");
    }
    for word in words("class-date-only") {
        assert_eq!(origin(&far(word, "2021-05-08"), "date"), "class:date", "{word}");
    }
    for word in words("class-changed") {
        assert!(all(&far(&format!("date-{word}"), "2021-05-08"), "date").is_empty(), "{word}");
    }
    for word in words("class-source") {
        assert_eq!(all(&far(word, "石桥晚报"), "publisher"), ["石桥晚报"], "{word}");
        assert!(all(&far(word, "a short word"), "publisher").is_empty(), "{word}");
    }
    for word in words("class-path") {
        let doc = far(word, "<a href='/'>Home</a> <a href='/r'>Rivers</a>");
        assert_eq!(all(&doc, "category"), ["Rivers"], "{word}");
    }
    let time = |class: &str| page("", "", &format!("<time class='{class}' datetime='2021-05-08'>May</time>"));
    for word in words("time-published") {
        assert_eq!(origin(&time(word), "date"), "time:published", "{word}");
    }
    for word in words("time-changed") {
        assert_eq!(origin(&time(word), "date"), "time:updated", "{word}");
    }
}

#[test]
fn keys_stand_before_titles() {
    for word in words("title-key") {
        let text = format!(
            "{word}：石桥村的水车修好了\n\n村口的老水车停了整整三年，今年入夏之前，几位老木匠把它拆了又装上。\n"
        );
        let raw = Raw { body: Body::Text(text), format: Some("text"), ..Raw::default() };
        let doc = harness::document(harness::default_pipeline().process(raw).expect("a text"));
        assert_eq!(all(&doc, "title"), ["石桥村的水车修好了"], "{word}");
    }
}

#[test]
fn front_matter_has_keys() {
    let read = |key: &str, value: &str| {
        let text = format!("---\n{key}: {value}\n---\n\n{TITLE}\n\nThe old mill wheel stood still for three years.\n");
        let raw = Raw { body: Body::Text(text), format: Some("markdown"), ..Raw::default() };
        harness::document(harness::pass_alone("read-front-matter").process(raw).expect("a text"))
    };
    let address = "https://stone.example/mill/wheel";
    for (list, key, value) in [
        ("front-title", "title", "The wheel turns"),
        ("front-date", "date", "2019-05-12"),
        ("front-author", "author", "Anna Berg"),
        ("front-editor", "editor", "Anna Berg"),
        ("front-publisher", "publisher", "Stone Gazette"),
        ("front-url", "url", address),
        ("front-language", "language", "en"),
        ("front-category", "category", "mills"),
        ("front-tag", "tag", "wheel"),
        ("front-address", "url", address),
    ] {
        for word in words(list) {
            assert_eq!(all(&read(word, value), key), [value], "{list}: {word}");
        }
    }
    assert!(all(&read("original", "on paper"), "url").is_empty(), "no address");
}
