"""Lines of the log: readable, or an object each, and every one says where it belongs."""

import json
import logging

from backend import context, logs


def record(**extra: object) -> logging.LogRecord:
    return logging.getLogger("backend.x").makeRecord(
        "backend.x", logging.WARNING, "f.py", 1, "it took %d ms", (900,), None, extra=extra
    )


def test_an_object_a_line_names_request_and_operation() -> None:
    with context.within(request="r-1"), context.within(operation="op-1"):
        line = json.loads(logs.Json().format(record(parts={"database": 3})))
    assert line["message"] == "it took 900 ms" and line["level"] == "WARNING"
    assert (line["request_id"], line["op_id"], line["parts"]) == ("r-1", "op-1", {"database": 3})
    assert "request_id" not in json.loads(logs.Json().format(record()))


def test_a_sentence_names_them_too() -> None:
    with context.within(request="r-1"):
        text = logs.Plain().format(record())
    assert text.endswith("WARNING backend.x: it took 900 ms [request_id=r-1]")


def test_a_request_id_of_a_stranger_is_not_taken_as_it_is() -> None:
    assert context.request_id("short") != "short"
    assert context.request_id("a\nb" * 10) != "a\nb" * 10
    assert context.request_id("0123456789abcdef") == "0123456789abcdef"
