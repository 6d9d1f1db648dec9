"""Threads that somebody waits for go before those that nobody waits for."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from backend import precedence


def test_work_goes_on_once_nobody_is_waited_for() -> None:
    courtesy = precedence.Courtesy()
    with ThreadPoolExecutor(1) as thread:
        with precedence.awaited():
            waiting = thread.submit(lambda: (courtesy(), time.monotonic()))
            with pytest.raises(TimeoutError):
                waiting.result(0.05)
            until = time.monotonic()
        assert waiting.result(5)[1] >= until + precedence.LINGERS


def test_work_ends_where_people_never_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precedence, "PATIENCE", 0.05)
    courtesy = precedence.Courtesy()
    start = time.monotonic()
    with precedence.awaited():
        for _ in range(20):
            courtesy()
    assert 0.05 <= time.monotonic() - start < 1


def test_what_fails_is_not_waited_for() -> None:
    with pytest.raises(ValueError), precedence.awaited():
        raise ValueError
    start = time.monotonic()
    precedence.Courtesy()()
    assert time.monotonic() - start < precedence.PATIENCE
    again = time.monotonic()
    precedence.Courtesy()()
    assert time.monotonic() - again < precedence.LINGERS
