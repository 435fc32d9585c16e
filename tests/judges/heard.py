"""Compares what poppler finds in the structure trees of PDFs with the words that the tests left beside them:
heard.py FILE.pdf... (each with FILE.words, a word a line). A word that is joined, split, lost or moved is a fault.
"""
import re
import subprocess
import sys
import unicodedata

INLINE = {"Span", "Em", "Strong", "Quote", "Code", "Link", "Reference"}
# Ligatures of lam and alef are single characters (`src/write/pdf/spelling.rs`).
LIGATURES = re.compile("[\ufef5-\ufefc]")
SILENT = {ord(c): None for c in "\u00ad\u200b\u2060\ufeff"}


def runs_left(text):
    """The direction of a string's letters, if it has any."""
    for c in text:
        kind = unicodedata.bidirectional(c)
        if kind in ("R", "AL"):
            return True
        if kind in ("L", "EN", "AN"):
            return False
    return None


def logical(strings):
    """Strings of one direction each, whose characters are in visual order, in logical order. Which way signs and spaces
    without a letter run depends on the paragraph, which a string does not know: a sign that closes stands at the text
    before it, any other at the text behind it (as in `tests/screen_reader/tree.rs`)."""
    directions = [runs_left(string) for string in strings]
    mixed = True in directions
    for direction, string in zip(directions, strings):
        if direction:
            yield string[::-1]
        elif direction is None and mixed:
            signs = string.strip()
            spaces = " " * (len(string) - len(signs))
            yield signs + spaces if signs.startswith(tuple(",.;:!?)]”’»…،؛؟")) else spaces + signs
        else:
            yield string


def words(path):
    """The words of `pdfinfo -struct-text`: strings of one block are one text, another block begins another."""
    shown = subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True, check=True).stdout.decode()
    text, blocks, strings = [], [], []
    for line in shown.split("\n"):
        indent = len(line) - len(line.lstrip(" "))
        while blocks and line.strip() and blocks[-1] >= indent:
            blocks.pop()
            text.append("\n")
        if string := re.fullmatch(r' *"(.*)"', line):
            strings.append(len(text))
            text.append(string[1])
        elif element := re.match(r" *([A-Z][A-Za-z0-9]*)", line):
            if element[1] not in INLINE and element[1] != "Object":
                blocks.append(indent)
                text.append("\n")
    for at, string in zip(strings, logical([text[at] for at in strings])):
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
