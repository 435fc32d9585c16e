//! Where outputs go, and what is never written over.

use super::Folder;

#[test]
fn without_a_source_the_folder_input_goes_to_the_folder_output() {
    let folder = Folder::with(&[("input/a.md", b"A"), ("input/deep/b.txt", b"B"), ("input/.hidden.md", b"C")]);
    let run = folder.run("--to epub,txt");
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(run.err, "2 documents into 4 files in <time>\n");
    let outputs: Vec<_> = folder.files().into_iter().filter(|n| n.starts_with("output")).collect();
    assert_eq!(outputs, ["output/a.epub", "output/a.txt", "output/deep/b.epub", "output/deep/b.txt"]);
}

#[test]
fn a_folder_mirrors_folders_and_globs() {
    let folder = Folder::with(&[("docs/x/a.md", b"A"), ("docs/b.md", b"B"), ("c.md", b"C"), ("docs/n.png", b"no")]);
    let run = folder.run("list --to txt --output dist/ docs/ *.md");
    assert_eq!(run.out, "docs/b.md → dist/b.txt\ndocs/x/a.md → dist/x/a.txt\nc.md → dist/c.txt\n");
    let run = folder.run("list --to txt -o dist **/*.md");
    assert_eq!(run.out, "c.md → dist/c.txt\ndocs/b.md → dist/docs/b.txt\ndocs/x/a.md → dist/docs/x/a.txt\n");
    let run = folder.run("list --to txt,epub -o dist docs/ --layout format --exclude x");
    assert_eq!(run.out, "docs/b.md → dist/txt/b.txt, dist/epub/b.epub\n");
    let run = folder.run("list --to txt,epub -o dist c.md");
    assert_eq!(run.out, "c.md → dist/c.txt, dist/c.epub\n", "two files cannot be one");
    assert_eq!(folder.run("list --to txt -o dist c.md").out, "c.md → dist\n");
    let run = folder.run("list --to txt -o dist docs/ --layout flat");
    assert_eq!(run.out, "docs/b.md → dist/b.txt\ndocs/x/a.md → dist/a.txt\n");
}

#[test]
fn what_a_killed_run_left_is_swept_from_the_folders_that_are_written_to() {
    let long_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(2 * 3600);
    let folder = Folder::with(&[("a.md", b"A"), ("out/sub/", b""), ("else/", b"")]);
    let leavings = ["else/.a.txt.x3.folio-part", ".a.txt.x1.folio-part", "out/.a.txt.x2.folio-part"];
    for name in leavings {
        folder.put(name, b"half");
        std::fs::File::options().write(true).open(folder.path(name)).unwrap().set_modified(long_ago).unwrap();
    }
    let left = || leavings.into_iter().filter(|name| folder.path(name).exists()).count();
    assert_eq!((folder.run("--check --to txt a.md -q").code, left()), (0, 3), "a check writes nothing");
    assert_eq!((folder.run("--to txt a.md -q -o out/a.txt").code, left()), (0, 2));
    assert_eq!((folder.run("--to txt a.md -q").code, left()), (0, 1));
    assert!(folder.path(leavings[0]).exists(), "nothing was written to that folder");
}

#[test]
fn outputs_of_an_earlier_run_are_no_sources() {
    let folder = Folder::with(&[("d/a.md", b"A"), ("d/b.txt", b"B")]);
    for _ in 0..3 {
        assert_eq!(folder.run("--to txt d -q").code, 0);
        assert_eq!(folder.files(), ["d/a.md", "d/a.txt", "d/b.out.txt", "d/b.txt"]);
    }
    let run = folder.run("--to txt . -o ./out -q --exclude a.txt");
    assert_eq!(run.code, 0, "{}", run.err);
    let run = folder.run("list --to txt . -o ./out --exclude a.txt");
    assert_eq!(
        run.out,
        "d/a.md → ./out/d/a.txt\nd/b.out.txt → ./out/d/b.out.txt\nd/b.txt → ./out/d/b.txt\n".replace("./out", "out")
    );
}

#[test]
fn the_text_of_a_text_is_named_otherwise() {
    let folder = Folder::with(&[("article.txt", b"Text.\n")]);
    let run = folder.run("--to epub,txt article.txt");
    assert_eq!(run.code, 0);
    assert_eq!(
        run.err,
        "note[F0108]: the output would be the source, so it is called article.out.txt\n --> article.txt\n  \
         = help: `--output FOLDER/` puts the outputs elsewhere\n\n"
    );
    assert_eq!(folder.files(), ["article.epub", "article.out.txt", "article.txt"]);
}

