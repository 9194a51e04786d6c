#!/usr/bin/env python3
"""Writes reference.json: records made by the reference implementation of SD-JWT, and what they must yield.

usage: make.py > reference.json        (needs the package sd-jwt 0.10.4)

SPDX-License-Identifier: Apache-2.0
"""
import base64
import itertools
import json

from jwcrypto.jwk import JWK
from sd_jwt.common import SDObj
from sd_jwt.issuer import SDJWTIssuer
from sd_jwt.verifier import SDJWTVerifier

SEED = bytes(range(32))
TYPE = "truceline-record+sd-jwt"


def key():
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
    public = Ed25519PrivateKey.from_private_bytes(SEED).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    text = [base64.urlsafe_b64encode(part).decode().rstrip("=") for part in (public, SEED)]
    return JWK(kty="OKP", crv="Ed25519", x=text[0], d=text[1])


RECORDS = {
    "flat": {"id": "r-1", SDObj("observer"): "A", SDObj("phone"): "+0", "label": ["X"]},
    "nested object": {"id": "r-2", "place": {SDObj("lat"): 48.015925, SDObj("lon"): -37.5, "grid": "37U"}},
    "elements of an array": {"id": "r-3", "names": ["A", SDObj("B"), SDObj({"of": "C"})], "empty": []},
    "disclosure within a disclosure": {
        "id": "r-4", SDObj("observer"): {SDObj("name"): "A", "team": {SDObj("lead"): True}, "codes": [SDObj(7), None]}},
    "every kind of value": {
        "id": "r-5", SDObj("null"): None, SDObj("no"): False, SDObj("integer"): -9007199254740991,
        SDObj("number"): 1.5e-7, SDObj("text"): "два \"вибухи\"\\\n\u0001 \U0001f54a", SDObj("list"): [1, [2, {}]], SDObj("object"): {"a": {}}},
    "nothing hidden": {"id": "r-6", "text": "seen by all"},
}


def main():
    issuer = key()
    cases = []
    for name, claims in RECORDS.items():
        made = SDJWTIssuer(
            claims, issuer, sign_alg="EdDSA", add_decoy_claims=name != "nothing hidden",
            extra_header_parameters={"typ": TYPE})
        token, *disclosures, _ = made.sd_jwt_issuance.split("~")
        for count in (0, 1, len(disclosures)):
            for chosen in itertools.islice(itertools.combinations(disclosures, count), 4):
                text = "~".join([token, *chosen, ""])
                yields = SDJWTVerifier(text, lambda *_: issuer).get_verified_payload()
                case = {"record": name, "presentation": text, "claims": yields}
                bare = yields if count == 0 else bare
                # The reference ignores a disclosure without the one around it; RFC 9901, 7.1, refuses it.
                if count == 1 and yields == bare:
                    case = {"record": name, "presentation": text, "claims": None}
                if case not in cases:
                    cases.append(case)
    public = json.loads(issuer.export_public())
    print(json.dumps({"jwk": public, "cases": cases}, indent=1, ensure_ascii=False))


main()
