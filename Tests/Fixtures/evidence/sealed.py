#!/usr/bin/env python3
"""Writes sealed.json: sealed files made from their description alone, with another implementation of AES-GCM.

usage: sealed.py > sealed.json        (needs the package cryptography)

SPDX-License-Identifier: Apache-2.0
"""
import hashlib
import json

from cryptography.hazmat.primitives.ciphers.aead import AESGCM


def seal(key, content, piece):
    header = b"TLE1" + piece.to_bytes(4, "big")
    pieces = [content[at:at + piece] for at in range(0, len(content), piece)] or [b""]
    out = header
    for index, part in enumerate(pieces):
        nonce = bytes(7) + index.to_bytes(4, "big") + bytes([index == len(pieces) - 1])
        out += AESGCM(key).encrypt(nonce, part, header)
    return out


key = bytes(range(32))
cases = []
for length in (0, 1, 15, 16, 17, 32, 100):
    content = bytes(at * 7 & 255 for at in range(length))
    sealed = seal(key, content, 16)
    cases.append({"content": content.hex(), "sealed": sealed.hex(), "sha256": hashlib.sha256(sealed).hexdigest()})
print(json.dumps({"key": key.hex(), "cases": cases}, indent=1))
