//! The lists of words of single passes: in a document each word does what its list says, and a word of no list does not.

use corpusclean::{Body, Document, Kind, Pipeline, Raw};

use crate::harness;
use crate::phrases::{BODY, TITLE, cutting, only_body};

/// List -> words.
pub fn words(list: &str) -> Vec<&'static str> {
    let rows = include_str!("../src/data/phrases/words.tsv").lines().map(|l| l.split('\t').collect::<Vec<_>>());
    rows.filter(|cells| cells[0] == list).map(|cells| cells[2]).collect()
}

#[test]
fn each_list_of_words_is_in_the_readme() {
    let readme = include_str!("../src/data/phrases/README.md");
    let mut lists: Vec<&str> = include_str!("../src/data/phrases/words.tsv")
        .lines()
        .filter_map(|line| line.split('\t').next())
        .filter(|list| !list.is_empty())
        .collect();
    lists.dedup();
    let missing: Vec<&&str> = lists.iter().filter(|list| !readme.contains(&format!("\n| {list} | "))).collect();
    assert!(missing.is_empty(), "lists without a row: {missing:?}");
}

/// What is wrong with the words of the lists that were asked about.
#[derive(Default)]
struct Wrong(Vec<String>);

impl Wrong {
    /// Asks of each word of a list whether it works, and of a word of no list whether it does not.
    fn ask(&mut self, list: &str, works: impl Fn(&Pipeline, &str) -> bool) {
        let words = words(list);
        let first = words.first().expect("a list with words");
        let other = match first.chars().next() {
            Some('\u{4e00}'..='\u{9fff}') => "壬癸",
            Some('\u{ac00}'..='\u{d7a3}') => "뷁쀍",
            Some('\u{600}'..='\u{6ff}') => "ظظ",
            _ => "quzzle",
        };
        self.ask_beside(list, other, works);
    }

    /// The same beside another word, which does something else.
    fn ask_beside(&mut self, list: &str, other: &str, works: impl Fn(&Pipeline, &str) -> bool) {
        let (pipeline, words) = (cutting(), words(list));
        self.0.extend(words.iter().filter(|word| !works(&pipeline, word)).map(|word| format!("{list}: {word}")));
        self.0.extend(works(&pipeline, other).then(|| format!("{list}: works with {other}, too")));
    }
}

impl Drop for Wrong {
    fn drop(&mut self) {
        assert!(self.0.is_empty() || std::thread::panicking(), "{:#?}", self.0);
    }
}

fn has(doc: &Document, key: &str, value: &str) -> bool {
    doc.meta().entries().iter().any(|e| e.key.as_str() == key && e.value == value)
}

fn capitalized(word: &str) -> String {
    let (first, rest) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
    format!("{}{rest}", first.to_uppercase())
}

fn read(pipeline: &Pipeline, format: &'static str, text: String) -> Document {
    let raw = Raw { body: Body::Text(text), format: Some(format), ..Raw::default() };
    harness::document(pipeline.process(raw).expect("a text"))
}

/// The document with lines above the title, under it and below the body.
fn document(pipeline: &Pipeline, before: &[&str], under: &[&str], after: &[&str]) -> Document {
    read(pipeline, "text", [before, &[TITLE], under, &BODY, after].concat().join("\n\n"))
}

/// The document with a line under the title.
fn under(pipeline: &Pipeline, line: &str) -> Document {
    document(pipeline, &[], &[line], &[])
}

/// The document with a line below the body.
fn below(pipeline: &Pipeline, line: &str) -> Document {
    document(pipeline, &[], &[], &[line])
}

