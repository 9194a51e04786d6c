"""What someone who was handed a proof must be able to rely on in verify.html, one function a check.

The page is opened from the disk, as it will be by those who trust no server. Proofs are made here, with an Ed25519 of
Python's; the shared ones are used as well where they lie beside the repository.

SPDX-License-Identifier: Apache-2.0
"""

import base64
import hashlib
import json
import pathlib
import urllib.request

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

HERE = pathlib.Path(__file__).resolve().parent
PAGE = (HERE / "../../Sources/Web/Page/verify.html").resolve()
SHARED = (HERE / "../../../shared/data/ledger/proofs.json").resolve()


def standard(data):
  return base64.b64encode(data).decode()


def urlsafe(data):
  return base64.urlsafe_b64encode(data).decode().rstrip("=")


def sha256(*parts):
  return hashlib.sha256(b"".join(parts)).digest()


def split(count):
  half = 1
  while half * 2 < count:
    half *= 2
  return half


def root(leaves):
  """RFC 6962, section 2.1."""
  if len(leaves) == 1:
    return leaves[0]
  half = split(len(leaves))
  return sha256(b"\1", root(leaves[:half]), root(leaves[half:]))


def path(leaves, index):
  if len(leaves) == 1:
    return []
  half = split(len(leaves))
  if index < half:
    return path(leaves[:half], index) + [root(leaves[half:])]
  return path(leaves[half:], index - half) + [root(leaves[:half])]


class Signer:
  def __init__(self, name, kind, byte):
    self.name, self.kind = name, kind
    self.key = Ed25519PrivateKey.from_private_bytes(bytes([byte]) * 32)
    self.public = self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    self.id = sha256(f"{name}\n".encode(), bytes([kind]), self.public)[:4]
    self.text = f"{name}+{self.id.hex()}+{standard(bytes([kind]) + self.public)}"

  def line(self, note, time_s):
    if self.kind == 1:
      return f"\u2014 {self.name} {standard(self.id + self.key.sign(note.encode()))}\n"
    signature = self.key.sign(f"cosignature/v1\ntime {time_s}\n{note}".encode())
    return f"\u2014 {self.name} {standard(self.id + time_s.to_bytes(8, 'big') + signature)}\n"


LOG = Signer("log.example/mission", 1, 1)
WITNESSES = [Signer(f"witness{byte}.example", 4, byte) for byte in (2, 3, 4)]
ISSUER = Signer("issuer", 1, 9)
KEYS = "\n".join(signer.text for signer in [LOG, *WITNESSES])
DISCLOSURES = [urlsafe(json.dumps(one).encode()) for one in [["c2FsdCBzYWx0IHNhbHQ", "actor", "Watch \u202e2"], ["c2FsdCBzYWx0IHNhbHQx", "note", "withheld words"]]]
REPORTS = [json.dumps({"text": f"report {number}"}).encode() for number in range(5)]


def entry(name="alert.acknowledged", **claims):
  digests = sorted(urlsafe(sha256(text.encode())) for text in [*DISCLOSURES, "blank 1", "blank 2"])
  payload = {"iss": LOG.name, "id": "R-000003", "type": name, "at": "2026-06-24T05:12:33Z", **claims, "_sd": digests, "_sd_alg": "sha-256"}
  signed = ".".join(urlsafe(json.dumps(part).encode()) for part in [{"alg": "EdDSA", "typ": "truceline-record+sd-jwt"}, payload])
  return f"{signed}.{urlsafe(ISSUER.key.sign(signed.encode()))}".encode()


