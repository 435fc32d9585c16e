//! Bullets, bars and rules of the text format, in Unicode and in ASCII.

/// A set of such characters.
#[derive(Debug)]
pub struct Furniture {
    /// Bullets by depth.
    pub bullets: [&'static str; 3],
    /// Bar at the left of an aside, with its space.
    pub bar: &'static str,
    /// Dash before an attribution, with its space.
    pub dash: &'static str,
    /// Rules of tables.
    pub table: TableRules,
    /// Rules between the rows of a table written as records.
    pub rail: Rail,
}

/// The rules between records.
#[derive(Debug)]
pub struct Rail {
    /// Above the first.
    pub first: &'static str,
    /// Between two.
    pub next: &'static str,
    /// Above the foot.
    pub foot: &'static str,
    /// Below the last.
    pub last: &'static str,
}

/// The rules of a table. Joints are indexed by the set of their arms.
#[derive(Debug)]
pub struct TableRules {
    /// Between the columns.
    pub vertical: &'static str,
    /// Between rows.
    pub single: &'static str,
    /// Between head, body and foot.
    pub double: &'static str,
    /// Joints in single lines: bit 0 up, 1 right, 2 down, 3 left.
    pub joints: [&'static str; 16],
    /// Joints in double lines.
    pub double_joints: [&'static str; 16],
}

/// Unicode.
pub static UNICODE: Furniture = Furniture {
    bullets: ["•", "–", "·"],
    bar: "│ ",
    dash: "— ",
    table: TableRules {
        vertical: "│",
        single: "─",
        double: "═",
        joints: [" ", "│", "─", "└", "│", "│", "┌", "├", "─", "┘", "─", "┴", "┐", "┤", "┬", "┼"],
        double_joints: [" ", "│", "═", "╘", "│", "│", "╒", "╞", "═", "╛", "═", "╧", "╕", "╡", "╤", "╪"],
    },
    rail: Rail { first: "┌─", next: "├─", foot: "╞═", last: "└─" },
};

/// ASCII.
pub static ASCII: Furniture = Furniture {
    bullets: ["*", "-", "+"],
    bar: "| ",
    dash: "-- ",
    table: TableRules {
        vertical: "|",
        single: "-",
        double: "=",
        joints: [" ", "|", "-", "+", "|", "|", "+", "+", "-", "+", "-", "+", "+", "+", "+", "+"],
        double_joints: [" ", "|", "=", "+", "|", "|", "+", "+", "=", "+", "=", "+", "+", "+", "+", "+"],
    },
    rail: Rail { first: "+-", next: "+-", foot: "+=", last: "+-" },
};
