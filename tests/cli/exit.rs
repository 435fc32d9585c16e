//! The exit codes, one by one, with what is said.

use super::Folder;

const ONE: &[(&str, &[u8])] = &[("a.md", b"# One\n\nText.\n")];

#[test]
fn done_is_0_and_one_document_is_converted_in_silence() {
    let folder = Folder::with(ONE);
    let run = folder.run("--to txt a.md");
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "", ""));
    assert_eq!(folder.files(), ["a.md", "a.txt"]);
}

#[test]
fn a_warning_under_strict_is_1_and_the_output_is_there() {
    let folder = Folder::with(&[("a.txt", b"caf\xe9\n")]);
    assert_eq!(folder.run("--to txt -o b.txt a.txt").code, 0);
    let run = folder.run("--to txt -o b.txt a.txt --strict");
    assert_eq!(run.code, 1);
    assert!(run.err.starts_with("warning[F0201]: not valid UTF-8, read as windows-1252\n --> a.txt:1:"), "{}", run.err);
    assert!(folder.path("b.txt").exists());
}

#[test]
fn a_denied_diagnostic_is_1_an_allowed_one_is_not_told() {
    let folder = Folder::with(&[("a.txt", b"caf\xe9\n")]);
    let run = folder.run("--to txt -o b.txt a.txt --deny encoding-guessed");
    assert_eq!(run.code, 1);
    assert!(run.err.starts_with("error[F0201]"), "{}", run.err);
    let run = folder.run("--to txt -o b.txt a.txt --allow F0201 --strict --title T --lang fr");
    assert_eq!((run.code, run.err.as_str()), (0, ""));
}

#[test]
fn a_mistaken_command_line_is_2_and_says_what_to_do() {
    let folder = Folder::with(ONE);
    let run = folder.run("--to pdf");
    assert_eq!(run.code, 2);
    assert_eq!(
        run.err,
        "error: nothing to convert: no source was named, and there is no folder ./input\n  \
         help: name files or folders (`convert --to pdf article.md`), or `-` for standard input\n\n\
         For all options, try `convert --help`.\n"
    );
    let run = folder.run("a.md");
    assert_eq!(run.code, 2);
    assert!(
        run.err.starts_with("error: no format was asked for\n  help: say which: `--to pdf,epub,txt`\n"),
        "{}",
        run.err
    );
    for words in
        ["--to doc a.md", "--to txt --width 5 a.md", "--to txt --date 2025-02-29 a.md", "explain F9999", "--frob"]
    {
        let run = folder.run(words);
        assert_eq!(run.code, 2, "{words}: {}", run.err);
        assert!(run.err.starts_with("error: "), "{words}: {}", run.err);
    }
    assert_eq!(folder.files(), ["a.md"]);
}

#[test]
fn an_unreadable_source_is_3_and_the_others_are_converted() {
    let folder = Folder::with(ONE);
    let run = folder.run("--to txt none.md a.md");
    assert_eq!(run.code, 3);
    assert_eq!(
        run.err,
        "error[F0101]: cannot be read: no such file or directory\n --> none.md\n\n\
         1 document into 1 file, 1 failed, 1 error in <time>\n"
    );
    assert_eq!(folder.files(), ["a.md", "a.txt"]);
    let run = folder.run("--to txt empty/ *.html");
    assert_eq!(run.code, 3);
}

