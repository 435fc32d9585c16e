//! Sources whose parts multiply each other: what is made of them, and the time and the memory that it takes, grow with
//! the source, and nothing is lost.

#![allow(clippy::unwrap_used)] // all of it is test code

use folio::cancel::{Cancel, Cancelled};
use folio::diagnostic::Diagnostics;
use folio::files::MemoryFiles;
use folio::options::Options;
use folio::read::{self, Detected};
use folio::source::Input;
use folio::theme;
use folio::write;

/// The outputs of a source, and what they took.
struct Made {
    said: Vec<String>,
    text: String,
    pdf: Vec<u8>,
    epub: Vec<u8>,
}

/// Converts a source to every format, in a thread as the command has them.
fn make(reader: &'static str, source: String) -> Made {
    make_with(reader, source, Options::default())
}

fn make_with(reader: &'static str, source: String, options: Options) -> Made {
    let work = move || {
        let mut diagnostics = Diagnostics::new();
        let input = Input::new("a", source);
        let (_, document) = folio::read(
            &[Detected::asked(&input, read::by_name(reader).unwrap())],
            &MemoryFiles::default(),
            &options,
            &mut diagnostics,
        );
        let mut write = |name: &str| {
            let writer = write::by_name(name).unwrap();
            writer
                .write(&document, &theme::choose(&document, &options.look), &options, &mut diagnostics)
                .unwrap_or_else(|e| panic!("{name}: {e}"))
                .bytes
        };
        let (text, pdf, epub) = (write("txt"), write("pdf"), write("epub"));
        let said = diagnostics.iter().map(|d| format!("{} {}", d.code, d.message)).collect();
        Made { said, text: String::from_utf8(text).unwrap(), pdf, epub }
    };
    // The pool's threads set the paragraphs and pages.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(2).stack_size(32 << 20).build().unwrap();
    pool.install(work)
}

fn count(text: &str, word: &str) -> usize {
    text.matches(word).count()
}

#[test]
fn cells_over_many_columns_and_rows_cost_no_more_than_others() {
    for (name, source, words) in [
        ("wide cells", format!("<table><tr>{}</table>", "<td colspan=1000>word".repeat(3000)), 3000),
        ("high cells", format!("<table>{}</table>", "<tr><td rowspan=65534>word<td>x".repeat(3000)), 3000),
        (
            "stairs",
            format!(
                "<table><tr>{}{}</table>",
                "<td rowspan=65534>word<td rowspan=65533>word".repeat(1000),
                "<tr><td>word".repeat(2000)
            ),
            4000,
        ),
        (
            "wide and high",
            format!("<table><tr>{}{}</table>", "<td>word".repeat(3000), "<tr><td>word".repeat(3000)),
            6000,
        ),
        (
            "a head over all",
            format!(
                "<table><thead>{}</thead><tr>{}</table>",
                "<tr><th colspan=1000>word".repeat(2000),
                "<td>word".repeat(1000)
            ),
            3000,
        ),
    ] {
        let made = make("html", source);
        assert!(count(&made.text, "word") >= words, "{name}: {} of {words}", count(&made.text, "word"));
        assert!(made.text.len() < 4_000_000, "{name}: {} bytes of text", made.text.len());
        assert!(made.pdf.len() < 2_000_000, "{name}: {} bytes of PDF", made.pdf.len());
        assert!(made.epub.len() < 200_000, "{name}: {} bytes of EPUB", made.epub.len());
    }
}

#[test]
fn columns_in_which_no_cell_begins_are_none() {
    let rows = "<td colspan=1000>a<td colspan=2>b".repeat(3) + "<tr>" + &"<td>c".repeat(4);
    let table = |source: String| {
        let (files, options, mut said) = (MemoryFiles::default(), Default::default(), Diagnostics::new());
        let mut context = read::ReadContext { start: 0, files: &files, options: &options, diagnostics: &mut said };
        let document = read::by_name("html").unwrap().read(&Input::new("a", source), &mut context).document;
        let folio::document::BlockKind::Table(table) = document.blocks[0].kind.clone() else { panic!("no table") };
        table
    };
    let made = table(format!("<table><tr>{rows}</table>"));
    // Columns 0 to 3 by the second row; 1000, 1002, 2002, 2004 and 3004 by the first.
    assert_eq!(made.columns.len(), 9);
    let spans: Vec<u16> = made.body[0].cells.iter().map(|c| c.columns).collect();
    assert_eq!(spans, [4, 1, 1, 1, 1, 1]);
    // A table of usual width keeps them.
    assert_eq!(table("<table><tr><td colspan=3>a<td>b</table>".into()).columns.len(), 4);
}

