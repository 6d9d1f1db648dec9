"""A machine gets the best model that it is fast enough for."""

import pytest

import ml
from ml.inference import choice, registry


def test_the_ladder_begins_with_the_default_and_every_rung_is_a_model() -> None:
    rungs = choice.ladder()
    assert rungs[0] == registry.default()
    assert all(registry.entry(name).size <= 320 for name in rungs)
    sizes = [registry.entry(name).size for name in rungs]
    assert sizes == sorted(sizes, reverse=True) and len(set(sizes)) == len(rungs)


def test_the_first_that_is_fast_enough_is_taken_and_the_rest_is_not_timed() -> None:
    times = {"large": 130.0, "small": 70.0, "tiny": 20.0}
    timed = []

    def time_of(name: str) -> float:
        timed.append(name)
        return times[name]

    assert choice.first_within(100, list(times), time_of) == "small"
    assert timed == ["large", "small"]
    assert choice.first_within(5, list(times), time_of) == "tiny", "a slow machine gets the last"
    assert timed == ["large", "small"] * 2


def test_the_best_is_the_default_where_time_does_not_matter_and_the_last_where_there_is_none() -> (
    None
):
    assert choice.best(budget=60_000) == registry.default()
    assert choice.best(budget=0) == choice.ladder()[-1]


def test_a_model_can_be_served_at_another_size_and_keeps_that_in_its_name() -> None:
    name = f"{registry.default()}@192"
    predictor = ml.load(name)
    assert predictor.name == name
    assert (predictor.settings.size, predictor.settings.close) == (192, 192)
    assert 0 < choice.milliseconds(predictor) < choice.milliseconds(ml.load()) * 2


@pytest.mark.parametrize("side", ["", "0", "100", "193", "4096", "-32", "192@192", "x"])
def test_a_size_that_no_graph_takes_is_refused(side: str) -> None:
    with pytest.raises(ml.ModelError) as refusal:
        registry.entry(f"{registry.default()}@{side}")
    assert refusal.value.code == "model_unknown"
