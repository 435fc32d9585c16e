//! Paragraphs set in the embedded faces.

use super::*;
use crate::fonts::{Family, FontRole};
use crate::typeset::model::*;
use proptest::prelude::*;

#[test]
fn a_share_of_much_is_exact() {
    for (whole, part, parts, wanted) in
        [(7, 3, 2, 10), (-7, 3, 2, -10), (i64::MAX, 3, 6, i64::MAX / 2), (i64::MIN, 4, 8, i64::MIN / 2)]
    {
        assert_eq!(compose::share(whole, part, parts), wanted, "{whole} × {part} ÷ {parts}");
    }
}

fn run(range: std::ops::Range<usize>, family: Family, language: &str) -> StyledRun {
    StyledRun {
        range,
        font: FontRole { family, ..FontRole::default() },
        size: Length::pt(11.0),
        color: Color::BLACK,
        raise: Length::ZERO,
        features: FontFeatures::default(),
        language: language.to_owned(),
        hyphenate: !language.is_empty(),
        decoration: Decoration::default(),
        node: NodeId(0),
        link: None,
        note: None,
        anchor: None,
        isolate: None,
    }
}

fn paragraph(text: &str) -> StyledParagraph {
    let runs = vec![run(0..text.len(), Family::Serif, "en")];
    StyledParagraph { text: text.to_owned(), runs, ..StyledParagraph::default() }
}

fn set_in(paragraph: &StyledParagraph, measure: f64) -> SetLines {
    let fonts = Fonts::default();
    set(paragraph, Length::pt(measure), &Setter::new(&fonts))
}

/// The text of each line, and the right edge of its last item in points.
fn lines(set: &SetLines) -> Vec<(String, f64)> {
    let line = |line: &Line| {
        let items = &set.items[line.items.start as usize..line.items.end as usize];
        let text = items.iter().map(|item| match &item.kind {
            LineItemKind::Glyphs(run) => set.sorts.text(run),
            LineItemKind::Object(_) => "\u{FFFC}",
        });
        (text.collect(), items.last().map_or(0.0, |item| (item.x + item.width).to_pt()))
    };
    set.lines.iter().map(line).collect()
}

fn texts(set: &SetLines) -> Vec<String> {
    lines(set).into_iter().map(|(text, _)| text).collect()
}

const EXTRACT: &str = "So fare thee well, poor devil of a Sub-Sub, whose commentator I am. Thou belongest to that hopeless, \
    sallow tribe which no wine of this world will ever warm; and for whom even Pale Sherry would be too rosy-strong; \
    but with whom one sometimes loves to sit, and feel poor-devilish, too; and grow convivial upon tears.";

#[test]
fn justified_lines_are_flush_but_for_what_hangs() {
    let mut plain = paragraph(EXTRACT);
    plain.lines.protrusion = false;
    let set = set_in(&plain, 300.0);
    assert!(set.lines.len() > 5);
    for (i, (text, end)) in lines(&set).iter().enumerate() {
        let last = i + 1 == set.lines.len();
        assert!(last || (end - 300.0).abs() < 0.01, "{text:?} ends at {end}");
        assert!(!set.lines[i].overfull && !set.lines[i].stretched, "{text:?}");
    }
    let hung = lines(&set_in(&paragraph("One, two, three, four, five, six, seven, eight, nine, ten, eleven,"), 100.0));
    assert!(hung[0].1 > 100.5 && hung[0].1 < 104.0, "a comma hangs: {hung:?}");
}

#[test]
fn glyphs_are_widened_within_the_limit_and_not_at_all_where_that_is_off() {
    let stretches = |set: &SetLines| -> Vec<u16> {
        set.items
            .iter()
            .filter_map(|item| match &item.kind {
                LineItemKind::Glyphs(run) => Some(run.stretch),
                LineItemKind::Object(_) => None,
            })
            .collect()
    };
    let mut text = paragraph(EXTRACT);
    let set = stretches(&set_in(&text, 300.0));
    assert!(set.iter().all(|s| (980..=1020).contains(s)) && set.iter().any(|&s| s != 1000), "{set:?}");
    text.lines.expansion = 0;
    assert!(stretches(&set_in(&text, 300.0)).iter().all(|&s| s == 1000));
}

