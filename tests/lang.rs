//! Languages and scripts of sentences written for this test.

use corpusclean::{HanVariant, Language, han_variant, identify, identify_blocks};

/// A tag and a sentence in it.
const SENTENCES: &[(&str, &str)] = &[
    ("af", "Ek het gister saam met my broer na die see gery, maar dit het die hele dag gereën."),
    ("am", "ዛሬ ጠዋት ወደ ገበያ ሄድኩ"),
    ("ar", "ذهبنا أمس إلى السوق واشترينا خبزا طازجا وبعض الفواكه للأطفال."),
    ("az", "Dünən axşam dostlarımızla birlikdə şəhərin mərkəzində gəzdik və çay içdik."),
    ("be", "Учора ўвечары мы доўга гаварылі пра тое, як змянілася наша вёска за апошнія гады."),
    ("bg", "Вчера вечерта се разхождахме край реката и говорихме за новата книга на съседа."),
    ("bn", "গতকাল আমরা নদীর ধারে অনেকক্ষণ হেঁটেছিলাম।"),
    ("ca", "Ahir al vespre vam sopar amb els veïns i després vam sortir a passejar pel poble."),
    ("cs", "Včera večer jsme se procházeli podél řeky a povídali si o nové knize našeho souseda."),
    ("cy", "Aethon ni i lawr i'r traeth ddoe ond roedd hi'n bwrw glaw trwy'r dydd."),
    ("da", "I går gik vi en lang tur langs åen og talte om, hvordan byen har ændret sig de sidste år."),
    ("de", "Gestern Abend sind wir am Fluss spazieren gegangen und haben über das neue Buch gesprochen."),
    ("el", "Χθες το βράδυ περπατήσαμε δίπλα στο ποτάμι."),
    ("en", "Yesterday evening we walked along the river and talked about the book our neighbour had written."),
    ("eo", "Hieraŭ vespere ni promenis laŭ la rivero kaj parolis pri la nova libro de nia najbaro."),
    ("es", "Ayer por la tarde paseamos junto al río y hablamos del nuevo libro de nuestro vecino."),
    ("et", "Eile õhtul jalutasime jõe ääres ja rääkisime naabri uuest raamatust."),
    ("eu", "Atzo arratsaldean ibaiaren ondoan ibili ginen eta auzokoaren liburu berriaz hitz egin genuen."),
    ("fa", "دیروز عصر کنار رودخانه قدم زدیم و دربارهٔ کتاب تازهٔ همسایه‌مان حرف زدیم."),
    ("fi", "Eilen illalla kävelimme joen rannalla ja puhuimme naapurin uudesta kirjasta."),
    ("fr", "Hier soir, nous nous sommes promenés au bord de la rivière en parlant du nouveau livre du voisin."),
    ("ga", "Chuamar ag siúl cois na habhann tráthnóna inné agus bhíomar ag caint faoin leabhar nua."),
    ("gu", "ગઈકાલે સાંજે અમે નદી કિનારે ફરવા ગયા હતા."),
    ("he", "אתמול בערב טיילנו לאורך הנהר ודיברנו על הספר החדש."),
    ("hi", "कल शाम हम लोग नदी के किनारे टहलने गए थे और हमने नई किताब के बारे में बात की।"),
    ("hu", "Tegnap este a folyóparton sétáltunk, és a szomszéd új könyvéről beszélgettünk."),
    ("hy", "Երեկ երեկոյան մենք քայլում էինք գետի ափով։"),
    ("is", "Í gærkvöldi gengum við meðfram ánni og töluðum um nýju bókina sem nágranninn skrifaði."),
    ("it", "Ieri sera abbiamo passeggiato lungo il fiume parlando del nuovo libro del nostro vicino."),
    ("ja", "昨日の夕方、川沿いを散歩しながら、隣人の新しい本について話しました。"),
    ("ka", "გუშინ საღამოს მდინარის პირას ვსეირნობდით."),
    ("kk", "Кеше кешке біз өзен жағасында серуендеп, көршіміздің жаңа кітабы туралы сөйлестік."),
    ("km", "ម្សិលមិញយើងបានដើរលេងតាមមាត់ទន្លេ"),
    ("ko", "어제 저녁에 우리는 강가를 걸으며 이웃의 새 책에 대해 이야기했다."),
    ("la", "Heri vesperi secundum flumen ambulavimus et de novo libro vicini nostri locuti sumus."),
    ("lt", "Vakar vakare vaikščiojome palei upę ir kalbėjomės apie naują kaimyno knygą."),
    ("lv", "Vakar vakarā mēs pastaigājāmies gar upi un runājām par kaimiņa jauno grāmatu."),
    ("mk", "Вчера вечерта се шетавме покрај реката и разговаравме за новата книга на соседот."),
    ("mn", "Өчигдөр орой бид голын эрэг дагуу алхаж, хөршийнхөө шинэ номын тухай ярилцлаа."),
    ("mr", "काल संध्याकाळी आम्ही नदीकाठी फिरायला गेलो होतो आणि शेजाऱ्याच्या नव्या पुस्तकाबद्दल बोललो."),
    ("nl", "Gisteravond hebben we langs de rivier gewandeld en over het nieuwe boek van de buurman gepraat."),
    ("nn", "I går kveld gjekk vi ein lang tur langs elva og snakka om den nye boka som ho har skrive."),
    ("pa", "ਕੱਲ੍ਹ ਸ਼ਾਮ ਅਸੀਂ ਦਰਿਆ ਦੇ ਕੰਢੇ ਸੈਰ ਕੀਤੀ।"),
    ("pl", "Wczoraj wieczorem spacerowaliśmy nad rzeką i rozmawialiśmy o nowej książce sąsiada."),
    ("pt", "Ontem à noite caminhamos ao longo do rio e conversamos sobre o novo livro do nosso vizinho."),
    ("ro", "Aseară ne-am plimbat pe malul râului și am vorbit despre noua carte a vecinului nostru."),
    ("ru", "Вчера вечером мы гуляли вдоль реки и говорили о новой книге нашего соседа."),
    ("sk", "Včera večer sme sa prechádzali popri rieke a rozprávali sme sa o novej knihe nášho suseda."),
    ("sl", "Sinoči smo se sprehajali ob reki in se pogovarjali o novi knjigi našega soseda."),
    ("so", "Shalay galab waxaan ku lugaynay webiga agtiisa oo waxaan ka hadalnay buugga cusub."),
    ("sq", "Mbrëmë shëtitëm buzë lumit dhe biseduam për librin e ri të fqinjit tonë."),
    ("sr", "Синоћ смо шетали поред реке и причали о новој књизи нашег комшије."),
    ("sv", "I går kväll promenerade vi längs ån och pratade om grannens nya bok."),
    ("sw", "Jana jioni tulitembea kando ya mto na kuzungumza kuhusu kitabu kipya cha jirani yetu."),
    ("ta", "நேற்று மாலை நாங்கள் ஆற்றங்கரையில் நடந்தோம்."),
    ("te", "నిన్న సాయంత్రం మేము నది ఒడ్డున నడిచాము."),
    ("th", "เมื่อวานตอนเย็นเราเดินเล่นริมแม่น้ำ"),
    ("tl", "Kahapon ng hapon naglakad kami sa tabi ng ilog at pinag-usapan ang bagong aklat ng kapitbahay."),
    ("tr", "Dün akşam nehir boyunca yürüdük ve komşumuzun yeni kitabı hakkında konuştuk."),
    ("uk", "Учора ввечері ми гуляли вздовж річки й розмовляли про нову книжку нашого сусіда."),
    ("ur", "کل شام ہم دریا کے کنارے ٹہلتے رہے اور پڑوسی کی نئی کتاب کے بارے میں باتیں کیں۔"),
    ("vi", "Chiều hôm qua chúng tôi đi dạo dọc bờ sông và nói chuyện về cuốn sách mới của người hàng xóm."),
    ("zh-Hans", "昨天傍晚我们沿着河边散步，谈论邻居写的新书。"),
    ("zh-Hant", "昨天傍晚我們沿著河邊散步，談論鄰居寫的新書。"),
];

