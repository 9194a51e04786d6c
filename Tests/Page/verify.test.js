// The logic of verify.html, held against proofs that others made; no browser is needed.
// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { createHash, createPrivateKey, sign } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

const page = readFileSync(new URL("../../Sources/Web/Page/verify.html", import.meta.url), "utf8");
const script = (id) => new RegExp(`<script id="${id}">([\\s\\S]*?)</script>`).exec(page)[1];
const context = vm.createContext({ crypto: globalThis.crypto, TextEncoder, TextDecoder, atob, btoa, Uint8Array, DataView });
vm.runInContext(`${script("logic")}; globalThis.Proofs = Proofs; ${script("words")}; globalThis.WORDS = WORDS;`, context);
const { Proofs, WORDS } = context;
const bytes = (text) => new Uint8Array(Buffer.from(text, "base64"));
const shared = (name) => {
  const url = new URL(`../../../shared/data/ledger/${name}`, import.meta.url);
  return existsSync(url) ? JSON.parse(readFileSync(url, "utf8")) : null;
};

// A small log of our own, signed by node's own Ed25519, so that the tests need no other files.
const sha256 = (...parts) => createHash("sha256").update(Buffer.concat(parts.map((part) => Buffer.from(part)))).digest();
const leaf = (entry) => sha256([0], entry);
function root(leaves) {
  if (leaves.length === 1) return leaves[0];
  let half = 1;
  while (half * 2 < leaves.length) half *= 2;
  return sha256([1], root(leaves.slice(0, half)), root(leaves.slice(half)));
}
function pathOf(leaves, index) {
  if (leaves.length === 1) return [];
  let half = 1;
  while (half * 2 < leaves.length) half *= 2;
  return index < half ? [...pathOf(leaves.slice(0, half), index), root(leaves.slice(half))]
    : [...pathOf(leaves.slice(half), index - half), root(leaves.slice(0, half))];
}
class Signer {
  constructor(name, type, seedByte) {
    const seed = Buffer.alloc(32, seedByte);
    this.key = createPrivateKey({ key: Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]), format: "der", type: "pkcs8" });
    this.publicKey = Buffer.from(this.key.export({ format: "jwk" }).x, "base64url");
    [this.name, this.type] = [name, type];
    this.id = sha256(`${name}\n`, [type], this.publicKey).subarray(0, 4);
    this.text = `${name}+${this.id.toString("hex")}+${Buffer.concat([Buffer.from([type]), this.publicKey]).toString("base64")}`;
  }
  line(note, timeS) {
    const time = Buffer.alloc(this.type === 4 ? 8 : 0);
    if (this.type === 4) time.writeBigUInt64BE(BigInt(timeS));
    const message = this.type === 4 ? `cosignature/v1\ntime ${timeS}\n${note}` : note;
    return `\u2014 ${this.name} ${Buffer.concat([this.id, time, sign(null, Buffer.from(message), this.key)]).toString("base64")}\n`;
  }
}
const log = new Signer("log.example/one", 1, 1);
const witnesses = [2, 3, 4].map((seed) => new Signer(`witness${seed}.example`, 4, seed));
const issuer = new Signer("issuer", 1, 9);
const base64url = (value) => Buffer.from(value).toString("base64url");
const disclosures = [["salt-salt-salt-salt-1", "observer", "A"], ["salt-salt-salt-salt-2", "note", "two"]].map((one) => base64url(JSON.stringify(one)));
const observations = ["one", "two", "three", "four", "five"].map((text) => Buffer.from(JSON.stringify({ text })));
function record(claims) {
  const digests = [...disclosures, "blank", "blank 2"].map((text) => sha256(Buffer.from(text)).toString("base64url")).sort();
  const signed = `${base64url(JSON.stringify({ alg: "EdDSA", typ: "truceline-record+sd-jwt" }))}.${base64url(JSON.stringify({ ...claims, _sd: digests, _sd_alg: "sha-256" }))}`;
  return Buffer.from(`${signed}.${sign(null, Buffer.from(signed), issuer.key).toString("base64url")}`);
}
const entry = record({ id: "R-000003", type: "segment.sealed", root: root(observations.map(leaf)).toString("base64") });
const entries = [Buffer.from("zero"), Buffer.from("one"), Buffer.from("two"), entry, Buffer.from("four"), Buffer.from("five"), Buffer.from("six")];
function proofFile({ index = 3, extra, cosigners = witnesses, leaves = entries.map(leaf) } = {}) {
  const note = `${log.name}\n${leaves.length}\n${root(leaves).toString("base64")}\n`;
  const lines = cosigners.map((one, at) => one.line(note, 1_782_000_000 + at));
  return Buffer.from(["c2sp.org/tlog-proof@v1\n", extra ? `extra ${Buffer.from(JSON.stringify(extra)).toString("base64")}\n` : "", `index ${index}\n`,
    ...pathOf(leaves, index).map((hash) => `${hash.toString("base64")}\n`), "\n", note, "\n", log.line(note), ...lines].join(""));
}
const beside = (changes = {}) => ({
  entry: entry.toString("base64"), disclosures: disclosures.slice(0, 1),
  segment: { index: 2, size: 5, path: pathOf(observations.map(leaf), 2).map((hash) => hash.toString("base64")), record: observations[2].toString("base64") }, ...changes,
});
const keys = [log, ...witnesses].map((one) => one.text).join("\n");
const examine = (file, more = {}) => Proofs.examine({ proof: new Uint8Array(file), entry: null, keys, quorum: 2, issuer: base64url(issuer.publicKey), ...more });
const states = (result) => Object.fromEntries(result.steps.map((step) => [step.id, step.state]));
const wordOf = (result, id) => result.steps.find((step) => step.id === id)?.word;

