"""A robot that knows the truth cuts photos to an IoU of 0.95 in the real editor: with the model and a hand to finish,
with the polygon alone, with the brush alone. What it does is real; how long a person would take for it is
assumed (tests/bench/person.py), and the waits for answers are measured and added.
"""

import math
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import cv2
import numpy as np
from playwright.sync_api import expect

from ml.evaluation import sets
from ml.evaluation.metrics import iou
from ml.evaluation.sets import Case
from tests import browser as browsers
from tests import server as servers
from tests.bench import plans
from tests.bench.figures import ROOT, Figure, Missing, of
from tests.bench.person import Person
from tests.bench.plans import Outline, Stroke
from tests.client import Client
from tests.e2e.editor import Editor

DATA = ROOT.parent / "shared" / "data" / "eval-dev"
SETS = ("grabcut", "berkeley")
EACH = 10
GOAL = 0.95
MOST_CLICKS = 12
MOST_MENDINGS = 40
WORTHWHILE = 0.003
"""A click that raises the IoU by less makes a person reach for another tool."""
SEEN = 15
FIRST_RADIUS = 12.0
WITHIN = 20_000
CLOSING = 10.0
"""CSS pixels around the first corner of an outline in which a click closes it."""
NEAR, LATER = 5.0, 0.6
"""CSS pixels within which two clicks of the robot are a double click, unless it waits these seconds: a person
is never as fast.
"""
Plan = Callable[[Case, np.ndarray], Stroke | Outline | None]


