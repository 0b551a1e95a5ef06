import os
import pathlib
import subprocess
import unittest

from simulation import leftovers


@unittest.skipUnless(pathlib.Path("/proc/self/environ").exists(), "there is no /proc")
class LeftoverTests(unittest.TestCase):
    def test_those_of_the_build_are_ended_and_no_others(self) -> None:
        started = [
            subprocess.Popen(["sleep", "60"], env=os.environ | {"CODEBUILD_BUILD_ID": f"test:{os.getpid()}{suffix}"})
            for suffix in ("", "0")]
        try:
            self.assertEqual(leftovers.end(f"test:{os.getpid()}"), [started[0].pid])
            self.assertNotEqual(started[0].wait(), 0)
            self.assertIsNone(started[1].poll())
        finally:
            for process in started:
                process.kill()
                process.wait()
