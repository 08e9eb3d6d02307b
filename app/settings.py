"""What can be set from outside, all of it through the environment."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bodymap.errors import BodymapError

__all__ = ["Settings"]


def _frontend_dir() -> Path:
    """The page's files: inside this package when installed, beside it in a checkout."""
    here = Path(__file__).resolve().parent
    inside = here / "frontend"
    return inside if inside.is_dir() else here.parent / "frontend"


class Settings(BaseModel):
    """Settings of one running service; each has a variable in the environment."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    data: Path | None = Field(None, description="BODYMAP_DATA: data folder; None is the one shipped with bodymap.")
    frontend: Path = Field(default_factory=_frontend_dir, description="BODYMAP_FRONTEND: folder of the page.")
    max_body_bytes: int = Field(256 * 1024, gt=0, description="BODYMAP_MAX_BODY_BYTES: largest request body.")
    body_timeout: float = Field(
        10.0, gt=0, allow_inf_nan=False, description="BODYMAP_BODY_TIMEOUT: seconds for a request body to arrive."
    )

    @classmethod
    def from_environment(cls) -> Settings:
        """Read every setting that the environment names; empty counts as unset."""
        named = {field: os.environ.get(f"BODYMAP_{field.upper()}") for field in cls.model_fields}
        try:
            return cls.model_validate({field: value for field, value in named.items() if value})
        except ValidationError as error:
            wrong = error.errors()[0]
            raise BodymapError(f"BODYMAP_{str(wrong['loc'][0]).upper()}: {wrong['msg']}.") from None
