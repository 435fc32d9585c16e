//! Numbers and units in the syntax of the siunitx package: `\SI{9.81}{\metre\per\second\squared}`.

use super::UNIT;
use super::reader::{TexReader, TexToken};
use crate::source::Cut as _;

/// A quantity: number, thin space, unit.
pub(super) fn quantity(number: &str, unit: &str) -> String {
    format!("{}\\,{}", self::number(number), self::unit(unit))
}

/// A number: exponents (`1e5`), uncertainties (`1.2(3)`), products (`x`).
pub(super) fn number(number: &str) -> String {
    let number = number.trim().replace(' ', "");
    let (mantissa, exponent) = match number.find(['e', 'E', 'd', 'D']) {
        Some(at) => (number.cut(..at), Some(number.cut(at + 1..))),
        None => (number.as_str(), None),
    };
    let mantissa = mantissa.replace("+-", "\\pm ").replace('x', "\\times ");
    match exponent {
        Some(exponent) if mantissa.is_empty() => format!("10^{{{exponent}}}"),
        Some(exponent) => format!("{mantissa}\\times 10^{{{exponent}}}"),
        None => mantissa,
    }
}

/// A unit, from macros (`\kilo\gram\per\metre\cubed`) or symbols (`kg.m^{-3}`).
pub(super) fn unit(unit: &str) -> String {
    let mut out = String::new();
    let mut reader = TexReader::new(unit);
    // The pending power, and whether the next unit is in the denominator.
    let (mut power, mut divides) = (None, false);
    // Whether a unit is complete, so that the next one is separated.
    let mut complete = false;
    while let Some(token) = reader.token() {
        let name = match token {
            TexToken::Command(name) => name,
            TexToken::Character('.' | '~') => {
                out.push_str("\\,");
                complete = false;
                continue;
            }
            TexToken::Character(c) => {
                match c {
                    '^' | '_' => out.push(c),
                    c if c.is_alphabetic() => out.push_str(&format!("\\mathrm{{{c}}}")),
                    c => out.push(c),
                }
                continue;
            }
            TexToken::Open => {
                out.push('{');
                continue;
            }
            TexToken::Close => {
                out.push('}');
                continue;
            }
            TexToken::Space => continue,
        };
        match name {
            "per" => divides = true,
            "square" => power = Some("2".to_owned()),
            "cubic" => power = Some("3".to_owned()),
            "raiseto" => power = reader.argument().map(str::to_owned),
            "squared" => raise(&mut out, "2"),
            "cubed" => raise(&mut out, "3"),
            "tothe" => raise(&mut out, reader.argument().unwrap_or("")),
            "of" => out.push_str(&format!("_{{\\text{{{}}}}}", reader.argument().unwrap_or(""))),
            "," | " " | ":" | ";" => out.push_str("\\,"),
            "cdot" => out.push_str("\\cdot "),
            name => {
                if complete {
                    out.push_str("\\,");
                }
                match PREFIXES.iter().find(|p| p.0 == name) {
                    Some((_, sign)) => {
                        out.push_str(sign);
                        complete = false;
                        continue;
                    }
                    None => match UNITS.iter().find(|u| u.0 == name) {
                        Some((_, sign)) => out.push_str(sign),
                        None => out.push_str(&format!("\\{name} ")),
                    },
                }
                if divides {
                    let power = format!("-{}", power.take().unwrap_or_else(|| "1".to_owned()));
                    raise(&mut out, &power);
                } else if let Some(power) = power.take() {
                    raise(&mut out, &power);
                }
                divides = false;
                complete = true;
            }
        }
    }
    format!("{{{UNIT}{{{out}}}}}")
}

/// Raises the last unit to a power, keeping the minus sign of a denominator.
fn raise(out: &mut String, power: &str) {
    match out.strip_suffix("^{-1}") {
        Some(base) => *out = format!("{base}^{{-{power}}}"),
        None => out.push_str(&format!("^{{{power}}}")),
    }
}

