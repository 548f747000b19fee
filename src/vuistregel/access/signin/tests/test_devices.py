"""A device in two words."""

from __future__ import annotations

import pytest

from vuistregel.access.signin.devices import device


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0",
            "Edge, Windows",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1", "Safari, iPhone"),
        (
            "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36",
            "Chrome, Chromebook",
        ),
        ("curl/8", ""),
        ("", ""),
    ],
)
def test_a_browser_is_known_by_two_words(agent: str, words: str) -> None:
    assert device(agent) == words