#[test]
fn a_soft_hyphen_is_text_only_where_a_line_ends_at_it() {
    let mut text = paragraph("Donau\u{AD}dampf\u{AD}schiff Donau\u{AD}dampf\u{AD}schiff");
    text.lines.alignment = Alignment::Start;
    assert_eq!(texts(&set_in(&text, 500.0)), ["Donaudampfschiff Donaudampfschiff"]);
    let narrow = set_in(&text, 75.0);
    assert_eq!(texts(&narrow)[0], "Donaudampf\u{AD}");
    assert!(narrow.lines[0].hyphenated);
}

#[test]
fn forced_ends_objects_and_notes() {
    let text = "one\ntwo \u{FFFC} 1";
    let mut styled = paragraph(text);
    styled.runs =
        vec![run(0..text.len() - 1, Family::Serif, "en"), run(text.len() - 1..text.len(), Family::Serif, "en")];
    styled.runs[1].note = Some(7);
    styled.runs[1].raise = Length::pt(4.0);
    let (width, ascent) = (Length::pt(20.0), Length::pt(30.0));
    styled.objects.push(InlineObject { width, ascent, descent: Length::ZERO, content: ObjectContent::Space });
    let set = set_in(&styled, 300.0);
    assert_eq!(texts(&set), ["one ", "two \u{FFFC} 1"]);
    assert_eq!((set.lines[0].notes.len(), set.lines[1].notes.as_slice()), (0, &[7][..]));
    assert_eq!(set.lines[1].ascent, ascent);
    assert!(set.lines[0].ascent < ascent);
}

#[test]
fn code_keeps_its_spaces_and_shows_where_a_line_was_cut() {
    let text = "fn  main() {\n    aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n}";
    let lines = LineStyle {
        alignment: Alignment::Start,
        wrap_anywhere: true,
        keep_spaces: true,
        protrusion: false,
        expansion: 0,
        ..LineStyle::default()
    };
    let runs = vec![run(0..text.len(), Family::Mono, "")];
    let set = set_in(&StyledParagraph { text: text.to_owned(), runs, lines, ..StyledParagraph::default() }, 132.0);
    // Letters of 6.6 points: 20 to the measure, one of them for the mark.
    assert_eq!(texts(&set)[0], "fn  main() { ");
    assert_eq!(texts(&set).last().unwrap(), "}");
    let cut: Vec<&LineItem> = set.items.iter().filter(|item| item.node.is_none()).collect();
    assert!(!cut.is_empty());
    assert!(set.lines.iter().all(|line| !line.overfull), "{:?}", self::lines(&set));
}

#[test]
fn an_address_that_is_too_long_is_cut_rather_than_stick_out() {
    let text = "See aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa there.";
    let set = set_in(&paragraph(text), 120.0);
    assert!(set.lines.iter().all(|line| !line.overfull), "{:?}", lines(&set));
    assert_eq!(set.sorts.text, text);
}

#[test]
fn a_long_word_in_several_scripts_is_cut_as_one_in_one_is() {
    for part in ["ααααnnnn", "нnnnnnn", "אבגדnnnn", "n漢nnɐnn"] {
        let text = format!("See {} there.", part.repeat(12));
        for right_to_left in [false, true] {
            let mut styled = paragraph(&text);
            styled.right_to_left = right_to_left;
            let set = set_in(&styled, 120.0);
            assert!(set.lines.iter().all(|line| !line.overfull), "{part}: {:?}", lines(&set));
            let count = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
            assert_eq!(count(&set.sorts.text), count(&text), "{part}");
        }
    }
}

#[test]
fn words_tied_over_more_than_a_line_are_parted_at_a_space() {
    let text = format!("See {} there.", ["word"; 40].join("\u{a0}"));
    let styled = paragraph(&text);
    let set = set_in(&styled, 120.0);
    assert!(set.lines.iter().all(|line| !line.overfull), "{:?}", lines(&set));
    let whole = |line: &String| line.split_whitespace().all(|word| matches!(word, "See" | "word" | "there."));
    assert!(texts(&set).iter().all(whole), "{:?}", texts(&set));
    // A tie is kept where possible.
    let text = "One word and another one to fill it and\u{a0}then no.\u{a0}12 of them.";
    let set = set_in(&paragraph(text), 120.0);
    assert!(texts(&set).iter().all(|l| !l.ends_with("no.") && !l.ends_with(" and")), "{:?}", texts(&set));
}

