"""The house's own settings, in a data folder of the tests' own. `DATABASE_URL` chooses the database; default SQLite."""

from __future__ import annotations

import os
from pathlib import Path

#: Each test worker has a data folder of its own, so that secrets, spool and anchors never meet.
_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
_CACHE = Path(__file__).resolve().parent.parent / ".cache"
TEST_VAR = _CACHE / "test-var" / _WORKER

for _name in [name for name in os.environ if name.startswith("VUISTREGEL_") and name != "VUISTREGEL_KEYS_URL"]:
    # A developer's own settings (production's even more) have no say in a test.
    del os.environ[_name]
os.environ["VUISTREGEL_VAR"] = str(TEST_VAR)
# Logs as production writes them, kept for `tools/search_logs.py`; commands that tests start inherit it.
(_CACHE / "test-logs").mkdir(parents=True, exist_ok=True)
os.environ["LOG_FILE"] = str(_CACHE / "test-logs" / f"{_WORKER}.log")
(TEST_VAR / "static").mkdir(parents=True, exist_ok=True)
# Playwright keeps an event loop running; Django would refuse every query of a browser test beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

from vuistregel.settings import *  # noqa: E402, F403

# Argon2 is slow on purpose; a test that signs in is not about that.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
