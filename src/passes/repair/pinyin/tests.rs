//! Whole documents: annotated, damaged by the model, and written by people.

use std::collections::BTreeMap;

use super::model::{self, Decoder, Lost, Model, Pairs};
use super::{gbk, repair};

/// News as the mirrors have it, written for this test.
const NEWS: &str = include_str!("tests/news.txt");
/// Glossed prose and other text that must stay, written for this test; a document a line, `|` for line ends.
const GLOSSED: &str = include_str!("tests/glossed.txt");

/// Readings as the mirrors' software inserts them.
const READINGS: [(char, &str); 24] = [
    ('發', "fā"),
    ('創', "chuàng"),
    ('學', "xué"),
    ('業', "yè"),
    ('設', "shè"),
    ('質', "zhì"),
    ('經', "jīng"),
    ('現', "xiàn"),
    ('產', "chǎn"),
    ('網', "wǎng"),
    ('鎮', "zhèn"),
    ('護', "hù"),
    ('務', "wù"),
    ('關', "guān"),
    ('導', "dǎo"),
    ('數', "shù"),
    ('轉', "zhuǎn"),
    ('進', "jìn"),
    ('聯', "lián"),
    ('濟', "jì"),
    ('應', "yīng"),
    ('驅', "qū"),
    ('實', "shí"),
    ('習', "xí"),
];

fn repaired(blocks: &[&str]) -> Vec<String> {
    let repair = repair(blocks);
    blocks
        .iter()
        .zip(repair.edits)
        .map(|(block, edits)| {
            let spans = edits.into_iter().map(|e| (e.range, e.with)).collect();
            crate::passes::unify::spliced(block, spans)
        })
        .collect()
}

fn one(text: &str) -> String {
    repaired(&[text]).concat()
}

/// A mirror: annotates every `step`-th of the readings and cuts at the separators.
struct Mirror {
    pairs: Pairs,
    separators: &'static [u8],
    decoder: Decoder,
}

impl Mirror {
    fn new(step: usize, separators: &'static [u8], unassigned: Lost, cut: &'static [char]) -> Self {
        let pairs = READINGS
            .iter()
            .step_by(step)
            .filter_map(|(c, reading)| Some((gbk::encode(*c)?, format!("({reading})"))))
            .collect();
        let decoder = Decoder { lone: Lost::Question, unassigned, eats: true, cut, overlaps: false };
        Mirror { pairs, separators, decoder }
    }

    fn damage(&self, text: &str) -> String {
        let none = BTreeMap::new();
        let model = Model { pairs: [&self.pairs, &none], separators: self.separators };
        model.damage(text, self.decoder).unwrap()
    }

    /// What would be there without damage.
    fn annotate(&self, text: &str) -> String {
        let mut out = String::new();
        for c in text.chars() {
            out.push(c);
            out.push_str(gbk::encode(c).and_then(|code| self.pairs.get(&code)).map_or("", String::as_str));
        }
        out
    }
}

/// The mirrors seen: `！？` or `，！？` or nothing is cut at, the decoder keeps private-use characters or not.
fn mirrors() -> Vec<Mirror> {
    let mut mirrors = Vec::new();
    for step in [1, 2, 3] {
        mirrors.push(Mirror::new(step, &[0xA1, 0xBF], Lost::Private, &['。', '、']));
        mirrors.push(Mirror::new(step, &[0xA1, 0xBF], Lost::QuestionByte, &[]));
        mirrors.push(Mirror::new(step, &[0xAC, 0xA1, 0xBF], Lost::Private, &[]));
        mirrors.push(Mirror::new(step, &[], Lost::Private, &[]));
    }
    mirrors
}

#[test]
fn damaged_news_is_restored() {
    let news: Vec<&str> = NEWS.lines().collect();
    let (mut damaged, mut restored, mut missed) = (0, 0, String::new());
    for mirror in mirrors() {
        let blocks: Vec<String> = news.iter().map(|text| mirror.damage(text)).collect();
        let blocks: Vec<&str> = blocks.iter().map(String::as_str).collect();
        for ((original, block), result) in news.iter().zip(&blocks).zip(repaired(&blocks)) {
            if *block == mirror.annotate(original) {
                assert_eq!(result, *original);
                continue;
            }
            damaged += 1;
            if result == *original {
                restored += 1;
            } else {
                missed.push_str(&format!("{block}\n  -> {result}\n  of {original}\n"));
            }
        }
    }
    assert!(damaged >= 100, "{damaged}");
    assert!(restored * 100 >= damaged * 95, "{restored} of {damaged}:\n{missed}");
}

