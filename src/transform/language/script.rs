//! Language detection by script: conclusive for scripts of one language, a narrowing for shared scripts.

use unicode_script::{Script, UnicodeScript};

/// Distribution of a text over scripts.
pub(super) struct Census {
    /// Scripts with the total weight of their letters, heaviest first.
    counts: Vec<(Script, usize)>,
    kana: usize,
}

/// Result by script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// The language.
    Language(&'static str),
    /// A script of several languages: its table, and the language used if the table is inconclusive.
    Shared { table: &'static str, usual: &'static str },
    /// Too few letters, or an unknown script.
    Nothing,
}

impl Census {
    /// Counts the letters of a text.
    pub(super) fn of(text: &str) -> Census {
        let mut census = Census { counts: Vec::new(), kana: 0 };
        let mut latin = 0;
        for c in text.chars() {
            if c.is_ascii() {
                latin += usize::from(c.is_ascii_alphabetic());
            } else if c.is_alphabetic() {
                census.add(c.script(), 1);
            }
        }
        census.add(Script::Latin, latin);
        census.counts.sort_by_key(|&(_, weight)| std::cmp::Reverse(weight));
        census
    }

    fn add(&mut self, script: Script, letters: usize) {
        // A syllable or ideograph counts as two or three letters.
        let (script, weight) = match script {
            Script::Common | Script::Inherited | Script::Unknown => return,
            Script::Hiragana | Script::Katakana => {
                self.kana += letters;
                (Script::Han, letters * 2)
            }
            Script::Han | Script::Bopomofo => (Script::Han, letters * 3),
            Script::Hangul | Script::Ethiopic | Script::Yi => (script, letters * 2),
            other => (other, letters),
        };
        match self.counts.iter_mut().find(|(known, _)| *known == script) {
            Some((_, sum)) => *sum += weight,
            None => self.counts.push((script, weight)),
        }
    }

    /// The result for the script with more than half of the text.
    pub(super) fn says(&self, text: &str) -> Said {
        let total: usize = self.counts.iter().map(|(_, weight)| weight).sum();
        let Some(&(script, weight)) = self.counts.first().filter(|(_, weight)| weight * 2 > total && *weight > 1)
        else {
            return Said::Nothing;
        };
        let count = |set: &str| text.chars().filter(|c| set.contains(*c)).count();
        Said::Language(match script {
            Script::Latin => return Said::Shared { table: "latin", usual: "en" },
            Script::Cyrillic => return Said::Shared { table: "cyrillic", usual: "ru" },
            Script::Devanagari => return Said::Shared { table: "devanagari", usual: "hi" },
            // Letters specific to Kurdish, Sindhi and Pashto.
            Script::Arabic if count("ێۆڕڵ") * 40 > weight => "ckb",
            Script::Arabic if count("ٻڀٺڄڃڇڏڌڊڦڪڱڻ") * 40 > weight => "sd",
            Script::Arabic if count("ټډړږښڼ") * 40 > weight => "ps",
            Script::Arabic => return Said::Shared { table: "arabic", usual: "ar" },
            Script::Han if self.kana * 15 > weight => "ja",
            Script::Han => chinese(text),
            // Yiddish has letters for its vowels.
            Script::Hebrew
                if count("װױײ\u{fb1f}\u{fb2e}\u{fb2f}\u{5b7}\u{5b8}") * 25 > weight && count("װױײ\u{fb1f}") > 0 =>
            {
                "yi"
            }
            Script::Hebrew => "he",
            Script::Bengali if count("ৰৱ") * 40 > weight => "as",
            Script::Bengali => "bn",
            Script::Ethiopic if count("ኣ") > count("አ") => "ti",
            Script::Ethiopic => "am",
            Script::Hangul => "ko",
            Script::Greek => "el",
            Script::Armenian => "hy",
            Script::Georgian => "ka",
            Script::Thai => "th",
            Script::Lao => "lo",
            Script::Khmer => "km",
            Script::Myanmar => "my",
            Script::Tibetan => "bo",
            Script::Tamil => "ta",
            Script::Telugu => "te",
            Script::Kannada => "kn",
            Script::Malayalam => "ml",
            Script::Gujarati => "gu",
            Script::Gurmukhi => "pa",
            Script::Oriya => "or",
            Script::Sinhala => "si",
            Script::Thaana => "dv",
            Script::Syriac => "syr",
            Script::Nko => "nqo",
            Script::Mongolian => "mn-Mong",
            Script::Adlam => "ff-Adlm",
            Script::Cherokee => "chr",
            Script::Javanese => "jv-Java",
            Script::Ol_Chiki => "sat",
            Script::Meetei_Mayek => "mni-Mtei",
            Script::Yi => "ii",
            Script::Vai => "vai",
            _ => return Said::Nothing,
        })
    }
}

/// Common characters specific to simplified or traditional Chinese, and to Japanese.
const SIMPLIFIED: &str = "们这个时说对发为过还给让从没经动现开关门问间长东车马鱼鸟语话请读见观视电脑网书员质实买卖热头极权种亿义习乡产业丛\
                          专两严临么乐尔变战转证检应将戏济续边处历样县广气择泽图验";
const TRADITIONAL: &str = "們這國個來會說學對發還給讓從沒經關讀觀腦畫黨團實寶賣點條權萬鄉產叢專兩嚴豐舉麼樂爾體區號與變戰轉證檢應將戲濟續\
                           邊處歷樣縣廣氣擇澤圖驗";
const JAPANESE: &str = "気広発売読円図駅団対応済経続実変戦沢浜検権黒働込畑峠辻労単営毎歩渋覚観訳証転関険験挙産";

/// The Chinese script variant; Japanese for kana-less text with Japanese ideographs.
fn chinese(text: &str) -> &'static str {
    let (mut simplified, mut traditional, mut japanese) = (0, 0, 0);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        simplified += usize::from(SIMPLIFIED.contains(c));
        traditional += usize::from(TRADITIONAL.contains(c));
        japanese += usize::from(JAPANESE.contains(c));
    }
    if japanese * 2 > simplified + traditional {
        "ja"
    } else if simplified == traditional {
        "zh"
    } else if simplified > traditional {
        "zh-Hans"
    } else {
        "zh-Hant"
    }
}