def proof(item, disclosures=(), segment=None, cosigners=WITNESSES, extra=True):
  entries = [b"zero", b"one", b"two", item, b"four", b"five", b"six"]
  leaves = [sha256(b"\0", one) for one in entries]
  note = f"{LOG.name}\n{len(leaves)}\n{standard(root(leaves))}\n"
  beside = {"entry": standard(item), "disclosures": list(disclosures), "segment": segment}
  lines = ["c2sp.org/tlog-proof@v1\n"]
  if extra:
    lines.append(f"extra {standard(json.dumps(beside).encode())}\n")
  lines += ["index 3\n", *(standard(one) + "\n" for one in path(leaves, 3)), "\n", note, "\n", LOG.line(note, 0)]
  return "".join(lines + [one.line(note, 1_782_000_000 + at) for at, one in enumerate(cosigners)]).encode()


def sealed():
  leaves = [sha256(b"\0", one) for one in REPORTS]
  segment = {"index": 2, "size": 5, "path": [standard(one) for one in path(leaves, 2)], "record": standard(REPORTS[2])}
  return proof(entry("observations.sealed", root=standard(root(leaves))), DISCLOSURES[:1], segment)


def ask(page, file, keys=KEYS, quorum="2", issuer=None, item=None):
  """Fills in the form and reads what the page says: verdict, and the state of each step."""
  before = page.evaluate("document.documentElement.dataset.checked ?? '0'")
  page.locator("#proof").set_input_files({"name": "a.tlog-proof", "mimeType": "text/plain", "buffer": file})
  page.locator("#entry").set_input_files([] if item is None else {"name": "entry", "mimeType": "text/plain", "buffer": item})
  page.locator("#keys").fill(keys)
  page.locator("#quorum").fill(quorum)
  page.locator("#issuer").fill(urlsafe(ISSUER.public) if issuer is None else issuer)
  page.locator("button.go").click()
  page.wait_for_selector(f"html[data-checked='{int(before) + 1}']")
  steps = {one.get_attribute("data-step"): one.get_attribute("data-state") for one in page.locator("#steps li").all()}
  return page.locator("#verdict").get_attribute("data-state"), steps


def opened(bench, theme="light", size=(1440, 900), locale="en-GB", base=None):
  """The page from the disk; from the server where a base is given."""
  return bench.open(query="verify.html" if base else "", theme=theme, size=size, locale=locale, duty=None, base=base or PAGE.as_uri())


def steps_of(name, expected, found):
  wrong = {step: found.get(step) for step, state in expected.items() if found.get(step) != state}
  assert not wrong, f"{name}: {wrong}, all: {found}"


def proofs_hold_or_fail_in_their_own_step(bench):
  page = opened(bench)
  other = entry().replace(b".", b".A", 1)
  cases = [
    ("all of it", sealed(), {}, "yes", {"log": "yes", "inclusion": "yes", "witnesses": "yes", "issuer": "yes", "record": "yes", "segment": "yes"}),
    ("nothing disclosed", proof(entry()), {}, "yes", {"record": "yes"}),
    ("entry in a file", proof(entry(), extra=False), {"item": entry()}, "yes", {"inclusion": "yes", "issuer": "yes"}),
    ("another entry", proof(entry(), extra=False), {"item": other}, "no", {"log": "yes", "inclusion": "no"}),
    ("no entry", proof(entry(), extra=False), {}, "no", {"inclusion": "no"}),
    ("one witness of two", proof(entry(), cosigners=WITNESSES[:1]), {}, "no", {"inclusion": "yes", "witnesses": "no"}),
    ("no witness asked for", proof(entry()), {"keys": LOG.text, "quorum": ""}, "yes", {"witnesses": "open"}),
    ("another key of the log", proof(entry()), {"keys": Signer(LOG.name, 1, 77).text, "quorum": "0"}, "no", {"log": "no"}),
    ("another issuer", proof(entry()), {"issuer": urlsafe(LOG.public)}, "no", {"issuer": "no"}),
    ("no issuer", proof(entry()), {"issuer": ""}, "yes", {"issuer": "open"}),
    ("a disclosure of another record", proof(entry(), [urlsafe(b'["s","actor","B"]')]), {}, "no", {"record": "no"}),
  ]
  for name, file, more, verdict, steps in cases:
    said, found = ask(page, file, **more)
    assert said == verdict, f"{name}: {said}, {found}"
    steps_of(name, steps, found)
  policy = "\n".join([f"log {LOG.text}", *(f"witness w{at} {one.text}" for at, one in enumerate(WITNESSES)), "group neutral 2 w0 w1", "group both all neutral w2", "quorum both"])
  assert ask(page, proof(entry()), keys=policy, quorum="")[0] == "yes"
  assert ask(page, proof(entry(), cosigners=WITNESSES[:2]), keys=policy, quorum="")[0] == "no"
  assert not bench.complaints, bench.complaints


