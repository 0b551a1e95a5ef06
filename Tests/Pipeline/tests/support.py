"""Small builds for the tests of the runner."""

import io
import pathlib
import tempfile
import textwrap
import typing

from buildspec.build import Build, Result
from buildspec.log import Log


class Secrets:
    """Secrets Manager and Parameter Store with a few values in them."""

    def __init__(self, **texts: str):
        self.texts = texts
        self.asked: list[dict] = []

    def client(self, name: str) -> typing.Any:
        return self

    def get_secret_value(self, **words: str) -> dict:
        self.asked.append(words)
        return {"SecretString": self.texts[words["SecretId"]]}

    def get_parameter(self, Name: str, WithDecryption: bool) -> dict:
        self.asked.append({"Name": Name})
        return {"Parameter": {"Value": self.texts[Name]}}


def run(
    buildspec: str, secrets: Secrets | None = None, files: dict[str, str] | None = None, **more,
) -> tuple[Result, Log]:
    """A build of a folder that holds `files` and the buildspec."""
    with tempfile.TemporaryDirectory() as name:
        source = pathlib.Path(name)
        (source / "buildspec.yaml").write_text(textwrap.dedent(buildspec))
        for path, content in (files or {}).items():
            (source / path).parent.mkdir(parents=True, exist_ok=True)
            (source / path).write_text(content)
        log = Log(io.StringIO())
        image = {"PATH": "/usr/bin:/bin", "HOME": name, "FROM": "image"}
        return Build(source, "buildspec.yaml", secrets or Secrets(), log, image, **more).run(), log


def phases(result: Result) -> list[str]:
    return [f"{phase.name} {phase.status}" for phase in result.phases]
