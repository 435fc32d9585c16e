"""Our EPUBs in reading programs without a browser: engines.py FILE.epub...

MuPDF, calibre and libepub, which Okular reads EPUBs with, open each book. They may complain of nothing but what is theirs; every word of the book is read, in order;
MuPDF's outline is the book's table of contents, its entries lead to pages with their words, and its links arrive.
"""
import re
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from html import unescape
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

import pymupdf
from lxml import etree

OPF = "{http://www.idpf.org/2007/opf}"
XHTML = "{http://www.w3.org/1999/xhtml}"

# What the programs say about themselves.
KNOWN = {
    "libepub": "",
    "mupdf": r"unknown epub version: 3\.0|no hyphenation table for lang='\w+'|\.\.\. repeated \d+ times\.\.\.",
    # Its parser of CSS is older than `@supports`, which stands in a style sheet of its own for that.
    "calibre": r"CSSStylesheet: Unknown @rule found\. \[\d+:\d+: @supports\]",
}


def letters(text):
    text = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in text if unicodedata.category(c)[0] in "LN")


class Book:
    def __init__(self, path):
        with zipfile.ZipFile(path) as files:
            parse = lambda name: etree.fromstring(files.read(name))
            package = parse("META-INF/container.xml").find(".//{*}rootfile").get("full-path")
            folder = PurePosixPath(package).parent
            opf = parse(package)
            items = {i.get("id"): str(folder / unquote(i.get("href"))) for i in opf.iter(f"{OPF}item")}
            nav = next(items[i.get("id")] for i in opf.iter(f"{OPF}item") if "nav" in i.get("properties", "").split())
            contents = parse(nav).find(f".//{XHTML}nav")
            self.contents = ["".join(a.itertext()) for a in contents.iter(f"{XHTML}a")]
            self.bodies = [parse(items[i.get("idref")]).find(f"{XHTML}body") for i in opf.iter(f"{OPF}itemref")]
        for hidden in self.each("*[@hidden]"):
            hidden.clear(keep_tail=True)

    def each(self, path):
        return [element for body in self.bodies for element in body.iterfind(f".//{{*}}{path}")]

    def words(self):
        return [letters(word) for body in self.bodies for word in " ".join(body.itertext()).split()]


def lost(words, text):
    """The first word of a book that is not in a text behind the words before it."""
    text, place = letters(text), 0
    for word in words:
        found = text.find(word, place)
        if found < 0:
            yield f"“{word}” is not read behind “{text[max(0, place - 30):place]}”"
            return
        place = found + len(word)


def complaints(engine, said):
    return [line for line in said.splitlines() if line.strip() and not re.fullmatch(KNOWN[engine], line.strip())]


def mupdf(path, book):
    # It sets a caption below its table, wherever it stands.
    for caption in book.each("caption"):
        caption.getparent().append(caption)
    pymupdf.TOOLS.reset_mupdf_warnings()
    document = pymupdf.open(path)
    pages = [page.get_text() for page in document]
    yield from lost(book.words(), "\n".join(pages))
    # Formulas, which it has no MathML for, beside what should be read of them.
    if path.endswith("formulas.epub"):
        lines = re.findall(r"^•\s*(.+) is (.+)$", "".join(pages), re.M)
        if len(lines) != len(book.each("math")):
            yield f"not every formula has its line: {lines}"
        yield from (f"“{wanted}” is read as “{read}”" for wanted, read in lines if wanted != read.strip())
    outline = document.get_toc()
    if [letters(title) for _, title, _ in outline] != [letters(title) for title in book.contents]:
        yield f"the outline is {outline}"
    for _, title, number in outline:
        if not 1 <= number <= len(pages) or letters(title) not in letters(pages[number - 1]):
            yield f"“{title}” does not stand on page {number}"
    for page in document:
        link = page.first_link
        while link:
            # It takes `mailto:` for the name of a file.
            if not link.is_external and "mailto:" not in link.uri and not 0 <= link.dest.page < len(pages):
                yield f"the link to {link.uri} leads nowhere"
            link = link.next
    yield from complaints("mupdf", pymupdf.TOOLS.mupdf_warnings())


def calibre(path, book):
    # It shows formulas by MathJax, but writes none of them as text.
    for formula in book.each("math"):
        formula.clear(keep_tail=True)
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "book.txt"
        done = subprocess.run(["ebook-convert", path, made], capture_output=True, text=True)
        if done.returncode:
            yield done.stdout + done.stderr
            return
        yield from lost(book.words(), made.read_text())
        said = re.findall("(?im)^.*(?:warn|error|fail|unknown|invalid|missing|not ).*$", done.stdout + done.stderr)
        yield from complaints("calibre", "\n".join(said))


def libepub(path, book):
    # It hands on the files of the spine as they are.
    done = subprocess.run(["einfo", "-q", "-vv", "-pp", path], capture_output=True, text=True)
    if done.returncode:
        yield done.stdout + done.stderr
    yield from lost(book.words(), unescape(re.sub(r"<[^>]*>", "", done.stdout)))
    yield from complaints("libepub", done.stderr)


ENGINES = [mupdf, calibre, libepub]
failed = 0
for engine in ENGINES:
    for path in sys.argv[1:]:
        book = Book(path)
        faults = list(engine(path, book))
        told = f"{len(book.contents)} entries, {len(book.words())} words"
        print(f"{engine.__name__:8} {Path(path).name:22} {'FAILED' if faults else 'passed'}  {told}")
        for fault in faults:
            print(f"    {fault}")
        failed += bool(faults)
total = len(ENGINES) * len(sys.argv[1:])
print(f"reading engines: {total - failed} passed, {failed} failed")
sys.exit(1 if failed or not total else 0)
