"""The pipeline with a test, a review and production."""

from . import expect
from .ground import SECRET, Ground, counts, numbers


def check(ground: Ground) -> None:
    ground.prepare()
    repository = ground.repository("stages")
    outputs = ground.deploy(
        "pipeline-with-stages.yaml", SwiftwayRelease=ground.archive.address, SwiftwayChecksum=ground.archive.checksum,
        DatabaseUrl=ground.database.create("hamshack"), DatabaseSecret=SECRET)
    expect.true("the log group is told", outputs["LogGroup"] == "/aws/codebuild/HamShackRadioCI")
    pipeline = ground.pipeline(repository)

    expect.part("tested, shown, approved, migrated")
    execution = pipeline.push("The first migrations")
    expect.equal("the pipeline", execution.status, "Succeeded")
    expect.equal("the builds", list(execution.builds), ["Test", "Review", "Production"])
    expect.equal("the report of the test", counts(execution.builds["Test"]), numbers(8))
    expect.equal("the report of the review", counts(execution.builds["Review"]), numbers(4, skipped=4))
    expect.equal("the approval", execution.approvals[0].custom_data, (
        "Pending in production: 001-V1__create_stations.sql 002-V2__create_contacts.sql "
        "003-V3__index_contacts_by_start.sql 004-R__station_log.sql"))
    pending = ground.artifact("PendingFiles")
    expect.equal(
        "a pending file", pending.read("pending/002-V2__create_contacts.sql"),
        (repository.clone / "sql/V2__create_contacts.sql").read_bytes())
    expect.true("the log shows the SQL", any(
        "CREATE INDEX CONCURRENTLY contact_by_start" in line for line in execution.logs["Review"].lines))
    expect.equal("the variables", execution.variables["Production.SCHEMA_VERSION"], "3")
    expect.equal("the rows in the history", len(ground.database.history("hamshack")), 4)
    ground.expect_no_secret(execution)

    expect.part("shown and rejected: production stays as it is")
    (repository.clone / "sql/V4__forget_contacts.sql").write_text("DELETE FROM contact;\n")
    pipeline.approve = lambda approval: "V4__forget_contacts.sql" not in approval.custom_data
    execution = pipeline.push("Forget the contacts")
    expect.equal("the pipeline", execution.status, "Failed")
    expect.equal("the builds", list(execution.builds), ["Test", "Review"])
    expect.equal("the rows in the history", len(ground.database.history("hamshack")), 4)

    expect.part("a test that fails: nobody is asked")
    (repository.clone / "sql/V4__forget_contacts.sql").unlink()
    (repository.clone / "sql/V4__small_letters.sql").write_text(
        "ALTER TABLE station DROP CONSTRAINT station_call_sign_check;\n")
    execution = pipeline.push("Small letters")
    expect.equal("the pipeline", execution.status, "Failed")
    expect.equal("the builds", list(execution.builds), ["Test"])
    report = execution.builds["Test"].reports["migrations"]
    expect.equal("the report", report.counts, numbers(9, failures=1, skipped=2))
    expect.equal("the test", report.cases[0].name, "tests/R__calls_are_in_capitals.sql")

    expect.part("nothing to do: the approval says so")
    (repository.clone / "sql/V4__small_letters.sql").unlink()
    pipeline.approve = lambda approval: approval.custom_data == "Pending in production: nothing"
    execution = pipeline.push("As before")
    expect.equal("the pipeline", execution.status, "Succeeded")
