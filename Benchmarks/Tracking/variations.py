"""How does a scenario look that truceline is told wrongly, or that begins otherwise?

SPDX-License-Identifier: Apache-2.0
"""
import csv
import gzip
import json

EMPTY_UNTIL_S = 60.0
# Scoring of the last kind begins this long after things have come in.
SETTLED_AFTER_S = 30.0
# scenario, words, factor of the stated clutter, stated detection probability, how the plots begin.
LIST = [
    ("s1", "as it is", 1, None, None),
    ("s1", "clutter told 3 times too high", 3, None, None),
    ("s1", "clutter told 3 times too low", 1 / 3, None, None),
    ("s1", "first scan without plots", 1, None, "first"),
    ("s1", "no things before 60 s", 1, None, "empty"),
    ("s2", "as it is", 1, None, None),
    ("s2", "Pd told 0.9, true 0.7", 1, 0.9, None),
    ("s2", "clutter told 3 times too high", 3, None, None),
    ("s2", "clutter told 3 times too low", 1 / 3, None, None),
    ("s2", "first scan without plots", 1, None, "first"),
    ("s2", "no things before 60 s", 1, None, "empty"),
    ("s3", "as it is", 1, None, None),
    ("s3", "first scan without plots", 1, None, "first"),
    ("s3", "no things before 60 s", 1, None, "empty"),
]


def read(path):
    with gzip.open(path, "rt", newline="") as file:
        return list(csv.DictReader(file))


def write(path, rows):
    with gzip.open(path, "wt", newline="") as file:
        out = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        out.writeheader()
        out.writerows(rows)


def make(source, copy, clutter, probability, beginning):
    """A copy of a scenario folder. What is stated of the sensors is changed, or plots left out: all
    of the first scan, or those of true things before EMPTY_UNTIL_S; false plots stay."""
    copy.mkdir(parents=True, exist_ok=True)
    scenario = json.loads((source / "scenario.json").read_text())
    for sensor in scenario["sensors"]:
        sensor["clutter_per_scan"] *= clutter
        sensor["clutter_density"] *= clutter
        sensor["pd"] = probability or sensor["pd"]
    (copy / "scenario.json").write_text(json.dumps(scenario))
    plots, scans = read(source / "detections.csv.gz"), read(source / "scans.csv.gz")
    if beginning == "first":
        first = min(scans, key=lambda scan: float(scan["time_s"]))["scan_id"]
        plots = [plot for plot in plots if plot["scan_id"] != first]
    elif beginning == "empty":
        isTrue = {row["det_id"]: row["target_id"] != "-1" for row in read(source / "key.csv.gz")}
        plots = [plot for plot in plots
                 if float(plot["time_s"]) >= EMPTY_UNTIL_S or not isTrue[plot["det_id"]]]
    counts = {}
    for plot in plots:
        counts[plot["scan_id"]] = counts.get(plot["scan_id"], 0) + 1
    for scan in scans:
        scan["n_detections"] = counts.get(scan["scan_id"], 0)
    write(copy / "detections.csv.gz", plots)
    write(copy / "scans.csv.gz", scans)


def score_from_s(beginning):
    """Time from which on the last kind is scored; the scorer's own for the others."""
    return EMPTY_UNTIL_S + SETTLED_AFTER_S if beginning == "empty" else None
