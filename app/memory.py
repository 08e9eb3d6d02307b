"""How the C library hands memory back."""

from __future__ import annotations

import ctypes
from contextlib import suppress

__all__ = ["hand_back"]

# From glibc's malloc.h.
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8


def hand_back() -> None:
    """Give what loading the data took and freed back to the system, and from now on what every answer does.

    Left to itself glibc keeps a heap for each thread, and in each the room of the largest arrays that it ever
    painted: more than the data takes. Other C libraries have no such settings, and no such need.
    """
    with suppress(AttributeError, OSError, TypeError):
        libc = ctypes.CDLL(None)
        libc.mallopt(_M_ARENA_MAX, 2)
        libc.mallopt(_M_MMAP_THRESHOLD, 128 * 1024)
        libc.mallopt(_M_TRIM_THRESHOLD, 1024 * 1024)
        libc.malloc_trim(0)
