//! What may be read and how much of it: nothing from outside of the folder that was named, the project or `--root`, no
//! more than the limits.

use super::Folder;

const DOT: &[u8] = include_bytes!("../dot.png");

/// A picture of our own below the folder `docs`, and the same one outside, as a secret: its bytes end otherwise.
fn secret() -> Vec<u8> {
    [DOT, b"the secret"].concat()
}

/// Whether a book holds some bytes: pictures are laid in as they are.
fn holds(book: &[u8], bytes: &[u8]) -> bool {
    book.windows(bytes.len()).any(|w| w == bytes)
}

#[test]
#[cfg(unix)]
fn nothing_outside_of_the_folder_is_read() {
    let folder = Folder::with(&[("secret.png", &secret()), ("other/secret.png", &secret()), ("docs/in/own.png", DOT)]);
    std::os::unix::fs::symlink("../secret.png", folder.path("docs/link.png")).unwrap();
    std::os::unix::fs::symlink("../other", folder.path("docs/folder")).unwrap();
    std::os::unix::fs::symlink("in/own.png", folder.path("docs/inner.png")).unwrap();
    let absolute = folder.path("secret.png").canonicalize().unwrap().to_str().unwrap().to_owned();
    let targets = [
        "../secret.png".to_owned(),
        "in/../../secret.png".to_owned(),
        "./../secret.png".to_owned(),
        "%2e%2e/secret.png".to_owned(),
        "..%2Fsecret.png".to_owned(),
        "%2e%2e%2fsecret.png".to_owned(),
        "%252e%252e/secret.png".to_owned(),
        "..\\secret.png".to_owned(),
        "..%5csecret.png".to_owned(),
        "..%00/secret.png".to_owned(),
        "../secret.png?own.png".to_owned(),
        "../secret.png#own.png".to_owned(),
        absolute.clone(),
        format!("/{absolute}"),
        format!("%2f{absolute}"),
        format!("file://{absolute}"),
        format!("FILE://localhost{absolute}"),
        format!("file:{absolute}"),
        "file:../secret.png".to_owned(),
        "http://127.0.0.1:9/secret.png".to_owned(),
        "//127.0.0.1:9/secret.png".to_owned(),
        "link.png".to_owned(),
        "folder/secret.png".to_owned(),
        "/dev/zero".to_owned(),
        "..".to_owned(),
        ".".to_owned(),
    ];
    for (i, target) in targets.iter().enumerate() {
        let attribute = target.replace('&', "&amp;").replace('"', "&quot;");
        folder
            .put(&format!("docs/{i:02}.html"), format!("<p>words <img alt=\"a\" src=\"{attribute}\"></p>").as_bytes());
        // A cover that the source names is no other.
        let quoted = target.replace('\\', "\\\\").replace('\u{0}', "\\0");
        folder.put(&format!("docs/{i:02}-cover.md"), format!("---\ncover: \"{quoted}\"\n---\n\nwords\n").as_bytes());
    }
    folder.put("docs/own.md", b"![a](in/own.png) ![b](inner.png)\n");
    let run = folder.run("--to epub,pdf -o out/ --diagnostics short docs/");
    assert_eq!(run.code, 0, "{}", run.err);
    for (i, target) in targets.iter().enumerate() {
        for name in [format!("{i:02}.html"), format!("{i:02}-cover.md")] {
            let told = |l: &str| l.contains(&format!("docs/{name}:")) || l.contains(&format!("docs/{name} "));
            let said: Vec<_> = run.err.lines().chain(run.out.lines()).filter(|l| told(l)).collect();
            assert!(said.iter().any(|l| l.contains("F0501")), "{target:?} in {name}: {said:?}\n{}{}", run.err, run.out);
            let book = folder.read(&format!("out/{}.epub", name.rsplit_once('.').unwrap().0));
            assert!(!holds(&book, b"the secret") && !holds(&book, DOT), "{target:?} is in {name}");
        }
    }
    assert!(holds(&folder.read("out/own.epub"), DOT), "what lies below the folder is read");
    // `--root` opens what lies below it, and no more.
    folder.put("docs/up.md", b"![a](../secret.png)\n");
    folder.put("docs/off.md", format!("![a]({absolute})\n").as_bytes());
    let run = folder.run("--to epub -o rooted/ --root . docs/up.md docs/off.md");
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(holds(&folder.read("rooted/up.epub"), b"the secret"));
    assert!(!holds(&folder.read("rooted/off.epub"), b"the secret"));
    let run = folder.run("--to epub -o narrow/ --root docs docs/up.md");
    assert!(run.err.contains("F0501") && !holds(&folder.read("narrow/up.epub"), b"the secret"), "{}", run.err);
}

