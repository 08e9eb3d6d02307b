"""Run the command line as ``python -m bodymap``."""

import sys

from .cli import main

sys.exit(main())