#[test]
fn standard_input_goes_to_standard_output() {
    let folder = Folder::with(&[]);
    let run = folder.run_with("--from markdown --to txt -", b"Some *text*.\n");
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.contains("Some"));
    assert!(folder.files().is_empty());
    let run = folder.run_with("-o x.txt -", b"Text\n");
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(folder.files(), ["x.txt"]);
    assert_eq!(folder.run_with("--to txt - a.md", b"").code, 2);
    assert_eq!(folder.run_with("--to txt,epub -", b"").code, 2);
}

#[test]
fn a_link_to_a_place_in_another_joined_source_leads_there() {
    let one = "# One\n\n## Intro\n\nSee [that](2.md#intro), [this](#intro) and [it](2.md).\n";
    let folder = Folder::with(&[("1.md", one.as_bytes()), ("2.md", b"# Two\n\n## Intro\n\nSee [back](1.md#intro).\n")]);
    let run = folder.run("inspect 1.md");
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(folder.run("--join --to epub -o book.epub 1.md 2.md").code, 0);
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(folder.read("book.epub"))).unwrap();
    let mut text = String::new();
    for i in 0..archive.len() {
        let mut file = archive.by_index(i).unwrap();
        if file.name().ends_with(".xhtml") && !file.name().ends_with("nav.xhtml") {
            std::io::Read::read_to_string(&mut file, &mut text).unwrap();
        }
    }
    let leads = |words: &str| {
        let before = text.split(&format!("\">{words}</a>")).next().unwrap();
        before.rsplit("href=\"").next().unwrap().rsplit('#').next().unwrap().to_owned()
    };
    let heading = |nth: usize| {
        let before = text.split(">Intro</h2>").nth(nth).unwrap();
        before.rsplit("id=\"").next().unwrap().split('"').next().unwrap().to_owned()
    };
    assert_eq!([leads("that"), leads("this"), leads("back")], [heading(1), heading(0), heading(0)], "{text}");
    assert_ne!(heading(0), heading(1));
}

#[test]
fn several_sources_are_joined_into_one_document() {
    let folder = Folder::with(&[("1.md", b"One\n"), ("2.md", b"Two\n")]);
    assert_eq!(folder.run("--join -o book.txt 1.md 2.md").code, 0);
    let text = String::from_utf8(folder.read("book.txt")).unwrap();
    assert!(text.find("One").unwrap() < text.find("Two").unwrap());
    let run = folder.run("-o book.txt 1.md 2.md");
    assert_eq!(run.code, 2);
    assert!(
        run.err.starts_with("error: several documents cannot be written to the one file book.txt\n"),
        "{}",
        run.err
    );
    assert_eq!(folder.run("--join --to epub,txt -o all.epub 1.md 2.md").code, 0);
    assert!(folder.path("all.txt").exists() && folder.path("all.epub").exists());
}

#[test]
fn a_file_that_bears_a_commands_name_is_reached() {
    let folder = Folder::with(&[("list", b"Text\n"), ("explain.md", b"Text\n")]);
    assert_eq!(folder.run("--to txt list").code, 0);
    assert_eq!(folder.run("./explain.md --to txt").code, 0);
    assert_eq!(folder.files(), ["explain.md", "explain.txt", "list", "list.txt"]);
}

#[test]
fn two_documents_never_share_an_output() {
    let folder = Folder::with(&[("a.md", b"A"), ("a.html", b"A")]);
    let run = folder.run("--to epub a.md a.html");
    assert_eq!(run.code, 2);
    assert_eq!(
        run.err,
        "error[F0103]: its output a.epub is also the output of a.md\n --> a.html\n  = help: rename one of the \
         sources, leave one out with `--exclude`, or convert them into different folders\n\n"
    );
    assert_eq!(folder.files(), ["a.html", "a.md"]);
}

