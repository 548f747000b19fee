"""The step that fetches style sheets and font: pinned, verified, from nowhere in particular."""

from __future__ import annotations

import json

import assets


def test_every_package_is_pinned_to_one_version_and_one_content():
    wanted = json.loads((assets.PINNED / "package.json").read_text(encoding="utf-8"))["dependencies"]
    locked = json.loads((assets.PINNED / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for name, version in wanted.items():
        package = locked[f"node_modules/{name}"]
        assert package["version"] == version
        assert package["integrity"].startswith("sha512-")


def test_the_lock_file_names_no_machine_to_fetch_from():
    assert "resolved" not in (assets.PINNED / "package-lock.json").read_text(encoding="utf-8")


def test_comments_and_empty_rules_go_and_rules_stay():
    css = "/* a */\n.a {\n  color: red;\n}\n.b {\n}\n@media print {\n  .c { margin: 0 }\n}\n"
    assert assets._squeeze(css).replace("\n", "") == ".a{color: red}@media print{.c{margin: 0}}"
