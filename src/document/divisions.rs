//! Words that head the divisions of books.

/// The words, lower case, with their rank: 0 for what holds chapters, 1 for chapters, 2 for what stands in them.
pub const DIVISIONS: &[(&str, u8)] = &[
    ("volume", 0),
    ("vol.", 0),
    ("book", 0),
    ("part", 0),
    ("act", 0),
    ("tome", 0),
    ("livre", 0),
    ("partie", 0),
    ("buch", 0),
    ("teil", 0),
    ("band", 0),
    ("libro", 0),
    ("parte", 0),
    ("часть", 0),
    ("книга", 0),
    ("том", 0),
    ("chapter", 1),
    ("chap.", 1),
    ("kapitel", 1),
    ("chapitre", 1),
    ("capítulo", 1),
    ("capitulo", 1),
    ("capitolo", 1),
    ("hoofdstuk", 1),
    ("глава", 1),
    ("rozdział", 1),
    ("canto", 1),
    ("scene", 1),
    ("letter", 1),
    ("stave", 1),
    ("lecture", 1),
    ("section", 2),
    ("appendix", 1),
    ("article", 2),
    ("adventure", 1),
    ("act.", 0),
];

/// Words in further languages; plain text is not searched for them.
const MORE: &[(&str, u8)] = &[
    ("teile", 0),
    ("tomo", 0),
    ("livro", 0),
    ("deel", 0),
    ("boek", 0),
    ("bok", 0),
    ("del", 0),
    ("część", 0),
    ("księga", 0),
    ("tom", 0),
    ("část", 0),
    ("kniha", 0),
    ("rész", 0),
    ("osa", 0),
    ("μέρος", 0),
    ("βιβλίο", 0),
    ("partea", 0),
    ("cartea", 0),
    ("частина", 0),
    ("llibre", 0),
    ("kısım", 0),
    ("bagian", 0),
    ("phần", 0),
    ("الجزء", 0),
    ("חלק", 0),
    ("kapittel", 1),
    ("kapitola", 1),
    ("fejezet", 1),
    ("luku", 1),
    ("κεφάλαιο", 1),
    ("capitolul", 1),
    ("capítol", 1),
    ("розділ", 1),
    ("bölüm", 1),
    ("bab", 1),
    ("chương", 1),
    ("الفصل", 1),
    ("פרק", 1),
];

/// The rank that a heading has by its words: `Part One`, `Zweiter Teil`, `第三章`; `None`: they do not say.
///
/// ```
/// use folio::document::divisions::rank;
/// assert_eq!((rank("Part One: Winter"), rank("Dritter Teil"), rank("Chapter 4"), rank("Partly")), (Some(0), Some(0), Some(1), None));
/// ```
pub fn rank(heading: &str) -> Option<u8> {
    let heading = heading.trim();
    if heading.starts_with(['第', '제']) {
        let mut signs = heading.chars().skip(1).skip_while(|c| !"部篇卷编編부편章回話话장화".contains(*c));
        return signs.next().map(|c| u8::from("章回話话장화".contains(c)));
    }
    // `Part One: The Sea` says it before its colon.
    let head = heading.split([':', '—', '–']).next().unwrap_or(heading);
    let words = head.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase);
    let words: Vec<String> = words.take(5).collect();
    let of = |word: &String| DIVISIONS.iter().chain(MORE).find(|(division, _)| division == word).map(|(_, rank)| *rank);
    match words.as_slice() {
        [only] => of(only),
        [first, second] => of(first).or_else(|| of(second)),
        [first, _, _] | [first, _, _, _] => of(first),
        _ => None,
    }
}
