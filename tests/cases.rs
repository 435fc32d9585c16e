//! Golden cases: every file `tests/cases/AREA/NAME.case` is a test of its own. See `tests/README.md`.
//!
//! `UPDATE=1 cargo test --test cases [AREA/NAME]` writes what came out into the case, to be read and judged.

mod judged;
mod page;
mod samples;

use folio::diagnostic::{Diagnostics, Severity};
use folio::document::{Document, Language, dump};
use folio::files::MemoryFiles;
use folio::measure::{Margins, PageSize, text_size};
use folio::options::{InputStyle, Options, PdfStandard, Wrap};
use folio::source::{Input, Source, Sources};
use folio::theme::{BuiltIn, Own, Theme};
use folio::{read, write};
use libtest_mimic::{Arguments, Failed, Trial};
use samples::Case;
use std::fmt::Write as _;
use std::io::{Cursor, Read as _};
use std::path::Path;

fn main() {
    let arguments = Arguments::from_args();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let cases = samples::files(&root).into_iter().filter(|path| path.extension().is_some_and(|e| e == "case"));
    let trials = cases.map(|path| {
        let name = path.strip_prefix(&root).expect("below the root").with_extension("");
        Trial::test(name.to_string_lossy().replace('\\', "/"), move || run(&path))
    });
    libtest_mimic::run(&arguments, trials.collect()).exit();
}

fn run(path: &Path) -> Result<(), Failed> {
    let text = std::fs::read_to_string(path)?;
    let mut case = Case::parse(&text);
    let options = options(case.section("options").unwrap_or(""))?;
    let input = case.section("input").ok_or("no section `input`")?;
    let mut diagnostics = Diagnostics::new();
    let reader = case.reader(path).ok_or("no such reader")?;
    let input = Input::new("input", input);
    let (mut sources, document) =
        folio::read(&[read::Detected::asked(&input, reader)], &Files, &options, &mut diagnostics);
    let theme = folio::theme(&document, &mut sources, &Files, &options, &mut diagnostics);

    let mut wanted: Vec<String> = case.sections.iter().map(|(n, _)| n.clone()).collect();
    wanted.retain(|n| n != "options" && n != "input");
    let mut got: Vec<(String, String)> = Vec::new();
    for name in &wanted {
        if name != "diagnostics" {
            got.push((name.clone(), output(name, &document, &theme, &options, &mut diagnostics)?));
        }
    }
    let said = listing(&sources, &diagnostics);
    if !said.is_empty() || wanted.iter().any(|n| n == "diagnostics") {
        got.push(("diagnostics".to_owned(), said));
    }

    judge(path, &document, &theme, &options);

    let mut differences = String::new();
    for (name, body) in &got {
        let expected = case.section(name).unwrap_or("");
        if expected != body {
            let diff = similar::TextDiff::from_lines(expected, body.as_str());
            let _ = writeln!(differences, "section `{name}` (- expected, + got):");
            let _ = writeln!(differences, "{}", diff.unified_diff().context_radius(2).missing_newline_hint(false));
        }
    }
    if differences.is_empty() {
        return Ok(());
    }
    if std::env::var_os("UPDATE").is_some() {
        for (name, body) in got {
            match case.sections.iter_mut().find(|(n, _)| *n == name) {
                Some((_, old)) => *old = body,
                None => case.sections.push((name, body)),
            }
        }
        std::fs::write(path, case.print())?;
        return Ok(());
    }
    Err(differences.into())
}

/// Every case as a PDF and as an EPUB, before the judges; as a PDF 2.0 before our own check; and the places of its text.
fn judge(path: &Path, document: &Document, theme: &Theme, options: &Options) {
    let (area, name) = (path.parent().and_then(Path::file_name), path.file_stem());
    let (area, name) = (area.unwrap_or_default().display(), name.unwrap_or_default().display());
    page::judge(document, options, &format!("{area}/{name}"));
    let write = |kind: &str, options: &Options| {
        let writer = write::by_name(kind).expect("there is such a writer");
        writer.write(document, theme, options, &mut Diagnostics::new()).unwrap_or_else(|e| panic!("{kind}: {e}")).bytes
    };
    for kind in ["pdf", "epub"] {
        judged::judge(&format!("cases/{area}-{name}.{kind}"), &write(kind, options));
    }
    let mut second = options.clone();
    second.pdf.standard = PdfStandard::Ua2A4;
    judged::judge(&format!("cases/{area}-{name}.2.pdf"), &write("pdf", &second));
}

/// The images that cases may name: `dot.png`, one grey pixel.
struct Files;

impl folio::files::Files for Files {
    fn read(&self, from: Option<&Path>, target: &Path) -> Result<Vec<u8>, folio::files::FileError> {
        let dot: &[u8] = &[
            0x89, b'P', b'N', b'G', 13, 10, 26, 10, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0, 1, 8, 0,
            0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 10, b'I', b'D', b'A', b'T', 0x78, 0x9c, 0x63, 0x68, 0, 0, 0,
            0x82, 0, 0x81, 0x77, 0xcd, 0x72, 0xb6, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82,
        ];
        MemoryFiles([("dot.png".to_owned(), dot.to_vec())].into()).read(from, target)
    }
}

