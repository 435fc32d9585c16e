//! The files of `src` as a graph: an edge leads from a file to each file that defines what it names.
//!
//! Paths are followed as the compiler does it, as far as the text tells: those of `use` declarations and those in the
//! code, through re-exports and globs to the definition. `mod x;` is no edge, nor is a re-export that its own file
//! makes no use of. Methods are not followed: who has a value names its type, or got it from one who does. Code for
//! tests is left out.

use crate::lexer::tokens;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A module by the names that lead to it from the root.
type Name = Vec<String>;

/// A module as its text has it.
#[derive(Default)]
struct Module {
    /// The file that it stands in.
    file: String,
    /// What it defines.
    items: BTreeSet<String>,
    /// What it makes known under a name.
    uses: Vec<Use>,
    /// The modules of which it takes all names.
    globs: Vec<Vec<String>>,
    /// The paths in its code.
    paths: Vec<Vec<String>>,
    /// All words in its code, but for those of `use` declarations.
    words: BTreeSet<String>,
}

/// A `use` of one name.
struct Use {
    name: String,
    path: Vec<String>,
    /// Whether it is there for others.
    public: bool,
}

/// What a path leads to.
enum Found {
    Module(Name),
    Item(String),
}

/// The files' names, each with those that it names.
pub type Graph = BTreeMap<String, BTreeSet<String>>;

/// The graph of the files in a folder.
pub fn graph(source: &Path, files: &[PathBuf]) -> Graph {
    let modules = Modules::read(source, files);
    let mut graph = Graph::new();
    for (name, module) in &modules.0 {
        let edges = graph.entry(module.file.clone()).or_default();
        edges.extend(modules.named_by(name, module));
        edges.remove(&module.file);
    }
    graph
}

/// The circles: files each of which leads to each other one, in the order of their names.
pub fn circles(graph: &Graph) -> Vec<Vec<String>> {
    let reach: BTreeMap<&String, BTreeSet<&String>> = graph.keys().map(|file| (file, reached(graph, file))).collect();
    let mut circles = BTreeSet::new();
    for (file, reached) in &reach {
        let circle: Vec<String> =
            reached.iter().filter(|other| reach[**other].contains(file)).map(|other| (*other).clone()).collect();
        if circle.len() > 1 {
            circles.insert(circle);
        }
    }
    circles.into_iter().collect()
}

fn reached<'g>(graph: &'g Graph, file: &str) -> BTreeSet<&'g String> {
    let mut seen = BTreeSet::new();
    let mut open: Vec<&String> = graph[file].iter().collect();
    while let Some(next) = open.pop() {
        if seen.insert(next) {
            open.extend(&graph[next]);
        }
    }
    seen
}

struct Modules(BTreeMap<Name, Module>);

impl Modules {
    fn read(source: &Path, files: &[PathBuf]) -> Modules {
        let mut modules = Modules(BTreeMap::new());
        let mut for_tests = Vec::new();
        for path in files {
            let file = path.strip_prefix(source).expect("a file of the folder").to_string_lossy().replace('\\', "/");
            // The program's root only names the modules of the library again.
            if matches!(file.as_str(), "main.rs" | "build.rs") {
                continue;
            }
            let text = std::fs::read_to_string(path).expect("the sources can be read");
            let mut name: Name = file.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
            name.pop_if(|last| matches!(last.as_str(), "mod" | "lib"));
            let mut reader = Reader { file: &file, modules: &mut modules, for_tests: &mut for_tests };
            reader.read(name, &tokens(&text));
        }
        modules.0.retain(|name, _| !for_tests.iter().any(|test| name.starts_with(test)));
        modules
    }

