//! Resolution of relative URLs against a page's base URL (RFC 3986, 5.2).

use crate::document::{Document, InlineKind, Target, walk};

/// Resolves relative link targets, if the base is an absolute URL.
pub(super) fn complete(document: &mut Document, base: &str) {
    let Some((scheme, rest)) = base.split_once("://").filter(|(s, _)| matches!(*s, "http" | "https")) else { return };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    let path = path.split(['?', '#']).next().unwrap_or("");
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let whole = |target: &mut Target| {
        let Target::External(address) = target else { return };
        let has_scheme = address.split(['/', '?', '#']).next().is_some_and(|start| start.contains(':'));
        if has_scheme || address.starts_with("//") {
            return;
        }
        let whole = match address.strip_prefix('/') {
            Some(rooted) => format!("{scheme}://{host}/{rooted}"),
            None if address.starts_with(['?', '#']) => format!("{scheme}://{host}{path}{address}"),
            None => format!("{scheme}://{host}{}", dots(&format!("{folder}/{address}"))),
        };
        *target = Target::External(whole);
    };
    walk::all_inlines_mut(document, &mut |list| {
        walk::inlines_mut(list, &mut |inline| {
            if let InlineKind::Link(link) = &mut inline.kind {
                whole(&mut link.target);
            }
        });
    });
    walk::all_code_mut(document, &mut |code, _| code.links.iter_mut().for_each(|link| whole(&mut link.target)));
}

/// Removes `.` and `..` from a path (RFC 3986, 5.2.4).
fn dots(path: &str) -> String {
    let at = path.find(['?', '#']).unwrap_or(path.len());
    let (path, behind) = path.split_at(at);
    let mut out: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => {
                out.truncate(out.len().saturating_sub(1).max(1));
            }
            part => out.push(part),
        }
    }
    format!("{}{behind}", out.join("/"))
}
