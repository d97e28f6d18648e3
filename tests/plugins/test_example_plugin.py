"""The example plugin's own tests, run from its source tree as its author would."""

from __future__ import annotations

import os
import subprocess
import sys


def test_own_tests_pass(pytestconfig):
    root = pytestconfig.rootpath
    folder = root / "plugins" / "robustbench-nlp-example"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder / "src"), str(root)])}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert " passed" in done.stdout
