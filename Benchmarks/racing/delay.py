"""A network of a given latency in front of a server."""

import contextlib
import pathlib
import subprocess
import sys
import time
from collections.abc import Iterator

from racing.server import free_port


@contextlib.contextmanager
def delayed(port: int, round_trip: float) -> Iterator[int]:
    """The port of a proxy that makes a question and its answer take `round_trip` milliseconds longer."""
    own = free_port()
    proxy = subprocess.Popen(
        [sys.executable, pathlib.Path(__file__).with_name("delay_proxy.py"), str(own), str(port),
         str(round_trip / 2)])
    try:
        time.sleep(0.5)
        yield own
    finally:
        proxy.terminate()
        proxy.wait()
