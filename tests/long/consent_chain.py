#!/usr/bin/env python3
"""Holds a study's consent ledger to docs/formats/registry.md without curate: hashes, chain and seals, from the file of the registry.
Usage: consent_chain.py STUDY"""
import hashlib
import hmac
import pathlib
import sqlite3
import sys

COLUMNS = ["number", "subject", "kind", "valid_from", "valid_until", "recorded", "recorded_by", "evidence", "scope", "level", "corrects",
           "previous"]

private = pathlib.Path(sys.argv[1]) / "private"
key = (private / "key").read_bytes()
database = sqlite3.connect(f"file:{private / 'registry.sqlite'}?mode=ro", uri=True)
previous, count = "0" * 64, 0
for row in database.execute(f"SELECT {', '.join(COLUMNS)}, hash, seal FROM consent_events ORDER BY number"):
    text = b"curate consent event 1\n"
    for name, cell in zip(COLUMNS, row):
        cell = str(cell).encode()
        text += f"{name} {len(cell)}\n".encode() + cell + b"\n"
    count += 1
    digest = hashlib.sha256(text).hexdigest()
    seal = hmac.new(key, b"consent event " + digest.encode(), hashlib.sha256).hexdigest()[:32]
    if (row[0], row[11], row[12], row[13]) != (count, previous, digest, seal):
        sys.exit(f"event {count} does not fit")
    previous = digest
print(f"{count} events fit; the last has the hash {previous}")