#[test]
fn a_source_of_another_format_is_3_and_says_a_way_out() {
    let word = b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x11\0\0\0word/document.xml";
    let (page, picture) = (b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    let folder = Folder::with(&[
        ONE[0],
        ("a.docx", word),
        ("b.txt", word),
        ("c.md", picture),
        ("d.pdf", page),
        ("e.rtf", b"{\\rtf1\\ansi Words.}"),
    ]);
    let before = folder.files();
    let run = folder.run("--to txt a.docx");
    assert_eq!(run.code, 3);
    let help = "in Word, LibreOffice or Google Docs, save it as a web page (HTML), then convert that";
    assert_eq!(
        run.err,
        format!(
            "error[F0112]: it is a Word document (DOCX), which is not read\n --> a.docx\n  = help: {help}\n\n\
             0 documents into 0 files, 1 failed, 1 error in <time>\n"
        )
    );
    for words in [
        "--to pdf b.txt",
        "--to epub --from text a.docx",
        "--to txt --from markdown d.pdf",
        "--to pdf c.md",
        "--to txt e.rtf",
    ] {
        let run = folder.run(words);
        assert!(run.code == 3 && run.err.contains("error[F0112]: it is a"), "{words}: {}", run.err);
    }
    let run = folder.run_with("--to txt --from html -", word);
    assert!(run.code == 3 && run.err.contains("--> standard input"), "{}", run.err);
    let run = folder.run("--to txt --join -o book.txt a.md a.docx");
    assert_eq!(run.code, 3);
    assert_eq!(folder.files(), before, "nothing is written");
    // In a folder, the others are converted; what bears no source's name is none.
    let run = folder.run("--to txt -o out/ .");
    assert_eq!(run.code, 3);
    assert!(run.err.contains("b.txt") && run.err.contains("c.md") && !run.err.contains("a.docx"), "{}", run.err);
    assert_eq!(folder.files().iter().filter(|f| f.starts_with("out/")).collect::<Vec<_>>(), ["out/a.txt"]);
    // A text in another program's format can be had as it stands.
    assert_eq!(folder.run("--to epub --from text e.rtf").code, 0);
}

#[test]
fn an_address_is_no_file() {
    let folder = Folder::with(&[]);
    for address in ["https://example.org/a.html", "HTTP://example.org", "ftp://example.org/a.md", "file:///a.md"] {
        let run = folder.run(&format!("--to pdf -o a.pdf {address}"));
        assert_eq!(run.code, 3, "{address}");
        assert!(
            run.err.contains(&format!("--> {address}\n  = help: save the page")) || address.starts_with("file"),
            "{}",
            run.err
        );
        assert!(run.err.contains("F0101") && !run.err.contains("no such file"), "{}", run.err);
    }
}

#[test]
fn an_encoding_is_chosen_by_its_name() {
    let folder = Folder::with(&[("a.txt", b"\xf4\xc5\xcb\xd3\xd4 \xc9 \xc5\xdd\xa3.\n")]);
    let text = |words: &str| {
        let run = folder.run(words);
        assert_eq!(run.code, 0, "{}", run.err);
        String::from_utf8(folder.read("b.txt")).unwrap()
    };
    assert!(text("--to txt -o b.txt a.txt --encoding KOI8-R --strict --lang ru --title T").contains("Текст и ещё."));
    folder.put("convert.toml", b"encoding = \"koi8-r\"\n");
    assert!(text("--to txt -o b.txt a.txt").contains("Текст и ещё."));
    let run = folder.run("--to txt -o c.txt a.txt --encoding windos-1251");
    assert_eq!(run.code, 2);
    assert!(run.err.contains("did you mean `windows-1251`?"), "{}", run.err);
    folder.put("convert.toml", b"encoding = \"koi9-r\"\n");
    let run = folder.run("--to txt -o c.txt a.txt");
    assert!(run.code == 2 && run.err.contains("convert.toml:1:12") && run.err.contains("did you mean"), "{}", run.err);
    assert!(!folder.path("c.txt").exists());
}

#[test]
fn a_folder_or_a_glob_without_a_source_is_3() {
    let folder = Folder::with(&[("empty/", b"")]);
    let run = folder.run("--to txt empty/ *.html -q");
    assert_eq!(run.code, 3);
    assert!(run.err.contains("error[F0101]: no source in this folder\n --> empty/\n"), "{}", run.err);
    assert!(run.err.contains("error[F0101]: nothing matches\n --> *.html\n"), "{}", run.err);
}

#[test]
fn a_source_that_is_larger_than_allowed_is_3() {
    let folder = Folder::with(ONE);
    let run = folder.run("--to txt a.md --limit source-size=4");
    assert_eq!(run.code, 3);
    assert!(run.err.starts_with("error[F0106]: larger than a source may be (4 bytes)\n --> a.md\n"), "{}", run.err);
}

#[test]
fn a_document_with_more_pages_than_allowed_is_5() {
    let folder = Folder::with(&[("a.md", "One more line.\n\n".repeat(200).as_bytes())]);
    let run = folder.run("--to pdf a.md --page-size a6 --limit pages=3");
    assert_eq!(run.code, 5);
    assert!(run.err.starts_with("error[F0106]: no pdf was made: it has 10 pages, 3 are allowed\n"), "{}", run.err);
    assert_eq!(folder.files(), ["a.md"]);
    assert_eq!(folder.run("--to pdf a.md --page-size a6 --limit pages=10").code, 0);
}

#[test]
fn an_output_that_cannot_be_written_is_4_and_nothing_is_left() {
    let folder = Folder::with(&[("a.md", b"Text.\n"), ("file", b"in the way"), ("out/a.txt/", b"")]);
    let run = folder.run("--to txt -o file/a.txt a.md");
    assert_eq!(run.code, 4);
    assert!(run.err.starts_with("error[F0102]: cannot be written: not a directory\n --> file/a.txt\n"), "{}", run.err);
    let run = folder.run("--to txt -o out/ a.md");
    assert_eq!(run.code, 4);
    assert!(run.err.contains("there is a folder of this name"), "{}", run.err);
    assert_eq!(folder.files(), ["a.md", "file"]);
}

#[test]
fn the_table_in_the_help_is_this_one() {
    let run = Folder::with(&[]).run("--help");
    assert_eq!(run.code, 0);
    for line in [
        "    0  done",
        "    1  done, with warnings under --strict or --deny",
        "    2  the command line or convert.toml is mistaken; nothing was done",
        "    3  a source cannot be read",
        "    4  an output cannot be written",
        "    5  a document could not be converted",
        "  130  interrupted",
    ] {
        assert!(run.out.contains(line), "{line}\n{}", run.out);
    }
}