#[test]
fn a_head_that_fills_pages_is_not_repeated() {
    let source = format!(
        "<table><thead><tr><th>{}<th>b</thead>{}</table>",
        "word ".repeat(4000),
        "<tr><td>cell<td>y".repeat(2000)
    );
    let made = make("html", source);
    assert!(count(&made.text, "word") >= 4000 && count(&made.text, "cell") == 2000);
    assert!(made.pdf.len() < 1_000_000, "{} bytes of PDF", made.pdf.len());
}

#[test]
fn what_leads_to_the_next_of_its_kind_ends_no_stack() {
    let notes: String = (0..4000).map(|i| format!("[^{i}]: word[^{}]\n\n", i + 1)).collect();
    let made = make("markdown", format!("text[^0]\n\n{notes}[^4000]: last\n"));
    assert!(count(&made.text, "word") == 4000 && made.text.contains("last"));
    for unit in ["\\sqrt ", "\\sqrt\\hat", "\\bf\\sqrt\n", "{\\sqrt\\sqrt "] {
        let made = make("markdown", format!("text $${}x$$ behind\n", unit.repeat(10_000)));
        assert!(made.text.contains("behind"), "{unit}");
    }
}

#[test]
fn a_word_of_very_many_letters_is_set_line_by_line() {
    for unit in ["a-", "漢"] {
        let source = unit.repeat(350_000 / unit.len());
        let made = make("markdown", source.clone());
        let kept: String = made.text.split_whitespace().collect();
        assert_eq!(kept.len(), source.len(), "{unit}");
        assert!((10_000..1_000_000).contains(&made.pdf.len()), "{unit}: {} bytes of PDF", made.pdf.len());
    }
}

#[test]
fn signs_that_are_no_marks_are_looked_at_once() {
    let table = "| a | b |\n|---|---|\n";
    for (start, unit) in [
        ("word\n", ":word\n"),
        ("", "term\n: word\n: word\n\n"),
        ("", "two\nlines\n: word\n\n"),
        (table, "| x | `y | z` | word |\n"),
        ("", "| x |\n:--:\n| word |\n\n"),
        ("", "https://example.org/_word_/*x "),
        ("", "[word]\\[x] "),
        ("\t", "word\t- "),
        ("", "$\\word{x}$ "),
        ("", "\\newcommand{\\word}{x}\n\n"),
    ] {
        let made = make("markdown", format!("{start}{}", unit.repeat(2_000)));
        assert!(count(&made.text, "word") >= 2_000, "{unit}: {}", count(&made.text, "word"));
    }
}

#[test]
fn names_that_repeat_are_numbered_on() {
    let made = make("html", "<p id=a>word</p>".repeat(20_000));
    assert_eq!(count(&made.text, "word"), 20_000);
}

#[test]
fn a_book_of_very_many_chapters_has_fewer_files() {
    let mut options = Options::default();
    options.epub.split_level = Some(1);
    let made = make_with("markdown", "# word\n\n".repeat(11_000), options);
    assert_eq!(count(&made.text.to_lowercase(), "word"), 11_000);
    let archive = zip::ZipArchive::new(std::io::Cursor::new(made.epub)).unwrap();
    let chapters = archive.file_names().filter(|name| name.contains("chapter-")).count();
    assert!((2..=10_000).contains(&chapters), "{chapters}");
}

#[test]
fn an_address_is_not_written_for_every_line_of_a_long_link() {
    let made = make("markdown", format!("<https://example.org/{}>\n", "a/".repeat(100_000)));
    assert!(made.said.iter().any(|s| s.starts_with("F0610")), "{:?}", made.said);
    assert_eq!(count(&made.text, "a/"), 100_000);
    assert!(made.pdf.len() < 1_000_000, "{} bytes of PDF", made.pdf.len());
    // A long text of a link is no more.
    let made = make("markdown", format!("[{}](https://example.org/)\n", "word ".repeat(20_000)));
    assert!(made.pdf.len() < 1_000_000, "{} bytes of PDF", made.pdf.len());
}