@dataclass
class Robot:
    """One object being cut."""

    editor: Editor
    case: Case
    person: Person = field(default_factory=Person)
    tool: str = "c"
    radius: float = FIRST_RADIUS
    clicks: int = 0
    waits: list[float] = field(default_factory=list)
    mask: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        self.mask = np.zeros_like(self.case.truth)
        self.lane = 2 * plans.tolerance(self.case) * self.scale
        """CSS pixels that the hand may wander along the outline."""

    @property
    def scale(self) -> float:
        """CSS pixels per pixel of the photo."""
        (left, _), (right, _) = self.editor.place(0, 0), self.editor.place(1, 0)
        return (right - left) / self.case.truth.shape[1]

    @property
    def iou(self) -> float:
        """How good the mask on the server is."""
        return float(iou(self.mask, self.case.truth, self.case.ignore))

    def with_model(self) -> None:
        """Clicks at the middle of the largest error while they help, then the hand for the rest."""
        before = 0.0
        while self.clicks < MOST_CLICKS and self.iou < GOAL:
            if not self._click():
                break
            if self.clicks > 2 and self.iou < before + WORTHWHILE:
                break
            before = max(before, self.iou)
        self._finish(plans.mending, plans.patch)

    def with_polygon(self) -> None:
        """Every outline, corner by corner."""
        for outline in plans.outlines(self.case, GOAL):
            if self._shows(outline):
                self.person.decide()
                self._outline(self._possible(outline))
        self._finish(plans.patch)

    def with_brush(self) -> None:
        """Brush and eraser."""
        for stroke in plans.strokes(self.case, GOAL):
            if self._shows(stroke):
                self.person.decide()
                self._stroke(stroke)
        # The brush has few widths, so strokes as planned may leave more than the plan did.
        self._finish(plans.mending)

    def _finish(self, *plan: Plan) -> None:
        """Mend what is wrong with what these plans offer, until it is good enough or no more is to be seen."""
        for _ in range(MOST_MENDINGS):
            if self.iou >= GOAL or not self._mend(plan):
                return

    def _shows(self, way: Stroke | Outline) -> bool:
        """Whether it can be done at this zoom, and would change so much that a person could see it."""
        way = self._possible(way)
        if isinstance(way, Outline) and self._nearest(way.points) < CLOSING:
            return False
        return int((way.on(self.mask) ^ self.mask).sum()) > SEEN

    def _click(self) -> bool:
        """Click at the middle of the largest error; False where the page says that nothing changed."""
        found = plans.worst(self.case, self.mask)
        assert found is not None
        piece, positive = found
        (x, y), depth = plans.middle(piece)
        self._take("c")
        self.person.decide()
        self.person.click(self._place(x, y), 2 * depth * self.scale)
        began = time.perf_counter()
        before = self.editor.steps.count()
        self.editor.click(*self._share(x, y), remove=not positive)
        nothing = self.editor.page.get_by_role("status").filter(has_text="Nothing changed here")
        expect(self.editor.steps.nth(before).or_(nothing).first).to_be_attached()
        self._look()
        self.waits.append(time.perf_counter() - began)
        self.person.seconds += self.waits[-1]
        self.clicks += 1
        return self.editor.steps.count() > before

    def _mend(self, plan: tuple[Plan, ...]) -> bool:
        """The way over the largest error that gains most in its time; False when nothing more is to be seen."""
        known = [offer(self.case, self.mask) for offer in plan]
        ways = [self._possible(way) for way in known if way is not None and self._shows(way)]

        def gain(way: Stroke | Outline) -> float:
            better = float(iou(way.on(self.mask), self.case.truth, self.case.ignore)) - self.iou
            path = [self._place(*point) for point in way.points]
            tried = Person(self.person.at)
            tried.decide()
            if isinstance(way, Stroke):
                tried.draw(path, self.lane)
            else:
                for place in path:
                    tried.click(place, self.lane)
            return better / tried.seconds

        if not ways:
            return False
        best = max(ways, key=gain)
        self.person.decide()
        if isinstance(best, Stroke):
            self._stroke(best)
        else:
            self._outline(best)
        return True

    def _outline(self, outline: Outline) -> None:
        self._take("p")
        mouse, before = self.editor.page.mouse, (0.0, 0.0)
        for x, y in outline.points:
            place = self._place(x, y)
            self.person.click(place, self.lane)
            if math.dist(before, place) < NEAR:
                time.sleep(LATER)
            mouse.click(*place)
            before = place
        self.person.key()

        def close() -> None:
            if not outline.positive:
                self.editor.page.keyboard.down("Alt")
            self.editor.press("Enter")
            if not outline.positive:
                self.editor.page.keyboard.up("Alt")

        self._done(close)

    def _stroke(self, stroke: Stroke) -> None:
        self._take("b" if stroke.positive else "e")
        self._resize(stroke.radius)
        path = [self._place(*point) for point in stroke.points]
        self.person.draw(path, self.lane)
        mouse = self.editor.page.mouse

        def draw() -> None:
            mouse.move(*path[0])
            mouse.down()
            for place in path[1:]:
                mouse.move(*place)
            mouse.up()

        self._done(draw)

    def _take(self, key: str) -> None:
        if self.tool == key:
            return
        self.tool = key
        self.person.key()
        self.editor.press(key)

    def _possible(self, way: Stroke | Outline) -> Stroke | Outline:
        """The same with the brush as wide as it will really be, or from the corner that is farthest from the
        others: whoever comes near the first one closes the outline.
        """
        if isinstance(way, Outline):
            turned = (way.points[k:] + way.points[:k] for k in range(len(way.points)))
            return replace(way, points=max(turned, key=self._nearest))
        widths = [self.radius, *(radius for _, radius in self._sizes(way.radius))]
        return replace(way, radius=widths[-1])

    def _nearest(self, ring: plans.Ring) -> float:
        """CSS pixels from the first corner to the nearest of those that must not close the outline."""
        return min((math.dist(ring[0], corner) for corner in ring[2:]), default=0.0) * self.scale

    def _resize(self, wanted: float) -> None:
        """Press [ and ] until the brush is as wide as can be without being wider than wanted."""
        for key, radius in list(self._sizes(wanted)):
            self.radius = radius
            self.person.key()
            self.editor.press(key)

    def _sizes(self, wanted: float) -> Iterator[tuple[str, float]]:
        """The keys on the way to a width, and how wide the brush is after each."""
        radius = self.radius
        while radius > max(wanted, plans.LEAST):
            radius = _stepped(radius, -1)
            yield "[", radius
        while _stepped(radius, 1) <= wanted:
            radius = _stepped(radius, 1)
            yield "]", radius

    def _done(self, act: Callable[[], None]) -> None:
        """Do it, wait until it is on the server, and look at the mask."""
        before = self.editor.steps.count()
        act()
        expect(self.editor.steps).to_have_count(before + 1)
        self._look()

    def _look(self) -> None:
        """See the mask, once all of it is on the server."""
        self.editor.saved()
        self.mask = self.editor.mask

    def _share(self, x: float, y: float) -> tuple[float, float]:
        height, width = self.case.truth.shape
        return x / width, y / height

    def _place(self, x: float, y: float) -> tuple[float, float]:
        return self.editor.place(*self._share(x, y))


