"""Pictures and outlines: slow to make, so that what was made lately is kept."""

from __future__ import annotations

from asyncio import get_running_loop
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import Annotated

from fastapi import Depends, Request

from .representation import Representation

__all__ = ["KeptIn", "Shelf"]


class Shelf:
    """Makes resources, a few at a time, and keeps those last asked for.

    They are made in two threads of their own: more would only take turns, use memory, and leave none for the
    routes that answer at once. What is kept is handed out without waiting for them.

    Parameters
    ----------
    max_bytes
        Most that is kept.
    """

    def __init__(self, max_bytes: int = 16 * 1024 * 1024) -> None:
        self.max_bytes = max_bytes
        self.size = 0
        self._kept: OrderedDict[Hashable, Representation] = OrderedDict()
        self._lock = Lock()
        self._threads = ThreadPoolExecutor(2, "picture")

    async def get(self, key: Hashable, make: Callable[[], Representation]) -> Representation:
        """The resource of that key, made now if need be; what making it raises is raised."""
        if found := self._find(key):
            return found
        return await get_running_loop().run_in_executor(self._threads, self._make, key, make)

    def _find(self, key: Hashable) -> Representation | None:
        with self._lock:
            found = self._kept.get(key)
            if found:
                self._kept.move_to_end(key)
            return found

    def _make(self, key: Hashable, make: Callable[[], Representation]) -> Representation:
        if found := self._find(key):  # somebody else asked for it meanwhile
            return found
        made = make()
        with self._lock:
            if key not in self._kept:
                self._kept[key] = made
                self.size += len(made.content)
            while self.size > self.max_bytes:
                _, oldest = self._kept.popitem(last=False)
                self.size -= len(oldest.content)
        return made


def _shelf(request: Request) -> Shelf:
    shelf = request.app.state.shelf
    assert isinstance(shelf, Shelf)
    return shelf


KeptIn = Annotated[Shelf, Depends(_shelf)]
