#!/usr/bin/env python
"""Koutu's command line."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")
    from backend.management.entry import run

    run(sys.argv)
