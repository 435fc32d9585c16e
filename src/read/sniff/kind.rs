//! Detectable formats, including those without a reader: names, and ways to convert them.

/// A file format. It is read by the reader of that name, if there is one, and refused otherwise.
#[derive(Debug, PartialEq, Eq)]
pub struct Format {
    /// The name of its reader.
    pub reader: &'static str,
    /// Its name with article.
    pub what: &'static str,
    /// Advice to users who want it as a source.
    pub way_out: &'static str,
    /// Advice to users who want it as an image in a document.
    pub way_to_picture: &'static str,
}

const OFFICE: &str = "in Word, LibreOffice or Google Docs, save it as a web page (HTML), then convert that";
const SHEET: &str = "in Excel or LibreOffice, save it as a web page (HTML), then convert that";
const SLIDES: &str = "in LibreOffice, export it as HTML, or save its outline as text, then convert that";
const BOOK: &str =
    "Calibre makes HTML of it (`ebook-convert BOOK BOOK.htmlz`): unpack that, then convert what is in it";
const PAGE: &str = "in the browser, save the page as HTML (“Web page, complete”), then convert that";
const PAGES: &str = "convert the document that it was made of, or the text that `pdftotext -layout` finds in it";
const POSTSCRIPT_WAY: &str = "convert the document that it was made of, or the text that `ps2ascii` finds in it";
const PICTURE: &str = "a picture stands in a document, as in `![what it shows](NAME)`; name the document instead";
const AS_PNG: &str = "convert it to PNG or JPEG";
const AVIF_AS_PNG: &str = "`avifdec NAME.avif NAME.png` (of libavif) makes a PNG of it: name that";
const HEIC_AS_PNG: &str = "`heif-convert NAME.heic NAME.png` (of libheif) makes a PNG of it: name that";
const JP2_AS_PNG: &str = "`opj_decompress -i NAME.jp2 -o NAME.png` (of OpenJPEG) makes a PNG of it: name that";
const PSD_AS_PNG: &str = "in Photoshop, GIMP or Krita, export it as PNG: name that";
const PDF_AS_SVG: &str = "`pdftocairo -svg NAME.pdf NAME.svg` (of Poppler) makes a drawing of it: name that";
const PS_AS_SVG: &str =
    "`ps2pdf -dEPSCrop NAME.eps NAME.pdf`, then `pdftocairo -svg NAME.pdf NAME.svg`, make a drawing of it: name that";
const EMF_AS_SVG: &str = "`soffice --convert-to svg NAME.emf` (LibreOffice) makes a drawing of it: name that";
const PACKED: &str = "unpack it, then convert the files that are in it";
const PROGRAM_WAY: &str = "name a file with text in it";
const RECORDING: &str = "convert a transcript of it";
const EXPORTED: &str = "export what you want of it as text or HTML, then convert that";

macro_rules! kinds {
    (@picture) => { AS_PNG };
    (@picture $way:ident) => { $way };
    ($($konst:ident $reader:literal $what:literal $way:ident $($picture:ident)?;)*) => {
        $(pub(super) const $konst: Format =
            Format { reader: $reader, what: $what, way_out: $way, way_to_picture: kinds!(@picture $($picture)?) };)*
    };
}

