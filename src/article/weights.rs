//! The weights that were learned, and what a block comes to by them.

use super::names::{self, COUNT};
use super::row::Row;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The pass that looks at each block by itself.
pub const FIRST: usize = 0;
/// The pass that knows what the first one found.
pub const SECOND: usize = 1;

/// The table: a line a feature, its name and its weight in each pass, in thousandths.
static TABLE: &str = include_str!("weights.txt");

/// The weights of both passes by the number of the feature; the last of each is what every block begins with.
static WEIGHTS: LazyLock<[Vec<f64>; 2]> = LazyLock::new(|| {
    let numbers: HashMap<String, usize> = (0..COUNT)
        .filter_map(|number| Some((names::name(number as u16)?, number)))
        .chain([("start".to_owned(), COUNT)])
        .collect();
    let mut weights = [vec![0.0; COUNT + 1], vec![0.0; COUNT + 1]];
    for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
        let mut parts = line.split(' ');
        let Some(number) = parts.next().and_then(|name| numbers.get(name)) else { continue };
        for (pass, part) in weights.iter_mut().zip(parts) {
            pass[*number] = part.parse::<i32>().map_or(0.0, f64::from) / 1000.0;
        }
    }
    weights
});

/// The logarithm of the odds of a block with these features.
pub(super) fn sum(pass: usize, row: &Row) -> f64 {
    let weights = &WEIGHTS[pass];
    row.iter().fold(weights[COUNT], |sum, (number, value)| sum + weights[usize::from(*number)] * f64::from(*value))
}

/// How many reasons are given.
const MOST: usize = 3;

/// The features that decided in the second pass, for the article or against it; the weightiest first, and those before that only
/// say how much of something there is.
pub(super) fn reasons(row: &Row, article: bool) -> Vec<(u16, f64)> {
    let weights = &WEIGHTS[SECOND];
    let mut all: Vec<(u16, f64)> = row
        .iter()
        .map(|(number, value)| (*number, weights[usize::from(*number)] * f64::from(*value)))
        .filter(|(_, adds)| (*adds > 0.0) == article && *adds != 0.0)
        .collect();
    let is_measure = |number: u16| names::in_words(number).starts_with("how ");
    all.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
    all.sort_by_cached_key(|(number, _)| is_measure(*number));
    all.truncate(MOST);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_names_features_that_there_are() {
        let known: Vec<String> = (0..COUNT).filter_map(|number| names::name(number as u16)).collect();
        assert_eq!(known.iter().collect::<std::collections::BTreeSet<_>>().len(), COUNT);
        let mut lines = 0;
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let parts: Vec<&str> = line.split(' ').collect();
            assert!(parts[0] == "start" || known.iter().any(|name| name == parts[0]), "{line}");
            assert!(parts.len() == 3 && parts[1..].iter().all(|part| part.parse::<i32>().is_ok()), "{line}");
            lines += 1;
        }
        assert!(lines > 100 && TABLE.len() < 20_000, "{lines} lines, {} bytes", TABLE.len());
    }
}
