"""The routes: one file for each kind of thing that can be asked for."""

from fastapi import APIRouter

from . import drawings, info, muscles, regions, views

__all__ = ["api", "pages"]

api = APIRouter()
for part in (info, views, regions, muscles, drawings):
    api.include_router(part.router)

pages = info.pages
