//! The paper and the type area.

use super::Theme;
use super::choice::choice;
use super::group::group;
use super::read::{Field, ThemeReader, ThemeValue};
use crate::measure::{Extent, Length, PageSize, Size};

group! {
    /// The paper and the type area.
    Page {
        /// The paper: a name (`a4`, `a5`, `b5`, `letter`, `legal`, `trade`, …) or `WIDTH x HEIGHT`; `landscape` turns it.
        size "size": PageSize,
        /// Above the text.
        top "top": Extent,
        /// Below the text.
        bottom "bottom": Extent,
        /// Least margin at the spine (left, if not two-sided).
        inside "inside": Extent,
        /// Least margin at the fore edge (right, if not two-sided).
        outside "outside": Extent,
        /// The widest the text may be; what is left over widens the margins at the sides, two thirds of it outside.
        /// Zero: as wide as the margins leave it.
        measure "measure": Extent,
        /// Whether left-hand pages mirror right-hand ones.
        two_sided "two-sided": bool,
        /// Whether white space is stretched so that all pages end on the same line.
        flush_bottom "flush-bottom": bool,
        /// Where chapters begin.
        chapters "chapters": Opening,
        /// White space above the head of a chapter that begins a page.
        chapter_sink "chapter-sink": Extent,
        /// Whether the title stands on a page of its own.
        title_page "title-page": bool,
    }
}

choice! {
    /// Where chapters begin.
    Opening {
        /// Where the text stands.
        Inline "inline",
        /// On a new page.
        Page "page",
        /// On a right-hand page.
        Right "right",
    }
}

impl Field for PageSize {
    fn read(&mut self, name: &str, value: &ThemeValue<'_>, reader: &mut ThemeReader<'_>) {
        match value.get_ref().as_str().map(PageSize::parse) {
            Some(Ok(size)) => *self = size,
            wrong => {
                let help = wrong.and_then(Result::err).unwrap_or("write it in quotation marks, such as \"a5\"".into());
                reader.wrong(name, value, "a paper size", &help);
            }
        }
    }

    fn schema() -> serde_json::Value {
        serde_json::json!({ "type": "string", "pattern": PageSize::pattern() })
    }
}

impl Theme {
    /// A length across the page.
    fn across(&self, extent: Extent) -> Length {
        extent.resolve(self.size(), self.leading(), self.page.size.0.width).at_least_zero()
    }

    /// A length down the page.
    fn down(&self, extent: Extent) -> Length {
        extent.resolve(self.size(), self.leading(), self.page.size.0.height).at_least_zero()
    }

    /// Whether the margins at the sides leave room for text.
    fn has_width(&self) -> bool {
        let (page, width) = (&self.page, self.page.size.0.width);
        width - self.across(page.inside) - self.across(page.outside) >= Length::pt(72.0).min(width / 2)
    }

    /// Whether the margins above and below leave room for text.
    fn has_height(&self) -> bool {
        let (page, height) = (&self.page, self.page.size.0.height);
        height - self.down(page.top) - self.down(page.bottom) >= (self.leading() * 4).min(height / 2)
    }

    /// Whether the margins leave room for text: where they do not, a tenth of the page is taken instead.
    pub fn has_room(&self) -> bool {
        self.has_width() && self.has_height()
    }

    /// Where the text stands on a page.
    pub fn type_area(&self) -> TypeArea {
        let page = &self.page;
        let Size { width, height } = page.size.0;
        let leading = self.leading();
        let (mut inside, mut outside) = (self.across(page.inside), self.across(page.outside));
        let (mut top, mut bottom) = (self.down(page.top), self.down(page.bottom));
        if !self.has_width() {
            (inside, outside) = (width / 10, width / 10);
        }
        if !self.has_height() {
            (top, bottom) = (height / 10, height / 10);
        }
        let most = self.across(page.measure);
        let spare = (width - inside - outside - most).at_least_zero();
        if most > Length::ZERO && spare > Length::ZERO {
            // Two-sided: the margins at the spine meet, so most of what is left goes to the fore edge.
            let to_inside = if page.two_sided { spare.scale(2, 5) } else { spare / 2 };
            inside += to_inside;
            outside += spare - to_inside;
        }
        // A whole number of lines fits.
        let lines = ((height - top - bottom).0 / leading.0.max(1)).max(1);
        TypeArea { top, inside, outside, width: width - inside - outside, height: leading * lines }
    }
}

/// Where the text stands on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TypeArea {
    /// Above the text.
    pub top: Length,
    /// Margin at the spine.
    pub inside: Length,
    /// Margin at the fore edge.
    pub outside: Length,
    /// The measure.
    pub width: Length,
    /// The height: a whole number of lines.
    pub height: Length,
}