#[test]
fn what_stands_in_rows_and_in_heads_of_pages_is_set_once() {
    // Each takes minutes where all of a row is looked at for each of its lines, or all of a title for each page.
    for (name, reader, source, words) in [
        ("columns", "html", format!("<table><tr>{}", "<td>word".repeat(20_000)), 20_000),
        ("a cell of paragraphs", "html", format!("<table><tr><td>{}<td>b", "<p>word</p>".repeat(20_000)), 20_000),
        (
            "a cell beside all rows",
            "html",
            format!("<table><tr><td rowspan=60000>{}{}", "<p>word</p>".repeat(10_000), "<td>x<tr>".repeat(5000)),
            10_000,
        ),
        ("tables in tables", "html", format!("{}word", "<table><tr><td>".repeat(8000)), 1),
        ("a title", "markdown", format!("# {}\n\ntext\n\n## {}\n", "word ".repeat(40_000), "x".repeat(40_000)), 40_000),
    ] {
        let made = make(reader, source);
        assert!(count(&made.text.to_lowercase(), "word") >= words, "{name}");
        assert!(made.pdf.len() < 4_000_000, "{name}: {} bytes of PDF", made.pdf.len());
    }
}

/// Processor time of this thread in nanoseconds: the load of the machine does not count.
#[cfg(target_os = "linux")]
fn processor() -> u64 {
    let taken = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    taken.split(' ').next().unwrap().parse().unwrap()
}

/// Plain texts of one construct each, repeated `count` times.
fn plain_texts(count: usize) -> Vec<(&'static str, String)> {
    let listed = |i: usize| "  ".repeat(i % 400) + "- item\n";
    vec![
        ("words", "word ".repeat(count)),
        ("a word", "x".repeat(5 * count)),
        ("quotations in quotations", "> ".repeat(count / 20) + "deep"),
        ("lists in lists", (0..count / 60).map(listed).collect()),
        ("fences", "``` a\n".repeat(count / 4)),
        ("stress that opens", "*a ".repeat(count / 2)),
        ("stress in words", "_a".repeat(count / 2)),
        ("numbers of notes", "[1] ".repeat(count / 2)),
        ("notes", "* note\n\n".repeat(count / 10)),
        ("notes and their signs", "a*\n\n* note\n\n".repeat(count / 20)),
        ("headings", "THE SEA\n\n".repeat(count / 10)),
        ("chapters", "CHAPTER I\n\n".repeat(count / 10)),
        ("numbered items", "1. a\n".repeat(count / 4)),
        ("two columns", "a  b\n".repeat(count / 4)),
        ("at signs", "@".repeat(count)),
        ("addresses", "http://".repeat(count / 4)),
        ("divided words", "exam-\nple ".repeat(count / 6)),
        ("cells", "a | b\n".repeat(count / 6)),
        ("cells in frames", "│ a\n".repeat(count / 6)),
        ("ranges", "3-5, ".repeat(count / 4)),
        ("quotation marks", "a\"b ".repeat(count / 4)),
        ("quotations that open", "\"a ".repeat(count / 4)),
        ("ideographs", "猫\n".repeat(count / 4)),
    ]
}

#[test]
#[cfg(target_os = "linux")]
fn plain_texts_take_time_in_proportion() {
    const TIMES: usize = 8;
    // One thread, so that all of the work is its own.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).stack_size(32 << 20).build().unwrap();
    let read = |text: &str, times: usize| {
        pool.install(|| {
            let input = Input::new("a", text);
            let before = processor();
            for _ in 0..times {
                let detected = Detected::asked(&input, read::by_name("text").unwrap());
                let mut said = Diagnostics::new();
                let (_, document) = folio::read(&[detected], &MemoryFiles::default(), &Options::default(), &mut said);
                assert!(!document.blocks.is_empty());
            }
            processor() - before
        })
    };
    for ((name, small), (_, large)) in plain_texts(20_000).into_iter().zip(plain_texts(20_000 * TIMES)) {
        // As much text in either way, since the system counts a thread's time in ticks of some milliseconds. The first one finds
        // nothing in the caches, and whoever is unlucky is tried again.
        let small = (0..2).map(|_| read(&small, TIMES)).min().unwrap().max(8_000_000);
        let bound = 3 * small;
        let taken: Vec<u64> = (0..3).map(|_| read(&large, 1)).take_while(|&taken| taken > bound).collect();
        assert!(taken.len() < 3, "{name}: {TIMES} times the text takes {taken:?} ns, in parts {small}");
    }
}

/// How often the flag is looked at while a source is read and while each format is written, and that at any look the
/// work can be ended.
fn looks(reader: &'static str, source: &str) -> [(&'static str, usize); 4] {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(2).stack_size(32 << 20).build().unwrap();
    let read = |cancel: &Cancel| {
        let mut diagnostics = Diagnostics::new();
        let input = Input::new("a", source);
        let options = Options::default().cancelled_by(cancel);
        folio::read(
            &[Detected::asked(&input, read::by_name(reader).unwrap())],
            &MemoryFiles::default(),
            &options,
            &mut diagnostics,
        )
        .1
    };
    let document = read(&Cancel::default());
    let write = |format: &str, cancel: &Cancel| {
        let options = Options::default().cancelled_by(cancel);
        let theme = theme::choose(&document, &options.look);
        drop(write::by_name(format).unwrap().write(&document, &theme, &options, &mut Diagnostics::new()).unwrap());
    };
    ["read", "txt", "epub", "pdf"].map(|step| {
        let work = |cancel: &Cancel| match step {
            "read" => drop(read(cancel)),
            format => write(format, cancel),
        };
        let counted = Cancel::after(usize::MAX);
        assert_eq!(pool.install(|| counted.run(|| work(&counted))), Ok(()));
        let all = counted.looks();
        for at in [0, 1, all / 3, all / 2, all - all / 10, all - 1] {
            let cancel = Cancel::after(at);
            assert_eq!(pool.install(|| cancel.run(|| work(&cancel))), Err(Cancelled), "{step} at look {at} of {all}");
            // Each thread ends at its next look; those that were waiting for it have one each.
            assert!(cancel.looks() <= at + 200, "{step}: {} looks after look {at}", cancel.looks());
        }
        (step, all)
    })
}

#[test]
fn work_can_be_ended_all_along() {
    // Without a clock: the more there is to do, the more often the flag is looked at, in every step.
    let paragraph = "Some words of *prose* that fill a line or two, and a [link](https://example.org/). ".repeat(4);
    for (reader, piece) in [
        ("markdown", format!("## A head\n\n{paragraph}\n\n- an item\n- another\n\n{paragraph}[^n]\n\n")),
        ("html", format!("<h2>A head</h2><p>{paragraph}<ul><li>an item<li>another</ul><p>{paragraph}")),
        ("text", format!("CHAPTER ONE\n\n{paragraph}\n\n- an item\n- another\n\n{paragraph}\n\n")),
    ] {
        let [small, large] = [100, 300].map(|times| looks(reader, &piece.repeat(times)));
        for ((step, few), (_, many)) in small.into_iter().zip(large) {
            assert!(few >= 100, "{reader}, {step}: {few} looks at 100 chapters");
            assert!(many > 2 * few, "{reader}, {step}: {few} looks at 100 chapters, {many} at 300");
        }
    }
}

#[test]
fn constructs_of_dialects_in_great_numbers_are_read_in_time_that_grows_with_them() {
    const COUNT: usize = 20_000;
    let each = |unit: &dyn Fn(usize) -> String| (0..COUNT).map(unit).collect::<String>();
    // With work that grows with the square of the count, any of these takes minutes.
    for (name, source) in [
        ("open containers", "::: note\n".repeat(COUNT)),
        ("contents", "[TOC]\n\n".repeat(COUNT)),
        ("borders", "+-+-+\n| a |\n".repeat(COUNT)),
        ("a wide border", format!("{}+\n{}", "+-".repeat(COUNT), format!("{}\n", "|".repeat(2 * COUNT)).repeat(8))),
        ("short forms", format!("{}\n\n{}", each(&|i| format!("*[A{i}]: b\n")), each(&|i| format!("A{i}\n\n")))),
        ("one short form", format!("*[HT]: b\n\n{}", "HT ".repeat(COUNT))),
        ("examples", format!("{}\n\n{}", each(&|i| format!("(@a{i}) b\n")), each(&|i| format!("(@a{i})\n\n")))),
        ("links", "[[a]]".repeat(COUNT)),
        ("open values", "`a`{a=".repeat(COUNT)),
        ("open references", "\\ref{".repeat(COUNT)),
        ("attributes of blocks", "x\n\n{: .a}\n\n".repeat(COUNT)),
        ("sizes", format!("![a](b{})", " =1".repeat(COUNT))),
        ("open formulas", "\\begin{align}\n\n".repeat(COUNT)),
        ("notes", "a^[b] ".repeat(COUNT)),
        ("letters", "a. x\n".repeat(COUNT)),
    ] {
        let mut diagnostics = Diagnostics::new();
        let input = Input::new("a", source + "\n\nbehind");
        let detected = [Detected::asked(&input, read::by_name("markdown").unwrap())];
        let (_, document) = folio::read(&detected, &MemoryFiles::default(), &Options::default(), &mut diagnostics);
        assert!(folio::document::text::text(&document).contains("behind"), "{name}");
    }
}
