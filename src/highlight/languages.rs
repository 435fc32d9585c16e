//! Language definitions of the scanner: keywords, quotes and comments. To add a language, add an entry to
//! [`LANGUAGES`].

/// A kind of string.
pub(super) struct Quote {
    pub prefixes: &'static [&'static str],
    pub open: &'static str,
    pub close: &'static str,
    /// Whether a backslash escapes the next character.
    pub escapes: bool,
    /// Whether it may contain line breaks.
    pub lines: bool,
    /// Whether it must contain exactly one character (unlike Rust's lifetimes).
    pub one_character: bool,
}

const fn quote(open: &'static str, escapes: bool, lines: bool) -> Quote {
    Quote { prefixes: &[], open, close: open, escapes, lines, one_character: false }
}

const DOUBLE: Quote = quote("\"", true, false);
const SINGLE: Quote = quote("'", true, false);
const CHARACTER: Quote = Quote { prefixes: &["b"], one_character: true, ..quote("'", true, false) };
const BACKTICK: Quote = quote("`", true, true);

/// A language.
pub(super) struct CodeLanguage {
    pub names: &'static [&'static str],
    pub line_comments: &'static [&'static str],
    pub block_comments: &'static [(&'static str, &'static str)],
    pub nested_comments: bool,
    /// Whether a line comment must begin at the start of a word (`#` in shells).
    pub comments_need_space: bool,
    pub quotes: &'static [Quote],
    /// Whether `r"…"` and `r#"…"#` are strings.
    pub raw_strings: bool,
    /// Prefixes of attributes, directives and the like.
    pub meta: &'static [&'static str],
    /// Whether `name!` is a macro.
    pub macros: bool,
    /// Whether a capitalized name is a type.
    pub capital_types: bool,
    /// Whether a string before a colon is a key.
    pub keys_are_strings: bool,
    /// Whether keywords are case-insensitive.
    pub any_case: bool,
    /// Characters that are part of names besides letters, digits and `_`.
    pub word_characters: &'static str,
    pub keywords: &'static [&'static str],
    pub types: &'static [&'static str],
    pub constants: &'static [&'static str],
    /// Commands recognized without parentheses (shells).
    pub commands: &'static [&'static str],
}

const C_LIKE: CodeLanguage = CodeLanguage {
    names: &[],
    line_comments: &["//"],
    block_comments: &[("/*", "*/")],
    nested_comments: false,
    comments_need_space: false,
    quotes: &[DOUBLE, SINGLE],
    raw_strings: false,
    meta: &[],
    macros: false,
    capital_types: true,
    keys_are_strings: false,
    any_case: false,
    word_characters: "",
    keywords: &[],
    types: &[],
    constants: &["true", "false", "null"],
    commands: &[],
};

/// The language with this name, lower case.
pub(super) fn by_name(name: &str) -> Option<&'static CodeLanguage> {
    LANGUAGES.iter().find(|l| l.names.contains(&name))
}

macro_rules! words {
    ($($word:ident)*) => { &[$(stringify!($word)),*] };
}

