//! A project: `convert.toml`, what it says and how its mistakes are told.

use super::Folder;

const TEXT: &[u8] = b"# Title\n\nText.\n";

fn project(config: &str) -> Folder {
    let files: &[(&str, &[u8])] = &[
        ("docs/a.md", TEXT),
        ("docs/guide/b.md", TEXT),
        ("docs/drafts/c.md", TEXT),
        ("convert.toml", config.as_bytes()),
    ];
    Folder::with(files)
}

#[test]
fn it_says_what_is_converted_and_the_command_line_wins() {
    let folder = project("inputs = ['docs/']\nexclude = ['drafts/']\nto = ['epub', 'txt']\noutput = 'dist/'\n");
    let run = folder.run("");
    assert_eq!((run.code, run.err.as_str()), (0, "2 documents into 4 files in <time>\n"));
    assert!(folder.path("dist/guide/b.epub").exists() && !folder.path("dist/drafts").exists());
    let run = folder.run("list --to pdf");
    assert_eq!(run.out, "docs/a.md → dist/a.pdf\ndocs/guide/b.md → dist/guide/b.pdf\n");
    let run = folder.run("list --to pdf docs/guide/b.md");
    assert_eq!(run.out, "docs/guide/b.md → dist/guide/b.pdf\n");
    let run = folder.run("list --to pdf -o else/ docs/guide/b.md");
    assert_eq!(run.out, "docs/guide/b.md → else/b.pdf\n");
    let run = folder.run("list --no-config --to pdf docs/a.md");
    assert_eq!(run.out, "docs/a.md → docs/a.pdf\n");
}

#[test]
fn false_is_a_value_only_where_there_is_something_to_turn_off() {
    // A key that takes a value, and has its `no-` beside it.
    let folder = project("inputs = ['docs/a.md']\nto = 'txt'\ncache = false\n");
    assert_eq!((folder.run("-q").code, folder.path(".folio-cache").exists()), (0, false));
    folder.put("convert.toml", b"inputs = ['docs/a.md']\nto = 'txt'\n");
    assert_eq!((folder.run("-q").code, folder.path(".folio-cache").exists()), (0, true));
    // One that takes a value and has none, and one that cannot be turned on either.
    for line in ["title = false", "width = false", "cache = true"] {
        let folder = project(&format!("inputs = ['docs/a.md']\nto = 'txt'\n{line}\n"));
        let run = folder.run("-q");
        let key = line.split(' ').next().unwrap();
        assert_eq!((run.code, folder.path("docs/a.txt").exists()), (2, false), "{line}");
        assert!(run.err.contains(&format!("`{key}` is not that kind of value\n --> convert.toml:3:")), "{}", run.err);
    }
}

#[test]
fn it_is_found_upward_and_its_paths_are_its_own() {
    let folder = project("inputs = ['docs/']\nexclude = ['docs/drafts/']\nto = 'txt'\noutput = 'dist/'\n");
    let run = super::command_in(&folder.path("docs/guide"), "list").output().unwrap();
    assert_eq!(
        String::from_utf8(run.stdout).unwrap(),
        "../../docs/a.md → ../../dist/a.txt\n../../docs/guide/b.md → ../../dist/guide/b.txt\n"
    );
}

#[test]
fn overrides_hold_for_the_files_that_they_match() {
    let folder = project(
        "inputs = ['docs/']\nto = 'txt'\noutput = 'dist'\n[[override]]\nfiles = 'docs/guide/'\nto = ['epub', 'txt']\n\
         [[override]]\nfiles = ['c.md']\nto = 'pdf'\n",
    );
    let run = folder.run("list");
    assert_eq!(
        run.out,
        "docs/a.md → dist/a.txt\ndocs/drafts/c.md → dist/drafts/c.pdf\n\
         docs/guide/b.md → dist/guide/b.epub, dist/guide/b.txt\n"
    );
    assert_eq!(folder.run("list --to txt").out.matches(".txt").count(), 3);
}

