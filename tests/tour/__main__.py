"""python -m tests.tour guide | sheets: take the pictures of docs/guide, or one sheet of everything for each language
and theme in build/tour.
"""

import sys

from tests import browser as browsers
from tests.tour import guide, sheets

TOURS = {"guide": guide.take, "sheets": sheets.take}


def main(words: list[str]) -> int:
    """Make the tour that the words name."""
    if len(words) != 1 or words[0] not in TOURS:
        print(f"Say one of: {', '.join(TOURS)}.", file=sys.stderr)
        return 2
    if missing := browsers.missing():
        print(f"No pictures can be taken: {missing}.", file=sys.stderr)
        return 1
    for path in TOURS[words[0]]():
        print(path)
    return 0


sys.exit(main(sys.argv[1:]))
