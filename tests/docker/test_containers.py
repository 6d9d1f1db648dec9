"""The container files against the code: every command, path, port and name in them exists."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands, load_command_class
from django.urls import resolve

from backend.settings.options import BY_NAME
from tests.server import ROOT

DOCKER = ROOT / "docker"
COMPOSE: dict[str, Any] = yaml.safe_load((DOCKER / "compose.yml").read_text())
OURS = {n: s for n, s in COMPOSE["services"].items() if "build" in s}
LINES = re.sub(r"\\\n\s*", " ", (DOCKER / "Dockerfile").read_text()).splitlines()
STEPS = [line.split(" ", 1) for line in LINES if line and not line.startswith(("#", " "))]


def steps(word: str) -> list[str]:
    return [rest for name, rest in STEPS if name == word]


def test_every_stage_that_is_named_is_there() -> None:
    stages = {rest.split(" AS ")[1] for rest in steps("FROM")}
    assert {s["build"]["target"] for s in OURS.values()} <= stages
    used = {m for rest in steps("COPY") for m in re.findall(r"--from=(\S+)", rest)}
    used |= {rest.split()[0] for rest in steps("FROM") if ":" not in rest.split()[0]}
    assert used <= stages


def test_every_file_that_is_copied_is_there_and_let_through() -> None:
    rules = (DOCKER / "Dockerfile.dockerignore").read_text().split()
    let = [Path(rule[1:]) for rule in rules if rule.startswith("!")]
    for rest in steps("COPY"):
        if "--from" in rest:
            continue
        *sources, _ = shlex.split(rest)
        for source in sources:
            assert (ROOT / source).exists(), source
            assert any(Path(source).is_relative_to(part) for part in let), source


def test_the_server_is_no_root_and_writes_only_its_data() -> None:
    text = (DOCKER / "Dockerfile").read_text()
    for stage in text.split("\nFROM ")[2:]:
        assert re.findall(r"^USER (\S+)$", stage, re.M)[-1] == "koutu"
    assert steps("VOLUME") == ["/data"] and "KOUTU_DATA_DIR=/data" in text


def test_every_setting_is_one_of_ours() -> None:
    texts = [(DOCKER / name).read_text() for name in ("compose.yml", "Dockerfile")]
    named = {name for text in texts for name in re.findall(r"\bKOUTU_[A-Z_]+", text)}
    assert named and named <= set(BY_NAME), named - set(BY_NAME)
    for service in OURS.values():
        for name, value in service["environment"].items():
            if name in BY_NAME and "${" not in value:
                BY_NAME[name].read(value)


def words(command: list[str]) -> list[str]:
    """The program and its arguments, without the shell that fills in the host's name."""
    if command[:2] == ["sh", "-c"]:
        return shlex.split(command[2].replace("$$", "$"))[1:]
    return command


@pytest.mark.parametrize("name", OURS)
def test_every_command_is_one_of_ours(name: str) -> None:
    command = words(OURS[name]["command"])
    if command[0] == "celery":
        assert command[1:4] == ["-A", "backend", "worker"]
        queue = command[command.index("-Q") + 1]
        assert queue in settings.KOUTU_QUEUES and OURS[name]["environment"]["QUEUE"] == queue
        assert command[command.index("-P") + 1] == "solo"
    else:
        assert command[:2] == ["python", "manage.py"]
        found = load_command_class(get_commands()[command[2]], command[2])
        found.create_parser("manage.py", command[2]).parse_args(command[3:])


def test_every_queue_has_a_worker() -> None:
    commands = [words(s["command"]) for s in OURS.values() if "profiles" not in s]
    served = {c[c.index("-Q") + 1] for c in commands if "-Q" in c}
    assert served == set(settings.KOUTU_QUEUES)


def test_ports_and_health_checks_meet() -> None:
    (exposed,) = steps("EXPOSE")
    (port,) = OURS["web"]["ports"]
    assert port.split(":")[-1] == exposed and port.startswith("127.0.0.1:")
    command = OURS["web"]["command"]
    assert command[command.index("--port") + 1] == exposed
    health = next(line for line in LINES if line.startswith("HEALTHCHECK"))
    (address,) = re.findall(r"http://127\.0\.0\.1:(\d+)(/\S+?)'", health)
    assert address[0] == exposed and resolve(address[1]).url_name == "health-live"


def test_nothing_starts_before_what_it_needs() -> None:
    for name, service in OURS.items():
        for needed, how in service["depends_on"].items():
            other = COMPOSE["services"][needed]
            if how["condition"] == "service_healthy":
                assert "healthcheck" in other, (name, needed)
    for service in COMPOSE["services"].values():
        for volume in service.get("volumes", []):
            assert volume.split(":")[0] in COMPOSE["volumes"]


def test_only_the_gpu_profile_wants_a_gpu() -> None:
    wants = {n for n, s in COMPOSE["services"].items() if "deploy" in s}
    assert wants == {n for n, s in COMPOSE["services"].items() if s.get("profiles") == ["gpu"]}
    assert all(OURS[n]["environment"]["KOUTU_DEVICE"] == "cuda" for n in wants)
    assert (
        "torch"
        not in (ROOT / "requirements" / "serve.txt").read_text().split("#", 2)[-1].split("\n", 1)[1]
    )


def test_secrets_are_not_written_down() -> None:
    text = (DOCKER / "compose.yml").read_text()
    assert "KOUTU_SECRET_KEY" not in text and "POSTGRES_PASSWORD:?" in text