#[test]
fn days_and_times() {
    let mut wrong = Wrong::default();
    // What is no word of the list may be a name.
    let nobody = |doc: &Document| !doc.meta().entries().iter().any(|e| e.key.as_str() == "author");
    wrong.ask("desk", |p, word| {
        let doc = under(p, &format!("{} rioverde 12/05/2019 10:36", capitalized(word)));
        only_body(&doc) && has(&doc, "date", "2019-05-12T10:36:00") && nobody(&doc)
    });
    wrong.ask("at", |p, word| {
        // `a` stands before other words of time.
        let before = if word == "a" { "a las" } else { word };
        has(&under(p, &format!("12/05/2019 {before} 10:36")), "date", "2019-05-12T10:36:00")
    });
    wrong.ask("of-day", |p, word| {
        let line = format!("By Ann Lee | {word} 12 May 2019");
        has(&under(p, &line), "date", "2019-05-12")
    });
    // A line that another pass cuts, far below the text.
    wrong.ask("published", |p, word| {
        let line = format!("{} May 12, 2019", capitalized(word));
        has(&document(p, &[], &[], &[&line, "Share"]), "date", "2019-05-12")
    });
    wrong.ask("list-foot", |p, word| {
        let foot = format!("{} mills, write to mills@example.org.", capitalized(word));
        let doc = document(p, &[], &[], &["--", &foot, "Mills, the list for millers"]);
        doc.all_blocks().any(|b| b.text() == foot && b.cut_by().is_some_and(|pass| pass.spec().name == "cut-copyright"))
    });
    wrong.ask("span", |p, word| {
        let line = format!("{word} Monday, 4 March {word} 2024");
        only_body(&document(p, &[&line], &[], &[&line, &line]))
    });
    wrong.ask_beside("day-changed", "posted", |p, word| {
        // `sist` says that of another word.
        let word = if word == "sist" { "sist oppdatert" } else { word };
        let doc = under(p, &format!("the {word} May 4, 2014, posted May 3, 2014"));
        only_body(&doc) && has(&doc, "date", "2014-05-03")
    });
    wrong.ask("day-beside", |p, word| {
        let doc = under(p, &format!("May 3, 2014 {word} May 4, 2014"));
        only_body(&doc) && has(&doc, "date", "2014-05-03")
    });
    wrong.ask("posted-on", |p, word| {
        let doc = under(p, &format!("陈小河 石桥日报 2019-05-17 09:30 {word}江州"));
        only_body(&doc) && has(&doc, "author", "陈小河")
    });
    wrong.ask_beside("put-in", "김민수", |p, word| {
        let doc = under(p, &format!("{word} 2021.05.08 09:30 댓글 12"));
        only_body(&doc) && has(&doc, "date", "2021-05-08T09:30:00") && nobody(&doc)
    });
    wrong.ask("counter", |p, word| {
        // In Korean the counters stand behind the day, with the reporter before it.
        let line = if word.starts_with(|c: char| ('가'..='힣').contains(&c)) {
            format!("기자명 김민수 기자 입력 2021.05.08 09:30 {word} 12")
        } else {
            format!("河口网 6.2w{word} 2021-05-08 09:30")
        };
        let doc = under(p, &line);
        only_body(&doc) && has(&doc, "date", "2021-05-08T09:30:00")
    });
    wrong.ask("copies", |p, word| {
        let first = format!("{word}是报刊之间常常要谈的事，一家报纸登了好文章，别家也想登，就要先问一声，寄上稿酬。");
        let line = "未经授权转载他人作品，不注明来源和作者，是侵犯著作权的行为。版权所有者有权要求删除，并要求赔偿。";
        read(p, "text", [&first, line].join("\n\n")).text().contains("赔偿")
    });
    wrong.ask("for-house", |p, word| {
        let first = "转载是报刊之间的旧例，一家报纸登了好文章，别家报纸转过来，注明出处，寄上稿酬，大家都很欢喜。";
        let line = format!(
            "{word}未经授权转载作品，不注明来源和作者，是侵犯著作权的行为。版权所有者有权要求删除，并要求赔偿。"
        );
        !read(p, "text", [first, &line].join("\n\n")).text().contains("赔偿")
    });
    wrong.ask("other-day", |p, word| {
        let line = format!("{word} 2015年5月10日");
        let page =
            format!("<html><body><h1>{TITLE}</h1><p>{}</p><p>{}</p><p>{line}</p></body></html>", BODY[0], BODY[1]);
        !has(&read(p, "html", page), "date", "2015-05-10")
    });
    wrong.ask("lawsuit", |p, word| {
        let line =
            format!("{word}：转载他人文章应当注明来源和作者。未经许可转载、摘编，侵犯著作权的，应当承担民事责任。");
        document(p, &[], &[], &[&line]).text().contains(word)
    });
    wrong.ask_beside("event-time", "发布日期", |p, word| {
        let line = format!("{word}：2023年11月3日");
        !has(&read(p, "text", [TITLE, BODY[0], &line, BODY[1], BODY[2]].join("\n\n")), "date", "2023-11-03")
    });
    for list in ["weekday", "era"] {
        wrong.ask(list, |p, word| {
            let line = format!("from {word}, 4 March 2024");
            only_body(&document(p, &[&line], &[], &[&line, &line]))
        });
    }
    wrong.ask_beside("no-month", "march", |p, word| {
        let dates = under(p, &format!("By Ann Lee, {} 4, 2019", capitalized(word))).meta().entries().to_vec();
        !dates.iter().any(|e| e.key.as_str() == "date")
    });
}

