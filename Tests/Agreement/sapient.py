#!/usr/bin/env python3
"""Does our reader of SAPIENT messages agree with independent ones?

usage: sapient.py DECODE_COMMAND SHARED_DATA_DIR

DECODE_COMMAND is run with `sapient FILE` behind it and writes JSON lines. Compared are the samples of
Dstl's test harness (its own verdict and JSON, and the errors of the reference middleware Apex 4.2), and the
messages of live sessions with Apex. Where the packages sapient-msg and protobuf are installed, random
messages are compared with python-protobuf too, rules by the options in the descriptors. Prints Markdown;
exit 1 on a difference that the table does not explain, or if nothing was compared.

SPDX-License-Identifier: Apache-2.0
"""
import base64
import collections
import gzip
import json
import os
import random
import re
import shlex
import struct
import subprocess
import sys
import tempfile

# Sample of the harness -> item, message of the specification, who is wrong. All are marked invalid by the harness
# (Dstl's reading of the specification) and by us; Apex lets them pass.
APEX_MISSES = {
    "0028.Registration.IcdVersion.Wrong": (
        "registration.icd_version", "registration: icd_version",
        "Apex: v1.0 is in its list of versions as well"),
    "0074.TaskDefinition.ConcurrentTasks": (
        "registration.mode_definition.0.task.concurrent_tasks", "registration: task definition",
        "Apex: mandatory, but without the option in the descriptors"),
    "0096.DependantNodes.Error": (
        "registration.dependent_nodes.2", "registration: dependent_nodes",
        "Apex: UUIDs of nodes, but without the option in the descriptors"),
    "0170.Error.ErrorMessage.Missing": (
        "error.error_message", "error: error_message",
        "Apex: mandatory, but without the option in the descriptors"),
    "0178.BadId.Follow.FollowObjectId": (
        "task.command.follow.follow_object_id", "task: follow",
        "Apex: ULID of an object, but without the option in the descriptors"),
}
REASONS = {
    "mandatory fields present": "mandatory field missing",
    "mandatory oneof present": "mandatory field missing",
    "mandatory repeated present": "mandatory field missing",
    "no unknown fields": "unknown field",
    "no unknown enum values": "unknown value of an enumeration",
}


def decode(command, data):
    with tempfile.NamedTemporaryFile(suffix=".sapient", delete=False) as file:
        file.write(data)
    try:
        done = subprocess.run(shlex.split(command) + ["sapient", file.name], capture_output=True, check=False)
    finally:
        os.unlink(file.name)
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def apex_error(text):
    """`path (rule): message` as item and reason."""
    path, rule, message = re.fullmatch(r"(.*?) \((.*?)\): (.*)", text, re.S).groups()
    path = "" if path == "(root)" else path
    choice = re.search(r"OneOf field: (\w+)", message)
    if choice:
        path = ".".join(part for part in (path, choice.group(1)) if part)
    if rule == "id format valid":
        return path, ("no ULID in upper case" if "ULID" in message else "no UUID of version 4 in lower case")
    return path, REASONS.get(rule, rule)


