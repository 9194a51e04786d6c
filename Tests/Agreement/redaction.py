#!/usr/bin/env python3
"""Do others read our redactable records, and do we read theirs?

usage: redaction.py DECODE_COMMAND [SHARED_DATA_DIR]

The peer is the reference implementation of SD-JWT (package sd-jwt). Records of random content are issued by
`record-exchange`, which lies beside the program of DECODE_COMMAND, and verified by the peer with every and with
some disclosures; and the other way round, with claims hidden at every depth. Changed ones must be refused by us.
Prints Markdown; exit 1 on a difference, or if nothing was compared.

SPDX-License-Identifier: Apache-2.0
"""
import json
import os
import random
import shlex
import subprocess
import sys

import _peers

_peers.require("sd_jwt", "jwcrypto")

from jwcrypto.jwk import JWK  # noqa: E402
from sd_jwt.common import SDObj  # noqa: E402
from sd_jwt.issuer import SDJWTIssuer  # noqa: E402
from sd_jwt.verifier import SDJWTVerifier  # noqa: E402

COUNT = 400
TYPE = "truceline-record+sd-jwt"


def value(dice, depth=0):
    kinds = [
        lambda: None, lambda: dice.random() < 0.5, lambda: dice.randrange(-2**53, 2**53),
        lambda: round(dice.uniform(-180, 180), dice.randrange(1, 9)), lambda: dice.gauss(0, 1) * 10.0**dice.randrange(-12, 12),
        lambda: "".join(chr(dice.choice([9, 10, 34, 47, 65, 92, 127, 228, 0x434, 0x2028, 0x1F54A])) for _ in range(dice.randrange(9))),
        lambda: [value(dice, depth + 1) for _ in range(dice.randrange(4))],
        lambda: {f"m{at}": value(dice, depth + 1) for at in range(dice.randrange(4))},
    ]
    return dice.choice(kinds[:6] if depth > 2 else kinds)()


def hide(dice, content):
    """Hides members and elements at random, at every depth."""
    if isinstance(content, list):
        return [SDObj(hide(dice, one)) if dice.random() < 0.4 else hide(dice, one) for one in content]
    if isinstance(content, dict):
        return {SDObj(name) if dice.random() < 0.4 else name: hide(dice, one) for name, one in content.items()}
    return content


def run(program, arguments, lines):
    done = subprocess.run([program, *arguments], input="".join(line + "\n" for line in lines), capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.split("\n") if line]


def ours_to_peer(program, dice):
    records = [
        {"visible": {f"v{at}": value(dice) for at in range(dice.randrange(5))},
         "hidden": {f"h{at}": value(dice) for at in range(dice.randrange(10))}} for _ in range(COUNT)]
    first, *issued = run(program, ["issue"], [json.dumps(record) for record in records])
    key = JWK(**first["jwk"])
    wrong = 0
    for record, made in zip(records, issued, strict=True):
        chosen = [(name, text) for name, text in zip(record["hidden"], made["disclosures"], strict=True) if dice.random() < 0.6]
        presentation = "~".join([made["entry"], *(text for _, text in chosen), ""])
        claims = SDJWTVerifier(presentation, lambda *_: key).get_verified_payload()
        expected = {**record["visible"], **{name: record["hidden"][name] for name, _ in chosen}}
        wrong += claims != expected
    return len(issued), wrong


def peer_to_ours(program, dice):
    key = JWK.generate(kty="OKP", crv="Ed25519")
    presentations, expected = [], []
    for _ in range(COUNT):
        made = SDJWTIssuer(
            hide(dice, {f"c{at}": value(dice) for at in range(8)}), key, sign_alg="EdDSA",
            add_decoy_claims=dice.random() < 0.5, extra_header_parameters={"typ": TYPE})
        presentations.append(made.sd_jwt_issuance)
        expected.append(SDJWTVerifier(made.sd_jwt_issuance, lambda *_: key).get_verified_payload())
    public = key.export_public()
    answers = run(program, ["open", public], presentations)
    wrong = sum(answer.get("claims") != claims for answer, claims in zip(answers, expected, strict=True))
    return public, presentations, wrong


def changed(program, dice, public, presentations):
    """One character is another."""
    texts = []
    for text in presentations:
        at = dice.randrange(len(text) - 1)
        other = dice.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        texts.append(text[:at] + (other if other != text[at] else "=") + text[at + 1:])
    answers = run(program, ["open", public], texts)
    taken = sum("claims" in answer for answer in answers)
    return len(texts), taken


def main():
    program = os.path.join(os.path.dirname(shlex.split(sys.argv[1])[0]), "record-exchange")
    print("## Redactable records\n")
    if not os.path.exists(program):
        print("Not compared: `swift build --product record-exchange` was not run.")
        return 1
    dice = random.Random(9901)
    issued, wrong_there = ours_to_peer(program, dice)
    public, presentations, wrong_here = peer_to_ours(program, dice)
    count, taken = changed(program, dice, public, presentations)
    print("Peer: package sd-jwt 0.10.4, the reference implementation of SD-JWT. Ed25519, SHA-256, seeded random content.\n")
    print("| what | compared | differences |\n|---|---|---|")
    print(f"| ours, read by the peer | {issued} | {wrong_there} |")
    print(f"| the peer's, hidden at every depth, read by us | {len(presentations)} | {wrong_here} |")
    print(f"| one character changed, accepted by us (the peer only ignores a disclosure of no digest) | {count} | {taken} |")
    return 1 if wrong_there or wrong_here or taken or not issued else 0


if __name__ == "__main__":
    sys.exit(main())