#[test]
fn what_stands_beside_a_wide_object_is_parted_from_it() {
    for (text, wanted) in [
        ("\u{FFFC}wonderful day", vec!["\u{FFFC}", "wonderful day"]),
        ("a \u{FFFC}wonderful \u{FFFC}\u{FFFC}", vec!["a ", "\u{FFFC}", "wonderful ", "\u{FFFC}", "\u{FFFC}"]),
        ("wonderful\u{FFFC}, so", vec!["wonderful", "\u{FFFC}", ", so"]),
    ] {
        let mut styled = paragraph(text);
        for _ in text.matches('\u{FFFC}') {
            let (width, ascent) = (Length::pt(120.0), Length::pt(30.0));
            styled.objects.push(InlineObject { width, ascent, descent: Length::ZERO, content: ObjectContent::Space });
        }
        let set = set_in(&styled, 120.0);
        assert_eq!(texts(&set), wanted);
        assert!(set.lines.iter().all(|line| !line.overfull), "{text}");
    }
}

#[test]
fn right_to_left_text_takes_its_text_from_the_end() {
    let text = "אבג דה";
    let mut styled = paragraph(text);
    styled.right_to_left = true;
    let set = set_in(&styled, 200.0);
    assert_eq!(texts(&set), [text], "items are in reading order");
    let LineItemKind::Glyphs(run) = &set.items[0].kind else { panic!("text") };
    assert!(run.right_to_left);
    let first = &set.items[0];
    assert!(((first.x + first.width).to_pt() - 200.0).abs() < 0.01, "the last line is flush right");
}

#[test]
fn the_space_at_the_end_of_a_right_to_left_line_moves_nothing() {
    let mut styled = paragraph("אחת שתיים שלוש ארבע חמש שש שבע שמונה תשע עשר");
    styled.right_to_left = true;
    let set = set_in(&styled, 60.0);
    assert!(set.lines.len() > 2);
    for item in &set.items {
        let LineItemKind::Glyphs(run) = &item.kind else { panic!("text only") };
        let advances = set.sorts.glyphs(run).iter().map(|glyph| i64::from(glyph.advance)).sum::<i64>();
        assert_eq!(advances, item.width.0, "{:?}", set.sorts.text(run));
    }
}

#[test]
fn numbers_in_right_to_left_text_stand_left_of_it_and_run_to_the_right() {
    let mut styled = paragraph("אב 12 גד");
    styled.right_to_left = true;
    let set = set_in(&styled, 200.0);
    assert_eq!(texts(&set), ["אב 12 גד"]);
    let number =
        set.items.iter().position(|item| matches!(&item.kind, LineItemKind::Glyphs(run) if !run.right_to_left));
    let number = number.unwrap();
    assert!(set.items[0].x > set.items[number].x && set.items[number].x > set.items.last().unwrap().x);
}

#[test]
fn a_character_without_a_glyph_is_told_and_keeps_its_text() {
    let fonts = Fonts::default();
    let setter = Setter::new(&fonts);
    let set = set(&paragraph("a 漢 b"), Length::pt(100.0), &setter);
    assert_eq!(set.sorts.text, "a 漢 b");
    assert!(set.sorts.glyphs.iter().all(|glyph| glyph.id != 0));
    assert_eq!(setter.missing(), ['漢'].into());
}

#[test]
fn what_threads_remember_changes_nothing() {
    let fonts = Fonts::default();
    let (fresh, used) = (Setter::new(&fonts), Setter::new(&fonts));
    let text = paragraph(EXTRACT);
    let first = set(&text, Length::pt(200.0), &fresh);
    for measure in [90.0, 150.0, 200.0] {
        set(&paragraph("Other words, quite other words."), Length::pt(measure), &used);
    }
    let second = set(&text, Length::pt(200.0), &used);
    assert_eq!((first.sorts, first.lines), (second.sorts, second.lines));
}

#[test]
fn widths_of_columns() {
    let fonts = Fonts::default();
    let setter = Setter::new(&fonts);
    let text = paragraph("one three\nfourteen");
    let (least, most) = natural_widths(&text, &setter);
    let width = |text: &str| natural_widths(&paragraph(text), &setter).1;
    assert_eq!(least, width("fourteen"));
    assert_eq!(most, width("one three"));
    assert_eq!(set(&text, most + Length::pt(0.1), &setter).lines.len(), 2);
}

