//! How pages look: sizes, spaces, faces and colours, as plain data.
//!
//! A [`Theme`] is what a TOML file says, laid over another theme: every table of the file is a struct here, every key
//! a field. Five themes are built in ([`BUILT_IN`]); people copy one, change a few lines and pass it as their own.
//! [`choose`] finds the theme for a document and lays the user's choices over it. Lengths are [`Extent`]s, mostly
//! relative to the text, so that a theme holds at any size of page and type.

mod choose;
mod extent;
mod group;
mod read;

pub use choose::{BUILT_IN, choose};
pub use extent::Extent;

use crate::fonts::Family;
use crate::typeset::model::{Alignment, Color, Length, Size};
use group::group;
use read::{Field, Reader, Value};

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

group! {
    /// The paper and the type area.
    Page {
        /// The paper: a name (`a4`, `a5`, `b5`, `letter`, `legal`, `trade`, …) or `WIDTH x HEIGHT`.
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

group! {
    /// Running text.
    Text {
        /// Its family.
        family "family": Family,
        /// The size of the em.
        size "size": Extent,
        /// From baseline to baseline, in `em` of the text.
        leading "leading": Extent,
        /// Its color.
        color "color": Color,
        /// How lines fill the measure.
        align "align": Alignment,
        /// Indent of the first line of a paragraph that follows another.
        indent "indent": Extent,
        /// Space between paragraphs.
        space "space": Extent,
        /// Whether the first paragraph of a section is indented as well.
        indent_first "indent-first": bool,
        /// Whether figures in text have ascenders and descenders.
        old_style_figures "old-style-figures": bool,
        /// Whether words are divided.
        hyphenate "hyphenate": bool,
        /// Whether glyphs hang into the margin.
        protrusion "protrusion": bool,
        /// The most that glyphs are widened or narrowed, in thousandths.
        expansion "expansion": u16,
        /// Lines that the first letter of a chapter is tall; 0: no drop capital.
        drop_capital "drop-capital": u16,
    }
}

group! {
    /// A line or a few that stand out: headings, title, captions.
    Display {
        /// The family.
        family "family": Family,
        /// The size of the em, relative to the text.
        size "size": Extent,
        /// From baseline to baseline, in thousandths of the size: 1200 is 1.2.
        leading "leading": Ratio,
        /// Semibold.
        bold "bold": bool,
        /// Italic.
        italic "italic": bool,
        /// Small capitals.
        small_caps "small-caps": bool,
        /// Color.
        color "color": Color,
        /// How it stands in the measure.
        align "align": Alignment,
        /// White space above.
        before "before": Extent,
        /// White space below.
        after "after": Extent,
    }
}

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
        /// Size of code within a line, relative to the text around it, in thousandths.
        inline_size "inline-size": Ratio,
        /// From baseline to baseline, relative to its size.
        leading "leading": Ratio,
        /// Background of a block.
        background "background": Color,
        /// From the background's edge to the text.
        padding "padding": Extent,
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

/// A paper's width and height.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageSize(pub Size);

impl PageSize {
    /// The papers that have a name, in millimetres.
    pub const NAMED: &'static [(&'static str, f64, f64)] = &[
        ("a3", 297.0, 420.0),
        ("a4", 210.0, 297.0),
        ("a5", 148.0, 210.0),
        ("a6", 105.0, 148.0),
        ("b5", 176.0, 250.0),
        ("letter", 215.9, 279.4),
        ("legal", 215.9, 355.6),
        ("executive", 184.15, 266.7),
        ("trade", 152.4, 228.6),
        ("digest", 139.7, 215.9),
        ("pocket", 108.0, 174.6),
    ];

    /// A paper by its name, or by `WIDTH x HEIGHT`; at least 50 and at most 2,000 mm each way.
    ///
    /// ```
    /// use folio::{theme::PageSize, typeset::model::Length};
    /// assert_eq!(PageSize::parse("A5").unwrap().0.width, Length::mm(148.0));
    /// assert_eq!(PageSize::parse("6in x 9in").unwrap().0.height, Length::pt(648.0));
    /// assert!(PageSize::parse("huge").is_none());
    /// ```
    pub fn parse(text: &str) -> Option<PageSize> {
        let text = text.trim().to_ascii_lowercase();
        if let Some((_, w, h)) = Self::NAMED.iter().find(|(name, ..)| *name == text) {
            return Some(PageSize(Size { width: Length::mm(*w), height: Length::mm(*h) }));
        }
        let (w, h) = text.split_once(['x', '×'])?;
        let unit = h.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
        let side = |part: &str| {
            let part = part.trim();
            let length = match Extent::parse(part).or_else(|| Extent::parse(&format!("{part}{unit}")))? {
                Extent::Absolute(length) => length,
                _ => return None,
            };
            (Length::mm(50.0)..=Length::mm(2000.0)).contains(&length).then_some(length)
        };
        Some(PageSize(Size { width: side(w)?, height: side(h)? }))
    }
}