#[test]
fn writers() {
    let mut wrong = Wrong::default();
    wrong.ask("text-and-picture", |p, word| {
        let doc = under(p, &format!("{word}：陈小河 2019-05-12"));
        only_body(&doc) && has(&doc, "author", "陈小河") && has(&doc, "date", "2019-05-12")
    });
    wrong.ask("wrote", |p, word| {
        let doc = under(p, &format!("{word} - محمد علي:"));
        only_body(&doc) && has(&doc, "author", "محمد علي")
    });
    wrong.ask("found-at", |p, word| has(&under(p, &format!("作者：水车工（{word}石桥）")), "author", "水车工"));
    wrong.ask("no-name", |p, word| !has(&under(p, &format!("作者：{word}")), "author", word));
    wrong.ask("service", |p, word| has(&under(p, &format!("By Ann Lee {word} Riverpost")), "author", "Ann Lee"));
    wrong.ask("by", |p, word| has(&under(p, &format!("{} Anna Berg", capitalized(word))), "author", "Anna Berg"));
    wrong.ask("job", |p, word| {
        has(&under(p, &format!("By Ann Lee Riverton {}", capitalized(word))), "author", "Ann Lee")
    });
    wrong.ask("foot", |p, form| {
        let doc = below(p, &format!("{} 18:30", form.replace('…', "Ann Lee")));
        only_body(&doc) && has(&doc, "author", "Ann Lee")
    });
    wrong.ask("reporter", |p, word| {
        let doc = below(p, &format!("김민수 {word} minsu@example.com"));
        only_body(&doc) && has(&doc, "author", "김민수")
    });
    let vietnamese = |p: &Pipeline, name: &str| {
        let text = "Guồng nước ở đầu làng đã dừng lại suốt ba năm, và mùa hè này những người thợ mộc già mới sửa được.";
        has(&read(p, "text", ["Guồng nước", text, text, name].join("\n\n")), "author", name)
    };
    wrong.ask("page-word", |p, word| !vietnamese(p, &format!("{} An", capitalized(word))));
    wrong.ask("from", |p, word| {
        let doc = document(p, &[], &[&format!("Ana Lima, {word} Ribeira Alta"), "12 May 2019"], &[]);
        only_body(&doc) && has(&doc, "author", "Ana Lima")
    });
    wrong.ask("artist", |p, word| {
        let doc = under(p, &format!("文/陈小河 {word}/李敏"));
        has(&doc, "author", "陈小河") && !has(&doc, "author", "李敏")
    });
    wrong.ask_beside("title-role", "摄影", |p, word| only_body(&under(p, &format!("石桥学院{word} 陈小河"))));
    wrong.ask_beside("about-who", "李敏", |p, word| !has(&under(p, &format!("作者 {word}")), "author", word));
    wrong.ask("by-means", |p, word| !has(&under(p, &format!("Posted by {word} 12 May 2019")), "author", word));
}

