"""What the house can say about itself is made from its registries, and not behind them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.docs.documents import ROOT


@pytest.mark.parametrize("tool", ["reference.py", "draw_architecture.py"])
def test_what_is_made_from_the_code_is_not_behind_it(tool):
    done = subprocess.run(
        [sys.executable, f"tools/{tool}", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr
