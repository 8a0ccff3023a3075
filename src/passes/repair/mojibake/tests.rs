//! Laws and examples. The sentences were written for these tests.

use super::charset::Charset::{self, *};
use super::charset::Encoder;
use super::{plan, repair, repair_all};

/// What a decoder of `read_as` makes of `text` in `written_in`; None where it cannot read all bytes.
fn damage(text: &str, written_in: Charset, read_as: Charset) -> Option<String> {
    let mut bytes = Vec::new();
    for c in text.chars() {
        bytes.extend_from_slice(Encoder::new(written_in, read_as).encode(c)?.as_slice());
    }
    let mut out = String::new();
    let mut rest = bytes.as_slice();
    while !rest.is_empty() {
        let (c, len) = read_as.decode(rest)?;
        out.push(c);
        rest = &rest[len..];
    }
    Some(out)
}

/// The same with U+FFFD for each byte that cannot be read.
fn lossy(text: &str, read_as: Charset) -> String {
    let mut out = String::new();
    let mut rest = text.as_bytes();
    while !rest.is_empty() {
        let (c, len) = read_as.decode(rest).unwrap_or(('\u{FFFD}', 1));
        out.push(c);
        rest = &rest[len..];
    }
    out
}

/// Repairs `text` and holds the laws on the way.
fn repaired(text: &str) -> String {
    let repairs = repair(text);
    let mut end = 0;
    for repair in &repairs {
        assert!(repair.range.start >= end, "in order and apart: {text:?}");
        end = repair.range.end;
        let damaged = &text[repair.range.clone()];
        assert_eq!(repair.plan.replay(damaged).as_deref(), Some(repair.with.as_str()), "replay of {damaged:?}");
    }
    let out = plan::apply(text, &repairs);
    assert_eq!(repair(&out), [], "a second run finds nothing in {out:?}");
    out
}

const CHINESE: &[&str] = &[
    "图书馆新到了一批关于古代建筑的画册，欢迎大家前来借阅。",
    "第三小组（共12人）已经完成了河道两岸的植树任务。",
    "老师说：“考试之前要把错题再看一遍。”",
];

#[test]
fn chinese_comes_back_from_every_single_byte_set() {
    for text in CHINESE {
        for read_as in [Latin1, Windows1252, Windows1251, Koi8R, MacRoman, Cp437, Cp866, Windows1250] {
            let damaged = damage(text, Utf8, read_as).expect("single bytes read anything");
            assert_eq!(repaired(&damaged), *text, "utf-8 as {read_as:?}");
        }
        for written_in in [Gb18030, Big5] {
            for read_as in [Latin1, Windows1252] {
                let Some(damaged) = damage(text, written_in, read_as) else { continue };
                assert_eq!(repaired(&damaged), *text, "{written_in:?} as {read_as:?}");
            }
        }
    }
}

#[test]
fn chinese_comes_back_from_east_asian_sets() {
    let text = "秋天的山谷里到处是红叶，游客们纷纷停下来拍照留念。";
    let big = "圖書館的老先生每天下午都會到河邊散步，風雨無阻。";
    assert_eq!(repaired(&damage(big, Big5, Gb18030).unwrap_or_else(|| lossy(big, Gb18030))), big);
    assert_eq!(repaired(&damage(text, Gb18030, Big5).unwrap_or_default()), text);
    for (text, read_as) in
        [("春天的故事，", Gb18030), ("两只黄鹂", Gb18030), ("工作计划", Cp949), ("2、图书目录", ShiftJis)]
    {
        if let Some(damaged) = damage(text, Utf8, read_as) {
            assert_eq!(repaired(&damaged), text, "{damaged} in {read_as:?}");
        }
    }
}

#[test]
fn damage_in_turn_is_undone_in_turn() {
    let text = CHINESE[0];
    let twice = damage(&damage(text, Gb18030, Windows1252).unwrap(), Utf8, Windows1252).unwrap();
    assert_eq!(repaired(&twice), text);
    let mut word = "téléphone à été réparé".to_owned();
    for _ in 0..3 {
        word = damage(&word, Utf8, MacRoman).unwrap();
    }
    assert_eq!(repaired(&word), "téléphone à été réparé");
}

