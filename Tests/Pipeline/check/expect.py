"""Says what was expected where it is not so."""

import time
import typing

BEGAN = time.monotonic()


def equal(what: str, found: typing.Any, wanted: typing.Any) -> None:
    if found != wanted:
        raise SystemExit(f"check-pipeline: {what} is {found!r}, and {wanted!r} was expected")


def true(what: str, found: typing.Any) -> None:
    if not found:
        raise SystemExit(f"check-pipeline: this does not hold: {what}")


def part(name: str) -> None:
    print(f"\n--- {name} [{time.monotonic() - BEGAN:.0f} s]", flush=True)
