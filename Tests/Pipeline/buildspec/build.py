"""One build: from phase to phase."""

import collections.abc
import dataclasses
import io
import pathlib
import time
import typing
import zipfile

from . import files, specification, variables
from .log import Log
from .reports import Report, read
from .shell import Shell

#: How often RETRY without a number tries again (inferred).
RETRIES = 3


@dataclasses.dataclass
class PhaseResult:
    name: str
    status: str
    seconds: float
    message: str = ""


@dataclasses.dataclass
class Result:
    status: str = "SUCCEEDED"
    phases: list[PhaseResult] = dataclasses.field(default_factory=list)
    reports: dict[str, Report] = dataclasses.field(default_factory=dict)
    exported: dict[str, str] = dataclasses.field(default_factory=dict)
    #: A ZIP, as CodePipeline hands it on.
    artifact: bytes | None = None
    artifact_names: list[str] = dataclasses.field(default_factory=list)

    def phase(self, name: str) -> PhaseResult | None:
        return next((phase for phase in self.phases if phase.name == name), None)

    def dictionary(self) -> dict[str, typing.Any]:
        """For JSON: everything but the bytes of the artifact."""
        return {
            "status": self.status,
            "phases": [dataclasses.asdict(phase) for phase in self.phases],
            "reports": {
                name: {
                    "status": report.status, "counts": report.counts, "problem": report.problem,
                    "cases": [dataclasses.asdict(case) for case in report.cases],
                } for name, report in self.reports.items()},
            "exported": self.exported,
            "artifacts": self.artifact_names,
        }


@dataclasses.dataclass
class Build:
    """What CodeBuild knows when a build begins."""

    source: pathlib.Path
    buildspec: str
    clients: variables.Clients
    log: Log
    #: PATH, HOME, CODEBUILD_... and the like.
    image: dict[str, str]
    #: As in the API: name, value, type.
    project: collections.abc.Sequence[variables.Entry] = ()
    overrides: collections.abc.Sequence[variables.Entry] = ()

    def run(self) -> Result:
        result = Result()
        prepared = self.prepare(result)
        if prepared:
            uploads = self.run_phases(*prepared, result)
            if uploads:
                self.upload(*prepared, result)
            shell = prepared[1]
            for name in prepared[0].exported_variables:
                if name in shell.variables:
                    result.exported[name] = shell.variables[name]
        self.log.say(f"Build {result.status}")
        return result

    def prepare(self, result: Result) -> tuple[specification.Buildspec, Shell] | None:
        began = time.monotonic()
        try:
            spec = specification.read(self.source / self.buildspec)
            resolved = variables.resolve(spec, self.project, self.overrides, self.clients)
        except (specification.BuildspecError, variables.SecretError) as error:
            self.end("DOWNLOAD_SOURCE", "FAILED", began, result, str(error))
            result.status = "FAILED"
            return None
        self.log.hide(resolved.secrets)
        self.end("DOWNLOAD_SOURCE", "SUCCEEDED", began, result)
        values = self.image | {"CODEBUILD_SRC_DIR": str(self.source)} | resolved.values
        return spec, Shell(spec.shell, values, self.source, self.log)

    def run_phases(self, spec: specification.Buildspec, shell: Shell, result: Result) -> bool:
        """Whether reports and artifacts are uploaded."""
        for name in specification.PHASES:
            shell.variables["CODEBUILD_BUILD_SUCCEEDING"] = "1" if result.status == "SUCCEEDED" else "0"
            phase = spec.phases.get(name, specification.Phase())
            failure = self.run_phase(name.upper(), phase, shell, result)
            if not failure:
                continue
            # That a build stays failed after CONTINUE is inferred.
            result.status = "FAILED"
            if phase.on_failure == "CONTINUE":
                continue
            if phase.on_failure == "ABORT":
                return False
            # INSTALL and PRE_BUILD go straight to FINALIZING (inferred from the diagram of phases); after BUILD,
            # POST_BUILD still runs, and uploads are attempted after both.
            if name in ("install", "pre_build"):
                return False
        return True

    def run_phase(self, name: str, phase: specification.Phase, shell: Shell, result: Result) -> bool:
        attempts = 1
        if phase.on_failure and phase.on_failure.startswith("RETRY"):
            attempts += int(phase.on_failure.partition("-")[2] or RETRIES)
        for attempt in range(attempts):
            began = time.monotonic()
            self.log.say(f"Entering phase {name}")
            message = self.run_commands(phase.commands, shell)
            message = self.run_commands(phase.finally_commands, shell) or message
            self.end(name, "FAILED" if message else "SUCCEEDED", began, result, message)
            if not message:
                return False
            if attempt + 1 < attempts:
                self.log.say(f"Retrying phase {name}")
        return True

    def run_commands(self, commands: list[str], shell: Shell) -> str:
        """Why the phase failed, or nothing."""
        for command in commands:
            self.log.say(f"Running command {command.rstrip()}")
            if status := shell.run(command):
                self.log.say(f"Command did not exit successfully {command.rstrip()} exit status {status}")
                return f"Error while executing command: {command.rstrip()}. Reason: exit status {status}"
        return ""

    def end(self, name: str, status: str, began: float, result: Result, message: str = "") -> None:
        result.phases.append(PhaseResult(name, status, time.monotonic() - began, message))
        code = "COMMAND_EXECUTION_ERROR" if message.startswith("Error while executing") else ""
        self.log.say(f"Phase complete: {name} State: {status}")
        self.log.say(f"Phase context status code: {code} Message: {message}")

    def upload(self, spec: specification.Buildspec, shell: Shell, result: Result) -> None:
        began = time.monotonic()
        problems = []
        for group, wanted in spec.reports.items():
            self.log.say(f"Preparing to copy TEST report {group}: {wanted.base_directory}/{' '.join(wanted.files)}")
            report = result.reports[group] = read(group, wanted, self.source)
            if report.problem:
                self.log.say(f"Error in UPLOAD_ARTIFACTS phase: [{group}: {report.problem}]")
                problems.append(report.problem)
            else:
                counts = ", ".join(f"{name} {count}" for name, count in report.counts.items())
                self.log.say(f"Found {len(report.files)} file(s): {counts}. Report {report.status}")
        if spec.artifacts:
            found = files.found(spec.artifacts, self.source)
            self.log.say(f"Expanding artifacts: found {len(found)} file(s)")
            if found:
                result.artifact_names = [name for _, name in found]
                result.artifact = packed(found)
            else:
                problems.append("no matching artifact paths found")
        if problems:
            # That a report which cannot be read fails the build is inferred.
            result.status = "FAILED"
        self.end("UPLOAD_ARTIFACTS", "FAILED" if problems else "SUCCEEDED", began, result, "; ".join(problems))


def packed(found: list[tuple[pathlib.Path, str]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, name in found:
            archive.write(path, name)
    return buffer.getvalue()
