"""python -m tests.bench AREA: measure, print a table, write build/bench/<area>.json."""

import sys

from tests.bench import clicking, editing, importing, modelling, robot, scoring, serving
from tests.bench.figures import show, write

AREAS = {
    "click": clicking.measure,
    "editor": editing.measure,
    "import": importing.measure,
    "model": modelling.measure,
    "quality": scoring.measure,
    "service": serving.measure,
    "robot": robot.measure,
}


def main(words: list[str]) -> int:
    """Measure the area that the words name."""
    if len(words) != 1 or words[0] not in AREAS:
        print(f"Say one of: {', '.join(AREAS)}.", file=sys.stderr)
        return 2
    figures = AREAS[words[0]]()
    show(words[0], figures)
    print(write(words[0], figures))
    return 0


sys.exit(main(sys.argv[1:]))
