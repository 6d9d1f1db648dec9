"""Training runs, resumes, and never sees the validation split."""

import io
import json
import subprocess
import sys
import tarfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ml import pictures
from ml.training import config, exports, shards
from ml.training.samples import Sampler

pytest.importorskip("torch")

from ml.nets.cdnet import CDNet  # noqa: E402
from ml.training import steps  # noqa: E402


def _png(array: np.ndarray) -> bytes:
    out = io.BytesIO()
    Image.fromarray(array).save(out, "PNG")
    return out.getvalue()


def write_shard(path: Path, count: int = 24) -> None:
    """A shard of plain disks on noise, two objects a photo."""
    rng = np.random.default_rng(0)
    rows, files = [], {}
    yy, xx = np.mgrid[:120, :160]
    for n in range(count):
        labels = np.zeros((120, 160), np.uint8)
        labels[(xx - 50) ** 2 + (yy - 60) ** 2 < 30**2] = 1
        labels[(xx - 120) ** 2 + (yy - 60) ** 2 < 20**2] = 2
        labels[:3] = shards.IGNORE
        image = rng.integers(0, 60, (120, 160, 3)) + 60 * labels.clip(0, 2)[..., None]
        files[f"images/{n}.png"] = _png(image.clip(0, 255).astype(np.uint8))
        files[f"labels/{n}.png"] = _png(labels)
        regions = [{"id": k, "kind": "product", "area_frac": 0.1} for k in (1, 2)]
        rows.append(
            {
                "id": f"disk-{n}", "set": "disks", "image": f"images/{n}.png", "weight": 1.0,
                "labels": [{"file": f"labels/{n}.png", "regions": regions}],
                "white_background": n % 2 == 0,
            }
        )  # fmt: skip
    index = "\n".join(json.dumps(r) for r in rows).encode()
    with tarfile.open(path, "w") as tar:
        for name, data in {"index.jsonl": index, **files}.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))


def test_the_validation_split_is_fixed_and_apart(tmp_path: Path) -> None:
    write_shard(tmp_path / "train-00.tar", 60)
    train = {p.name for p in shards.photos(tmp_path / "train-00.tar")}
    held = {p.name for p in shards.photos(tmp_path / "train-00.tar", validation=True)}
    assert held and not train & held and len(train | held) == 60
    assert all(shards.held_out(f"{name}_c2") for name in held), "crops go with their scene"


def test_samples_are_square_clicked_and_truthful(tmp_path: Path) -> None:
    write_shard(tmp_path / "train-00.tar")
    photos = list(shards.photos(tmp_path / "train-00.tar"))
    sampler = Sampler(photos, [np.full((90, 90, 3), 200, np.uint8)], np.random.default_rng(1))
    for _ in range(40):
        sample = sampler.draw(96)
        drawn, spots = sample.maps()
        assert drawn.shape == (3, 96, 96) and spots.shape == (2, 12, 12)
        assert sample.view.image.shape == (96, 96, 3)
        assert sample.clicks or sample.strokes
        if sample.clicks and not sample.strokes:
            last = sample.clicks[-1]
            wrong = (sample.previous > 0.5) != sample.view.target
            assert wrong[last.pixel[1], last.pixel[0]], "a click goes where the mask is wrong"
            assert sample.view.target[last.pixel[1], last.pixel[0]] == last.positive
            assert not sample.view.ignore[last.pixel[1], last.pixel[0]]
        sample.protected = False  # merged, even a perfect answer may leave something to do
        perfect = sample.view.target.astype(np.float32)
        assert not sample.advance(perfect, sampler.rng), "a perfect answer uses the sample up"


def _garment(area: float) -> shards.Photo:
    """A person of half the photo, in one label map, and a coat of a part of it, in another."""
    person, coat = np.zeros((200, 200), np.uint8), np.zeros((200, 200), np.uint8)
    person[20:180, 60:140] = 1
    coat[60:120, 60:140] = 3
    image = 90 * person[..., None] + 50 * coat[..., None] + np.zeros(3, np.uint8)
    targets = [shards.Target(0, 1, area, "person"), shards.Target(1, 3, area, "garment")]
    return shards.Photo("a", "made", image, [person, coat], targets, False, 1.0)


