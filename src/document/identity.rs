//! Stable identifiers and modification dates: reading systems store positions and notes by identifier, and detect new
//! versions by modification date.

use super::{Date, Metadata};
use crate::source::Cut as _;
use uuid::Uuid;

/// A UTC time with seconds precision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    date: Date,
    /// Seconds since midnight, if the time of day is known.
    seconds: Option<u32>,
}

impl Moment {
    /// The time so many seconds after the start of 1970, as in `SOURCE_DATE_EPOCH`; `None` after the year 9999.
    ///
    /// ```
    /// use folio::document::Moment;
    /// assert_eq!(Moment::of_epoch(1_700_000_000).unwrap().to_string(), "2023-11-14T22:13:20Z");
    /// ```
    pub fn of_epoch(seconds: u64) -> Option<Moment> {
        let days = seconds / 86_400 + 719_468; // days since 1 March of the year 0
        let (era, of_era) = (days / 146_097, days % 146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let months = (5 * of_year + 2) / 153; // months since March
        let day = of_year - (153 * months + 2) / 5 + 1;
        let month = if months < 10 { months + 3 } else { months - 9 };
        let year = u16::try_from(year_of_era + era * 400 + u64::from(month <= 2)).ok().filter(|year| *year <= 9999)?;
        let date = Date { year, month: Some(month as u8), day: Some(day as u8) };
        Some(Moment { date, seconds: Some((seconds % 86_400) as u32) })
    }

    /// With the known precision (ISO 8601): `2024-05`, `2024-05-01` or `2024-05-01T08:30:00Z`.
    pub fn as_known(&self) -> String {
        if self.seconds.is_some() { self.to_string() } else { self.date.to_string() }
    }
}

impl From<Date> for Moment {
    fn from(date: Date) -> Moment {
        Moment { date, seconds: None }
    }
}

impl std::fmt::Display for Moment {
    /// `2024-05-01T00:00:00Z` (EPUB 3.3, 5.5.6): the start of the day, month or year if only that is known.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, month, day) = (self.date.year, self.date.month.unwrap_or(1), self.date.day.unwrap_or(1));
        let seconds = self.seconds.unwrap_or(0);
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }
}

impl Metadata {
    /// Its identifiers as URNs or URLs where the kind is known, ISBN first, without duplicates.
    pub fn urns(&self) -> Vec<String> {
        let mut urns: Vec<String> = Vec::new();
        for urn in self.identifiers.iter().map(|identifier| urn(identifier.trim())) {
            if !urn.is_empty() && !urns.contains(&urn) {
                urns.push(urn);
            }
        }
        urns.sort_by_key(|urn| !urn.starts_with("urn:isbn:")); // a stable sort
        urns
    }

    /// Its stable identifier: the ISBN, else the first identifier, else a UUID from stable metadata.
    pub fn identity(&self, title: &str) -> String {
        self.urns().into_iter().next().unwrap_or_else(|| format!("urn:uuid:{}", self.uuid(title)))
    }

    /// A UUID from metadata that rarely changes in new versions: title, subtitle, authors, language, series (RFC 9562,
    /// 5.5).
    fn uuid(&self, title: &str) -> Uuid {
        let series = self.series.as_ref();
        let mut names: Vec<&str> = vec![title, self.subtitle.as_deref().unwrap_or("")];
        names.push(series.map_or("", |s| s.name.as_str()));
        names.push(series.and_then(|s| s.position.as_deref()).unwrap_or(""));
        // The region may be detected differently after a change of the text.
        names.push(self.language.as_ref().map_or("", |l| l.primary()));
        names.extend(self.authors.iter().map(|author| author.name.as_str()));
        let names: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
        Uuid::new_v5(&Uuid::NAMESPACE_OID, names.join("\n").as_bytes())
    }

    /// Modification date: its own, else its date of publication or, if later, `SOURCE_DATE_EPOCH`.
    pub fn changed(&self, source_date: Option<u64>) -> Option<Moment> {
        let said = self.modified.map(Moment::from);
        let issued = self.issued.map(Moment::from);
        said.or_else(|| issued.max(source_date.and_then(Moment::of_epoch)))
    }
}