/// Whether the book that is made with these words holds the picture `images/fig.png`, and what was said.
fn shows_figure(folder: &Folder, words: &str) -> (bool, String) {
    let run = folder.run(&format!("{words} --to epub -o out/ --diagnostics short"));
    assert!(run.code == 0 || run.code == 3, "{words}: {}", run.err);
    let books = folder.files().into_iter().filter(|name| name.ends_with(".epub"));
    let holds = books.map(|name| holds(&folder.read(&name), DOT)).collect::<Vec<_>>();
    assert_eq!(holds.len(), 1, "{words}: {}", run.err);
    std::fs::remove_dir_all(folder.path("out")).unwrap();
    (holds[0], run.err)
}

#[test]
fn pictures_lie_below_the_folder_that_was_named() {
    let page: &[u8] = b"---\ntitle: A\nlang: en\n---\n\n![a figure](../images/fig.png)\n";
    let folder = Folder::with(&[("docs/guide/x.md", page), ("docs/images/fig.png", DOT)]);
    for (words, shown) in [
        ("docs/", true),
        ("docs", true),
        (".", true),
        ("docs/**/*.md", true),
        ("docs/g*/x.md", true),
        ("--root docs docs/guide/x.md", true),
        ("docs/guide/x.md", false),
        ("docs/guide/", false),
        ("docs/guide/*.md", false),
        ("--root docs/guide docs/", false),
    ] {
        let (found, said) = shows_figure(&folder, words);
        assert_eq!(found, shown, "{words}: {said}");
        assert_eq!(said.contains("F0501"), !shown, "{words}: {said}");
    }
    let run = folder.run("--to epub -o out/ docs/guide/x.md");
    assert!(
        run.err.contains("lies outside of docs/guide\n") && run.err.contains("help: `--root FOLDER`"),
        "{}",
        run.err
    );
}

#[test]
fn pictures_of_a_project_lie_below_its_folder() {
    let page: &[u8] = b"---\ntitle: A\nlang: en\n---\n\n![a figure](../../images/fig.png)\n";
    let folder = Folder::with(&[("p/docs/guide/x.md", page), ("p/images/fig.png", DOT), ("p/convert.toml", b"")]);
    for words in ["p/docs/guide/x.md", "p/docs/", "p/docs/guide/"] {
        assert!(!shows_figure(&folder, words).0, "there is no project here: {words}");
        assert!(shows_figure(&folder, &format!("--config p/convert.toml {words}")).0, "{words}");
    }
    assert!(shows_figure(&folder, "p/").0);
    folder.put("p/convert.toml", b"inputs = ['docs/']\n");
    assert!(shows_figure(&folder, "--config p/convert.toml").0);
    // It opens no folder but its own.
    folder.put("p/docs/convert.toml", b"");
    assert!(!shows_figure(&folder, "--config p/docs/convert.toml p/docs/guide/x.md").0);
    assert!(!shows_figure(&folder, "--config p/docs/convert.toml p/docs/guide/").0);
    assert!(shows_figure(&folder, "--config p/docs/convert.toml p/").0, "the command line names more");
    // Nor for a source that lies elsewhere.
    folder.put("q/docs/guide/x.md", page);
    folder.put("q/images/fig.png", DOT);
    assert!(!shows_figure(&folder, "--config p/convert.toml q/docs/guide/x.md").0);
}