def test_a_first_click_on_a_part_also_means_the_whole() -> None:
    sampler = Sampler([_garment(0.2)], [], np.random.default_rng(3))
    found = 0
    for _ in range(200):
        sample = sampler.draw(96)
        if not sample.readings:
            continue
        found += 1
        (click,), (other,) = sample.clicks, sample.readings
        assert click.positive and not sample.previous.any()
        assert other[click.pixel[1], click.pixel[0]], "the click is on what it may mean as well"
        both = other & sample.view.target
        smaller = min(other.sum(), sample.view.target.sum())
        assert both.sum() > 0.9 * smaller, "one is a part of the other, in the same view"
        sample.advance(sample.view.target * np.float32(0.6), sampler.rng)
        assert not sample.readings, "a second click says which of the two it is"
    assert found > 20


def test_a_click_on_a_protected_sample_changes_one_way_only(tmp_path: Path) -> None:
    write_shard(tmp_path / "train-00.tar")
    sampler = Sampler(list(shards.photos(tmp_path / "train-00.tar")), [], np.random.default_rng(2))
    seen = 0
    for sample in (sampler.draw(96) for _ in range(80)):
        if not sample.protected:
            continue
        seen += 1
        before, positive = sample.previous > 0.5, sample.clicks[-1].positive
        answer = sampler.rng.random(before.shape, np.float32)
        if sample.advance(answer, sampler.rng):
            after = sample.previous > 0.5
            assert not ((before & ~after) if positive else (after & ~before)).any()
    assert seen > 5


def test_a_run_writes_checkpoints_and_goes_on_from_them(tmp_path: Path) -> None:
    write_shard(tmp_path / "train-00.tar")
    out = tmp_path / "run"

    def train(minutes: float) -> dict[str, float]:
        command = [sys.executable, "-m", "ml.train", "--data", str(tmp_path), "--out", str(out)]
        options = ["--config", "nano", "--minutes", str(minutes), "--processes", "1"]
        ended = subprocess.run([*command, *options], check=True, capture_output=True)  # noqa: S603
        assert b"Traceback" not in ended.stderr
        return json.loads((out / "state.json").read_text())

    first = train(0.05)
    second = train(0.12)
    assert first["samples"] > 0
    assert second["samples"] > first["samples"] and second["seconds"] > first["seconds"]
    assert (out / "mean.safetensors").exists()
    assert list((out / "tensorboard").glob("events*")), "the losses can be looked at"


def write_export(path: Path) -> None:
    """What the product exports with the formats `cutout` and `manifest`."""
    lines = []
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(40):
            rgb = np.full((700, 600, 3), 250, np.uint8)
            rgb[200:500, 100:400] = (200, 30, 30)
            for part, columns in enumerate(((100, 400), (100, 250))):
                mask = np.zeros((700, 600), bool)
                mask[200:500, columns[0] : columns[1]] = True
                name = f"cutouts/{number}~thing-{part + 1}.png"
                archive.writestr(f"export-x/{name}", pictures.cutout(rgb, mask))
            files = [f"cutouts/{number}~thing-{k}.png" for k in (1, 2)]
            objects = [{"label": "product"}, {"label": "part"}]
            state = "rejected" if number == 3 else "accepted"
            line = {"key": str(number), "state": state, "objects": objects, "files": files}
            lines.append(json.dumps(line))
        archive.writestr("export-x/manifest.jsonl", "\n".join(lines))


