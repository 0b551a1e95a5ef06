"""Who runs, and with which words."""

import dataclasses
import os
import pathlib
import shutil


@dataclasses.dataclass(frozen=True)
class Course:
    """Where the files and the database of a race are."""

    folder: pathlib.Path
    host: str | None = None
    port: int | None = None

    @property
    def is_postgres(self) -> bool:
        return self.port is not None

    def file(self, tool: str) -> pathlib.Path:
        return self.folder / f"{tool}.db"


#: `apply` brings an empty database up to date, `nothing` finds it so, `info` shows what is applied.
WORK = ("apply", "nothing", "info", "validate")


def executable(name: str) -> str | None:
    """$SWIFTWAY, $DBMATE, $SQL_MIGRATE, $SQITCH and so on, else what the path has."""
    return os.environ.get(name.upper().replace("-", "_")) or shutil.which(name)


def swiftway() -> str:
    """$SWIFTWAY, else what `scripts/build` has built, else what the path has."""
    built = pathlib.Path(__file__).resolve().parents[2] / ".build/release/swiftway"
    path = os.environ.get("SWIFTWAY") or (str(built) if built.exists() else shutil.which("swiftway"))
    if not path:
        raise SystemExit("race: there is no swiftway: run scripts/build, or set SWIFTWAY to its path")
    return path


def command(tool: str, path: str, work: str, course: Course) -> list[str] | None:
    """The words that do `work`; `None` where the tool has no such work."""
    address = f"postgres://postgres@{course.host}:{course.port}/race?sslmode=disable"
    file = course.file(tool)
    # "swiftway", and "swiftway-before" to race a build with another.
    if tool.startswith("swiftway"):
        url = f"-url={address}" if course.is_postgres else f"-url=sqlite:{file}"
        verb = {"apply": "migrate", "nothing": "migrate"}.get(work, work)
        return [path, url, f"-locations=filesystem:{course.folder}/swiftway", verb]
    if tool == "dbmate":
        verb = {"apply": "migrate", "nothing": "migrate", "info": "status"}.get(work)
        url = address if course.is_postgres else f"sqlite:{file}"
        return verb and [path, "--no-dump-schema", "-d", f"{course.folder}/dbmate", "-u", url, verb]
    if tool == "sql-migrate":
        verb = {"apply": "up", "nothing": "up", "info": "status"}.get(work)
        source = (
            ("postgres", f"host={course.host} port={course.port} user=postgres dbname=race sslmode=disable")
            if course.is_postgres else ("sqlite3", file))
        configuration = course.folder / "dbconfig.yml"
        configuration.write_text(
            f"race:\n  dialect: {source[0]}\n  datasource: {source[1]}\n  dir: {course.folder}/sql-migrate\n")
        return verb and [path, verb, f"-config={configuration}", "-env=race"]
    if tool == "sqitch":
        verb = {"apply": "deploy", "nothing": "deploy", "info": "status"}.get(work)
        target = (
            f"db:pg://postgres@{course.host}:{course.port}/race" if course.is_postgres else f"db:sqlite:{file}")
        return verb and [path, "--chdir", f"{course.folder}/sqitch", verb, "--target", target]
    if work != "apply":
        return None
    everything = f"{course.folder}/all.sql"
    # "psql", and "psql-nowait=psql" whose commits wait for no disk: then nearly all that is left is the server's work.
    if tool in ("psql", "psql-nowait"):
        before = ["-c", "SET synchronous_commit = off"] if tool == "psql-nowait" else []
        return course.is_postgres and [
            path, "-X", "-q", "-h", course.host, "-p", str(course.port), "-U", "postgres", "-d", "race",
            "-v", "ON_ERROR_STOP=1", *before, "-f", everything] or None
    if tool == "sqlite3":
        return None if course.is_postgres else [path, "-bail", str(file), f".read {everything}"]
    raise SystemExit(f"race: {tool} is no tool that can take part")
