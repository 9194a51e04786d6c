"""What do the runs say, in tables, and which bounds are reached?

SPDX-License-Identifier: Apache-2.0
"""
import json
from statistics import mean

import consistency

BEGIN = "<!-- tracking benchmark: written by Benchmarks/Tracking/run.py -->"
END = "<!-- tracking benchmark: end -->"
SCENARIOS = ["s1", "s2", "s3", "s4", "s4x", "s5"]
HEADER = [
    "scenario", "seed", "GOSPA per target m", "floor m", "difference %", "loc / missed / false m²",
    "id switches", "IDF1", "CPU ms a scan", "plots per CPU s", "times real time",
    "CPU beside Stone Soup GNN", "p99 step ms", "memory MB: process / tracks",
]
# Of a score line: what is printed raw in the folded block.
RAW_LEFT_OUT = {"tracks", "directory", "bias", "flags", "tune", "isLate", "wall_output_s",
                "p", "alpha", "innovations"}


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return "\n".join(lines + ["| " + " | ".join(map(str, row)) + " |" for row in rows]) + "\n"


def difference(ours, floor):
    return 100 * (ours["gospa_per_target"] / floor["gospa_per_target"] - 1)


def figures(pairs, peer):
    """One row of the table, of one seed or the means of several."""
    ours = [row["ours"] for row in pairs]
    of = lambda key: mean(line[key] for line in ours)
    floor = mean(row["floor"]["gospa_per_target"] for row in pairs)
    scan = of("cpu_ms_per_scan")
    return dict(
        gospa=of("gospa_per_target"), floor=floor,
        difference=mean(difference(row["ours"], row["floor"]) for row in pairs),
        parts=[of("gospa_loc"), of("gospa_missed"), of("gospa_false")],
        switches=of("id_switches"), switchesMax=max(line["id_switches"] for line in ours),
        idf1=of("idf1"), scan=scan, rate=of("detections_per_s"), realTime=of("realtime_factor"),
        beside=peer["cpu_ms_per_scan"] / scan if peer else None, memory=of("peak_rss_mb"),
        tracks=of("tracker_mb"),
        p99=None if ours[0]["isLate"] else of("ms_per_scan_p99"))


def cells(scenario, seed, f):
    none = "–"
    return [
        scenario, seed, f"{f['gospa']:.2f}", f"{f['floor']:.2f}", f"{f['difference']:+.1f}",
        " / ".join(f"{part:,.0f}" for part in f["parts"]), f"{f['switches']:.3g}",
        f"{f['idf1']:.4f}", f"{f['scan']:.3f}", f"{f['rate']:,.0f}", f"{f['realTime']:,.0f}",
        f"{f['beside']:,.0f} times" if f["beside"] else none,
        f"{f['p99']:.2f}" if f["p99"] is not None else none, f"{f['memory']:.1f} / {f['tracks']:.1f}",
    ]


def by_scenario(rows):
    groups = {}
    for row in rows:
        groups.setdefault(row["ours"]["scenario"], []).append(row)
    return {name: groups[name] for name in SCENARIOS if name in groups}


def main_table(groups, peers):
    lines = []
    for scenario, pairs in groups.items():
        peer = peers.get(scenario)
        for row in pairs:
            seed = row["ours"]["seed"]
            own = peer if peer and peer["seed"] == seed else None
            lines.append(cells(scenario, seed, figures([row], own)))
        bold = cells(scenario, "mean", figures(pairs, peer))
        lines.append([f"**{cell}**" for cell in bold])
    return table(HEADER, lines)


# Each: scenario, words, value of a row, its limit, whether more is better, format.
def bounds():
    gospa = lambda f: f["difference"]
    return [
        ("s1", "GOSPA over floor <= +3 %", gospa, 3, False, "{:+.1f} %"),
        ("s1", "id switches 0 or 1 on each seed", lambda f: f["switchesMax"], 1, False, "{:.0f}"),
        ("s2", "GOSPA per target <= 24 m", lambda f: f["gospa"], 24, False, "{:.1f} m"),
        ("s2", "id switches <= 80", lambda f: f["switches"], 80, False, "{:.3g}"),
        ("s2", "IDF1 >= 0.90", lambda f: f["idf1"], 0.90, True, "{:.3f}"),
        ("s3", "GOSPA over floor <= +3 %", gospa, 3, False, "{:+.1f} %"),
        ("s3", "IDF1 >= 0.99", lambda f: f["idf1"], 0.99, True, "{:.4f}"),
        ("s4", "GOSPA over floor <= +3 %", gospa, 3, False, "{:+.1f} %"),
        ("s4", "IDF1 >= 0.99", lambda f: f["idf1"], 0.99, True, "{:.4f}"),
        ("s5", "GOSPA over floor <= +10 %", gospa, 10, False, "{:+.1f} %"),
        ("s4", ">= 1,000 times real time", lambda f: f["realTime"], 1000, True, "{:,.0f}"),
        ("s4", ">= 1,000,000 plots per CPU s", lambda f: f["rate"], 1e6, True, "{:,.0f}"),
        ("s4x", ">= 500 times real time", lambda f: f["realTime"], 500, True, "{:,.0f}"),
        ("s4x", "<= 64 MB at 5,000 targets (process)", lambda f: f["memory"], 64, False, "{:.1f} MB"),
    ]