#[test]
fn a_mistake_is_told_with_its_place_and_nothing_is_done() {
    let folder = project("inputs = ['docs/']\nto = 'txt'\npagesize = 'a4'\n");
    let run = folder.run("");
    assert_eq!(run.code, 2);
    assert_eq!(
        run.err,
        "error[F0104]: there is no setting `pagesize`\n --> convert.toml:3:1\n  |\n3 | pagesize = 'a4'\n  | ^^^^^^^^\n  \
         = help: did you mean `page-size`?\n\n"
    );
    assert_eq!(folder.files().len(), 4);
}

#[test]
fn init_writes_a_file_that_works_and_never_over_one() {
    let folder = Folder::with(&[("docs/a.md", TEXT)]);
    assert_eq!(folder.run("init").code, 0);
    let run = folder.run("");
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(folder.files(), ["convert.toml", "dist/a.epub", "dist/a.pdf", "docs/a.md"]);
    let run = folder.run("init");
    assert_eq!(run.code, 4);
    assert!(run.err.starts_with("error[F0102]: cannot be written: file exists\n --> convert.toml\n"), "{}", run.err);
}

#[test]
fn a_project_writes_below_its_own_folder_only() {
    for place in ["../home/.profile", "../home/", "docs/../../home/", "none/../../home/", "/tmp/folio-elsewhere/"] {
        for key in ["output", "cache"] {
            let folder = Folder::with(&[
                ("home/.profile", b"mine"),
                ("project/docs/a.md", TEXT),
                ("project/convert.toml", format!("inputs = ['docs/']\nto = 'txt'\n{key} = '{place}'\n").as_bytes()),
            ]);
            let run = folder.run("--config project/convert.toml");
            assert_eq!(run.code, 2, "{key} {place}: {}", run.err);
            assert!(run.err.contains(&format!("`{key}` lies outside of the project")), "{}", run.err);
            assert_eq!(folder.files().len(), 3, "{key} {place}");
            assert_eq!(folder.read("home/.profile"), b"mine");
        }
    }
    // What the user names is what the user wants.
    let folder =
        Folder::with(&[("project/docs/a.md", TEXT), ("project/convert.toml", b"inputs = ['docs/']\nto = 'txt'\n")]);
    assert_eq!(folder.run("--config project/convert.toml --no-cache -o elsewhere/").code, 0);
    assert!(folder.path("elsewhere/a.txt").exists());
}

#[cfg(unix)]
#[test]
fn a_project_does_not_write_through_links() {
    use std::os::unix::fs::symlink;
    let toml = b"inputs = ['docs/']\nto = 'txt'\noutput = 'dist/'\n";
    for (link, to) in [("project/dist", "../home"), ("project/dist/a.txt", "../../home/a.txt")] {
        let folder = Folder::with(&[("project/docs/a.md", TEXT), ("project/convert.toml", toml), ("home/b", b"mine")]);
        std::fs::create_dir_all(folder.path(link).parent().unwrap()).unwrap();
        symlink(to, folder.path(link)).unwrap();
        let run = folder.run("--config project/convert.toml --no-cache");
        assert_eq!(run.code, 2, "{link}: {}", run.err);
        assert!(run.err.contains("lies outside of the project"), "{}", run.err);
        assert!(!folder.path("home/a.txt").exists());
    }
}

#[cfg(unix)]
#[test]
fn a_link_to_a_file_outside_of_the_folder_is_no_source() {
    use std::os::unix::fs::symlink;
    let folder = Folder::with(&[("docs/a.md", TEXT), ("docs/part/c.md", TEXT), ("secret.txt", b"A password.\n")]);
    symlink("../secret.txt", folder.path("docs/notes.txt")).unwrap();
    symlink("part/c.md", folder.path("docs/c.md")).unwrap();
    for sources in ["docs", "docs/*"] {
        let run = folder.run(&format!("--to txt -o out/ {sources}"));
        assert!(run.err.contains("warning[F0113]: a link to a file outside of docs: left out"), "{}", run.err);
        assert!(folder.path("out/c.txt").exists() && !folder.path("out/notes.txt").exists());
    }
    let run = folder.run("--to txt -o named/ docs/notes.txt");
    assert_eq!((run.code, folder.path("named/notes.txt").exists()), (0, true), "{}", run.err);
    // In a project, links may lead anywhere in its folder.
    folder.put("convert.toml", b"inputs = ['docs/']\nto = 'txt'\noutput = 'dist/'\n");
    let run = folder.run("");
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(folder.path("dist/notes.txt").exists());
}

