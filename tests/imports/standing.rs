//! The circles of files that stand, each with its reason. A folder's name with a `/` stands for all of a circle's files in
//! it. Best is none: what two files need of each other mostly has a place of its own, apart from both.

/// The files of each circle, and why they name each other.
pub const CIRCLES: &[(&[&str], &str)] = &[
    (
        &[
            "document/block.rs",
            "document/inline.rs",
            "document/kind.rs",
            "document/mod.rs",
            "document/table.rs",
            "document/walk.rs",
        ],
        "blocks hold inlines, tables hold blocks; the document, which holds all, stands in `mod.rs`",
    ),
    (&["document/builder.rs", "document/gaps.rs"], "a builder settles gaps, by its own rule of what a space is"),
    (&["fonts/face.rs", "fonts/mod.rs", "fonts/system.rs"], "faces bear the number that `Fonts` gives them"),
    (
        &["highlight/code.rs", "highlight/lines.rs", "highlight/markup.rs", "highlight/mod.rs"],
        "the classes of pieces stand in `mod.rs`, beside the choice of who finds them",
    ),
    (
        &["math/notation/definitions.rs", "math/notation/mod.rs", "math/notation/rewrite.rs", "math/notation/units.rs"],
        "limits and faults stand in `mod.rs`, beside the order of the passes",
    ),
    (&["math/speech/fences.rs", "math/speech/row.rs"], "rows have fences, and rows stand within fences"),
    (&["measure/extent.rs", "measure/length.rs"], "an extent comes to a length, and a length is an extent"),
    (
        &["read/decode/encoding.rs", "read/decode/mod.rs"],
        "what is told of an encoding stands in `mod.rs`, beside what decodes",
    ),
    (
        &["read/plain/list.rs", "read/plain/regime.rs", "read/plain/segment.rs"],
        "segments hold lists, which hold segments",
    ),
    (
        &[
            "theme/builtin.rs",
            "theme/choose.rs",
            "theme/contrast.rs",
            "theme/group.rs",
            "theme/mod.rs",
            "theme/own.rs",
            "theme/read.rs",
        ],
        "the theme stands in `mod.rs`, and is read and chosen beside it",
    ),
    (
        &[
            "transform/formulas.rs",
            "transform/images/decode.rs",
            "transform/images/encode.rs",
            "transform/images/jxl.rs",
            "transform/images/mod.rs",
            "transform/images/probe.rs",
            "transform/images/svg.rs",
            "transform/images/tiff.rs",
            "transform/mod.rs",
            "transform/nesting.rs",
        ],
        "what passes and kinds of pictures share stands in each `mod.rs`, beside their order",
    ),
    (
        &[
            "transform/typography/mod.rs",
            "transform/typography/quotes.rs",
            "transform/typography/range.rs",
            "transform/typography/scan.rs",
        ],
        "edits and habits stand in `mod.rs`, beside the pass",
    ),
    (
        &["typeset/galley.rs", "typeset/table/columns.rs", "typeset/table/mod.rs"],
        "tables are set in galleys, and galleys in tables",
    ),
    (
        &[
            "typeset/mod.rs",
            "typeset/paginate/furniture.rs",
            "typeset/paginate/mod.rs",
            "typeset/paginate/place.rs",
            "typeset/style/mod.rs",
        ],
        "what all stages share stands in `mod.rs`, beside their order",
    ),
    (
        &["typeset/paragraph/compose.rs", "typeset/paragraph/places.rs"],
        "places to break and the lines between them share the widths of glue",
    ),
    (&["typeset/paragraph/cost.rs", "typeset/paragraph/knuth_plass.rs"], "breaks cost, by what follows them"),
    (
        &["typeset/paragraph/pairs.rs", "typeset/paragraph/shape.rs"],
        "glyphs are shaped in pairs, and pairs are glyphs'",
    ),
    (&["words/"], "what there is to say of a language stands in `mod.rs`, beside the list of languages"),
    (
        &["write/drawing/cost.rs", "write/drawing/mod.rs", "write/drawing/rules.rs", "write/drawing/weight.rs"],
        "limits stand in `mod.rs`, beside who is bound by them",
    ),
    (
        &[
            "write/epub/check/container.rs",
            "write/epub/check/content.rs",
            "write/epub/check/mod.rs",
            "write/epub/check/ncx.rs",
            "write/epub/check/package.rs",
            "write/epub/check/references.rs",
            "write/epub/check/style.rs",
        ],
        "the checker stands in `mod.rs`, and its rules file by file",
    ),
    (
        &["write/epub/cover/convert.rs", "write/epub/cover/mod.rs"],
        "a cover's measures stand beside the choice of a cover",
    ),
    (
        &[
            "write/pdf/check/content.rs",
            "write/pdf/check/document.rs",
            "write/pdf/check/drawings.rs",
            "write/pdf/check/file.rs",
            "write/pdf/check/fonts.rs",
            "write/pdf/check/keys.rs",
            "write/pdf/check/mathematics.rs",
            "write/pdf/check/mod.rs",
            "write/pdf/check/navigation.rs",
            "write/pdf/check/structure.rs",
            "write/pdf/check/tables.rs",
            "write/pdf/check/types.rs",
        ],
        "the checker stands in `mod.rs`, and its rules part by part",
    ),
    (
        &["write/pdf/images/jpeg.rs", "write/pdf/images/mod.rs", "write/pdf/images/png.rs", "write/pdf/images/svg.rs"],
        "what a prepared picture is stands in `mod.rs`; pictures stand in drawings",
    ),
    (
        &[
            "write/txt/block.rs",
            "write/txt/table/draw.rs",
            "write/txt/table/grid.rs",
            "write/txt/table/mod.rs",
            "write/txt/table/number.rs",
            "write/txt/table/records.rs",
            "write/txt/table/solve.rs",
        ],
        "blocks are tables, and cells hold blocks",
    ),
    (
        &["write/txt/inline.rs", "write/txt/page.rs", "write/txt/references.rs"],
        "a page collects the links of its inlines, and writes them as inlines",
    ),
];