/// The text of the glyphs, run by run.
fn said(set: &SetLines) -> String {
    let mut out = String::new();
    for item in &set.items {
        match &item.kind {
            LineItemKind::Object(_) => out.push('\u{FFFC}'),
            LineItemKind::Glyphs(run) => {
                let text = set.sorts.text(run);
                let glyphs = set.sorts.glyphs(run);
                let counted: usize = glyphs.iter().map(|glyph| usize::from(glyph.text)).sum();
                assert_eq!(counted, text.len(), "glyphs of {text:?}");
                let mut at = 0;
                let mut check = |glyph: &Glyph| {
                    at += usize::from(glyph.text);
                    assert!(text.is_char_boundary(at), "{text:?} at {at}");
                };
                if run.right_to_left {
                    glyphs.iter().rev().for_each(&mut check);
                } else {
                    glyphs.iter().for_each(&mut check);
                }
                if item.node.is_some() {
                    out.push_str(text);
                }
            }
        }
    }
    out
}

fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\u{AD}' | '\u{200B}'))
        .map(|c| if matches!(c, '\n' | '\t') { ' ' } else { c })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn nothing_is_lost_from_left_to_right(text in "([a-zà-ü“”’,.—-]{0,9}[ \n\u{A0}\u{AD}/]{0,2}){0,30}", measure in 5.0..300.0, code: bool) {
        let mut styled = paragraph(&text);
        styled.lines.keep_spaces = code;
        styled.lines.wrap_anywhere = code;
        let set = set_in(&styled, measure);
        prop_assert_eq!(said(&set).replace('\u{AD}', ""), plain(&text));
    }

    #[test]
    fn any_string_is_set(text in "\\PC{0,60}", measure in 1.0..200.0, cut in 0.0..1.0, right_to_left: bool) {
        let mut styled = paragraph(&text);
        let mut at = (text.len() as f64 * cut) as usize;
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        styled.right_to_left = right_to_left;
        styled.runs = vec![run(0..at, Family::Serif, "en"), run(at..text.len(), Family::Mono, "")];
        let (mut said, mut wanted) = (said(&set_in(&styled, measure)).into_bytes(), plain(&text).into_bytes());
        // Runs are in visual order: what they hold is compared without an order.
        said.sort_unstable();
        wanted.sort_unstable();
        let soft = said.iter().filter(|&&b| b == 0xAD).count();
        prop_assert!(soft > 0 || said == wanted);
    }
}

/// Break opportunities inside a text's words with their penalties, in order.
fn divided(text: &str, language: &str) -> (String, Vec<i32>) {
    let (fonts, mut shaper) = (Fonts::default(), Shaper::default());
    let mut styled = paragraph(text);
    styled.runs[0].language = language.to_owned();
    let (styled, marks) = clean::clean(&styled);
    let mut pieces = super::pieces::Pieces::default();
    pieces.cut(&styled, &marks, &mut shaper, &fonts);
    pieces.divide(&styled, &mut Divisions::default());
    let mut out = styled.text.clone();
    for place in pieces.divided.iter().rev() {
        out.insert(place.at as usize, '|');
    }
    (out, pieces.divided.iter().map(|place| place.penalty).collect())
}

#[test]
fn what_it_costs_to_divide_a_word() {
    use cost::penalty::*;
    for (text, places, costs) in [
        ("an extensive one", "an ex|ten|sive one", vec![DIVIDED, DIVIDED]),
        ("Extensive", "Ex|ten|sive", vec![DIVIDED, DIVIDED]),
        ("he. Extensive", "he. Ex|ten|sive", vec![DIVIDED, DIVIDED]),
        ("met Nantucket", "met Nan|tuck|et", vec![NAME, NAME + ENDING]),
        ("met “Nantucket", "met “Nan|tuck|et", vec![NAME, NAME + ENDING]),
        ("quickly", "quick|ly", vec![DIVIDED + ENDING]),
        ("the captain’s", "the cap|tain’s", vec![DIVIDED]),
        ("shouldn’t", "shouldn’t", vec![]),
        ("sun-extensive", "sun-|ex|ten|sive", vec![HYPHEN, COMPOUND, COMPOUND]),
        ("ex\u{AD}tensive extensive", "ex|tensive ex|ten|sive", vec![SOFT, DIVIDED, DIVIDED]),
        ("see www.a-b.org/extensive", "see www|.a-b|.org/|extensive", vec![ADDRESS, ADDRESS, ADDRESS]),
        ("mankind", "man|kind", vec![DIVIDED]),
    ] {
        assert_eq!(divided(text, "en"), (places.to_owned(), costs), "{text}");
    }
    assert_eq!(divided("Silbentrennung", "de").0, "Sil|ben|tren|nung");
    assert_eq!(divided("extensive", "").0, "extensive");
}