#[test]
fn only_the_damaged_part_changes() {
    let head = "下午三点开会，请各部门提前准备材料。";
    for read_as in [Windows1252, Gb18030] {
        let tail = damage("会议地点改在二楼的大厅里", Utf8, read_as).unwrap();
        let text = format!("{head}{tail}");
        assert_eq!(repaired(&text), format!("{head}会议地点改在二楼的大厅里"));
        assert!(repair(&text).iter().all(|repair| repair.range.start >= head.len()));
    }
}

#[test]
fn western_words() {
    for (damaged, text) in [
        ("Das MÃ¤dchen trÃ¤gt ein grÃ¼nes Kleid.", "Das Mädchen trägt ein grünes Kleid."),
        ("SlovenÄ\u{FFFD}ina je krásna", "Sloven\u{FFFD}ina je krásna"),
        ("VeÄer je lep", "VeÄer je lep"),
        ("Il a dÃ©jÃ  rÃ©pondu Ã  la lettre.", "Il a déjà répondu à la lettre."),
        ("ZaÅ¼Ã³Å‚Ä‡ gÄ™Å›lÄ… jaÅºÅ„", "Zażółć gęślą jaźń"),
        ("itâ€™s a â€œtestâ€\u{9d} â€“ reallyâ€¦", "it’s a “test” – really…"),
        ("РџСЂРёРІРµС‚, РєР°Рє РґРµР»Р°?", "Привет, как дела?"),
        ("Ĺąle i ĹĽle, ĹĽĂłĹ‚ty kwiatek", "Źle i żle, żółty kwiatek"),
    ] {
        assert_eq!(repaired(damaged), text);
    }
}

#[test]
fn lost_bytes_cost_only_their_characters() {
    let text = "如果明天不下雨，我们就去公园里放风筝。";
    for read_as in [Gb18030, ShiftJis, Cp949] {
        let out = repaired(&lossy(text, read_as));
        let wrong = out.chars().filter(|&c| c != '\u{FFFD}' && !text.contains(c)).count();
        assert_eq!(wrong, 0, "{out}");
        let right = out.chars().filter(|&c| text.contains(c)).count();
        assert!(right * 2 > text.chars().count(), "{read_as:?}: {out}");
    }
}

#[test]
fn verse_comes_back_with_its_losses() {
    // Read as GBK, `，` and `。` lose their first byte.
    for text in ["寒江獨釣蓑衣翁，雪滿孤舟暮靄中。", "疏籬翠竹掩柴扉，燕子銜泥繞舍飛。"]
    {
        let mut out = String::new();
        let (bytes, _, _) = encoding_rs::BIG5.encode(text);
        let mut rest = &bytes[..];
        while !rest.is_empty() {
            let (c, len) = Gb18030.decode(rest).unwrap_or(('\u{FFFD}', 1));
            out.push(c);
            rest = &rest[len..];
        }
        let repaired = repaired(&out);
        let right = repaired.chars().filter(|&c| text.contains(c)).count();
        let wrong = repaired.chars().filter(|&c| c != '\u{FFFD}' && !text.contains(c)).count();
        assert!(right >= 10 && wrong == 0, "{out}: {repaired}");
    }
}

#[test]
fn sound_text_beside_marks_of_loss_stays() {
    for text in [
        "定的套间��大床房，",
        "早餐的?�皮蛋��?肉粥不错",
        "前檐��看山應晚?，心閒臥��亦遲。",
        "江樓樂事盡�簫�葬儀雄�",
        "它们都是�Ð�年前的旧物",
        "只有×�个人",
        "第\u{14}��\u{10}名选手\u{19}",
        "差！差！差！差！\u{F3CC}�一次��怖的经历",
    ] {
        assert_eq!(repair(text), [], "{text}");
    }
}