def flat(value, path=""):
    """Every value by its path, names without capitals and underscores."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from flat(inner, f"{path}.{name.replace('_', '').lower()}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from flat(inner, f"{path}.{index}")
    else:
        yield path, value


def same(ours, theirs):
    if isinstance(theirs, str) and not isinstance(ours, str):
        try:
            theirs = float(theirs)
        except ValueError:
            return False
    if isinstance(ours, bool) or isinstance(theirs, bool):
        return ours is theirs
    if isinstance(ours, (int, float)) and isinstance(theirs, (int, float)):
        def single(number):
            return struct.pack("<f", number)
        try:
            return ours == theirs or single(ours) == single(theirs)
        except OverflowError:
            return False
    return ours == theirs


def compare_fields(name, ours, theirs, count, differences):
    ours = {key: value for key, value in ours.items() if key not in ("byte_offset", "faults", "fault_count")}
    mine, wanted = dict(flat(ours)), dict(flat(theirs))
    for path in list(wanted):
        if path == ".error.packet":
            wanted[".error.packethex"] = base64.b64decode(wanted.pop(path)).hex()
    for path in sorted(set(mine) | set(wanted)):
        count["fields"] += 1
        if path in mine and path in wanted and same(mine[path], wanted[path]):
            count["agreements"] += 1
        else:
            differences.append((name, path, mine.get(path), wanted.get(path)))


def samples(command, folder, count, differences):
    with gzip.open(os.path.join(folder, "harness-messages.jsonl.gz")) as file:
        rows = [json.loads(line) for line in file]
    framed = [row for row in rows if row.get("frame")]
    count["samples without a frame"] = len(rows) - len(framed)
    lines = decode(command, b"".join(bytes.fromhex(row["frame"]) for row in framed))
    if len(lines) != len(framed):
        differences.append(("samples", "messages", len(lines), len(framed)))
        return set()
    explained = set()
    for row, line in zip(framed, lines):
        name = row["name"]
        count["messages"] += 1
        faults = [(fault["item"], fault["reason"]) for fault in line.get("faults", [])]
        if row["harness_valid"] is not None:
            count["verdicts of the harness"] += 1
        # Templates of the simulators have no verdict; they are meant to be valid.
        if bool(faults) == (row["harness_valid"] is False):
            count["verdicts that agree with the harness"] += row["harness_valid"] is not None
        else:
            differences.append((name, "verdict", faults, row["harness_valid"]))
        if row.get("apex_crash"):
            count["crashes of Apex"] += 1
        errors = [apex_error(text) for text in row.get("apex_errors") or []]
        count["verdicts of Apex"] += 1
        if sorted(faults) == sorted(errors):
            count["verdicts that agree with Apex, item by item"] += 1
        elif name in APEX_MISSES and not errors and [item for item, _ in faults] == [APEX_MISSES[name][0]]:
            explained.add(name)
        else:
            differences.append((name, "faults", faults, errors))
        compare_fields(name, line, row["json"], count, differences)
    return explained


def sessions(command, folder, count, differences):
    for file in ("apex-session.jsonl", "apex-session-accepted.jsonl"):
        with open(os.path.join(folder, file), encoding="utf-8") as text:
            rows = [json.loads(line) for line in text]
        lines = decode(command, b"".join(bytes.fromhex(row["frame"]) for row in rows))
        if len(lines) != len(rows):
            differences.append((file, "messages", len(lines), len(rows)))
            continue
        for index, (row, line) in enumerate(zip(rows, lines)):
            count["messages"] += 1
            count["messages of sessions"] += 1
            if line.get("faults"):
                differences.append((f"{file} {index}", "faults", line["faults"], []))
            if "message" in row:
                compare_fields(f"{file} {index}", line, row["message"], count, differences)


# MARK: random messages

def random_messages(command, count, differences, number=4_000):
    try:
        from google.protobuf import json_format
        from sapient_msg import proto_options_pb2 as options
        from sapient_msg.bsi_flex_335_v2_0 import sapient_message_pb2
    except ImportError:
        return False
    dice = random.Random(335)
    ulid = re.compile("[0-7][0-9A-HJKMNP-TV-Z]{25}")
    uuid = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")

    def text(field):
        rule = field.GetOptions().Extensions[options.field_options]
        if dice.random() < 0.9:
            if rule.is_uuid:
                return "a8654cdf-4328-47de-81fa-c495589e30c9"
            if rule.is_ulid:
                return "01H4R63D7NVN8444Z5M77WEBY7"
        return dice.choice(["a", "Zaporizhzhia", "Харків", 'quoted "text"\n', "\\", "\x7f\x01", "長い" * 9])

    def scalar(field):
        if field.enum_type is not None:
            known = [value.number for value in field.enum_type.values if value.number]
            return dice.choice(known) if dice.random() < 0.95 else dice.choice([0, 3, 40, 99, -1, 2**31 - 1])
        return {
            field.TYPE_DOUBLE: lambda: dice.choice([0.0, -0.5, dice.gauss(0, 1e3), 1e-9, 1e21]),
            field.TYPE_FLOAT: lambda: dice.choice([0.0, 0.25, 0.5, 1.0]),
            field.TYPE_INT32: lambda: dice.choice([0, 1, 50, 99]),
            field.TYPE_INT64: lambda: dice.choice([0, 1_700_000_000, -5]),
            field.TYPE_BOOL: lambda: dice.random() < 0.5,
            field.TYPE_BYTES: lambda: dice.randbytes(dice.randrange(1, 40)),
            field.TYPE_STRING: lambda: text(field),
        }[field.type]()

    def fill(message, depth):
        if message.DESCRIPTOR.full_name == "google.protobuf.Timestamp":
            message.seconds = dice.choice([0, 1_700_000_000, -1, 253_402_300_799])
            message.nanos = dice.choice([0, 1_000_000, 27_638_700, 1_000, 999_999_999])
            return
        for field in message.DESCRIPTOR.fields:
            wanted = field.GetOptions().Extensions[options.field_options].is_mandatory
            if dice.random() > (0.97 if wanted else 0.4):
                continue
            if field.containing_oneof is not None and message.WhichOneof(field.containing_oneof.name):
                continue
            if field.message_type is not None:
                if depth > 7:
                    continue
                for _ in range(dice.randrange(1, 3) if field.is_repeated else 1):
                    inner = getattr(message, field.name)
                    inner = inner.add() if field.is_repeated else inner
                    inner.SetInParent()
                    fill(inner, depth + 1)
            elif field.is_repeated:
                getattr(message, field.name).extend(scalar(field) for _ in range(dice.randrange(1, 4)))
            else:
                setattr(message, field.name, scalar(field))

    def check(message, path, found):
        """The rules of the options, by their own reading."""
        for one in message.DESCRIPTOR.oneofs:
            if one.GetOptions().Extensions[options.oneof_options].is_mandatory and not message.WhichOneof(one.name):
                found.add((".".join(path + [one.name]), "mandatory field missing"))
        present = dict(message.ListFields())
        for field in message.DESCRIPTOR.fields:
            rule = field.GetOptions().Extensions[options.field_options]
            here = path + [field.name]
            if field not in present:
                if rule.is_mandatory:
                    found.add((".".join(here), "mandatory field missing"))
                continue
            values = list(present[field]) if field.is_repeated else [present[field]]
            for index, value in enumerate(values):
                at = here + [str(index)] if field.is_repeated else here
                if field.message_type is not None:
                    if field.message_type.full_name.startswith("sapient_msg"):
                        check(value, at, found)
                elif field.enum_type is not None and value not in field.enum_type.values_by_number:
                    found.add((".".join(at), "unknown value of an enumeration"))
                elif rule.is_uuid and not uuid.fullmatch(value):
                    found.add((".".join(at), "no UUID of version 4 in lower case"))
                elif rule.is_ulid and not ulid.fullmatch(value):
                    found.add((".".join(at), "no ULID in upper case"))

    # Rules that the options do not have: ours may say more, of these items only.
    beyond = re.compile(
        r"icd_version$|dependent_nodes\.\d+$|concurrent_tasks$|error_message$|follow_object_id$"
        r"|confidence$|ranking$|level$")
    messages = []
    for _ in range(number):
        message = sapient_message_pb2.SapientMessage()
        fill(message, 0)
        messages.append(message)
    bodies = [message.SerializeToString() for message in messages]
    lines = decode(command, b"".join(struct.pack("<I", len(body)) + body for body in bodies if body))
    messages = [message for message, body in zip(messages, bodies) if body]
    if len(lines) != len(messages):
        differences.append(("random", "messages", len(lines), len(messages)))
        return True
    for index, (message, line) in enumerate(zip(messages, lines)):
        count["messages"] += 1
        count["random messages"] += 1
        theirs = json.loads(json_format.MessageToJson(message, preserving_proto_field_name=True))
        compare_fields(f"random {index}", line, theirs, count, differences)
        found = set()
        check(message, [], found)
        count["random messages with a broken rule"] += bool(found)
        ours = {(fault["item"], fault["reason"]) for fault in line.get("faults", [])}
        listed = line.get("fault_count", len(ours)) <= 64
        more = {one for one in ours - found
                if one[1] != "mandatory field without a value" and not beyond.search(one[0])}
        if more or (listed and found - ours):
            differences.append((f"random {index}", "faults", sorted(more), sorted(found - ours)))
        else:
            count["random messages whose faults agree"] += 1
    return True


def main():
    command, shared = sys.argv[1], sys.argv[2]
    folder = os.path.join(shared, "wire", "sapient")
    if not os.path.isdir(folder):
        folder = os.path.join(shared, "data", "wire", "sapient")
    count, differences = collections.Counter(), []
    explained = samples(command, folder, count, differences)
    sessions(command, folder, count, differences)
    has_random = random_messages(command, count, differences)
    print("## SAPIENT\n")
    print("Peers: the samples of Dstl's BSI Flex 335 v2 test harness with its verdicts, Dstl Apex 4.2 (validator and "
          "live sessions), python-protobuf with the published descriptors.\n")
    print("| compared | count |\n|---|---|")
    for name, number in count.items():
        print(f"| {name} | {number} |")
    if not has_random:
        print("\nRandom messages were skipped: sapient-msg is not installed.")
    print(f"\nDifferences that are explained: {len(explained)}\n")
    print("| sample | item | specification | who is wrong |\n|---|---|---|---|")
    for name in sorted(explained):
        print(f"| {name} | {' | '.join(APEX_MISSES[name])} |")
    print("\nSamples without a frame are refused by Protocol Buffers' own JSON reader (`detectionLocation` is no field).")
    if differences:
        print(f"\nNot explained: {len(differences)}\n\n| message | item | ours | theirs |\n|---|---|---|---|")
        for name, path, ours, theirs in differences[:40]:
            print(f"| {name} | {path} | {str(ours)[:200]} | {str(theirs)[:200]} |")
    sys.exit(1 if differences or not count["messages"] else 0)


if __name__ == "__main__":
    main()
