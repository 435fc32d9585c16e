//! Which theme a document is set in, and what the user's choices make of it.

use super::contrast::check_contrast;
use super::read::{list, nearest, overlay};
use super::{Extent, PageSize, Theme};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::document::{Document, Kind, Metadata};
use crate::options::PdfOptions;
use crate::typeset::model::Length;

/// The built-in themes: name and TOML.
pub const BUILT_IN: &[(&str, &str)] = &[
    ("article", include_str!("builtin/article.toml")),
    ("novel", include_str!("builtin/novel.toml")),
    ("manual", include_str!("builtin/manual.toml")),
    ("report", include_str!("builtin/report.toml")),
    ("large-print", include_str!("builtin/large-print.toml")),
];

/// The theme for a document: the one the options name, else the one the source names, else one by what the document
/// is; over it the user's own theme, and over that the single choices (page, margins, size, contents list).
pub fn choose(document: &Document, options: &PdfOptions, diagnostics: &mut Diagnostics) -> Theme {
    let mut theme = Theme::default();
    let asked = options.theme.as_deref().or(document.metadata.theme.as_deref());
    let known = asked.and_then(|name| {
        let found = BUILT_IN.iter().find(|(n, _)| *n == name.trim().to_ascii_lowercase());
        if found.is_none() {
            let names: Vec<&str> = BUILT_IN.iter().map(|(n, _)| *n).collect();
            let help = nearest(name, &names).map(|near| format!("did you mean `{near}`?"));
            let help = help.unwrap_or_else(|| format!("there are {}", list(&names)));
            let message = format!("there is no theme `{name}`");
            diagnostics.push(Diagnostic::new(&codes::THEME_NAME, None, message).help(help));
        }
        found
    });
    let (name, source) = known.unwrap_or_else(|| theme_of(document.build.kind));
    overlay(&mut theme, source, name, diagnostics);
    if let Some(source) = &options.theme_source {
        overlay(&mut theme, source, "theme", diagnostics);
        check_contrast(&theme, diagnostics);
    }
    apply(&mut theme, &document.metadata, options, diagnostics);
    if let Some(toc) = options.toc.or(document.metadata.toc) {
        theme.contents.show = toc;
    } else {
        let build = &document.build;
        // Sections below a title are listed where the list has room for their level.
        let listed = u16::from(build.rank(build.chapter)) <= theme.contents.levels;
        theme.contents.show &= build.chapters >= 3 && listed;
    }
    theme.contents.figures = document.metadata.list_of_figures.unwrap_or(theme.contents.figures);
    theme.contents.tables = document.metadata.list_of_tables.unwrap_or(theme.contents.tables);
    theme
}

/// The theme for what a document is.
fn theme_of(kind: Kind) -> &'static (&'static str, &'static str) {
    &BUILT_IN[match kind {
        Kind::Article => 0,
        Kind::Novel => 1,
        Kind::Manual => 2,
        Kind::Report => 3,
    }]
}

