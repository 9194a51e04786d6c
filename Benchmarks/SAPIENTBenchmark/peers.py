#!/usr/bin/env python3
"""How fast is python-protobuf (upb, C) on the same messages, per CPU second?

    pip install sapient-msg==0.2.1 'protobuf>=6,<7'
    python3 Benchmarks/SAPIENTBenchmark/peers.py [FILE]

Framing is done before and not counted; nothing is checked against the rules.
"""
import pathlib
import sys
import time

from google.protobuf import json_format
from google.protobuf.internal import api_implementation
from sapient_msg.bsi_flex_335_v2_0.sapient_message_pb2 import SapientMessage


def frames(data):
    at = 0
    while at + 4 <= len(data):
        length = int.from_bytes(data[at:at + 4], "little")
        yield data[at + 4:at + 4 + length]
        at += 4 + length


def measure(name, inputs, work):
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        for each in inputs:
            work(each)
        best = min(best, time.process_time() - start)
    print(f"{name:40} {len(inputs) / best / 1e3:8.1f} k/CPU-s")


def read(message):
    """Every field that is set, as a value."""
    return [[read(one) for one in value] if field.message_type and field.is_repeated
            else read(value) if field.message_type else value for field, value in message.ListFields()]


def main():
    fixture = pathlib.Path(__file__).resolve().parents[2] / "Tests/Fixtures/sapient/valid.sapient"
    messages = list(frames(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else fixture).read_bytes()))
    if len(sys.argv) < 2:
        messages = [one for one in messages if SapientMessage.FromString(one).HasField("detection_report")][:1]
    print(f"{len(messages)} messages, {sum(map(len, messages)) // len(messages)} bytes each,",
          api_implementation.Type())
    many = messages * (50_000 // len(messages) + 1)
    measure("parse only", many, SapientMessage.FromString)
    few = many[:5_000]
    measure("parse and read every field", few, lambda one: read(SapientMessage.FromString(one)))
    measure("parse and write JSON", few[:1_000],
            lambda one: json_format.MessageToJson(SapientMessage.FromString(one)))


if __name__ == "__main__":
    main()
