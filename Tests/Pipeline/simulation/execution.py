"""One run of a pipeline, by the definition that the template has made."""

import collections.abc
import dataclasses
import json
import os
import pathlib
import re
import shutil
import sys
import time
import typing
import uuid

from moto.events.models import EventPattern

from buildspec.build import Build, Result
from buildspec.log import Log

from . import leftovers
from .cloud import REGION, Session
from .repository import Repository, push_event


@dataclasses.dataclass
class Approval:
    custom_data: str
    link: str


@dataclasses.dataclass
class Execution:
    status: str = "Succeeded"
    builds: dict[str, Result] = dataclasses.field(default_factory=dict)
    logs: dict[str, Log] = dataclasses.field(default_factory=dict)
    approvals: list[Approval] = dataclasses.field(default_factory=list)
    #: Namespace and name.
    variables: dict[str, str] = dataclasses.field(default_factory=dict)
    seconds: float = 0


class Pipeline:
    def __init__(self, name: str, session: Session, repository: Repository, folder: pathlib.Path):
        self.name, self.session, self.repository, self.folder = name, session, repository, folder
        self.definition = session.client("codepipeline").get_pipeline(name=name)["pipeline"]
        #: What a person answers to an approval.
        self.approve: collections.abc.Callable[[Approval], bool] = lambda approval: True
        #: Programs that stand in the path before those of this machine.
        self.programs: list[str] = []
        self.stream: typing.TextIO = sys.stdout

    def starts_on(self, event: dict) -> bool:
        """Whether a rule of EventBridge starts this pipeline on an event."""
        events = self.session.client("events")
        for rule in events.list_rules()["Rules"]:
            pattern = rule["EventPattern"]
            targets = events.list_targets_by_rule(Rule=rule["Name"])["Targets"]
            if any(target["Arn"].endswith(f":{self.name}") for target in targets):
                return EventPattern(pattern, json.loads(pattern)).matches_event(event)
        return False

    def push(self, message: str) -> Execution:
        """A push, and what follows from it."""
        return self.pushed(self.repository.push(message), message)

    def pushed(self, commit: str, message: str) -> Execution:
        source = self.definition["stages"][0]["actions"][0]["configuration"]
        name = source["RepositoryName"]
        arn = self.session.client("codecommit").get_repository(repositoryName=name)["repositoryMetadata"]["Arn"]
        event = push_event(arn, name, self.repository.branch, commit)
        if source["BranchName"] != self.repository.branch or not self.starts_on(event):
            raise SystemExit(f"check-pipeline: the push of {commit} did not start {self.name}")
        self.show(f"Push of {commit[:8]}: {message}. Pipeline {self.name} starts.")
        return self.run(commit)

    def run(self, commit: str) -> Execution:
        execution, began = Execution(), time.monotonic()
        # The first stage is the source; its artifact is exported anew for every build.
        for stage in self.definition["stages"][1:]:
            for action in sorted(stage["actions"], key=lambda action: action["runOrder"]):
                self.show(f"Stage {stage['name']}, action {action['name']}")
                if not self.act(action, commit, execution):
                    execution.status = "Failed"
                    break
            if execution.status == "Failed":
                break
        execution.seconds = time.monotonic() - began
        self.show(f"Pipeline {self.name}: {execution.status} after {execution.seconds:.1f} s")
        return execution

    def act(self, action: dict, commit: str, execution: Execution) -> bool:
        provider = action["actionTypeId"]["provider"]
        if provider == "Manual":
            configuration = {key: fill_in(text, execution) for key, text in action["configuration"].items()}
            if len(configuration["CustomData"]) > 1000:
                raise SystemExit("check-pipeline: an approval shows 1000 characters at most")
            approval = Approval(configuration["CustomData"], configuration["ExternalEntityLink"])
            execution.approvals.append(approval)
            approved = self.approve(approval)
            self.show(f"{approval.custom_data} [{approval.link}]: {'approved' if approved else 'rejected'}")
            return approved
        if provider != "CodeBuild":
            raise SystemExit(f"check-pipeline: no way to run {provider}")
        result, log = self.build(action, commit)
        execution.builds[action["name"]], execution.logs[action["name"]] = result, log
        execution.variables |= {f"{action['namespace']}.{name}": value for name, value in result.exported.items()}
        return result.status == "SUCCEEDED"

    def build(self, action: dict, commit: str) -> tuple[Result, Log]:
        name = action["configuration"]["ProjectName"]
        project = self.session.client("codebuild").batch_get_projects(names=[name])["projects"][0]
        number = uuid.uuid4()
        room = self.folder / f"build-{number}"
        for part in ("source", "home", "temporary"):
            (room / part).mkdir(parents=True)
        # A server that is started in a build runs as another user.
        (room / "temporary").chmod(0o1777)
        self.repository.export(commit, room / "source")
        log = Log(self.stream, indent="    ")
        image = {
            "PATH": os.pathsep.join([*self.programs, os.environ.get("PATH", os.defpath)]),
            "HOME": str(room / "home"), "TMPDIR": str(room / "temporary"), "LANG": "C.UTF-8",
            "CODEBUILD_BUILD_ID": f"{name}:{number}", "CODEBUILD_BUILD_NUMBER": "1",
            "CODEBUILD_BUILD_ARN": f"arn:aws:codebuild:{REGION}:123456789012:build/{name}:{number}",
            "CODEBUILD_BUILD_IMAGE": project["environment"]["image"],
            "CODEBUILD_INITIATOR": f"codepipeline/{self.name}", "CODEBUILD_RESOLVED_SOURCE_VERSION": commit,
            "CODEBUILD_SOURCE_VERSION": commit, "CODEBUILD_SOURCE_REPO_URL": "",
            "CODEBUILD_START_TIME": str(int(time.time() * 1000)),
        }
        # Where this machine keeps the programs of PostgreSQL; an image of CodeBuild gets them from a package.
        image |= {key: os.environ[key] for key in ("PG_BIN",) if key in os.environ}
        role = self.session.cloud.assume(project["serviceRole"])
        build = Build(
            room / "source", project["source"]["buildspec"], role, log, image | role.variables(),
            project["environment"]["environmentVariables"])
        try:
            result = build.run()
        finally:
            leftovers.end(image["CODEBUILD_BUILD_ID"])
            # What is in the room of a build ends with it, too.
            shutil.rmtree(room)
        if result.artifact:
            self.session.client("s3").put_object(
                Bucket=self.definition["artifactStore"]["location"],
                Key=f"{self.name}/{action['outputArtifacts'][0]['name']}/{number}", Body=result.artifact)
        return result, log

    def show(self, text: str) -> None:
        print(f"=> {text}", file=self.stream, flush=True)


def fill_in(text: str, execution: Execution) -> str:
    """`#{Namespace.NAME}` in the configuration of an action. A variable that is not there stops the pipeline."""
    def value(match: re.Match) -> str:
        if match[1] not in execution.variables:
            raise SystemExit(f"check-pipeline: no action has exported {match[1]}")
        return execution.variables[match[1]]
    return re.sub(r"#\{([A-Za-z0-9_.]+)\}", value, text)