def _stepped(radius: float, direction: int) -> float:
    """The next size of the brush, as in frontend/src/engine/settings.ts."""
    by = max(0.5, radius * 0.2)
    after = radius + by if direction > 0 else max(radius - by, radius / 1.2 - 0.25)
    return min(500.0, max(0.5, np.floor(after * 2 + 0.5) / 2))


WAYS: dict[str, Callable[[Robot], None]] = {
    "model": Robot.with_model,
    "polygon": Robot.with_polygon,
    "brush": Robot.with_brush,
}


def measure() -> list[Figure]:
    """Actions and seconds for an object, three ways."""
    if not DATA.is_dir():
        raise Missing(f"the robot's photos are in {DATA}, which is not there.")
    if missing := browsers.missing():
        raise SystemExit(f"The robot cannot work: {missing}.")
    cases = [case for name in SETS for case in _some(name)]
    with (
        tempfile.TemporaryDirectory() as folder,
        servers.embedded(Path(folder)) as server,
        browsers.launched() as browser,
    ):
        client = Client(server)
        expect.set_options(timeout=WITHIN)
        runs: dict[str, list[Robot]] = {}
        for way, work in WAYS.items():
            context = browser.new_context(
                base_url=server.url, viewport={"width": 1440, "height": 900}, locale="en-GB"
            )
            context.set_default_timeout(WITHIN)
            browsers.sign_in(context)
            runs[way] = _cut(Editor(context.new_page(), client), cases, work)
            context.close()
    return _figures(runs)


def _some(name: str) -> list[Case]:
    cases = list(sets.folder(DATA / name))
    return [cases[k * len(cases) // EACH] for k in range(EACH)]


def _cut(editor: Editor, cases: list[Case], work: Callable[[Robot], None]) -> list[Robot]:
    files = {
        f"images/{n:02}.png": cv2.imencode(".png", case.image[..., ::-1])[1].tobytes()
        for n, case in enumerate(cases)
    }
    images = editor.client.images(editor.client.dataset(files))
    robots: list[Robot] = []
    for case, image in zip(cases, images, strict=True):
        editor.open(image)
        # The brush is as wide as it was at the image before.
        robot = Robot(editor, case, radius=robots[-1].radius if robots else FIRST_RADIUS)
        work(robot)
        robots.append(robot)
    return robots


def _figures(runs: dict[str, list[Robot]]) -> list[Figure]:
    ours = runs["model"]
    figures = []
    for way, robots in runs.items():
        seconds = [robot.person.seconds for robot in robots]
        actions = [float(robot.person.actions) for robot in robots]
        reached = 100 * float(np.mean([robot.iou >= GOAL for robot in robots]))
        figures += [
            of(f"robot.{way}.actions", actions, "a photo"),
            of(f"robot.{way}.seconds", seconds, "s"),
            Figure(f"robot.{way}.reached", reached, "%", n=len(robots)),
            Figure(
                f"robot.{way}.iou", 100 * float(np.mean([robot.iou for robot in robots])), "% mean"
            ),
        ]
        if way != "model":
            mine = float(np.median([robot.person.seconds for robot in ours]))
            theirs = float(np.median(seconds))
            figures.append(Figure(f"robot.faster.than.{way}", theirs / mine, "times"))
    figures.append(of("robot.model.clicks", [float(robot.clicks) for robot in ours], "a photo"))
    figures.append(of("robot.model.wait", [w * 1000 for robot in ours for w in robot.waits]))
    return figures