#[test]
fn what_people_glossed_stays() {
    for document in GLOSSED.lines() {
        let blocks: Vec<&str> = document.split('|').collect();
        assert_eq!(repaired(&blocks), blocks);
    }
}

#[test]
fn one_gloss_in_a_mirrored_text_is_the_authors() {
    let text = "鄉(xiāng)間小路通向水庫，無數(shù)的水鳥在那裡過冬。現(xiàn)在村裡人說，紀(jì)念館前的老樹當(dāng)年就在。畢業(yè)的孩子回來，耳畔(pàn)還是那條河。";
    let clean = "鄉間小路通向水庫，無數的水鳥在那裡過冬。現在村裡人說，紀念館前的老樹當年就在。畢業的孩子回來，耳畔(pàn)還是那條河。";
    assert_eq!(one(text), clean);
}

#[test]
fn readings_tell_the_lost_byte() {
    // The bracket went with the lost byte; two places overlap.
    assert_eq!(one("圍繞當?shù)亟?jīng)濟發(fā)展做文章，發(fā)揮優勢"), "圍繞當地經濟發展做文章，發揮優勢");
    // Nothing was lost, only annotated across two characters.
    assert_eq!(one("唱歌的還有日式K(zhōng)TV，終(zhōng)於關門。"), "唱歌的還有日式KTV，終於關門。");
}

#[test]
fn what_a_lost_byte_took_along() {
    assert_eq!(one("如何參與當?shù)?Vue 社區的活動"), "如何參與當地 Vue 社區的活動");
    assert_eq!(one("他在當?shù)?br>住了三年"), "他在當地<br>住了三年");
    assert_eq!(one("新年到來，F(xiàn)lutter 出了新版"), "新年到來，Flutter 出了新版");
    // Which digit it was, nobody can know; the rest is known.
    let text = "公司在當?shù)?0個工作崗位";
    assert_eq!(one(text), "公司在當地?0個工作崗位");
    assert_eq!(repair(&[text]).unrepaired.len(), 1);
}

#[test]
fn two_insertions_may_share_a_byte() {
    let mended = "經過十年，當地的農民都說收成一年比一年好。";
    assert_eq!(one("經(jīng)過十年，當(dāng)?shù)氐霓r(nóng)民都說收成一年比一年好。"), mended);
    assert_eq!(one("經(jīng)過一冬，城裡的房?jī)r(jià)又漲了一成。"), "經過一冬，城裡的房價又漲了一成。");
    let mended = "昨天的日報說，經過整修的老橋要重新開放。";
    assert_eq!(one("昨天的日?qǐng)笳f，經(jīng)過整修的老橋要重新開放。"), mended);
}

#[test]
fn a_lost_byte_may_leave_nothing() {
    let damaged = "他說:“經(jīng)過這些年,老橋又要開放了!笨h裡決定農(nóng)歷新年開放老橋,大家都很高興。";
    assert_eq!(one(damaged), "他說:“經過這些年,老橋又要開放了。”縣裡決定農歷新年開放老橋,大家都很高興。");
    let damaged = "經(jīng)過這些年,老橋要修了,因?yàn)樵谲囌股,農(nóng)民賣出了十輛水車。";
    assert_eq!(one(damaged), "經過這些年,老橋要修了,因為在車展上,農民賣出了十輛水車。");
}

#[test]
fn readings_without_tones() {
    let text =
        "老橋在社會(hui) 變遷中修了又修,於(yu) 是村裡(li) 人都寫(xie) 進了書(shu) 裡,傳(chuan) 了幾個(ge) 朝代。";
    assert_eq!(one(text), "老橋在社會變遷中修了又修,於是村裡人都寫進了書裡,傳了幾個朝代。");
    for text in
        ["會(hui)、寫(xie)、書(shu)、傳(chuan)、裡(li)、於(yu)", "函數(int)和變數(x)", "我(wo)是(shi)学(xue)生(sheng)"]
    {
        assert_eq!(one(text), text);
    }
}

#[test]
fn a_quotation_may_have_begun_before_the_text() {
    assert_eq!(one("這個機器人說，我不會傷害你?！?"), "這個機器人說，我不會傷害你。”");
    // The mirrors' pages are traditional; anywhere else the marks are the author's.
    assert_eq!(one("你怎么能这样说?！?"), "你怎么能这样说?！?");
}