#[test]
fn sentences() {
    for (tag, text) in SENTENCES {
        let found = identify(text);
        assert_eq!(found.language.as_str(), *tag, "{:?} {text}", found);
        assert!(found.confidence > 0.5, "{:?} {text}", found);
    }
}

#[test]
fn script_alone_decides_with_foreign_words_around() {
    assert_eq!(identify("新版 Windows Server 2025 的安装方法").language, Language::ZH_HANS);
    let guide =
        "运行 pip install --upgrade setuptools wheel，然后执行 python setup.py build_ext --inplace 即可完成编译。";
    assert_eq!(identify(guide).language, Language::ZH_HANS);
    assert_eq!(identify("The city of Beijing (北京) hosted the Olympic Games twice.").language, Language::EN);
    assert_eq!(identify("Docker Compose で開発環境を作る").language, Language::JA);
    assert_eq!(identify("Kubernetes 클러스터를 설치하는 방법").language, Language::KO);
}

#[test]
fn chinese_that_quotes_japanese_stays_chinese() {
    let text = "店里最受欢迎的是“ハンバーグ”套餐，价格也不贵，很多附近上班的人中午都会来这里排队。";
    assert_eq!(identify(text).language, Language::ZH_HANS);
    assert_eq!(identify("鮮の每日：我們每天從漁港直接送來最新鮮的魚，讓您在家也能吃到。").language, Language::ZH_HANT);
}

