"""The measurement of speed: what is timed, and the table that it prints."""

import pytest

from ml.evaluation import speed
from ml.inference import registry


def test_every_part_of_a_click_is_timed_for_each_number_of_threads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(speed, "SIZES", (64,))
    monkeypatch.setattr(speed, "PICTURES", ((160, 120),))
    rows = speed.tiers([registry.default()])
    timed = {(row["threads"], row["name"]) for row in rows if row["model"] != "OpenCV"}
    for threads in (1, 2):
        names = {name for count, name in timed if count == threads}
        assert {"network.64", "network.64.flip", "first.160", "click.160"} <= names
        assert {"first.160.network", "click.160.network", "click.160.merge"} <= names
    assert sum(row["name"] == "grabcut.256" for row in rows) == 1
    assert all(0 < row["p50"] <= row["p95"] for row in rows if "merge" not in row["name"])


@pytest.mark.parametrize("models", [["base"], ["base", "small", "nano"]])
def test_the_table_has_a_column_for_each_model_and_number_of_threads(models: list[str]) -> None:
    timing = {"name": "network.256", "p50": 10.04, "p95": 20.0, "n": 3}
    rows = [{"model": m, "threads": t} | timing for m in models for t in (1, 2)]
    rows.append({"model": "OpenCV", "threads": 2, "name": "grabcut.256", "p50": 76.0, "p95": 80.0})
    head, rule, network, beside = speed.markdown(rows).split("\n")
    columns = 2 * len(models) + 2
    assert head.count("|") == rule.count("|") == network.count("|") == columns + 1
    assert "| base, 1 thread | base, 2 threads |" in head
    assert network.startswith("| network.256 | 10.0 / 20.0 | 10.0 / 20.0 |")
    assert beside.endswith("| 76.0 / 80.0 |")
