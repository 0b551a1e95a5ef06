"""The one shell of a build.

Version 0.2 carries exported variables and the working directory from command to command. Whether variables that are not
exported survive is documented nowhere, so here they do not.
"""

import os
import pathlib
import shutil
import signal
import subprocess
import tempfile

from .log import Log

#: Runs whatever the command does, `exit` included, and leaves its status as it is.
SAVING = """trap 'swiftway_status=$?; env -0 >"{state}/variables"; pwd >"{state}/directory"; exit $swiftway_status' EXIT
"""


class Shell:
    def __init__(self, program: str, variables: dict[str, str], directory: pathlib.Path, log: Log):
        self.program = shutil.which(program) or program
        self.variables, self.directory, self.log = dict(variables), directory, log

    def run(self, command: str) -> int:
        """The exit status of the command; its output goes to the log line by line."""
        with tempfile.TemporaryDirectory() as folder:
            state = pathlib.Path(folder)
            process = subprocess.Popen(
                [self.program, "-c", SAVING.format(state=state) + command], env=self.variables, cwd=self.directory,
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
            try:
                assert process.stdout
                for line in process.stdout:
                    self.log.output(line.decode(errors="replace").rstrip("\n"))
                status = process.wait()
            finally:
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGTERM)
                    process.wait()
            self.load(state)
            return status

    def load(self, state: pathlib.Path) -> None:
        # Missing where the shell was killed or could not read the command at all.
        if (saved := state / "variables").exists():
            pairs = [pair.partition("=") for pair in saved.read_text(errors="surrogateescape").split("\0") if pair]
            # bash puts these in by itself.
            self.variables = {name: value for name, _, value in pairs if name not in ("_", "SHLVL")}
        if (saved := state / "directory").exists():
            self.directory = pathlib.Path(saved.read_text().rstrip("\n"))
