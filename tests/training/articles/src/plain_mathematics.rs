//! Functions that are the same on every machine: made of sums, products and quotients.

/// e to a power.
pub fn exp(power: f64) -> f64 {
    let mut value = 1.0 + power.clamp(-40.0, 40.0) / 1_048_576.0;
    for _ in 0..20 {
        value *= value;
    }
    value
}

/// The natural logarithm of a positive number.
pub fn ln(number: f64) -> f64 {
    let (mut mantissa, mut exponent) = (number, 0.0);
    while mantissa > 1.5 {
        mantissa /= 2.0;
        exponent += 1.0;
    }
    while mantissa < 0.75 {
        mantissa *= 2.0;
        exponent -= 1.0;
    }
    let t = (mantissa - 1.0) / (mantissa + 1.0);
    let (mut sum, mut power) = (0.0, t);
    for k in 0..12 {
        sum += power / f64::from(2 * k + 1);
        power *= t * t;
    }
    2.0 * sum + exponent * std::f64::consts::LN_2
}
