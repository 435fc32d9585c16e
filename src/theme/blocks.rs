//! What stands between paragraphs: quotations, lists, code, tables, figures, notes, asides.

use super::choice::choice;
use super::group::group;
use super::read::{Field, ThemeReader, ThemeValue};
use super::text::Ratio;
use crate::fonts::Family;
use crate::measure::{Alignment, Color, Extent};

group! {
    /// Quotations set apart.
    Quote {
        /// Indent on the side where lines begin.
        indent "indent": Extent,
        /// Indent on the side where lines end.
        indent_end "indent-end": Extent,
        /// Size, relative to the text.
        size "size": Extent,
        /// Italic.
        italic "italic": bool,
        /// White space above and below.
        space "space": Extent,
        /// Width of the rule at its side; zero: none.
        bar "bar": Extent,
        /// Color of the rule.
        bar_color "bar-color": Color,
    }
}

group! {
    /// Lists.
    List {
        /// From the margin to the text of an item.
        indent "indent": Extent,
        /// From the bullet or number to the text.
        gap "gap": Extent,
        /// White space between items of a loose list.
        space "space": Extent,
        /// White space above and below the whole.
        around "around": Extent,
        /// Bullets by depth, one character each; the last serves all deeper lists.
        bullets "bullets": String,
    }
}

group! {
    /// Code.
    Code {
        /// Size of a block's text, relative to the text.
        size "size": Extent,
        /// Size of code within a line, relative to the text around it.
        inline_size "inline-size": Ratio,
        /// From baseline to baseline, relative to its size.
        leading "leading": Ratio,
        /// Background of a block.
        background "background": Color,
        /// From the background's edge to the text.
        padding "padding": Extent,
        /// Columns from one tab stop to the next; in makefiles there are always eight.
        tab_stop "tab-stop": u16,
        /// Blocks of up to this many lines are kept on one page.
        keep "keep": u16,
        /// White space above and below.
        space "space": Extent,
        /// The frame around keys.
        key_frame "key-frame": Color,
    }
}

group! {
    /// Tables.
    Table {
        /// Where one stands that is narrower than the measure.
        align "align": Alignment,
        /// The family.
        family "family": Family,
        /// Size, relative to the text.
        size "size": Extent,
        /// From baseline to baseline, relative to its size.
        leading "leading": Ratio,
        /// Space between columns.
        gap "gap": Extent,
        /// Space above and below each row's text.
        padding "padding": Extent,
        /// The rules at the head and the foot.
        heavy_rule "heavy-rule": Extent,
        /// The rule below the head.
        light_rule "light-rule": Extent,
        /// A hair line between rows; zero: none.
        row_rule "row-rule": Extent,
        /// Color of the rules.
        rule_color "rule-color": Color,
        /// White space above and below.
        space "space": Extent,
    }
}

group! {
    /// Figures.
    Figure {
        /// White space above and below.
        space "space": Extent,
        /// From the picture to its caption.
        gap "gap": Extent,
        /// The tallest a picture may be, in percent of the type area.
        tallest "tallest": Extent,
    }
}

group! {
    /// Footnotes.
    Note {
        /// Size, relative to the text.
        size "size": Extent,
        /// From baseline to baseline, relative to its size.
        leading "leading": Ratio,
        /// White space above the rule, at least.
        above "above": Extent,
        /// From the rule to the notes.
        gap "gap": Extent,
        /// Length of the rule.
        rule "rule": Extent,
        /// Thickness of the rule.
        thickness "thickness": Extent,
        /// White space between notes.
        space "space": Extent,
        /// Where their numbers begin anew.
        numbering "numbering": NoteNumbering,
    }
}

group! {
    /// Asides with a label.
    Alert {
        /// Width of the bar at its side.
        bar "bar": Extent,
        /// From the bar to the text.
        padding "padding": Extent,
        /// White space above and below.
        space "space": Extent,
        /// Bar and label of a note.
        note "note": Color,
        /// Bar and label of a tip.
        tip "tip": Color,
        /// Bar and label of what is important.
        important "important": Color,
        /// Bar and label of a warning.
        warning "warning": Color,
        /// Bar and label of a caution.
        caution "caution": Color,
    }
}

choice! {
    /// Where the numbers of footnotes begin anew.
    NoteNumbering {
        /// Nowhere.
        Document "document",
        /// In each chapter.
        Chapter "chapter",
        /// On each page.
        Page "page",
    }
}