test("a proof with entry, disclosure and report holds in every step", async () => {
  const result = await examine(proofFile({ extra: beside() }));
  assert.deepEqual({ ...states(result) }, { keys: "yes", form: "yes", log: "yes", inclusion: "yes", witnesses: "yes", issuer: "yes", record: "yes", segment: "yes" });
  assert.equal(result.verdict, "yes");
  assert.equal(result.record.claims.get("observer"), "A");
  assert.equal(result.record.claims.has("note"), false);
  assert.equal(result.record.withheldCount, 3);
  assert.deepEqual([...result.record.disclosed], ["observer"]);
  assert.equal(Buffer.from(result.report.bytes).toString(), '{"text":"three"}');
});

test("every index of every size up to 20 leads to the root, and no other index does", async () => {
  for (let size = 1; size <= 20; size++) {
    const leaves = Array.from({ length: size }, (_, at) => leaf(Buffer.from([at])));
    for (let index = 0; index < size; index++) {
      const path = pathOf(leaves, index).map((hash) => new Uint8Array(hash));
      for (let other = 0; other < size; other++) {
        const found = await Proofs.rootOf(new Uint8Array(leaves[index]), BigInt(other), BigInt(size), path);
        const isRoot = found !== null && Buffer.from(found).equals(root(leaves));
        assert.equal(isRoot, other === index, `${index} as ${other} of ${size}`);
      }
    }
  }
});

test("what does not fit fails in its own step", async () => {
  const cases = [
    ["inclusion", "notIncluded", proofFile({ extra: beside({ entry: Buffer.from("other").toString("base64"), segment: undefined, disclosures: [] }) })],
    ["inclusion", "noEntry", proofFile()],
    ["witnesses", "quorum", proofFile({ extra: beside(), cosigners: witnesses.slice(0, 1) })],
    ["record", "disclosureUnknown", proofFile({ extra: beside({ disclosures: [base64url('["salt","observer","B"]')] }) })],
    ["record", "disclosureTwice", proofFile({ extra: beside({ disclosures: [disclosures[0], disclosures[0]] }) })],
    ["segment", "segment", proofFile({ extra: beside({ segment: { ...beside().segment, record: observations[1].toString("base64") } }) })],
    ["segment", "segment", proofFile({ extra: beside({ segment: { ...beside().segment, index: 3 } }) })],
    ["form", "proofVersion", Buffer.from("c2sp.org/tlog-proof@v2\nindex 0\n\n")],
    ["form", "proofShape", Buffer.alloc(0)],
  ];
  for (const [id, word, file] of cases) {
    const result = await examine(file);
    assert.equal(wordOf(result, id), word);
    assert.equal(states(result)[id], "no");
    assert.equal(result.verdict, "no");
  }
});