impl Field for PageSize {
    fn read(&mut self, name: &str, value: &Value<'_>, reader: &mut Reader<'_>) {
        match value.get_ref().as_str().and_then(PageSize::parse) {
            Some(size) => *self = size,
            None => {
                let names: Vec<&str> = Self::NAMED.iter().map(|(n, ..)| *n).collect();
                let near = value.get_ref().as_str().and_then(|t| read::nearest(t, &names));
                let help = near.map_or(format!("write {} or, say, \"148mm x 210mm\"", read::list(&names)), |n| {
                    format!("did you mean \"{n}\"?")
                });
                reader.wrong(name, value, "a paper size", &help);
            }
        }
    }
}

/// A ratio: in TOML a number such as `1.3`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ratio(pub f64);

impl Ratio {
    /// The length times the ratio.
    pub fn of(self, length: Length) -> Length {
        Length((length.0 as f64 * self.0).round() as i64)
    }
}

impl Field for Ratio {
    fn read(&mut self, name: &str, value: &Value<'_>, reader: &mut Reader<'_>) {
        let value_ref = value.get_ref();
        let text = value_ref.as_float().map(|f| f.as_str()).or(value_ref.as_integer().map(|i| i.as_str()));
        match text.and_then(|t| t.parse::<f64>().ok()).filter(|n| (0.3..=4.0).contains(n)) {
            Some(number) => *self = Ratio(number),
            None => reader.wrong(name, value, "a number from 0.3 to 4", ""),
        }
    }
}

