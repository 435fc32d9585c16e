//! What our texts tell people to type exists: options, commands, keys, codes and themes that are named in the README,
//! the help, the manual page, the template of `convert init`, the built-in themes and `convert explain`.

use super::Folder;
use std::collections::BTreeSet;

/// The texts, each with its name.
fn texts() -> Vec<(String, String)> {
    let folder = Folder::with(&[]);
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |name: &str| std::fs::read_to_string(root.join(name)).unwrap();
    let mut out = vec![("README.md".to_owned(), read("README.md"))];
    for theme in ["article", "novel", "manual", "report", "large-print"] {
        let name = format!("src/theme/builtin/{theme}.toml");
        out.push((name.clone(), read(&name)));
    }
    for words in ["--help", "inspect --help", "check --help", "list --help", "merge-reports --help"] {
        out.push((format!("convert {words}"), folder.run(words).out));
    }
    out.push(("convert man".to_owned(), folder.run("man").out.replace("\\-", "-")));
    assert_eq!(folder.run("init").code, 0);
    out.push(("convert.toml".to_owned(), String::from_utf8(folder.read("convert.toml")).unwrap()));
    for line in folder.run("explain").out.lines() {
        let words = format!("explain {}", &line[..5]);
        out.push((words.clone(), folder.run(&words).out));
    }
    // Remedies stand in the code.
    let mut folders = vec![root.join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                // Of code only what is in backquotes is for people: `--theme NAME`.
                let quoted: Vec<&str> = text.split('`').skip(1).step_by(2).filter(|t| t.starts_with("--")).collect();
                out.push((path.display().to_string(), quoted.join("\n")));
            }
        }
    }
    out
}

/// The long options in a text.
fn options(text: &str) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for (at, _) in text.match_indices("--") {
        let before = text[..at].chars().next_back();
        let name: String = text[at + 2..].chars().take_while(|c| c.is_ascii_lowercase() || *c == '-').collect();
        if before.is_none_or(|c| c.is_whitespace() || "`([|'*R".contains(c)) && name.len() > 1 && !name.starts_with('-')
        {
            out.insert(name.trim_end_matches('-').to_owned());
        }
    }
    out
}

/// Options of other programs that our texts name: cargo's, rustup's, pandoc's.
const OTHERS: &[&str] = &[
    "release",
    "locked",
    "git",
    "path",
    "target",
    "open",
    "test",
    "nocapture",
    "css",
    "template",
    "reference-doc",
    "pdf-engine",
    "standalone",
    "metadata",
    "variable",
    "toc-depth",
    "number-sections",
    // Any option.
    "name",
    "flag",
];

#[test]
fn every_option_that_is_named_exists() {
    let folder = Folder::with(&[]);
    let mut known: BTreeSet<String> = BTreeSet::new();
    for words in ["--help", "inspect --help", "list --help", "merge-reports --help", "check --help"] {
        for line in folder.run(words).out.lines().filter(|line| line.trim_start().starts_with('-')) {
            known.extend(options(line));
        }
    }
    assert!(known.len() > 50, "{known:?}");
    let mut unknown = Vec::new();
    for (name, text) in texts() {
        for option in options(&text) {
            let on = option.strip_prefix("no-").unwrap_or(&option);
            let fine = known.contains(&option) || known.contains(on) || OTHERS.contains(&on);
            if !fine {
                unknown.push(format!("{name} names --{option}"));
            }
        }
    }
    assert!(unknown.is_empty(), "there is no such option:\n{}", unknown.join("\n"));
}

