#!/usr/bin/env python3
# Does our ASTERIX decoder agree with an independent one, field by field?
#
# SPDX-License-Identifier: Apache-2.0
"""usage: asterix.py DECODE_COMMAND SHARED_DATA_DIR

Runs `DECODE_COMMAND asterix FILE` over every shared recording and compares each record that
asterix-decoder 0.7.11 gave (data/wire/asterix/*.expected.jsonl, its default editions) item by item:
the values in their order, whatever the two call them. Prints a Markdown section; exit status 1 where
a difference is not explained by the table below, or where nothing was compared.
"""
import collections
import gzip
import json
import pathlib
import re
import sys

import _running

# (category or None, item or None, class of difference) -> section of the specification, who is wrong.
EXPLAINED = {
    (48, "I250", "number of fields"): "nobody: I048/250 is the register's 56 bits and its number; "
        "the peer also interprets some registers",
    (None, None, "unit: ft instead of FL"): "nobody: the specification's step is 1/4 FL, the peer "
        "gives feet",
    (48, "I200", "unit: kt instead of NM/s"): "nobody: I048/200 GSP is in 2^-14 NM/s, the peer "
        "gives knots",
    (None, None, "characters outside the alphabet"): "peer: ICAO annex 10 IV table 3-9 has no such "
        "code (control characters in ASCII fields); we write #, the peer a space",
    (62, "I380", "value"): "peer: I062/380 IAS with IM = 0 is in 2^-14 NM/s, the peer gives bits",
    (65, "I040", "number of fields"): "nobody: STTN came with edition 1.4, the peer reads 1.3",
    (21, "I074", "value"): "nobody: seconds, the peer gives nanoseconds",
    (10, "I270", "value"): "peer: the step of the orientation is 360/128 = 2.8125 degrees, not 2.81",
    (2, "I050", "number of fields"): "nobody: the peer lists the extension bits as fields",
}

# Recordings whose further records the peer gives and we refuse.
REFUSED = {
    "cc-asterix.pcap": "category 062 of before its published editions: without I062/015 the time "
        "of day is that of the capture (46065 s), with it 127426 s, more than a day has. The peer "
        "gives whatever it can read and does not say that lengths do not come out.",
}

# Their unit over ours: hundreds of feet to feet, NM/s to knots, and so on.
UNITS = {100: "ft instead of FL", 3600: "kt instead of NM/s", 60: "per minute", 1000: "thousandths",
         1 / 256: "", 0.001: ""}


def leaves(value):
    """Values in their order; FX and spare bits, texts of codes left out."""
    if isinstance(value, dict):
        if "val" in value:
            return [value["val"]]
        found = []
        for name, inner in value.items():
            if name in ("FX", "spare_bits") or re.fullmatch(r"(spare|sb|res)\d*", name):
                continue
            if name.endswith("_text") or name == "text":
                continue
            found += leaves(inner)
        return found
    if isinstance(value, list):
        return [leaf for inner in value for leaf in leaves(inner)]
    return [value]


def same(ours, theirs):
    """None where they agree, else the class of the difference."""
    if ours is None:
        return None if str(theirs).strip(" \0@") == "" else "text of zero bits"
    if isinstance(ours, str):
        text = str(theirs)
        if ours == text.rstrip() or ours.lstrip("0") == text.lstrip("0").upper():
            return None
        try:
            if int(ours, 16) == int(float(theirs)) or int(ours, 16) == int(text, 16):
                return None
        except ValueError:
            pass
        if "#" in ours:
            return "characters outside the alphabet"
        return "text"
    try:
        number = float(theirs)
    except ValueError:
        try:
            return None if int(str(theirs), 16) == ours else "value"
        except ValueError:
            return "value"
    if abs(number - ours) <= 1e-6 * max(1, abs(ours)) + 1e-7:
        return None
    for ratio, name in UNITS.items():
        if name and abs(number - ours * ratio) <= 1e-5 * abs(number) + 1e-4:
            return f"unit: {name}"
    return "value"


def expected(path):
    opened = gzip.open(path, "rt") if path.suffix == ".gz" else open(path)
    with opened as lines:
        for line in lines:
            yield json.loads(line)


def ours(command, path):
    return _running.decode(command, "asterix", path)


