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
