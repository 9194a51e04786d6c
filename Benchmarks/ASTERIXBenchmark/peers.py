#!/usr/bin/env python3
# How fast are the other decoders on the same recording?
#
# SPDX-License-Identifier: Apache-2.0
"""usage: peers.py RECORDING       (bare blocks, final form .ff, or libpcap)

needs, each in an environment of its own (both install a module named asterix):
    pip install asterix-decoder==0.7.11      C++, GPL: records as Python dictionaries
    pip install libasterix==0.36.3           Python, BSD-3: parse only
Prints the rate per CPU-second of whichever is there, best of three.
"""
import struct
import sys
import time


def blocks(raw):
    at = 0
    while at + 3 <= len(raw):
        length = raw[at + 1] << 8 | raw[at + 2]
        if length < 4 or at + length > len(raw):
            return
        yield raw[at:at + length]
        at += length


def payloads(raw):
    if raw[:4] == b"\xd4\xc3\xb2\xa1":
        at = 24
        while at + 16 <= len(raw):
            length = struct.unpack("<I", raw[at + 8:at + 12])[0]
            packet = raw[at + 16:at + 16 + length]
            at += 16 + length
            yield packet[42:]
    elif raw[-4:] == b"\xa5" * 4:
        at = 0
        while at + 12 <= len(raw):
            length = raw[at] << 8 | raw[at + 1]
            yield raw[at + 8:at + length - 4]
            at += length
    else:
        yield raw


def best(run):
    times = []
    for _ in range(3):
        start = time.process_time()
        records, octets = run()
        times.append(time.process_time() - start)
    took = min(times)
    print(f"{records / took:,.0f} records/s, {octets / took / 1e6:.2f} MB/s "
          f"({records} records, {took:.2f} s CPU)")


def main():
    found = [b for p in payloads(open(sys.argv[1], "rb").read()) for b in blocks(p)]
    # asterix-decoder is killed by some blocks of real recordings; the first ones are enough.
    sample = found[: int(sys.argv[2])] if len(sys.argv) > 2 else found
    octets = sum(map(len, sample))
    try:
        import asterix.base as base
        import asterix.generated as generated
    except ImportError:
        import asterix
        print("asterix-decoder:", end=" ")
        best(lambda: (sum(len(asterix.parse(b, verbose=False)) for b in sample), octets))
        return
    newest = {category: specs[-1] for category, specs in generated.manifest["CATS"].items()}

    def run():
        count = 0
        for block in sample:
            profile = newest[block[0]].cv_uap
            if not issubclass(profile, base.UapSingle):
                continue
            records = profile.parse(base.Bits.from_bytes(block[3:]))
            count += 0 if isinstance(records, ValueError) else len(records)
        return count, octets

    print("libasterix:", end=" ")
    best(run)


main()