test("another key of the log, of the issuer or none at all proves nothing", async () => {
  const file = proofFile({ extra: beside() });
  const other = new Signer(log.name, 1, 77);
  assert.equal(wordOf(await examine(file, { keys: keys.replace(log.text, other.text) }), "log"), "noLogSignature");
  assert.equal(wordOf(await examine(file, { keys: keys.replace(log.text, new Signer("x.example", 1, 1).text) }), "log"), "otherOrigin");
  assert.equal(wordOf(await examine(file, { issuer: base64url(other.publicKey) }), "issuer"), "issuerSignature");
  assert.equal(wordOf(await examine(file, { keys: "" }), "keys"), "noLogKey");
  assert.equal(wordOf(await examine(file, { keys: keys.replace("+", "x+") }), "keys"), "badKeyID");
  const without = await examine(file, { issuer: "" });
  assert.equal(states(without).issuer, "open");
  assert.equal(without.verdict, "yes");
});

test("every byte of checkpoint, path and index counts", async () => {
  const file = proofFile({ extra: beside() });
  const start = file.indexOf("index ");
  for (let at = start; at < file.length; at++) {
    const changed = Buffer.from(file);
    changed[at] ^= 1;
    const result = await examine(changed, { quorum: 3 });
    assert.equal(result.verdict, "no", `byte ${at} of ${file.length}: ${JSON.stringify(String.fromCharCode(file[at]))}`);
  }
});

test("the shared proofs are judged as their list says", async (t) => {
  const vectors = shared("proofs.json");
  if (!vectors) return t.skip("there is no shared/data/ledger/proofs.json beside the repository");
  for (const one of vectors.cases) {
    const result = await examine(bytes(one.proof_b64), { entry: bytes(one.entry_b64), keys: [vectors.log_vkey, ...vectors.witness_vkeys].join("\n"), quorum: one.quorum });
    assert.equal(result.verdict, one.ok ? "yes" : "no", one.name);
  }
  assert.ok(vectors.cases.length > 20);
});

test("the shared policies are judged as their list says", async (t) => {
  const vectors = shared("policy.json");
  if (!vectors) return t.skip("there is no shared/data/ledger/policy.json beside the repository");
  for (const one of vectors.cases) {
    const rules = await Proofs.policy(vectors.policy, null);
    const found = await Proofs.signers(Proofs.note(bytes(one.note_b64)), rules.witnesses.map((witness) => witness.key));
    assert.equal(Proofs.isMet(rules.quorum, new Set(found.map((made) => made.key.text))), one.ok, one.cosigned_by);
  }
  for (const bad of vectors.bad_policies) await assert.rejects(Proofs.policy(bad.policy, null), undefined, bad.why);
});

test("the shared notes are opened and refused as their list says", async (t) => {
  for (const name of ["notes.json", "cosignatures.json"]) {
    const vectors = shared(name);
    if (!vectors) return t.skip(`there is no shared/data/ledger/${name} beside the repository`);
    for (const one of vectors.cases) {
      const opens = async () => {
        const trusted = await Promise.all(one.vkeys.map((text) => Proofs.key(text)));
        return (await Proofs.signers(Proofs.note(bytes(one.note_b64)), trusted)).length > 0;
      };
      assert.equal(await opens().catch(() => false), one.ok, `${name}: ${one.name}`);
    }
  }
});

test("the shared record yields its claims, and changed disclosures are refused", async (t) => {
  const vectors = shared("redaction.json");
  if (!vectors) return t.skip("there is no shared/data/ledger/redaction.json beside the repository");
  for (const one of vectors.cases.filter((each) => each.ok || each.why.includes("disclosure"))) {
    const [token, ...texts] = one.sd_jwt.split("~").slice(0, -1);
    const payload = JSON.parse(Buffer.from(token.split(".")[1], "base64url").toString());
    const read = async () => Object.fromEntries((await Proofs.claims(payload, texts)).claims);
    if (one.ok) assert.deepEqual(JSON.parse(JSON.stringify(await read())), one.claims, one.name);
    else await assert.rejects(read(), undefined, one.name);
  }
});

test("both languages have the same words", () => {
  const shape = (value) => (value !== null && typeof value === "object" ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shape(one)])) : typeof value);
  assert.deepEqual(JSON.parse(JSON.stringify(shape(WORDS.de))), JSON.parse(JSON.stringify(shape(WORDS.en))));
  for (const used of page.matchAll(/refuse\("(\w+)"|\["(?:yes|open|no)", "(\w+)"|word: "(\w+)"|data-word="(\w+)"/g)) {
    assert.ok(WORDS.en[used[1] ?? used[2] ?? used[3] ?? used[4]], used[0]);
  }
});
