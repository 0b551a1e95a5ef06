"""What a role may do, read from the policies that the template has made.

moto can check policies itself, but for most services it asks about the resource `*`, which no policy of least privilege
allows.
"""

import ast
import fnmatch
import typing


class Role:
    def __init__(self, iam: typing.Any, arn: str):
        self.name = arn.rpartition("/")[2]
        self.statements: list[dict] = []
        for name in iam.list_role_policies(RoleName=self.name)["PolicyNames"]:
            document = iam.get_role_policy(RoleName=self.name, PolicyName=name)["PolicyDocument"]
            # moto keeps the document of a template as text of Python, with None where AWS::NoValue was.
            if isinstance(document, str):
                document = ast.literal_eval(document)
            self.statements += [statement for statement in document["Statement"] if statement]

    def allows(self, action: str, resource: str) -> bool:
        return any(
            statement["Effect"] == "Allow"
            and any(fnmatch.fnmatchcase(action, pattern) for pattern in as_list(statement["Action"]))
            and any(fnmatch.fnmatchcase(resource, pattern) for pattern in as_list(statement["Resource"]))
            for statement in self.statements)


def as_list(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]
