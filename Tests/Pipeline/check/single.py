"""The pipeline of the article: one build after each push."""

from . import expect, readme
from .ground import SECRET, Ground, counts, numbers, statuses

SUCCEEDED = {
    "DOWNLOAD_SOURCE": "SUCCEEDED", "INSTALL": "SUCCEEDED", "PRE_BUILD": "SUCCEEDED", "BUILD": "SUCCEEDED",
    "POST_BUILD": "SUCCEEDED", "UPLOAD_ARTIFACTS": "SUCCEEDED",
}


def check(ground: Ground) -> None:
    expect.part("the commands of the README: validate, without any database")
    repository = readme.follow(ground)
    execution = ground.pipeline(repository).pushed(repository.head(), "The first migrations")
    result = execution.builds["Build"]
    expect.equal("the phases", statuses(result), SUCCEEDED)
    expect.equal("the report", counts(result), numbers(8))

    expect.part("clean, migrate and tests, on a database that has seen other things")
    database = {"DatabaseUrl": ground.database.create("hamshack"), "DatabaseSecret": SECRET}
    ground.database.run("CREATE TABLE left_over (id integer); ALTER TABLE left_over OWNER TO hamshack", "hamshack")
    ground.deploy("pipeline.yaml", BuildSpec="buildspec-test.yaml", **database)
    notes = repository.clone / "README.md"
    notes.write_text("The log of HamShackRadio\n")
    execution = ground.pipeline(repository).push("A word about it")
    result = execution.builds["Build"]
    expect.equal("the phases", statuses(result), SUCCEEDED)
    # clean is a case of its own, then 4 migrations and 3 tests.
    expect.equal("the report", counts(result), numbers(8))
    expect.equal("what was left", ground.database.read("SELECT to_regclass('left_over')", "hamshack"), [""])
    ground.expect_no_secret(execution)

    expect.part("a push that succeeds")
    database["DatabaseUrl"] = ground.database.create("hamshack")
    ground.deploy("pipeline.yaml", BuildSpec="buildspec.yaml", **database)
    notes.write_text("The log of HamShackRadio, migrated for good\n")
    execution = ground.pipeline(repository).push("Migrated from now on")
    result = execution.builds["Build"]
    expect.equal("the phases", statuses(result), SUCCEEDED)
    expect.equal("the report", counts(result), numbers(8))
    expect.equal("the variables", execution.variables, {"Build.SCHEMA_VERSION": "3"})
    expect.equal("the history", ground.database.history("hamshack"), [
        "V1__create_stations.sql", "V2__create_contacts.sql", "V3__index_contacts_by_start.sql", "R__station_log.sql"])
    artifact = ground.artifact("BuildReports")
    expect.equal("the artifact", sorted(artifact.namelist()), [
        "reports/migrate.html", "reports/migrate.xml", "reports/validate.xml"])
    expect.equal("migrate.xml", ground.junit(artifact, "reports/migrate.xml"), numbers(4))
    expect.equal("validate.xml", ground.junit(artifact, "reports/validate.xml"), numbers(4))
    ground.expect_no_secret(execution)

    expect.part("a push whose migration fails")
    (repository.clone / "sql/V4__add_power.sql").write_text(
        "ALTER TABLE contact ADD COLUMN power_watts integer;\nALTER TABLE contct ADD COLUMN antenna varchar(50);\n")
    (repository.clone / "sql/V5__add_grid.sql").write_text("ALTER TABLE contact ADD COLUMN grid varchar(6);\n")
    execution = ground.pipeline(repository).push("Power and grid")
    result = execution.builds["Build"]
    expect.equal("the pipeline", execution.status, "Failed")
    expect.equal("the phases", statuses(result), SUCCEEDED | {"BUILD": "FAILED"})
    report = result.reports["migrations"]
    expect.equal("the state of the report", report.status, "FAILED")
    # validate sees 6 files that can be read; migrate fails at one of two and does not reach the other.
    expect.equal("the report", counts(result), numbers(8, failures=1, skipped=1))
    expect.equal("what CodeBuild shows first", report.cases[0].name, "sql/V4__add_power.sql")
    artifact = ground.artifact("BuildReports")
    expect.equal("migrate.xml", ground.junit(artifact, "reports/migrate.xml"), numbers(2, failures=1, skipped=1))
    expect.equal("validate.xml", ground.junit(artifact, "reports/validate.xml"), numbers(6))
    expect.true("the page is there after a failure, too", "reports/migrate.html" in artifact.namelist())
    expect.equal("the rows in the history", len(ground.database.history("hamshack")), 4)
    columns = "SELECT 1 FROM information_schema.columns WHERE table_name = 'contact' AND column_name = 'power_watts'"
    expect.equal("what is left of the migration", ground.database.read(columns, "hamshack"), [])
    log = "\n".join(execution.logs["Build"].lines)
    for words in ('relation "contct" does not exist', "Command did not exit successfully swiftway",
                  "Phase complete: BUILD State: FAILED", "Entering phase POST_BUILD", "| Pending"):
        expect.true(f"the log says: {words}", words in log)
    ground.expect_no_secret(execution)

    expect.part("a push that mends it")
    (repository.clone / "sql/V4__add_power.sql").write_text("ALTER TABLE contact ADD COLUMN power_watts integer;\n")
    execution = ground.pipeline(repository).push("Power, mended")
    expect.equal("the phases", statuses(execution.builds["Build"]), SUCCEEDED)
    expect.equal("the variables", execution.variables, {"Build.SCHEMA_VERSION": "5"})

    expect.part("a file that cannot be read as SQL never reaches the database")
    (repository.clone / "sql/V6__spots.sql").write_text("CREATE TABEL spot (id integer);\n")
    execution = ground.pipeline(repository).push("Spots")
    result = execution.builds["Build"]
    expect.equal("the phases", statuses(result), SUCCEEDED | {"BUILD": "FAILED"})
    expect.equal("the report", counts(result), numbers(7, failures=1))

    expect.part("an archive with another checksum is not installed")
    ground.deploy("pipeline.yaml", SwiftwayChecksum="0" * 64, **database)
    (repository.clone / "sql/V6__spots.sql").write_text("CREATE TABLE spot (id integer);\n")
    execution = ground.pipeline(repository).push("Spots, mended")
    result = execution.builds["Build"]
    expect.equal("the phases", statuses(result), {"DOWNLOAD_SOURCE": "SUCCEEDED", "INSTALL": "FAILED"})
    expect.equal("the reports", result.reports, {})