/// An ISBN, DOI or UUID as a URN or URL; any other identifier unchanged.
fn urn(identifier: &str) -> String {
    let bare = identifier.trim_start_matches("urn:isbn:").trim_start_matches("ISBN").trim_start_matches("isbn");
    let digits: String = bare
        .trim_start_matches([':', ' '])
        .chars()
        .filter(|c| !matches!(c, '-' | ' ' | '\u{2010}'..='\u{2013}'))
        .collect();
    let isbn = digits.len() == 13 && digits.bytes().all(|b| b.is_ascii_digit()) && digits.starts_with("97")
        || digits.len() == 10
            && digits.cut(..9).bytes().all(|b| b.is_ascii_digit())
            && digits.ends_with(|c: char| c.is_ascii_digit() || c == 'X');
    if isbn {
        return format!("urn:isbn:{digits}");
    }
    let name = identifier.strip_prefix("urn:uuid:").unwrap_or(identifier);
    if let Ok(uuid) = Uuid::parse_str(name) {
        return format!("urn:uuid:{uuid}");
    }
    match name.strip_prefix("doi:").unwrap_or(name).trim_start() {
        doi if doi.starts_with("10.") && doi.contains('/') => format!("https://doi.org/{doi}"),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Person, Series};

    #[test]
    fn identifiers_are_urns() {
        for (name, expected) in [
            ("ISBN 978-0-14-243724-7", "urn:isbn:9780142437247"),
            ("0-8044-2957-X", "urn:isbn:080442957X"),
            ("urn:isbn:9780142437247", "urn:isbn:9780142437247"),
            ("doi:10.1000/182", "https://doi.org/10.1000/182"),
            ("urn:nbn:de:101:1", "urn:nbn:de:101:1"),
            ("67E55044-10B1-426F-9247-BB680E5FE0C8", "urn:uuid:67e55044-10b1-426f-9247-bb680e5fe0c8"),
            // Not a UUID, so it must not be called one.
            ("urn:uuid:book-1", "book-1"),
            ("book-1", "book-1"),
        ] {
            assert_eq!(urn(name), expected, "{name}");
        }
    }

    #[test]
    fn the_isbn_comes_first() {
        let identifiers = ["doi:10.1000/182", "978-0-14-243724-7", "9780142437247"].map(str::to_owned).to_vec();
        let metadata = Metadata { identifiers, ..Metadata::default() };
        assert_eq!(metadata.urns(), ["urn:isbn:9780142437247", "https://doi.org/10.1000/182"]);
    }

    #[test]
    fn a_name_lasts_over_corrections_and_parts_volumes() {
        let volume = |position: &str| Metadata {
            authors: vec![Person::named("Ann Lee")],
            series: Some(Series { name: "Tales".into(), position: Some(position.into()) }),
            ..Metadata::default()
        };
        let corrected = Metadata { modified: Date::day(2026, 3, 1), description: Some("More.".into()), ..volume("1") };
        assert_eq!(volume("1").uuid("The Lamp"), corrected.uuid("The Lamp"));
        assert_ne!(volume("1").uuid("The Lamp"), volume("2").uuid("The Lamp"));
        assert_ne!(volume("1").uuid("The Lamp"), volume("1").uuid("The Oil"));
    }

    #[test]
    fn the_last_change_is_the_sources_own_word_or_the_later_of_two() {
        let date = |text: &str| Date::parse_iso(text);
        let changed = |modified: &str, issued: &str, epoch| {
            let metadata = Metadata { modified: date(modified), issued: date(issued), ..Metadata::default() };
            metadata.changed(epoch).map(|moment| moment.as_known())
        };
        assert_eq!(changed("2024-02", "2020-01-01", Some(1_700_000_000)).as_deref(), Some("2024-02"));
        assert_eq!(changed("", "2020-01-01", Some(1_700_000_000)).as_deref(), Some("2023-11-14T22:13:20Z"));
        assert_eq!(changed("", "2024-01-01", Some(1_700_000_000)).as_deref(), Some("2024-01-01"));
        assert_eq!(changed("", "", Some(951_782_400)).as_deref(), Some("2000-02-29T00:00:00Z"));
        assert_eq!(changed("", "", None), None);
        assert_eq!(Moment::of_epoch(0).map(|m| m.to_string()).as_deref(), Some("1970-01-01T00:00:00Z"));
        assert_eq!(Moment::of_epoch(u64::MAX), None);
    }
}
