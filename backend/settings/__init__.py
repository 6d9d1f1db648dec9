"""Django's settings. Embedded mode needs none of the environment; `options.py` names what can be set."""

from backend.settings.api import *  # noqa: F403
from backend.settings.core import *  # noqa: F403
from backend.settings.data import *  # noqa: F403
from backend.settings.logs import *  # noqa: F403
from backend.settings.queues import *  # noqa: F403
from backend.settings.security import *  # noqa: F403
