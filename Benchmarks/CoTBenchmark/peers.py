#!/usr/bin/env python3
"""How fast are other implementations on the same events, per CPU second?

    pip install takproto==3.0.1 lxml==6.1.3
    python3 Benchmarks/CoTBenchmark/peers.py [XML-FILE]

The events are cut apart before, so that finding them in the stream is not counted. What is not installed
is left out.
"""
import pathlib
import re
import sys
import time


def measure(name, inputs, work):
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        for each in inputs:
            work(each)
        best = min(best, time.process_time() - start)
    print(f"{name:36} {len(inputs) / best / 1e3:8.1f} k/CPU-s")


def read(message):
    """Every field that is set, as a value: a parsed message keeps texts in its own memory until then."""
    return [read(value) if field.message_type else value for field, value in message.ListFields()]


def main():
    fixture = pathlib.Path(__file__).resolve().parents[2] / "Tests/Fixtures/cot/events.xml"
    path = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else fixture
    events = re.findall(rb"<event .*?</event>(?=\s*(?:<\?xml|<event|$))", path.read_bytes(), re.S)
    many = events * max(1, 4_000 // len(events))
    print(len(events), "events")
    try:
        from lxml import etree
        measure("lxml: parse XML only", many * 5, etree.fromstring)
    except ImportError as missing:
        print(missing)
    try:
        from takproto import functions
        stream = functions.TAKProtoVer.STREAM
        messages = [bytearray(functions.xml2proto(event)) for event in events]
        measure("takproto: parse TAK message", messages * (20_000 // len(messages)),
                functions.parse_mesh)
        measure("takproto: parse and read every field", messages * (4_000 // len(messages)),
                lambda message: read(functions.parse_mesh(message)))
        measure("takproto: XML to TAK message", many, lambda event: functions.xml2proto(event, stream))
    except ImportError as missing:
        print(missing)


if __name__ == "__main__":
    main()
