"""python -m tests.bench AREA: measure, print each figure as soon as it is known, write build/bench/<area>.json.

`service-quick` is the area service in two minutes: it shows that all of it runs, its figures are of no use.
"""

import sys
from collections.abc import Callable, Iterable
from functools import partial

from tests.bench import clicking, editing, importing, modelling, robot, scoring, serving
from tests.bench.figures import Figure, Missing, head, show, write

AREAS: dict[str, Callable[[], Iterable[Figure]]] = {
    "click": clicking.measure,
    "editor": editing.measure,
    "import": importing.measure,
    "model": modelling.measure,
    "quality": scoring.measure,
    "service": serving.measure,
    "service-quick": partial(serving.measure, serving.QUICK),
    "robot": robot.measure,
}


def main(words: list[str]) -> int:
    """Measure the area that the words name; where its data is missing, say so, which is no failure."""
    if len(words) != 1 or words[0] not in AREAS:
        print(f"Say one of: {', '.join(AREAS)}.", file=sys.stderr)
        return 2
    figures: list[Figure] = []
    head(words[0])
    try:
        for figure in AREAS[words[0]]():
            show(figure)
            figures.append(figure)
    except Missing as missing:
        print(f"Skipped, nothing was measured: {missing}")
        return 0
    print(write(words[0], figures))
    return 0


sys.exit(main(sys.argv[1:]))
