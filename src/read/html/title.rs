//! The page title: separates the page's name from the site's in `<title>`.

use crate::document::{Block, BlockKind, Inline, InlineKind, Target, plain, walk};
use crate::source::Cut as _;

/// Separators between the names of page and site.
const SEPARATORS: &[&str] =
    &[" - ", " – ", " — ", " | ", " ‖ ", " · ", " • ", " :: ", " : ", " » ", " « ", " › ", " ‹ ", " / ", " ~ "];

/// Lowest heading level considered for the page's name.
const LOWEST: u8 = 3;

/// A longer title is taken as it is: every heading is compared with its parts.
const LONGEST: usize = 1000;

/// A heading of the page.
struct HeadingCandidate {
    level: u8,
    words: String,
    /// Whether it links to the site's home page, as the site's name does.
    leads_home: bool,
}

/// The title of a page with `<title>` `title`; `site`: name of the site, if known.
pub(super) fn of_page(title: &str, site: Option<&str>, blocks: &[Block]) -> String {
    if title.len() > LONGEST {
        return title.to_owned();
    }
    let parts = parts(title);
    let site = site.map(fold).filter(|s| !s.is_empty());
    let headings = headings(blocks);
    let is_part = |heading: &HeadingCandidate| parts.iter().any(|part| fold(part) == fold(&heading.words));
    let several = parts.len() > 1;
    let is_site = |text: &str| several && site.as_deref() == Some(fold(text).as_str());
    // In `Headline – Name of the Site`, a heading of the page tells which part is the headline.
    let own = |heading: &&HeadingCandidate| {
        heading.level == 1
            && fold(title).contains(&fold(&heading.words))
            && !is_site(&heading.words)
            && !(several && heading.leads_home && is_part(heading))
    };
    if let Some(heading) = headings.iter().find(own) {
        let last = parts.last().is_some_and(|last| several && fold(last) == fold(&heading.words));
        let known = site.as_deref().is_some_and(|site| parts.iter().any(|part| fold(part) == site));
        if !last || known {
            return heading.words.clone();
        }
        // The site's name usually comes last, and many pages have it as a level 1 heading above their own.
        let first = |other: &&HeadingCandidate| fold(&other.words) == fold(parts[0]);
        return headings.iter().find(first).map_or_else(|| parts[0].to_owned(), |other| other.words.clone());
    }
    let kept: Vec<&str> = parts.iter().copied().filter(|part| !is_site(part)).collect();
    match headings.iter().find(|heading| several && !heading.leads_home && is_part(heading) && !is_site(&heading.words))
    {
        Some(heading) => heading.words.clone(),
        // Adjacent remaining parts keep the separator between them.
        None if kept.len() == 1 => kept[0].to_owned(),
        None => title.to_owned(),
    }
}

/// The parts of a title.
fn parts(title: &str) -> Vec<&str> {
    let mut out = vec![title];
    for separator in SEPARATORS {
        out = out.into_iter().flat_map(|part| part.split(separator)).collect();
    }
    out.retain(|part| !fold(part).is_empty());
    out.into_iter().map(str::trim).collect()
}

fn headings(blocks: &[Block]) -> Vec<HeadingCandidate> {
    let mut found = Vec::new();
    walk::blocks(blocks, &mut |block| {
        if let BlockKind::Heading(heading) = &block.kind
            && heading.level <= LOWEST
        {
            let words = words(plain(&heading.content).trim_end_matches(['¶', '#', '§', ' ']));
            if !fold(&words).is_empty() {
                found.push(HeadingCandidate { level: heading.level, words, leads_home: leads_home(&heading.content) });
            }
        }
    });
    found
}

/// Whether content is entirely a link to a site's home page.
fn leads_home(content: &[Inline]) -> bool {
    let [Inline { kind, .. }] = content else { return false };
    match kind {
        InlineKind::Link(link) => match &link.target {
            Target::External(address) => {
                let path = address
                    .split_once("://")
                    .map_or(address.as_str(), |(_, rest)| rest.find('/').map_or("/", |slash| rest.cut(slash..)));
                matches!(path, "/" | "./" | "." | "../" | "index.html" | "/index.html" | "/index.php")
            }
            Target::Internal(_) => false,
        },
        InlineKind::Styled(_, content) | InlineKind::Span(_, content) => leads_home(content),
        _ => false,
    }
}

/// The words with white space collapsed.
pub(super) fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Letters and digits only, in lower case.
fn fold(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Heading, Link};

    fn heading(level: u8, text: &str, href: Option<&str>) -> Block {
        let mut content = vec![Inline::text(text, None)];
        if let Some(href) = href {
            let link = Link { target: Target::External(href.into()), title: None, content };
            content = vec![Inline::new(InlineKind::Link(link), None)];
        }
        Block::new(BlockKind::Heading(Heading { level, content, unlisted: false }), None)
    }

    #[test]
    fn the_page_has_the_title_and_not_the_site() {
        let of = |title: &str, site: Option<&str>, blocks: &[Block]| of_page(title, site, blocks);
        let whole = "What Is Ownership? - The Book";
        let site = heading(1, "The Book", None);
        let own = heading(2, "What is ownership?", None);
        assert_eq!(of(whole, None, std::slice::from_ref(&site)), "What Is Ownership?");
        assert_eq!(of(whole, None, &[site, own.clone()]), "What is ownership?");
        assert_eq!(of(whole, None, &[heading(1, "The Book", Some("/")), own]), "What is ownership?");
        assert_eq!(of("Site | A Story", Some("Site"), &[heading(1, "A Story", None)]), "A Story");
        assert_eq!(of("A Story :: Site", Some("Site"), &[]), "A Story");
        assert_eq!(of("A Story - Part Two", None, &[]), "A Story - Part Two");
        assert_eq!(of("Rise - and fall - Site", Some("Site"), &[]), "Rise - and fall - Site");
        assert_eq!(of("The Headline – Daily", None, &[heading(1, "The Headline", None)]), "The Headline");
    }
}
