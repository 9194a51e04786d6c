#!/usr/bin/env python3
# What do the ASTERIX categories consist of? Writes the tables of the decoder from the published ones.
#
# SPDX-License-Identifier: Apache-2.0
"""Writes Sources/Feeds/ASTERIX/Tables/*.swift.

Source: the machine-readable specifications of https://github.com/zoranbosnjak/asterix-specs
(BSD-3-Clause), taken from the Python package `libasterix`, which holds every edition:

    python3 -m venv venv && venv/bin/pip install libasterix==0.36.3
    venv/bin/python Scripts/make-asterix-tables.py

One text a category; the decoder reads it once. Lines, their parts divided by `|`; a node is named
by the number of its line among the nodes, from 0:

    E|bits|content              a number; contents: r raw, t table, a ASCII, c ICAO 6-bit, o octal,
                                u/s integer, q quantity (sign, numerator, denominator, unit), b BDS,
                                d content by the value of the element before it
    G|part …                    a group; a part is name:title-number:node or =bits for spare bits
    X|part … / part …           an extended item; `/` is the extension bit
    R|octets|node               a repetitive item; 0 octets: by extension bit
    L|kind                      an explicit item: e, RE or SP
    P|octets|part …             a compound item; `-` where no subitem is defined
    T|text                      a title, numbered from 0 on its own
    K|content                   a content, numbered from 0 on its own
    V|edition|selector|uap …    an edition: each application profile is a list of parts by FRN,
                                `-` spare, `!` random field sequencing
    W|edition|octets|part …     an edition of the reserved expansion field (0 octets: by extension)
"""
import fractions
import pathlib
import asterix.base as base
import asterix.generated as generated

CATEGORIES = (1, 2, 10, 21, 34, 48, 62, 63, 65)
FOLDER = pathlib.Path(__file__).resolve().parent.parent / "Sources/Feeds/ASTERIX/Tables"

# Where the published table contradicts itself: category, item -> the step that its own range needs.
# I010/202: 16 bits to +-8192 m/s, I010/210: 8 bits to +-31 m/s2; both are 1/4, written as 1/16.
STEPS = {(10, "202"): fractions.Fraction(1, 4), (10, "210"): fractions.Fraction(1, 4)}

UNITS = {
    "NM": "nmi", "°": "deg", "FL": "fl", "s": "s", "NM/s": "nmi_per_s", "dBm": "dbm", "m": "m",
    "m/s": "m_per_s", "ft": "ft", "m/s²": "m_per_s2", "": "", "kt": "kn", "ft/min": "ft_per_min",
    "°/s": "deg_per_s", "°C": "degc", "MHz": "mhz", "Mach": "mach", "mb": "hpa", "ms": "ms",
    "hPa": "hpa", "dB": "db", "%": "percent", "ALTFL": "fl", "dBm²": "dbm2", "m²": "m2",
}


def clean(text):
    return " ".join(text.replace("|", "/").replace('"', "'").replace("#", "").split())


def edition_name(edition):
    return f"{edition[0]}.{edition[1]}"


