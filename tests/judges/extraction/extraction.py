"""What other programs read in our PDFs, beside what our EPUBs of the same sources hold:
extraction.py TOOLS FILE.pdf... (each with FILE.epub beside it; TOOLS holds the programs' packages).

Seven engines read each PDF. Every block of the source has to be there, its words whole and in order. What differs is told,
and has to be explained in `explained.tsv` (engine, document, what, text, why); a line there that explains nothing is a
fault too. Then every word of the source is searched in PDFium (Chrome, Edge) and in pdf.js (Firefox).
"""
import itertools
import json
import re
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

HERE = Path(__file__).parent
TOOLS = Path(sys.argv[1])
FILES = [Path(file) for file in sys.argv[2:]]
SPLIT = "\0"  # stands for what has no words: a formula, a picture


# The programs: each gives the pages of each file.


def poppler(files):
    return [run("pdftotext", "-enc", "UTF-8", file, "-").split("\f")[:-1] for file in files]


def mupdf(files):
    import pymupdf

    return [[page.get_text() for page in pymupdf.open(file)] for file in files]


def pdfium(files):
    import pypdfium2

    return [[page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(file)] for file in files]


def pypdf(files):
    import pypdf

    return [[page.extract_text() for page in pypdf.PdfReader(file).pages] for file in files]


def pdfminer(files):
    from pdfminer.high_level import extract_text

    return [extract_text(file).split("\f")[:-1] for file in files]


def pdfjs(files):
    out = run("node", HERE / "pdfjs.mjs", TOOLS / "node_modules", "text", *files)
    return [json.loads(line) for line in out.splitlines()]


def pdfbox(files):
    with tempfile.TemporaryDirectory() as folder:
        run("java", "-cp", "/usr/share/java/*", HERE / "PdfBox.java", folder, *files)
        return [(Path(folder) / f"{i}.txt").read_text().split("\f")[:-1] for i in range(len(files))]


ENGINES = [poppler, mupdf, pdfium, pypdf, pdfminer, pdfjs, pdfbox]


def run(*command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{command[0]}: {done.stderr}")
    return done.stdout


# Texts as letters, with the places where words begin.


@dataclass
class Letters:
    """Letters and digits of a text; whether a word begins at each of them: yes, no, or it does not matter."""

    text: str
    begins: list
    pages: list  # of what is extracted: where pages begin


def ideograph(c):
    return unicodedata.east_asian_width(c) in "WF"


def letters(text):
    out, begins, gap = [], [], True
    for i, c in enumerate(text):
        if c == SPLIT:
            out.append(c)
            begins.append(None)
            gap = None
            continue
        for letter in unicodedata.normalize("NFKC", c):
            if unicodedata.category(letter)[0] in "LMN":
                out.append(letter.casefold()[0])
                begins.append(gap)
                gap = False
            elif letter.isspace():
                gap = True if gap is not None else None
            elif unicodedata.category(letter) != "Cf" and gap is False:
                gap = None  # a sign: where words begin behind it differs
    return Letters("".join(out), begins, [])


def extracted(pages):
    whole = Letters("", [], [])
    for page in pages:
        # A word that is divided at a line's end.
        page = re.sub(r"(?<=\w)(-|\u2010|\u00ad|\ufffe|\x02)\s*\n\s*(?=\w)", "", page)
        # Ideographs at lines' ends.
        page = re.sub(r"(?<=[\u3000-\u9fff\uff00-\uffef])\s*\n\s*(?=[\u3000-\u9fff\uff00-\uffef])", "", page)
        found = letters(page)
        whole.pages.append(len(whole.text))
        whole.text += found.text
        whole.begins += found.begins
    return whole


# The source's blocks, from the EPUB.

HTML = "{http://www.w3.org/1999/xhtml}"
BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "figcaption", "caption", "pre", "dt", "dd", "div",
          "section", "blockquote", "aside", "figure", "body", "ul", "ol", "dl", "table", "tr", "thead", "tbody", "header",
          "footer", "summary", "details", "hr", "tfoot", "main", "article", "hgroup", "address"}


@dataclass
class Block:
    words: Letters
    note: bool
    shown: str
    formulas: str  # the letters of its formulas