def items(record):
    named = {}
    for name, value in record.items():
        match = re.match(r"(I\d\d\d|RE|SP)(_|$)", name)
        if match and not name.endswith("_text"):
            named[match.group(1)] = value
    return named


class Tally:
    def __init__(self):
        self.records = self.fields = self.agreed = 0
        self.classes = collections.Counter()
        self.examples = {}

    def differ(self, category, item, kind, example):
        self.classes[(category, item, kind)] += 1
        self.examples.setdefault((category, item, kind), example)

    def compare(self, mine, theirs):
        category = mine["category"]
        named = items(mine)
        their_items = {("RE" if n == "IRE" else "SP" if n == "ISP" else n): v
                       for n, v in theirs.items() if re.match(r"I(\d\d\d|RE|SP)$", n)}
        self.records += 1
        for item in sorted(set(named) | set(their_items)):
            if item not in named or item not in their_items:
                self.fields += 1
                who = "not in ours" if item not in named else "not in theirs"
                self.differ(category, item, who, (named.get(item), their_items.get(item)))
                continue
            a, b = leaves(named[item]), leaves(their_items[item])
            if len(a) != len(b):
                self.fields += 1
                self.differ(category, item, "number of fields", (a[:12], b[:12]))
                continue
            for x, y in zip(a, b):
                self.fields += 1
                kind = same(x, y)
                if kind is None:
                    self.agreed += 1
                else:
                    self.differ(category, item, kind, (x, y))


def explanation(key):
    category, item, kind = key
    for wanted in ((category, item, kind), (None, None, kind)):
        if wanted in EXPLAINED:
            return EXPLAINED[wanted]
    return None


def main():
    command, shared = sys.argv[1], pathlib.Path(sys.argv[2])
    tally, rows, unexplained = Tally(), [], []
    for path in sorted((shared / "wire/asterix").glob("*.expected.jsonl*")):
        name = path.name.split(".expected")[0].split(".first")[0]
        source = next((p for p in (shared / "asterix" / name, shared / "wire/asterix" / name)
                       if p.exists()), None)
        if source is None:
            continue
        data = source.read_bytes()
        records, faults = ours(command, source)
        by_offset = {r["byte_offset"]: r for r in records}
        before = (tally.records, tally.fields, tally.agreed)
        at, alone = 0, 0
        for block in expected(path):
            raw = bytes.fromhex(block["block"])
            found = data.find(raw, at)
            if found < 0:
                continue
            at = found + len(raw)
            offset = found + 3
            for theirs in block["records"]:
                if not theirs.get("hexdata"):
                    alone += 1
                    continue
                mine = by_offset.get(offset)
                if mine is None:
                    alone += 1
                else:
                    tally.compare(mine, theirs)
                offset += len(theirs["hexdata"]) // 2
        rows.append((name, len(records), len(faults), tally.records - before[0],
                     tally.fields - before[1], tally.agreed - before[2], alone))
    print("## ASTERIX\n")
    print("Peer: asterix-decoder 0.7.11 (its default editions), item by item in order.\n")
    print("| recording | records | faults | compared | fields | agree | records only of the peer |")
    print("|---|---|---|---|---|---|---|")
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |")
    print(f"\n{tally.records} records, {tally.fields} fields compared, {tally.agreed} agree, "
          f"{sum(tally.classes.values())} differ.\n")
    print("| category, item | difference | count | ours, theirs | who is wrong |")
    print("|---|---|---|---|---|")
    for key, count in tally.classes.most_common():
        why = explanation(key)
        if why is None:
            unexplained.append(key)
        example = str(tally.examples[key]).replace("|", "/")[:160]
        print(f"| {key[0]:03} {key[1]} | {key[2]} | {count} | {example} | {why or 'NOT EXPLAINED'} |")
    for name, *_, alone in rows:
        if alone and name in REFUSED:
            print(f"\n{name}, {alone} records of the peer only: {REFUSED[name]}")
        elif alone:
            unexplained.append(name)
            print(f"\n{name}: {alone} records of the peer only, NOT EXPLAINED")
    if not tally.fields:
        print("\nNothing was compared.")
    sys.exit(1 if unexplained or not tally.fields else 0)


main()
