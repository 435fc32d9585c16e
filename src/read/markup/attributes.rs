//! Attributes of elements, and their representation in the model.

use crate::document::{Attributes, Direction, Language, Placement, Role};

/// The attributes of a start tag: names in lower case, values decoded.
#[derive(Clone, Debug, Default)]
pub(crate) struct RawAttributes(pub(crate) Vec<(String, String)>);

impl RawAttributes {
    /// The first value under this name.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// A non-empty value.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.get(name).map(str::trim).filter(|v| !v.is_empty())
    }

    /// Whether the element is hidden, by `hidden` or its style.
    pub(crate) fn hidden(&self) -> bool {
        self.get("hidden").is_some_and(|v| !v.eq_ignore_ascii_case("until-found"))
            || self.style("display").is_some_and(|value| value.eq_ignore_ascii_case("none"))
    }

    /// The value of a property in the `style` attribute: the last declaration counts.
    pub(crate) fn style(&self, property: &str) -> Option<&str> {
        self.get("style")?.rsplit(';').find_map(|rule| {
            let (name, value) = rule.split_once(':')?;
            let value = value.trim().trim_end_matches("!important").trim_end();
            (name.trim().eq_ignore_ascii_case(property) && !value.is_empty()).then_some(value)
        })
    }

    /// The horizontal alignment by style or `align`: `left`, `center`, `right`.
    fn alignment(&self) -> Option<&'static str> {
        match self.style("text-align").or(self.text("align"))?.trim().to_ascii_lowercase().as_str() {
            "left" | "-webkit-left" | "-moz-left" => Some("left"),
            "center" | "middle" | "-webkit-center" | "-moz-center" => Some("center"),
            "right" | "-webkit-right" | "-moz-right" => Some("right"),
            "start" if self.is_right_to_left() => Some("right"),
            "end" if self.is_right_to_left() => Some("left"),
            "start" => Some("left"),
            "end" => Some("right"),
            _ => None,
        }
    }

    /// A pair for the builder: the direction is that of the text (`dir="auto"`, or `bdi` without `dir`), or overrides
    /// that of the letters (`bdo`).
    pub(super) fn asks_for_direction(&self, name: &str) -> Option<(String, String)> {
        let dir = self.text("dir").map(str::to_ascii_lowercase);
        let value = match (name, dir.as_deref()) {
            (_, Some("auto")) | ("bdi", None) => "auto",
            ("bdo", Some("ltr" | "rtl")) => "override",
            _ => return None,
        };
        Some(("dir".to_owned(), value.to_owned()))
    }

    fn is_right_to_left(&self) -> bool {
        self.text("dir").is_some_and(|dir| dir.eq_ignore_ascii_case("rtl"))
    }

    /// Whether a style or class requests a page break.
    pub(crate) fn breaks_page(&self) -> bool {
        let style = self.get("style").unwrap_or("").to_ascii_lowercase().replace(' ', "");
        let breaks = |name: &str| {
            style.split(';').any(|rule| {
                rule.strip_prefix(name).is_some_and(|v| matches!(v, ":always" | ":page" | ":left" | ":right"))
            })
        };
        ["page-break-after", "page-break-before", "break-after", "break-before"].iter().any(|n| breaks(n))
            || self.classes().any(|c| matches!(c, "page-break" | "pagebreak"))
    }

    /// The attributes of a page break of the print edition (EPUB 3 Structural Semantics `pagebreak`, DPUB-ARIA
    /// `doc-pagebreak`), if the element is one.
    pub(crate) fn page_mark(&self) -> Option<Attributes> {
        let has =
            |name: &str, word: &str| self.get(name).is_some_and(|v| v.split_ascii_whitespace().any(|w| w == word));
        if !has("epub:type", "pagebreak") && !has("role", "doc-pagebreak") {
            return None;
        }
        let id = self.text("id");
        let digits = |id: &str| id.trim_start_matches(|c: char| !c.is_ascii_digit()).to_owned();
        let said = self.text("aria-label").or_else(|| self.text("title")).or_else(|| self.text("value"));
        let page = said.map(str::to_owned).or_else(|| id.map(digits)).unwrap_or_default();
        let mut out = Attributes { role: Some(Role::PageMark), ..Attributes::default() };
        out.id = id.map(str::to_owned).or_else(|| Some(format!("page-{page}")));
        if !page.is_empty() {
            out.pairs.push(("page".to_owned(), page));
        }
        Some(out)
    }

    /// The classes.
    pub(crate) fn classes(&self) -> impl Iterator<Item = &str> {
        self.get("class").unwrap_or("").split_ascii_whitespace()
    }

    /// The attributes that the model keeps for any block or span.
    pub(crate) fn model(&self) -> Attributes {
        let mut out = Attributes::default();
        if self.0.is_empty() {
            return out;
        }
        out.id = self.text("id").map(str::to_owned);
        out.language = self.text("lang").or_else(|| self.text("xml:lang")).and_then(Language::parse);
        out.direction = match self.text("dir").map(str::to_ascii_lowercase).as_deref() {
            Some("rtl") => Some(Direction::RightToLeft),
            Some("ltr") => Some(Direction::LeftToRight),
            _ => None,
        };
        out.classes = self.classes().map(str::to_owned).collect();
        if let Some(side) = self.alignment() {
            out.pairs.push(("align".to_owned(), side.to_owned()));
        }
        if let Some(title) = self.text("title") {
            out.pairs.push(("title".to_owned(), title.to_owned()));
        }
        out
    }

    /// The placement of a figure by its classes.
    pub(super) fn placement(&self) -> Placement {
        let named = |class| match class {
            "float" => Some(Placement::Float),
            "top" => Some(Placement::Top),
            "bottom" => Some(Placement::Bottom),
            _ => None,
        };
        self.classes().find_map(named).unwrap_or_default()
    }

    /// The role of a paragraph or group by a class of that name.
    pub(crate) fn class_role(&self) -> Option<Role> {
        self.classes().find_map(|class| {
            Some(match class.to_ascii_lowercase().as_str() {
                "subtitle" => Role::Subtitle,
                "kicker" => Role::Kicker,
                "standfirst" | "dek" => Role::Standfirst,
                "byline" | "author" => Role::Byline,
                "dateline" | "date" => Role::DateLine,
                "abstract" => Role::Abstract,
                "dedication" => Role::Dedication,
                "epigraph" => Role::Epigraph,
                "pullquote" | "pull-quote" => Role::PullQuote,
                "attribution" => Role::Attribution,
                "verse" | "poem" => Role::Verse,
                "letter" => Role::Letter,
                "address" => Role::Address,
                "sidebar" => Role::Sidebar,
                "caption" | "wp-caption-text" | "thumbcaption" | "image-caption" | "gallerytext" => Role::Caption,
                "credit" => Role::Credit,
                "disclaimer" => Role::Disclaimer,
                "correction" => Role::Correction,
                "copyright" => Role::Copyright,
                _ => return None,
            })
        })
    }

    /// The language of code by class or attribute.
    pub(super) fn code_language(&self) -> Option<String> {
        let class = self.classes().find_map(|c| c.strip_prefix("language-").or_else(|| c.strip_prefix("lang-")));
        class.or(self.text("data-language")).or(self.text("lang")).map(str::to_ascii_lowercase)
    }
}
