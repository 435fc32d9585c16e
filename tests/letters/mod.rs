//! Texts in other letters: the same words, marks and lines, but letters of one to four bytes, of scripts from left to
//! right and from right to left, with marks that combine, without width, and with cases of different lengths. The safety
//! rule and the seeds of the fuzz targets have it as a module.

/// Alphabets, by name. Where the first half are capitals of the second half they are parted by a bar.
pub const ALPHABETS: &[(&str, &str)] = &[
    ("greek", "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ|αβγδεζηθικλμνξοπρστυφχψω"),
    ("cyrillic", "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЮЯ|абвгдежзиклмнопрстуфхцчшщюя"),
    ("hebrew", "אבגדהוזחטיכלמנסעפצקרשת"),
    ("arabic", "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"),
    ("devanagari", "कखगघचछजझटठडढतथदधनपफबभमयरलवशषसह"),
    ("thai", "กขคฆงจฉชซฌญฎฏฐดตถทธนบปผฝพฟภมยรลวศสหอ"),
    ("han", "一二三人大小中水火山石田木日月天地上下左右見行言海風雨雪花"),
    ("kana", "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほ"),
    ("hangul", "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허"),
    ("gothic", "𐌰𐌱𐌲𐌳𐌴𐌵𐌶𐌷𐌸𐌹𐌺𐌻𐌼𐌽𐌾𐌿𐍀𐍂𐍃𐍄𐍅𐍆𐍇𐍈𐍉"),
    ("deseret", "𐐀𐐁𐐂𐐃𐐄𐐅𐐆𐐇𐐈𐐉𐐊𐐋𐐌𐐍𐐎𐐏|𐐨𐐩𐐪𐐫𐐬𐐭𐐮𐐯𐐰𐐱𐐲𐐳𐐴𐐵𐐶𐐷"),
    ("adlam", "𞤀𞤁𞤂𞤃𞤄𞤅𞤆𞤇𞤈𞤉𞤊𞤋𞤌𞤍𞤎𞤏|𞤢𞤣𞤤𞤥𞤦𞤧𞤨𞤩𞤪𞤫𞤬𞤭𞤮𞤯𞤰𞤱"),
    ("extension b", "𠀀𠀁𠀂𠀃𠀄𠀅𠀆𠀇𠀈𠀉𠀊𠀋𠀌𠀍𠀎𠀏"),
    // Lower and upper case have other lengths, or are several letters.
    ("cases", "İẞKÅȺȾΫ\u{1e9e}|ıßkåⱥⱦΰŉ"),
    // Not all are letters: what combines, joins, has no width or turns the direction.
    ("marks", "e\u{301}a\u{308}i\u{323}o\u{328}u\u{200b}b\u{200d}c\u{2060}d\u{ad}f\u{feff}g\u{20dd}h\u{fe0f}"),
    ("signs", "😀🌊🏠📚✂️⚓🇬🇧👩‍🚀🎻🧭"),
];

/// The text with most of its words in the letters of an alphabet; which ones, `salt` says. What is between `<` and `>`,
/// addresses and `&names;` stay, so that markup is markup still.
pub fn replaced(text: &str, alphabet: usize, salt: usize) -> String {
    let (_, letters) = ALPHABETS[alphabet % ALPHABETS.len()];
    let (upper, lower) = letters.split_once('|').unwrap_or((letters, letters));
    let (upper, lower) = (clusters(upper), clusters(lower));
    let mut out = String::with_capacity(text.len() * 3);
    let mut rest = text;
    let mut count = salt;
    while let Some(first) = rest.chars().next() {
        let tag = first == '<' && rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'));
        let kept = match first {
            '<' if tag => rest.find('>').map_or(rest.len(), |end| end + 1),
            '&' => rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '&' && c != '#').unwrap_or(rest.len()),
            'h' if rest.starts_with("http") => rest.find([' ', '\n', ')', '>', '"']).unwrap_or(rest.len()),
            c if c.is_ascii_alphabetic() => 0,
            c => c.len_utf8(),
        };
        if kept > 0 {
            out.push_str(&rest[..kept]);
            rest = &rest[kept..];
            continue;
        }
        let (word, behind) = rest.split_at(rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len()));
        rest = behind;
        count += 1;
        // Some words stay, so that texts are mixed, and some of what is looked for is found.
        if count.is_multiple_of(5) {
            out.push_str(word);
            continue;
        }
        for (i, b) in word.bytes().enumerate() {
            let list = if b.is_ascii_uppercase() { &upper } else { &lower };
            out.push_str(list[(usize::from(b | 0x20) * 7 + i / 8 + salt) % list.len()]);
        }
    }
    out
}

/// What is one letter to a reader.
fn clusters(letters: &str) -> Vec<&str> {
    let mut starts: Vec<usize> = Vec::new();
    let mut joined = false;
    for (at, c) in letters.char_indices() {
        let joins = matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{20dd}')
            || matches!(c, '\u{fe0f}' | '\u{feff}');
        if !joins && !joined {
            starts.push(at);
        }
        joined = c == '\u{200d}';
    }
    starts
        .iter()
        .enumerate()
        .map(|(i, &at)| &letters[at..starts.get(i + 1).copied().unwrap_or(letters.len())])
        .collect()
}
