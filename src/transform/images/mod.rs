//! Images: loads, checks and deduplicates them; an image alone in its paragraph becomes a figure.

mod data;
mod decode;
mod encode;
mod jxl;
mod probe;
mod svg;
mod tiff;

use super::TransformContext;
use super::clean::is_noise;
use super::links;
use crate::diagnostic::{CodeEntry, Diagnostic, Diagnostics, codes};
use crate::document::{
    Attributes, Block, BlockKind, Document, Figure, Image, Inline, InlineKind, Placement, Resource, ResourceId,
    Unresolved, walk,
};
use crate::files::{self, FileError};
use crate::options::TransformOptions;
use crate::source::{Source, Span};
use rayon::prelude::*;
use sha2::Digest;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A requested image.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Asked {
    /// Path of the source that names it.
    beside: Option<PathBuf>,
    /// Start of the source whose package contains it.
    package: Option<u32>,
    name: String,
}

impl Asked {
    /// For an image name in a source.
    fn of(name: &str, source: Option<&Source>) -> Self {
        Asked {
            beside: source.and_then(Source::path).map(Path::to_owned),
            package: source.filter(|source| source.packaged(name).is_some()).map(Source::start),
            name: name.to_owned(),
        }
    }
}

/// Why an image can't be shown.
pub(super) struct ImageRefusal {
    code: &'static CodeEntry,
    message: String,
    help: Option<&'static str>,
}

impl ImageRefusal {
    pub(super) fn broken(message: impl Into<String>) -> Self {
        // Decoder messages may contain bytes of the file.
        let message = message.into().chars().filter(|c| !c.is_control()).collect();
        ImageRefusal { code: &codes::IMAGE_BROKEN, message, help: None }
    }
}

/// Loads all images and the cover.
pub(super) fn load(document: &mut Document, context: &TransformContext<'_>, diagnostics: &mut Diagnostics) {
    figures(&mut document.blocks);
    let source = |span: Option<Span>| span.and_then(|span| context.sources.of(span));
    let mut asked: BTreeMap<Asked, usize> = BTreeMap::new();
    let mut order: Vec<Asked> = Vec::new();
    let mut ask = |key: Asked| {
        let next = order.len();
        let at = *asked.entry(key.clone()).or_insert(next);
        if at == next {
            order.push(key);
        }
    };
    let of_cover = |cover: &Unresolved| {
        let asked = Asked::of(&cover.text, source(cover.span));
        let first = || context.sources.iter().next()?.path().map(Path::to_owned);
        Asked { beside: asked.beside.or_else(first), ..asked }
    };
    if let Some(cover) = &document.metadata.cover {
        ask(of_cover(cover));
    }
    let mut any = document.metadata.cover.is_some();
    walk::all_inlines(document, &mut |inline| {
        // Plain text describes images but has no file names.
        if let InlineKind::Image(image) = &inline.kind
            && !image.source.is_empty()
        {
            any = true;
            if !names_nothing(&image.source) {
                ask(Asked::of(&image.source, source(inline.span)));
            }
        }
    });
    if !any {
        return;
    }
    // Reading and checking run in parallel; results are used in document order.
    let loaded: Vec<Result<Loaded, ImageRefusal>> = order
        .par_iter()
        .map(|asked| {
            context.options.cancel.check();
            fetch(asked, context)
        })
        .collect();
    let mut known: BTreeMap<Vec<u8>, ResourceId> = BTreeMap::new();
    let mut found: Vec<Result<ResourceId, ImageRefusal>> = Vec::with_capacity(loaded.len());
    let mut left_out: Vec<Vec<ImageRefusal>> = Vec::with_capacity(loaded.len());
    for mut result in loaded {
        left_out.push(result.as_mut().map_or(Vec::new(), |loaded| std::mem::take(&mut loaded.left_out)));
        found.push(result.map(|Loaded { resource, digest, .. }| {
            *known.entry(digest).or_insert_with(|| {
                document.resources.push(resource);
                ResourceId(document.resources.len() as u32 - 1)
            })
        }));
    }
    let mut told = vec![false; found.len()];
    let mut say = |at: usize, name: &str, span: Option<Span>, found: &[Result<ResourceId, ImageRefusal>]| {
        if std::mem::replace(&mut told[at], true) {
            return;
        }
        let Some(refusal) = found[at].as_ref().err().or(left_out[at].first()) else { return };
        let more = match left_out[at].len() {
            0 | 1 => String::new(),
            n => format!(" (and {} more)", n - 1),
        };
        let message = format!("`{}`: {}{more}", short(name), refusal.message);
        let diagnostic = Diagnostic::new(refusal.code, span, message);
        diagnostics.push(Diagnostic { help: refusal.help.map(str::to_owned), ..diagnostic });
    };
    if let Some(cover) = &document.metadata.cover {
        let at = asked[&of_cover(cover)];
        say(at, &cover.text, cover.span, &found);
        document.metadata.cover_resource = found[at].as_ref().ok().copied();
    }
    let (mut silent, mut nameless) = (Vec::new(), Vec::new());
    walk::all_inlines_mut(document, &mut |list| {
        walk::inlines_mut(list, &mut |inline| {
            let span = inline.span;
            if let InlineKind::Image(image) = &mut inline.kind
                && !image.source.is_empty()
            {
                if names_nothing(&image.source) {
                    image.source = "?".to_owned();
                    nameless.push(span);
                    return;
                }
                let at = asked[&Asked::of(&image.source, source(span))];
                say(at, &image.source, span, &found);
                image.resource = found[at].as_ref().ok().copied();
                image.source = short(&image.source);
                if image.alt.is_empty() {
                    match &image.title {
                        Some(title) => image.alt = title.clone(),
                        None => silent.push((span, image.source.clone())),
                    }
                }
            }
        });
    });
    for span in nameless {
        let message = "the image's address has no letter, so nothing can be shown";
        let help = "name the file that it is to show, or take it out";
        diagnostics.push(Diagnostic::new(&codes::IMAGE_MISSING, span, message).help(help));
    }
    for (span, name) in silent {
        let message = format!("`{name}` has no alternative text");
        let help = "say what it shows: `![a map of the town](map.png)`";
        diagnostics.push(Diagnostic::new(&codes::IMAGE_NO_ALT, span, message).help(help));
    }
}

