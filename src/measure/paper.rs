//! Paper sizes.

use super::{Extent, Length, Size, list, nearest};

/// A paper's width and height.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageSize(pub Size);

impl PageSize {
    /// Named paper sizes, in millimetres.
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

    /// What [`PageSize::parse`] accepts, as a regular expression (ECMA-262) for schemas: anything that contains a
    /// paper name, or a number and `x`.
    pub fn pattern() -> String {
        let names: Vec<String> = Self::NAMED.iter().map(|(name, ..)| crate::measure::in_any_case(name)).collect();
        let turn = ["landscape", "portrait"].map(crate::measure::in_any_case).join("|");
        format!(
            r"^[\s,-]*(({turn})[\s,-]+)?(({})(\s*[pP][aA][pP][eE][rR])?|[0-9.]+[^xX×]*[xX×]\s*[0-9.].*)([\s,-]+({turn}))?[\s,-]*$",
            names.join("|")
        )
    }

    /// A paper size by name, or by `WIDTH x HEIGHT`, in millimetres by default; each from 50 to 2,000 mm. A separate
    /// or hyphenated `landscape` swaps width and height.
    ///
    /// # Errors
    /// With a message that says what is allowed.
    ///
    /// ```
    /// use folio::measure::{Length, PageSize};
    /// assert_eq!(PageSize::parse("A5").unwrap().0.width, Length::mm(148.0));
    /// assert_eq!(PageSize::parse("6in x 9in").unwrap().0.height, Length::pt(648.0));
    /// assert_eq!(PageSize::parse("148 x 210"), PageSize::parse("a5"));
    /// assert_eq!(PageSize::parse("a4-landscape").unwrap().0.width, Length::mm(297.0));
    /// assert_eq!(PageSize::parse("a44"), Err("did you mean `a4`?".into()));
    /// assert!(PageSize::parse("10mm x 10mm").is_err());
    /// ```
    pub fn parse(text: &str) -> Result<PageSize, String> {
        let text = text.trim().to_ascii_lowercase();
        let words: Vec<&str> = text.split([' ', '\t', '-', ',']).filter(|word| !word.is_empty()).collect();
        let turned = |word: &&str| matches!(*word, "landscape" | "portrait");
        let (turns, rest): (Vec<&str>, Vec<&str>) = words.into_iter().partition(turned);
        let size = PageSize::upright(&rest.join(" "))?;
        match turns[..] {
            [] => Ok(PageSize(size)),
            [turn] => {
                let (short, long) = (size.width.min(size.height), size.width.max(size.height));
                let (width, height) = if turn == "landscape" { (long, short) } else { (short, long) };
                Ok(PageSize(Size { width, height }))
            }
            _ => Err("write either `landscape` or `portrait`".into()),
        }
    }

    /// A paper size without orientation.
    fn upright(text: &str) -> Result<Size, String> {
        // LaTeX's form, `a4paper`.
        let name = text.strip_suffix("paper").map_or(text, str::trim_end);
        if let Some((_, width, height)) = Self::NAMED.iter().find(|(known, ..)| *known == name) {
            return Ok(Size { width: Length::mm(*width), height: Length::mm(*height) });
        }
        let Some((width, height)) = text.split_once(['x', '×']).filter(|(width, _)| is_number(width)) else {
            let names: Vec<&str> = Self::NAMED.iter().map(|(name, ..)| *name).collect();
            return Err(match nearest(name, &names) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("write {} or, say, `148mm x 210mm`, and `landscape` behind it", list(&names)),
            });
        };
        // If only one of them has a unit, it applies to both.
        let unit = |side: &str| side.trim_start_matches(|c: char| !c.is_ascii_alphabetic()).trim().to_owned();
        let unit = Some(unit(height)).filter(|unit| !unit.is_empty()).unwrap_or_else(|| unit(width));
        let unit = if unit.is_empty() { "mm" } else { &unit };
        let side = |side: &str| match Extent::parse_in(side, unit) {
            Some(Extent::Absolute(length)) if (Length::mm(50.0)..=Length::mm(2000.0)).contains(&length) => Ok(length),
            Some(Extent::Absolute(_)) => Err("a page is 50 to 2,000 mm wide and as high".to_owned()),
            _ => Err("write two lengths, such as `148mm x 210mm`".to_owned()),
        };
        Ok(Size { width: side(width)?, height: side(height)? })
    }
}

fn is_number(text: &str) -> bool {
    text.trim_start().starts_with(|c: char| c.is_ascii_digit() || c == '.')
}

/// In the syntax of [`PageSize::parse`].
impl std::fmt::Display for PageSize {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Size { width, height } = self.0;
        let is = |a: f64, b: f64| (Length::mm(a), Length::mm(b)) == (width, height);
        for (name, short, long) in Self::NAMED {
            if is(*short, *long) {
                return write!(f, "{name}");
            }
            if is(*long, *short) {
                return write!(f, "{name} landscape");
            }
        }
        write!(f, "{width} x {height}")
    }
}

impl serde::Serialize for PageSize {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn papers_are_understood_as_people_write_them() {
        for (written, shown) in [
            ("a4", "a4"),
            ("A4 landscape", "a4 landscape"),
            ("landscape a4", "a4 landscape"),
            ("letter-landscape", "letter landscape"),
            ("a5 portrait", "a5"),
            ("a4paper", "a4"),
            ("210mm x 148mm portrait", "a5"),
            ("148x210", "a5"),
            ("148 x 210mm", "a5"),
            ("148mm × 210", "a5"),
            ("120mm x 190mm", "120mm x 190mm"),
            ("300pt x 400pt", "300pt x 400pt"),
            ("6in x 9in", "trade"),
        ] {
            let size = PageSize::parse(written).unwrap_or_else(|why| panic!("{written}: {why}"));
            assert_eq!(size.to_string(), shown, "{written}");
            assert_eq!(PageSize::parse(shown), Ok(size));
        }
    }

    #[test]
    fn what_is_no_paper_is_told_with_what_would_be() {
        for (written, says) in [
            ("a44", "did you mean `a4`?"),
            ("lettr landscape", "did you mean `letter`?"),
            ("huge", "write `a3`, "),
            ("", "write `a3`, "),
            ("landscape", "write `a3`, "),
            ("a4 landscape portrait", "write either"),
            ("20mm x 20mm", "a page is 50 to 2,000 mm"),
            ("3m x 4m", "write two lengths"),
            ("10em x 20em", "write two lengths"),
            ("148mm x", "write two lengths"),
            ("1 x 2 x 3", "write two lengths"),
        ] {
            let told = PageSize::parse(written).unwrap_err();
            assert!(told.starts_with(says), "{written}: {told}");
        }
    }
}
