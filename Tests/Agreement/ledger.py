#!/usr/bin/env python3
"""Do programs that were not written here accept our logs, proofs and cosignatures, and do we accept theirs?

usage: ledger.py DECODE_COMMAND [SHARED_DATA_DIR]

`ledger-exchange` and `truceline` lie beside the program of DECODE_COMMAND. The others:

- pymerkle 7.0.0: roots and proofs of trees of every size;
- aics-tlog 0.2.1: checkpoints, tiles, proofs of entries and of growth of our logs, and its logs checked by us;
- aics-witness 0.1.0: cosigns for our client, and its client has our witness cosign;
- golang.org/x/mod/sumdb: tiles, proofs and signatures of our logs;
- the scripts of SHARED_DATA_DIR/../bench/trust where they are: damage of every kind, a conversation with a witness.

The Python packages go into `.venv-ledger`, with the newest Python of 3.12 or later; without one, or without Go, that part
is left out and named. Prints Markdown; exit 1 on a difference, or if nothing was compared.

SPDX-License-Identifier: Apache-2.0
"""
import contextlib
import functools
import glob
import http.server
import importlib.util
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.realpath(os.path.join(HERE, "..", "..", ".venv-ledger"))
PACKAGES = ["pymerkle==7.0.0", "aics-tlog==0.2.1", "aics-witness==0.1.0", "cryptography>=50"]
GO_SOURCES = "/usr/share/gocode"
NAME = "log.example/agreement"
SIZES = [1, 2, 255, 256, 257, 300, 700]
LARGE = 70_000
TIME_LIMIT_S = 120


def python():
    """A Python that the packages need, 3.12 or later; None where there is none."""
    found = [sys.executable]
    found += [path for minor in range(12, 20) if (path := shutil.which(f"python3.{minor}"))]
    found += sorted(glob.glob(os.path.expanduser("~/.pyenv/versions/3.*/bin/python3")))
    for path in found:
        test = subprocess.run([path, "-c", "import sys; sys.exit(sys.version_info < (3, 12))"], capture_output=True)
        if test.returncode == 0:
            return path
    return None


def start_again_with_packages():
    """Returns whether the packages are there; starts the script anew once they are installed."""
    if os.path.realpath(sys.prefix) == VENV:
        return all(importlib.util.find_spec(name) for name in ("pymerkle", "aics_tlog", "aics_witness"))
    inside = os.path.join(VENV, "bin", "python3")
    if not os.path.exists(os.path.join(VENV, "ready")):
        newest = python()
        if newest is None:
            return False
        subprocess.run([newest, "-m", "venv", "--clear", VENV], check=True)
        quiet = ["--quiet", "--disable-pip-version-check"]
        subprocess.run([inside, "-m", "pip", "install", *quiet, *PACKAGES], check=True, stdout=sys.stderr)
        open(os.path.join(VENV, "ready"), "w").close()
    os.execv(inside, [inside, *sys.argv])


class Run:
    """One run: its programs, its folder, what was compared and what differed."""

    def __init__(self, command, folder):
        programs = os.path.dirname(os.path.abspath(shlex.split(command)[0]))
        self.exchange_program = os.path.join(programs, "ledger-exchange")
        self.truceline_program = os.path.join(programs, "truceline")
        self.folder = folder
        self.rows, self.faults = [], []
        self.key = os.path.join(folder, "key")
        self.vkey = self.truceline("key", "new", "log", "--name", NAME, "--out", self.key).stdout.strip()

    def program(self, *words, code=0):
        done = subprocess.run(words, capture_output=True, text=True, timeout=TIME_LIMIT_S)
        if code is not None and done.returncode != code:
            shown = " ".join(words[:3])
            self.faults.append(f"{shown}: exit {done.returncode}, not {code}: {(done.stderr or done.stdout).strip()[-300:]}")
        return done

    def truceline(self, *words, code=0):
        return self.program(self.truceline_program, *words, code=code)

    def exchange(self, *words):
        return self.program(self.exchange_program, *words)

    def log(self, size, *forged):
        path = os.path.join(self.folder, f"log-{size}" + ("-forged" if forged else ""))
        if not os.path.exists(path):
            self.exchange("log", path, str(size), self.key, *forged)
        return path

    def same(self, ours, theirs, what):
        if ours != theirs:
            self.faults.append(f"{what}: {ours} here, {theirs} there")

    def row(self, peer, what, count):
        self.rows.append((peer, what, count))


