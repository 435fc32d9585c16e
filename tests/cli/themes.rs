//! Themes of the user's own: where their mistakes are told, how often, and what they end.

use super::Folder;

const PAGE: &[u8] = b"---\ntitle: A\nlang: en\n---\n\nWords.\n";

#[test]
fn a_mistake_is_told_once_at_its_place_and_nothing_is_written() {
    let folder = Folder::with(&[
        ("a.md", PAGE),
        ("b.md", PAGE),
        ("looks/my.toml", b"# Mine.\n[text]\ncolor = \"#12\"\nalgin = \"start\"\n"),
    ]);
    let before = folder.files();
    for words in
        ["--to pdf", "--to pdf,epub,txt", "--to txt --check", "list --to pdf", "--to epub -q --allow theme-value"]
    {
        let run = folder.run(&format!("{words} --theme looks/my.toml --diagnostics short a.md b.md"));
        assert_eq!(run.code, 2, "{words}: {}", run.err);
        assert_eq!(
            run.err,
            "looks/my.toml:3:9: error[F1103]: `color` is a colour, not `\"#12\"`\n\
             looks/my.toml:4:1: error[F1102]: there is no `algin` here\n"
        );
        assert_eq!(folder.files(), before);
    }
    let run = folder.run("--to pdf --theme looks/my.toml a.md b.md");
    assert!(
        run.err.contains(" --> looks/my.toml:3:9\n  |\n3 | color = \"#12\"\n  |         ^^^^^\n  = help: write it as"),
        "{}",
        run.err
    );
    let run = folder.run("--to pdf --theme looks/my.toml --diagnostics github a.md");
    assert!(run.out.starts_with("::error file=looks/my.toml,line=3,endLine=3,col=9,"), "{}", run.out);
}

#[test]
fn what_is_no_toml_ends_with_2_as_well() {
    let folder = Folder::with(&[("a.md", PAGE)]);
    for (theme, place) in [
        (&b"[text]\nsize = \n"[..], "my.toml:2:"),
        (b"[text\nsize = \"12pt\"\n", "my.toml:1:"),
        (b"\r\n[text]\r\nsize = 12 13\r\n", "my.toml:3:"),
        (b"\xef\xbb\xbf[text]\nsize = 'x'\n", "my.toml:2:8"),
        (b"[text]\nsize = '1pt'\n", "my.toml:2:8"),
        (b"[text]\nsize = '-11pt'\n", "my.toml:2:8"),
        (b"[text]\nleading = '0em'\n", "my.toml:2:11"),
        (b"[page]\nsize = 'a44'\n", "my.toml:2:8"),
        (b"text = 3\n", "my.toml:1:8"),
        (b"\xff\xfe", "my.toml"),
    ] {
        folder.put("my.toml", theme);
        for words in ["--to pdf", "--to epub", "--to txt"] {
            let run = folder.run(&format!("{words} --theme my.toml a.md --diagnostics short"));
            assert_eq!(run.code, 2, "{}: {}", String::from_utf8_lossy(theme), run.err);
            assert!(run.err.starts_with(place) && run.err.contains("error[F"), "{}", run.err);
        }
    }
    assert_eq!(folder.files(), ["a.md", "my.toml"]);
    folder.put("my.toml", b"[page]\nsize = 'a5 landscape'\n");
    assert_eq!(folder.run("--to pdf,epub,txt --theme my.toml a.md --strict").code, 0);
    // A theme is no device, and no library.
    assert_eq!(folder.run("--to pdf --theme /dev/zero a.md").code, 2);
}

#[test]
fn a_project_s_theme_is_held_to_the_same() {
    let folder = Folder::with(&[("a.md", PAGE), ("b.md", PAGE), ("my.toml", b"[text]\ncolor = 3\n")]);
    folder.put("convert.toml", b"inputs = ['.']\nto = 'txt'\n[[override]]\nfiles = 'b.md'\ntheme = 'my.toml'\n");
    let run = folder.run("--diagnostics short");
    assert_eq!((run.code, run.err.as_str()), (2, "my.toml:2:9: error[F1103]: `color` is a colour, not `3`\n"));
    folder.put("convert.toml", b"inputs = ['.']\nto = 'txt'\n[[override]]\nfiles = 'b.md'\ntheme = 'mine.toml'\n");
    let run = folder.run("--diagnostics short");
    assert_eq!(run.code, 2);
    assert!(
        run.err.starts_with("convert.toml:5:9: error[F0104]: `theme` names mine.toml: cannot be read"),
        "{}",
        run.err
    );
    assert!(!folder.path("a.txt").exists());
}