const PREFIXES: &[(&str, &str)] = &[
    ("atto", r"\mathrm{a}"),
    ("centi", r"\mathrm{c}"),
    ("deca", r"\mathrm{da}"),
    ("deci", r"\mathrm{d}"),
    ("exa", r"\mathrm{E}"),
    ("femto", r"\mathrm{f}"),
    ("giga", r"\mathrm{G}"),
    ("hecto", r"\mathrm{h}"),
    ("kibi", r"\mathrm{Ki}"),
    ("kilo", r"\mathrm{k}"),
    ("mebi", r"\mathrm{Mi}"),
    ("mega", r"\mathrm{M}"),
    ("micro", r"\mu "),
    ("milli", r"\mathrm{m}"),
    ("nano", r"\mathrm{n}"),
    ("peta", r"\mathrm{P}"),
    ("pico", r"\mathrm{p}"),
    ("tera", r"\mathrm{T}"),
];

const UNITS: &[(&str, &str)] = &[
    ("ampere", r"\mathrm{A}"),
    ("angstrom", r"\text{Å}"),
    ("arcminute", r"{}'"),
    ("arcsecond", r"{}''"),
    ("bar", r"\mathrm{bar}"),
    ("becquerel", r"\mathrm{Bq}"),
    ("bit", r"\mathrm{bit}"),
    ("byte", r"\mathrm{B}"),
    ("candela", r"\mathrm{cd}"),
    ("celsius", r"{}^{\circ}\mathrm{C}"),
    ("coulomb", r"\mathrm{C}"),
    ("dalton", r"\mathrm{Da}"),
    ("day", r"\mathrm{d}"),
    ("decibel", r"\mathrm{dB}"),
    ("degree", r"{}^{\circ}"),
    ("degreeCelsius", r"{}^{\circ}\mathrm{C}"),
    ("electronvolt", r"\mathrm{eV}"),
    ("farad", r"\mathrm{F}"),
    ("gram", r"\mathrm{g}"),
    ("gray", r"\mathrm{Gy}"),
    ("hectare", r"\mathrm{ha}"),
    ("henry", r"\mathrm{H}"),
    ("hertz", r"\mathrm{Hz}"),
    ("hour", r"\mathrm{h}"),
    ("joule", r"\mathrm{J}"),
    ("kelvin", r"\mathrm{K}"),
    ("kilogram", r"\mathrm{kg}"),
    ("liter", r"\mathrm{L}"),
    ("litre", r"\mathrm{L}"),
    ("lumen", r"\mathrm{lm}"),
    ("lux", r"\mathrm{lx}"),
    ("meter", r"\mathrm{m}"),
    ("metre", r"\mathrm{m}"),
    ("minute", r"\mathrm{min}"),
    ("mole", r"\mathrm{mol}"),
    ("newton", r"\mathrm{N}"),
    ("ohm", r"\Omega "),
    ("pascal", r"\mathrm{Pa}"),
    ("percent", r"\%"),
    ("radian", r"\mathrm{rad}"),
    ("second", r"\mathrm{s}"),
    ("siemens", r"\mathrm{S}"),
    ("sievert", r"\mathrm{Sv}"),
    ("steradian", r"\mathrm{sr}"),
    ("tesla", r"\mathrm{T}"),
    ("tonne", r"\mathrm{t}"),
    ("volt", r"\mathrm{V}"),
    ("watt", r"\mathrm{W}"),
    ("weber", r"\mathrm{Wb}"),
    ("m", r"\mathrm{m}"),
    ("s", r"\mathrm{s}"),
    ("kg", r"\mathrm{kg}"),
    ("km", r"\mathrm{km}"),
    ("cm", r"\mathrm{cm}"),
    ("mm", r"\mathrm{mm}"),
    ("Hz", r"\mathrm{Hz}"),
    ("kHz", r"\mathrm{kHz}"),
    ("ms", r"\mathrm{ms}"),
];