#[test]
fn full_names() {
    let mut wrong = Wrong::default();
    wrong.ask("done-by", |p, word| {
        let doc = document(p, &[], &[], &["分享到：微信", &format!("{} in Mills by Ann Lee", capitalized(word))]);
        only_body(&doc) && has(&doc, "author", "Ann Lee")
    });
    wrong.ask("profession", |p, word| {
        let told =
            "on mills and rivers of the north, and has lived with two cats in Riverton for more than twenty years.";
        has(&document(p, &[], &["分享到：微信"], &[&format!("Ann Lee is a {word} {told}")]), "author", "Ann Lee")
    });
    wrong.ask("writer-by", |p, word| {
        has(&under(p, &format!("Our own {word} Anna Berg BBC News, Riverton")), "author", "Anna Berg")
    });
    wrong.ask("writer-colon", |p, word| {
        has(&under(p, &format!("Mills {word}: Ann Lee in Riverton")), "author", "Ann Lee")
    });
    wrong.ask("writers-and", |p, word| {
        let doc = under(p, &format!("By Ann Lee {word} Tom Hill in Riverton"));
        has(&doc, "author", "Ann Lee") && has(&doc, "author", "Tom Hill")
    });
    wrong.ask("name-stop", |p, word| {
        has(&under(p, &format!("By Ann Lee {} the mill", capitalized(word))), "author", "Ann Lee")
    });
    wrong.ask("behind-name", |p, word| has(&under(p, &format!("By Ann Lee {word} the mill")), "author", "Ann Lee"));
}

#[test]
fn accounts() {
    let mut wrong = Wrong::default();
    let river = |doc: &Document| has(doc, "author", "river") && has(doc, "date", "2014-05-03");
    wrong.ask("account-by", |p, word| river(&under(p, &format!("May 3, 2014 {word} river"))));
    wrong.ask("account-line", |p, word| {
        // What stands behind other keys that no page has for itself is taken for a fact.
        let fact = word.ends_with(':') && word != "Автор:";
        let doc = document(p, &[], &[&format!("{word} river"), "May 3, 2014"], &[]);
        river(&doc) != fact
    });
    wrong.ask("board-post", |p, word| {
        has(&under(p, &format!("{word} the river » Sat May 03, 2014 10:20 am")), "author", "the river")
    });
}

#[test]
fn owners_of_pages() {
    let mut wrong = Wrong::default();
    wrong.ask("follow-writer", |p, word| has(&document(p, &["Ann Lee", word], &[], &[]), "author", "Ann Lee"));
    let owner = |p: &Pipeline, lines: &[&str]| has(&document(p, lines, &[], &[]), "author", "水车工");
    wrong.ask("owner-end", |p, word| owner(p, &[&format!("水车网 > 水车工{word}")]));
    wrong.ask("weblog-menu", |p, word| {
        let other = if word == "相册" { "日志" } else { "相册" };
        owner(p, &["水车工", &format!("首页 水车 {word} 收藏 {other} 关于我")])
    });
    wrong.ask("portal-menu", |p, word| !owner(p, &["水车工", &format!("首页 日志 相册 {word} 博友 关于我")]));
}

