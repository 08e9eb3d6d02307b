"""The command line: ``bodymap serve`` and ``bodymap check``.

Both end with exit code 2 and one readable line, never a traceback, when the data is broken or the
command cannot be carried out.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from .errors import BodymapError

__all__ = ["main"]

FAILED = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    argv : sequence of str, optional
        Arguments without the program's name; those of the process by default.

    Returns
    -------
    int
        Exit code: 0 when all went well, 2 otherwise.
    """
    arguments = _parser().parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except (BodymapError, OSError) as error:
        print(f"bodymap: {error}", file=sys.stderr)
        return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bodymap", description="Mark where it hurts, see which muscles fit, and why. Not a diagnosis."
    )
    commands = parser.add_subparsers(required=True, metavar="command")

    serve = commands.add_parser("serve", help="start the explorer on this machine")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    serve.add_argument(
        "--port",
        type=_port,
        default=8000,
        help="first port to try; the next free one is taken (default: 8000)",
    )
    serve.set_defaults(run=_serve)

    check = commands.add_parser("check", help="load all data and say what is wrong with it")
    check.set_defaults(run=_check)

    for command in (serve, check):
        command.add_argument("--data", type=Path, help="data folder (default: the one that came with bodymap)")
    return parser


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:
        raise ValueError
    return port


def _serve(arguments: argparse.Namespace) -> int:
    server = _web_app("server")
    server.serve(host=arguments.host, port=arguments.port, data=arguments.data)
    return 0


def _check(arguments: argparse.Namespace) -> int:
    from .explorer import Bodymap  # numpy, shapely and all the data: not for `bodymap --help`

    bodymap = Bodymap.load(arguments.data)
    points = sum(len(muscle.trigger_points) for muscle in bodymap.atlas.muscles.values())
    print(
        f"Data {bodymap.data_version} is sound: {len(bodymap.atlas.muscles)} muscles, "
        f"{points} trigger points, {len(bodymap.surface.bodies)} bodies."
    )
    return 0


def _web_app(module: str) -> Any:
    """Import a module of the web app, which the core knows by name only.

    It lies beside this package: as ``bodymap_app`` in an installation, as ``app`` in a checkout. The
    folder decides, since a stranger's ``app`` may come first on the path.
    """
    beside = Path(__file__).resolve().parent.parent
    package = "bodymap_app" if (beside / "bodymap_app").is_dir() else "app"
    return import_module(f"{package}.{module}")