#[test]
fn the_commands_of_help_and_readme_run() {
    let folder = Folder::with(&[
        ("article.md", b"# A\n"),
        ("article.txt", b"A\n\nWords.\n"),
        ("a.md", b"# A\n"),
        ("b.md", b"# A\n"),
        ("book.md", b"# A\n"),
        ("ch1.md", b"# One\n"),
        ("ch2.md", b"# Two\n"),
        ("ch3.md", b"# Three\n"),
        ("docs/c.md", b"# C\n"),
        ("input/d.md", b"# D\n"),
    ]);
    folder.run("--to pdf -o paper.pdf article.md");
    let mut ran = 0;
    for (name, text) in texts().into_iter().filter(|(name, _)| name == "README.md" || name == "convert --help") {
        for line in text.lines() {
            let line = line.split("  ").find(|part| !part.trim().is_empty()).unwrap_or("").trim();
            let line = line.split(" #").next().unwrap_or("").trim();
            let Some(words) = line.strip_prefix("convert ") else { continue };
            // What goes on until it is stopped, or is no whole command, is tried elsewhere.
            if words.contains("--watch") || words.contains(['…', '$', '[', ';']) || words.starts_with("COMMAND") {
                continue;
            }
            let words = words.replace("'*.md'", "*.md").replace("ch*.md", "ch1.md ch2.md ch3.md");
            let run = folder.run(
                &format!("{words} --no-config")
                    .replace("check book.epub paper.pdf --no-config", "check book.epub paper.pdf")
                    .replace("inspect article.txt --no-config", "inspect article.txt"),
            );
            assert_eq!(run.code, 0, "{name}: convert {words}\n{}", run.err);
            ran += 1;
        }
    }
    assert!(ran >= 9, "{ran} commands were found");
}

#[test]
fn a_project_begins_in_any_folder_of_sources() {
    for name in ["a.md", "docs/a.md"] {
        let folder = Folder::with(&[(name, b"# A\n")]);
        assert_eq!(folder.run("init").code, 0);
        let run = folder.run("");
        assert_eq!(run.code, 0, "{name}: {}", run.err);
        assert!(folder.files().contains(&"dist/a.pdf".to_owned()), "{name}: {:?}", folder.files());
        assert_eq!(folder.run("").code, 0, "the outputs are no sources");
    }
}

#[test]
fn themes_that_are_named_exist() {
    let folder = Folder::with(&[("a.md", b"# A\n")]);
    folder.run("init");
    let template = String::from_utf8(folder.read("convert.toml")).unwrap();
    let mut tried = 0;
    for (_, rest) in template.match_indices("theme = \"").map(|(at, found)| template.split_at(at + found.len())) {
        let theme = rest.split('"').next().unwrap();
        let run = folder.run(&format!("--no-config --strict --to pdf --theme {theme} --lang en a.md"));
        assert_eq!(run.code, 0, "{theme}: {}", run.err);
        tried += 1;
    }
    assert_eq!(tried, 2);
    // And those of the help.
    let help = folder.run("--help").out;
    let (_, names) = help.split_once("The theme: ").unwrap();
    let names: Vec<&str> = names.split(", or").next().unwrap().split(", ").collect();
    assert_eq!(names.len(), 5, "{names:?}");
    for theme in names {
        assert_eq!(folder.run(&format!("--no-config --to txt --theme {} a.md", theme.trim())).code, 0, "{theme}");
    }
}

#[test]
fn the_manual_describes_every_option() {
    let man = Folder::with(&[]).run("man").out;
    let lines: Vec<&str> = man.lines().collect();
    let options: Vec<usize> = (0..lines.len()).filter(|&at| lines[at].starts_with("\\fB\\-")).collect();
    assert!(options.len() > 40, "{}", options.len());
    for at in options {
        assert!(lines[at + 1].len() > 5, "{} has no description", lines[at]);
    }
}

#[test]
fn what_is_nearly_right_is_answered() {
    let folder = Folder::with(&[("b.md", b"# B\n"), ("ch1.md", b"# B\n")]);
    for (words, answer) in [
        ("inspct b.md", "did you mean `convert inspect`?"),
        ("b.md -o b.docx", "`.docx` is the ending of no format that is made here"),
        ("ch1.md", "say which: `--to pdf,epub,txt`"),
        ("b.md --to pdf --css x.css", "how pages look is said by a theme"),
        ("-s b.md -o b.pdf", "every document is whole"),
        ("b.md -o b.pdf -V geometry:margin=2cm", "`--margin`"),
    ] {
        let run = folder.run(words);
        assert!(run.code == 2 && run.err.contains(answer), "{words}: {} {}", run.code, run.err);
    }
    for words in ["b.md --to PDF", "b.md -t epub -f markdown"] {
        assert_eq!(folder.run(words).code, 0, "{words}");
    }
    let both = folder.command("b.md --to").arg("pdf, epub").output().unwrap();
    assert!(both.status.success(), "{}", String::from_utf8_lossy(&both.stderr));
    assert!(folder.run("help").out.contains("--page-size") && folder.run("-V").code == 0);
}