#[test]
fn a_source_is_never_written_over() {
    let folder = Folder::with(&[("a.txt", b"source"), ("sub/b.txt", b"source"), ("c.md", b"source")]);
    let mut words = vec![
        "--to txt -o a.txt a.txt",
        "--to txt -o sub/../a.txt ./a.txt",
        "--to txt -o . a.txt",
        "-o a.txt c.md a.txt --join",
    ];
    if cfg!(unix) {
        std::os::unix::fs::symlink("a.txt", folder.path("link.txt")).unwrap();
        std::fs::hard_link(folder.path("a.txt"), folder.path("hard.txt")).unwrap();
        std::os::unix::fs::symlink("sub", folder.path("way")).unwrap();
        words.extend([
            "--to txt -o link.txt a.txt",
            "--to txt -o hard.txt a.txt",
            "--to txt -o a.txt link.txt",
            "-o way/b.txt sub/b.txt",
        ]);
    }
    for words in words {
        let run = folder.run(words);
        assert_eq!(run.code, 2, "{words}: {}", run.err);
        assert!(run.err.contains("would be written over a source"), "{words}: {}", run.err);
    }
    for name in ["a.txt", "sub/b.txt", "c.md"] {
        assert_eq!(folder.read(name), b"source", "{name}");
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_is_written_to_and_not_replaced() {
    let folder = Folder::with(&[("a.md", b"Text\n")]);
    let run = folder.run("--to txt -o /dev/null a.md");
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(!std::fs::metadata("/dev/null").unwrap().is_file());
}

#[test]
fn outputs_are_the_same_whatever_the_surroundings() {
    let folder = Folder::with(&[("a.md", b"# One\n\nText *and* more.\n\n- a\n- b\n")]);
    folder.run("--to pdf,epub,txt a.md -o one/");
    let mut command = folder.command("--to pdf,epub,txt a.md -o two/ -j 1");
    command.env("LANG", "C").env("TZ", "Pacific/Kiritimati");
    assert!(command.status().unwrap().success());
    for name in ["a.pdf", "a.epub", "a.txt"] {
        assert!(folder.read(&format!("one/{name}")) == folder.read(&format!("two/{name}")), "{name}");
    }
}

#[test]
fn the_sources_date_dates_files_and_nothing_else() {
    let folder = Folder::with(&[("a.md", b"# One\n\nText.\n")]);
    folder.run("--to pdf,txt a.md -o one/");
    let mut command = folder.command("--to pdf,txt a.md -o two/");
    assert!(command.env("SOURCE_DATE_EPOCH", "1").status().unwrap().success());
    let dated = |name: &str| String::from_utf8_lossy(&folder.read(name)).contains("1970-01-01T00:00:01Z");
    assert_eq!((dated("one/a.pdf"), dated("two/a.pdf")), (false, true));
    assert!(folder.read("one/a.txt") == folder.read("two/a.txt"));
}

#[test]
fn a_cover_is_taken_from_anywhere_and_known_to_the_cache() {
    let dot: &[u8] = include_bytes!("../dot.png");
    let folder = Folder::with(&[("text/a.md", b"# One\n\nText.\n"), ("art/cover.png", dot)]);
    let run = folder.run("--to epub text/a.md --epub-cover art/cover.png --cache kept");
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.starts_with("note[F0901]: the cover `art/cover.png` is 1 × 1 pixels"), "{}", run.err);
    let with = folder.read("text/a.epub");
    folder.put("art/cover.png", b"<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'/>");
    let run = folder.run("--to epub text/a.md --epub-cover art/cover.png --cache kept");
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let other = folder.read("text/a.epub");
    assert!(other != with);
    std::fs::remove_file(folder.path("art/cover.png")).unwrap();
    let run = folder.run("--to epub text/a.md --epub-cover art/cover.png --cache kept");
    assert_eq!(run.code, 2);
    let told =
        "error[F0104]: cannot be read: no such file or directory\n --> art/cover.png\n  = help: --epub-cover takes";
    assert!(run.err.starts_with(told), "{}", run.err);
    assert!(folder.read("text/a.epub") == other);
}

#[test]
fn a_theme_file_that_is_not_there_is_a_mistake() {
    let folder = Folder::with(&[("a.md", b"Text.\n")]);
    let run = folder.run("--to pdf a.md --theme own.toml");
    assert_eq!(run.code, 2);
    assert!(
        run.err.starts_with("error[F0104]: cannot be read: no such file or directory\n --> own.toml\n"),
        "{}",
        run.err
    );
}

#[test]
fn what_a_format_cannot_hold_is_told() {
    let long = "word ".repeat(4_000);
    let text = format!("# T\n\nA ![{long}](dot.png) and <abbr title=\"{long}\">W</abbr>.\n");
    let folder = Folder::with(&[("a.md", text.as_bytes()), ("dot.png", include_bytes!("../dot.png"))]);
    let run = folder.run("--to pdf,epub a.md --diagnostics short");
    assert_eq!(run.code, 0, "{}", run.err);
    let told: Vec<&str> = run.err.lines().filter(|line| line.contains("F0802")).collect();
    let cut = "is longer than 16,000 characters: it is cut";
    assert_eq!(told.len(), 2, "{}", run.err);
    assert!(told[0].starts_with("a.md:3:3: ") && told[0].contains(&format!("the description of a picture {cut}")));
    assert!(told[1].contains(&format!("what an abbreviation stands for {cut}")), "{}", told[1]);
    assert_eq!(folder.run("--to pdf a.md --diagnostics short --pdf-standard ua-2,a-4").err, "");
}
