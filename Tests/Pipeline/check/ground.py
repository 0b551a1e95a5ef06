"""What every part of the check stands on."""

import dataclasses
import io
import json
import pathlib
import shutil
import subprocess
import sys
import zipfile

import junitparser

from buildspec.build import Result
from simulation.cloud import REGION, Cloud, Session
from simulation.execution import Execution, Pipeline
from simulation.repository import Repository

from . import expect
from .archive import Archive
from .database import USER, Database

ROOT = pathlib.Path(__file__).resolve().parents[3]
EXAMPLE = ROOT / "Examples/aws-pipeline"
STACK = "hamshack-pipeline"
SECRET = "hamshack/database"
BUCKET = "hamshack-tools"
#: The programs of the environment that this runs in: cfn-lint and aws.
PROGRAMS = pathlib.Path(sys.executable).parent
#: What belongs to the pipeline and not to the repository that it builds.
NOT_IN_REPOSITORY = ("pipeline.yaml", "pipeline-with-stages.yaml", "README.md")


@dataclasses.dataclass
class Ground:
    folder: pathlib.Path
    cloud: Cloud
    database: Database
    archive: Archive

    @property
    def administrator(self) -> Session:
        return self.cloud.administrator()

    def aws(self, *words: str) -> str:
        """The command line that the README is written for."""
        done = subprocess.run([PROGRAMS / "aws", *words], capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"check-pipeline: aws {' '.join(words[:3])}: {done.stdout}{done.stderr}")
        return done.stdout

    def prepare(self) -> None:
        """An account that has the secret and the bucket with the archive."""
        self.cloud.reset()
        self.administrator.client("secretsmanager").create_secret(
            Name=SECRET, SecretString=json.dumps({"username": USER, "password": self.database.password}))
        storage = self.administrator.client("s3")
        storage.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
        for file in (self.archive.file, pathlib.Path(f"{self.archive.file}.sha256")):
            storage.upload_file(str(file), BUCKET, file.name)

    def deploy(self, template: str, **parameters: str) -> dict[str, str]:
        """The command of the README; the outputs of the stack."""
        self.aws(
            "cloudformation", "deploy", "--stack-name", STACK, "--template-file", str(EXAMPLE / template),
            "--capabilities", "CAPABILITY_IAM", "--no-fail-on-empty-changeset", "--parameter-overrides",
            f"SwiftwayVersion={self.archive.version}", *(f"{name}={value}" for name, value in parameters.items()))
        stack = self.administrator.client("cloudformation").describe_stacks(StackName=STACK)["Stacks"][0]
        return {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}

    def pipeline(self, repository: Repository) -> Pipeline:
        pipeline = Pipeline("HamShackRadioCI", self.administrator, repository, self.folder)
        # aws, which the images of CodeBuild have.
        pipeline.programs = [str(PROGRAMS)]
        return pipeline

    def repository(self, name: str) -> Repository:
        """A clone with the files of the example in it, not yet pushed."""
        folder = self.folder / name
        folder.mkdir()
        repository = Repository(folder, folder / "clone")
        repository.make_clone()
        for path in EXAMPLE.iterdir():
            if path.name not in NOT_IN_REPOSITORY:
                if path.is_dir():
                    shutil.copytree(path, repository.clone / path.name)
                else:
                    shutil.copy(path, repository.clone)
        return repository

    def artifact(self, name: str) -> zipfile.ZipFile:
        """The newest one of that name in the bucket of the pipeline."""
        client = self.administrator.client("s3")
        bucket = self.administrator.client("codepipeline").get_pipeline(
            name="HamShackRadioCI")["pipeline"]["artifactStore"]["location"]
        kept = client.list_objects_v2(Bucket=bucket, Prefix=f"HamShackRadioCI/{name}/")["Contents"]
        newest = max(kept, key=lambda item: item["LastModified"])["Key"]
        return zipfile.ZipFile(io.BytesIO(client.get_object(Bucket=bucket, Key=newest)["Body"].read()))

    def junit(self, artifact: zipfile.ZipFile, name: str) -> dict[str, int]:
        """The counts of a JUnit file as junitparser reads it; they must be those of its cases."""
        content = artifact.read(name)
        read = junitparser.JUnitXml.fromstring(content)
        counted = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
        kinds = {junitparser.Failure: "failures", junitparser.Error: "errors", junitparser.Skipped: "skipped"}
        for suite in read:
            for case in suite:
                counted["tests"] += 1
                for result in case.result:
                    counted[kinds[type(result)]] += 1
        told = {key: getattr(read, key) for key in counted}
        expect.equal(f"the sum in {name}", told, counted)
        return told

    def expect_no_secret(self, execution: Execution) -> None:
        """Neither in what programs wrote, before CodeBuild would have hidden it, nor in what was kept."""
        for name, log in execution.logs.items():
            text = "\n".join(log.unmasked + log.lines)
            expect.true(f"the log of {name} holds no password", self.database.password not in text)
        for name, result in execution.builds.items():
            kept = json.dumps(result.dictionary())
            expect.true(f"the result of {name} holds no password", self.database.password not in kept)
            if result.artifact:
                with zipfile.ZipFile(io.BytesIO(result.artifact)) as packed:
                    for file in packed.namelist():
                        expect.true(
                            f"{file} holds no password", self.database.password.encode() not in packed.read(file))


def statuses(result: Result) -> dict[str, str]:
    return {phase.name: phase.status for phase in result.phases}


def counts(result: Result) -> dict[str, int]:
    return result.reports["migrations"].counts


def numbers(tests: int, failures: int = 0, errors: int = 0, skipped: int = 0) -> dict[str, int]:
    return {"tests": tests, "failures": failures, "errors": errors, "skipped": skipped}

