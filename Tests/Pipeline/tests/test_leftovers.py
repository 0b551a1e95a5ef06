import os
import pathlib
import subprocess
import time
import unittest

from simulation import leftovers


def wait_for_program(process: subprocess.Popen[bytes]) -> None:
    """Until it is the program that was asked for. Popen may return while the child is still a copy of this process, with
    this process's environment."""
    folder = pathlib.Path(f"/proc/{process.pid}")
    while (folder / "comm").read_text() != "sleep\n" or not (folder / "environ").read_bytes():
        if process.poll() is not None:
            raise AssertionError(f"it ended with {process.returncode}")
        time.sleep(0.001)


@unittest.skipUnless(pathlib.Path("/proc/self/environ").exists(), "there is no /proc")
class LeftoverTests(unittest.TestCase):
    def test_those_of_the_build_are_ended_and_no_others(self) -> None:
        started = [
            subprocess.Popen(["sleep", "60"], env=os.environ | {"CODEBUILD_BUILD_ID": f"test:{os.getpid()}{suffix}"})
            for suffix in ("", "0")]
        try:
            for process in started:
                wait_for_program(process)
            self.assertEqual(leftovers.end(f"test:{os.getpid()}"), [started[0].pid])
            self.assertNotEqual(started[0].wait(), 0)
            self.assertIsNone(started[1].poll())
        finally:
            for process in started:
                process.kill()
                process.wait()
