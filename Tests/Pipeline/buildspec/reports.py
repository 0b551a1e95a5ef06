"""Test reports, as CodeBuild takes them.

There is no published schema. Known from public reports of failed uploads: the file has to be well-formed XML with the
root testsuites or testsuite; the summary is made of the counts in the attributes, and what succeeded is what is left
over, which must not be negative. How cases are mapped is inferred.
"""

import dataclasses
import pathlib
import xml.etree.ElementTree

from .files import found
from .specification import FileSet

MAXIMUM_CASES = 500
COUNTS = ("tests", "failures", "errors", "skipped")


class ReportError(Exception):
    pass


@dataclasses.dataclass(frozen=True)
class Case:
    suite: str
    name: str
    status: str
    seconds: float
    message: str = ""


@dataclasses.dataclass
class Report:
    group: str
    files: list[pathlib.Path] = dataclasses.field(default_factory=list)
    #: tests, failures, errors, skipped
    counts: dict[str, int] = dataclasses.field(default_factory=lambda: dict.fromkeys(COUNTS, 0))
    cases: list[Case] = dataclasses.field(default_factory=list)
    #: Why there is no report.
    problem: str | None = None

    @property
    def succeeded(self) -> int:
        return self.counts["tests"] - self.counts["failures"] - self.counts["errors"] - self.counts["skipped"]

    @property
    def status(self) -> str:
        if self.problem:
            return "INCOMPLETE"
        return "FAILED" if self.counts["failures"] or self.counts["errors"] else "SUCCEEDED"


def read(group: str, files: FileSet, source: pathlib.Path) -> Report:
    report = Report(group, [path for path, _ in found(files, source)])
    if not report.files:
        report.problem = "no matching report files found"
        return report
    try:
        for path in report.files:
            add(report, path)
        if report.succeeded < 0:
            raise ReportError("InvalidInputException: Test summary: status count cannot be negative")
    except ReportError as error:
        report.problem = str(error)
        return report
    # What failed is kept first.
    report.cases.sort(key=lambda case: case.status not in ("FAILED", "ERROR"))
    del report.cases[MAXIMUM_CASES:]
    return report


def add(report: Report, path: pathlib.Path) -> None:
    try:
        root = xml.etree.ElementTree.parse(path).getroot()
    except xml.etree.ElementTree.ParseError as error:
        raise ReportError(f"{path.name}: {error}") from error
    if root.tag not in ("testsuites", "testsuite"):
        raise ReportError(f"{path.name}: expected element type <testsuite> but have <{root.tag}>")
    for suite in root.iter("testsuite"):
        for name in COUNTS:
            try:
                report.counts[name] += int(suite.get(name, ""))
            except ValueError as error:
                raise ReportError(f"{path.name}: a testsuite without the count {name}") from error
        report.cases += [case(suite, element) for element in suite.findall("testcase")]


def case(suite: xml.etree.ElementTree.Element, element: xml.etree.ElementTree.Element) -> Case:
    status, message = "SUCCEEDED", ""
    for tag, meaning in (("failure", "FAILED"), ("error", "ERROR"), ("skipped", "SKIPPED")):
        if (found := element.find(tag)) is not None:
            status, message = meaning, found.get("message") or found.text or ""
    return Case(suite.get("name", ""), element.get("name", ""), status, float(element.get("time", "0")), message)
