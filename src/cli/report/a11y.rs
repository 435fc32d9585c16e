//! `--report a11y`: a statement about the accessibility of a document and its outputs, and defects of the source, for
//! programs. It states facts about the document and the claims of the finished files; it is not a conformance claim.

use crate::cli::finding::{Finding, place};
use crate::cli::levels::REPAIRS;
use crate::cli::record::Made;
use crate::cli::work::OutputInputs;
use crate::diagnostic::codes;
use crate::document::{Block, BlockKind, Image, Inline, InlineKind, Link, Role, Target, walk};
use crate::math::legible;
use crate::options::Options;
use crate::source::{Sources, Span};
use crate::theme::{self, Theme};
use crate::write;
use serde_json::{Value, json};

/// The statement of a document; `outputs`: its outputs with their bytes.
pub fn statement<'a>(
    work: &OutputInputs<'_>,
    sources: &Sources,
    outputs: impl Iterator<Item = (&'a Made, &'a [u8])>,
) -> Value {
    let OutputInputs { document, theme, options } = *work;
    let mut found = Inventory::new(sources);
    found.blocks(&document.blocks);
    document.notes.iter().for_each(|note| found.blocks(&note.blocks));
    let metadata = &document.metadata;
    let Inventory { headings, images, silent, tables, headless, links, vague, formulas, languages, .. } = found;
    json!({
        "sources": sources.iter().map(|s| s.name()).collect::<Vec<_>>(),
        "title": metadata.title,
        "language": metadata.language.as_ref().map(|l| l.tag()),
        "languagesOfParts": languages,
        "headings": headings,
        "images": { "count": images, "withoutDescription": silent },
        "tables": { "count": tables, "withoutHead": headless },
        "links": { "count": links, "sayingNothing": vague },
        "formulas": formulas,
        "notes": document.notes.len(),
        "contrast": contrast(theme),
        "outputs": outputs.map(|(made, bytes)| output(made, bytes, options)).collect::<Vec<_>>(),
    })
}

/// The findings about accessibility: repairs, and defects that can't be repaired.
pub fn findings(list: &[Finding]) -> Value {
    let about = |f: &&Finding| REPAIRS.iter().chain(OTHERS).any(|entry| entry.code.0 == f.code);
    let told: Vec<Value> = list.iter().filter(about).map(super::json::finding).collect();
    json!(told)
}

/// Other findings that affect accessibility.
const OTHERS: &[&crate::diagnostic::CodeEntry] = &[
    &codes::IMAGE_MISSING,
    &codes::IMAGE_BROKEN,
    &codes::LINK_DEAD,
    &codes::GLYPH_MISSING,
    &codes::FORMULA_NOT_SET,
    &codes::THEME_CONTRAST,
];

/// Data collected from the document.
struct Inventory<'a> {
    sources: &'a Sources,
    headings: Vec<Value>,
    images: usize,
    silent: Vec<Value>,
    tables: usize,
    headless: Vec<Value>,
    links: usize,
    vague: Vec<Value>,
    formulas: usize,
    languages: Vec<String>,
}