static LANGUAGES: &[CodeLanguage] = &[
    CodeLanguage {
        names: &["rust", "rs"],
        nested_comments: true,
        quotes: &[Quote { prefixes: &["b", "c"], lines: true, ..DOUBLE }, CHARACTER],
        raw_strings: true,
        meta: &["#![", "#["],
        macros: true,
        keywords: words!(as async await break const continue crate dyn else enum extern fn for if impl in let loop match mod move mut
            pub ref return self static struct super trait type union unsafe use where while yield macro_rules gen),
        types: words!(bool char str i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64 Self),
        constants: words!(true false),
        ..C_LIKE
    },
    CodeLanguage {
        names: &["c", "h"],
        meta: &["#"],
        keywords: words!(auto break case const continue default do else enum extern for goto if inline register restrict return sizeof
            static struct switch typedef union volatile while),
        types: words!(char double float int long short signed unsigned void bool size_t ssize_t int8_t int16_t int32_t int64_t uint8_t
            uint16_t uint32_t uint64_t),
        constants: words!(NULL true false),
        capital_types: false,
        ..C_LIKE
    },
    CodeLanguage {
        names: &["cpp", "c++", "cc", "hpp", "cxx"],
        meta: &["#"],
        keywords: words!(alignas alignof auto break case catch class co_await co_return co_yield concept const consteval constexpr
            constinit continue decltype default delete do else enum explicit export extern final for friend goto if inline mutable
            namespace new noexcept operator override private protected public register requires return sizeof static static_cast
            struct switch template this throw try typedef typename union using virtual volatile while),
        types: words!(bool char double float int long short signed unsigned void size_t string vector wchar_t),
        constants: words!(nullptr NULL true false),
        capital_types: false,
        ..C_LIKE
    },
    CodeLanguage {
        names: &["java"],
        meta: &["@"],
        keywords: words!(abstract assert break case catch class const continue default do else enum extends final finally for goto if
            implements import instanceof interface native new package private protected public record return sealed static super
            switch synchronized this throw throws transient try var void volatile while yield),
        types: words!(boolean byte char double float int long short),
        ..C_LIKE
    },
    CodeLanguage {
        names: &["csharp", "cs", "c#"],
        meta: &["#"],
        keywords: words!(abstract as async await base break case catch checked class const continue default delegate do else enum event
            explicit extern finally fixed for foreach get if implicit in interface internal is lock namespace new operator out
            override params private protected public readonly record ref return sealed set sizeof static struct switch this throw
            try typeof unchecked unsafe using var virtual void volatile when where while yield),
        types: words!(bool byte char decimal double float int long object sbyte short string uint ulong ushort),
        ..C_LIKE
    },
    CodeLanguage {
        names: &["javascript", "js", "jsx", "mjs", "typescript", "ts", "tsx"],
        quotes: &[DOUBLE, SINGLE, BACKTICK],
        meta: &["@"],
        word_characters: "$",
        keywords: words!(abstract as async await break case catch class const continue debugger declare default delete do else enum
            export extends finally for from function get if implements import in instanceof interface keyof let namespace new of
            package private protected public readonly return satisfies set static super switch this throw try type typeof var void
            while with yield),
        types: words!(any bigint boolean never number object string symbol unknown),
        constants: words!(true false null undefined NaN Infinity),
        ..C_LIKE
    },
    CodeLanguage {
        names: &["json", "json5", "jsonc"],
        line_comments: &["//", "#"],
        keys_are_strings: true,
        capital_types: false,
        constants: words!(true false null yes no on off),
        ..C_LIKE
    },
    CodeLanguage {
        names: &["go", "golang"],
        quotes: &[DOUBLE, SINGLE, Quote { escapes: false, ..BACKTICK }],
        keywords: words!(break case chan const continue default defer else fallthrough for func go goto if import interface map package
            range return select struct switch type var),
        types: words!(any bool byte complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string uint uint8 uint16
            uint32 uint64 uintptr),
        constants: words!(true false nil iota),
        capital_types: false,
        ..C_LIKE
    },
    CodeLanguage {
        names: &["swift"],
        nested_comments: true,
        quotes: &[quote("\"\"\"", true, true), DOUBLE],
        meta: &["@", "#"],
        keywords: words!(actor any as associatedtype async await break case catch class continue default defer deinit do else enum
            extension fallthrough fileprivate for func guard if import in init inout internal is let mutating nonisolated open
            operator override private protocol public repeat rethrows return self some static struct subscript super switch throw
            throws try typealias var weak where while),
        constants: words!(true false nil),
        ..C_LIKE
    },
    CodeLanguage {
        names: &["kotlin", "kt"],
        quotes: &[quote("\"\"\"", false, true), DOUBLE, SINGLE],
        meta: &["@"],
        keywords: words!(abstract as break by catch class companion const constructor continue data do else enum final finally for fun
            get if import in init inline interface internal is lateinit object open operator out override package private protected
            public return sealed set super suspend this throw try typealias val var vararg when where while),
        ..C_LIKE
    },
    CodeLanguage {
        names: &["scala"],
        quotes: &[quote("\"\"\"", false, true), DOUBLE, SINGLE],
        meta: &["@"],
        keywords: words!(abstract case catch class def do else enum extends final finally for given if implicit import lazy match new
            object override package private protected return sealed super then this throw trait try type using val var while with
            yield),
        ..C_LIKE
    },
    CodeLanguage {
        names: &["php"],
        line_comments: &["//", "#"],
        word_characters: "$",
        keywords: words!(abstract and array as break case catch class clone const continue declare default do echo else elseif empty enum
            extends final finally fn for foreach function global if implements include instanceof interface isset match namespace new
            or print private protected public readonly require require_once return static switch throw trait try unset use var while
            yield),
        ..C_LIKE
    },
    CodeLanguage {
        names: &["zig", "dart"],
        keywords: words!(abstract and as async await break case catch class comptime const continue default defer do dynamic else enum
            errdefer error export extends factory final finally fn for get if implements import in is late library mixin new
            noalias operator or orelse part pub required rethrow return set static struct super switch test this throw try typedef
            union unreachable usingnamespace var void while with yield),
        types: words!(bool double int num u8 u16 u32 u64 usize i8 i16 i32 i64 isize f32 f64 void anytype type),
        meta: &["@"],
        ..C_LIKE
    },
    CodeLanguage {
        names: &["python", "py", "python3"],
        line_comments: &["#"],
        block_comments: &[],
        quotes: &[
            Quote { prefixes: PYTHON, ..quote("\"\"\"", true, true) },
            Quote { prefixes: PYTHON, ..quote("'''", true, true) },
            Quote { prefixes: PYTHON, ..DOUBLE },
            Quote { prefixes: PYTHON, ..SINGLE },
        ],
        meta: &["@"],
        keywords: words!(and as assert async await break case class continue def del elif else except finally for from global if import in
            is lambda match nonlocal not or pass raise return try while with yield),
        types: words!(bool bytes dict float frozenset int list object set str tuple type),
        constants: words!(True False None self cls),
        ..C_LIKE
    },
    CodeLanguage {
        names: &["ruby", "rb"],
        line_comments: &["#"],
        block_comments: &[("=begin", "=end")],
        meta: &["@"],
        keywords: words!(alias and begin break case class def defined do else elsif end ensure for if in module next not or raise redo
            require rescue retry return self super then undef unless until when while yield attr_accessor attr_reader private),
        constants: words!(true false nil),
        ..C_LIKE
    },
    CodeLanguage {
        names: &["perl", "pl"],
        line_comments: &["#"],
        block_comments: &[],
        meta: &["$", "@", "%"],
        capital_types: false,
        keywords: words!(and cmp die do else elsif eq for foreach if last local my ne next no not or our package print require return sub
            unless until use while),
        ..C_LIKE
    },
    CodeLanguage {
        names: &["sh", "bash", "zsh", "shell", "fish", "cmd", "bat", "powershell", "ps1"],
        line_comments: &["#"],
        block_comments: &[],
        comments_need_space: true,
        quotes: &[Quote { lines: true, ..DOUBLE }, Quote { escapes: false, lines: true, ..SINGLE }],
        meta: &["${", "$"],
        capital_types: false,
        word_characters: "-",
        keywords: words!(case do done elif else esac export fi for function if in local return select set then until while),
        commands: words!(awk cargo cat cd chmod cp curl docker echo exit find git grep kill ls make mkdir mv npm pip printf pwd python
            python3 read rm sed sort source sudo tar test touch wget xargs),
        ..C_LIKE
    },
    CodeLanguage {
        names: &["makefile", "make", "dockerfile", "docker", "cmake", "nginx"],
        line_comments: &["#"],
        block_comments: &[],
        meta: &["$(", "${", "$"],
        capital_types: false,
        keywords: words!(FROM RUN CMD LABEL EXPOSE ENV ADD COPY ENTRYPOINT VOLUME USER WORKDIR ARG include ifeq ifdef ifneq else endif
            define endef export if endif foreach function set server location),
        ..C_LIKE
    },
    CodeLanguage {
        names: &["css", "scss", "less"],
        line_comments: &[],
        meta: &["@", "#", "$"],
        capital_types: false,
        word_characters: "-",
        keywords: words!(and from important not only to),
        constants: words!(auto inherit initial none unset),
        ..C_LIKE
    },
    CodeLanguage {
        names: &["sql", "mysql", "postgresql", "sqlite", "plsql"],
        line_comments: &["--"],
        any_case: true,
        capital_types: false,
        quotes: &[quote("'", false, true), quote("\"", false, true)],
        keywords: words!(add all alter and as asc begin between by case check column commit constraint create cross database default delete
            desc distinct drop else end exists foreign from full grant group having if in index inner insert into is join key left
            like limit not offset on or order outer over partition primary references returning right rollback select set table then
            to transaction union unique update using values view when where with),
        types: words!(bigint blob boolean char date decimal float int integer json numeric real serial smallint text time timestamp uuid
            varchar),
        constants: words!(null true false),
        ..C_LIKE
    },
    CodeLanguage {
        names: &["lua"],
        line_comments: &["--"],
        block_comments: &[("--[[", "]]")],
        capital_types: false,
        keywords: words!(and break do else elseif end for function goto if in local not or repeat return then until while),
        constants: words!(true false nil),
        ..C_LIKE
    },
    CodeLanguage {
        names: &["haskell", "hs", "elm", "purescript"],
        line_comments: &["--"],
        block_comments: &[("{-", "-}")],
        nested_comments: true,
        quotes: &[DOUBLE, CHARACTER],
        keywords: words!(case class data default deriving do else family forall foreign if import in infix infixl infixr instance let module
            newtype of qualified then type where),
        ..C_LIKE
    },
    CodeLanguage {
        names: &["ocaml", "ml", "fsharp", "f#"],
        line_comments: &[],
        block_comments: &[("(*", "*)")],
        nested_comments: true,
        quotes: &[Quote { lines: true, ..DOUBLE }, CHARACTER],
        keywords: words!(and as assert begin class constraint do done downto else end exception external for fun function functor if in
            include inherit initializer lazy let match method module mutable new object of open or private rec sig struct then to try
            type val virtual when while with),
        types: words!(bool char float int list option string unit),
        constants: words!(true false),
        ..C_LIKE
    },
    CodeLanguage {
        names: &["r", "julia", "jl"],
        line_comments: &["#"],
        block_comments: &[],
        capital_types: false,
        keywords: words!(abstract baremodule begin break const continue do else elseif end export finally for function global if import in
            let local macro module mutable next quote repeat return struct try using where while library),
        constants: words!(TRUE FALSE NULL NA true false nothing missing Inf NaN),
        ..C_LIKE
    },
    CodeLanguage {
        names: &["elixir", "ex", "exs", "erlang", "erl"],
        line_comments: &["#", "%"],
        block_comments: &[],
        quotes: &[quote("\"\"\"", true, true), DOUBLE, SINGLE],
        meta: &["@"],
        keywords: words!(after alias and case catch cond def defmacro defmodule defp defstruct do else end fn for if import in not or quote
            raise receive require rescue try unless use when with),
        constants: words!(true false nil),
        ..C_LIKE
    },
    CodeLanguage {
        names: &["lisp", "clojure", "clj", "scheme", "elisp", "racket"],
        line_comments: &[";"],
        block_comments: &[("#|", "|#")],
        nested_comments: true,
        quotes: &[Quote { lines: true, ..DOUBLE }],
        capital_types: false,
        word_characters: "-?!*+<>=/",
        keywords: &[
            "and", "begin", "case", "cond", "def", "define", "defmacro", "defn", "defun", "do", "fn", "if", "lambda",
            "let", "let*", "letrec", "loop", "ns", "or", "quote", "recur", "require", "set!", "setq", "unless", "when",
        ],
        constants: words!(nil true false t),
        ..C_LIKE
    },
    CodeLanguage {
        names: &["tex", "latex"],
        line_comments: &["%"],
        block_comments: &[],
        quotes: &[],
        meta: &["\\"],
        capital_types: false,
        constants: &[],
        ..C_LIKE
    },
];

const PYTHON: &[&str] = &["f", "r", "b", "rb", "br", "fr", "rf", "u", "F", "R", "B"];