macro_rules! choice {
    ($(#[doc = $doc:literal])* $name:ident { $($(#[doc = $vdoc:literal])* $variant:ident $key:literal,)* }) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[doc = $vdoc])* $variant,)* }

        impl Field for $name {
            fn read(&mut self, name: &str, value: &Value<'_>, reader: &mut Reader<'_>) {
                *self = reader.choice(name, value, &[$(($key, $name::$variant)),*]).unwrap_or(*self);
            }
        }
    };
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

/// A theme laid out for a page: what its extents come to.
impl Theme {
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

    /// Where the text stands on a page.
    pub fn type_area(&self) -> TypeArea {
        let page = &self.page;
        let Size { width, height } = page.size.0;
        let (size, leading) = (self.size(), self.leading());
        let across = |e: Extent| e.resolve(size, leading, width).at_least_zero();
        let down = |e: Extent| e.resolve(size, leading, height).at_least_zero();
        let (mut inside, mut outside) = (across(page.inside), across(page.outside));
        let (mut top, mut bottom) = (down(page.top), down(page.bottom));
        // Margins that leave no room for text are narrowed to a tenth of the page.
        if width - inside - outside < Length::pt(72.0).min(width / 2) {
            (inside, outside) = (width / 10, width / 10);
        }
        if height - top - bottom < (leading * 4).min(height / 2) {
            (top, bottom) = (height / 10, height / 10);
        }
        let most = across(page.measure);
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

impl Default for Theme {
    /// The theme that all built-in ones are laid over: an article on A4, 11 on 14.5 point.
    fn default() -> Self {
        let ink = Color::rgb(0x1a1a1a);
        let gray = Color::rgb(0x555555);
        let display = Display {
            family: Family::Sans,
            size: Extent::Em(1.0),
            leading: Ratio(1.2),
            bold: true,
            italic: false,
            small_caps: false,
            color: ink,
            align: Alignment::Start,
            before: Extent::ZERO,
            after: Extent::ZERO,
        };
        let heading = |size: f64, before: f64, after: f64| Display {
            size: Extent::Em(size),
            before: Extent::Lines(before),
            after: Extent::Lines(after),
            ..display.clone()
        };
        let line = Display { bold: false, ..display.clone() };
        Theme {
            page: Page {
                size: PageSize(Size { width: Length::mm(210.0), height: Length::mm(297.0) }),
                top: Extent::Percent(9.5),
                bottom: Extent::Percent(12.0),
                inside: Extent::Percent(11.0),
                outside: Extent::Percent(11.0),
                measure: Extent::Em(34.5),
                two_sided: false,
                flush_bottom: false,
                chapters: Opening::Inline,
                chapter_sink: Extent::ZERO,
                title_page: false,
            },
            text: Text {
                family: Family::Serif,
                size: Extent::Absolute(Length::pt(11.0)),
                leading: Extent::Em(14.5 / 11.0),
                color: ink,
                align: Alignment::Justify,
                indent: Extent::Em(1.4),
                space: Extent::ZERO,
                indent_first: false,
                old_style_figures: true,
                hyphenate: true,
                protrusion: true,
                expansion: 20,
                drop_capital: 0,
            },
            heading_1: heading(1.5, 2.0, 0.75),
            heading_2: heading(1.22, 1.5, 0.5),
            heading_3: heading(1.05, 1.25, 0.25),
            heading_4: Display { bold: false, italic: true, ..heading(1.0, 1.0, 0.25) },
            heading_5: Display { bold: false, ..heading(0.95, 1.0, 0.25) },
            heading_6: Display { bold: false, italic: true, color: gray, ..heading(0.92, 1.0, 0.25) },
            title: Display { leading: Ratio(1.12), ..heading(2.2, 0.0, 0.75) },
            kicker: Display { small_caps: false, color: gray, ..heading(0.92, 0.0, 0.4) },
            subtitle: Display { bold: false, leading: Ratio(1.25), ..heading(1.3, 0.0, 0.75) },
            standfirst: Display {
                bold: false,
                family: Family::Serif,
                leading: Ratio(1.35),
                ..heading(1.14, 0.0, 0.75)
            },
            byline: Display { leading: Ratio(1.35), after: Extent::ZERO, ..heading(0.92, 0.0, 0.0) },
            date_line: Display { color: gray, leading: Ratio(1.35), size: Extent::Em(0.92), ..line.clone() },
            caption: Display { size: Extent::Em(0.86), leading: Ratio(1.32), ..line.clone() },
            tail: Display { size: Extent::Em(0.86), leading: Ratio(1.35), color: gray, ..line.clone() },
            pull_quote: Display {
                family: Family::Serif,
                italic: true,
                leading: Ratio(1.3),
                align: Alignment::Center,
                bold: false,
                ..heading(1.3, 1.5, 1.5)
            },
            quote: Quote {
                indent: Extent::Em(2.0),
                indent_end: Extent::Em(2.0),
                size: Extent::Em(0.95),
                italic: false,
                space: Extent::Lines(0.75),
                bar: Extent::ZERO,
                bar_color: Color::rgb(0xbbbbbb),
            },
            list: List {
                indent: Extent::Em(1.6),
                gap: Extent::Em(0.55),
                space: Extent::Lines(0.4),
                around: Extent::Lines(0.5),
                bullets: "•–·".into(),
            },
            code: Code {
                size: Extent::Em(0.8),
                inline_size: Ratio(0.88),
                leading: Ratio(1.38),
                background: Color::rgb(0xf4f4f2),
                padding: Extent::Em(0.7),
                keep: 12,
                space: Extent::Lines(0.75),
                key_frame: Color::rgb(0x8a8a8a),
            },
            table: Table {
                family: Family::Sans,
                size: Extent::Em(0.88),
                leading: Ratio(1.3),
                gap: Extent::Em(1.5),
                padding: Extent::Em(0.22),
                heavy_rule: Extent::Absolute(Length::pt(0.9)),
                light_rule: Extent::Absolute(Length::pt(0.45)),
                row_rule: Extent::ZERO,
                rule_color: Color::rgb(0x333333),
                space: Extent::Lines(1.0),
            },
            figure: Figure { space: Extent::Lines(1.0), gap: Extent::Lines(0.5), tallest: Extent::Percent(70.0) },
            note: Note {
                size: Extent::Em(0.82),
                leading: Ratio(1.28),
                above: Extent::Lines(0.7),
                gap: Extent::Lines(0.35),
                rule: Extent::Em(6.0),
                thickness: Extent::Absolute(Length::pt(0.4)),
                space: Extent::Lines(0.1),
            },
            alert: Alert {
                bar: Extent::Absolute(Length::pt(2.5)),
                padding: Extent::Em(1.0),
                space: Extent::Lines(0.75),
                note: Color::rgb(0x1f5fa8),
                tip: Color::rgb(0x1a7f37),
                important: Color::rgb(0x6f3fc4),
                warning: Color::rgb(0x8a5a00),
                caution: Color::rgb(0xb3261e),
            },
            head: Head {
                show: HeadContent::Title,
                family: Family::Sans,
                size: Extent::Em(0.8),
                italic: false,
                small_caps: false,
                color: gray,
                gap: Extent::Lines(1.6),
            },
            folio: Folio {
                place: FolioPlace::FootCenter,
                family: Family::Sans,
                size: Extent::Em(0.85),
                color: gray,
                gap: Extent::Lines(2.4),
            },
            contents: Contents { show: false, levels: 2, leaders: true, title: String::new() },
            link: Link { color: Color::rgb(0x1a4d8f), underline: false },
        }
    }
}
