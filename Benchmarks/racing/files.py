"""The same migrations, written the way each tool wants them."""

import pathlib


def statements(number: int, count: int) -> list[str]:
    """A table, an index on it, then rows: what young migrations mostly hold."""
    table = f"item_{number}"
    written = [f"CREATE TABLE {table} (id integer PRIMARY KEY, name varchar(50), amount integer)"]
    for place in range(1, count):
        if place == 1:
            written.append(f"CREATE INDEX {table}_amount ON {table} (amount, name)")
        else:
            written.append(f"INSERT INTO {table} (id, name, amount) VALUES ({place}, 'row {place}', {place})")
    return written


def write(folder: pathlib.Path, files: int, count: int) -> None:
    """Writes `files` migrations of `count` statements each into a subfolder for each tool."""
    for name in ("swiftway", "dbmate", "sql-migrate", "sqitch/deploy"):
        (folder / name).mkdir(parents=True)
    plan = ["%syntax-version=1.0.0", "%project=race", ""]
    with open(folder / "all.sql", "w") as everything:
        for number in range(1, files + 1):
            sql = ";\n".join(statements(number, count)) + ";\n"
            (folder / "swiftway" / f"V{number}__item_{number}.sql").write_text(sql)
            (folder / "dbmate" / f"{20200000000000 + number}_item_{number}.sql").write_text(
                f"-- migrate:up\n{sql}\n-- migrate:down\n")
            (folder / "sql-migrate" / f"{number:08d}_item_{number}.sql").write_text(
                f"-- +migrate Up\n{sql}\n-- +migrate Down\n")
            (folder / "sqitch" / "deploy" / f"item_{number}.sql").write_text(f"BEGIN;\n{sql}COMMIT;\n")
            plan.append(f"item_{number} 2020-01-01T00:00:00Z Race <race@example.org> # item {number}")
            # Each file in a transaction of its own, as the tools run it.
            everything.write(f"BEGIN;\n{sql}COMMIT;\n")
    (folder / "sqitch" / "sqitch.plan").write_text("\n".join(plan) + "\n")
