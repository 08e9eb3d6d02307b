"""Where the data folder is when nobody says so."""

from __future__ import annotations

import os
from pathlib import Path

from .errors import DataError

__all__ = ["default_data_dir"]


def default_data_dir() -> Path:
    """Find the folder with ``muscles.yaml`` and the body tables.

    The environment variable ``BODYMAP_DATA`` wins and is not second-guessed. Otherwise the folder lies beside
    this package: in a checkout as ``data``, in an installation inside the web app that ships with it
    (``bodymap_app/data``). Only paths are looked at; nothing is imported.

    Returns
    -------
    pathlib.Path
        The data folder; its content is not yet checked.

    Raises
    ------
    DataError
        When there is no such folder.
    """
    if chosen := os.environ.get("BODYMAP_DATA"):
        return Path(chosen)
    beside = Path(__file__).resolve().parent.parent
    for folder in (beside / "data", beside / "bodymap_app" / "data"):
        # A folder called "data" next to an installed package may be anybody's, so look for ours.
        if (folder / "muscles.yaml").is_file():
            return folder
    raise DataError(
        str(beside / "data"),
        None,
        "there is no data folder with a muscles.yaml beside the bodymap package",
        "Install bodymap again, or name the folder with --data or the BODYMAP_DATA variable.",
    )
