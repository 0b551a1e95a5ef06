import unittest

from .support import phases, run

ALL = ["DOWNLOAD_SOURCE", "INSTALL", "PRE_BUILD", "BUILD", "POST_BUILD", "UPLOAD_ARTIFACTS"]


def succeeded(*names: str) -> list[str]:
    return [f"{name} SUCCEEDED" for name in names]


class PhaseTests(unittest.TestCase):
    def test_all_succeed(self) -> None:
        result, _ = run("""
            version: 0.2
            phases: {build: {commands: ['true']}}
        """)
        self.assertEqual(result.status, "SUCCEEDED")
        self.assertEqual(phases(result), succeeded(*ALL))

    def test_a_command_that_fails_ends_the_commands_and_finally_runs(self) -> None:
        result, log = run("""
            version: 0.2
            phases:
              build:
                commands: ['echo one', 'exit 3', 'echo two']
                finally: ['echo in the end']
              post_build: {commands: ['echo succeeding: $CODEBUILD_BUILD_SUCCEEDING']}
        """.replace("succeeding: ", "succeeding "))
        self.assertEqual(result.status, "FAILED")
        self.assertEqual(phases(result), [
            *succeeded("DOWNLOAD_SOURCE", "INSTALL", "PRE_BUILD"), "BUILD FAILED",
            *succeeded("POST_BUILD", "UPLOAD_ARTIFACTS")])
        self.assertEqual(log.unmasked, ["one", "in the end", "succeeding 0"])
        self.assertTrue(any("Reason: exit status 3" in line for line in log.lines))

    def test_finally_that_fails_fails_the_phase(self) -> None:
        result, _ = run("""
            version: 0.2
            phases: {build: {commands: ['true'], finally: ['false']}}
        """)
        self.assertIn("BUILD FAILED", phases(result))

    def test_install_and_pre_build_end_the_build_without_uploads(self) -> None:
        for name in ("install", "pre_build"):
            result, _ = run(f"""
                version: 0.2
                phases:
                  {name}: {{commands: ['false']}}
                  build: {{commands: ['echo never']}}
                reports: {{all: {{files: ['*.xml']}}}}
            """)
            self.assertEqual(result.status, "FAILED")
            self.assertEqual(phases(result)[-1], f"{name.upper()} FAILED")
            self.assertEqual(result.reports, {})

    def test_on_failure_continue_goes_on_and_stays_failed(self) -> None:
        result, log = run("""
            version: 0.2
            phases:
              pre_build: {on-failure: CONTINUE, commands: ['false']}
              build: {commands: ['echo built']}
        """)
        self.assertEqual(result.status, "FAILED")
        self.assertEqual(log.unmasked, ["built"])
        self.assertEqual(phases(result)[-1], "UPLOAD_ARTIFACTS SUCCEEDED")

    def test_on_failure_abort_skips_post_build(self) -> None:
        result, log = run("""
            version: 0.2
            phases:
              build: {on-failure: ABORT, commands: ['false']}
              post_build: {commands: ['echo never']}
        """)
        self.assertEqual(phases(result)[-1], "BUILD FAILED")
        self.assertEqual(log.unmasked, [])

    def test_on_failure_retry(self) -> None:
        result, log = run("""
            version: 0.2
            phases:
              build:
                on-failure: RETRY-2
                commands: ['echo try', 'test -e second || { touch second; exit 1; }']
        """)
        self.assertEqual(result.status, "SUCCEEDED")
        self.assertEqual(log.unmasked, ["try", "try"])
        result, log = run("""
            version: 0.2
            phases: {build: {on-failure: RETRY-2, commands: ['echo try', 'exit 1']}}
        """)
        self.assertEqual(result.status, "FAILED")
        self.assertEqual(log.unmasked, ["try"] * 3)
