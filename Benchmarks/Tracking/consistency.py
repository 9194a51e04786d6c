"""Are the tracks as sure as they say? Normalised errors against truth, and normalised innovations.

NEES: squared error of a track in units of its own covariance; its mean should be the number of
components, 2 for the position, 4 with the velocity. NIS: the same of a plot beside its prediction, as
the tracker itself counts it (2 for a place, 1 for a bearing). Bar-Shalom, Li, Kirubarajan 2001,
section 5.4.

The 95 % band is that of a chi-square mean over as many samples as the errors are worth: errors of one
track follow each other, so N samples count as N / (1 + 2 * sum of their correlations over time).

SPDX-License-Identifier: Apache-2.0
"""
import csv

import numpy as np
from scipy.spatial import cKDTree
from scipy.stats import chi2

COLUMNS = ["x_x_m2", "x_y_m2", "y_y_m2", "x_vx_m2ps", "x_vy_m2ps", "y_vx_m2ps", "y_vy_m2ps",
           "vx_vx_m2ps2", "vx_vy_m2ps2", "vy_vy_m2ps2"]
# Where each column stands in the matrix of (x, y, vx, vy).
PLACES = [(0, 0), (0, 1), (1, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 2), (2, 3), (3, 3)]


def matrices(path):
    """By time and track: covariance of (x, y, vx, vy)."""
    found = {}
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            matrix = np.zeros((4, 4))
            for name, (i, j) in zip(COLUMNS, PLACES):
                matrix[i, j] = matrix[j, i] = float(row[name])
            found[round(float(row["time_s"]), 3), int(row["track_id"])] = matrix
    return found


def errors(scorer, directory, tracks, covariances, from_s, c):
    """Of each thing in order of time: NEES of position and of position with velocity.

    Pairs are those of GOSPA, the best set of pairs closer than c, and of these only the one that each
    thing has most often: where two things cross, the best set at an instant exchanges them."""
    truth, shown = scorer.read(f"{directory}/truth.csv.gz", "target_id"), scorer.read(
        str(tracks), "track_id")
    found = matrices(covariances)
    series = {}
    for t in sorted(truth):
        if t < from_s - 1e-9 or t not in shown:
            continue
        (things, states), (ids, estimates) = truth[t], shown[t]
        near = cKDTree(states[:, :2]).sparse_distance_matrix(
            cKDTree(estimates[:, :2]), c, output_type="ndarray")
        i, j, far = near["i"].astype(int), near["j"].astype(int), near["v"]
        for k in scorer.sparse_assign(i, j, c ** 2 - far ** 2 + 1e-9, len(things), len(ids)):
            matrix = found[t, int(ids[j[k]])]
            off = states[i[k]] - estimates[j[k]]
            series.setdefault(int(things[i[k]]), {}).setdefault(int(ids[j[k]]), []).append((
                off[:2] @ np.linalg.solve(matrix[:2, :2], off[:2]),
                off @ np.linalg.solve(matrix, off)))
    return [np.array(max(tracks.values(), key=len)) for tracks in series.values()]


def worth(series, center):
    """How many independent samples the samples of several series are worth."""
    total = sum(len(values) for values in series)
    off = [values - center for values in series]
    power = sum(float(np.sum(values ** 2)) for values in off)
    sum_ = 0.0
    for lag in range(1, max(map(len, off))):
        part = sum(float(np.sum(values[lag:] * values[:-lag])) for values in off) / power
        if part < 0.02:
            break
        sum_ += part
    return total / (1 + 2 * sum_)


def mean_with_band(mean, count, freedom):
    low, high = chi2.ppf([0.025, 0.975], freedom * count) / count
    return dict(mean=mean, low=low, high=high, worth=count, freedom=freedom)


def figures(scorer, line, directory, tracks, covariances):
    """The figures of one run."""
    series = errors(scorer, directory, tracks, covariances, line["from_s"], line["c"])
    result = {"samples": sum(map(len, series))}
    for name, column, freedom in (("position", 0, 2), ("position and velocity", 1, 4)):
        part = [values[:, column] for values in series]
        far = chi2.ppf(0.999, freedom)
        result[f"{name} far"] = float(np.mean(np.concatenate(part) > far))
        mean = float(np.mean(np.concatenate(part)))
        result[name] = mean_with_band(mean, worth(part, mean), freedom)
    for name, freedom in (("place", 2), ("bearing", 1)):
        sums = line["innovations"][name]
        if sums["count"] > 0:
            result[name] = mean_with_band(sums["sum"] / sums["count"], sums["count"], freedom)
    return result


def cell(part):
    if part is None:
        return "–"
    where = "" if part["low"] <= part["mean"] <= part["high"] else (
        ", **above**" if part["mean"] > part["high"] else ", below")
    return f"{part['mean']:.2f} ({part['low']:.2f}–{part['high']:.2f}{where})"


HEADER = ["scenario", "seed", "NEES position (2)", "NEES position and velocity (4)",
          "beyond 99.9 %: position / with velocity", "NIS of places (2)", "NIS of bearings (1)",
          "samples / worth"]


def cells(scenario, seed, result):
    far = [f"{100 * result[f'{name} far']:.2f} %" for name in ("position", "position and velocity")]
    return [scenario, seed, *[cell(result.get(name)) for name in (
        "position", "position and velocity")], " / ".join(far),
        *[cell(result.get(name)) for name in ("place", "bearing")],
        f"{result['samples']:,} / {result['position']['worth']:,.0f}"]
