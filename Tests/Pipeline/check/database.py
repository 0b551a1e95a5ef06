"""The database that the pipeline migrates: a real PostgreSQL that wants the password."""

import pathlib
import secrets
import subprocess
import time

from racing.server import HOST, Server

USER = "hamshack"


class Database:
    def __init__(self, server: Server):
        self.server = server
        #: Such a text is nowhere by chance.
        self.password = "Pa55" + secrets.token_hex(12)
        self.run(f"CREATE ROLE {USER} LOGIN PASSWORD '{self.password}'", "postgres")
        rules = pathlib.Path(server.folder, "data", "pg_hba.conf")
        rules.write_text(f"host all {USER} all scram-sha-256\n" + rules.read_text())
        self.run("SELECT pg_reload_conf()", "postgres")
        self.wait_for_rules()

    def wait_for_rules(self) -> None:
        for _ in range(100):
            tried = subprocess.run(
                ["psql", "-X", "-w", "-h", HOST, "-p", str(self.server.port), "-U", USER, "-d", "postgres", "-c", ""],
                capture_output=True)
            if tried.returncode:
                return
            time.sleep(0.05)
        raise SystemExit("check-pipeline: the server lets everybody in, without a password")

    def create(self, name: str) -> str:
        """An empty database in place of one of that name; its address."""
        for sql in (f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name} OWNER {USER}"):
            self.run(sql, "postgres")
        return f"jdbc:postgresql://{HOST}:{self.server.port}/{name}"

    def run(self, sql: str, name: str) -> None:
        done = self.server.run(sql, name)
        if done.returncode:
            raise SystemExit(f"check-pipeline: {sql.split()[0]}: {done.stderr.decode()}")

    def read(self, sql: str, name: str) -> list[str]:
        """The rows, columns joined by `|`."""
        words = ["psql", "-X", "-q", "-A", "-t", "-h", HOST, "-p", str(self.server.port), "-U", "postgres", "-d", name]
        return subprocess.run([*words, "-c", sql], check=True, capture_output=True, text=True).stdout.split("\n")[:-1]

    def history(self, name: str) -> list[str]:
        return self.read("SELECT script FROM flyway_schema_history WHERE success ORDER BY installed_rank", name)
