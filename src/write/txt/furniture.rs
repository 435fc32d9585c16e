//! The signs that the writer puts around the text, in Unicode and in ASCII.

/// One set of signs.
#[derive(Debug)]
pub struct Furniture {
    /// Bullets by depth.
    pub bullets: [&'static str; 3],
    /// The bar at the left of an aside, with its space.
    pub bar: &'static str,
    /// The dash before a quotation's source, with its space.
    pub dash: &'static str,
    /// Lines of tables.
    pub table: TableRules,
    /// Lines between the rows of a table that is written as records.
    pub rail: Rail,
}

/// The lines between records.
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

/// The lines of a table. Corners and crossings are found by which arms a joint has.
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