#[test]
fn the_words_of_a_language_are_divided_by_its_patterns() {
    let text = "extensive Silbentrennung";
    let mut styled = paragraph(text);
    styled.runs = vec![run(0..10, Family::Serif, "en"), run(10..text.len(), Family::Serif, "de")];
    let (fonts, mut shaper, mut pieces) = (Fonts::default(), Shaper::default(), super::pieces::Pieces::default());
    pieces.cut(&styled, &[], &mut shaper, &fonts);
    pieces.divide(&styled, &mut Divisions::default());
    let places: Vec<u32> = pieces.divided.iter().map(|place| place.at).collect();
    assert_eq!(places, [2, 5, 13, 16, 20], "ex-ten-sive Sil-ben-tren-nung");
}

#[test]
fn ideographs_are_spread_evenly_and_their_marks_keep_to_them() {
    // No embedded face has ideographs: .notdef, at most 11 points wide, stands in.
    let mut text = paragraph("天地玄黃宇宙洪荒日月盈昃辰宿列張寒來暑往，秋收冬藏。");
    text.runs[0].language = "zh".to_owned();
    text.lines.protrusion = false;
    let set = set_in(&text, 77.0);
    assert!(set.lines.len() > 2);
    for (line, (said, end)) in set.lines.iter().zip(lines(&set)).rev().skip(1) {
        assert!((end - 77.0).abs() < 0.01 && !line.overfull, "{said} ends at {end}");
        assert!(!said.starts_with(['，', '。']), "{said}");
        let items = &set.items[line.items.start as usize..line.items.end as usize];
        let mut advances: Vec<i32> = Vec::new();
        for item in items {
            let LineItemKind::Glyphs(run) = &item.kind else { panic!() };
            assert_eq!(run.stretch, 1000, "ideographs are square");
            advances.extend(set.sorts.glyphs(run).iter().map(|g| g.advance));
        }
        let last = advances.pop().unwrap();
        let (least, most) = (advances.iter().min().unwrap(), advances.iter().max().unwrap());
        assert!(most - least <= 1 && *least >= last, "{said}: {advances:?}, {last}");
    }
}

#[test]
fn a_line_does_not_begin_with_a_mark_nor_end_with_a_bracket() {
    let mut text = paragraph("彼は「吾輩は猫である。名前はまだ無い」と言った、ちょっと。");
    text.runs[0].language = "ja".to_owned();
    for measure in 30..120 {
        for (line, _) in lines(&set_in(&text, f64::from(measure))) {
            assert!(!line.starts_with(['、', '。', '」', 'ょ', 'っ']) && !line.ends_with('「'), "{line} in {measure}");
        }
    }
}

#[test]
fn clusters_of_more_text_than_a_glyph_can_bear_are_set_in_both_directions() {
    for letter in ["a", "\u{5d0}", "\u{627}"] {
        for mark in ["\u{200d}", "\u{200c}", "\u{200f}", "\u{feff}", "\u{301}", "\u{34f}", "\u{fe0f}"] {
            let text = format!("{} {letter}", letter.repeat(66) + &mark.repeat(185) + letter);
            for right_to_left in [false, true] {
                let paragraph = StyledParagraph { right_to_left, ..paragraph(&text) };
                let set = set(&paragraph, Length::pt(100.0), &Setter::new(&Fonts::default()));
                let mut read: Vec<char> = set.sorts.text.chars().filter(|c| *c != '\u{AD}').collect();
                let mut written: Vec<char> = text.chars().collect();
                read.sort_unstable();
                written.sort_unstable();
                assert!(read == written, "{letter} {:?}", mark.escape_unicode().to_string());
            }
        }
    }
}
