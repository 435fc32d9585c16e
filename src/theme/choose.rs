//! Which theme a document is set in, and what the user's choices make of it.

use super::{BuiltIn, Extent, Own, Theme};
use crate::document::Document;
use crate::measure::{Length, Margins, PageSize};

/// The user's choices of how pages look, which override what the document asks for; `None`: not chosen.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct Appearance {
    /// The theme that is built in; `None`: by the document.
    pub theme: Option<BuiltIn>,
    /// A theme of the user's own, laid over it.
    pub own: Option<Own>,
    /// The page.
    pub page_size: Option<PageSize>,
    /// The margins.
    pub margin: Option<Margins>,
    /// The size of the text.
    pub font_size: Option<Length>,
    /// Whether there is a contents list; `None`: by the document.
    pub toc: Option<bool>,
    /// Whether glyphs may hang into the margin (`Some` overrides the theme).
    pub protrusion: Option<bool>,
    /// Whether glyphs may be widened by up to 2 % (`Some` overrides the theme).
    pub expansion: Option<bool>,
}

impl Appearance {
    /// Lays the choices over a theme.
    fn lay_over(&self, theme: &mut Theme) {
        if let Some(own) = &self.own {
            own.lay_over(theme);
        }
        if let Some(size) = self.page_size {
            theme.page.size = size;
        }
        if let Some(size) = self.font_size {
            theme.text.size = Extent::Absolute(size);
        }
        if let Some(Margins { top, outside, bottom, inside }) = self.margin {
            let page = &mut theme.page;
            (page.top, page.outside, page.bottom, page.inside) = (top, outside, bottom, inside);
            page.measure = Extent::ZERO;
        }
        if let Some(protrusion) = self.protrusion {
            theme.text.protrusion = protrusion;
        }
        if let Some(expansion) = self.expansion {
            theme.text.expansion = if expansion { theme.text.expansion.max(15) } else { 0 };
        }
    }

    /// Whether the margins leave room for text: in the chosen theme, or in any of the built-in ones if none is chosen.
    pub fn has_room(&self) -> bool {
        if self.own.is_none() && self.page_size.is_none() && self.margin.is_none() && self.font_size.is_none() {
            return true; // the built-in themes have
        }
        let has_room = |base: BuiltIn| {
            let mut theme = base.theme();
            self.lay_over(&mut theme);
            theme.has_room()
        };
        self.theme.map_or_else(|| BuiltIn::ALL.into_iter().any(has_room), has_room)
    }
}

