//! What stands around the text: running heads, page numbers, the contents list, the look of links.

use super::choice::choice;
use super::group::group;
use super::read::{Field, ThemeReader, ThemeValue};
use crate::fonts::Family;
use crate::measure::{Color, Extent};

group! {
    /// Running heads.
    Head {
        /// What they show.
        show "show": HeadContent,
        /// The family.
        family "family": Family,
        /// Size, relative to the text.
        size "size": Extent,
        /// Italic.
        italic "italic": bool,
        /// Small capitals.
        small_caps "small-caps": bool,
        /// Color.
        color "color": Color,
        /// From its baseline to the top of the text.
        gap "gap": Extent,
    }
}

group! {
    /// Page numbers.
    Folio {
        /// Where they stand.
        place "place": FolioPlace,
        /// The family.
        family "family": Family,
        /// Size, relative to the text.
        size "size": Extent,
        /// Color.
        color "color": Color,
        /// From the foot of the text to its baseline.
        gap "gap": Extent,
    }
}

group! {
    /// The contents list.
    Contents {
        /// Whether there is one without being asked for: only in a document with several chapters.
        show "show": bool,
        /// Headings down to this level are listed.
        levels "levels": u16,
        /// Whether dots lead to the page numbers.
        leaders "leaders": bool,
        /// Its head; empty: by the language.
        title "title": String,
        /// Whether figures with captions are listed behind it.
        figures "figures": bool,
        /// Whether tables with captions are listed behind it.
        tables "tables": bool,
    }
}

group! {
    /// Links.
    Link {
        /// Color.
        color "color": Color,
        /// Whether they are underlined.
        underline "underline": bool,
    }
}

choice! {
    /// What running heads show.
    HeadContent {
        /// There are none.
        None "none",
        /// The title on the left-hand, the chapter on the right-hand page.
        TitleAndChapter "title-and-chapter",
        /// The chapter on the left-hand, the section on the right-hand page.
        ChapterAndSection "chapter-and-section",
        /// The title on every page but the first.
        Title "title",
    }
}

choice! {
    /// Where page numbers stand.
    FolioPlace {
        /// There are none.
        None "none",
        /// Below the text, in the middle.
        FootCenter "foot-center",
        /// Below the text, at the fore edge.
        FootOutside "foot-outside",
        /// In the running head, at the fore edge.
        HeadOutside "head-outside",
    }
}