    /// The files that define what a module names.
    fn named_by(&self, name: &Name, module: &Module) -> BTreeSet<String> {
        let own = module.uses.iter().filter(|u| !u.public || module.words.contains(&u.name));
        // A module and a function can have one name: in a declaration, the module is meant.
        let own = own.map(|u| &u.path).filter(|path| self.module(name, path).is_none());
        let mut files: BTreeSet<String> = own.chain(&module.paths).filter_map(|path| self.file(name, path)).collect();
        for glob in &module.globs {
            let known = |word: &str| module.items.contains(word) || module.uses.iter().any(|u| u.name == word);
            for word in module.words.iter().filter(|word| !known(word)) {
                let path: Vec<String> = glob.iter().chain([word]).cloned().collect();
                if let Some(Found::Item(file)) = self.follow(name, &path, 0) {
                    files.insert(file);
                }
            }
        }
        files
    }

    /// The file that defines what a path of a module leads to; none where that is a module, or outside of the crate.
    fn file(&self, name: &Name, path: &[String]) -> Option<String> {
        match self.follow(name, path, 0) {
            Some(Found::Item(file)) => Some(file),
            Some(Found::Module(_)) => None,
            // What a macro defines is found in no text: it is taken for its module's.
            None if matches!(path[0].as_str(), "crate" | "self" | "super") => {
                let module = |end| self.module(name, &path[..end]);
                (1..path.len()).rev().find_map(module).map(|module| self.0[&module].file.clone())
            }
            None => None,
        }
    }

    /// The module that a path of a module leads to, whatever else has its name.
    fn module(&self, name: &Name, path: &[String]) -> Option<Name> {
        match self.follow(name, &[path, &["self".to_owned()]].concat(), 0)? {
            Found::Module(module) => Some(module),
            Found::Item(_) => None,
        }
    }

    /// Follows a path from a module.
    fn follow(&self, name: &Name, path: &[String], depth: usize) -> Option<Found> {
        let root = Name::new();
        match path.first().map(String::as_str) {
            Some("crate") => self.below(&root, &path[1..], depth),
            _ => self.below(name, path, depth),
        }
    }

    fn below(&self, name: &Name, path: &[String], depth: usize) -> Option<Found> {
        // Two globs can name each other.
        if depth > 16 {
            return None;
        }
        let Some((first, rest)) = path.split_first() else { return Some(Found::Module(name.clone())) };
        match first.as_str() {
            "self" => return self.below(name, rest, depth),
            "super" => return self.below(&name[..name.len().checked_sub(1)?].to_vec(), rest, depth),
            _ => {}
        }
        let module = self.0.get(name)?;
        let child: Name = name.iter().chain([first]).cloned().collect();
        let has_child = self.0.contains_key(&child);
        if module.items.contains(first) && (rest.is_empty() || !has_child) {
            return Some(Found::Item(module.file.clone()));
        }
        if has_child {
            return self.below(&child, rest, depth);
        }
        let used = module.uses.iter().filter(|u| u.name == *first).map(|u| [&u.path, rest].concat());
        let taken = module.globs.iter().map(|glob| [glob, path].concat());
        used.chain(taken).find_map(|path| self.follow(name, &path, depth + 1))
    }
}

/// Reads the modules of a file.
struct Reader<'a> {
    file: &'a str,
    modules: &'a mut Modules,
    /// Modules that are there for tests only.
    for_tests: &'a mut Vec<Name>,
}

/// What begins a definition; its name follows.
const DEFINES: &[&str] = &["fn", "struct", "enum", "trait", "const", "static", "type", "union"];

