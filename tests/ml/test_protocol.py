"""The clicks protocol, on masks whose next click is known."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ml.evaluation import noc, sheets, stray
from ml.evaluation.metrics import boundary_iou, iou
from ml.evaluation.people import Boxer, Clicker, Scribbler
from ml.evaluation.protocol import repair, strict, summary
from ml.evaluation.sets import Case, folder
from ml.simulation.defects import defective
from ml.types import Stroke


def case(truth: np.ndarray, name: str = "a") -> Case:
    image = np.where(truth[..., None], 200, 40).astype(np.uint8).repeat(3, -1)
    return Case(name, image, truth, np.zeros_like(truth))


def square(side: int = 60) -> np.ndarray:
    truth = np.zeros((side, side), bool)
    truth[10:31, 10:31] = True
    return truth


def test_the_first_click_is_the_centre_and_clicked_pixels_are_not_clicked_again() -> None:
    truth = square()
    person = Clicker(case(truth))
    click = person.next(truth & False)
    assert click is not None and (click.x, click.y, click.positive) == (20.5, 20.5, True)
    again = person.next(truth & False)
    assert again is not None and again.pixel != (20, 20)


def test_the_images_border_counts_as_outside() -> None:
    truth = np.zeros((40, 40), bool)
    truth[:, :20] = True
    click = Clicker(case(truth)).next(np.zeros_like(truth))
    assert click is not None and click.pixel[0] in (9, 10) and 9 <= click.pixel[1] <= 30


def test_a_superfluous_part_gets_a_background_click_and_ignored_pixels_none() -> None:
    truth = square()
    mask = truth.copy()
    mask[40:55, 40:55] = True
    click = Clicker(case(truth)).next(mask)
    assert click is not None and not click.positive and click.pixel == (47, 47)
    ignore = truth & False
    ignore[40:55, 40:55] = True
    assert Clicker(replace(case(truth), ignore=ignore)).next(mask) is None


def test_an_unsteady_hand_clicks_somewhere_in_the_same_error_and_repeats_with_its_seed() -> None:
    truth = square()
    places = []
    for seed in (1, 1, 2, 3):
        click = Clicker(case(truth), np.random.default_rng(seed)).next(truth & False)
        assert click is not None and click.positive and truth[click.pixel[1], click.pixel[0]]
        places.append(click.pixel)
    assert places[0] == places[1] and len(set(places)) == 3


def test_a_box_is_drawn_once_and_holds_the_object() -> None:
    person = Boxer(case(square()))
    assert person.next(square() & False) == (9, 9, 23, 23)
    click = person.next(square() & False)
    assert click is not None and click.pixel == (20, 20)
    stroke = Scribbler(case(square()), np.random.default_rng(0)).next(square() & False)
    assert stroke is not None and stroke.positive


def test_clicks_are_counted_to_the_goal_and_capped_at_twenty() -> None:
    truth = square()
    answers = iter([truth & False, truth & (np.arange(60) < 29), truth, *[truth] * 20])
    good = repair(case(truth), Clicker(case(truth)), lambda _: next(answers), truth & False)
    assert good.noc(0.85) == 2 and good.noc(0.9) == 2 and not good.failed(0.9)
    person = Clicker(case(truth))
    never = repair(case(truth), person, lambda _: truth & False, truth & False)
    assert good.spoilt[2] == 0
    assert len(never.ious) == 20 and never.noc(0.9) == 20 and never.failed(0.9)
    table = summary([good, never])
    assert table["noc90"] == 11 and table["nof90"] == 1 and table["n"] == 2
    assert json.loads(json.dumps(table)) == table
    assert strict([good]) == {"noc95": 3, "nof95": 0}


def test_a_stray_stroke_that_is_never_answered_costs_what_it_added() -> None:
    truth = square()

    def stubborn(case: Case, mask: np.ndarray):
        """Paints what it is told to and never takes anything back."""

        def answer(gesture):
            assert isinstance(gesture, Stroke)
            for x, y in gesture.points:
                mask[int(y), int(x)] |= gesture.positive
            return mask

        return answer

    table = stray.table([case(truth)], stubborn, rounds=(3, 6))
    assert (table["n"], table["rounds"]) == (1, [3, 6])
    for clean, stray_one, lost in zip(*(table[k] for k in ("clean", "stray", "lost")), strict=True):
        assert 0 < stray_one < clean and lost == pytest.approx(clean - stray_one, abs=1e-3)


def test_what_is_never_reached_is_named_and_drawn_the_worst_first(tmp_path: Path) -> None:
    truth = square()

    def start(case: Case, mask: np.ndarray):
        share = {"good": 1.0, "poor": 0.5, "bad": 0.2}[case.name]
        return lambda _: truth & (np.arange(60) < 10 + 21 * share)

    cases = [case(truth, name) for name in ("good", "poor", "bad")]
    table, runs = noc.measure(cases, start, noc.Protocol(), "test")
    assert [one["name"] for one in table["never"]] == ["bad", "poor"]
    assert table["never"][0]["iou"] < table["never"][1]["iou"] < 0.9
    sheets.worst(runs, tmp_path / "sheet.png", count=1)
    with Image.open(tmp_path / "sheet.png") as sheet:
        tiles = [
            sheet.crop((k * sheets.TILE, 0, (k + 1) * sheets.TILE, sheets.TILE)) for k in (0, 1, 2)
        ]
    colours = [len(tile.getcolors(1 << 20)) for tile in tiles]
    assert colours[0] > 2 and colours[1] > 2 and colours[2] == 1, "both that failed, and no more"


def test_boundary_iou_sees_an_outline_that_iou_hardly_notices() -> None:
    truth = np.zeros((200, 200), bool)
    truth[20:180, 20:180] = True
    smaller = np.zeros_like(truth)
    smaller[24:176, 24:176] = True
    none = truth & False
    assert iou(smaller, truth, none) > 0.9
    assert boundary_iou(smaller, truth, none) < 0.35
    assert boundary_iou(truth, truth, none) == 1


def test_simulated_defects_reach_the_quality_asked_for_and_repeat_with_the_seed() -> None:
    truth = np.zeros((160, 160), bool)
    truth[30:130, 40:120] = True
    noise = np.random.default_rng(0).integers(0, 255, (160, 160, 3), dtype=np.uint8)
    one = defective(noise, truth, 0.8, np.random.default_rng(5))
    two = defective(noise, truth, 0.8, np.random.default_rng(5))
    assert (one == two).all()
    assert 0.65 <= iou(one, truth, truth & False) <= 0.85


def test_the_command_reads_a_folder_and_writes_the_table(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "masks").mkdir()
    truth = square(96)
    for name in ("a", "b.c"):
        Image.fromarray(case(truth).image).save(tmp_path / "images" / f"{name}.png")
        values = np.where(truth, 255, 0).astype(np.uint8)
        values[0] = 128
        Image.fromarray(values).save(tmp_path / "masks" / f"{name}.png")
    assert [c.name for c in folder(tmp_path)] == ["a", "b.c"]
    assert next(folder(tmp_path)).ignore[0].all()
    out = tmp_path / "out.json"
    command = [
        sys.executable,
        "-m",
        "ml.evaluate",
        "noc",
        "--data",
        str(tmp_path),
        "--json",
        str(out),
    ]
    sheet, curves = tmp_path / "worst.png", tmp_path / "curves.png"
    extra = ["--baseline", "grabcut", "--worst", str(sheet), "--curves", str(curves), "--readings"]
    subprocess.run([*command, *extra], check=True, capture_output=True)  # noqa: S603
    assert Image.open(sheet).width > 500 and Image.open(curves).width > 500
    table = json.loads(out.read_text())
    keys = {"model", "set", "n", "noc85", "noc90", "nof90", "miou", "boundary_iou", "spc"}
    assert keys <= set(table) and table["n"] == 2
    assert set(table["miou"]) == {"1", "3", "5"}
    assert keys - {"model", "set"} <= set(table["baselines"]["grabcut"])
    assert table["readings"]["best"] >= table["readings"]["main"]


def test_even_regions_are_told_from_patterned_ones_and_a_first_click_is_taken_apart() -> None:
    truth = np.zeros((200, 200), bool)
    truth[40:180, 40:180] = True
    plain = case(truth)
    patterned = replace(plain, image=plain.image.copy())
    patterned.image[::4] //= 2
    assert noc.detail(plain) < noc.EVEN < noc.detail(patterned)

    def half(_: object) -> np.ndarray:
        mask = truth.copy()
        mask[:, 110:] = False  # 70 of 140 columns
        mask[:40, 40:75] = True
        return mask

    runs = [repair(c, Clicker(c), half, truth & False) for c in (plain, patterned)]
    groups = noc.grouped(runs)
    assert groups["large"]["n"] == 2 and groups["large and even"]["n"] == 1
    assert groups["large"]["missed1"] == 0.5
    assert groups["large"]["spilt1"] == round(40 * 35 / 140**2, 4)
