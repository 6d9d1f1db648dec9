"""What `make` runs: sets Koutu up, starts it, checks it. Needs nothing but Python itself.

    python3 backend/launch run|cluster|setup|test|lint|fmt|openapi|bench AREA|chaos|guide|sheets

This folder is run as a program and is no part of the package `backend`, whose import needs what is
only installed here; of its modules only `dotenv` serves both. This file stays readable for old
Pythons, so that they can be told apart.
"""

import sys

NEEDED = (3, 11)

if sys.version_info < NEEDED:
    sys.stderr.write(
        "Koutu needs Python {}.{} or newer; this is {}.{}. "
        "Install a newer one, or say which to use: make run PYTHON=python3.12\n".format(
            *(NEEDED + tuple(sys.version_info[:2]))
        )
    )
    sys.exit(3)

from commands import main  # noqa: E402  # only after the check above

sys.exit(main(sys.argv[1:]))
