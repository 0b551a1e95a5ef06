import unittest

from .support import run


def output(*commands: str, shell: str = "bash") -> list[str]:
    listed = "".join(f"\n              - {command!r}" for command in commands)
    _, log = run(f"""
        version: 0.2
        env: {{shell: {shell}}}
        phases:
          build:
            commands:{listed}
    """)
    return log.unmasked


class ShellTests(unittest.TestCase):
    def test_exported_variables_and_the_directory_are_kept(self) -> None:
        for shell in ("bash", "/bin/sh"):
            self.assertEqual(
                output("export A=1; B=2", "mkdir -p below; cd below", "echo $A-$B-${PWD##*/}", shell=shell),
                ["1--below"])

    def test_they_are_kept_by_phases_too(self) -> None:
        _, log = run("""
            version: 0.2
            phases:
              install: {commands: ['export A=1']}
              build: {commands: ['echo $A', 'unset A']}
              post_build: {commands: ['echo "<$A>"']}
        """)
        self.assertEqual(log.unmasked, ["1", "<>"])

    def test_values_with_line_ends(self) -> None:
        self.assertEqual(output('export A="1\n2"'.replace("\n", "$(echo; echo x)"), 'echo "$A"'), ["1", "x2"])

    def test_both_streams_are_logged(self) -> None:
        self.assertEqual(output("echo out; echo err >&2"), ["out", "err"])

    def test_the_shell_is_the_one_asked_for(self) -> None:
        self.assertEqual(output("[[ a == a ]] && echo bash"), ["bash"])

    def test_nothing_can_be_typed_in(self) -> None:
        self.assertEqual(output("cat; echo end"), ["end"])
