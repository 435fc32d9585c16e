use super::explain;
use crate::options::ReadOptions;
use crate::source::Source;

/// What each piece of a text was taken for, and why.
fn explained(text: &str) -> Vec<String> {
    let source = Source::new("a.txt", text, 0);
    explain(&source, &ReadOptions::default()).iter().map(ToString::to_string).collect()
}

const TEXT: &str = "The ferry has crossed the river since nineteen hundred and twelve. Now a bridge stands beside it, and the \
                    ferryman says that he likes the bridge, but that he will not walk on it.\n";

#[test]
fn a_stanza_says_what_was_seen_of_its_lines() {
    let poem = explained(
        "Low Water\n\nThe tide went out before the light was come,\n  And left the boats upon the shining sand,\n\
         And all the birds that walk there had gone home,\n  And nothing moved along the level land.\n\n\
         so we walked,\n  out to where the water was, and it was cold,\nand far,\n  and we had far to go, and nobody was there,\n\
         but gulls,\n  and what the water says when it comes back.\n",
    );
    let stanzas: Vec<&String> = poem.iter().filter(|line| line.contains("verse")).collect();
    assert!(stanzas[0].contains("(no line begins small, "), "{poem:?}");
    assert!(
        stanzas[1].contains("(lines begin small, ") && stanzas[1].contains("a stanza stands before it"),
        "{poem:?}"
    );
    // A date speaks against it.
    let dated = explained(&format!("{TEXT}\nWritten at the Weir\n3 March 2026\n\n{TEXT}"));
    assert!(!dated.iter().any(|line| line.contains("verse")), "{dated:?}");
}

#[test]
fn a_byline_below_a_date_says_so() {
    let one = explained(&format!("The Last Ferry Leaves at Noon\n\n3 March 2026\n\nBy Ann Lee\n\n{TEXT}"));
    assert!(one[2].contains("byline") && one[2].ends_with("below the title, a date stands above)"), "{}", one[2]);
    // A second date is still read where the first line tells only when the text was published.
    let two = explained(&format!(
        "The Last Ferry Leaves at Noon\n\nPublished 3 March 2026\n\nUpdated 4 March 2026\n\nBy Ann Lee\n\n{TEXT}"
    ));
    assert!(two[1].contains("date") && two[2].contains("date") && two[3].contains("a date stands above"), "{two:?}");
}

#[test]
fn what_opens_a_byline_may_stand_above_the_name() {
    for (opener, title) in [("by", "The Last Ferry"), ("VON", "Die letzte Fähre"), ("av", "Den siste ferja")] {
        let lines = explained(&format!("{title}\n\n{opener}\n\nAnn Lee\n\n{TEXT}"));
        let lower = opener.to_lowercase();
        assert!(lines[1].contains(&format!("byline 0.90 (“{lower}” above a name)")), "{lines:?}");
        assert!(lines[2].contains(&format!("byline 0.90 (a name below “{lower}”)")), "{lines:?}");
    }
}

#[test]
fn lists_of_contents_are_headed_in_many_languages() {
    for title in ["Contents", "Indhold", "Spis treści", "Inhaltsverzeichnis"] {
        let lines = explained(&format!(
            "A Book of Boats\n\n{title}\n\nThe weir\nThe bridge\nThe ferry\n\nThe weir\n\n{TEXT}\nThe bridge\n\n{TEXT}"
        ));
        assert!(lines.iter().any(|line| line.contains("contents 0.80")), "{title}: {lines:?}");
    }
}
