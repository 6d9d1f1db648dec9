"""python -m tests.bench click|import|model|quality: measure, print a table, write build/bench/<area>.json."""

import sys

from tests.bench import clicking, importing, modelling, scoring
from tests.bench.figures import show, write

AREAS = {
    "click": clicking.measure,
    "import": importing.measure,
    "model": modelling.measure,
    "quality": scoring.measure,
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
