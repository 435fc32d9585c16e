//! The command's reference, word by word: every help, the manual page, what each diagnostic means. Nothing of what people
//! and scripts rely on changes unseen. `UPDATE=1 cargo test --test cli reference` writes it anew, to be read in the diff.

use super::Folder;
use std::collections::BTreeMap;
use std::path::Path;

/// What the command says to these words, in lines of 100 columns at most.
fn said(folder: &Folder, words: &str) -> String {
    let output = folder.command(words).env("COLUMNS", "100").output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{words}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_reference_is_what_it_was() {
    let folder = Folder::with(&[]);
    let mut now = BTreeMap::new();
    for (name, words) in [("convert", "--help"), ("convert.short", "-h"), ("man.page", "man")] {
        now.insert(format!("{name}.txt"), said(&folder, words));
    }
    let (_, commands) = now["convert.txt"].split_once("\nCommands:\n").unwrap();
    let commands: Vec<String> =
        commands.lines().map_while(|line| line.strip_prefix("  ")?.split(' ').next()).map(str::to_owned).collect();
    assert!(commands.len() > 5, "{commands:?}");
    for name in commands {
        now.insert(format!("{name}.txt"), said(&folder, &format!("{name} --help")));
    }
    let codes = said(&folder, "explain");
    let pages = codes.lines().map(|line| said(&folder, &format!("explain {}", &line[..5])));
    now.insert("explain.all.txt".into(), pages.collect::<Vec<_>>().join("\n\n"));

    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/reference");
    if std::env::var_os("UPDATE").is_some() {
        let _ = std::fs::remove_dir_all(&kept);
        std::fs::create_dir_all(&kept).unwrap();
        for (name, text) in &now {
            std::fs::write(kept.join(name), text).unwrap();
        }
    }
    let names = std::fs::read_dir(&kept).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let was: BTreeMap<_, _> =
        names.map(|name| (name.clone(), std::fs::read_to_string(kept.join(name)).unwrap())).collect();
    let mut changed = String::new();
    for name in was.keys().chain(now.keys()).collect::<std::collections::BTreeSet<_>>() {
        let [was, now] = [&was, &now].map(|all| all.get(name).map_or("", String::as_str));
        if was != now {
            let diff = similar::TextDiff::from_lines(was, now);
            changed += &diff.unified_diff().context_radius(1).header(name, name).to_string();
        }
    }
    assert!(changed.is_empty(), "`UPDATE=1 cargo test --test cli reference` writes it anew, to be read:\n{changed}");
}
