//! `[[Page#Heading|text]]` and `![[picture.png|100]]`: links between the notes of a vault.

use crate::document::{Dimension, Image, Inline, InlineKind, Link, Target};
use crate::source::{Cut as _, Source};
use memchr::memmem;

/// No link is longer, in bytes.
const LONGEST: usize = 500;

/// The extensions of pictures; anything else that is embedded becomes a link.
const PICTURES: [&str; 14] =
    ["png", "jpg", "jpeg", "gif", "webp", "svg", "bmp", "tif", "tiff", "ico", "jxl", "avif", "heic", "jp2"];

/// Makes links and pictures of what stands between double brackets.
pub(super) fn find(source: &Source, line: &mut Vec<Inline>) {
    let holds = |inline: &Inline| matches!(&inline.kind, InlineKind::Text(text) if text.contains("[["));
    if !line.iter().any(holds) {
        return;
    }
    let mut out = Vec::with_capacity(line.len());
    for inline in std::mem::take(line) {
        let InlineKind::Text(text) = &inline.kind else {
            out.push(inline);
            continue;
        };
        let origin = source.origin(inline.span, text);
        let (mut done, mut at) = (0, 0);
        while let Some(open) = memmem::find(&text.as_bytes()[at..], b"[[").map(|i| at + i) {
            at = open + 2;
            let inside = text.cut(at..).head(LONGEST);
            let Some(inside) = inside.find("]]").map(|length| inside.cut(..length)) else { continue };
            if inside.trim().is_empty() || inside.contains(['[', ']']) || inside.matches('|').count() > 1 {
                continue;
            }
            let embeds = text.cut(..open).ends_with('!');
            let (start, end) = (open - usize::from(embeds), at + inside.len() + 2);
            if start > done {
                out.push(Inline::text(text.cut(done..start), origin.of(done..start)));
            }
            let span = origin.of(start..end);
            out.push(Inline::new(link(inside, embeds, |text| Inline::text(text, span)), span));
            (done, at) = (end, end);
        }
        if done == 0 {
            out.push(inline);
        } else if done < text.len() {
            out.push(Inline::text(text.cut(done..), origin.of(done..text.len())));
        }
    }
    *line = out;
}

fn link(inside: &str, embeds: bool, text: impl Fn(&str) -> Inline) -> InlineKind {
    let (name, shown) = inside.split_once('|').map_or((inside, None), |(name, shown)| (name, Some(shown)));
    let (name, shown) = (name.trim(), shown.map(str::trim).filter(|shown| !shown.is_empty()));
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    if embeds && PICTURES.contains(&extension.to_ascii_lowercase().as_str()) {
        let size = shown.and_then(size);
        let alt = shown.filter(|_| size.is_none()).unwrap_or_default().to_owned();
        let (width, height) = size.unwrap_or_default();
        return InlineKind::Image(Image {
            source: name.to_owned(),
            alt,
            width: width.map(Dimension::Pixels),
            height: height.map(Dimension::Pixels),
            ..Image::default()
        });
    }
    let (page, heading) = name.split_once('#').map_or((name, None), |(page, heading)| (page, Some(heading)));
    // Of a path of headings the last is meant.
    let heading = heading.map(|heading| heading.rsplit('#').next().unwrap_or(heading).trim_start_matches('^'));
    let said = shown.map_or_else(
        || match heading {
            Some(heading) if page.is_empty() => heading.to_owned(),
            Some(heading) => format!("{page} › {heading}"),
            None => page.to_owned(),
        },
        str::to_owned,
    );
    let target = match (page, heading) {
        ("", Some(heading)) => Target::Internal(heading.to_owned()),
        (page, heading) => {
            let file = if extension.is_empty() || page.ends_with('.') { format!("{page}.md") } else { page.to_owned() };
            let fragment = heading.map(|heading| format!("#{}", heading.replace(' ', "-"))).unwrap_or_default();
            Target::External(file.replace(' ', "%20") + &fragment)
        }
    };
    InlineKind::Link(Link { target, title: None, content: vec![text(&said)] })
}

/// The size that Obsidian's `100` and `100x80` ask for, in pixels.
pub(super) fn size(text: &str) -> Option<(Option<f32>, Option<f32>)> {
    let (width, height) = text.split_once('x').map_or((text, None), |(width, height)| (width, Some(height)));
    let number = |text: &str| {
        (!text.is_empty() && text.len() <= 5 && text.bytes().all(|b| b.is_ascii_digit()))
            .then(|| text.parse::<f32>().ok())
            .flatten()
    };
    let width = number(width.trim());
    let height = height.map(|height| number(height.trim()));
    match (width, height) {
        (Some(_), Some(None)) | (None, None | Some(None)) => None,
        (width, height) => Some((width, height.flatten())),
    }
}
