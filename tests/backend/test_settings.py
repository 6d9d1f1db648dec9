"""Settings: from the environment or a file, refused when they make no sense, all on one page."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from backend.settings.options import OPTIONS, document
from tests.server import ROOT


def start(folder: Path, file: str = "", **env: str) -> subprocess.CompletedProcess[str]:
    """What a start with these settings prints."""
    (folder / "env").write_text(file)
    clean = {k: v for k, v in os.environ.items() if not k.startswith("KOUTU_")}
    code = (
        "from django.conf import settings as s; "
        "print(s.KOUTU_TRASH_DAYS, s.ALLOWED_HOSTS, s.SESSION_COOKIE_SECURE)"
    )
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60,
        env=clean | {
            "DJANGO_SETTINGS_MODULE": "backend.settings", "KOUTU_DATA_DIR": str(folder / "data"),
            "KOUTU_ENV_FILE": str(folder / "env"),
        } | env,
    )  # fmt: skip


def test_the_file_speaks_where_the_environment_is_silent(tmp_path: Path) -> None:
    file = '# ours\n\nexport KOUTU_TRASH_DAYS=7\nKOUTU_HOSTS="a.example, b.example"\n'
    assert start(tmp_path, file).stdout == "7 ['a.example', 'b.example'] False\n"
    said = start(tmp_path, file, KOUTU_TRASH_DAYS="9", KOUTU_HTTPS="yes").stdout
    assert said == "9 ['a.example', 'b.example'] True\n"


@pytest.mark.parametrize(
    ("env", "said"),
    [
        ({"KOUTU_TRASHDAYS": "9"}, "There is no setting KOUTU_TRASHDAYS. KOUTU_TRASH_DAYS is meant?"),
        ({"KOUTU_TRASH_DAYS": "nine"}, "KOUTU_TRASH_DAYS is 'nine': a whole number"),
        ({"KOUTU_HTTPS": "maybe"}, "KOUTU_HTTPS is 'maybe': write 1 or 0"),
        ({"KOUTU_DATABASE_URL": "mysql://x"}, "KOUTU_DATABASE_URL is 'mysql://x'"),
        ({"KOUTU_SECRET_KEY": "short"}, "KOUTU_SECRET_KEY is not a secret"),
        ({"KOUTU_SECRET_KEY": "django-insecure-" + "abcdefghijklmnopqrstuvwxyz0123456789" * 2},
         "KOUTU_SECRET_KEY is not a secret"),
        ({"KOUTU_SECRET_KEY": "x" * 80}, "KOUTU_SECRET_KEY is not a secret"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_at_the_start(tmp_path: Path, env, said: str) -> None:
    done = start(tmp_path, **env)
    assert done.returncode != 0 and said in done.stderr, done.stderr[-500:]


def test_a_broken_line_of_the_file_is_named(tmp_path: Path) -> None:
    assert "line 2: write NAME=VALUE" in start(tmp_path, "KOUTU_HTTPS=1\nwhat is this\n").stderr


def test_a_secret_key_is_made_once_and_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    start(tmp_path)
    file = tmp_path / "data" / "secret_key"
    first = file.read_text()
    start(tmp_path)
    assert file.read_text() == first and len(first) >= 64
    assert file.stat().st_mode & 0o777 == 0o600
    file.write_text("secret")
    assert "secret_key is not a secret" in start(tmp_path).stderr


def test_the_page_of_settings_is_the_codes() -> None:
    shown = (ROOT / "docs" / "configuration.md").read_text()
    assert shown == document(), "python manage.py configuration > docs/configuration.md"


def test_no_setting_is_read_that_is_not_on_the_page() -> None:
    known = {option.name for option in OPTIONS}
    for room in ("backend", "annotator", "reviewer", "ml"):
        for file in (ROOT / room).rglob("*.py"):
            for word in file.read_text().split('"'):
                if word.startswith("KOUTU_") and word.isupper() and file.name != "options.py":
                    assert word in known or not _from_environment(file, word), (file, word)


def _from_environment(file: Path, name: str) -> bool:
    text = file.read_text()
    return any(
        f'{how}"{name}"' in text for how in ("environ.get(", "environ[", "getenv(", "value(")
    )


def test_a_server_on_the_net_passes_the_deployment_check(tmp_path: Path) -> None:
    env = {k: v for k, v in os.environ.items() if not k.startswith("KOUTU_")} | {
        "KOUTU_DATA_DIR": str(tmp_path), "KOUTU_HOSTS": "masks.example.com", "KOUTU_HTTPS": "1",
        "KOUTU_PROXIED": "1", "KOUTU_ENV_FILE": str(tmp_path / "none"),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"], cwd=ROOT,
        env=env, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