def shared_proofs_are_judged_as_their_list_says(bench):
  if not SHARED.exists():
    print("    skipped: there are no shared proofs beside the repository")
    return
  page = opened(bench)
  vectors = json.loads(SHARED.read_text())
  keys = "\n".join([vectors["log_vkey"], *vectors["witness_vkeys"]])
  for one in vectors["cases"]:
    said, found = ask(page, base64.b64decode(one["proof_b64"]), keys, str(one["quorum"]), "", base64.b64decode(one["entry_b64"]))
    assert said == ("yes" if one["ok"] else "no"), f"{one['name']}: {said}, {found}"
  print(f"    {len(vectors['cases'])} proofs")


def says_what_is_not_proven_in_both_languages(bench):
  needed = {"en-GB": ["The proof holds.", "What this does not prove", "signature was not checked", "does not judge"],
            "de-DE": ["Der Beweis stimmt.", "Was damit nicht bewiesen ist", "wurde nicht geprüft", "beurteilt sie nicht"]}
  for locale, words in needed.items():
    page = opened(bench, locale=locale)
    ask(page, proof(entry(), DISCLOSURES[:1]), issuer="")
    text = page.locator("#results").inner_text()
    for word in words:
      assert word in text, f"{word!r} is missing in {text}"
    # A character that turns the text around is shown, not obeyed.
    assert "Watch \\u202e2" in text and "\u202e" not in text, text
    assert "=>" not in page.locator("body").inner_text()
  page.locator("[data-language=en]").click()
  assert "The proof holds." in page.locator("#results").inner_text()


def fits_and_is_accessible_in_both_themes(bench, violations):
  for theme in ["light", "dark"]:
    for size in [(390, 844), (1440, 900)]:
      page = opened(bench, theme=theme, size=size)
      ask(page, sealed())
      wide = page.evaluate("document.documentElement.scrollWidth")
      assert wide <= size[0], f"{wide} pixels wide at {size[0]}, {theme}"
      violations(page, f"proof that holds, {theme}, {size[0]}")
      ask(page, proof(entry(), cosigners=[]))
      violations(page, f"proof that fails, {theme}, {size[0]}")


def runs_from_the_server_and_asks_nobody(bench):
  page = opened(bench, base=bench.base)
  asked = []
  page.on("request", lambda request: asked.append(request.url))
  said, _ = ask(page, sealed())
  assert said == "yes", said
  assert not asked, asked
  assert not bench.complaints, bench.complaints


def proofs_of_the_server_hold(bench):
  """A record's and an observation's, with the keys that the server names; both are taken to the page on the disk."""
  status = bench.api("log")
  with urllib.request.urlopen(bench.base + "api/v1/log/issuer", timeout=30) as answer:
    issuer = answer.read().decode()
  observation = bench.api("observations?limit=1")["observations"][0]["id"]
  page = opened(bench)
  for where, expected in [("log/records/0/proof", {}), (f"observations/{observation}/proof", {"segment": "yes"})]:
    with urllib.request.urlopen(bench.base + "api/v1/" + where, timeout=30) as answer:
      file = answer.read()
    said, found = ask(page, file, status["key"], "0", issuer)
    assert said == "yes", f"{where}: {found}, {page.locator('#results').inner_text()}"
    steps_of(where, {"log": "yes", "inclusion": "yes", "issuer": "yes", "record": "yes", **expected}, found)