#[test]
fn central_european_controls() {
    let polish = "Poezja jest muzyk\u{161} my\u{9c}li; radość i ludzko\u{9c}\u{107}, wolno\u{9c}\u{107} i m\u{161}dro\u{9c}\u{107}.";
    assert_eq!(repaired(polish), "Poezja jest muzyką myśli; radość i ludzkość, wolność i mądrość.");
    let czech = "Ka\u{9e}d\u{fd} m\u{e1} pr\u{e1}vo \u{9e}\u{ed}t tak, jak odpov\u{ed}d\u{e1} jeho d\u{16f}stojnosti, a zaji\u{9a}\u{9d}ovat rodinu.";
    assert_eq!(repaired(czech), "Každý má právo žít tak, jak odpovídá jeho důstojnosti, a zajišťovat rodinu.");
    assert_eq!(repaired("L\u{92}\u{e9}t\u{e9} \u{96} fut chaud\u{85}"), "L’été – fut chaud…");
    assert_eq!(repaired("cha\u{200b}\u{92}n\u{a0}\u{96} (well)"), "cha\u{200b}’n\u{a0}– (well)");
    assert_eq!(repair("\"\u{92} \u{93}\u{97}\u{2009}\u{99} \u{96}\u{2005}\u{91}\""), []);
    assert_eq!(repair("\"\u{92} \u{93}\u{97} \u{9d}\u{99} \u{96} \u{95}\u{91}\u{9c} \u{98}\u{81} \u{82}\""), []);
}

#[test]
fn escaped_texts() {
    let text = "今天的天气很好";
    let decimal: String = text.chars().map(|c| format!("&#{};", c as u32)).collect();
    let twice: String = text.chars().map(|c| format!("&amp;amp;#x{:X};", c as u32)).collect();
    let slashes: String = text.chars().map(|c| format!("\\\\u{:04x}", c as u32)).collect();
    let percent: String = text.bytes().map(|b| format!("%{b:02X}")).collect();
    let quoted: String = text.bytes().map(|b| format!("={b:02X}")).collect();
    let wrapped = format!("{}=\n{}", &quoted[..30], &quoted[30..]);
    for damaged in [decimal, twice, slashes, percent, quoted, wrapped] {
        assert_eq!(repaired(&damaged), text, "{damaged}");
    }
}

#[test]
fn blocks_share_their_evidence() {
    let strong = damage("La première leçon était très intéressante.", Utf8, Windows1252).unwrap();
    let weak = "Ã‰";
    assert_eq!(repair(weak), []);
    let all = repair_all(&[&strong, weak]);
    assert_eq!(all[1].len(), 1);
    assert_eq!(all[1][0].with, "É");
}

#[test]
fn long_texts_come_back_in_parts() {
    let line = |n: usize| format!("第{n}天，我们沿着河边走了很久，看见三只白鹭站在水里，谁也没有说话。\n");
    let text: String = (0..2500).map(line).collect();
    for (from, to) in [(Latin1, Utf8), (Latin1, Gb18030)] {
        let damaged = damage(&text, to, from).unwrap();
        assert!(damaged.len() > 200_000);
        assert!(repaired(&damaged) == text, "{from:?} {to:?}");
    }
    let damaged = lossy(&text, Gb18030);
    let back = repaired(&damaged);
    assert_eq!(back.lines().count(), text.lines().count());
    let differ = back
        .lines()
        .zip(text.lines())
        .filter(|(a, b)| a.chars().filter(|c| *c == '\u{FFFD}').count() * 4 > b.chars().count());
    assert_eq!(differ.count(), 0);
    assert!(repair(&text).is_empty());
}

#[test]
fn beyond_repair_stays() {
    for text in ["锟斤拷锟斤拷锟斤拷", "����ӦԭΪ������", "烫烫烫烫烫烫", "??????，???"]
    {
        assert_eq!(repair(text), [], "{text}");
    }
}

/// Sound text of many kinds that must come through.
const SOUND: &str = include_str!("sound.txt");

#[test]
fn sound_text_stays() {
    for line in SOUND.lines() {
        assert_eq!(repair(line), [], "{line}");
    }
    assert_eq!(repair(SOUND), []);
}