#[test]
fn contrast_is_told_once_and_no_mistake() {
    let folder = Folder::with(&[("a.md", PAGE), ("b.md", PAGE), ("my.toml", b"[text]\ncolor = \"#999999\"\n")]);
    let run = folder.run("--to pdf,epub --theme my.toml a.md b.md --diagnostics short");
    assert_eq!(run.code, 0);
    assert_eq!(run.err.matches("F1106").count(), 1, "{}", run.err);
    assert!(run.err.starts_with("my.toml:2:9: warning[F1106]: the contrast of `text` is 2.8 to 1\n"), "{}", run.err);
    assert_eq!(folder.run("--to pdf --theme my.toml a.md --strict").code, 1);
    assert_eq!(folder.run("--to pdf --theme my.toml a.md --deny theme-contrast").code, 1);
    assert_eq!(folder.run("--to pdf --theme my.toml a.md --strict --allow theme-contrast").code, 0);
}

#[test]
fn a_document_names_a_theme_beside_it() {
    let page = |theme: &str| format!("---\ntitle: A\nlang: en\ntheme: {theme}\n---\n\nWords.\n");
    let narrow = b"[page]\nsize = \"100mm x 150mm\"\n";
    let folder = Folder::with(&[
        ("docs/guide/a.md", page("my.toml").as_bytes()),
        ("docs/guide/b.md", page("../looks/my.toml").as_bytes()),
        ("docs/guide/my.toml", narrow),
        ("docs/looks/my.toml", narrow),
    ]);
    let run = folder.run("--to pdf -o out/ docs/ --pdf-standard none --strict");
    assert_eq!((run.code, run.err.contains("F1")), (0, false), "{}", run.err);
    folder.put("plain.md", PAGE);
    let plain = |words: &str| {
        let mut command = folder.command("--to pdf plain.md --pdf-standard none --force");
        assert!(command.args(words.split_terminator(';')).status().unwrap().success());
        folder.read("plain.pdf")
    };
    for name in ["a", "b"] {
        assert!(folder.read(&format!("out/guide/{name}.pdf")) == plain("--page-size;100mm x 150mm"), "{name}");
    }
    // Above the folder that was named, it is not read; what to do is said.
    let run = folder.run("--to pdf -o b.pdf docs/guide/b.md --diagnostics human --pdf-standard none");
    assert_eq!(run.code, 0);
    assert!(
        run.err.starts_with("warning[F1104]: the theme `../looks/my.toml` cannot be read: lies outside of"),
        "{}",
        run.err
    );
    assert!(run.err.contains(" --> docs/guide/b.md:4:8\n") && run.err.contains("`--theme FILE`"), "{}", run.err);
    assert!(folder.read("b.pdf") == plain(""));
    // What the command line names goes before it.
    let run = folder.run("--to pdf -o b.pdf docs/guide/b.md --theme novel --strict");
    assert_eq!((run.code, run.err.as_str()), (0, ""));
}

#[test]
fn a_mistake_in_a_document_s_theme_is_a_warning_told_once() {
    let page = b"---\ntitle: A\nlang: en\ntheme: my.toml\n---\n\nWords.\n";
    let folder = Folder::with(&[("a.md", page), ("b.md", page), ("my.toml", b"[text]\nsize = '1pt'\n[tex\n")]);
    let run = folder.run("--to pdf,epub,txt a.md b.md --diagnostics short");
    assert_eq!(run.code, 0, "{}", run.err);
    let told: Vec<&str> = run.err.lines().filter_map(|line| Some(line.split_once("]: ")?.0)).collect();
    let wanted = ["my.toml:2:8: warning[F1103", "my.toml:3:2: warning[F1102", "my.toml:3:5: warning[F1101"];
    assert_eq!(told, wanted, "{}", run.err);
    assert_eq!(folder.run("--to pdf a.md --strict").code, 1);
    folder.put("a.md", b"---\ntitle: A\nlang: en\ntheme: nove\n---\n\nWords.\n");
    let run = folder.run("--to txt a.md");
    assert!(run.err.starts_with("warning[F1104]: there is no theme `nove`\n --> a.md:4:8\n"), "{}", run.err);
    assert!(run.err.contains("help: did you mean `novel`?"), "{}", run.err);
}

#[test]
fn the_cache_knows_of_a_document_s_theme() {
    let page = b"---\ntitle: A\nlang: en\ntheme: my.toml\n---\n\nWords.\n";
    let folder = Folder::with(&[("a.md", page), ("my.toml", b"[text]\nsize = \"10pt\"\n")]);
    let made = || {
        assert_eq!(folder.run("--to pdf a.md --cache kept").code, 0);
        folder.read("a.pdf")
    };
    let before = made();
    assert!(before == made());
    folder.put("my.toml", b"[text]\nsize = \"20pt\"\n");
    assert!(before != made());
}
