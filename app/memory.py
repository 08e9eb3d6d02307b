"""How the C library hands memory back."""

from __future__ import annotations

import ctypes
from contextlib import suppress

__all__ = ["hand_back"]

# From glibc's malloc.h.
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8


def hand_back() -> None:
    """Have freed arrays go back to the system.

    Left to itself glibc keeps a heap for each thread, and in them the room of the largest arrays that each has
    ever painted: twice what the data takes. Other C libraries have no such setting, and no such need.
    """
    with suppress(AttributeError, OSError, TypeError):
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(_M_ARENA_MAX, 2)
        mallopt(_M_MMAP_THRESHOLD, 256 * 1024)
        mallopt(_M_TRIM_THRESHOLD, 1024 * 1024)
