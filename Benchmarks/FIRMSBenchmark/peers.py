#!/usr/bin/env python3
"""How fast do other readers read the same FIRMS file, per CPU second?

    pip install pandas==2.3.3
    python3 Benchmarks/FIRMSBenchmark/peers.py [FILE]

The rows are repeated until they are 40 MB, as in the benchmark beside it; without a file, rows are made as it
makes them. What is not installed is left out.
"""
import csv
import datetime
import io
import pathlib
import random
import sys
import time


def made(count):
    dice = random.Random(1)
    text = ("latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,instrument,confidence,"
            "version,bright_ti5,frp,daynight\n")
    return text + "".join(
        f"{dice.uniform(44, 52):.5f},{dice.uniform(22, 40):.5f},340.82,0.49,0.4,2026-06-24,"
        f"{index % 24 * 100},N20,VIIRS,n,2.0NRT,290.35,15.69,N\n" for index in range(count))


def measure(name, megabytes, work):
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        rows = work()
        best = min(best, time.process_time() - start)
    print(f"{name:48} {megabytes / best:8.1f} MB/CPU-s  {rows / best / 1e6:6.3f} M rows/CPU-s")


def typed(text):
    """What a row says as numbers and a time, as our typed rows do."""
    count = 0
    for row in csv.DictReader(io.StringIO(text)):
        clock = int(row["acq_time"])
        at = datetime.datetime.fromisoformat(row["acq_date"]).replace(
            hour=clock // 100, minute=clock % 100, tzinfo=datetime.timezone.utc)
        fields = (float(row["latitude"]), float(row["longitude"]), float(row["scan"]),
                  float(row["track"]), at.timestamp(), row["satellite"], row["confidence"])
        count += len(fields) > 0
    return count


def main():
    default = pathlib.Path("Missions/june-2026/data/firms-viirs-2026-06-24_25.csv")
    path = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else default
    text = path.read_text() if path.exists() else made(20_000)
    header, rows = text.split("\n", 1)
    text = header + "\n" + rows * (40_000_000 // len(rows) + 1)
    megabytes = len(text.encode()) / 1e6
    measure("csv.reader: fields as text", megabytes, lambda: sum(1 for _ in csv.reader(io.StringIO(text))))
    measure("csv.DictReader: numbers and time", megabytes, lambda: typed(text))
    try:
        import pandas
    except ImportError as missing:
        print(missing)
        return
    packed = text.encode()
    measure("pandas.read_csv: numbers", megabytes, lambda: len(pandas.read_csv(io.BytesIO(packed))))

    def timed():
        frame = pandas.read_csv(io.BytesIO(packed), dtype={"acq_time": str})
        frame["at"] = pandas.to_datetime(frame["acq_date"] + " " + frame["acq_time"].str.zfill(4),
                                         format="%Y-%m-%d %H%M", utc=True)
        return len(frame)
    measure("pandas.read_csv: numbers and time", megabytes, timed)


if __name__ == "__main__":
    main()
