#!/usr/bin/env python3
"""Does scipy find the same places for the same arrivals, and how fast?

    pip install scipy==1.17.1
    SoundBenchmark 1000 --write FILE
    python3 Benchmarks/SoundBenchmark/peers.py FILE

The model is written here once more from its description: positions in space by way of Earth-centred
coordinates, the fronts by the quadratic equation in the moving air, priors for air and height; the
derivatives are scipy's differences. The start is the centre of the sensors and eight places round it;
the best end counts.
"""
import json
import math
import os
import sys
import time

import numpy as np
from scipy.optimize import least_squares

A, F = 6378137.0, 1 / 298.257223563
E2 = F * (2 - F)
# Far from every answer; without them a step may make the wind faster than sound.
BOUND = np.array([1e6, 1e6, 1e4, 12, 12, 12, 12])


def ecef(lat, lon, height):
    lat, lon = math.radians(lat), math.radians(lon)
    n = A / math.sqrt(1 - E2 * math.sin(lat) ** 2)
    return np.array([(n + height) * math.cos(lat) * math.cos(lon),
                     (n + height) * math.cos(lat) * math.sin(lon),
                     (n * (1 - E2) + height) * math.sin(lat)])


def axes(lat, lon):
    lat, lon = math.radians(lat), math.radians(lon)
    return np.array([[-math.sin(lon), math.cos(lon), 0],
                     [-math.sin(lat) * math.cos(lon), -math.sin(lat) * math.sin(lon), math.cos(lat)],
                     [math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)]])


class Problem:
    def __init__(self, text):
        self.at = np.array([a["atS"] for a in text["arrivals"]])
        self.sigma = np.array([a["sigmaMs"] for a in text["arrivals"]]) / 1e3
        lat = sum(a["latitudeDeg"] for a in text["arrivals"]) / len(self.at)
        lon = sum(a["longitudeDeg"] for a in text["arrivals"]) / len(self.at)
        self.centre, self.turn = ecef(lat, lon, 0), axes(lat, lon)
        self.ears = np.array([self.turn @ (ecef(a["latitudeDeg"], a["longitudeDeg"], a["heightM"])
                                           - self.centre) for a in text["arrivals"]])
        self.has_bearing = np.array(["bearingRad" in a for a in text["arrivals"]])
        bearings = []
        for a in text["arrivals"]:
            if "bearingRad" in a:
                north = self.turn @ axes(a["latitudeDeg"], a["longitudeDeg"])[1]
                bearings.append((a["bearingRad"] + math.atan2(north[0], north[1]),
                                 a["bearingSigmaRad"]))
        self.bearings = np.array(bearings).reshape(-1, 2)
        air = text["air"]
        kelvin = 1 + air["temperatureC"] / 273.15
        self.speed = 331.3 * math.sqrt(kelvin)
        self.speed_sigma = 331.3 / (2 * 273.15 * math.sqrt(kelvin)) * air["temperatureSigmaC"]
        direction = math.radians(air["windFromDeg"])
        self.wind = -air["windMPerS"] * np.array([math.sin(direction), math.cos(direction)])
        self.wind_sigma = air["windSigmaMPerS"]
        self.height = np.mean([a["heightM"] for a in text["arrivals"]])
        lat = math.radians(lat)
        w2 = 1 - E2 * math.sin(lat) ** 2
        self.radius = math.sqrt(A * (1 - E2) / w2 ** 1.5 * A / math.sqrt(w2))

    def residuals(self, u):
        speed = self.speed + u[3] * self.speed_sigma
        wind = self.wind + u[4:6] * self.wind_sigma
        up = self.height + 30 * u[6] - (u[0] ** 2 + u[1] ** 2) / (2 * self.radius)
        way = self.ears - np.array([u[0], u[1], up])
        along = way[:, :2] @ wind
        rest = speed ** 2 - wind @ wind
        took = (np.sqrt(along ** 2 + rest * (way ** 2).sum(1)) - along) / rest
        parts = [(self.at - u[2] - took) / self.sigma, u[3:7]]
        if len(self.bearings):
            front = wind * took[self.has_bearing, None] - way[self.has_bearing, :2]
            off = self.bearings[:, 0] - np.arctan2(front[:, 0], front[:, 1])
            parts.append(np.remainder(off + np.pi, 2 * np.pi) - np.pi)
            parts[-1] = parts[-1] / self.bearings[:, 1]
        return np.concatenate(parts)

    def solve(self):
        reach = np.abs(self.ears[:, :2]).max()
        starts = [(0.0, 0.0)] + [(reach * math.sin(k * math.pi / 4), reach * math.cos(k * math.pi / 4))
                                 for k in range(8)]
        best = None
        for east, north in starts:
            took = np.hypot(self.ears[:, 0] - east, self.ears[:, 1] - north) / self.speed
            start = np.array([east, north, np.mean(self.at - took), 0, 0, 0, 0])
            scale = np.array([100, 100, 0.3, 1, 1, 1, 1])
            end = least_squares(self.residuals, start, method="trf", x_scale=scale,
                                bounds=(-BOUND, BOUND), xtol=1e-14, ftol=1e-14, gtol=1e-12,
                                max_nfev=400)
            if best is None or end.cost < best.cost:
                best = end
        return best.x, 2 * best.cost


def main():
    path = sys.argv[1] if len(sys.argv) > 1 else ".build/sound-problems.json"
    if not os.path.exists(path):
        print(f"{path} is not there: run SoundBenchmark 300 --write {path} first")
        return 1
    with open(path) as file:
        problems = json.load(file)
    places, times, costs = [], [], []
    begin = time.process_time()
    for text in problems:
        problem = Problem(text)
        x, cost = problem.solve()
        ours = text["ours"]
        point = ecef(ours["latitudeDeg"], ours["longitudeDeg"], ours["heightM"])
        east, north, _ = problem.turn @ (point - problem.centre)
        places.append(math.hypot(east - x[0], north - x[1]))
        times.append(abs(ours["atS"] - x[2]))
        costs.append(ours["chiSquare"] - cost)
    spent = time.process_time() - begin
    print(f"{len(problems)} problems, scipy {len(problems) / spent:.0f} locations/CPU-s (nine starts each)")
    order = sorted(range(len(places)), key=lambda k: -places[k])
    same = [k for k in order if places[k] < 1e-3 and times[k] < 1e-3]
    print(f"same place to 1 mm and time to 1 ms: {len(same)}; "
          f"greatest of those {max((places[k] for k in same), default=0) * 1e3:.3f} mm, "
          f"{max((times[k] for k in same), default=0) * 1e6:.3f} us")
    for k in order[:10]:
        if places[k] >= 1e-3 or times[k] >= 1e-3:
            print(f"  problem {k}: {places[k]:.4f} m, {times[k] * 1e3:.4f} ms, our sum of squares is "
                  f"{'greater' if costs[k] > 0 else 'less'} by {abs(costs[k]):.2e}")
    return 0 if all(c < 1e-6 for c in costs) else 1


if __name__ == "__main__":
    sys.exit(main())
