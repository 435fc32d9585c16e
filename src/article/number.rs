//! Mathematics that is the same on every machine: sums, products and quotients only.

/// The logarithm to the base 2 of a number and one, by straight lines between the powers of two.
pub(super) fn log(value: usize) -> f32 {
    let value = value.saturating_add(1);
    let whole = value.ilog2();
    whole as f32 + (value as f32 / (1_u64 << whole) as f32 - 1.0)
}

/// The share of a part of a whole; 0 of nothing.
pub(super) fn share(part: usize, whole: usize) -> f32 {
    if whole == 0 { 0.0 } else { part as f32 / whole as f32 }
}

/// 1 or 0.
pub(super) fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

/// e to a power.
pub(super) fn exp(power: f64) -> f64 {
    let mut value = 1.0 + power.clamp(-30.0, 30.0) / 65536.0;
    for _ in 0..16 {
        value *= value;
    }
    value
}

/// The probability whose odds have this logarithm.
pub(super) fn logistic(odds: f64) -> f64 {
    1.0 / (1.0 + exp(-odds))
}
