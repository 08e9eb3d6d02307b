"""Put the service together.

``uvicorn app.main:app`` and ``uvicorn --factory app.main:create_app`` both work; so does ``bodymap_app``
in place of ``app`` where the package is installed.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from fastapi import FastAPI

from bodymap.errors import DataError
from bodymap.explorer import Bodymap

from . import problems
from .memory import hand_back
from .middleware import BodyLimit, ExactFiles, Failsafe, HeadAsGet, ResponseHeaders
from .routes import api, pages
from .settings import Settings
from .shelf import Shelf

__all__ = ["create_app"]

SUMMARY = "Mark where it hurts on a body, see which muscles' pain patterns fit, and why."
DESCRIPTION = """
Stateless: nothing that is sent is stored or logged. The answers compare a drawing with published maps of
where muscles refer pain; they are **not a diagnosis**. Every error is a problem document (RFC 9457).
"""


def create_app(settings: Settings | None = None, core: Bodymap | None = None) -> FastAPI:
    """Load the data and build the service.

    Parameters
    ----------
    settings
        Taken from the environment by default.
    core
        Data that is loaded already; by default it is loaded now.

    Raises
    ------
    bodymap.errors.DataError
        The data or the page is missing or broken: better no service than half of one.
    """
    settings = settings or Settings.from_environment()
    if not (settings.frontend / "index.html").is_file():
        raise DataError(
            str(settings.frontend),
            None,
            "the page's folder has no index.html",
            "Install bodymap again, or point BODYMAP_FRONTEND to the folder.",
        )
    app = FastAPI(
        title="bodymap",
        summary=SUMMARY,
        description=DESCRIPTION,
        version=_version(),
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        openapi_url=None,  # served by routes/info.py, with an ETag
        docs_url=None,  # FastAPI's pages load scripts from elsewhere and inline
        redoc_url=None,
        redirect_slashes=False,
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    app.state.bodymap = core or Bodymap.load(settings.data)
    app.state.shelf = Shelf()
    hand_back()
    app.include_router(api, prefix="/api/v1")
    app.include_router(pages)
    app.frontend("/", directory=settings.frontend, fallback=None)
    problems.install(app)
    # The last one added sees the request first.
    app.add_middleware(BodyLimit, max_bytes=settings.max_body_bytes, timeout=settings.body_timeout)
    app.add_middleware(ExactFiles)
    app.add_middleware(Failsafe)
    app.add_middleware(HeadAsGet)
    app.add_middleware(ResponseHeaders)
    return app


def _version() -> str:
    try:
        return version("bodymap")
    except PackageNotFoundError:  # a checkout that was never installed
        return "0"


def __getattr__(name: str) -> FastAPI:
    """Make ``app`` when it is asked for, so that importing this module does not load all the data."""
    if name == "app":
        return create_app()
    raise AttributeError(name)