#[test]
fn entries_of_weblogs() {
    let mut wrong = Wrong::default();
    let written = |p: &Pipeline, line: &str, name: &str| {
        let doc = below(p, line);
        only_body(&doc) && has(&doc, "author", name)
    };
    wrong.ask("entry", |p, word| written(p, &format!("{word} May 3, 2014 by river."), "river"));
    wrong.ask("entry-filed", |p, word| {
        written(p, &format!("This entry was posted by river and is {word} Mills."), "river")
    });
    wrong.ask("entry-by", |p, word| {
        written(p, &format!("This entry was posted on May 3, 2014 {word} river and is filed under Mills."), "river")
    });
    wrong.ask("entry-name-end", |p, word| {
        written(p, &format!("This entry was posted on May 3, 2014 by river {word} mills and towns."), "river")
    });
    wrong.ask("entry-done", |p, word| {
        written(p, &format!("Dieser Eintrag wurde am 3. Mai 2014 von Ann Lee Hill {word}."), "Ann Lee Hill")
    });
}

#[test]
fn papers_and_offices() {
    let mut wrong = Wrong::default();
    wrong.ask("article", |p, word| {
        // An apostrophe follows what is cut short: `L’Écho`.
        let line = format!("{}{}Courrier Villaseca", capitalized(word), if word == "l" { "’" } else { " " });
        has(&document(p, &[&line], &[], &[]), "publisher", &line)
    });
    wrong.ask("paper-of", |p, word| {
        let line = format!("Courrier {word}{}Riverain", if word == "d" { "’" } else { " " });
        has(&document(p, &[&line], &[], &[]), "publisher", &line)
    });
    let boxed = |p: &Pipeline, fields: [(&str, &str); 3]| {
        let cells: String = fields.map(|(key, value)| format!("<tr><td>{key}：</td><td>{value}</td></tr>")).concat();
        read(p, "html", format!("<table>{cells}</table>{}", BODY.map(|text| format!("<p>{text}</p>")).concat()))
    };
    wrong.ask("box", |p, word| {
        // With two others it makes the box.
        let other = if word == "文号" { "索引号" } else { "文号" };
        has(&boxed(p, [(word, "甲1"), (other, "乙2"), ("发布机构", "石桥镇政府")]), "publisher", "石桥镇政府")
    });
    for (list, key, value, known) in [
        ("box-publisher", "publisher", "石桥镇政府", "石桥镇政府"),
        ("box-date", "date", "2019年5月12日", "2019-05-12"),
        ("box-title", "title", "关于修水车的通知", "关于修水车的通知"),
    ] {
        wrong.ask(list, |p, word| has(&boxed(p, [("索引号", "甲1"), ("文号", "乙2"), (word, value)]), key, known));
    }
    wrong.ask("own-news", |p, word| {
        let text = [&format!("水车停了一天 {word}（记者 陈小河）{}", BODY[0]), BODY[1], BODY[2]].join("\n\n");
        has(&read(p, "text", text), "title", "水车停了一天")
    });
    wrong.ask("telephone", |p, word| {
        let lines = [&format!("{}: 12 34 56", capitalized(word)), "https://stone.example/mill/wheel"];
        !has(&document(p, &[], &[], &lines), "url", lines[1])
    });
    wrong.ask("back-to", |p, word| {
        let text = [BODY[0], BODY[1], &format!("{}返回石桥网{word}", BODY[2])].join("\n\n");
        only_body(&read(p, "text", text))
    });
    wrong.ask("weblog-site", |p, word| {
        let line = format!("转载本文请联系原作者获取授权，同时请注明本文来自陈小河{word}博客。");
        has(&document(p, &[], &[], &[&line]), "author", "陈小河")
    });
    wrong.ask("follow", |p, word| only_body(&under(p, &format!("+{word}"))));
    wrong.ask("first-title", |p, word| only_body(&under(p, &format!("{word}：老街的灯"))));
    wrong.ask("welcome", |p, word| {
        let doc = document(p, &[&format!("{word}石桥教育信息网")], &[], &[]);
        only_body(&doc) && !doc.meta().entries().iter().any(|e| e.key.as_str() == "publisher")
    });
}

