"""A git repository that is pushed to, in CodeCommit's place: what arrives in a build, and which event a push makes."""

import os
import pathlib
import subprocess
import tarfile
import io

#: So that no setting of this machine, hooks and signatures among them, takes part.
ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "Operator", "GIT_AUTHOR_EMAIL": "operator@example.org",
    "GIT_COMMITTER_NAME": "Operator", "GIT_COMMITTER_EMAIL": "operator@example.org",
}


def git(folder: pathlib.Path, *words: str) -> bytes:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | ENVIRONMENT
    return subprocess.run(
        ["git", *words], cwd=folder, env=environment, check=True, capture_output=True).stdout


class Repository:
    def __init__(self, folder: pathlib.Path, branch: str = "main"):
        self.bare, self.clone, self.branch = folder / "repository.git", folder / "clone", branch
        self.bare.mkdir(parents=True)
        git(self.bare, "init", "--quiet", "--bare", f"--initial-branch={branch}")
        git(folder, "clone", "--quiet", str(self.bare), str(self.clone))
        git(self.clone, "symbolic-ref", "HEAD", f"refs/heads/{branch}")

    def push(self, message: str) -> str:
        """Everything in the clone, as a commit that is pushed; its id."""
        git(self.clone, "add", "--all")
        git(self.clone, "commit", "--quiet", "--message", message)
        git(self.clone, "push", "--quiet", "origin", self.branch)
        return git(self.clone, "rev-parse", "HEAD").decode().strip()

    def export(self, commit: str, folder: pathlib.Path) -> None:
        """The files of a commit without `.git`, as CodePipeline hands them to a build. Whether it keeps the permission
        to execute is not known, so that is taken away."""
        archive = git(self.bare, "archive", "--format=tar", commit)
        with tarfile.open(fileobj=io.BytesIO(archive)) as opened:
            opened.extractall(folder, filter="data")
        for path in folder.rglob("*"):
            if path.is_file():
                path.chmod(0o644)


def push_event(repository_arn: str, name: str, branch: str, commit: str, event: str = "referenceUpdated") -> dict:
    """What CodeCommit tells EventBridge, as its documentation shows."""
    return {
        "version": "0", "source": "aws.codecommit", "detail-type": "CodeCommit Repository State Change",
        "resources": [repository_arn],
        "detail": {
            "event": event, "repositoryName": name, "referenceType": "branch", "referenceName": branch,
            "referenceFullName": f"refs/heads/{branch}", "commitId": commit,
        },
    }