kinds! {
    DOCX "docx" "a Word document (DOCX)" OFFICE;
    DOC "doc" "a Word document (DOC)" OFFICE;
    ODT "odt" "an OpenDocument text (ODT)" OFFICE;
    FLAT_ODT "fodt" "an OpenDocument text (FODT)" OFFICE;
    WORD_XML "wordml" "a Word document (XML)" OFFICE;
    RTF "rtf" "a document in Rich Text Format (RTF)" OFFICE;
    PAGES_APP "pages" "a document of Apple's Pages, Numbers or Keynote" OFFICE;
    ENCRYPTED "encrypted" "an encrypted Office document" OFFICE;
    XLSX "xlsx" "an Excel workbook (XLSX)" SHEET;
    XLS "xls" "an Excel workbook (XLS)" SHEET;
    ODS "ods" "an OpenDocument spreadsheet (ODS)" SHEET;
    PPTX "pptx" "a PowerPoint presentation (PPTX)" SLIDES;
    PPT "ppt" "a PowerPoint presentation (PPT)" SLIDES;
    ODP "odp" "an OpenDocument presentation (ODP)" SLIDES;
    ODG "odg" "an OpenDocument drawing or formula" EXPORTED;
    VISIO "visio" "a Visio drawing" EXPORTED;
    MSG "msg" "an Outlook message (MSG)" EXPORTED;
    OLE "ole" "a file of an Office program (OLE)" EXPORTED;
    EPUB "epub" "an e-book (EPUB)" BOOK;
    FB2 "fb2" "an e-book (FictionBook)" BOOK;
    MOBI "mobi" "an e-book (Mobipocket or Kindle)" BOOK;
    LIT "lit" "an e-book (Microsoft Reader)" BOOK;
    CHM "chm" "compiled help (CHM)" BOOK;
    DJVU "djvu" "a scanned document (DjVu)" PAGES;
    XPS "xps" "a document of pages (XPS)" PAGES;
    PDF "pdf" "a PDF" PAGES PDF_AS_SVG;
    POSTSCRIPT "ps" "a PostScript file" POSTSCRIPT_WAY PS_AS_SVG;
    DVI "dvi" "a DVI file, as TeX makes them" PAGES;
    MHTML "mhtml" "a saved web page (MHTML)" PAGE;
    WEBARCHIVE "webarchive" "a saved web page (Safari's web archive)" PAGE;
    PNG "png" "a picture (PNG)" PICTURE;
    JPEG "jpeg" "a picture (JPEG)" PICTURE;
    GIF "gif" "a picture (GIF)" PICTURE;
    WEBP "webp" "a picture (WebP)" PICTURE;
    AVIF "avif" "a picture (AVIF)" PICTURE AVIF_AS_PNG;
    HEIC "heic" "a picture (HEIC)" PICTURE HEIC_AS_PNG;
    TIFF "tiff" "a picture (TIFF)" PICTURE;
    BMP "bmp" "a picture (BMP)" PICTURE;
    ICO "ico" "a picture (icon)" PICTURE;
    JXL "jxl" "a picture (JPEG XL)" PICTURE;
    JP2 "jp2" "a picture (JPEG 2000)" PICTURE JP2_AS_PNG;
    PSD "psd" "a picture (Photoshop)" PICTURE PSD_AS_PNG;
    SVG "svg" "a drawing (SVG)" PICTURE;
    EMF "emf" "a drawing (WMF or EMF)" PICTURE EMF_AS_SVG;
    ELF "elf" "a program (ELF)" PROGRAM_WAY;
    PE "pe" "a program (Windows or DOS)" PROGRAM_WAY;
    MACH_O "mach-o" "a program (Mach-O)" PROGRAM_WAY;
    CLASS "class" "a Java class" PROGRAM_WAY;
    WASM "wasm" "a program (WebAssembly)" PROGRAM_WAY;
    JAR "jar" "a Java program (JAR)" PROGRAM_WAY;
    APK "apk" "an Android program (APK)" PROGRAM_WAY;
    ZIP "zip" "a ZIP archive" PACKED;
    GZIP "gzip" "a compressed file (gzip)" PACKED;
    XZ "xz" "a compressed file (xz)" PACKED;
    ZSTD "zstd" "a compressed file (Zstandard)" PACKED;
    BZIP2 "bzip2" "a compressed file (bzip2)" PACKED;
    LZ4 "lz4" "a compressed file (LZ4)" PACKED;
    LZIP "lzip" "a compressed file (lzip)" PACKED;
    COMPRESS "compress" "a compressed file (compress)" PACKED;
    SEVEN_ZIP "7z" "a 7-Zip archive" PACKED;
    RAR "rar" "a RAR archive" PACKED;
    TAR "tar" "a tar archive" PACKED;
    AR "ar" "an ar archive or a Debian package" PACKED;
    CAB "cab" "a cabinet archive (CAB)" PACKED;
    ISO "iso" "an image of a disc (ISO 9660)" PACKED;
    SQLITE "sqlite" "an SQLite database" EXPORTED;
    ACCESS "access" "an Access database" EXPORTED;
    PARQUET "parquet" "a Parquet table" EXPORTED;
    PLIST "plist" "a binary property list" EXPORTED;
    FONT "font" "a font" PROGRAM_WAY;
    WAVE "wav" "a sound recording (WAV)" RECORDING;
    MP3 "mp3" "a sound recording (MP3)" RECORDING;
    OGG "ogg" "a sound recording or a film (Ogg)" RECORDING;
    FLAC "flac" "a sound recording (FLAC)" RECORDING;
    MIDI "midi" "a piece of music (MIDI)" RECORDING;
    AVI "avi" "a film (AVI)" RECORDING;
    MP4 "mp4" "a film or a sound recording (MP4)" RECORDING;
    MATROSKA "mkv" "a film (Matroska or WebM)" RECORDING;
    FLV "flv" "a film (Flash)" RECORDING;
    MPEG "mpeg" "a film (MPEG)" RECORDING;
    ASF "asf" "a film or a sound recording (Windows Media)" RECORDING;
    NOTEBOOK "ipynb" "a Jupyter notebook" NOTEBOOK_WAY;
    LATEX "latex" "a LaTeX document" LATEX_WAY;
    BINARY "binary" "binary data, no text" PROGRAM_WAY;
}

const NOTEBOOK_WAY: &str = "`jupyter nbconvert --to markdown NAME.ipynb` makes Markdown of it: convert that";
const LATEX_WAY: &str = "`pandoc -s NAME.tex -o NAME.html` makes HTML of it: convert that";
