"""A buildspec, read and checked before anything runs."""

import dataclasses
import pathlib
import re

import yaml

PHASES = ("install", "pre_build", "build", "post_build")
SHELLS = ("bash", "/bin/sh")
#: Everything else is refused, so that no test passes because a word was ignored.
KNOWN = {
    "": {"version", "env", "phases", "reports", "artifacts"},
    "env": {"shell", "variables", "parameter-store", "secrets-manager", "exported-variables"},
    "phase": {"commands", "finally", "on-failure"},
    "report": {"files", "base-directory", "discard-paths", "file-format"},
    "artifacts": {"files", "base-directory", "discard-paths", "name"},
}


class BuildspecError(Exception):
    """CodeBuild ends such a build in DOWNLOAD_SOURCE, with YAML_FILE_ERROR."""


@dataclasses.dataclass(frozen=True)
class Phase:
    commands: list[str] = dataclasses.field(default_factory=list)
    finally_commands: list[str] = dataclasses.field(default_factory=list)
    #: None: what the diagram of phases says.
    on_failure: str | None = None


@dataclasses.dataclass(frozen=True)
class FileSet:
    """`files` of a report or of the artifacts."""

    files: list[str]
    base_directory: str = "."
    discard_paths: bool = False


@dataclasses.dataclass(frozen=True)
class Buildspec:
    shell: str
    variables: dict[str, str]
    parameter_store: dict[str, str]
    secrets_manager: dict[str, str]
    exported_variables: list[str]
    phases: dict[str, Phase]
    reports: dict[str, FileSet]
    artifacts: FileSet | None


def read(path: pathlib.Path) -> Buildspec:
    if not path.is_file():
        raise BuildspecError(f"YAML_FILE_ERROR: {path.name}: no such file or directory")
    try:
        document = yaml.safe_load(path.read_text())
    except yaml.YAMLError as error:
        raise BuildspecError(f"YAML_FILE_ERROR: {path.name}: {error}") from error
    return parse(document)


def parse(document: object) -> Buildspec:
    top = words("", document)
    if str(top.get("version")) != "0.2":
        raise BuildspecError("YAML_FILE_ERROR: only version 0.2 is known here")
    if not isinstance(top.get("phases"), dict) or not top["phases"]:
        raise BuildspecError("YAML_FILE_ERROR: phases are missing")
    if unknown := set(top["phases"]) - set(PHASES):
        raise BuildspecError(f"YAML_FILE_ERROR: unknown phases: {', '.join(sorted(unknown))}")
    environment = words("env", top.get("env", {}))
    shell = environment.get("shell", "/bin/sh")
    if shell not in SHELLS:
        raise BuildspecError(f"YAML_FILE_ERROR: unknown shell {shell}")
    exported = environment.get("exported-variables", [])
    secret = set(environment.get("secrets-manager", {})) | set(environment.get("parameter-store", {}))
    for name in exported:
        if name.startswith("AWS_") or name in secret:
            raise BuildspecError(f"YAML_FILE_ERROR: {name} cannot be exported")
    return Buildspec(
        shell=shell,
        variables=texts(environment, "variables"),
        parameter_store=texts(environment, "parameter-store"),
        secrets_manager=texts(environment, "secrets-manager"),
        exported_variables=exported,
        phases={name: phase(name, content) for name, content in top["phases"].items()},
        reports={name: file_set("report", content) for name, content in (top.get("reports") or {}).items()},
        artifacts=file_set("artifacts", top["artifacts"]) if top.get("artifacts") else None,
    )


def words(kind: str, content: object) -> dict:
    if not isinstance(content, dict):
        raise BuildspecError(f"YAML_FILE_ERROR: {kind or 'the buildspec'} has to be a mapping")
    if unknown := set(content) - KNOWN[kind]:
        raise BuildspecError(f"YAML_FILE_ERROR: not known in {kind or 'a buildspec'}: {', '.join(sorted(unknown))}")
    return content


def texts(environment: dict, name: str) -> dict[str, str]:
    return {key: str(value) for key, value in environment.get(name, {}).items()}


def phase(name: str, content: object) -> Phase:
    given = words("phase", content)
    on_failure = given.get("on-failure")
    if on_failure is not None and not re.fullmatch(r"ABORT|CONTINUE|RETRY(-\d+)?", on_failure):
        raise BuildspecError(f"YAML_FILE_ERROR: on-failure of {name} is {on_failure}")
    return Phase(commands(name, given.get("commands", [])), commands(name, given.get("finally", [])), on_failure)


def commands(name: str, content: object) -> list[str]:
    # `- a: b` is a mapping in YAML: the commonest mistake in buildspecs.
    if not isinstance(content, list) or not all(isinstance(command, str) for command in content):
        raise BuildspecError(f"YAML_FILE_ERROR: every command of {name} has to be a text")
    return content


def file_set(kind: str, content: object) -> FileSet:
    given = words(kind, content)
    files = given.get("files", [])
    if not files or not isinstance(files, list):
        raise BuildspecError(f"YAML_FILE_ERROR: {kind} without files")
    if kind == "report" and given.get("file-format", "JUNITXML") != "JUNITXML":
        raise BuildspecError("YAML_FILE_ERROR: only JUNITXML is known here")
    return FileSet(files, given.get("base-directory", "."), given.get("discard-paths", "no") in ("yes", True))