/// Lays the single choices over the theme: the options', else the source's.
fn apply(theme: &mut Theme, asked: &Metadata, options: &PdfOptions, diagnostics: &mut Diagnostics) {
    let mut refuse = |what: &str, value: &str, help: &str| {
        let message = format!("`{value}` is no {what}");
        diagnostics.push(Diagnostic::new(&codes::PAGE_OPTION, None, message).help(help));
    };
    if let Some(text) = options.page_size.as_ref().or(asked.page_size.as_ref()) {
        match PageSize::parse(text) {
            Some(size) => theme.page.size = size,
            None => refuse("page size", text, "write a name such as `a5` or `letter`, or `148mm x 210mm`"),
        }
    }
    if let Some(text) = options.font_size.as_ref().or(asked.font_size.as_ref()) {
        let size = Extent::parse(text).or_else(|| Extent::parse(&format!("{text}pt")));
        match size {
            Some(Extent::Absolute(size)) if (Length::pt(4.0)..=Length::pt(72.0)).contains(&size) => {
                theme.text.size = Extent::Absolute(size);
            }
            _ => refuse("text size", text, "write a size from 4pt to 72pt, such as `11pt`"),
        }
    }
    if let Some(text) = options.margin.as_ref().or(asked.margin.as_ref()) {
        let sides: Option<Vec<Extent>> = text.split_whitespace().map(Extent::parse).collect();
        let sides = sides.filter(|s| {
            s.iter().all(|e| match e {
                Extent::Absolute(l) => *l >= Length::ZERO,
                Extent::Em(n) | Extent::Lines(n) => *n >= 0.0,
                Extent::Percent(n) => (0.0..50.0).contains(n),
            })
        });
        let page = &mut theme.page;
        let (top, outside, bottom, inside) = match sides.as_deref() {
            Some(&[all]) => (all, all, all, all),
            Some(&[down, across]) => (down, across, down, across),
            Some(&[top, across, bottom]) => (top, across, bottom, across),
            Some(&[top, right, bottom, left]) => (top, right, bottom, left),
            _ => return refuse("margin", text, "write one to four lengths, such as `25mm` or `2cm 3cm`"),
        };
        (page.top, page.outside, page.bottom, page.inside) = (top, outside, bottom, inside);
        page.measure = Extent::ZERO;
    }
    if let Some(protrusion) = options.protrusion {
        theme.text.protrusion = protrusion;
    }
    if let Some(expansion) = options.expansion {
        theme.text.expansion = if expansion { theme.text.expansion.max(15) } else { 0 };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::contrast::{contrast, inks};
    use crate::typeset::model::Color;

    fn said(source: &str) -> Vec<String> {
        let mut diagnostics = Diagnostics::new();
        let options = PdfOptions { theme_source: Some(source.into()), ..PdfOptions::default() };
        choose(&Document::default(), &options, &mut diagnostics);
        let line = |d: &Diagnostic| format!("{} {} | {}", d.code, d.message, d.help.as_deref().unwrap_or(""));
        diagnostics.iter().map(line).collect()
    }

    #[test]
    fn built_in_themes_are_without_fault_and_readable() {
        for (name, source) in BUILT_IN {
            assert_eq!(said(source), Vec::<String>::new(), "{name}");
        }
    }

    #[test]
    fn every_mistake_is_reported_with_its_place_and_a_remedy() {
        let source = "colour = 1\n\n[page]\nsize = \"a44\"\ntop = 20\ntwo-sided = \"yes\"\nchapters = \"rigth\"\n\n\
            [text]\nalgin = \"start\"\ncolor = \"#999\"\nleading = \"tall\"\n\n[folios]\n\n[caption]\nsize = \"1em\nbold = true\n\
            leading = 9\n";
        let got = said(source);
        let want = [
            "F1102 theme:1:1: there is no `colour` here",
            "F1103 theme:4:8: `size` is a paper size, not `\"a44\"` | did you mean \"a4\"?",
            "F1103 theme:5:7: `top` is a length in quotation marks, not `20`",
            "F1103 theme:6:13: `two-sided` is `true` or `false`, not `\"yes\"`",
            "F1103 theme:7:12: `chapters` is one of `inline`, `page`, `right`, not `\"rigth\"` | did you mean \"right\"?",
            "F1102 theme:10:1: there is no `algin` here | did you mean `align`?",
            "F1103 theme:11:9: `color` is a colour, not `\"#999\"`",
            "F1103 theme:12:11: `leading` is a length in quotation marks, not `\"tall\"`",
            "F1102 theme:14:2: there is no `folios` here | did you mean `folio`?",
            "F1101 theme:17:12: ",
            "F1103 theme:19:11: `leading` is a number from 0.3 to 4, not `9`",
        ];
        assert_eq!(got.len(), want.len(), "{got:#?}");
        for (got, want) in got.iter().zip(want) {
            assert!(got.starts_with(want), "got {got}\nwant {want}");
        }
    }

    #[test]
    fn margins_and_measure_share_the_page() {
        let mut theme = Theme::default();
        let area = theme.type_area();
        assert_eq!(area.width, theme.size().scale(69, 2));
        assert!((area.inside - area.outside).0.abs() <= 1);
        assert_eq!(area.height.0 % theme.leading().0, 0);
        let options = PdfOptions { margin: Some("2cm 3cm".into()), ..PdfOptions::default() };
        apply(&mut theme, &Metadata::default(), &options, &mut Diagnostics::new());
        assert_eq!((theme.type_area().top, theme.type_area().inside), (Length::mm(20.0), Length::mm(30.0)));
    }

    #[test]
    fn large_print_keeps_its_guidance() {
        let options = PdfOptions { theme: Some("large-print".into()), ..PdfOptions::default() };
        let theme = choose(&Document::default(), &options, &mut Diagnostics::new());
        let white = Color::rgb(0xffffff);
        for (name, ink, paper) in inks(&theme) {
            assert!(contrast(ink, paper) >= 7.0, "{name}: {:.1}", contrast(ink, paper));
            assert!(contrast(ink, white) >= 7.0, "{name} on white");
        }
        let least = Length::pt(16.0);
        let displays = [&theme.caption, &theme.tail, &theme.byline, &theme.date_line, &theme.kicker, &theme.heading_6];
        let mut sizes: Vec<Extent> = displays.map(|d| d.size).into();
        sizes.extend([theme.note.size, theme.code.size, theme.table.size, theme.folio.size, theme.quote.size]);
        for size in sizes {
            assert!(theme.length(size) >= least, "{size:?}");
        }
        assert!(!theme.text.hyphenate && theme.text.emphasis_bold() && theme.leading() >= theme.size().scale(145, 100));
    }

    #[test]
    fn gray_on_white_is_noticed() {
        assert!(said("[text]\ncolor = \"#999999\"").iter().any(|d| d.starts_with("F1106")));
    }
}
