//! What is measured of a block.

/// The features of a block that are not zero: their numbers and values, in the order of the numbers.
pub type Row = Vec<(u16, f32)>;

/// The values that are not zero.
pub(super) fn sparse(values: &[f32]) -> Row {
    values.iter().enumerate().filter(|(_, value)| **value != 0.0).map(|(i, value)| (i as u16, *value)).collect()
}
