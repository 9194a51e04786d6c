"""Keeps NASA's own columns of a mirrored FIRMS table, row for row, in the order of the mirror.

usage: make-firms-extract.py MIRROR.csv[.gz] OUT.csv

SPDX-License-Identifier: Apache-2.0
"""

import csv
import gzip
import sys

NASA = ["latitude", "longitude", "bright_ti4", "scan", "track", "acq_date", "acq_time",
        "satellite", "instrument", "confidence", "version", "bright_ti5", "frp", "daynight"]


def main():
  if len(sys.argv) != 3:
    raise SystemExit(__doc__)
  source, out = sys.argv[1:]
  opener = gzip.open if source.endswith(".gz") else open
  with opener(source, "rt", encoding="utf-8", newline="") as rows:
    reader = csv.reader(rows)
    heading = next(reader)
    missing = [name for name in NASA if name not in heading]
    if missing:
      raise SystemExit(f"{source}: no column {', '.join(missing)}")
    columns = [heading.index(name) for name in NASA]
    with open(out, "w", encoding="utf-8", newline="") as target:
      writer = csv.writer(target, lineterminator="\n")
      writer.writerow(NASA)
      count = 0
      for row in reader:
        if len(row) != len(heading):
          raise SystemExit(f"{source}: row {count + 2} has {len(row)} of {len(heading)} columns")
        writer.writerow(row[i] for i in columns)
        count += 1
  dropped = [name for name in heading if name not in NASA]
  print(f"{count} rows; dropped columns: {', '.join(dropped) or 'none'}")


if __name__ == "__main__":
  main()
