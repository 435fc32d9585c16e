#!/usr/bin/env python3
"""Makes themes.png: a page of each built-in theme, side by side.

    .readme/themes.py [path of the command, target/release/convert if none is given]

Needs pdftoppm (poppler) and Pillow.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
COMMAND = sys.argv[1] if len(sys.argv) > 1 else ROOT / "target/release/convert"
# Theme, source, page.
PAGES = [
    ("article", "harbour-light.txt", 1),
    ("novel", "the-salt-road.md", 6),
    ("manual", "tour.md", 5),
    ("report", "tour.md", 4),
    ("large-print", "harbour-light.txt", 1),
]
WIDTH, GAP = 400, 16


def page(folder, theme, source, number):
    pdf = Path(folder) / f"{theme}.pdf"
    subprocess.run([COMMAND, "--quiet", "--to", "pdf", "--theme", theme, "-o", pdf, ROOT / "input" / source], check=True)
    first = ["-f", str(number), "-l", str(number), "-scale-to-x", str(WIDTH), "-scale-to-y", "-1", "-singlefile"]
    subprocess.run(["pdftoppm", "-png", *first, pdf, pdf.with_suffix("")], check=True)
    return Image.open(pdf.with_suffix(".png")).convert("RGB")


with tempfile.TemporaryDirectory() as folder:
    pages = [page(folder, *each) for each in PAGES]
height = max(p.height for p in pages)
sheet = Image.new("RGB", (len(pages) * (WIDTH + GAP) + GAP, height + 2 * GAP), "#d8d8d8")
for i, picture in enumerate(pages):
    sheet.paste(picture, (GAP + i * (WIDTH + GAP), GAP))
target = ROOT / ".readme" / "themes.png"
sheet.save(target, optimize=True)
print(target, target.stat().st_size)
