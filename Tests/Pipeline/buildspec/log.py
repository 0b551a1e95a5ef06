"""The log of a build, as CloudWatch would show it."""

import collections.abc
import datetime
import sys
import typing


class Log:
    """Hides the values that were injected from Secrets Manager and Parameter Store, and nothing else: what a program
    fetches by itself is its own to keep."""

    def __init__(self, stream: typing.TextIO = sys.stdout, indent: str = ""):
        self.stream, self.indent = stream, indent
        self.hidden: list[str] = []
        #: What was shown.
        self.lines: list[str] = []
        #: What programs wrote, before anything was hidden.
        self.unmasked: list[str] = []

    def hide(self, values: collections.abc.Iterable[str]) -> None:
        self.hidden += [line for value in values for line in value.splitlines() if line]
        # A secret that begins with another one must not be left in part.
        self.hidden.sort(key=len, reverse=True)

    def output(self, line: str) -> None:
        self.unmasked.append(line)
        self.show(line)

    def say(self, text: str) -> None:
        now = datetime.datetime.now(datetime.timezone.utc)
        for line in text.splitlines() or [""]:
            self.show(f"[Container] {now:%Y/%m/%d %H:%M:%S} {line}")

    def show(self, line: str) -> None:
        for value in self.hidden:
            line = line.replace(value, "***")
        self.lines.append(line)
        print(self.indent + line, file=self.stream, flush=True)
