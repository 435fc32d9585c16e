//! Severity overrides by the user: `--deny`, `--warn`, `--allow` and `--strict`.

use super::finding::Finding;
use crate::diagnostic::{CodeEntry, Severity, codes};

/// Codes named on the command line or in a project.
#[derive(Clone, Debug, Default)]
pub struct Named {
    /// Raised to errors.
    pub deny: Vec<u16>,
    /// Set to warnings.
    pub warn: Vec<u16>,
    /// Not reported.
    pub allow: Vec<u16>,
}

/// Severity overrides of a run.
#[derive(Clone, Debug, Default)]
pub struct LintLevels {
    deny: Vec<u16>,
    warn: Vec<u16>,
    allow: Vec<u16>,
    strict: bool,
}

/// Repairs of accessibility defects of a source: the outputs are accessible, but the source alone is not. Warnings
/// under `--strict`.
pub const REPAIRS: &[&CodeEntry] =
    &[&codes::IMAGE_NO_ALT, &codes::HEADING_LEVELS, &codes::TITLE_MADE, &codes::LANGUAGE_ASSUMED];

/// Those that are otherwise not reported, because nearly every short text has them.
const QUIET: &[&CodeEntry] = &[&codes::TITLE_MADE, &codes::LANGUAGE_ASSUMED];

impl LintLevels {
    /// Combines the command line's overrides with the project's; the former take precedence.
    pub fn new(own: Named, project: Named, strict: bool) -> LintLevels {
        let named = |code: &u16| [&own.deny, &own.warn, &own.allow].iter().any(|list| list.contains(code));
        let join = |own: &[u16], base: Vec<u16>| {
            own.iter().copied().chain(base.into_iter().filter(|code| !named(code))).collect::<Vec<_>>()
        };
        LintLevels {
            deny: join(&own.deny, project.deny),
            warn: join(&own.warn, project.warn),
            allow: join(&own.allow, project.allow),
            strict,
        }
    }

    /// Applies the overrides. An error is never allowed: its output does not exist.
    pub fn apply(&self, findings: &mut Vec<Finding>) {
        findings
            .retain(|f| f.severity == Severity::Error || self.deny.contains(&f.code) || !self.allow.contains(&f.code));
        let among = |list: &[&CodeEntry], f: &Finding| list.iter().any(|entry| entry.code.0 == f.code);
        let named = |f: &Finding| self.deny.contains(&f.code) || self.warn.contains(&f.code);
        findings.retain(|f| self.strict || named(f) || !among(QUIET, f));
        for finding in findings.iter_mut().filter(|f| f.severity != Severity::Error) {
            if self.deny.contains(&finding.code) {
                finding.severity = Severity::Error;
            } else if self.warn.contains(&finding.code) || self.strict && among(REPAIRS, finding) {
                finding.severity = Severity::Warning;
            }
        }
    }

    /// Whether a finding makes the run fail: a denied one, or a warning if warnings are denied.
    pub fn fails(&self, finding: &Finding) -> bool {
        self.deny.contains(&finding.code) || self.strict && finding.severity >= Severity::Warning
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_raise_lower_and_silence() {
        let levels = LintLevels { deny: vec![601], warn: vec![], allow: vec![501, 101], strict: false };
        let new = |entry| Finding::new(entry, None, "x");
        let mut findings = vec![new(&codes::LINK_DEAD), new(&codes::IMAGE_MISSING), new(&codes::INPUT_UNREADABLE)];
        levels.apply(&mut findings);
        let told: Vec<_> = findings.iter().map(|f| (f.code, f.severity)).collect();
        assert_eq!(told, [(601, Severity::Error), (101, Severity::Error)]);
    }

    #[test]
    fn repairs_are_warnings_when_strict() {
        let told = |strict, allow| {
            let levels = LintLevels { strict, allow, ..LintLevels::default() };
            let mut findings: Vec<_> = REPAIRS.iter().map(|entry| Finding::new(entry, None, "x")).collect();
            levels.apply(&mut findings);
            findings.iter().map(|f| (f.code, f.severity)).collect::<Vec<_>>()
        };
        let (note, warning) = (Severity::Note, Severity::Warning);
        // A language detected with certainty (F0606) is no defect.
        assert!(!REPAIRS.iter().any(|entry| entry.code.0 == 606));
        assert_eq!(told(false, vec![]), [(503, note), (603, note)]);
        assert_eq!(told(true, vec![609]), [(503, warning), (603, warning), (608, warning)]);
    }
}
