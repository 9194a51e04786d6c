#!/usr/bin/env python3
"""How good and how fast is `truceline track` on the tracking benchmark, beside its floor and a peer?

    python Benchmarks/Tracking/run.py BENCH_DIR DATA_DIR [--truceline PATH] [--seeds 1 2 3]
        [--generate 11 12 13] [--peers] [--write]

BENCH_DIR holds gen.py, score.py and peers/ of the benchmark, DATA_DIR its scenarios (s1-1, s1-2, ...).
Neither is part of this project. Needs Python 3.11 with numpy and scipy, g++ for the floor, and for
--peers stonesoup==1.9.1 with ortools (--peer-python names the Python that has them). --write puts the tables into
docs/internals/tracking.md and the chart into docs/internals/tracking-gospa.svg.

The floor is ref_pmb.py --oracle: a filter that is told which plot is whose, and each sensor's bias.

SPDX-License-Identifier: Apache-2.0
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import chart
import consistency
import tables
import variations

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PAGE = ROOT / "docs/internals/tracking.md"
CHART = ROOT / "docs/internals/tracking-gospa.svg"
SCENARIOS = ["s1", "s2", "s3", "s4", "s4x", "s5"]


class Bench:
    """Runs one program on one scenario folder and scores what it wrote; all files go to one folder."""

    def __init__(self, options, folder):
        self.options, self.folder = options, pathlib.Path(folder)
        self.bench = pathlib.Path(options.bench).resolve()
        sys.path.insert(0, str(self.bench))
        import score
        self.scorer = score

    def call(self, command):
        """By way of a shell of its own: a child of this large process would report its peak memory
        as at least this one's."""
        environment = dict(os.environ, PYTHONDONTWRITEBYTECODE="1")
        done = subprocess.run(
            ["sh", "-c", '"$@" & wait $!', "sh", *map(str, command)], env=environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if done.returncode != 0:
            raise SystemExit(f"{' '.join(map(str, command))}\n{done.stderr[-2000:]}")

    def directory(self, scenario, seed):
        """The folder of a scenario: the one that there is, or a new one."""
        given = pathlib.Path(self.options.data).resolve() / f"{scenario}-{seed}"
        if given.is_dir():
            return given
        made = self.folder / "data" / given.name
        if not (made / "scenario.json").is_file():
            self.call([sys.executable, self.bench / "gen.py", "--scenario", scenario,
                       "--seed", seed, "--out", made])
        return made

    def result(self, directory, out, tracker, from_s=None):
        """The score line of a run, as score.py makes it."""
        run = json.loads(out.with_suffix(".run.json").read_text())
        end = run.get("stopped_early_at_s")
        line = self.scorer.score(str(directory), str(out), from_s, end)
        scenario = json.loads((directory / "scenario.json").read_text())
        isLate = any(sensor["latency_s"][1] > 0 for sensor in scenario["sensors"])
        return {**run, **line, "tracker": tracker, "to_s": end, "isLate": isLate,
                "tracks": str(out), "directory": str(directory)}

    def truceline(self, directory, name, truth=None, from_s=None):
        """The run with the middle CPU time of as many as --repeat says; all must give the same bytes."""
        out = self.folder / f"{name}.truceline.csv"
        runs, texts = [], set()
        for _ in range(self.options.repeat):
            self.call([self.options.truceline, "track", directory, "--out", out])
            texts.add(out.read_bytes())
            if len(texts) > 1:
                raise SystemExit(f"{name}: two runs over the same scans give different tracks")
            runs.append(json.loads(out.with_suffix(".run.json").read_text()))
        runs.sort(key=lambda run: run["cpu_s"])
        out.with_suffix(".run.json").write_text(json.dumps(runs[len(runs) // 2]))
        return self.result(truth or directory, out, "truceline", from_s)

    def consistency(self, directory, name, line):
        """A run of its own, as it writes the covariances too."""
        out = self.folder / f"{name}.truceline-sure.csv"
        covariances = self.folder / f"{name}.covariances.csv"
        self.call([self.options.truceline, "track", directory, "--out", out,
                   "--covariances", covariances])
        return consistency.figures(self.scorer, line, directory, out, covariances)

    def floor(self, directory, name):
        out = self.folder / f"{name}.floor.csv"
        if not out.with_suffix(".run.json").is_file():
            self.call([sys.executable, self.bench / "peers/ref_pmb.py", directory, "--oracle",
                       "--bin", self.folder / "ref_pmb", "--out", out])
        rows = out.read_text().splitlines()
        finite = [row for row in rows if "nan" not in row and "inf" not in row]
        out.write_text("\n".join(finite) + "\n")
        line = self.result(directory, out, "floor")
        # Its filter loses a few targets of the longest scenario to numbers that are none.
        return dict(line, rows_not_numbers=len(rows) - len(finite))

    def stone_soup(self, directory, name):
        out = self.folder / f"{name}.stonesoup-gnn.csv"
        if not out.with_suffix(".run.json").is_file():
            self.call([self.options.peer_python, self.bench / "peers/stonesoup_runner.py", directory,
                       "--algo", "gnn", "--max-cpu", self.options.max_cpu, "--out", out])
        return self.result(directory, out, "Stone Soup GNN")

    def varied(self, directory, name, clutter, probability, beginning):
        """truceline on a changed copy of a scenario; scored against the true one."""
        copy = self.folder / "varied" / name
        variations.make(directory, copy, clutter, probability, beginning)
        return self.truceline(copy, name, directory, variations.score_from_s(beginning))


def measure(bench, options):
    """Rows of truceline with their floor, Stone Soup's rows, and those of changed scenarios."""
    rows, peers, varied = [], {}, []
    for scenario in SCENARIOS:
        for seed in sorted(set(options.seeds + options.generate)):
            isShared = (pathlib.Path(options.data) / f"{scenario}-{seed}").is_dir()
            if not isShared and seed not in options.generate:
                continue
            name = f"{scenario}-{seed}"
            directory = bench.directory(scenario, seed)
            ours, floor = bench.truceline(directory, name), bench.floor(directory, name)
            rows.append(dict(ours=ours, floor=floor,
                             sure=bench.consistency(directory, name, ours)))
            print(name, ours["gospa_per_target"], floor["gospa_per_target"], flush=True)
            if options.peers and scenario not in peers:
                peers[scenario] = bench.stone_soup(directory, name)
    for number, (scenario, words, *change) in enumerate(variations.LIST):
        for seed in options.seeds:
            directory = bench.directory(scenario, seed)
            line = bench.varied(directory, f"{scenario}-{seed}-{number}", *change)
            varied.append(dict(line, change=words))
    return rows, peers, varied


def main():
    ask = argparse.ArgumentParser()
    ask.add_argument("bench")
    ask.add_argument("data")
    ask.add_argument("--truceline", default=str(ROOT / ".build/release/truceline"))
    ask.add_argument("--seeds", nargs="*", type=int, default=[1, 2, 3], help="of those in DATA_DIR")
    ask.add_argument("--generate", nargs="*", type=int, default=[], help="seeds to be made")
    ask.add_argument("--peers", action="store_true", help="Stone Soup too, one seed of each scenario")
    ask.add_argument("--peer-python", default=sys.executable)
    ask.add_argument("--max-cpu", type=float, default=120, help="CPU seconds of each peer's run")
    ask.add_argument("--repeat", type=int, default=3, help="runs of truceline, the middle one counts")
    ask.add_argument("--keep", help="folder for all files; runs of floor and peer found there count")
    ask.add_argument("--write", action="store_true")
    options = ask.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(options.keep or temporary).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        bench = Bench(options, folder)
        rows, peers, varied = measure(bench, options)
        text = tables.page(rows, peers, varied, options)
        print(text)
        if options.write:
            CHART.write_text(chart.svg(bench.scorer, rows, peers))
            write(text)


def write(text):
    page = PAGE.read_text()
    first, last = page.index(tables.BEGIN), page.index(tables.END)
    PAGE.write_text(page[:first] + tables.BEGIN + "\n" + text + page[last:])


if __name__ == "__main__":
    main()
