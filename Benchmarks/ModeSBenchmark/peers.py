#!/usr/bin/env python3
"""How fast are other decoders on the same Beast recording, per CPU second?

    pip install pyModeS==3.6.1 rs1090==0.7.0
    apt-get install dump1090-mutability
    python3 Benchmarks/ModeSBenchmark/peers.py [BEAST-FILE]

pyModeS and rs1090 are given the frames as text, so that finding them in the stream is not counted;
dump1090 reads the stream over a local connection and writes SBS lines. Its time is read in steps of
10 ms. What is not installed is left out.
"""
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "Tests/Agreement"))
from modes import beast  # noqa: E402


def report(name, count, seconds, what):
    print(f"{name:24} {count / seconds / 1e3:10.1f} k frames/CPU-s  ({what})")


def pymodes(frames):
    import pyModeS
    decoder = pyModeS.PipeDecoder()
    start = time.process_time()
    for at, frame in enumerate(frames):
        decoder.decode(frame, timestamp=at / 200)
    report("pyModeS PipeDecoder", len(frames), time.process_time() - start, "with positions")


def rs1090_batch(frames):
    import rs1090
    start = time.process_time()
    rs1090.decode(frames, [at / 200 for at in range(len(frames))])
    report("rs1090 batch", len(frames), time.process_time() - start, "with positions, to Python")


def dump1090(raw, count, rounds=10):
    """A new process a round: one that is fed faster than it reads, or for a second time, loses frames."""
    used_s = lines = 0
    for _ in range(rounds):
        round_s, round_lines = dump1090_round(raw)
        used_s, lines = used_s + round_s, lines + round_lines
    report("dump1090-mutability", count * rounds, max(used_s, 0.01),
           f"with positions, {lines // rounds} SBS lines a round")


def dump1090_round(raw):
    ports = ["--net-ri-port", "0", "--net-ro-port", "0", "--net-bo-port", "0", "--net-http-port", "0",
             "--net-bi-port", "41004", "--net-sbs-port", "41003"]
    peer = subprocess.Popen(
        ["dump1090-mutability", "--net-only", "--net-bind-address", "127.0.0.1", "--quiet", *ports],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    tick = os.sysconf("SC_CLK_TCK")

    def cpu_s():
        cells = open(f"/proc/{peer.pid}/stat").read().rsplit(")", 1)[1].split()
        return (int(cells[11]) + int(cells[12])) / tick

    try:
        for _ in range(50):
            try:
                reader = socket.create_connection(("127.0.0.1", 41003))
                break
            except OSError:
                time.sleep(0.1)
        writer, written = socket.create_connection(("127.0.0.1", 41004)), [0]

        def read():
            while piece := reader.recv(65536):
                written[0] += piece.count(10)

        threading.Thread(target=read, daemon=True).start()
        time.sleep(0.3)
        start = cpu_s()
        writer.sendall(raw)
        before = -1
        while written[0] != before:
            before = written[0]
            time.sleep(1)
        return cpu_s() - start, written[0]
    finally:
        peer.terminate()
        peer.wait()


def main():
    fixture = pathlib.Path(__file__).resolve().parents[2] / "Tests/Fixtures/adsb/example.beast"
    path = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else fixture
    raw = path.read_bytes()
    frames = [frame for _, frame in beast(raw)]
    for run in (pymodes, rs1090_batch):
        try:
            run(frames * 5)
        except ImportError as missing:
            print(missing)
    if shutil.which("dump1090-mutability"):
        dump1090(raw, len(frames))


if __name__ == "__main__":
    main()
