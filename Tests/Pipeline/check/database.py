"""The database that the pipeline migrates: a real PostgreSQL that wants the password."""

import secrets

from racing.server import HOST, Server

USER = "hamshack"


class Database:
    def __init__(self, server: Server):
        self.server = server
        #: Such a text is nowhere by chance.
        self.password = "Pa55" + secrets.token_hex(12)
        self.run(f"CREATE ROLE {USER} LOGIN PASSWORD '{self.password}'", "postgres")
        server.require_password(USER)

    def create(self, name: str) -> str:
        """An empty database in place of one of that name; its address."""
        for sql in (f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name} OWNER {USER}"):
            self.run(sql, "postgres")
        return f"jdbc:postgresql://{HOST}:{self.server.port}/{name}"

    def run(self, sql: str, name: str) -> None:
        done = self.server.run(sql, name)
        if done.returncode:
            raise SystemExit(f"check-pipeline: {sql.split()[0]}: {done.stderr.decode()}")

    def history(self, name: str) -> list[str]:
        return self.server.rows("SELECT script FROM flyway_schema_history WHERE success ORDER BY installed_rank", name)
