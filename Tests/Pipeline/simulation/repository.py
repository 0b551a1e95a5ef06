"""A git repository that is pushed to, in CodeCommit's place: what arrives in a build, and which event a push makes."""

import io
import os
import pathlib
import subprocess
import tarfile

#: So that no setting of this machine, hooks and signatures among them, takes part, and nothing leaves it.
ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "file", "GIT_TERMINAL_PROMPT": "0",
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "Operator", "GIT_AUTHOR_EMAIL": "operator@example.org",
    "GIT_COMMITTER_NAME": "Operator", "GIT_COMMITTER_EMAIL": "operator@example.org",
}


def git(folder: pathlib.Path, *words: str) -> bytes:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | ENVIRONMENT
    done = subprocess.run(["git", *words], cwd=folder, env=environment, capture_output=True)
    if done.returncode:
        raise SystemExit(f"check-pipeline: git {' '.join(words)}: {done.stderr.decode()}")
    return done.stdout


class Repository:
    """`folder` has the repository, and `clone` is where somebody works."""

    def __init__(self, folder: pathlib.Path, clone: pathlib.Path, branch: str = "main"):
        self.bare, self.clone, self.branch = folder / "repository.git", clone, branch
        self.bare.mkdir(parents=True)
        git(self.bare, "init", "--quiet", "--bare", f"--initial-branch={branch}")

    def make_clone(self) -> None:
        git(self.bare, "clone", "--quiet", str(self.bare), str(self.clone))

    def head(self) -> str:
        return git(self.bare, "rev-parse", self.branch).decode().strip()

    def push(self, message: str) -> str:
        """Everything in the clone, as a commit that is pushed; its id."""
        git(self.clone, "add", "--all")
        git(self.clone, "commit", "--quiet", "--message", message)
        git(self.clone, "push", "--quiet", str(self.bare), f"HEAD:{self.branch}")
        return self.head()

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
