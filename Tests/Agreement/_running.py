"""Runs the decode command on a file: its messages, and its faults in the order they came.

SPDX-License-Identifier: Apache-2.0
"""
import json
import os
import shlex
import subprocess
import tempfile

# Sound, or something was refused.
EXIT_CODES = (0, 65)


def decode(command, form, path):
    """Messages as objects; faults as `offset item | reason | detail`."""
    with tempfile.NamedTemporaryFile(delete=False) as kept:
        rejects = kept.name
    try:
        done = subprocess.run(
            shlex.split(command) + ["--rejects", rejects, "--examples", "0", form, str(path)],
            capture_output=True)
        if done.returncode not in EXIT_CODES:
            raise SystemExit(f"{command} {form} {path}: exit {done.returncode}\n{done.stderr.decode()[-400:]}")
        with open(rejects, encoding="utf-8") as lines:
            faults = [json.loads(line) for line in lines]
    finally:
        os.unlink(rejects)
    messages = [json.loads(line) for line in done.stdout.splitlines()]
    return messages, [
        f"{fault.get('byte_offset', fault.get('line'))} {fault['item']} | {fault['reason']} | {fault['detail']}"
        for fault in faults]
