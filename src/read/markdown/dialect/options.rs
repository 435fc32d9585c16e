//! The options of a directive, on the lines below it.

use super::attributes::AttributeList;
use super::line::Line;
use super::scanner::Scanner;
use crate::source::Cut as _;

/// How many lines of options a directive may have.
const MOST_OPTIONS: usize = 40;

impl<'a> Scanner<'a> {
    /// The options below the line that opens a directive: `:key: value`, or YAML between `---`; and the line behind them.
    pub(super) fn options(&self, line: &Line<'a>) -> (AttributeList, usize) {
        let mut list = AttributeList::default();
        let mut end = line.end();
        let mut yaml = false;
        for below in self.lines_from(self.behind(line)).take(MOST_OPTIONS) {
            let content = below.content().trim_end();
            if content == "---" && below.column == line.column && (yaml || end == line.end()) {
                end = below.end();
                if yaml {
                    break;
                }
                yaml = true;
                continue;
            }
            let said = if yaml {
                content.split_once(':')
            } else {
                content.strip_prefix(':').and_then(|rest| rest.split_once(':'))
            };
            let Some((key, value)) = said
                .filter(|(key, _)| !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_'))
            else {
                break;
            };
            let key = match key {
                "name" | "label" => "id",
                "figclass" | "figure-class" => "class",
                key => key,
            };
            list.raw.0.push((key.to_ascii_lowercase(), value.trim().to_owned()));
            end = below.end();
        }
        // Without its closing line YAML is text.
        if yaml && !self.text.cut(..end).trim_end().ends_with("---") {
            return (AttributeList::default(), line.end());
        }
        (list, end)
    }
}
