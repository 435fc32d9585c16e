"""Compares what poppler finds in the structure trees of PDFs with the words that the tests left beside them:
heard.py FILE.pdf... (each with FILE.words, a word a line). A word that is joined, split, lost or moved is a fault.
"""
import itertools
import re
import subprocess
import sys
import unicodedata

INLINE = {"Span", "Em", "Strong", "Quote", "Code", "Link", "Reference"}
# Ligatures of lam and alef are single characters (`src/write/pdf/spelling.rs`).
LIGATURES = re.compile("[\ufef5-\ufefc]")
SILENT = {ord(c): None for c in "\u00ad\u200b\u2060\ufeff"}


LEFT, RIGHT = "L", "R"


def strong(text, before=None):
    """The direction of the last letter or number of a string, as its neighbours see it (UAX 9, N1): numbers run with the
    letters before them."""
    for c in text:
        kind = unicodedata.bidirectional(c)
        if kind in ("R", "AL", "AN"):
            before = RIGHT
        elif kind == "L":
            before = LEFT
        elif kind == "EN":
            before = LEFT if before == LEFT else RIGHT
    return before


def runs_left(text):
    """The direction of a string's letters, if it has any."""
    for c in text:
        kind = unicodedata.bidirectional(c)
        if kind in ("R", "AL"):
            return True
        if kind in ("L", "EN", "AN"):
            return False
    return None


def logical(strings, base):
    """Strings of one line, of one direction each and with their characters in visual order, in logical order. Signs and
    spaces without a letter run as the letters on both their sides, or else as the line (UAX 9, N1 and N2)."""
    for at, string in enumerate(strings):
        own = runs_left(string)
        if own is None:
            before = base
            for other in strings[:at]:
                before = strong(other, before)
            after = next((strong(s, before) for s in strings[at + 1 :] if runs_left(s) is not None), base)
            own = (before if before == after else base) == RIGHT
        yield string[::-1] if own else string


def words(path):
    """The words of `pdfinfo -struct-text`: strings of one block are one text, another block begins another. A block says
    which way its lines run (`WritingMode`), and so does what has a direction of its own within one; code runs from left to right."""
    shown = subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True, check=True).stdout.decode()
    # Of each line: its direction, and the places in the text of its strings. The last is the open one.
    text, lines = [], []
    open_blocks = [(-1, {"base": LEFT, "strings": []})]
    rows = shown.split("\n")
    for at, row in enumerate(rows):
        indent = len(row) - len(row.lstrip(" "))
        while len(open_blocks) > 1 and row.strip() and open_blocks[-1][0] >= indent:
            if open_blocks.pop()[1].get("block"):
                text.append("\n")
        if string := re.fullmatch(r' *"(.*)"', row):
            open_blocks[-1][1]["strings"].append(len(text))
            text.append(string[1])
        elif element := re.match(r" *([A-Z][A-Za-z0-9]*)", row):
            block = element[1] not in INLINE and element[1] != "Object"
            said = "".join(itertools.takewhile(lambda next: next.lstrip().startswith("/"), rows[at + 1 :]))
            direction = re.search(r"/WritingMode\W+(RlTb|LrTb)", said)
            if block or element[1] == "Code" or direction:
                base = RIGHT if direction and direction[1] == "RlTb" else LEFT
                line = {"base": base, "strings": [], "block": block}
                open_blocks.append((indent, line))
                lines.append(line)
                text.append("\n" if block else "")
    for line in lines:
        strings = [text[at] for at in line["strings"]]
        for at, string in zip(line["strings"], logical(strings, line["base"])):
            text[at] = LIGATURES.sub(lambda c: unicodedata.normalize("NFKC", c[0]), string)
    return "".join(text).translate(SILENT).split()


failed = 0
for path in sys.argv[1:]:
    with open(path.removesuffix(".pdf") + ".words", encoding="utf-8") as file:
        wanted = file.read().split("\n")
    found = words(path)
    if wanted != found:
        at = next((i for i, pair in enumerate(zip(wanted, found)) if pair[0] != pair[1]), min(len(wanted), len(found)))
        print(f"{path}: word {at}: {wanted[at - 3 : at + 4]} is heard as {found[at - 3 : at + 4]}")
        failed += 1
print(f"screen reader's view: {len(sys.argv) - 1 - failed} passed, {failed} failed")
sys.exit(1 if failed or len(sys.argv) < 2 else 0)
