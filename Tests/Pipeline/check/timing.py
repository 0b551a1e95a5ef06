"""How long a build with 100 migrations takes."""

import io
import shutil
import statistics
import subprocess
import time

from racing import files

from . import expect
from .ground import SECRET, Ground, counts, numbers

#: What Flyway's migrate alone took for 100 such files on PostgreSQL, on this kind of machine.
FLYWAY_SECONDS = 3.5
ROUNDS = 3


def check(ground: Ground) -> None:
    expect.part("100 migrations")
    repository = ground.repository("timing")
    files.write(ground.folder / "hundred", 100, 2)
    shutil.rmtree(repository.clone / "sql")
    shutil.copytree(ground.folder / "hundred/swiftway", repository.clone / "sql")
    ground.prepare()
    ground.deploy("pipeline.yaml", SwiftwayRelease=ground.archive.address,
                  DatabaseUrl=ground.database.create("hamshack"), DatabaseSecret=SECRET)
    seconds = []
    for number in range(ROUNDS):
        ground.database.create("hamshack")
        (repository.clone / "round").write_text(f"{number}\n")
        pipeline = ground.pipeline(repository)
        # A hundred lines for each command, and three times the same.
        pipeline.stream = io.StringIO()
        execution = pipeline.push("A hundred migrations")
        result = execution.builds["Build"]
        expect.equal("the pipeline", execution.status, "Succeeded")
        expect.equal("the report", counts(result), numbers(200))
        phase = result.phase("BUILD")
        assert phase
        seconds.append(phase.seconds)
    starts = []
    for _ in range(21):
        began = time.perf_counter()
        subprocess.run([ground.archive.program, "version"], check=True, capture_output=True)
        starts.append(time.perf_counter() - began)
    size = ground.archive.file.stat().st_size
    print(f"download: {size / 1e6:.1f} MB; swiftway version: {statistics.median(starts) * 1000:.1f} ms")
    print(f"BUILD phase (validate, migrate with two reports, info twice): {statistics.median(seconds):.2f} s; "
          f"Flyway's migrate alone: {FLYWAY_SECONDS} s")