/// What a section of this name is compared with.
fn output(
    name: &str,
    document: &Document,
    theme: &Theme,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Result<String, Failed> {
    match name {
        "document" => Ok(dump::dump(document, false)),
        "spans" => Ok(dump::dump(document, true)),
        "layout" | "tree" => {
            let layout = folio::typeset::typeset(
                document,
                theme,
                &folio::fonts::Fonts::default(),
                &Default::default(),
                diagnostics,
            );
            let dump = folio::typeset::model::dump::dump;
            Ok(if name == "layout" { dump(&layout) } else { folio::typeset::model::dump::structure(&layout.structure) })
        }
        "txt" => {
            let written =
                write::by_name("txt").expect("there is a text writer").write(document, theme, options, diagnostics);
            Ok(String::from_utf8(written.map_err(|e| e.to_string())?.bytes)?)
        }
        "xhtml" | "nav" | "ncx" | "opf" => {
            let written =
                write::by_name("epub").expect("there is an EPUB writer").write(document, theme, options, diagnostics);
            epub(name, written.map_err(|e| e.to_string())?.bytes)
        }
        other => Err(format!("unknown section `{other}`").into()),
    }
}

/// Of an EPUB: the bodies of its text (`xhtml`), of its navigation document (`nav`), its NCX (`ncx`), or its package document
/// (`opf`).
fn epub(section: &str, bytes: Vec<u8>) -> Result<String, Failed> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes))?;
    let mut out = String::new();
    for i in 0..archive.len() {
        let mut file = archive.by_index(i)?;
        let name = file.name().rsplit('/').next().unwrap_or("").to_owned();
        let kind = match name.as_str() {
            "content.opf" => "opf",
            "toc.ncx" => "ncx",
            "nav.xhtml" => "nav",
            "cover.xhtml" => continue,
            _ if name.ends_with(".xhtml") => "xhtml",
            _ => continue,
        };
        if kind != section {
            continue;
        }
        let mut text = String::new();
        file.read_to_string(&mut text)?;
        if kind == "xhtml" {
            let _ = writeln!(out, "=== {name}");
        }
        let body = text.split_once("<body").and_then(|(_, rest)| rest.split_once(">\n"));
        out.push_str(body.map_or(text.as_str(), |(_, body)| body.trim_end_matches("</body>\n</html>\n")));
    }
    Ok(out)
}

/// One line a diagnostic: place, severity, code, message. Notes are left out: they say that nothing was lost.
fn listing(sources: &Sources, diagnostics: &Diagnostics) -> String {
    let mut out = String::new();
    for d in diagnostics.iter().filter(|d| d.severity != Severity::Note) {
        let place =
            d.span.and_then(|s| sources.place(s)).map_or("-".to_owned(), |p| format!("{}:{}", p.line, p.column));
        let _ = writeln!(out, "{place} {} {} {}", format!("{:?}", d.severity).to_lowercase(), d.code, d.message);
    }
    out
}

fn options(section: &str) -> Result<Options, Failed> {
    let (mut options, mut own) = (Options::default(), String::new());
    options.transform.name = Some("input".to_owned());
    for line in section.lines().filter(|l| !l.trim().is_empty()) {
        let (key, value) = line.split_once('=').ok_or_else(|| format!("no `=` in option `{line}`"))?;
        let (key, value) = (key.trim(), value.trim());
        let on = value == "true";
        match key {
            "from" => {} // the reader
            "style" => {
                options.read.style = match value {
                    "auto" => InputStyle::Auto,
                    "article" => InputStyle::Article,
                    "book" => InputStyle::Book,
                    "email" => InputStyle::Email,
                    "verse" => InputStyle::Verse,
                    "plain" => InputStyle::Plain,
                    other => return Err(format!("no style `{other}`").into()),
                }
            }
            "infer" => options.read.no_infer = !on,
            "smart" => options.transform.smart = on,
            "title" => options.transform.title = Some(value.to_owned()),
            "author" => options.transform.authors.push(value.to_owned()),
            "date" => options.transform.date = Some(value.to_owned()),
            "lang" => options.transform.language = Language::parse(value),
            "name" => options.transform.name = Some(value.to_owned()),
            "split" => options.epub.split_level = Some(value.parse()?),
            "width" => options.text.width = value.parse()?,
            "ascii" => options.text.ascii = on,
            "theme" => options.look.theme = Some(BuiltIn::named(value)?),
            "page" => options.look.page_size = Some(PageSize::parse(value)?),
            "margin" => options.look.margin = Some(Margins::parse(value)?),
            "size" => options.look.font_size = Some(text_size(value)?),
            "toc" => options.look.toc = Some(on),
            "set" => own += &format!("{value}\n"),
            "wrap" => {
                options.text.wrap = match value {
                    "optimal" => Wrap::Optimal,
                    "greedy" => Wrap::Greedy,
                    "none" => Wrap::None,
                    "flowed" => Wrap::Flowed,
                    other => return Err(format!("no wrap `{other}`").into()),
                }
            }
            other => return Err(format!("unknown option `{other}`").into()),
        }
    }
    if !own.is_empty() {
        let mut mistakes = Diagnostics::new();
        options.look.own = Some(Own::read(&Source::new("set", own, 0), &mut mistakes));
        if let Some(mistake) = mistakes.iter().next() {
            return Err(mistake.message.as_str().into());
        }
    }
    Ok(options)
}
