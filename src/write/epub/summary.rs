//! The accessibility summary (EPUB Accessibility 1.1, 2.1): sentences in the document's language.

use crate::document::Language;

/// What a summary can say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sentence {
    /// The text reflows and follows the reader's settings.
    Reflows,
    /// Headings are marked up and listed.
    Headings,
    /// Every image has alternative text.
    Described,
    /// No image has.
    Silent,
    /// `{}` images of `{}` have none.
    PartlySilent,
    /// Formulas are MathML.
    Formulas,
    /// The same; some are described in English, as there are no words of the document's language.
    FormulasInEnglish,
    /// The pages of a print edition are marked.
    Pages,
    /// Tables have head cells.
    Tables,
}

/// One row a language, in the order of [`Sentence`].
const SENTENCES: &[(&str, [&str; 9])] = &[
    (
        "en",
        [
            "The text reflows and its size, typeface and colours can be changed.",
            "Headings are marked up and listed in the table of contents.",
            "All images have alternative text.",
            "The images have no alternative text.",
            "Images without alternative text: {} of {}.",
            "Formulas are MathML with alternative text.",
            "Formulas are MathML with alternative text, of some in English only.",
            "The pages of the print edition are marked and listed.",
            "Tables have marked-up head cells where the source has them.",
        ],
    ),
    (
        "de",
        [
            "Der Text bricht um; Größe, Schrift und Farben lassen sich ändern.",
            "Überschriften sind ausgezeichnet und stehen im Inhaltsverzeichnis.",
            "Alle Bilder haben einen Alternativtext.",
            "Die Bilder haben keinen Alternativtext.",
            "Bilder ohne Alternativtext: {} von {}.",
            "Formeln sind MathML mit Alternativtext.",
            "Formeln sind MathML mit Alternativtext, teils nur auf Englisch.",
            "Die Seiten der gedruckten Ausgabe sind markiert und aufgelistet.",
            "Tabellen haben ausgezeichnete Kopfzellen, wo die Quelle welche hat.",
        ],
    ),
    (
        "fr",
        [
            "Le texte est redistribuable ; sa taille, sa police et ses couleurs peuvent être modifiées.",
            "Les titres sont balisés et figurent dans la table des matières.",
            "Toutes les images ont un texte de remplacement.",
            "Les images n’ont pas de texte de remplacement.",
            "Images sans texte de remplacement : {} sur {}.",
            "Les formules sont en MathML, avec un texte de remplacement.",
            "Les formules sont en MathML, avec un texte de remplacement, parfois en anglais seulement.",
            "Les pages de l’édition imprimée sont repérées et répertoriées.",
            "Les tableaux ont des cellules d’en-tête balisées là où la source en a.",
        ],
    ),
    (
        "es",
        [
            "El texto se adapta a la pantalla; se pueden cambiar el tamaño, la letra y los colores.",
            "Los títulos están marcados y figuran en el índice.",
            "Todas las imágenes tienen texto alternativo.",
            "Las imágenes no tienen texto alternativo.",
            "Imágenes sin texto alternativo: {} de {}.",
            "Las fórmulas están en MathML con texto alternativo.",
            "Las fórmulas están en MathML con texto alternativo, en parte solo en inglés.",
            "Las páginas de la edición impresa están marcadas y listadas.",
            "Las tablas tienen celdas de encabezado marcadas donde las tiene la fuente.",
        ],
    ),
    (
        "it",
        [
            "Il testo si adatta allo schermo; dimensione, carattere e colori si possono cambiare.",
            "I titoli sono marcati ed elencati nell’indice.",
            "Tutte le immagini hanno un testo alternativo.",
            "Le immagini non hanno testo alternativo.",
            "Immagini senza testo alternativo: {} su {}.",
            "Le formule sono in MathML con testo alternativo.",
            "Le formule sono in MathML con testo alternativo, in parte solo in inglese.",
            "Le pagine dell’edizione a stampa sono segnate ed elencate.",
            "Le tabelle hanno celle di intestazione marcate dove la fonte le ha.",
        ],
    ),
    (
        "pt",
        [
            "O texto adapta-se ao ecrã; o tamanho, a letra e as cores podem ser alterados.",
            "Os títulos estão marcados e constam do índice.",
            "Todas as imagens têm texto alternativo.",
            "As imagens não têm texto alternativo.",
            "Imagens sem texto alternativo: {} de {}.",
            "As fórmulas estão em MathML com texto alternativo.",
            "As fórmulas estão em MathML com texto alternativo, em parte só em inglês.",
            "As páginas da edição impressa estão marcadas e listadas.",
            "As tabelas têm células de cabeçalho marcadas onde a fonte as tem.",
        ],
    ),
    (
        "nl",
        [
            "De tekst loopt mee met het scherm; grootte, lettertype en kleuren zijn te wijzigen.",
            "Koppen zijn gemarkeerd en staan in de inhoudsopgave.",
            "Alle afbeeldingen hebben een alternatieve tekst.",
            "De afbeeldingen hebben geen alternatieve tekst.",
            "Afbeeldingen zonder alternatieve tekst: {} van {}.",
            "Formules zijn MathML met een alternatieve tekst.",
            "Formules zijn MathML met een alternatieve tekst, deels alleen in het Engels.",
            "De pagina’s van de gedrukte uitgave zijn gemarkeerd en opgesomd.",
            "Tabellen hebben gemarkeerde kopcellen waar de bron die heeft.",
        ],
    ),
    (
        "sv",
        [
            "Texten flödar om; storlek, typsnitt och färger kan ändras.",
            "Rubriker är uppmärkta och finns i innehållsförteckningen.",
            "Alla bilder har alternativtext.",
            "Bilderna saknar alternativtext.",
            "Bilder utan alternativtext: {} av {}.",
            "Formler är MathML med alternativtext.",
            "Formler är MathML med alternativtext, delvis endast på engelska.",
            "Den tryckta utgåvans sidor är utmärkta och uppräknade.",
            "Tabeller har uppmärkta rubrikceller där källan har dem.",
        ],
    ),
    (
        "da",
        [
            "Teksten ombrydes; størrelse, skrift og farver kan ændres.",
            "Overskrifter er opmærket og står i indholdsfortegnelsen.",
            "Alle billeder har alternativ tekst.",
            "Billederne har ingen alternativ tekst.",
            "Billeder uden alternativ tekst: {} af {}.",
            "Formler er MathML med alternativ tekst.",
            "Formler er MathML med alternativ tekst, til dels kun på engelsk.",
            "Den trykte udgaves sider er markeret og opregnet.",
            "Tabeller har opmærkede overskriftsceller, hvor kilden har dem.",
        ],
    ),
    (
        "nb",
        [
            "Teksten flyter om; størrelse, skrift og farger kan endres.",
            "Overskrifter er merket og står i innholdsfortegnelsen.",
            "Alle bilder har alternativ tekst.",
            "Bildene har ingen alternativ tekst.",
            "Bilder uten alternativ tekst: {} av {}.",
            "Formler er MathML med alternativ tekst.",
            "Formler er MathML med alternativ tekst, til dels bare på engelsk.",
            "Sidene i den trykte utgaven er merket og listet opp.",
            "Tabeller har merkede overskriftsceller der kilden har dem.",
        ],
    ),
    (
        "fi",
        [
            "Teksti mukautuu näyttöön; sen kokoa, kirjasinta ja värejä voi muuttaa.",
            "Otsikot on merkitty ja luetteloitu sisällysluetteloon.",
            "Kaikilla kuvilla on vaihtoehtoinen teksti.",
            "Kuvilla ei ole vaihtoehtoista tekstiä.",
            "Kuvia ilman vaihtoehtoista tekstiä: {}/{}.",
            "Kaavat ovat MathML-muodossa, ja niillä on vaihtoehtoinen teksti.",
            "Kaavat ovat MathML-muodossa, ja niillä on vaihtoehtoinen teksti, osin vain englanniksi.",
            "Painetun laitoksen sivut on merkitty ja luetteloitu.",
            "Taulukoissa on merkityt otsikkosolut, jos lähteessä on niitä.",
        ],
    ),
    (
        "pl",
        [
            "Tekst dopasowuje się do ekranu; można zmienić jego wielkość, krój i kolory.",
            "Nagłówki są oznaczone i wymienione w spisie treści.",
            "Wszystkie obrazy mają tekst alternatywny.",
            "Obrazy nie mają tekstu alternatywnego.",
            "Obrazy bez tekstu alternatywnego: {} z {}.",
            "Wzory są zapisane w MathML z tekstem alternatywnym.",
            "Wzory są zapisane w MathML z tekstem alternatywnym, częściowo tylko po angielsku.",
            "Strony wydania drukowanego są oznaczone i wymienione.",
            "Tabele mają oznaczone komórki nagłówkowe tam, gdzie ma je źródło.",
        ],
    ),
    (
        "cs",
        [
            "Text se přizpůsobuje obrazovce; velikost, písmo a barvy lze změnit.",
            "Nadpisy jsou vyznačeny a uvedeny v obsahu.",
            "Všechny obrázky mají alternativní text.",
            "Obrázky nemají alternativní text.",
            "Obrázky bez alternativního textu: {} z {}.",
            "Vzorce jsou v MathML s alternativním textem.",
            "Vzorce jsou v MathML s alternativním textem, zčásti jen anglicky.",
            "Stránky tištěného vydání jsou vyznačeny a vypsány.",
            "Tabulky mají vyznačené buňky záhlaví tam, kde je má zdroj.",
        ],
    ),
    (
        "ru",
        [
            "Текст подстраивается под экран; размер, шрифт и цвета можно изменить.",
            "Заголовки размечены и перечислены в содержании.",
            "У всех изображений есть альтернативный текст.",
            "У изображений нет альтернативного текста.",
            "Изображения без альтернативного текста: {} из {}.",
            "Формулы записаны в MathML с альтернативным текстом.",
            "Формулы записаны в MathML с альтернативным текстом, отчасти только на английском.",
            "Страницы печатного издания отмечены и перечислены.",
            "В таблицах размечены ячейки заголовков там, где они есть в источнике.",
        ],
    ),
    (
        "uk",
        [
            "Текст підлаштовується під екран; розмір, шрифт і кольори можна змінити.",
            "Заголовки розмічено й перелічено у змісті.",
            "Усі зображення мають альтернативний текст.",
            "Зображення не мають альтернативного тексту.",
            "Зображення без альтернативного тексту: {} із {}.",
            "Формули записано в MathML з альтернативним текстом.",
            "Формули записано в MathML з альтернативним текстом, почасти лише англійською.",
            "Сторінки друкованого видання позначено й перелічено.",
            "У таблицях розмічено клітинки заголовків там, де вони є у джерелі.",
        ],
    ),
    (
        "tr",
        [
            "Metin ekrana göre yeniden akar; boyutu, yazı tipi ve renkleri değiştirilebilir.",
            "Başlıklar işaretlidir ve içindekilerde listelenir.",
            "Tüm resimlerin alternatif metni vardır.",
            "Resimlerin alternatif metni yoktur.",
            "Alternatif metni olmayan resimler: {}/{}.",
            "Formüller alternatif metinli MathML biçimindedir.",
            "Formüller alternatif metinli MathML biçimindedir; bir kısmı yalnızca İngilizcedir.",
            "Basılı sürümün sayfaları işaretli ve listelidir.",
            "Kaynakta bulunduğu yerde tabloların başlık hücreleri işaretlidir.",
        ],
    ),
    (
        "el",
        [
            "Το κείμενο προσαρμόζεται στην οθόνη· το μέγεθος, η γραμματοσειρά και τα χρώματα αλλάζουν.",
            "Οι επικεφαλίδες είναι σημασμένες και περιλαμβάνονται στα περιεχόμενα.",
            "Όλες οι εικόνες έχουν εναλλακτικό κείμενο.",
            "Οι εικόνες δεν έχουν εναλλακτικό κείμενο.",
            "Εικόνες χωρίς εναλλακτικό κείμενο: {} από {}.",
            "Οι τύποι είναι σε MathML με εναλλακτικό κείμενο.",
            "Οι τύποι είναι σε MathML με εναλλακτικό κείμενο, εν μέρει μόνο στα αγγλικά.",
            "Οι σελίδες της έντυπης έκδοσης είναι σημειωμένες και καταχωρισμένες.",
            "Οι πίνακες έχουν σημασμένα κελιά κεφαλίδας όπου τα έχει η πηγή.",
        ],
    ),
    (
        "ar",
        [
            "يتكيف النص مع الشاشة، ويمكن تغيير حجمه وخطه وألوانه.",
            "العناوين موسومة ومدرجة في المحتويات.",
            "لكل الصور نص بديل.",
            "ليس للصور نص بديل.",
            "الصور التي ليس لها نص بديل: {} من {}.",
            "الصيغ الرياضية بلغة MathML مع نص بديل.",
            "الصيغ الرياضية بلغة MathML مع نص بديل، بعضه بالإنجليزية فقط.",
            "صفحات الطبعة الورقية معلَّمة ومدرجة في قائمة.",
            "للجداول خلايا رأس موسومة حيث توجد في المصدر.",
        ],
    ),
    (
        "he",
        [
            "הטקסט מסתדר לפי המסך, ואפשר לשנות את גודלו, את הגופן ואת הצבעים.",
            "הכותרות מסומנות ומופיעות בתוכן העניינים.",
            "לכל התמונות יש טקסט חלופי.",
            "לתמונות אין טקסט חלופי.",
            "תמונות ללא טקסט חלופי: {} מתוך {}.",
            "הנוסחאות הן MathML עם טקסט חלופי.",
            "הנוסחאות הן MathML עם טקסט חלופי, בחלקו באנגלית בלבד.",
            "עמודי המהדורה המודפסת מסומנים ורשומים.",
            "בטבלאות תאי הכותרת מסומנים במקום שבו הם מופיעים במקור.",
        ],
    ),
    (
        "zh",
        [
            "文本可重排，字号、字体和颜色均可更改。",
            "标题均有标记，并列于目录。",
            "所有图片均有替代文本。",
            "图片没有替代文本。",
            "没有替代文本的图片：{}/{}。",
            "公式为 MathML，带有替代文本。",
            "公式为 MathML，带有替代文本，其中部分仅有英文。",
            "印刷版的页码均有标记并已列出。",
            "源文件中有表头的表格，其表头单元格均有标记。",
        ],
    ),
    (
        "ja",
        [
            "本文はリフロー型で、文字の大きさ、書体、色を変更できます。",
            "見出しはマークアップされ、目次に載っています。",
            "すべての画像に代替テキストがあります。",
            "画像に代替テキストはありません。",
            "代替テキストのない画像：{}/{}。",
            "数式は代替テキスト付きのMathMLです。",
            "数式は代替テキスト付きのMathMLです（一部は英語のみ）。",
            "印刷版のページに印と一覧があります。",
            "表の見出しセルは、原文にある場合マークアップされています。",
        ],
    ),
];

/// The sentence in a language; in English where the language has none here.
pub fn sentence(sentence: Sentence, language: &Language) -> &'static str {
    let primary = match language.primary() {
        "no" | "nn" => "nb",
        other => other,
    };
    let row = SENTENCES.iter().find(|(tag, _)| *tag == primary).unwrap_or(&SENTENCES[0]);
    row.1[sentence as usize]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Term, term};

    #[test]
    fn every_language_that_has_terms_has_sentences() {
        for tag in "de fr es it pt nl sv da nb nn fi pl cs ru uk tr el ar he zh ja".split(' ') {
            let language = Language::parse(tag).unwrap();
            assert_ne!(term(Term::Contents, &language), term(Term::Contents, &Language::english()), "{tag}");
            assert_ne!(
                sentence(Sentence::Reflows, &language),
                sentence(Sentence::Reflows, &Language::english()),
                "{tag}"
            );
        }
        for (tag, sentences) in SENTENCES {
            for (i, text) in sentences.iter().enumerate() {
                let places = if i == Sentence::PartlySilent as usize { 2 } else { 0 };
                assert_eq!(text.matches("{}").count(), places, "{tag}: {text}");
                assert!(text.ends_with(['.', '。']), "{tag}: {text}");
            }
        }
    }
}
