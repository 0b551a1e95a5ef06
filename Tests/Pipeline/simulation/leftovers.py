"""Ends what a build has left running, as the end of its container does."""

import os
import pathlib
import signal


def end(build_id: str) -> list[int]:
    """Kills the processes that were started in the build of that id, known by the variable that CodeBuild sets. Their
    ids; none where there is no /proc."""
    mark, ended = f"CODEBUILD_BUILD_ID={build_id}".encode(), []
    for path in pathlib.Path("/proc").glob("[0-9]*/environ"):
        try:
            if mark in path.read_bytes().split(b"\0"):
                ended.append(int(path.parent.name))
                os.kill(ended[-1], signal.SIGKILL)
        except OSError:
            # Gone meanwhile, or somebody else's.
            continue
    return ended
