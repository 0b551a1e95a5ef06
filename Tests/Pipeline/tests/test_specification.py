import unittest

from buildspec.specification import BuildspecError, parse

GOOD = {"version": 0.2, "phases": {"build": {"commands": ["true"]}}}


class SpecificationTests(unittest.TestCase):
    def test_good(self) -> None:
        self.assertEqual(parse(GOOD).shell, "/bin/sh")

    def test_what_is_refused(self) -> None:
        for change in (
            {"version": 0.1},
            {"phases": {}},
            {"phases": {"deploy": {"commands": ["true"]}}},
            {"phases": {"build": {"comands": ["true"]}}},
            # `- echo a: b` without quotes
            {"phases": {"build": {"commands": [{"echo a": "b"}]}}},
            {"phases": {"build": {"on-failure": "IGNORE", "commands": []}}},
            {"env": {"shell": "zsh"}},
            {"env": {"exported-variables": ["AWS_KEY"]}},
            {"env": {"exported-variables": ["A"], "secrets-manager": {"A": "app"}}},
            {"reports": {"all": {}}},
            {"reports": {"all": {"files": ["*"], "file-format": "SARIF"}}},
        ):
            with self.assertRaises(BuildspecError, msg=str(change)):
                parse(GOOD | change)
