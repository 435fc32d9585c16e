//! The base theme, over which the built-in ones are laid.

use super::*;
use crate::fonts::Family;
use crate::measure::{Alignment, Color, Extent, Length, Size};

impl Default for Theme {
    /// The base theme: an article on A4, 11 on 14.5 point.
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
                emphasis: Emphasis::Italic,
                small: Ratio(0.85),
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
                tab_stop: 4,
                keep: 12,
                space: Extent::Lines(0.75),
                key_frame: Color::rgb(0x8a8a8a),
            },
            table: Table {
                align: Alignment::Start,
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
                numbering: NoteNumbering::Document,
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
            contents: Contents {
                show: false,
                levels: 2,
                leaders: true,
                title: String::new(),
                figures: false,
                tables: false,
            },
            link: Link { color: Color::rgb(0x1a4d8f), underline: false },
        }
    }
}