#[test]
fn every_limit_has_its_error_and_its_place() {
    let deep = "> ".repeat(40) + "deep\n";
    let folder = Folder::with(&[
        ("dot.png", DOT),
        ("picture.md", b"---\ntitle: A\nlang: en\n---\n\nWords.\n\n![a dot](dot.png)\n"),
        ("deep.md", deep.as_bytes()),
    ]);
    let short = |words: &str| {
        let run = folder.run(&format!("{words} --diagnostics short"));
        (run.code, run.out + &run.err)
    };
    let (code, said) = short("--to pdf picture.md --limit resource-size=10 --strict");
    assert_eq!(code, 1);
    assert!(said.contains("picture.md:8:1") && said.contains("F0504"), "{said}");
    let (code, said) = short("--to pdf picture.md --limit pixels=0 --strict");
    assert_eq!(code, 1);
    assert!(said.contains("picture.md:8:1") && said.contains("F0504"), "{said}");
    let (code, said) = short("--to pdf deep.md --limit nesting=20");
    assert_eq!(code, 5, "{said}");
    assert!(said.contains("deep.md:1:41") && said.contains("F0106"), "{said}");
    assert_eq!(short("--to pdf deep.md --limit nesting=40").0, 0);
    for mistake in ["nesting=65", "nesting=x", "words=3"] {
        let run = folder.run(&format!("--to pdf deep.md --limit {mistake}"));
        assert_eq!(run.code, 2, "{mistake}: {}", run.err);
    }
}

#[test]
fn a_document_that_takes_too_long_is_left_and_the_others_go_on() {
    let long = "A line of *many* words, and a [link](https://example.org/).\n\n".repeat(20_000);
    let folder = Folder::with(&[
        ("long.md", long.as_bytes()),
        ("long.txt", long.as_bytes()),
        ("long.html", format!("<p>{long}").as_bytes()),
        ("short.md", b"---\ntitle: A\nlang: en\n---\n\nWords.\n"),
    ]);
    let before = folder.files();
    for source in ["long.md", "long.txt", "long.html"] {
        for format in ["txt", "epub", "pdf"] {
            // At once, and in the middle of it.
            for time in ["0", "1ms"] {
                let run = folder.run(&format!("--to {format} -o made.{format} {source} --limit time={time}"));
                assert_eq!(run.code, 5, "{source} to {format} in {time}: {}", run.err);
                assert!(run.err.contains("F0106") && run.err.contains("longer than `--limit time`"), "{}", run.err);
                assert!(run.err.contains("help: `--limit"), "{}", run.err);
                assert_eq!(folder.files(), before, "{source} to {format} in {time}");
            }
        }
    }
    // Each document has its own time; here the project gives it.
    folder.put("convert.toml", b"limit = [\"time=1h\"]\n");
    assert_eq!(folder.run("--to txt short.md").code, 2, "hours are not known");
    folder.put("convert.toml", b"[[override]]\nfiles = [\"long.*\"]\nlimit = [\"time=0s\"]\n");
    let run = folder.run("--to pdf -o made/ long.md short.md");
    assert_eq!(run.code, 5, "{}", run.err);
    assert!(run.err.contains("F0106") && !folder.path("made/long.pdf").exists(), "{}", run.err);
    // Time enough changes nothing.
    for format in ["txt", "epub", "pdf"] {
        let all = format!("--to {format} short.md --no-cache");
        assert_eq!(folder.run(&format!("{all} -o a.out")).code, 0);
        assert_eq!(folder.run(&format!("{all} -o b.out --limit time=10m")).code, 0);
        assert_eq!(folder.read("a.out"), folder.read("b.out"));
    }
}