def test_a_pause_is_no_training_time(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    clock = steps.Clock(minutes=10, spent=60.0)
    now += 2.5
    assert clock.seconds() == 62.5
    now += 3600  # the lid was closed
    assert clock.seconds() == 62.5 + steps.LONGEST_STEP


def test_other_programs_take_nothing_from_a_budget_of_computing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    worked, on_the_wall = 3.0, 1000.0
    monkeypatch.setattr(time, "process_time", lambda: worked)
    monkeypatch.setattr(time, "monotonic", lambda: on_the_wall)
    clock = steps.Clock(minutes=10, spent=60.0, processor=True)
    worked, on_the_wall = 4.5, 1010.0
    assert clock.seconds() == 61.5


def test_an_export_is_training_data(tmp_path: Path) -> None:
    write_export(tmp_path / "out.zip")
    found = list(exports.photos(tmp_path / "out.zip"))
    held = list(exports.photos(tmp_path / "out.zip", validation=True))
    names = {p.name for p in found} | {p.name for p in held}
    assert held and names == {str(k) for k in range(40)} - {"3"}, "rejected work is not learned"
    photo = found[0]
    assert photo.image.shape == (512, 439, 3) and photo.white
    assert tuple(photo.image[250, 200]) == (200, 30, 30)
    assert tuple(photo.image[5, 5]) == (250, 250, 250), "the picture is whole around the object"
    assert [t.kind for t in photo.targets] == ["product", "part"]
    assert photo.targets[0].area == pytest.approx(300 * 300 / (700 * 600), rel=0.02)
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        archive.extractall(tmp_path / "unpacked")
    assert len(list(exports.photos(tmp_path / "unpacked"))) == len(found)


def test_an_export_without_cutouts_is_refused_with_a_reason(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "masks.zip", "w") as archive:
        archive.writestr("export-x/masks/a.png", b"")
    with pytest.raises(ValueError, match=r"no manifest\.jsonl"):
        list(exports.photos(tmp_path / "masks.zip"))


def test_every_config_is_a_network_within_its_tier() -> None:
    most = {"base": 2_000_000, "more": 2_000_000, "small": 1_048_000, "nano": 490_000}
    for file in config.FOLDER.glob("*.toml"):
        settings = config.load(file.stem)
        net = CDNet(**settings.network)
        assert sum(p.numel() for p in net.parameters()) <= most.get(file.stem, 2_000_000)
        assert settings.size(0.0) % 16 == 0 and settings.size(1.0) % 16 == 0


def test_settings_are_compared_under_one_budget(tmp_path: Path) -> None:
    write_shard(tmp_path / "train-00.tar", 60)
    command = [sys.executable, "-m", "ml.search", "nano", "--budget", "0.05", "--objects", "2"]
    paths = ["--data", str(tmp_path), "--out", str(tmp_path / "search")]
    subprocess.run([*command, *paths], check=True, capture_output=True)  # noqa: S603
    (row,) = json.loads((tmp_path / "search" / "table.json").read_text())
    assert row["config"] == "nano" and row["samples"] > 0 and row["n"] == 2
    assert "| nano |" in (tmp_path / "search" / "table.md").read_text()


def test_a_run_that_is_told_to_stop_leaves_no_process_behind(tmp_path: Path) -> None:
    for number in range(2):
        write_shard(tmp_path / f"train-0{number}.tar")
    out = tmp_path / "run"
    command = [sys.executable, "-m", "ml.train", "--config", "nano", "--processes", "2"]
    options = ["--data", str(tmp_path), "--out", str(out), "--minutes", "5"]
    with subprocess.Popen([*command, *options], stderr=subprocess.DEVNULL) as run:  # noqa: S603
        log = out / "log.jsonl"
        assert until(log.exists, 120), "the run starts"  # written to by the first process
        workers = children(run.pid)
        run.terminate()
        assert run.wait(60) == 143
    assert len(workers) >= 2
    assert until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers), 60)


def children(pid: int) -> list[int]:
    """The processes that `pid` has started."""
    return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def until(true: Callable[[], bool], seconds: float) -> bool:
    """Waits for a condition; False when it did not come in time."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def test_a_smaller_network_starts_from_a_larger_one_and_learns_from_it(tmp_path: Path) -> None:
    write_shard(tmp_path / "train-00.tar")
    out = tmp_path / "run"
    weights = Path("ml/weights/cdnet-base.safetensors").resolve()
    command = [sys.executable, "-m", "ml.train", "--config", "small", "--processes", "1"]
    options = ["--data", str(tmp_path), "--out", str(out), "--minutes", "0.03"]
    pupil = ["--start", str(weights), "--teacher", str(weights)]
    subprocess.run([*command, *options, *pupil], check=True, capture_output=True)  # noqa: S603
    assert json.loads((out / "state.json").read_text())["samples"] > 0
    wrong = subprocess.run(  # noqa: S603
        [*command, *options, "--config", "nano", "--start", str(weights)],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert wrong.returncode != 0 and "is of another network" in wrong.stderr
