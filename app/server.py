"""Run the service with uvicorn on the first free port, quietly."""

from __future__ import annotations

import gc
import socket
from contextlib import suppress
from errno import EADDRINUSE
from pathlib import Path

import uvicorn

from .main import create_app
from .settings import Settings

__all__ = ["serve"]

PORTS_TO_TRY = 50


def serve(host: str, port: int, data: Path | None = None) -> None:
    """Serve until interrupted.

    Parameters
    ----------
    host, port
        Where to listen; the next free port is taken when that one is in use, and 0 takes any.
    data
        Data folder; by default that of the environment, or the one shipped with bodymap.

    Raises
    ------
    bodymap.errors.DataError
        The data is broken; nothing has been started.
    OSError
        The address cannot be listened on.
    """
    settings = Settings.from_environment()
    if data is not None:
        settings = settings.model_copy(update={"data": data})
    app = create_app(settings)
    listener = _listen(host, port)
    # No access log: its lines hold addresses and paths. Without a log set-up warnings still go to stderr.
    config = uvicorn.Config(
        app,
        access_log=False,
        log_config=None,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=3,
    )
    with listener, suppress(KeyboardInterrupt):
        _Server(config, _address(host, listener)).run(sockets=[listener])


class _Server(uvicorn.Server):
    """Says where it is once it answers."""

    def __init__(self, config: uvicorn.Config, address: str) -> None:
        super().__init__(config)
        self.address = address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        # The data lives as long as the process; without it in the way a collection takes 2 ms, not 30.
        gc.collect()
        gc.freeze()
        print(f"Explorer ready at {self.address}  (Ctrl-C stops it)", flush=True)


def _listen(host: str, first_port: int) -> socket.socket:
    """Bind the first free port, so that nobody can take it between looking and starting."""
    family, kind, protocol, _, _ = socket.getaddrinfo(host, first_port, type=socket.SOCK_STREAM)[0]
    for port in range(first_port, min(first_port + PORTS_TO_TRY, 65536)):
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
            listener.listen(128)
        except OSError as error:
            listener.close()
            if error.errno != EADDRINUSE:
                raise
        else:
            return listener
    raise OSError(EADDRINUSE, f"no free port from {first_port} on; name another with --port")


def _address(host: str, listener: socket.socket) -> str:
    port = listener.getsockname()[1]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
