"""Sees to it that the packages of the peers are there: else the script starts again in a Python that has them.

SPDX-License-Identifier: Apache-2.0
"""
import importlib.util
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(HERE, "..", "..", ".venv")
QUIET = ["--quiet", "--disable-pip-version-check"]


def require(*modules):
    """Returns once all modules can be imported; what is missing is installed into `.venv`."""
    if all(importlib.util.find_spec(module) for module in modules):
        return
    python = os.path.join(VENV, "bin", "python")
    if os.path.realpath(sys.prefix) == os.path.realpath(VENV):
        requirements = os.path.join(HERE, "requirements.txt")
        subprocess.run([python, "-m", "pip", "install", *QUIET, "-r", requirements], check=True)
        importlib.invalidate_caches()
        return
    if not os.path.exists(python):
        subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
    os.execv(python, [python, *sys.argv])