#[test]
fn ways_to_other_texts() {
    let mut wrong = Wrong::default();
    // Of a text with a date pages say more below it.
    let goes = |p: &Pipeline, lines: &[&str]| only_body(&document(p, &[], &["2021-05-08 09:30"], lines));
    for (list, other) in [("previous", "下篇"), ("next", "上篇")] {
        wrong.ask(list, |p, word| {
            let (own, other) = (format!("{word}：河边的新码头通航了"), format!("{other}：磨坊里的四代人"));
            goes(p, &if list == "next" { [&*other, &own] } else { [&own, &other] })
        });
    }
    wrong.ask("filed", |p, word| goes(p, &[&format!("{} Wheels, Mills", capitalized(word))]));
    wrong.ask("way-to-more", |p, word| goes(p, &[&format!("{word}石桥镇讯息在https://a.example/1")]));
    wrong.ask("site-field", |p, word| {
        let doc = document(p, &[], &[], &["登录", "昵称：", &capitalized(word), "邮箱："]);
        !doc.text().contains("邮箱")
    });
    wrong.ask_beside("none", "The mill has its own", |p, word| {
        only_body(&document(p, &[], &[], &[&format!("{} comentari:", capitalized(word)), "分享到：微信"]))
    });
    wrong.ask("the-end", |p, word| only_body(&below(p, &format!("—{word}—"))));
    wrong.ask("here", |p, word| only_body(&document(p, &[&format!("石桥网 {word}：水车新闻")], &[], &[])));
    wrong.ask("ago", |p, word| {
        let text = |n: usize| format!("{n}{word} 磨坊里的四代人都在这里住过，门前有一条小河，桥上天天有人来看水车。");
        only_body(&document(p, &[], &[], &["为你推荐", &text(7), &text(8), &text(9)]))
    });
}

#[test]
fn pages() {
    let mut wrong = Wrong::default();
    let page = |p: &Pipeline, head: &str, above: &str| {
        let body = BODY.map(|text| format!("<p>{text}</p>")).concat();
        read(p, "html", format!("<html><head>{head}</head><body>{above}<h2>卷首</h2>{body}</body></html>"))
    };
    wrong.ask("site-end", |p, word| {
        has(&page(p, &format!("<title>水车又转了起来|河口{word}</title>"), ""), "title", "水车又转了起来")
    });
    wrong.ask("home", |p, word| {
        let section = |name: &str| format!("<meta property='article:section' content='{name}'>");
        let doc = page(p, &[section(word), section("水车")].concat(), "");
        has(&doc, "category", "水车") && !has(&doc, "category", word)
    });
    wrong.ask("came-by", |p, word| {
        has(&page(p, "", &format!("<h1>{TITLE}</h1><p>【石桥晚报／{word}】</p>")), "publisher", "石桥晚报")
    });
}

#[test]
fn captions() {
    let mut wrong = Wrong::default();
    let captions = |p: &Pipeline, line: &str| below(p, line).blocks().filter(|b| b.kind() == Kind::Caption).count();
    wrong.ask("giver", |p, word| captions(p, &format!("修好的水车转了起来 石桥{word}提供")) == 1);
    wrong.ask("copied-from", |p, word| captions(p, &format!("水车转起来的那天（{word}石桥村）")) == 1);
    wrong.ask("picture-by", |p, word| captions(p, &format!("물레방아가 다시 돈다 ({word}=김민수)")) == 1);
}

#[test]
fn readings() {
    let mut wrong = Wrong::default();
    wrong.ask("teaching", |p, word| {
        let text =
            "老橋在社會(hui) 變遷中修了又修,於(yu) 是村裡(li) 人都寫(xie) 進了書(shu) 裡,傳(chuan) 了幾個(ge) 朝代。";
        read(p, "text", format!("{text}\n\n這裡說的是{word}。")).text().contains("(yu)")
    });
}
