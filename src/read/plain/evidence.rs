//! Evidence: why a piece of text was taken for what it is.

use std::borrow::Cow;

/// What speaks for a class or, below zero, against it: how much, and the words that say it. [`super::scores`] has all.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ground {
    /// In parts of certainty.
    pub weight: f32,
    /// What `convert inspect` prints; `{}` stands for words of the text.
    pub name: &'static str,
}

impl Ground {
    /// A ground.
    pub(super) const fn new(weight: f32, name: &'static str) -> Ground {
        Ground { weight, name }
    }
}

/// A rule: a ground, and whether it holds of what was seen of a piece of text.
pub(super) struct Rule<L> {
    ground: Ground,
    holds: fn(&L) -> bool,
}

/// A rule of a list.
pub(super) const fn rule<L>(ground: Ground, holds: fn(&L) -> bool) -> Rule<L> {
    Rule { ground, holds }
}

/// Weighs what was seen by lists of rules; of each list the first rule that holds counts.
pub(super) fn weigh<L>(look: &L, rules: &[&[Rule<L>]]) -> Evidence {
    let mut evidence = Evidence::default();
    for choice in rules {
        if let Some(rule) = choice.iter().find(|rule| (rule.holds)(look)) {
            evidence.add(rule.ground);
        }
    }
    evidence
}

/// A score and the reasons that made it.
#[derive(Clone, Debug, Default)]
pub(super) struct Evidence {
    sum: f32,
    reasons: Vec<Cow<'static, str>>,
}

impl Evidence {
    /// No reason yet.
    pub(super) fn new(score: f32) -> Self {
        Evidence { sum: score, reasons: Vec::new() }
    }

    /// A score for one reason.
    pub(super) fn of(ground: Ground) -> Self {
        Evidence { sum: ground.weight, reasons: vec![ground.name.into()] }
    }

    /// A score for one reason that names some words of the text.
    pub(super) fn naming(ground: Ground, words: &str) -> Self {
        let mut evidence = Evidence::default();
        evidence.add_naming(ground, words);
        evidence
    }

    /// Adds a reason for (or, below zero, against).
    pub(super) fn add(&mut self, ground: Ground) {
        self.sum += ground.weight;
        self.reasons.push(ground.name.into());
    }

    /// Adds a reason that names some words of the text.
    pub(super) fn add_naming(&mut self, ground: Ground, words: &str) {
        self.sum += ground.weight;
        self.reasons.push(ground.name.replace("{}", words).into());
    }

    /// Adds a reason where `holds`.
    pub(super) fn add_if(&mut self, holds: bool, ground: Ground) {
        if holds {
            self.add(ground);
        }
    }

    /// The score, 0 to 1.
    pub(super) fn score(&self) -> f32 {
        self.sum.clamp(0.0, 1.0)
    }

    /// The reasons, in the order in which they were found.
    pub(super) fn reasons(&self) -> impl Iterator<Item = &str> {
        self.reasons.iter().map(AsRef::as_ref)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_list_the_first_rule_that_holds_counts() {
        const RULES: &[&[Rule<u32>]] = &[
            &[rule(Ground::new(0.25, "few"), |n| *n < 5), rule(Ground::new(-0.5, "some"), |n| *n < 50)],
            &[rule(Ground::new(0.5, "even"), |n| n % 2 == 0)],
        ];
        let weighed = |n: u32| {
            let evidence = weigh(&n, RULES);
            (evidence.score(), evidence.reasons().collect::<Vec<_>>().join(", "))
        };
        assert_eq!(weighed(2), (0.75, "few, even".to_owned()));
        assert_eq!(weighed(7), (0.0, "some".to_owned()));
        assert_eq!(weighed(99), (0.0, String::new()));
    }
}
