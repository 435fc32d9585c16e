//! How pages look: sizes, spaces, faces and colours, as plain data.
//!
//! A [`Theme`] is what a TOML file says, laid over another theme: every table of the file is a struct here, every key
//! a field. Five themes are built in ([`BuiltIn`]); people copy one, change a few lines and pass it as their [`Own`],
//! which is read once: what is wrong with it has its place in its file. [`choose`] finds the theme for a document and
//! lays the user's choices ([`Appearance`]) over it. Lengths are [`Extent`]s, mostly relative to the text, so that a theme
//! holds at any size of page and type.

mod base;
mod blocks;
mod builtin;
mod choice;
mod choose;
mod contrast;
mod furniture;
mod group;
mod own;
mod page;
mod read;
mod text;

pub use blocks::{Alert, Code, Figure, List, Note, NoteNumbering, Quote, Table};
pub use builtin::BuiltIn;
pub use choose::{Appearance, choose};
pub use contrast::{contrast, contrasts};
pub use furniture::{Contents, Folio, FolioPlace, Head, HeadContent, Link};
pub use own::{Own, asked, is_file};
pub use page::{Opening, Page, TypeArea};
pub use text::{Display, Emphasis, Ratio, Text};

pub use crate::measure::{Alignment, Color, Extent, Length, PageSize};
use group::group;

group! {
    /// How pages look.
    Theme {
        /// The paper and the type area.
        page "page": Page,
        /// Running text.
        text "text": Text,
        /// Headings of level 1: chapters of a book.
        heading_1 "heading-1": Display,
        /// Headings of level 2.
        heading_2 "heading-2": Display,
        /// Headings of level 3.
        heading_3 "heading-3": Display,
        /// Headings of level 4.
        heading_4 "heading-4": Display,
        /// Headings of level 5.
        heading_5 "heading-5": Display,
        /// Headings of level 6.
        heading_6 "heading-6": Display,
        /// The title of the whole.
        title "title": Display,
        /// The line above the title.
        kicker "kicker": Display,
        /// The line below the title that continues it.
        subtitle "subtitle": Display,
        /// The lead below the title.
        standfirst "standfirst": Display,
        /// Who wrote it.
        byline "byline": Display,
        /// When it was published.
        date_line "date-line": Display,
        /// Captions of figures and tables.
        caption "caption": Display,
        /// Credits, disclaimers and other lines at the end.
        tail "tail": Display,
        /// A sentence of the text repeated as decoration.
        pull_quote "pull-quote": Display,
        /// Quotations set apart.
        quote "quote": Quote,
        /// Lists.
        list "list": List,
        /// Code.
        code "code": Code,
        /// Tables.
        table "table": Table,
        /// Figures.
        figure "figure": Figure,
        /// Footnotes.
        note "note": Note,
        /// Asides with a label.
        alert "alert": Alert,
        /// Running heads.
        head "head": Head,
        /// Page numbers.
        folio "folio": Folio,
        /// The contents list.
        contents "contents": Contents,
        /// Links.
        link "link": Link,
    }
}

/// A theme laid out for a page: what its extents come to.
impl Theme {
    /// What a theme's file can hold, as a JSON Schema.
    pub fn schema() -> serde_json::Value {
        <Theme as read::Field>::schema()
    }

    /// The size of the text.
    pub fn size(&self) -> Length {
        match self.text.size {
            Extent::Absolute(size) => size,
            other => other.resolve(Length::pt(11.0), Length::pt(14.5), Length::pt(11.0)),
        }
    }

    /// The leading of the text.
    pub fn leading(&self) -> Length {
        self.text.leading.resolve(self.size(), self.size(), self.size())
    }

    /// An extent that is not relative to the page.
    pub fn length(&self, extent: Extent) -> Length {
        extent.resolve(self.size(), self.leading(), Length::ZERO)
    }

    /// The style of a heading of level 1 to 6.
    pub fn heading(&self, level: u8) -> &Display {
        match level {
            0 | 1 => &self.heading_1,
            2 => &self.heading_2,
            3 => &self.heading_3,
            4 => &self.heading_4,
            5 => &self.heading_5,
            _ => &self.heading_6,
        }
    }
}