impl Reader<'_> {
    /// Reads the module of this name from its tokens.
    fn read(&mut self, name: Name, code: &[&str]) {
        let mut module = Module { file: self.file.to_owned(), ..Module::default() };
        let (mut at, mut depth) = (0, 0);
        while at < code.len() {
            let (token, next) = (code[at], code.get(at + 1).copied().unwrap_or(""));
            if is_for_tests(&code[at..]) {
                let end = at + item(&code[at..]);
                if let Some(module) = code[at..end].windows(3).find(|t| t[0] == "mod" && t[2] == ";") {
                    self.for_tests.push(name.iter().cloned().chain([module[1].to_owned()]).collect());
                }
                at = end;
                continue;
            }
            match token {
                "mod" if is_word(next) && code.get(at + 2) == Some(&"{") => {
                    let end = at + item(&code[at..]);
                    self.read(name.iter().cloned().chain([next.to_owned()]).collect(), &code[at + 3..end - 1]);
                    at = end;
                    continue;
                }
                "use" if is_word(next) || next == "::" => {
                    let end = at + code[at..].iter().position(|t| *t == ";").expect("a declaration ends");
                    // `pub` and `pub(crate)`.
                    let public = at > 0 && matches!(code[at - 1], "pub" | ")");
                    tree(&[], &code[at + 1..end], public, &mut module);
                    at = end;
                    continue;
                }
                "{" => depth += 1,
                "}" => depth -= 1,
                "macro_rules" if depth == 0 => drop(module.items.insert(code[at + 2].to_owned())),
                _ if depth == 0 && DEFINES.contains(&token) => drop(module.items.insert(next.to_owned())),
                _ => {}
            }
            let is_part = match code[..at] {
                [.., ".", "."] => false,
                [.., before] => matches!(before, "::" | "."),
                [] => false,
            };
            if is_word(token) && !is_part {
                module.words.insert(token.to_owned());
                let tail = code[at + 1..].chunks_exact(2).take_while(|pair| pair[0] == "::" && is_word(pair[1]));
                let path: Vec<String> =
                    [token].into_iter().chain(tail.map(|pair| pair[1])).map(str::to_owned).collect();
                if path.len() > 1 {
                    module.paths.push(path);
                }
            }
            at += 1;
        }
        self.modules.0.insert(name, module);
    }
}

fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
}

/// Whether an attribute leaves what follows to tests.
fn is_for_tests(code: &[&str]) -> bool {
    let end = code.iter().position(|token| *token == "]").unwrap_or(0);
    code.starts_with(&["#", "[", "cfg", "("]) && code[..end].contains(&"test") && !code[..end].contains(&"not")
}

/// How many tokens an item has: to the end of its block, or of its declaration; of a field, to its comma.
fn item(code: &[&str]) -> usize {
    let mut depth = 0;
    let name = code.iter().position(|token| *token == "]").map_or(0, |end| end + 1);
    let is_field = code.get(name + 1) == Some(&":");
    for (at, token) in code.iter().enumerate() {
        match *token {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" if depth == 0 => return at,
            "," if depth == 0 && is_field => return at + 1,
            ")" | "]" => depth -= 1,
            "}" => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            ";" if depth == 0 => return at + 1,
            _ => {}
        }
    }
    code.len()
}

/// Reads what a `use` declaration names, behind what stands before the braces.
fn tree(before: &[String], code: &[&str], public: bool, module: &mut Module) {
    let brace = code.iter().position(|token| *token == "{");
    let words = |code: &[&str]| -> Vec<String> {
        let words = code.iter().filter(|token| is_word(token)).map(|token| (*token).to_owned());
        before.iter().cloned().chain(words).collect()
    };
    if let Some(brace) = brace {
        let path = words(&code[..brace]);
        let (mut depth, mut start) = (0, brace + 1);
        for (at, token) in code.iter().enumerate().skip(brace) {
            match *token {
                "{" => depth += 1,
                "}" => depth -= 1,
                _ => {}
            }
            if depth == 1 && *token == "," || depth == 0 {
                if start < at {
                    tree(&path, &code[start..at], public, module);
                }
                start = at + 1;
            }
        }
        return;
    }
    let (code, alias) = match code.iter().position(|token| *token == "as") {
        Some(at) => (&code[..at], code.get(at + 1)),
        None => (code, None),
    };
    let path = words(code);
    if code.last() == Some(&"*") {
        return module.globs.push(path);
    }
    let Some(last) = path.iter().rev().find(|word| *word != "self") else { return };
    let name = alias.map_or(last.clone(), |alias| (*alias).to_owned());
    module.uses.push(Use { name, path, public });
}
