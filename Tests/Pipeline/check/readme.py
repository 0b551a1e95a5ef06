"""What the README of the example tells to type, typed as it stands there."""

import os
import re
import shutil
import subprocess

from simulation.cloud import REGION
from simulation.repository import ENVIRONMENT, Repository

from .ground import EXAMPLE, PROGRAMS, Ground


def block(name: str) -> str:
    """The commands behind `<!-- name -->`."""
    found = re.search(rf"<!-- {name} -->\n```sh\n(.*?)```", (EXAMPLE / "README.md").read_text(), re.DOTALL)
    if not found:
        raise SystemExit(f"check-pipeline: the README has no block <!-- {name} -->")
    return found[1]


def follow(ground: Ground) -> Repository:
    """An account with bucket, secret and pipeline, and a repository with one push in it."""
    ground.cloud.reset()
    # As in a clone of the project, behind scripts/release.
    project = ground.folder / "project"
    here = project / "Examples/aws-pipeline"
    shutil.copytree(EXAMPLE, here)
    (project / ".build").mkdir()
    (project / ".build/release-files").symlink_to(ground.archive.folder)
    home = ground.folder / "operator"
    home.mkdir()
    repository = Repository(ground.folder / "codecommit", home / "hamshack")
    address = f"https://git-codecommit.{REGION}.amazonaws.com/v1/repos/HamShackRadio"
    environment = os.environ | ENVIRONMENT | {
        "HOME": str(home), "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}",
        "account": "123456789012", "password": ground.database.password,
        # The address of CodeCommit leads to the repository here.
        "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": f"url.{repository.bare}.insteadOf", "GIT_CONFIG_VALUE_0": address,
    }
    commands = "".join(block(name) for name in ("prepare", "deploy", "push"))
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", commands], cwd=here, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"check-pipeline: the commands of the README failed:\n{done.stdout}{done.stderr}")
    print(commands)
    return repository
