"""A PostgreSQL server of our own that lives as long as the race."""

import os
import pathlib
import shutil
import socket
import subprocess
import time

HOST = "127.0.0.1"


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return listener.getsockname()[1]


def binaries() -> pathlib.Path:
    """The folder of `initdb` and `postgres`: $PG_BIN, else the newest one installed."""
    if "PG_BIN" in os.environ:
        return pathlib.Path(os.environ["PG_BIN"])
    if found := shutil.which("initdb"):
        return pathlib.Path(found).parent
    installed = sorted(
        pathlib.Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    if not installed:
        raise SystemExit("race: no PostgreSQL server is installed; set PG_BIN to the folder of its programs")
    return installed[-1]


class Server:
    """`with Server(folder) as server`: running inside the block, gone behind it."""

    def __init__(self, folder: pathlib.Path, fsync: bool, log: pathlib.Path | None = None):
        self.folder, self.fsync, self.log = folder / "server", fsync, log
        self.port = free_port()

    def __enter__(self) -> "Server":
        self.folder.mkdir()
        # The server refuses to run as root.
        account = []
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
            account = ["runuser", "-u", "postgres", "--"]
        programs, data = binaries(), self.folder / "data"
        subprocess.run(
            [*account, programs / "initdb", "-D", data, "-A", "trust", "-U", "postgres", "--no-sync"],
            check=True, stdout=subprocess.DEVNULL, cwd="/")
        settings = {
            "port": self.port, "listen_addresses": HOST, "unix_socket_directories": self.folder,
            "fsync": "on" if self.fsync else "off", "shared_buffers": "256MB",
        }
        if self.log:
            settings |= {"log_statement": "all", "log_duration": "on", "log_line_prefix": "%m [%p] %a "}
        words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        output = open(self.log, "w") if self.log else subprocess.DEVNULL
        self.process = subprocess.Popen(
            [*account, programs / "postgres", "-D", data, *words], stdout=output, stderr=output, cwd="/",
            start_new_session=True)
        try:
            self.wait()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_) -> None:
        if self.process.poll() is None:
            # SIGINT is the server's fast shutdown.
            os.killpg(self.process.pid, 2)
            self.process.wait()

    def wait(self) -> None:
        for _ in range(300):
            if self.process.poll() is not None:
                raise SystemExit("race: the PostgreSQL server did not start")
            if self.run("SELECT 1", "postgres").returncode == 0:
                return
            time.sleep(0.1)
        raise SystemExit("race: the PostgreSQL server does not answer")

    def run(self, sql: str, database: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            ["psql", "-XqAt", "-h", HOST, "-p", str(self.port), "-U", "postgres", "-d", database, "-c", sql],
            capture_output=True)

    def require_password(self, user: str) -> None:
        """From now on this user needs one; all others need none."""
        rules = self.folder / "data/pg_hba.conf"
        rules.write_text(f"host all {user} all scram-sha-256\n" + rules.read_text())
        self.run("SELECT pg_reload_conf()", "postgres")
        for _ in range(100):
            tried = subprocess.run(
                ["psql", "-X", "-w", "-h", HOST, "-p", str(self.port), "-U", user, "-d", "postgres", "-c", ""],
                capture_output=True)
            if tried.returncode:
                return
            time.sleep(0.05)
        raise SystemExit("The PostgreSQL server lets everybody in, without a password")

    def rows(self, sql: str, database: str = "race") -> list[str]:
        """What a query answers, columns joined by `|`."""
        done = self.run(sql, database)
        if done.returncode:
            raise SystemExit(f"race: {sql}: {done.stderr.decode()}")
        return done.stdout.decode().split("\n")[:-1]

    def empty_database(self) -> None:
        for sql in ("DROP DATABASE IF EXISTS race WITH (FORCE)", "CREATE DATABASE race"):
            if (done := self.run(sql, "postgres")).returncode:
                raise SystemExit(f"race: {sql}: {done.stderr.decode()}")