def entry(index):
    return b"truceline-vector-%d" % index


def with_pymerkle(run):
    import base64

    import pymerkle
    from pymerkle import InmemoryTree
    from pymerkle.proof import verify_inclusion

    tree = InmemoryTree(algorithm="sha256")
    count = 0
    for line in run.exchange("paths", "600").stdout.splitlines():
        case = json.loads(line)
        size, index, old = case["size"], case["index"], case["old"]
        tree.append_entry(entry(size - 1))
        run.same(case["root"], base64.b64encode(tree.get_root(size)).decode(), f"root of {size}")
        run.same(case["oldRoot"], base64.b64encode(tree.get_root(old)).decode(), f"root of {old}")
        proof = tree.prove_inclusion(index + 1, size)
        leaf = tree.get_leaf(index + 1)
        theirs = [base64.b64encode(one).decode() for one in proof.path[1:]]
        run.same(case["inclusion"], theirs, f"proof of entry {index} of {size}")
        proof.path = [leaf] + [base64.b64decode(one) for one in case["inclusion"]]
        verify_inclusion(leaf, tree.get_root(size), proof)
        count += 3
    run.row("pymerkle 7.0.0", "roots, proofs of entries, of every size to 600", count)


def with_aics_tlog(run):
    tool = os.path.join(VENV, "bin", "aics-tlog")
    count = 0
    for size in SIZES + [LARGE]:
        log = run.log(size)
        common = ["--tiles", log, "--log-key", run.vkey]
        run.program(tool, "verify-checkpoint", *common)
        for index in sorted({0, size // 3, size - 1}):
            leaf = os.path.join(run.folder, "leaf")
            with open(leaf, "wb") as file:
                file.write(entry(index))
            run.program(tool, "verify-inclusion", *common, "--leaf", leaf, "--index", str(index))
            count += 1
        old = os.path.join(run.log(SIZES[SIZES.index(size) - 1] if size in SIZES[1:] else 1), "checkpoint")
        run.program(tool, "verify-consistency", *common, "--old-checkpoint", old)
        count += 2
    refused = os.path.join(run.log(257), "checkpoint")
    forged = run.log(300, "3", "forged")
    done = run.program(
        tool, "verify-consistency", "--tiles", forged, "--log-key", run.vkey, "--old-checkpoint", refused, code=None)
    if done.returncode == 0:
        run.faults.append("aics-tlog accepts a forged log: the comparison compares nothing")
    run.row("aics-tlog 0.2.1", f"checkpoints, entries and growth of our logs of {len(SIZES) + 1} sizes to {LARGE}", count + 1)
    theirs_to_us(run, tool)


def theirs_to_us(run, tool):
    """A log that aics-tlog has written, with a checkpoint that aics-tlog's library has signed."""
    import base64

    from aics_tlog import MerkleTree
    from aics_witness.protocol import format_signature_line  # noqa: F401  (part of the packages that must be there)
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    folder = os.path.join(run.folder, "theirs")
    leaves = os.path.join(run.folder, "leaves")
    size = 600
    with open(leaves, "wb") as file:
        file.writelines(entry(index) + b"\n" for index in range(size))
    run.program(tool, "build-tiles", "--leaves", leaves, "--out", folder)
    tree = MerkleTree([entry(index) for index in range(size)])
    with open(run.key, encoding="utf-8") as file:
        material = base64.b64decode(file.read().split("private ")[1].split("+", 4)[4])
    secret = Ed25519PrivateKey.from_private_bytes(material[1:])
    text = f"{NAME}\n{size}\n{base64.b64encode(tree.root()).decode()}\n"
    identity = bytes.fromhex(run.vkey.split("+")[1])
    line = base64.b64encode(identity + secret.sign(text.encode())).decode()
    with open(os.path.join(folder, "checkpoint"), "w", encoding="utf-8") as file:
        file.write(f"{text}\n\u2014 {NAME} {line}\n")
    run.truceline("log", "verify", folder, "--key", run.vkey)
    run.row("aics-tlog 0.2.1", "its log, checked by us", size)


@contextlib.contextmanager
def serving(*words, ready):
    """A program that runs meanwhile; `ready` finds what it needs in what is printed until then."""
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        found = None
        while found is None:
            line = process.stdout.readline()
            if not line:
                raise SystemExit(f"{words[0]} ended: exit {process.wait()}")
            found = ready(line)
        yield found
    finally:
        process.terminate()
        process.wait(timeout=20)
        process.stdout.close()


def address(line):
    return next((word.rstrip(",") for word in line.split() if word.startswith("http://")), None)


def with_aics_witness(run):
    tool = os.path.join(VENV, "bin", "aics-witness")
    config = os.path.join(run.folder, "witness.json")
    words = ["-c", config]
    made = run.program(
        tool, "init", *words, "--name", "witness.example/peer", "--listen", "127.0.0.1:0", "--db",
        os.path.join(run.folder, "witness.db"), "--key-file", os.path.join(run.folder, "witness.key"))
    vkey = next(word for word in (made.stdout + made.stderr).split() if word.startswith("witness.example/peer+"))
    run.program(tool, "add-log", *words, "--origin", NAME, "--vkey", run.vkey)
    count = 0
    with serving(tool, "serve", *words, ready=address) as url:
        policy = os.path.join(run.folder, "policy")
        with open(policy, "w", encoding="utf-8") as file:
            file.write(f"log {run.vkey}\nwitness peer {vkey} {url}\nquorum peer\n")
        for size in [1, 256, 300, 700]:
            log = run.log(size)
            asked = run.exchange("cosign", log, policy).stdout.strip()
            run.same(asked, f"peer {size} sound", f"aics-witness at {size}")
            run.truceline("log", "verify", log, "--policy", policy)
            run.program(
                os.path.join(VENV, "bin", "aics-tlog"), "verify-checkpoint", "--tiles", log, "--log-key", run.vkey,
                "--witness-key", vkey, "--quorum", "1")
            count += 1
        forged = run.exchange("cosign", run.log(900, "3", "forged"), policy).stdout
        if "(422)" not in forged:
            run.faults.append(f"aics-witness and a forged log: {forged}")
    run.row("aics-witness 0.1.0", "cosigns our growing log for our client, refuses a forged one", count + 1)


def with_aics_client(run):
    from aics_tlog import MerkleTree
    from aics_witness.feeder import WitnessClient, WitnessRejected

    key = os.path.join(run.folder, "our-witness")
    vkey = run.truceline("key", "new", "witness", "--name", "witness.example/ours", "--out", key).stdout.strip()
    words = ["witness", "--key", key, "--log", run.vkey, "--state", os.path.join(run.folder, "state"), "--listen", "127.0.0.1:0"]
    tree = MerkleTree([entry(index) for index in range(700)])
    count = 0
    with serving(run.truceline_program, *words, ready=address) as url:
        client = WitnessClient(url, vkey)
        for size in [1, 256, 300, 300, 700]:
            with open(os.path.join(run.log(size), "checkpoint"), "rb") as file:
                line = client.submit(file.read(), tree.consistency_proof)
            if "witness.example/ours" not in line:
                run.faults.append(f"our witness, asked by aics-witness at {size}: {line}")
            count += 1
        with open(os.path.join(run.log(900, "3", "forged"), "checkpoint"), "rb") as file:
            forged = MerkleTree([b"forged" if index == 3 else entry(index) for index in range(900)])
            try:
                client.submit(file.read(), forged.consistency_proof)
                run.faults.append("our witness cosigns a forged log")
            except WitnessRejected:
                count += 1
    run.row("aics-witness 0.1.0", "its client has our witness cosign; a forged log is refused", count)


def with_go(run):
    program = os.path.join(run.folder, "sumdb")
    environment = {
        **os.environ, "GO111MODULE": "off", "GOPATH": GO_SOURCES, "GOFLAGS": "-mod=mod",
        "GOCACHE": os.path.join(run.folder, "go-cache")}
    subprocess.run(["go", "build", "-o", program, "."], cwd=os.path.join(HERE, "sumdb"), env=environment, check=True)
    count = 0
    for size in SIZES + [LARGE]:
        said = run.program(program, run.log(size), run.vkey).stdout.split()
        count += int(said[2]) if len(said) == 4 else 0
    forged = shutil.copytree(run.log(300), os.path.join(run.folder, "damaged"))
    with open(os.path.join(forged, "tile", "0", "000"), "r+b") as tile:
        tile.write(b"\0")
    run.program(program, forged, run.vkey, code=1)
    run.row("golang.org/x/mod/sumdb", f"tiles, proofs and signatures of our logs of {len(SIZES) + 1} sizes to {LARGE}", count)
    return program


@contextlib.contextmanager
def shown(folder):
    """A folder over HTTP on a free loopback port, by Python's own server."""
    requests = []

    class Quiet(http.server.SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *words):
            requests.append(self.path)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", requests
    finally:
        server.shutdown()


def resource_count(size):
    """Tiles and bundles of a log."""
    count = (size + 255) // 256
    while size > 0:
        count += (size + 255) // 256
        size //= 256
    return count


def over_http(run):
    state = os.path.join(run.folder, "watch")
    count = 0
    for size in [1, 300, LARGE]:
        with shown(run.log(size)) as (url, requests):
            run.truceline("log", "verify", url, "--key", run.vkey)
            # The checkpoint, entries and tiles of all levels, each once; reading ahead asks for nothing more.
            run.same(len(requests), len(set(requests)), f"requests for a log of {size}, each once")
            run.same(len(requests), 1 + resource_count(size), f"requests for a log of {size}")
            run.truceline("log", "monitor", url, "--key", run.vkey, "--state", state, "--once")
            count += len(requests)
    with shown(run.log(900, "3", "forged")) as (url, _):
        run.truceline("log", "monitor", url, "--key", run.vkey, "--state", state, "--once", code=1)
    run.row("Python's http.server", "requests for logs that are verified and watched over HTTP", count)


def entries_of(log, size):
    """The entries of a log, by the format's own words: two bytes of length, then the entry."""
    for first in range(0, size, 256):
        width = min(256, size - first)
        name = f"{first // 256:03d}" + ("" if width == 256 else f".p/{width}")
        with open(os.path.join(log, "tile", "entries", name), "rb") as file:
            data = file.read()
        while data:
            length = int.from_bytes(data[:2], "big")
            yield data[2:2 + length]
            data = data[2 + length:]


def with_record_log(run, has_packages, program):
    """The log that the product itself writes when it works through a mission."""
    data = os.path.join(run.folder, "data")
    mission = os.path.join(HERE, "..", "..", "Missions", "june-2026")
    run.truceline("replay", mission, "--data", data)
    log = os.path.join(data, "log")
    vkey = run.truceline("key", "show", os.path.join(data, "keys", "log.key")).stdout.strip()
    run.truceline("log", "verify", log, "--key", vkey)
    with open(os.path.join(log, "checkpoint"), encoding="utf-8") as file:
        size, root = file.read().split("\n")[1:3]
    entries = list(entries_of(log, int(size)))
    run.same(len(entries), int(size), "entries of the record log")
    peers = []
    if program:
        run.program(program, log, vkey)
        peers.append("sumdb")
    if has_packages:
        import base64

        from pymerkle import InmemoryTree

        tree = InmemoryTree(algorithm="sha256")
        for one in entries:
            tree.append_entry(one)
        run.same(root, base64.b64encode(tree.get_root()).decode(), "root of the record log")
        tool = os.path.join(VENV, "bin", "aics-tlog")
        run.program(tool, "verify-checkpoint", "--tiles", log, "--log-key", vkey)
        leaf = os.path.join(run.folder, "leaf")
        for index in range(0, int(size), 37):
            with open(leaf, "wb") as file:
                file.write(entries[index])
            run.program(
                tool, "verify-inclusion", "--tiles", log, "--log-key", vkey, "--leaf", leaf, "--index", str(index))
        peers += ["pymerkle", "aics-tlog"]
    if peers:
        run.row(", ".join(peers), "the record log of the mission june-2026: entries", len(entries))


def with_shared_scripts(run, data):
    """The scripts print how much they checked; some of them need the package cryptography."""
    scripts = os.path.join(data, "..", "bench", "trust")
    vectors = os.path.join(data, "ledger")
    with open(os.path.join(vectors, "keys.json"), encoding="utf-8") as file:
        keys = json.load(file)
    trust = ["--key", keys["log"]["vkey"], "--quorum", "2"]
    for witness in keys["witnesses"]:
        trust += ["--witness", witness["vkey"]]
    python3 = [sys.executable, "-B"]
    done = run.program(
        *python3, os.path.join(scripts, "corrupt.py"), vectors, "--", run.truceline_program, "log", "verify", "{dir}", *trust)
    run.row("corrupt.py", "damage of every kind that `log verify` must find", int(done.stdout.split()[0]))
    key = os.path.join(run.folder, "probed-witness")
    vkey = run.truceline("key", "new", "witness", "--name", "witness.example/probed", "--out", key).stdout.strip()
    words = [
        "witness", "--key", key, "--log", keys["log"]["vkey"], "--state", os.path.join(run.folder, "probed"), "--listen",
        "127.0.0.1:0"]
    with serving(run.truceline_program, *words, ready=address) as url:
        probe = run.program(*python3, os.path.join(scripts, "witness_probe.py"), vectors, url, "--witness", vkey)
    run.row("witness_probe.py", "a conversation with our witness", int(probe.stdout.split()[0]))
    count = 0
    for size in SIZES + [LARGE]:
        run.program(*python3, os.path.join(scripts, "verify_log.py"), run.log(size), "--vkey", run.vkey)
        count += size
    run.row("verify_log.py", "entries of our logs", count)


def main():
    has_packages = start_again_with_packages()
    left_out = []
    with tempfile.TemporaryDirectory() as folder:
        run = Run(sys.argv[1], folder)
        if has_packages:
            for part in (with_pymerkle, with_aics_tlog, with_aics_witness, with_aics_client):
                part(run)
        else:
            left_out.append("pymerkle, aics-tlog and aics-witness: there is no Python of 3.12 or later")
        if shutil.which("go") and os.path.isdir(os.path.join(GO_SOURCES, "src/golang.org/x/mod/sumdb")):
            go_program = with_go(run)
        else:
            go_program = None
            left_out.append("golang.org/x/mod/sumdb: Go or its package is not installed")
        over_http(run)
        with_record_log(run, has_packages, go_program)
        data = sys.argv[2] if len(sys.argv) > 2 else ""
        if has_packages and os.path.exists(os.path.join(data, "..", "bench", "trust", "corrupt.py")):
            with_shared_scripts(run, data)
        else:
            left_out.append("the scripts of bench/trust: they are not here")
        print("## Logs, proofs and witnesses\n")
        print("| with | what | compared |\n|---|---|---|")
        for peer, what, count in run.rows:
            print(f"| {peer} | {what} | {count} |")
        for reason in left_out:
            print(f"\nLeft out: {reason}.")
            print(f"ledger.py: left out: {reason}", file=sys.stderr)
        for fault in run.faults:
            print(f"\nDifference: {fault}")
            print(f"ledger.py: {fault}", file=sys.stderr)
        sys.exit(1 if run.faults or not run.rows else 0)


main()