#[test]
fn a_place_outside_of_the_project_is_the_users_to_name() {
    let toml = b"inputs = ['docs/']\nto = 'txt'\noutput = '../home/'\ncache = '../home/cache'\n";
    let folder = Folder::with(&[("project/docs/a.md", TEXT), ("project/convert.toml", toml), ("home/", b"")]);
    let run = folder.run("--config project/convert.toml --no-cache -o home/");
    assert_eq!((run.code, folder.path("home/a.txt").exists()), (0, true), "{}", run.err);
}

#[test]
fn a_project_reads_below_its_own_folder_only() {
    for key in ["theme = '../home/my.toml'", "epub-cover = '../home/s.png'", "root = '..'"] {
        for head in ["", "[[override]]\nfiles = '**'\n"] {
            let toml = format!("inputs = ['docs/']\nto = 'txt'\n{head}{key}\n");
            let folder = Folder::with(&[
                ("project/docs/a.md", TEXT),
                ("project/convert.toml", toml.as_bytes()),
                ("home/my.toml", b""),
                ("home/s.png", b""),
            ]);
            let run = folder.run("--config project/convert.toml --no-cache");
            assert_eq!(run.code, 2, "{key}: {}", run.err);
            assert!(run.err.contains("lies outside of the project"), "{}", run.err);
            assert_eq!(folder.files().len(), 4);
        }
    }
    for inputs in ["../home/", "../home/*.md", "../home/s.md", "docs/../../home/s.md"] {
        let toml = format!("inputs = ['docs/', '{inputs}']\nto = 'txt'\n");
        let folder = Folder::with(&[
            ("project/docs/a.md", TEXT),
            ("project/convert.toml", toml.as_bytes()),
            ("home/s.md", b"A secret.\n"),
        ]);
        let run = folder.run("--config project/convert.toml --no-cache");
        assert!(run.err.contains("warning[F0113]: lies outside of the project: left out"), "{inputs}: {}", run.err);
        assert!(!folder.path("home/s.txt").exists() && folder.path("project/docs/a.txt").exists());
    }
}

#[cfg(unix)]
#[test]
fn a_project_without_an_output_writes_through_no_links_either() {
    use std::os::unix::fs::symlink;
    let toml = b"inputs = ['docs/']\nto = 'txt'\n";
    let folder = Folder::with(&[("project/docs/a.md", TEXT), ("project/convert.toml", toml), ("home/rc", b"mine")]);
    symlink("../../home/rc", folder.path("project/docs/a.txt")).unwrap();
    let run = folder.run("--config project/convert.toml --no-cache");
    assert_eq!((run.code, folder.read("home/rc")), (2, b"mine".to_vec()), "{}", run.err);
    // Nor are the sources in a folder that is a link.
    let folder = Folder::with(&[("project/convert.toml", toml), ("home/s.md", b"A secret.\n")]);
    symlink("../home", folder.path("project/docs")).unwrap();
    let run = folder.run("--config project/convert.toml --no-cache");
    assert!(run.err.contains("lies outside of the project") && !folder.path("home/s.txt").exists(), "{}", run.err);
}