#[test]
fn marks_that_may_be_meant_stay() {
    // Also where the document is annotated.
    let text = "產(chǎn)業(yè)發(fā)展，創(chuàng)業(yè)的人說，真的嗎?！?發(fā)展得很好。";
    assert_eq!(one(text), "產業發展，創業的人說，真的嗎?！?發展得很好。");
    assert_eq!(one("這個價錢還有什麼優惠嗎?！！?"), "這個價錢還有什麼優惠嗎?！！?");
    // A quotation that nothing else closes.
    assert_eq!(one("老人說：「那時候的水什麼都照得見?！?"), "老人說：「那時候的水什麼都照得見。」");
    assert_eq!(one("老人說：「你看見什麼?！?」"), "老人說：「你看見什麼?！?」");
    assert_eq!(one("等了半個鐘頭，飯還是冷的?！！?"), "等了半個鐘頭，飯還是冷的。。。");
    // The bracket of the tag went along.
    assert_eq!(one("“產(chǎn)業(yè)發(fā)展有這么幾條規矩?！?br>"), "“產業發展有這么幾條規矩。”<br>");
}

#[test]
fn what_is_likelier_is_not_passed_over() {
    // 三 is likelier than a character with a digit that nobody can know; so are 們 and 如.
    assert_eq!(one("我們?nèi)?年內(nèi)就回來了，內(nèi)容很多"), "我們三年內就回來了，內容很多");
}

#[test]
fn lines_of_one_block_are_apart() {
    assert_eq!(one("從前這裏有一片大?！?\n後來的事，大家都知道了。"), "從前這裏有一片大海。\n後來的事，大家都知道了。");
}

#[test]
fn a_trail_byte_of_its_own() {
    // 0x80, the second byte of 線, stands alone as the euro sign.
    assert_eq!(one("山裏的車站能?？勘狈骄€(xiàn)的列車"), "山裏的車站能停靠北方線的列車");
    assert_eq!(one("這本書賣20€(xiàn)價"), "這本書賣20€(xiàn)價");
}

#[test]
fn damage_behind_a_space() {
    assert_eq!(one("車站 ?？康牧熊嚩家獧z查"), "車站 停靠的列車都要檢查");
    assert_eq!(one("明天 ?？谟写笥辏?後天放晴"), "明天 海口有大雨，後天放晴");
}

#[test]
fn damage_shows_whose_annotations_they_are() {
    // Alone, an annotation of 應 may be the author's: it has several readings.
    assert_eq!(one("應(yīng)該的事"), "應(yīng)該的事");
    assert_eq!(one("應(yīng)該的事，參與當?shù)?Vue 社區的活動"), "應該的事，參與當地 Vue 社區的活動");
}

#[test]
fn brackets_of_both_widths() {
    assert_eq!(one("全力推進（jìn）鄉鎮（zhèn）建設，繼續推進（jìn）"), "全力推進鄉鎮建設，繼續推進");
    assert_eq!(one("坚持创(chuàng)新，推动创(chuàng)业(yè)带动就业(yè)。"), "坚持创新，推动创业带动就业。");
}

#[test]
fn unprovable_damage_is_reported() {
    // No character that begins with the byte before is read so.
    let repair = repair(&["作者張?zhōng)烨?/span>"]);
    assert_eq!(repair.edits, [[]]);
    assert_eq!(repair.unrepaired.len(), 1);
}

#[test]
fn hostile_text_ends() {
    for text in ["?！", "?qū)", "實?qū)", "a(ā)", "(((", "福?！睂", "？(?！?", "實(shí)?"] {
        let text = text.repeat(3000);
        let _ = repair(&[&text]);
    }
}

#[test]
fn damage_as_seen() {
    let none = Pairs::new();
    let pairs: Pairs = [([0xF2, 0x8C], "(qū)".to_owned())].into();
    let decoder = model::decoders(true, false).find(|d| !d.cut.is_empty() && d.unassigned == Lost::Private).unwrap();
    let damage = |text, pairs, separators| Model { pairs: [pairs, &none], separators }.damage(text, decoder).unwrap();
    assert_eq!(damage("永津實踐", &pairs, &[]), "永津?qū)嵺`");
    assert_eq!(damage("祝你幸福”的話", &none, &[0xA1]), "祝你幸?！钡脑?");
}