/// The theme for a document: the one that was chosen, else the one that the source names, else one by what the document
/// is; over it the user's own theme, and over that the single choices (page, margins, size, contents list).
pub fn choose(document: &Document, look: &Appearance) -> Theme {
    let asked = &document.metadata;
    let named = || BuiltIn::named(&asked.theme.as_ref()?.text).ok();
    let mut theme = look.theme.or_else(named).unwrap_or(BuiltIn::of(document.build.kind)).theme();
    let look = Appearance {
        page_size: look.page_size.or(asked.page_size),
        font_size: look.font_size.or(asked.font_size),
        margin: look.margin.or(asked.margin),
        ..look.clone()
    };
    look.lay_over(&mut theme);
    if let Some(toc) = look.toc.or(asked.toc) {
        theme.contents.show = toc;
    } else {
        let build = &document.build;
        // Sections below a title are listed where the list has room for their level.
        let listed = u16::from(build.rank(build.chapter)) <= theme.contents.levels;
        theme.contents.show &= build.chapters >= 3 && listed;
    }
    theme.contents.figures = asked.list_of_figures.unwrap_or(theme.contents.figures);
    theme.contents.tables = asked.list_of_tables.unwrap_or(theme.contents.tables);
    theme
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostic, Diagnostics};
    use crate::measure::Color;
    use crate::source::{Source, Sources};
    use crate::theme::contrast::{contrast, inks};

    fn said(text: &str) -> Vec<String> {
        let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
        Own::read(sources.add(Source::new("my.toml", text, 0)), &mut diagnostics);
        let line = |d: &Diagnostic| {
            let place =
                d.span.and_then(|span| sources.place(span)).map(|p| format!("{}:{}:{}", p.name, p.line, p.column));
            let help = d.help.as_deref().unwrap_or("");
            format!("{} {}: {} | {help}", d.code, place.unwrap_or_default(), d.message)
        };
        diagnostics.reports().iter().map(line).collect()
    }

    #[test]
    fn built_in_themes_are_without_fault_and_readable() {
        for theme in BuiltIn::ALL {
            assert_eq!(said(theme.text()), Vec::<String>::new(), "{}", theme.name());
            assert_eq!(BuiltIn::named(theme.name()), Ok(theme));
        }
    }

    #[test]
    fn every_mistake_is_reported_with_its_place_and_a_remedy() {
        let source = "colour = 1\n\n[page]\nsize = \"a44\"\ntop = 20\ntwo-sided = \"yes\"\nchapters = \"rigth\"\n\n\
            [text]\nalgin = \"start\"\ncolor = \"#999\"\nleading = \"tall\"\n\n[folios]\n\n[caption]\nsize = \"1em\nbold = true\n\
            leading = 9\n";
        let got = said(source);
        let want = [
            "F1102 my.toml:1:1: there is no `colour` here",
            "F1103 my.toml:4:8: `size` is a paper size, not `\"a44\"` | did you mean `a4`?",
            "F1103 my.toml:5:7: `top` is a length in quotation marks, not `20`",
            "F1103 my.toml:6:13: `two-sided` is `true` or `false`, not `\"yes\"`",
            "F1103 my.toml:7:12: `chapters` is one of `inline`, `page`, `right`, not `\"rigth\"` | did you mean \"right\"?",
            "F1102 my.toml:10:1: there is no `algin` here | did you mean `align`?",
            "F1103 my.toml:11:9: `color` is a colour, not `\"#999\"`",
            "F1103 my.toml:12:11: `leading` is a length in quotation marks, not `\"tall\"`",
            "F1102 my.toml:14:2: there is no `folios` here | did you mean `folio`?",
            "F1101 my.toml:17:12: ",
            "F1103 my.toml:19:11: `leading` is a number from 0.3 to 4, not `9`",
        ];
        assert_eq!(got.len(), want.len(), "{got:#?}");
        for (got, want) in got.iter().zip(want) {
            assert!(got.starts_with(want), "got {got}\nwant {want}");
        }
    }

    #[test]
    fn margins_and_measure_share_the_page() {
        let theme = choose(&Document::default(), &Appearance::default());
        let area = theme.type_area();
        assert!((area.inside - area.outside).0.abs() <= 1);
        assert_eq!(area.height.0 % theme.leading().0, 0);
        let look = Appearance { margin: Margins::parse("2cm 3cm").ok(), ..Appearance::default() };
        let area = choose(&Document::default(), &look).type_area();
        assert_eq!((area.top, area.inside), (Length::mm(20.0), Length::mm(30.0)));
    }

    #[test]
    fn large_print_keeps_its_guidance() {
        let theme = BuiltIn::LargePrint.theme();
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
    fn gray_on_white_is_noticed_where_it_is_said() {
        let pale = said("[text]\nsize = \"12pt\"\ncolor = \"#999999\"\n");
        assert!(pale[0].starts_with("F1106 my.toml:3:9: the contrast of `text` is 2.8 to 1"), "{pale:?}");
        assert!(
            said("[code]\nbackground = \"#333333\"\n")[0].starts_with("F1106 my.toml:2:14: the contrast of `code`")
        );
        assert!(
            said("[alert]\nnote = \"#99ccff\"\n")[0].starts_with("F1106 my.toml:2:8: the contrast of `alert.note`")
        );
    }

    #[test]
    fn what_was_chosen_goes_before_what_the_document_asks_for() {
        let mut document = Document::default();
        document.metadata.page_size = PageSize::parse("a5").ok();
        document.metadata.font_size = Some(Length::pt(9.0));
        let look = Appearance { page_size: PageSize::parse("a6").ok(), ..Appearance::default() };
        let theme = choose(&document, &look);
        assert_eq!((theme.page.size.to_string().as_str(), theme.size()), ("a6", Length::pt(9.0)));
    }
}
