"""Runs the tools by turns and keeps what each run cost."""

import dataclasses
import os
import pathlib
import signal
import statistics
import subprocess
import sys
import tempfile
import time

from racing import files, tools
from racing.delay import delayed
from racing.server import HOST, Server


@dataclasses.dataclass(frozen=True)
class Race:
    database: str
    files: int
    statements: int = 2
    rounds: int = 5
    #: Milliseconds that a question and its answer take longer.
    round_trip: float = 0
    fsync: bool = True
    work: tuple[str, ...] = ("apply", "nothing", "info")
    log: pathlib.Path | None = None


class Results:
    def __init__(self):
        self.seconds: dict[tuple[str, str], list[float]] = {}
        self.peaks: dict[tuple[str, str], list[float]] = {}

    def add(self, work: str, tool: str, seconds: float, megabytes: float) -> None:
        self.seconds.setdefault((work, tool), []).append(seconds)
        self.peaks.setdefault((work, tool), []).append(megabytes)

    def median(self, work: str, tool: str) -> float:
        return statistics.median(self.seconds[work, tool])

    def megabytes(self, work: str, tool: str) -> float:
        return max(self.peaks[work, tool])

    def ratio(self, work: str, tool: str, other: str) -> float:
        return self.median(work, tool) / self.median(work, other)


def run(race: Race, runners: dict[str, str]) -> Results:
    """Each round, each tool gets an empty database and does all work on it; who begins changes by round."""
    # Ended from outside, the race still stops its server and takes its folder away.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    with tempfile.TemporaryDirectory(prefix="race-") as name:
        folder = pathlib.Path(name)
        # The server's account must be able to reach its folder below this one.
        folder.chmod(0o755)
        files.write(folder, race.files, race.statements)
        if race.database == "sqlite":
            return _rounds(race, runners, tools.Course(folder), None)
        with Server(folder, race.fsync, race.log) as server:
            if not race.round_trip:
                return _rounds(race, runners, tools.Course(folder, HOST, server.port), server)
            with delayed(server.port, race.round_trip) as port:
                return _rounds(race, runners, tools.Course(folder, HOST, port), server)


def _rounds(race: Race, runners: dict[str, str], course: tools.Course, server: Server | None) -> Results:
    results = Results()
    names = list(runners)
    for turn in range(race.rounds):
        first = turn % len(names)
        for tool in names[first:] + names[:first]:
            _empty(tool, course, server)
            for work in tools.WORK:
                # Everything else needs what "apply" leaves behind.
                if work != "apply" and work not in race.work:
                    continue
                words = tools.command(tool, runners[tool], work, course)
                # What changes nothing is cheap to ask for again.
                for _ in range(1 if work == "apply" else 3) if words else ():
                    results.add(work, tool, *_cost(words, course.folder, f"{tool} {work}"))
    return results


def _empty(tool: str, course: tools.Course, server: Server | None) -> None:
    if server:
        server.empty_database()
    else:
        for file in course.folder.glob(f"{tool}.db*"):
            file.unlink()


def _cost(words: list[str], folder: pathlib.Path, title: str) -> tuple[float, float]:
    """Seconds and peak megabytes of one run."""
    environment = dict(
        os.environ, NO_COLOR="1", SQITCH_FULLNAME="Race", SQITCH_EMAIL="race@example.org")
    with tempfile.TemporaryFile() as complaints:
        start = time.perf_counter()
        process = subprocess.Popen(
            words, env=environment, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=complaints)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            complaints.seek(0)
            text = complaints.read().decode(errors="replace")[-800:]
            raise SystemExit(f"race: {title} ended with status {process.returncode}: {text}")
    # Kilobytes on Linux, bytes on macOS.
    return seconds, usage.ru_maxrss / (1024 if sys.platform == "linux" else 1 << 20)
