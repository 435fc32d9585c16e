//! The margins of a page.

use super::Extent;

/// The requested margins; minimum widths where they depend on something not known yet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Margins {
    /// Above the text.
    pub top: Extent,
    /// At the fore edge; at the right, if the pages do not mirror each other.
    pub outside: Extent,
    /// Below the text.
    pub bottom: Extent,
    /// At the spine; at the left, if the pages do not mirror each other.
    pub inside: Extent,
}

impl Margins {
    /// What [`Margins::parse`] accepts, as a regular expression (ECMA-262) for schemas, without the limits.
    pub fn pattern() -> String {
        let side = format!(r"\+?[0-9.]+[\s,]*({}|{})?", Extent::absolute(), Extent::relative());
        format!(r"^[\s,]*{side}([\s,]+{side}){{0,3}}[\s,]*$")
    }

    /// One to four lengths as in CSS: all; above and below, at the sides; above, at the sides, below; clockwise from the
    /// top. Numbers without a unit are millimetres.
    ///
    /// # Errors
    /// With a message that says what is allowed.
    ///
    /// ```
    /// use folio::measure::Margins;
    /// assert_eq!(Margins::parse("20"), Margins::parse("20mm"));
    /// assert_eq!(Margins::parse("2cm, 3 cm"), Margins::parse("2cm 3cm 2cm 3cm"));
    /// assert!(Margins::parse("60%").is_err() && Margins::parse("wide").is_err());
    /// ```
    pub fn parse(text: &str) -> Result<Margins, String> {
        let mut words: Vec<String> = Vec::new();
        for word in text.split([' ', '\t', ',']).filter(|word| !word.is_empty()) {
            match words.last_mut() {
                // A unit may be separated from its number by a space.
                Some(last) if word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '%') => *last += word,
                _ => words.push(word.to_owned()),
            }
        }
        let sides: Option<Vec<Extent>> = words.iter().map(|word| Extent::parse_in(word, "mm")).collect();
        let fits = |side: &Extent| match side {
            Extent::Absolute(length) => (0..=super::Length::mm(1000.0).0).contains(&length.0),
            Extent::Em(n) | Extent::Lines(n) => (0.0..=100.0).contains(n),
            Extent::Percent(n) => (0.0..50.0).contains(n),
        };
        let (top, outside, bottom, inside) = match sides.as_deref() {
            Some(sides) if !sides.iter().all(fits) => {
                return Err("a margin is 0 to 1,000 mm wide, and less than half of the page".into());
            }
            Some(&[all]) => (all, all, all, all),
            Some(&[down, across]) => (down, across, down, across),
            Some(&[top, across, bottom]) => (top, across, bottom, across),
            Some(&[top, right, bottom, left]) => (top, right, bottom, left),
            _ => return Err("write one to four lengths, such as `25mm` or `2cm 3cm`".into()),
        };
        Ok(Margins { top, outside, bottom, inside })
    }
}

/// In the syntax of [`Margins::parse`].
impl std::fmt::Display for Margins {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Margins { top, outside, bottom, inside } = self;
        match (top == bottom, outside == inside) {
            (true, true) if top == outside => write!(f, "{top}"),
            (true, true) => write!(f, "{top} {outside}"),
            (false, true) => write!(f, "{top} {outside} {bottom}"),
            (_, false) => write!(f, "{top} {outside} {bottom} {inside}"),
        }
    }
}

impl serde::Serialize for Margins {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn margins_are_shown_as_they_are_read() {
        for text in ["20mm", "20mm 18mm", "20mm 18mm 25mm", "1mm 2mm 3mm 4mm", "2em 5%", "1.5lines 12pt", "0em"] {
            let margins = Margins::parse(text).unwrap();
            assert_eq!(margins.to_string(), text);
        }
        assert_eq!(Margins::parse("2 lines 20").unwrap().to_string(), "2lines 20mm");
        for wrong in ["", "mm", "-3mm", "1 2 3 4 5", "50%", "20 mm mm", "2m", "1e9"] {
            assert!(Margins::parse(wrong).is_err(), "{wrong}");
        }
    }
}
