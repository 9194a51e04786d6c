#!/usr/bin/env python3
"""Writes the table of SAPIENT messages, their fields and rules, from the published descriptors.

    pip install sapient-msg==0.2.1 'protobuf>=6,<7'
    python3 Scripts/make-sapient-tables.py

The descriptors are those of BSI Flex 335 v2.0 as published by Dstl (Apache-2.0); mandatory fields, UUID
and ULID are options in them. Rules that have no option there and that Dstl's test harness for the
specification checks are added below.
"""
import pathlib
import re

import sapient_msg
from sapient_msg import proto_options_pb2 as options
from sapient_msg.bsi_flex_335_v2_0 import sapient_message_pb2

PACKAGE = "sapient_msg.bsi_flex_335_v2_0."
TARGET = pathlib.Path(__file__).resolve().parents[1] / "Sources/Feeds/SAPIENT/SAPIENTRules.swift"
TYPES = {1: "d", 2: "f", 3: "n", 5: "i", 8: "b", 9: "s", 12: "y"}

# Checked by Dstl's test harness, not in the descriptors' options; the level of a battery by its comment.
# ! mandatory, u UUID, l ULID, v version of the interface, c 0 to 1, % 0 to 100.
STATED = {
    "Registration.icd_version": "v",
    "Registration.dependent_nodes": "u",
    "Registration.TaskDefinition.concurrent_tasks": "!",
    "Error.error_message": "!",
    "FollowObject.follow_object_id": "l",
    "DetectionReport.detection_confidence": "c",
    "DetectionReport.DetectionReportClassification.confidence": "c",
    "DetectionReport.SubClass.confidence": "c",
    "DetectionReport.Behaviour.confidence": "c",
    "Alert.confidence": "c",
    "Alert.ranking": "c",
    "StatusReport.Power.level": "%",
}


def comments():
    """What stands behind each field in the definition, by full name."""
    found = {}
    folder = pathlib.Path(sapient_msg.__file__).parent / "bsi_flex_335_v2_0"
    for path in sorted(folder.glob("*.proto")):
        stack = []
        for line in path.read_text(encoding="utf-8").splitlines():
            code, _, comment = line.partition("//")
            opened = re.match(r"\s*(message|enum|oneof)\s+(\w+)\s*\{", code)
            if opened:
                stack.append(opened.group(2) if opened.group(1) != "oneof" else None)
            elif code.count("{") > code.count("}"):
                stack.append(None)
            elif code.count("}") > code.count("{"):
                stack.pop()
            field = re.match(
                r"\s*(?:optional\s+|repeated\s+)?[\w.]+\s+(\w+)\s*=\s*\d+", code)
            if field and stack and comment.strip():
                name = ".".join([part for part in stack if part] + [field.group(1)])
                found[name] = " ".join(comment.split())
    return found


def order(message, seen):
    if message.full_name in seen:
        return
    seen[message.full_name] = message
    for field in message.fields:
        if field.message_type is not None:
            order(field.message_type, seen)


def short(descriptor):
    return descriptor.full_name.removeprefix(PACKAGE).removeprefix("google.protobuf.")


def flags(message, field):
    chosen = field.GetOptions().Extensions[options.field_options]
    text = "r" if field.is_repeated else ""
    text += "!" if chosen.is_mandatory else ""
    text += "u" if chosen.is_uuid else ""
    text += "l" if chosen.is_ulid else ""
    return text + STATED.get(f"{short(message)}.{field.name}", "")


def kind(field):
    if field.enum_type is not None:
        return "e:" + short(field.enum_type)
    if field.message_type is not None:
        return "m:" + short(field.message_type)
    return TYPES[field.type]


def rows():
    meaning = comments()
    messages, enums = {}, {}
    order(sapient_message_pb2.SapientMessage.DESCRIPTOR, messages)
    for message in messages.values():
        yield f"M\t{short(message)}"
        choices = [one for one in message.oneofs if len(one.fields) > 1 or not one.fields[0].has_presence
                   or one.name in ("velocity_oneof", "velocity_units_oneof")]
        for one in choices:
            rule = "!" if one.GetOptions().Extensions[options.oneof_options].is_mandatory else ""
            yield f"O\t{one.name}\t{rule}"
        for field in sorted(message.fields, key=lambda each: each.number):
            one = field.containing_oneof
            choice = one.name if one in choices else ""
            text = meaning.get(f"{short(message)}.{field.name}", "").replace("\\", "/")
            yield f"F\t{field.number}\t{field.name}\t{kind(field)}\t{flags(message, field)}\t{choice}\t{text}"
            if field.enum_type is not None:
                enums[field.enum_type.full_name] = field.enum_type
    for enum in enums.values():
        yield f"E\t{short(enum)}"
        for value in enum.values:
            yield f"V\t{value.number}\t{value.name}"


def main():
    body = "\n".join("    " + row.rstrip("\t") for row in rows())
    TARGET.write_text(f'''// Which messages has SAPIENT, with which fields, and what must be in them?
//
// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/make-sapient-tables.py from the definitions of BSI Flex 335 v2.0,
// Dstl (c) Crown Copyright 2024, Apache-2.0 (see NOTICE). Not to be edited.

// swift-format-ignore-file

enum SAPIENTRules {{
  /// Tabs between the columns. M message; O choice, ! one of it is mandatory; F field: number, name, kind
  /// (d double, f float, i int32, n int64, b bool, s text, y bytes, e enumeration, m message), rules (r repeated, !
  /// mandatory, u UUID, l ULID, v version, c 0 to 1, % 0 to 100), choice, meaning; E enumeration; V value.
  static let text: StaticString = """
{body}
    """
}}
''', encoding="utf-8")


if __name__ == "__main__":
    main()