def source(epub):
    blocks = []
    with zipfile.ZipFile(epub) as archive:
        container = etree.fromstring(archive.read("META-INF/container.xml"))
        package = container.find(".//{*}rootfile").get("full-path")
        opf = etree.fromstring(archive.read(package))
        items = {item.get("id"): item for item in opf.iterfind(".//{*}manifest/{*}item")}
        for reference in opf.iterfind(".//{*}spine/{*}itemref"):
            item = items[reference.get("idref")]
            if "nav" in (item.get("properties") or "") or "cover" in item.get("href"):
                continue
            path = str(Path(package).parent / item.get("href"))
            collect(etree.fromstring(archive.read(path)).find(f"{HTML}body"), blocks)
    return blocks


def collect(element, blocks, note=False):
    note = note or (element.get("role") or "") in ("doc-footnote", "doc-endnotes", "doc-endnote")
    buffer, formulas = [element.text or ""], []

    def flush():
        text = "".join(buffer)
        found = letters(text)
        if found.text.strip(SPLIT) or formulas:
            shown = " ".join(text.replace(SPLIT, "…").split())
            blocks.append(Block(found, note, shown, letters("".join(formulas)).text))
        buffer.clear()
        formulas.clear()

    def inline(child):
        if not isinstance(child.tag, str):
            return
        name = etree.QName(child).localname
        if name in ("math", "svg", "img"):
            buffer.append(SPLIT)
            formulas.extend(leaf for leaf in child.itertext() if name == "math")
            return
        if (child.get("role") or "") == "doc-backlink" or child.get("hidden") is not None:
            return
        if name == "br":
            buffer.append("\n")
        buffer.append(child.text or "")
        for inner in child:
            inline(inner)
            buffer.append(inner.tail or "")

    for child in element:
        if isinstance(child.tag, str) and etree.QName(child).localname in BLOCKS and child.tag.startswith(HTML):
            flush()
            if child.get("hidden") is None:
                collect(child, blocks, note)
        else:
            inline(child)
        buffer.append(child.tail or "")
    flush()


# Comparing.


def compare(blocks, found):
    """What differs: (what, text)."""
    differences, used = [], bytearray(len(found.text))
    last = 0
    for block in blocks:
        parts = [part for part in split(block.words) if part.text]
        for part in parts:
            places = locate(part.text, found, last, used) or locate(part.text, found, 0, used)
            if not places:
                differences.append(("lost", block.shown[:60]))
                continue
            start = places[0][0]
            if start < last and not block.note and len(part.text) > 20:
                differences.append(("moved", block.shown[:60]))
            at = 0
            for begin, end in places:
                for i in range(begin, end):
                    used[i] = 1
                    want, got = part.begins[at], found.begins[i]
                    if i > begin and want is not None and got is not None and want != got:
                        what = "joined" if want else "divided"
                        differences.append((what, around(part.text, at)))
                    at += 1
            if not block.note:
                last = max(last, places[0][0])
    return differences, used


def around(text, at):
    return f"{text[max(0, at - 12):at]}|{text[at:at + 12]}"


def split(words):
    at = 0
    for part in words.text.split(SPLIT):
        yield Letters(part, words.begins[at:at + len(part)], [])
        at += len(part) + 1


def free(used, begin, end):
    return not any(used[begin:end])


def locate(text, found, start, used):
    """Where the letters stand: in one piece, or in pieces that end at pages' ends."""
    def whole(at):
        """Whether words begin where the letters do, and behind them."""
        end = at + len(text)
        return found.begins[at] is not False and (end == len(found.text) or found.begins[end] is not False)

    for fits in (whole, lambda at: True):
        at = found.text.find(text, start)
        while at >= 0 and not (free(used, at, at + len(text)) and fits(at)):
            at = found.text.find(text, at + 1)
        if at >= 0:
            return [(at, at + len(text))]
    # The longest beginning that stands before a page's end.
    for page in found.pages[1:]:
        if page <= start:
            continue
        for length in range(min(len(text) - 1, page - start), 0, -1):
            head = text[:length]
            at = found.text.rfind(head, max(start, page - length - 3000), page)
            if at < 0 or not free(used, at, at + length) or length < 2:
                continue
            window = found.text[page:page + 400]
            rest = text[length:]
            if rest[:12] and rest[:12] in window:
                tail = locate(rest, found, page + window.index(rest[:12]), used)
                if tail:
                    return [(at, at + length), *tail]
            break
    return None


def furniture(blocks):
    """What pages repeat: heads, entries of the contents."""
    names = {block.words.text.replace(SPLIT, "") for block in blocks if len(block.words.text) < 120}
    return names | {"contents", "notes", "note"}


