#!/usr/bin/env python3
"""How many metadata packets per CPU second do other decoders read?

usage: peers.py [packets=4000] [runs=3]
Needs: pip install klvdata==0.0.3, and pymisb==2.0.2 with --ignore-requires-python --no-deps below Python 3.12.
Packets of 114 bytes with the items of KLVBenchmark. Both read all items to values; neither checks the checksum.

SPDX-License-Identifier: Apache-2.0
"""
import random
import sys
import time

KEY = bytes.fromhex("060e2b34020b01010e01030101000000")


def packet(rng, number):
    sizes = [(5, 2), (6, 2), (7, 2), (13, 4), (14, 4), (15, 2), (16, 2), (17, 2), (18, 4), (19, 4), (20, 4),
             (21, 4), (22, 2), (23, 4), (24, 4), (25, 2)]
    body = bytes([2, 8]) + (1_782_302_400_000_000 + number * 33_333).to_bytes(8, "big")
    for tag, size in sizes:
        value = bytes([rng.randrange(0, 127)]) + bytes(rng.randrange(256) for _ in range(size - 1))
        body += bytes([tag, size]) + value
    body += bytes([65, 1, 19])
    content = KEY + bytes([len(body) + 4]) + body + b"\x01\x02"
    total = sum(octet << (8 * ((index + 1) % 2)) for index, octet in enumerate(content))
    return content + (total & 0xFFFF).to_bytes(2, "big")


def best(name, count, runs, body):
    times = []
    for _ in range(runs):
        start = time.process_time()
        read = body()
        times.append(time.process_time() - start)
    print(f"{name:24s} {count / min(times):10.0f} packets per CPU second   {read} read", flush=True)


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 4000
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    rng = random.Random(1)
    stream = b"".join(packet(rng, number) for number in range(count))
    print(f"{count} packets of {len(stream) // count} bytes")
    for name, module in (("pymisb (Python)", "pymisb.klvdata"), ("klvdata (Python)", "klvdata")):
        try:
            parser = __import__(module, fromlist=["StreamParser"]).StreamParser
        except ImportError:
            print(f"{module} is not installed")
            continue
        best(name, count, runs, lambda: sum(1 for found in parser(stream) if found.MetadataList()))


if __name__ == "__main__":
    main()