#[cfg(unix)]
#[test]
fn what_nobody_named_is_not_written_through_a_link_that_leads_away() {
    use std::os::unix::fs::symlink;
    // A cloned folder, with and without a project's file; the source is named, its output is not.
    for (project, words) in [
        (true, "docs/a.md"),
        (true, "--to txt docs/"),
        (false, "--to txt docs/a.md"),
        (false, "--to txt docs/"),
        (false, "--to txt -o docs/ docs/a.md"),
        (false, "--to txt,epub --join -o docs/ docs/a.md"),
    ] {
        let folder = Folder::with(&[("clone/docs/a.md", TEXT), ("home/rc", b"mine")]);
        if project {
            folder.put("clone/convert.toml", b"inputs = ['docs/']\nto = 'txt'\n");
        }
        symlink("../../home/rc", folder.path("clone/docs/a.txt")).unwrap();
        let run = |words: &str| {
            let mut command = folder.command(words);
            let output = command.current_dir(folder.path("clone")).output().unwrap();
            (output.status.code(), String::from_utf8(output.stderr).unwrap())
        };
        let (code, err) = run(words);
        assert_eq!((code, folder.read("home/rc")), (Some(2), b"mine".to_vec()), "{words}: {err}");
        assert!(err.contains("its output docs/a.txt lies outside of") && err.contains("--output"), "{words}: {err}");
        // One that leads nowhere yet is none the better; who names it means it.
        std::fs::remove_file(folder.path("home/rc")).unwrap();
        let (code, err) = run(words);
        assert_eq!((code, folder.path("home/rc").exists()), (Some(2), false), "{words}: {err}");
        let (code, err) = run("--to txt -o docs/a.txt docs/a.md");
        assert_eq!((code, folder.path("home/rc").exists()), (Some(0), true), "{words}: {err}");
    }
    // A link within the bounds is followed, as ever; a folder that is a link may be named.
    let folder = Folder::with(&[("docs/a.md", TEXT), ("docs/real.txt", b"old"), ("else/", b"")]);
    symlink("real.txt", folder.path("docs/a.txt")).unwrap();
    symlink("else", folder.path("out")).unwrap();
    assert_eq!(folder.run("--to txt docs/a.md").code, 0);
    assert!(folder.read("docs/real.txt") != b"old" && folder.path("docs/a.txt").is_symlink());
    assert_eq!(folder.run("--to txt -o out/ docs/a.md").code, 0);
    assert!(folder.path("else/a.txt").exists());
    // ./output is implied where there is ./input: it stays here.
    let folder = Folder::with(&[("work/input/a.md", TEXT), ("home/", b"")]);
    symlink("../home", folder.path("work/output")).unwrap();
    let mut command = folder.command("--to txt");
    let output = command.current_dir(folder.path("work")).output().unwrap();
    assert_eq!((output.status.code(), folder.path("home/a.txt").exists()), (Some(2), false));
}

#[cfg(unix)]
#[test]
fn a_project_of_another_user_is_not_obeyed_unless_it_is_named() {
    let folder = Folder::with(&[("deep/er/a.md", TEXT), ("convert.toml", b"to = 'txt'\noutput = 'out/'\n")]);
    // Only the administrator can give a file away; and to him all that is not his is someone else's.
    if std::os::unix::fs::chown(folder.path("convert.toml"), Some(12_345), None).is_err() {
        return;
    }
    let run = |words: &str, trust: &str| {
        let mut command = folder.command(words);
        command.current_dir(folder.path("deep/er")).env("FOLIO_TRUST", trust).env_remove("SUDO_UID");
        let output = command.output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, err) = run("a.md", "");
    assert_eq!(code, Some(2), "{err}");
    assert!(err.contains("../../convert.toml") && err.contains("belongs to another user"), "{err}");
    assert!(err.contains("--config ../../convert.toml") && err.contains("FOLIO_TRUST=FOLDER"), "{err}");
    assert!(!folder.path("out").exists());
    assert_eq!(run("a.md", "/nowhere").0, Some(2));
    assert_eq!(run("a.md --config ../../convert.toml", "").0, Some(0));
    assert!(folder.path("out").exists());
    assert_eq!(run("a.md --force", folder.path("").to_str().unwrap()).0, Some(0));
    assert_eq!(run("a.md --force", "*").0, Some(0));
    assert_eq!(run("a.md --to txt -o b.txt --no-config", "").0, Some(0));
}
