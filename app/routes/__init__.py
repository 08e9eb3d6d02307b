"""The routes: one file for each kind of thing that can be asked for."""

from fastapi import APIRouter, Depends

from ..parameters import only_declared
from ..problems import responses
from . import drawings, info, muscles, regions, views

__all__ = ["api", "pages"]

api = APIRouter(dependencies=[Depends(only_declared)], responses=responses(422))
for part in (info, views, regions, muscles, drawings):
    api.include_router(part.router)

pages = info.pages
