import unittest

from .support import run

BUILDSPEC = """
    version: 0.2
    phases: {build: {commands: ['true']}}
    reports: {all: {base-directory: out, files: ['**/*.xml']}}
"""


def suite(cases: str, tests: int, failures: int = 0, errors: int = 0, skipped: int = 0) -> str:
    return (f'<testsuites><testsuite name="s" tests="{tests}" failures="{failures}" errors="{errors}" '
            f'skipped="{skipped}">{cases}</testsuite></testsuites>')


def report(**files: str):
    result, _ = run(BUILDSPEC, files={f"out/{name}.xml": content for name, content in files.items()})
    return result, result.reports["all"]


class ReportTests(unittest.TestCase):
    def test_files_are_added_up_and_failures_stand_first(self) -> None:
        result, found = report(
            a=suite(
                '<testcase name="a" time="0.5"/><testcase name="b"><skipped message="no"/></testcase>', 2, skipped=1),
            b=suite('<testcase name="c"><failure message="why">text</failure></testcase>', 1, failures=1))
        self.assertEqual(result.status, "SUCCEEDED")
        self.assertEqual(found.status, "FAILED")
        self.assertEqual(found.counts, {"tests": 3, "failures": 1, "errors": 0, "skipped": 1})
        self.assertEqual(found.succeeded, 1)
        self.assertEqual([(case.name, case.status, case.message) for case in found.cases], [
            ("c", "FAILED", "why"), ("a", "SUCCEEDED", ""), ("b", "SKIPPED", "no")])

    def test_what_is_not_taken(self) -> None:
        for content, words in {
            suite("", 1, failures=2): "status count cannot be negative",
            "<coverage/>": "expected element type <testsuite> but have <coverage>",
            "<testsuite><testcase/></testsuite>": "without the count tests",
            suite("\x1b", 0): "not well-formed",
        }.items():
            result, found = report(a=content)
            self.assertEqual(result.status, "FAILED")
            self.assertIn(words, found.problem)

    def test_no_file(self) -> None:
        _, found = report()
        self.assertEqual(found.problem, "no matching report files found")

    def test_500_cases_at_most(self) -> None:
        cases = '<testcase name="a"/>' * 600 + '<testcase name="b"><error message="e"/></testcase>'
        _, found = report(a=suite(cases, 601, errors=1))
        self.assertEqual(len(found.cases), 500)
        self.assertEqual(found.cases[0].name, "b")
        self.assertEqual(found.counts["tests"], 601)


class ArtifactTests(unittest.TestCase):
    FILES = {"out/a.txt": "a", "out/below/b.txt": "b", "c.txt": "c"}

    def names(self, artifacts: str) -> list[str]:
        result, _ = run(f"""
            version: 0.2
            phases: {{build: {{commands: ['true']}}}}
            artifacts: {artifacts}
        """, files=self.FILES)
        return result.artifact_names

    def test_patterns(self) -> None:
        self.assertEqual(self.names("{files: ['out/**/*']}"), ["out/a.txt", "out/below/b.txt"])
        self.assertEqual(self.names("{base-directory: out, files: ['*.txt']}"), ["a.txt"])
        self.assertEqual(self.names("{discard-paths: yes, files: ['out/**/*']}"), ["a.txt", "b.txt"])

    def test_nothing_found_fails(self) -> None:
        result, _ = run("""
            version: 0.2
            phases: {build: {commands: ['true']}}
            artifacts: {files: ['nowhere/*']}
        """)
        self.assertEqual(result.phases[-1].message, "no matching artifact paths found")
