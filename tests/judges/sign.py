#!/usr/bin/env python3
"""Signs PDFs with pyHanko, as an office would, by a certificate made for the purpose. usage: sign.py FOLDER FILE.pdf..."""

import subprocess
import sys
from pathlib import Path

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers

folder, *files = map(Path, sys.argv[1:])
key, certificate = folder / "key.pem", folder / "certificate.pem"
subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=Tests",
                "-keyout", key, "-out", certificate], check=True, capture_output=True)
signer = signers.SimpleSigner.load(str(key), str(certificate))
for file in files:
    with open(file, "rb") as source, open(folder / f"signed-{file.name}", "wb") as out:
        fields = signers.PdfSignatureMetadata(field_name="Signature1")
        signers.sign_pdf(IncrementalPdfFileWriter(source), fields, signer=signer, output=out)