def bounds_table(groups, peers, tuned):
    """Reached is what the mean of the tuned seeds and the mean of the others both keep."""
    lines = []
    for scenario, words, value, limit, isMore, form in bounds():
        pairs = groups.get(scenario)
        if not pairs:
            continue
        keeps = lambda v: v >= limit if isMore else v <= limit
        parts = [[row for row in pairs if (row["ours"]["seed"] in tuned) == isTuned]
                 for isTuned in (True, False)]
        means = [value(figures(part, None)) if part else None for part in parts]
        each = sum(keeps(value(figures([row], None))) for row in pairs)
        isReached = all(keeps(v) for v in means if v is not None)
        lines.append([scenario, words, *[form.format(v) if v is not None else "–" for v in means],
                      f"{each} of {len(pairs)}", "yes" if isReached else "**no**"])
    return table(["scenario", "bound", "tuned seeds", "other seeds", "seeds that keep it", "reached"],
                 lines) + "\n" + speed_table(groups, peers)


def speed_table(groups, peers):
    """CPU time a scan on the seed that Stone Soup ran."""
    lines, product, count = [], 1.0, 0
    for scenario, peer in peers.items():
        row = next(r for r in groups[scenario] if r["ours"]["seed"] == peer["seed"])
        ratio = peer["cpu_ms_per_scan"] / row["ours"]["cpu_ms_per_scan"]
        end = f"stopped at {peer['to_s']:g} s" if peer["to_s"] is not None else "whole"
        if scenario != "s4x":
            product, count = product * ratio, count + 1
        lines.append([scenario, peer["seed"], f"{peer['cpu_ms_per_scan']:.1f}", end,
                      f"{row['ours']['cpu_ms_per_scan']:.3f}", f"{ratio:,.0f}", ">= 1,000",
                      "yes" if ratio >= 1000 else "**no**"])
    if count:
        whole = product ** (1 / count)
        lines.append(["s1-s5", "", "", "", "geometric mean", f"{whole:,.0f}", ">= 2,000",
                      "yes" if whole >= 2000 else "**no**"])
    return table(["scenario", "seed", "Stone Soup GNN ms a scan", "its run", "truceline ms a scan",
                  "ratio", "bound", "reached"], lines) if lines else ""


def varied_table(varied):
    groups = {}
    for line in varied:
        groups.setdefault((line["scenario"], line["change"]), []).append(line)
    lines = []
    for (scenario, change), group in groups.items():
        of = lambda key: mean(line[key] for line in group)
        each = ", ".join(f"{line['gospa_per_target']:.1f}" for line in group)
        lines.append([scenario, change, f"{of('gospa_per_target'):.2f} ({each})",
                      f"{of('gospa_loc'):,.0f} / {of('gospa_missed'):,.0f} / {of('gospa_false'):,.0f}",
                      f"{of('id_switches'):.3g}", f"{of('idf1'):.4f}", f"{of('cpu_ms_per_scan'):.3f}"])
    return table(["scenario", "change", "GOSPA per target m (each seed)", "loc / missed / false m²",
                  "id switches", "IDF1", "CPU ms a scan"], lines)


def consistency_table(groups):
    lines = []
    for scenario, pairs in groups.items():
        lines += [consistency.cells(scenario, row["ours"]["seed"], row["sure"]) for row in pairs]
    return table(consistency.HEADER, lines)


def raw(rows, peers, varied):
    """Score lines with the figures of their runs."""
    lines = [line for row in rows for line in (row["ours"], row["floor"])]
    lines += list(peers.values()) + varied
    short = lambda v: round(v, 5) if isinstance(v, float) else v
    keep = lambda line: {k: short(v) for k, v in line.items() if k not in RAW_LEFT_OUT}
    return "\n".join(json.dumps(keep(line)) for line in lines)


def page(rows, peers, varied, options):
    groups = by_scenario(rows)
    lost = {(row["floor"]["scenario"], row["floor"]["seed"]): row["floor"]["rows_not_numbers"]
            for row in rows}
    lost = [f"{name} seed {seed}: {count}" for (name, seed), count in lost.items() if count]
    tuned = ", ".join(map(str, options.seeds))
    return "\n".join([
        main_table(groups, peers),
        "*p99* is – where scans come late: their work is done when tracks are asked for."
        + (f" Rows of the floor that are not numbers are left out ({', '.join(lost)})."
           if lost else "")
        + "\n",
        f"### Bounds\nTuned on seeds {tuned}. *Reached*: the mean of these seeds and the mean of the "
        "others both keep it.\n",
        bounds_table(groups, peers, options.seeds),
        "### As sure as stated\nMean of the normalised squared errors, in brackets the 95 % band of a "
        "chi-square mean. *Samples / worth*: tracks at instants, and as how many independent ones they "
        "count; the band of NIS takes each plot as independent of the others.\n",
        consistency_table(groups),
        "### Told wrongly, and begun otherwise\n" + f"Means of seeds {tuned}. *No things before 60 s* is "
        "scored from 90 s on.\n", varied_table(varied),
        "![GOSPA over time](tracking-gospa.svg)\n",
        "<details><summary>Score lines</summary>\n\n```json\n" + raw(rows, peers, varied)
        + "\n```\n\n</details>\n",
    ])
