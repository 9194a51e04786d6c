"""How does GOSPA go over time, scenario by scenario? A chart as SVG, written by hand.

SPDX-License-Identifier: Apache-2.0
"""
import json
import math
import pathlib

import numpy as np
from scipy.spatial import cKDTree

WIDTH, HEIGHT, COLUMNS = 300, 190, 3
LEFT, RIGHT, TOP, BOTTOM = 44, 10, 30, 34
HEAD = 40
STYLE = """
svg { --paper: #ffffff; --ink: #1d2329; --soft: #5d6873; --grid: #dde2e6; --floor: #7a8793; --peer: #a3722a }
@media (prefers-color-scheme: dark) {
  svg { --paper: #14181c; --ink: #eef1f3; --soft: #a3adb6; --grid: #2d343a; --floor: #8d99a5; --peer: #d9a85c }
}
.paper { fill: var(--paper) }
text { font: 11px sans-serif; fill: var(--soft) }
.title { font-size: 12px; font-weight: 600; fill: var(--ink) }
.grid { stroke: var(--grid); stroke-width: 1 }
path { fill: none; stroke-linejoin: round }
.ours { stroke: var(--ink); stroke-width: 1.6 }
.floor { stroke: var(--floor); stroke-width: 1.4; stroke-dasharray: 2 2 }
.peer { stroke: var(--peer); stroke-width: 1.4; stroke-dasharray: 7 3 }
"""


def over_time(score, line):
    """Pairs of time in s and GOSPA by the root of the number of targets in m."""
    scenario = json.loads((pathlib.Path(line["directory"]) / "scenario.json").read_text())
    c, p = scenario["gospa"]["c"], scenario["gospa"]["p"]
    truth = score.read(f"{line['directory']}/truth.csv.gz", "target_id")
    tracks = score.read(line["tracks"], "track_id")
    nothing = (np.zeros(0, int), np.zeros((0, 4)))
    points = []
    for time in sorted(truth):
        if line["to_s"] is not None and time > line["to_s"]:
            break
        there, shown = truth[time][1][:, :2], tracks.get(time, nothing)[1][:, :2]
        sum, count = 0.0, 0
        if len(there) and len(shown):
            near = cKDTree(there).sparse_distance_matrix(cKDTree(shown), c, output_type="ndarray")
            near = near[near["v"] < c]
            pairs = score.sparse_assign(
                near["i"].astype(int), near["j"].astype(int), c**p - near["v"] ** p,
                len(there), len(shown))
            sum, count = float(np.sum(near["v"][pairs] ** p)), len(pairs)
        sum += c**p / 2 * (len(there) + len(shown) - 2 * count)
        points.append((time, (sum / max(len(there), 1)) ** (1 / p)))
    return points


def ticks(low, high):
    """1, 2 and 5 times powers of ten, or more where these are few."""
    for parts in ((1, 2, 5), (1, 1.5, 2, 3, 4, 5, 7)):
        steps = [m * 10.0**e for e in range(-1, 5) for m in parts]
        inside = [step for step in steps if low <= step <= high]
        if len(inside) > 2:
            break
    return inside


def panel(title, lines, left, top):
    """One small chart; lines are (class, points)."""
    values = [value for _, points in lines for _, value in points if value > 0]
    low, high = min(values) / 1.1, max(values) * 1.1
    end = max(time for _, points in lines for time, _ in points)
    width, height = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    x = lambda time: left + LEFT + width * time / end
    y = lambda value: top + TOP + height * (1 - math.log(max(value, low) / low) / math.log(high / low))
    parts = [f'<text class="title" x="{left + LEFT}" y="{top + 18}">{title}</text>']
    for tick in ticks(low, high):
        parts.append(f'<path class="grid" d="M{x(0):.1f} {y(tick):.1f}H{x(end):.1f}"/>')
        parts.append(
            f'<text x="{left + LEFT - 5}" y="{y(tick) + 4:.1f}" text-anchor="end">{tick:g}</text>')
    step = next(step for step in (30, 60, 120) if end / step <= 5)
    for time in range(0, int(end) + 1, step):
        parts.append(
            f'<text x="{x(time):.1f}" y="{top + HEIGHT - BOTTOM + 15}" text-anchor="middle">'
            f"{time}</text>")
    parts.append(
        f'<text x="{x(end):.1f}" y="{top + HEIGHT - 5}" text-anchor="end">time, s</text>')
    for kind, points in lines:
        steps = "L".join(f"{x(time):.1f} {y(value):.1f}" for time, value in points)
        parts.append(f'<path class="{kind}" d="M{steps}"/>')
    return parts


def svg(score, rows, peers):
    """The first seed of each scenario."""
    first = {}
    for row in rows:
        first.setdefault(row["ours"]["scenario"], row)
    panels = []
    for number, (scenario, row) in enumerate(first.items()):
        lines = [("floor", over_time(score, row["floor"])), ("ours", over_time(score, row["ours"]))]
        if scenario in peers:
            lines.insert(0, ("peer", over_time(score, peers[scenario])))
        panels += panel(
            f"{scenario}, seed {row['ours']['seed']}", lines, WIDTH * (number % COLUMNS),
            HEAD + HEIGHT * (number // COLUMNS))
    wide = WIDTH * COLUMNS
    high = HEAD + HEIGHT * math.ceil(len(first) / COLUMNS) + 6
    head = ['<text class="title" x="14" y="24">GOSPA per target, m (logarithmic)</text>']
    keys = [("ours", "truceline"), ("floor", "floor: association and bias known")]
    keys += [("peer", "Stone Soup GNN")] if peers else []
    left = 270
    for kind, words in keys:
        head.append(f'<path class="{kind}" d="M{left} 20h30"/>')
        head.append(f'<text x="{left + 36}" y="24">{words}</text>')
        left += 60 + 7 * len(words)
    return "\n".join(
        [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" '
         f'height="{high}" role="img">',
         "<title>GOSPA per target over time for each scenario</title>", f"<style>{STYLE}</style>",
         f'<rect class="paper" width="{wide}" height="{high}"/>', *head, *panels, "</svg>", ""])
