//! Alignment of lines.

/// How lines fill the measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Alignment {
    /// Flush on both sides; the last line at its start.
    #[default]
    Justify,
    /// Flush at the start, ragged at the end.
    Start,
    /// In the middle.
    Center,
    /// Flush at the end.
    End,
}