#[test]
fn japanese_without_kana() {
    for text in ["駅前広場再開発計画", "新型電気自動車発売開始", "気象庁地震情報発表"] {
        assert_eq!(identify(text).language, Language::JA, "{text}");
    }
}

#[test]
fn short_chinese_without_kana_is_chinese() {
    for text in ["本日停业", "本日停業", "日本料理店", "日本料理店今日开张", "停车场", "立入禁止"]
    {
        assert!(identify(text).language.is_chinese(), "{text}");
    }
    // What leans to Japanese is Chinese with so little confidence that a declaration decides.
    assert!(identify("日本料理店").confidence < 0.5);
    for text in ["東京都港区芝公園四丁目", "大阪市北区梅田一丁目", "新宿歌舞伎町"] {
        assert_eq!(identify(text).language, Language::JA, "{text}");
    }
}

#[test]
fn nothing_to_tell_by() {
    for text in ["", "  \n", "12:30 — 3,5 %", "…？！", "😀😀"] {
        let found = identify(text);
        assert_eq!((found.language, found.confidence), (Language::UND, 0.0), "{text:?}");
    }
    // A symbol in a formula is no Greek.
    assert!(identify("λ = 3").confidence <= 0.5);
}

#[test]
fn a_document_is_what_most_of_it_is() {
    let chinese = "昨天傍晚我们沿着河边散步，谈论邻居写的新书。".repeat(200);
    let english = "Yesterday evening we walked along the river. ".repeat(20);
    let blocks = [english.as_str(), &chinese, "注 1", &chinese];
    assert_eq!(identify_blocks(blocks.into_iter()).language, Language::ZH_HANS);
    assert_eq!(identify_blocks(std::iter::empty()).language, Language::UND);
}

#[test]
fn han_scripts() {
    assert_eq!(han_variant(&"汉字简体与繁体".repeat(3)), HanVariant::Hans);
    assert_eq!(han_variant(&"漢字簡體與繁體".repeat(3)), HanVariant::Hant);
}

#[test]
fn hostile_text_is_cheap() {
    let long = "\u{10FFFF}a\u{301}\u{0}".repeat(2_000_000);
    let start = std::time::Instant::now();
    let _ = identify(&long);
    assert!(start.elapsed().as_millis() < 500);
}
