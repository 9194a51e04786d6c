#!/usr/bin/env python3
"""Do others accept our packages of evidence and open our sealed files, and do we theirs?

usage: evidence.py DECODE_COMMAND [SHARED_DATA_DIR]

The peers are the package bagit (Library of Congress), the AES-GCM of the package cryptography, and `openssl ts` as an
authority of time stamps. Our side is
`evidence-exchange`, which lies beside the program of DECODE_COMMAND. Prints Markdown; exit 1 on a difference.

SPDX-License-Identifier: Apache-2.0
"""
import hashlib
import logging
import os
import pathlib
import random
import shlex
import subprocess
import sys
import tempfile

import _peers

_peers.require("bagit", "cryptography")

import bagit  # noqa: E402
from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: E402

# No percent sign: the peer neither encodes nor decodes it, which version 1.0 asks for (RFC 8493, section 2.1.3).
NAMES = ["a.jpg", "folder/b.bin", "folder/deep/звіт 100.txt", "line\nbreak", "cr\rhere", "spaces  in name", "empty"]
LENGTHS = (0, 1, 2**20 - 1, 2**20, 2**20 + 1, 2**21 + 5)
logging.disable(logging.CRITICAL)


def run(program, *arguments):
    return subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, check=False)


def fill(folder, dice):
    for name in NAMES:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"" if name == "empty" else dice.randbytes(dice.randrange(1, 300_000)))


def accepts(folder):
    try:
        bagit.Bag(str(folder)).validate()
        return True
    except bagit.BagError:
        return False


def damaged(folder, dice):
    """One byte of one payload file is another; gives back how to undo it."""
    paths = [path for path in (folder / "data").rglob("*") if path.is_file() and path.stat().st_size]
    path = dice.choice(sorted(paths))
    before = path.read_bytes()
    at = dice.randrange(len(before))
    path.write_bytes(before[:at] + bytes([before[at] ^ 1]) + before[at + 1:])
    return lambda: path.write_bytes(before)


def bags(program, base, dice):
    source, ours, theirs = base / "source", base / "ours", base / "theirs"
    fill(source, dice)
    wrong = run(program, "bag", ours, source).returncode
    rows = [("our bag, validated by the peer", 1, int(bool(wrong) or not accepts(ours)))]
    fill(theirs, dice)
    bagit.make_bag(str(theirs), {"Source-Organization": "Test"}, checksums=["sha256", "sha512"])
    rows.append(("the peer's bag, checked by us", 1, int(run(program, "check", theirs).returncode != 0)))
    missed = [0, 0]
    for _ in range(20):
        for at, folder in enumerate((ours, theirs)):
            undo = damaged(folder, dice)
            missed[at] += accepts(folder) or run(program, "check", folder).returncode == 0
            undo()
    rows.append(("bags with one byte changed, refused by both", 40, sum(missed)))
    rows.append(("and sound again afterwards", 2, sum(not accepts(f) or run(program, "check", f).returncode != 0 for f in (ours, theirs))))
    return rows


def opened(key, sealed):
    header, rest = sealed[:8], sealed[8:]
    size = int.from_bytes(header[4:], "big") + 16
    pieces = [rest[at:at + size] for at in range(0, len(rest), size)]
    out = b""
    for index, piece in enumerate(pieces):
        nonce = bytes(7) + index.to_bytes(4, "big") + bytes([index == len(pieces) - 1])
        out += AESGCM(key).decrypt(nonce, piece, header)
    return out


def sealed_files(program, base, dice):
    wrong = 0
    for length in LENGTHS:
        content = dice.randbytes(length)
        (base / "plain").write_bytes(content)
        digest, key_file = run(program, "seal", base / "store", base / "plain").stdout.split()
        stored = (base / "store" / digest[:2] / digest).read_bytes()
        key = bytes.fromhex(pathlib.Path(key_file).read_text())
        wrong += hashlib.sha256(stored).hexdigest() != digest or opened(key, stored) != content
    return [("our sealed files, opened by the peer's AES-GCM", len(LENGTHS), wrong)]


AUTHORITY = """
umask 077
cat >ts.cnf <<END
[tsa]
default_tsa = one
[one]
serial = ./serial
default_policy = 1.3.6.1.4.1.99999.1.2
digests = sha256
signer_digest = sha256
ess_cert_id_alg = sha256
END
echo 01 >serial
printf 'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\n' >ext
openssl ecparam -name prime256v1 -genkey -noout -out root.key
openssl req -x509 -new -key root.key -subj '/CN=Test root' -days 2 -out root.pem -addext basicConstraints=critical,CA:TRUE
openssl genrsa -out signer.key 2048
openssl req -new -key signer.key -subj '/CN=Test authority' -out signer.csr
openssl x509 -req -in signer.csr -CA root.pem -CAkey root.key -CAcreateserial -days 2 -extfile ext -out signer.pem
"""


def stamps(program, base, dice):
    """We ask, the authority stamps, both verify; then other bytes, which both must refuse."""
    folder = base / "authority"
    folder.mkdir()
    subprocess.run(["bash", "-ec", AUTHORITY], cwd=folder, check=True, capture_output=True)
    openssl = lambda *words: subprocess.run(["openssl", "ts", *words], cwd=folder, capture_output=True, check=False).returncode
    wrong = taken = 0
    for _ in range(10):
        (folder / "data").write_bytes(dice.randbytes(dice.randrange(1, 5000)))
        run(program, "ask", folder / "data", folder / "ask.tsq")
        openssl("-reply", "-config", "ts.cnf", "-queryfile", "ask.tsq", "-signer", "signer.pem", "-inkey", "signer.key", "-out", "answer.tsr")
        wrong += openssl("-verify", "-queryfile", "ask.tsq", "-in", "answer.tsr", "-CAfile", "root.pem") != 0
        wrong += run(program, "stamp", folder / "data", folder / "answer.tsr", folder / "signer.pem").returncode != 0
        (folder / "other").write_bytes((folder / "data").read_bytes() + b"x")
        taken += openssl("-verify", "-data", "other", "-in", "answer.tsr", "-CAfile", "root.pem") == 0
        taken += run(program, "stamp", folder / "other", folder / "answer.tsr", folder / "signer.pem").returncode == 0
    return [("stamps that we asked for, verified by openssl and by us", 20, wrong), ("stamps of other bytes, refused by both", 20, taken)]


def main():
    program = os.path.join(os.path.dirname(shlex.split(sys.argv[1])[0]), "evidence-exchange")
    print("## Packages of evidence and sealed files\n")
    if not os.path.exists(program):
        print("Not compared: `swift build --product evidence-exchange` was not run.")
        return 1
    dice = random.Random(8493)
    with tempfile.TemporaryDirectory() as folder:
        rows = bags(program, pathlib.Path(folder), dice) + sealed_files(program, pathlib.Path(folder), dice)
        rows += stamps(program, pathlib.Path(folder), dice)
    print("Peers: packages bagit 1.9.0 (Library of Congress; writes version 0.97, validates 1.0), cryptography, and `openssl ts`.")
    print("Names with `%` are left out: bagit does not encode it, though RFC 8493, 2.1.3, asks for that.\n")
    print("| what | compared | differences |\n|---|---|---|")
    for what, count, wrong in rows:
        print(f"| {what} | {count} | {wrong} |")
    return 1 if any(wrong for _, _, wrong in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
