#!/usr/bin/env python3
"""Cuts Tests/Fixtures/adsb/flight.avr from a recording of the Python package `traffic` (MIT).

    python3 Scripts/make-adsb-flight.py modes-flight-20240706-a.jsonl.gz

Each line of the recording has a Unix time and a frame; the fixture has the 3,000 from the
1,400th on, taxi and climb, as AVR text with a 12 MHz counter that begins at 0.
"""
import gzip
import itertools
import json
import pathlib
import sys

OUT = pathlib.Path(__file__).resolve().parent.parent / "Tests/Fixtures/adsb/flight.avr"


def main():
    with gzip.open(sys.argv[1], "rt") as lines:
        rows = [json.loads(line) for line in itertools.islice(lines, 1_400, 4_400)]
    first = rows[0]["timestamp"]
    with open(OUT, "w") as out:
        for row in rows:
            ticks = round((row["timestamp"] - first) * 12e6)
            out.write(f"@{ticks:012X}{row['frame'].upper()};\n")
    print(f"{len(rows)} frames, start: {first:.3f}")


if __name__ == "__main__":
    main()
