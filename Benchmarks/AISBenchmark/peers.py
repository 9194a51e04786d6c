#!/usr/bin/env python3
"""How many AIS sentences per CPU second do other decoders read?

usage: peers.py FILE [repeat-the-file=4] [runs=3]
Needs: pip install pyais==3.3.1 libais==0.17 aiscat==0.68; Debian gpsd-clients (gpsdecode).
The same lines for all: only VDM and VDO sentences with a checksum. Every peer checks, assembles and
writes records; libais gets payloads only. Give AISBenchmark the same file.

SPDX-License-Identifier: Apache-2.0
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time


def cpu():
    return time.process_time() + sum(os.times()[2:4])


def best(name, count, runs, body):
    times = []
    for _ in range(runs):
        start = cpu()
        out = body()
        times.append(cpu() - start)
    print(f"{name:32s} {count / min(times):12.0f} sentences per CPU second   {out} out", flush=True)


def main():
    path = sys.argv[1]
    repeat = int(sys.argv[2]) if len(sys.argv) > 2 else 4
    runs = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    found = re.findall(rb"![A-Z]{2}VD[MO],[^*\r\n]*\*[0-9A-F]{2}", open(path, "rb").read())
    lines = found * repeat
    with tempfile.NamedTemporaryFile(suffix=".nmea", delete=False) as file:
        file.write(b"\r\n".join(lines) + b"\r\n")

    def gpsdecode():
        with open(file.name, "rb") as stdin:
            run = subprocess.run(["gpsdecode", "-j"], stdin=stdin, capture_output=True)
        return run.stdout.count(b"\n")

    def aiscat_records():
        return sum(1 for _ in aiscat.from_file(file.name))

    def libais_payloads():
        count = 0
        for line in lines:
            fields = line.split(b",")
            if fields[1] != b"1":
                continue
            try:
                libais.decode(fields[5].decode(), int(fields[6][:1]))
                count += 1
            except Exception:  # libais raises its own error for every type it does not know
                pass
        return count

    def pyais_records():
        count = 0
        for message in IterMessages(found):
            try:
                message.decode()
                count += 1
            except Exception:  # pyais raises many kinds
                pass
        return count

    if shutil.which("gpsdecode"):
        best("gpsdecode -j (C)", len(lines), runs, gpsdecode)
    try:
        import aiscat
        best("aiscat (C++ in Python)", len(lines), runs, aiscat_records)
    except ImportError:
        print("aiscat is not installed")
    try:
        import ais as libais
        best("libais (C++ in Python)", len(lines), runs, libais_payloads)
    except ImportError:
        print("libais is not installed")
    try:
        from pyais.stream import IterMessages
        best("pyais (Python)", len(found), runs, pyais_records)
    except ImportError:
        print("pyais is not installed")
    os.unlink(file.name)


if __name__ == "__main__":
    main()
