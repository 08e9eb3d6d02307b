"""The command line: ``bodymap serve``, ``check``, ``preview`` and ``schema``.

All end with exit code 2 and one readable line, never a traceback, when the command cannot be carried out: also when
the data is broken, except for ``check``, which tells all that is wrong and ends with 1.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from .errors import BodymapError, DataError

__all__ = ["main"]

FOUND, FAILED = 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    argv : sequence of str, optional
        Arguments without the program's name; those of the process by default.

    Returns
    -------
    int
        Exit code: 0 when all went well, 1 when ``check`` found something, 2 otherwise.
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

    check = commands.add_parser("check", help="say everything that is wrong with the data, with file and line")
    check.set_defaults(run=_check)

    preview = commands.add_parser("preview", help="draw a muscle's pattern, or contact sheets of all muscles")
    what = preview.add_mutually_exclusive_group(required=True)
    what.add_argument("muscle", nargs="?", help="a muscle's id or name, such as gluteus_medius")
    what.add_argument("--all", action="store_true", help="a contact sheet of each muscle, and an index.html")
    what.add_argument("--shape", help="one shape as the data writes it: 'oval: {at: psis, width: 60, height: 40}'")
    preview.add_argument("--side", choices=("left", "right"), default="left", help="the person's own side")
    preview.add_argument("--trigger-point", metavar="TrP1", help="one trigger point alone")
    preview.add_argument("--view", help="the view for --shape (default: the one that shows most of it)")
    preview.add_argument(
        "--format", choices=("svg", "png"), help="(default: svg; with --all both, where PNG is possible)"
    )
    preview.add_argument("--out", type=Path, default=Path("preview"), help="folder to write to (default: %(default)s)")
    preview.set_defaults(run=_preview)

    schema = commands.add_parser("schema", help="print the JSON Schema of a data file, for editors")
    schema.add_argument("name", nargs="?", help="such as muscles; without it the names are listed")
    schema.add_argument("--write", action="store_true", help="write all of them into the data folder")
    schema.set_defaults(run=_schema)

    for command in (serve, check, preview, schema):
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
    from .datadir import default_data_dir
    from .lint import check  # numpy, shapely and all the data: not for `bodymap --help`

    folder: Path = arguments.data or default_data_dir()
    if not folder.is_dir():
        raise DataError(str(folder), None, "there is no such folder", "Name the data folder with --data.")
    problems, bodymap = check(folder)
    for problem in problems:
        print(problem)
    if bodymap is None:
        files = len({problem.path for problem in problems})
        print(f"{_many(len(problems), 'problem')} in {_many(files, 'file')}.")
        return FOUND
    points = sum(len(muscle.trigger_points) for muscle in bodymap.atlas.muscles.values())
    print(
        f"Data {bodymap.data_version} is sound: {len(bodymap.atlas.muscles)} muscles, "
        f"{points} trigger points, {len(bodymap.surface.bodies)} bodies."
    )
    return 0


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _load(arguments: argparse.Namespace) -> Any:
    from .explorer import Bodymap

    return Bodymap.load(arguments.data)


def _preview(arguments: argparse.Namespace) -> int:
    from . import preview

    core, folder, png = _load(arguments), arguments.out, None
    if arguments.format == "png":
        png = preview.png_maker()
    elif arguments.all and arguments.format is None:
        try:
            png = preview.png_maker()
        except preview.NoRenderer as missing:
            print(f"bodymap: SVG only: {missing}", file=sys.stderr)
    if arguments.all:
        written = preview.write_all(core, folder, png)
    elif arguments.shape:
        written = iter([preview.write_shape(core, arguments.shape, folder / "shape", arguments.view, png)])
    else:
        point = arguments.trigger_point
        written = iter(preview.write_muscle(core, arguments.muscle, folder, arguments.side, point, png))
    for path in written:
        print(path)
    return 0


def _schema(arguments: argparse.Namespace) -> int:
    from . import schema
    from .datadir import default_data_dir

    if arguments.write:
        for path in schema.write_schemas((arguments.data or default_data_dir()) / "schema"):
            print(path)
    elif arguments.name is None:
        print("\n".join(schema.SCHEMAS))
    else:
        print(schema.schema_text(arguments.name), end="")
    return 0


def _web_app(module: str) -> Any:
    """Import a module of the web app, which the core knows by name only.

    It lies beside this package: as ``bodymap_app`` in an installation, as ``app`` in a checkout. The
    folder decides, since a stranger's ``app`` may come first on the path.
    """
    beside = Path(__file__).resolve().parent.parent
    package = "bodymap_app" if (beside / "bodymap_app").is_dir() else "app"
    return import_module(f"{package}.{module}")