class Category:
    def __init__(self, number):
        self.number = number
        self.item = ""
        self.nodes, self.node_numbers = [], {}
        self.titles, self.title_numbers = [], {}
        self.contents, self.content_numbers = [], {}

    def intern(self, text, rows, numbers):
        if text not in numbers:
            numbers[text] = len(rows)
            rows.append(text)
        return numbers[text]

    def node(self, text):
        return self.intern(text, self.nodes, self.node_numbers)

    def title(self, text):
        return self.intern(clean(text or ""), self.titles, self.title_numbers)

    def content(self, content):
        return self.intern(self.content_text(content), self.contents, self.content_numbers)

    def content_text(self, content):
        if issubclass(content, base.ContentTable):
            rows = sorted(content.cv_values.items())
            return "|".join(["t"] + [f"{value}={clean(text)}" for value, text in rows])
        if issubclass(content, base.ContentQuantity):
            lsb = fractions.Fraction(content.cv_lsb).limit_denominator(1 << 32)
            # A double as the source holds it; the specified step is the near fraction.
            if abs(float(lsb) - content.cv_lsb) > 1e-12 * content.cv_lsb:
                raise SystemExit(f"step {content.cv_lsb} is no fraction")
            lsb = STEPS.get((self.number, self.item), lsb)
            sign = "s" if content.cv_signedness is base.Signed else "u"
            unit = UNITS[content.cv_unit]
            return f"q|{sign}|{lsb.numerator}|{lsb.denominator}|{unit}"
        if issubclass(content, base.ContentInteger):
            return "s" if content.cv_signedness is base.Signed else "u"
        if issubclass(content, base.ContentString):
            return {"StringAscii": "a", "StringICAO": "c", "StringOctal": "o"}[
                content.cv_string_type.__name__]
        if issubclass(content, base.ContentBds):
            return "b|" + ("with" if content.cv_bds_type is base.BdsWithAddress else "at")
        return "r"

    def rule(self, rule, before):
        if issubclass(rule, base.RuleContentDependent):
            path = rule.cv_depends_on
            cases = rule.cv_cases
            if len(path) != 1 or path[0][-1] != before or [c[0] for c in cases] != [[0], [1]]:
                raise SystemExit(f"dependent content not understood: {path}")
            parts = [str(self.content(content)) for _, content in cases]
            return self.intern("d|" + "|".join(parts), self.contents, self.content_numbers)
        return self.content(rule.cv_content)

    def part(self, item, before=None):
        if issubclass(item, base.Spare):
            return f"={item.cv_bit_size}"
        return self.named(item.cv_non_spare, before)

    def named(self, item, before=None):
        rule = item.cv_rule
        if not issubclass(rule, base.RuleVariationContextFree):
            raise SystemExit(f"dependent variation not understood: {item.cv_name}")
        node = self.variation(rule.cv_variation, before)
        return f"{item.cv_name}:{self.title(item.cv_title)}:{node}"

    def parts(self, items):
        texts, before = [], None
        for item in items:
            texts.append(self.part(item, before))
            before = None if issubclass(item, base.Spare) else item.cv_non_spare.cv_name
        return texts

    def variation(self, variation, before=None):
        if issubclass(variation, base.Element):
            content = self.rule(variation.cv_rule, before)
            return self.node(f"E|{variation.cv_bit_size}|{content}")
        if issubclass(variation, base.Group):
            return self.node("|".join(["G"] + self.parts([i for i, _ in variation.cv_items_list])))
        if issubclass(variation, base.Extended):
            texts = ["X"]
            for group in variation.cv_items_list:
                texts += self.parts([pair[0] for pair in group if pair])
                texts += ["/"] * (group[-1] is None)
            return self.node("|".join(texts))
        if issubclass(variation, base.Repetitive):
            inner = self.variation(variation.cv_variation)
            return self.node(f"R|{variation.cv_rep_bytes or 0}|{inner}")
        if issubclass(variation, base.Explicit):
            kind = {None: "e", base.ReservedExpansion: "RE", base.SpecialPurpose: "SP"}
            return self.node(f"L|{kind[variation.cv_explicit_type]}")
        if issubclass(variation, base.Compound):
            parts = [self.named(i) if i else "-" for i in variation.cv_items_list]
            return self.node("|".join(["P", str(variation.cv_fspec_max_bytes)] + parts))
        raise SystemExit(f"{variation} not understood")

    def profile(self, record):
        parts = []
        for item in record.cv_items_list:
            if issubclass(item, base.UapItem):
                self.item = item.cv_non_spare.cv_name
                parts.append(self.named(item.cv_non_spare))
            else:
                parts.append("!" if issubclass(item, base.UapItemRFS) else "-")
        return parts

    def edition(self, spec):
        uap, texts = spec.cv_uap, ["V", edition_name(spec.cv_edition)]
        if issubclass(uap, base.UapMultiple):
            path, cases = uap.cv_selector
            names = [cases[value] for value in sorted(cases)]
            texts.append("/".join(path))
            records = [uap.cv_uaps[name] for name in names]
        else:
            texts.append("")
            records = [uap.cv_record]
        for index, record in enumerate(records):
            texts += ["/"] * (index > 0) + self.profile(record)
        return "|".join(texts)

    def expansion(self, spec):
        kind, octets = spec.cv_expansion.cv_type
        parts = [self.named(i) if i else "-" for i in spec.cv_expansion.cv_items_list]
        octets = octets if kind is base.FspecFixed else 0
        return "|".join(["W", edition_name(spec.cv_edition), str(octets)] + parts)

    def text(self):
        editions = [self.edition(s) for s in generated.manifest["CATS"][self.number]]
        editions += [self.expansion(s) for s in generated.manifest["REFS"].get(self.number, [])]
        rows = [f"T|{t}" for t in self.titles] + [f"K|{c}" for c in self.contents]
        return "\n".join(rows + self.nodes + editions)


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    for number in CATEGORIES:
        text = Category(number).text()
        name = f"{number:03}"
        (FOLDER / f"Category{name}.swift").write_text(f'''\
// What does ASTERIX category {name} consist of? Written by Scripts/make-asterix-tables.py.
//
// SPDX-License-Identifier: Apache-2.0 AND BSD-3-Clause
// From asterix-specs ({generated.asterix_specs_ref}), Copyright (c) 2024 Zoran Bošnjak; see NOTICE.
// swift-format-ignore-file

let asterixCategory{name}: StaticString = #"""
{text}
"""#
''', encoding="utf-8")
        print(name, len(text), "bytes")


main()