impl<'a> Inventory<'a> {
    fn new(sources: &'a Sources) -> Inventory<'a> {
        Inventory {
            sources,
            headings: Vec::new(),
            images: 0,
            silent: Vec::new(),
            tables: 0,
            headless: Vec::new(),
            links: 0,
            vague: Vec::new(),
            formulas: 0,
            languages: Vec::new(),
        }
    }

    fn blocks(&mut self, list: &[Block]) {
        walk::blocks(list, &mut |block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        self.language(block.attributes.language.as_ref());
        match &block.kind {
            BlockKind::Heading(heading) => {
                let level = if block.is(Role::Title) { 1 } else { heading.level };
                self.headings
                    .push(json!({ "level": level, "text": legible(&heading.content), "place": self.at(block.span) }));
            }
            BlockKind::Table(table) => {
                self.tables += 1;
                let mut cells = table.body.iter().flat_map(|row| &row.cells);
                if table.head.is_empty() && !cells.any(|cell| cell.header) {
                    self.headless.push(json!({ "place": self.at(block.span) }));
                }
            }
            BlockKind::Math(_) => self.formulas += 1,
            _ => {}
        }
        walk::for_each_inlines(block, &mut |list| walk::inlines(list, &mut |inline| self.inline(inline)));
    }

    fn inline(&mut self, inline: &Inline) {
        match &inline.kind {
            InlineKind::Image(image) => self.image(image, inline.span),
            InlineKind::Link(link) => self.link(link, inline.span),
            InlineKind::Math(_) => self.formulas += 1,
            InlineKind::Span(attributes, _) => self.language(attributes.language.as_ref()),
            _ => {}
        }
    }

    fn image(&mut self, image: &Image, span: Option<Span>) {
        self.images += 1;
        if image.alt.trim().is_empty() {
            let name = if image.source.starts_with("data:") { "data:" } else { &image.source };
            self.silent.push(json!({ "image": name, "place": self.at(span) }));
        }
    }

    /// Records a link whose text does not describe its target (WCAG 2.2, 2.4.4, 2.4.9).
    fn link(&mut self, link: &Link, span: Option<Span>) {
        self.links += 1;
        let text = legible(&link.content);
        let words = text.trim().trim_end_matches(['.', '…', '»', '>', '→', ' ']).to_lowercase();
        if words.is_empty() || VAGUE.contains(&words.as_str()) {
            let target = match &link.target {
                Target::External(address) => address.clone(),
                Target::Internal(id) => format!("#{id}"),
            };
            self.vague.push(json!({ "text": text, "target": target, "place": self.at(span) }));
        }
    }

    fn language(&mut self, language: Option<&crate::document::Language>) {
        if let Some(tag) = language.map(|l| l.tag().to_owned())
            && !self.languages.contains(&tag)
        {
            self.languages.push(tag);
        }
    }

    fn at(&self, span: Option<Span>) -> Option<Value> {
        let span = span?;
        let place = place(self.sources, span)?;
        let file = self.sources.of(span).map(|s| s.name());
        Some(json!({ "file": file, "line": place.line, "column": place.column }))
    }
}

/// Link texts without meaning.
const VAGUE: &[&str] = &[
    "here",
    "click here",
    "click",
    "more",
    "read more",
    "learn more",
    "link",
    "this",
    "this link",
    "this page",
    "details",
    "hier",
    "hier klicken",
    "mehr",
    "weiterlesen",
    "ici",
    "cliquez ici",
    "en savoir plus",
    "lire la suite",
    "aquí",
    "haga clic aquí",
    "más",
    "leer más",
];

/// The minimum contrast of the theme's text, and every color below 4.5 to 1 (WCAG 2.2, 1.4.3).
fn contrast(theme: &Theme) -> Value {
    let rounded = |ratio: f64| (ratio * 100.0).round() / 100.0;
    let all = theme::contrasts(theme);
    let least = all.iter().map(|(_, ratio)| *ratio).fold(21.0, f64::min);
    let low = all.iter().filter(|(_, ratio)| *ratio < 4.5);
    let low: Vec<Value> = low.map(|(name, ratio)| json!({ "colour": name, "ratio": rounded(*ratio) })).collect();
    json!({ "least": rounded(least), "below4.5": low })
}

/// The claims of an output, and the defects found by our check.
fn output(made: &Made, bytes: &[u8], options: &Options) -> Value {
    let mut out = json!({ "format": made.format, "path": made.to.to_string() });
    let (standards, faults, claims) = match made.format.as_str() {
        "pdf" => {
            let names = options.pdf.standard.name().split(',').filter(|n| *n != "none");
            let names = names
                .filter_map(|name| name.split_once('-'))
                .map(|(kind, part)| format!("PDF/{}-{part}", kind.to_uppercase()));
            let faults: Vec<_> = write::pdf::check::check(bytes).iter().map(ToString::to_string).collect();
            (names.collect(), faults, Vec::new())
        }
        "epub" => {
            let faults: Vec<_> = write::epub::check::check(bytes).iter().map(ToString::to_string).collect();
            (vec!["EPUB 3.3".to_owned()], faults, write::epub::claims(bytes))
        }
        _ => (Vec::new(), Vec::new(), Vec::new()),
    };
    out["standards"] = json!(standards);
    if made.format != "txt" {
        out["ownCheck"] = json!({ "passed": faults.is_empty(), "findings": faults });
    }
    for (name, value) in claims {
        let name = name.trim_start_matches("schema:");
        match name {
            "accessibilitySummary" => out[name] = json!(value),
            _ => match &mut out[name] {
                Value::Array(list) => list.push(json!(value)),
                other => *other = json!([value]),
            },
        }
    }
    out
}
