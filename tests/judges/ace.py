#!/usr/bin/env python3
"""EPUBs before Ace by DAISY: every rule of EPUB Accessibility that a program can judge (WCAG 2.2 by axe, names, order, page
lists, metadata). usage: ace.py ACE BOOK.epub... (ACE: the program ace-puppeteer)"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

REQUIRED = {"schema:accessMode", "schema:accessModeSufficient", "schema:accessibilityFeature",
            "schema:accessibilityHazard", "schema:accessibilitySummary"}


def faults(ace, book, folder):
    """What Ace has against a book, a line each."""
    environment = os.environ | {"PUPPETEER_EXECUTABLE_PATH": "/usr/bin/chromium"}
    ended = subprocess.run([ace, "--silent", "--force", "--outdir", folder, book], env=environment, timeout=300,
                           capture_output=True, text=True)
    report = Path(folder, "report.json")
    if ended.returncode != 0 or not report.exists():
        return [f"Ace gave up: {ended.stderr.strip()[-300:]}"]
    report = json.loads(report.read_text())
    found = [f"{part['earl:testSubject']['url']}: {one['earl:test']['dct:title']} ({one['earl:test']['earl:impact']}): "
             f"{one['earl:result'].get('html', '')[:120]}"
             for part in report["assertions"] for one in part["assertions"]]
    present = set(report["a11y-metadata"]["present"])
    return found + [f"the package lacks {name}" for name in sorted(REQUIRED - present)]


def main():
    ace, *books = sys.argv[1:]
    failed = 0
    for book in books:
        with tempfile.TemporaryDirectory() as folder:
            found = faults(ace, book, folder)
        for line in found:
            print(f"{book}: {line}")
        failed += bool(found)
    print(f"Ace: {len(books) - failed} passed, {failed} failed")
    sys.exit(failed > 0 or not books)


main()