def extras(found, used, blocks):
    """What stands on pages, and in no block: neither a head, a folio, a label or an entry of the contents nor a formula."""
    known = [re.sub(r"\d+", "", name) for name in sorted(furniture(blocks), key=len, reverse=True)]
    formulas = Counter("".join(block.formulas for block in blocks))
    bounds = set(found.pages) | {len(found.text)}
    out, i = [], 0
    while i < len(used):
        if used[i]:
            i += 1
            continue
        j = i + 1
        while j < len(used) and not used[j] and j not in bounds:
            j += 1
        text = re.sub(r"\d+", " ", found.text[i:j])
        for name in known:
            text = text.replace(name, " ") if name else text
        text = "".join(word for word in text.split() if len(word) > 1 and not re.fullmatch("[ivxlc]+", word))
        if Counter(text) - formulas:
            out.append(("added", found.text[i:j][:60]))
        i = j
    return out


# Searching.


def words_of(blocks):
    words = {}
    for block in blocks:
        text = unicodedata.normalize("NFKC", block.shown.replace("…", " "))
        for word in "".join(c if unicodedata.category(c)[0] in "LM" else " " for c in text).split():
            if len(word) > 3:
                words.setdefault(word, None)
    return list(words)


def undivided(words, pages):
    """The words that stand somewhere on one line, by what poppler reads."""
    text = unicodedata.normalize("NFKC", "\n".join(pages))
    return [word for word in words if word in text]


def search_pdfium(file, words):
    import pypdfium2

    pages = [page.get_textpage() for page in pypdfium2.PdfDocument(file)]
    return [word for word in words if not any(page.search(word, match_case=True).get_next() for page in pages)]


def search_pdfjs(files, words):
    with tempfile.NamedTemporaryFile("w", suffix=".json") as queries:
        json.dump(words, queries)
        queries.flush()
        out = run("node", HERE / "pdfjs.mjs", TOOLS / "node_modules", "search", queries.name, *files)
    return [json.loads(line) for line in out.splitlines()]


def main():
    explained = {}
    for line in (HERE / "explained.tsv").read_text().splitlines()[1:]:
        engine, document, what, text, why = line.split("\t")
        explained[engine, document, what, text] = False
    sources = [source(file.with_suffix(".epub")) for file in FILES]
    unexplained, counts = [], {}

    def tell(engine, file, what, text):
        for key in itertools.product((engine, "*"), (file.stem, "*"), (what,), (text, "*")):
            if key in explained:
                explained[key] = True
                return
        unexplained.append((engine, file.stem, what, text))

    read = {}
    for engine in ENGINES:
        name = engine.__name__
        all_pages = engine([str(file) for file in FILES])
        assert len(all_pages) == len(FILES), name
        read[name] = all_pages
        for file, blocks, pages in zip(FILES, sources, all_pages):
            found = extracted(pages)
            differences, used = compare(blocks, found)
            differences += extras(found, used, blocks)
            whole = len(blocks) - len({text for what, text in differences if what in ("lost", "moved")})
            counts[name, file.stem] = (whole, len(blocks))
            for what, text in differences:
                tell(name, file, what, text)
    words = [undivided(words_of(blocks), pages) for blocks, pages in zip(sources, read["poppler"])]
    missed = {"PDFium": [search_pdfium(str(f), w) for f, w in zip(FILES, words)],
              "pdf.js": search_pdfjs([str(f) for f in FILES], words)}
    for name, lists in missed.items():
        for file, lost in zip(FILES, lists):
            for word in lost:
                tell(name, file, "not found", word)

    names = [engine.__name__ for engine in ENGINES]
    print(f"{'blocks read whole':18}" + "".join(f"{name:>10}" for name in names) + "   words found: PDFium    pdf.js")
    for i, file in enumerate(FILES):
        row = "".join("{:>10}".format("%d/%d" % counts[name, file.stem]) for name in names)
        row += "".join(f"{len(words[i]) - len(lists[i]):>11}/{len(words[i])}" for lists in missed.values())
        print(f"{file.stem:18}{row}")
    stale = [key for key, seen in explained.items() if not seen]
    for key in stale:
        print("explained, and not so any more:", *key, sep="\t")
    for key in unexplained:
        print(*key, sep="\t")
    if stale or unexplained:
        sys.exit(f"{len(unexplained)} differences without an explanation, {len(stale)} explanations without a difference")


main()
