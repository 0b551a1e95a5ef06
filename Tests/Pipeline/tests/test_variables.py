import json
import unittest

from buildspec.variables import SecretError, SecretReference

from .support import Secrets, phases, run

ARN = "arn:aws:secretsmanager:eu-west-3:123456789012:secret:app-AbCdEf"
PRINT = "version: 0.2\nphases: {build: {commands: ['echo $A $FROM']}}\nenv: {variables: {A: buildspec}}\n"


class ReferenceTests(unittest.TestCase):
    def test_parts(self) -> None:
        for text, wanted in {
            "app": SecretReference("app"),
            "prod/app:password": SecretReference("prod/app", "password"),
            "app:password:AWSPREVIOUS": SecretReference("app", "password", "AWSPREVIOUS"),
            "app:::1234": SecretReference("app", "", "", "1234"),
            ARN: SecretReference(ARN),
            f"{ARN}:password": SecretReference(ARN, "password"),
        }.items():
            self.assertEqual(SecretReference.parse(text), wanted)

    def test_not_both_stage_and_id(self) -> None:
        with self.assertRaises(SecretError):
            SecretReference.parse("app:password:AWSCURRENT:1234")


class PrecedenceTests(unittest.TestCase):
    def test_override_project_buildspec_image(self) -> None:
        project = [{"name": "A", "value": "project", "type": "PLAINTEXT"}]
        override = [{"name": "A", "value": "override", "type": "PLAINTEXT"}]
        self.assertEqual(run(PRINT)[1].unmasked, ["buildspec image"])
        self.assertEqual(run(PRINT, project=project)[1].unmasked, ["project image"])
        self.assertEqual(run(PRINT, project=project, overrides=override)[1].unmasked, ["override image"])

    def test_values_are_literal(self) -> None:
        project = [{"name": "A", "value": "$HOME:$(id)"}]
        _, log = run(PRINT.replace("echo $A", 'echo "$A"'), project=project)
        self.assertEqual(log.unmasked, ["$HOME:$(id) image"])

    def test_a_secret_that_loses_is_not_fetched(self) -> None:
        secrets = Secrets()
        run("""
            version: 0.2
            env: {secrets-manager: {A: nowhere}}
            phases: {build: {commands: ['true']}}
        """, secrets, project=[{"name": "A", "value": "project"}])
        self.assertEqual(secrets.asked, [])


class SecretTests(unittest.TestCase):
    def test_they_are_injected_and_hidden(self) -> None:
        secrets = Secrets(app=json.dumps({"password": "geheim"}), **{"/app/url": "db.example.org"})
        result, log = run("""
            version: 0.2
            env:
              secrets-manager: {PASSWORD: 'app:password'}
              parameter-store: {URL: /app/url}
            phases: {build: {commands: ['echo "$PASSWORD at $URL"']}}
        """, secrets)
        self.assertEqual(result.status, "SUCCEEDED")
        self.assertEqual(log.unmasked, ["geheim at db.example.org"])
        self.assertIn("*** at ***", log.lines)
        self.assertFalse(any("geheim" in line for line in log.lines))
        self.assertEqual(secrets.asked[-1], {"SecretId": "app", "VersionStage": "AWSCURRENT"})

    def test_a_secret_that_is_missing_ends_the_build_before_its_phases(self) -> None:
        result, _ = run("""
            version: 0.2
            env: {secrets-manager: {PASSWORD: nowhere}}
            phases: {build: {commands: ['true']}}
        """)
        self.assertEqual(phases(result), ["DOWNLOAD_SOURCE FAILED"])

    def test_exported(self) -> None:
        result, _ = run("""
            version: 0.2
            env: {exported-variables: [VERSION, NEVER]}
            phases: {build: {commands: ['export VERSION=7']}}
        """)
        self.assertEqual(result.exported, {"VERSION": "7"})
