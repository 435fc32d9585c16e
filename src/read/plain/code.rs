//! Code: indented lines that read like a program or a command.

use super::arena::Arena;
use super::evidence::Evidence;
use super::scores::code as scores;
use super::unit::{Shape, Unit, Verbatim};
use std::ops::Range;

/// A run of lines that is to be kept verbatim.
pub(super) fn verbatim(arena: &Arena<'_>, run: &Range<usize>) -> Option<Unit> {
    if super::verbatim::is_log(arena, run) {
        let why = Some(Evidence::of(scores::LINES_OF_A_LOG));
        return Some(Unit { why, ..Unit::new(run.clone(), Shape::Code(Verbatim::Plain)) });
    }
    let indented = arena.lines[run.clone()].iter().all(|l| l.indent >= 4);
    let mut signs = 0;
    for k in run.clone() {
        signs += usize::from(is_code(arena.content(k)));
    }
    let enough = if indented { signs * 2 >= run.len() } else { run.len() >= 2 && signs * 4 >= run.len() * 3 };
    (signs > 0 && enough).then(|| Unit {
        why: Some(Evidence::of(scores::READS_LIKE_CODE)),
        ..Unit::new(run.clone(), Shape::Code(Verbatim::Plain))
    })
}

/// What opens a line of code or a command: words of programming languages and names of programs.
#[rustfmt::skip]
const OPENS: [&str; 34] = [
    "$ ", "#include", "#!/", "def ", "fn ", "let ", "var ", "const ", "import ", "from ",
    "return ", "if (", "for (", "while (", "public ", "private ", "static ", "function ", "</", "<?",
    "//", "/*", "cargo ", "git ", "npm ", "pip ", "sudo ", "cd ", "make ", "curl ",
    "./", "--", "else {", "} else",
];

/// Whether a line reads like a line of code or a command.
fn is_code(text: &str) -> bool {
    if text.len() > 200 || !text.is_ascii() {
        return false;
    }
    let last = text.chars().next_back().unwrap_or(' ');
    let opens = OPENS.iter().any(|s| text.starts_with(s));
    let shell = text.starts_with("$ ") || text.starts_with("sudo ") || text.starts_with("#!/");
    // Underscores are blanks of a form to be filled in.
    if text.contains("____") {
        return false;
    }
    let marks = text.chars().filter(|c| "{}();=<>[]\\|&$_+*/".contains(*c)).count();
    let calls = text.contains("();")
        || text.contains("()")
        || text.contains(" = ")
        || text.contains("->")
        || text.contains("::")
        || text.contains("==");
    let closes = matches!(last, ';' | '{' | '}');
    shell
        || closes && (marks >= 2 || text.len() <= 3)
        || calls && marks >= 2
        || opens && marks >= 2
        || text.starts_with("</") && last == '>'
        || marks * 5 > text.len() && marks >= 3
}
