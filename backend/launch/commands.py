"""The words that `make` knows, and what each does."""

from collections.abc import Callable

import checks
import cluster
import packages
import pages
import server
from terminal import Stop, environment, loudly, say


def run(_: list[str]) -> int:
    """Set up what is missing, start the server, print its address."""
    port = server.check()
    packages.install(packages.SERVE)
    pages.build()
    server.prepare()
    return server.serve(port)


def run_cluster(_: list[str]) -> int:
    """The cluster's processes on this machine, against the PostgreSQL and the Redis that are set."""
    cluster.check()
    port = server.check()
    packages.install(packages.SERVE)
    pages.build()
    server.prepare()
    say("Koutu is starting   (stop with Ctrl+C)")
    return cluster.serve(server.ADDRESS, port)


def chaos(_: list[str]) -> int:
    """The long storm: processes are killed while people click."""
    _tools()
    minutes = environment({"KOUTU_TEST_STORM_MINUTES": "10"})
    storm = "tests/chaos/test_storm.py"
    return loudly([packages.PYTHON, "-m", "pytest", "-q", "-s", storm], env=minutes)


def setup(_: list[str]) -> int:
    """Install everything that running and training need, and build the pages."""
    packages.install(packages.ALL)
    pages.build()
    say("Koutu is set up. Start it: make run")
    return 0


def test(_: list[str]) -> int:
    """Linters, type checkers and every test that this machine can run."""
    _tools()
    pages.build()
    return checks.verdict(checks.lint() | checks.tests())


def lint(_: list[str]) -> int:
    """Linters and type checkers only."""
    _tools()
    return checks.verdict(checks.lint())


def fmt(_: list[str]) -> int:
    """Rewrite the sources in the house's format."""
    _tools()
    return checks.formatted()


def openapi(_: list[str]) -> int:
    """Write the contract's snapshot and the types that the pages take from it."""
    _tools()
    command = [packages.PYTHON, "manage.py", "spectacular", "--format", "openapi-json"]
    code = loudly([*command, "--file", "tests/openapi.json"])
    return code or pages.script("schema")


def bench(words: list[str]) -> int:
    """Measure one area of those that tests/bench knows."""
    if len(words) != 1 or not words[0]:
        raise Stop(
            "Say what to measure: make bench AREA=click|editor|import|model|quality|robot|service",
            2,
        )
    _tools()
    return loudly([packages.PYTHON, "-m", "tests.bench", words[0]])


def guide(_: list[str]) -> int:
    """Take the pictures of docs/guide from the running product."""
    return _tour("guide")


def sheets(_: list[str]) -> int:
    """Take pictures of everything, in both languages and themes, into build/tour."""
    return _tour("sheets")


def _tour(name: str) -> int:
    _tools()
    pages.build()
    return loudly([packages.PYTHON, "-m", "tests.tour", name])


def _tools() -> None:
    packages.install(packages.TESTS)
    pages.install()


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": run, "cluster": run_cluster, "setup": setup, "test": test, "lint": lint, "fmt": fmt,
    "openapi": openapi, "bench": bench, "chaos": chaos, "guide": guide, "sheets": sheets,
}  # fmt: skip


def main(words: list[str]) -> int:
    """Run the command that the words name; answers the exit code."""
    if not words or words[0] not in COMMANDS:
        say(f"Say one of: {', '.join(COMMANDS)}.")
        return 2
    try:
        return COMMANDS[words[0]](words[1:])
    except Stop as stop:
        say(str(stop))
        return stop.code
    except KeyboardInterrupt:
        say("Stopped.")
        return 130
    except OSError as error:
        say(f"{error.strerror or error}{f' ({error.filename})' if error.filename else ''}.")
        return 1