/// Limit of image names in messages, in characters.
const MOST_NAME: usize = 200;

/// An image's name in messages: without the data of a `data:` URL, and truncated.
fn short(name: &str) -> String {
    let name = if name.starts_with("data:") { name.split([',', ';']).next().unwrap_or("data:") } else { name };
    let mut shown: String = name.chars().filter(|&c| !is_noise(c)).take(MOST_NAME).collect();
    if shown.len() < name.len() && name.chars().nth(MOST_NAME).is_some() {
        shown.push('…');
    }
    shown
}

/// Whether a name has no visible character, so that it can't name a file.
fn names_nothing(name: &str) -> bool {
    name.chars().all(|c| {
        c.is_whitespace() || is_noise(c) || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}')
    })
}

/// A loaded and checked image.
struct Loaded {
    resource: Resource,
    /// Hash of its bytes.
    digest: Vec<u8>,
    /// Parts that were dropped: pictures in a drawing, further pages.
    left_out: Vec<ImageRefusal>,
}

/// Checks that bytes are an image that can be shown, of any size.
///
/// # Errors
/// If the image is invalid or unsupported.
pub fn picture(bytes: &[u8]) -> Result<(), String> {
    match probe::probe(bytes, TransformOptions::default().max_pixels) {
        Err(refusal) if refusal.code.code != codes::IMAGE_TOO_LARGE.code => Err(refusal.message),
        _ => Ok(()),
    }
}

pub use probe::kinds as picture_kinds;

/// Loads and checks an image.
fn fetch(Asked { beside, package, name }: &Asked, context: &TransformContext<'_>) -> Result<Loaded, ImageRefusal> {
    let path = beside.as_deref();
    let package = package.and_then(|start| context.sources.iter().find(|source| source.start() == start));
    let bytes = match (package.and_then(|source| source.packaged(name)), name.strip_prefix("data:")) {
        (Some(bytes), _) => bytes.to_vec(),
        (None, Some(data)) => {
            data::bytes(data).ok_or_else(|| ImageRefusal::broken("the `data:` address can't be decoded"))?
        }
        (None, None) => {
            let target = files::path(links::bytes(name.split(['?', '#']).next().unwrap_or(name)));
            let target = target.strip_prefix(".").unwrap_or(&target);
            let literal = |error| match context.files.read(path, Path::new(name)) {
                // The name may contain a literal `%`, `#` or `?`.
                Ok(bytes) if target != Path::new(name) => Ok(bytes),
                _ => Err(error),
            };
            context.files.read(path, target).or_else(literal).map_err(|error| ImageRefusal {
                code: if let FileError::TooLarge(_) = error { &codes::IMAGE_TOO_LARGE } else { &codes::IMAGE_MISSING },
                message: error.to_string(),
                help: match error {
                    FileError::NotFound => Some("paths are relative to the file that names them"),
                    FileError::Forbidden(_) => Some("put a copy beside the text and name that"),
                    FileError::Outside(_) => {
                        Some("`--root FOLDER` names a folder that holds both, or put a copy beside the text")
                    }
                    _ => None,
                },
            })?
        }
    };
    let found = probe::probe(&bytes, context.options.max_pixels)?;
    let digest = sha2::Sha256::digest(&bytes).to_vec();
    let resource = Resource {
        name: short(name),
        format: found.format,
        bytes: found.bytes.unwrap_or(bytes).into(),
        width: found.width,
        height: found.height,
        resolution: found.resolution,
        facts: found.facts,
    };
    Ok(Loaded { resource, digest, left_out: found.left_out })
}

/// Converts images that are alone in a paragraph to figures with the title as caption; not in tables, where they are
/// icons.
fn figures(blocks: &mut [Block]) {
    for block in blocks {
        match &mut block.kind {
            BlockKind::Paragraph(content) => {
                if let Some(caption) = lone_image(content) {
                    let content = std::mem::take(content);
                    let attributes = std::mem::take(&mut block.attributes);
                    let inside = Block::paragraph(content, block.span);
                    block.kind =
                        BlockKind::Figure(Figure { blocks: vec![inside], caption, placement: Placement::Here });
                    block.attributes = Attributes { role: None, ..attributes };
                }
            }
            BlockKind::Figure(_) | BlockKind::Table(_) => {}
            _ => walk::for_each_child_mut(block, &mut |children| figures(children)),
        }
    }
}

/// The caption of an image that is a paragraph's only content.
fn lone_image(content: &[Inline]) -> Option<Vec<Inline>> {
    match content {
        [Inline { kind: InlineKind::Image(Image { title, .. }), span }] => {
            Some(title.iter().map(|t| Inline::text(t.as_str(), *span)).collect())
        }
        [Inline { kind: InlineKind::Span(_, content), .. }] => lone_image(content),
        _ => None,
    }
}
