"""Where the variables of a build come from."""

import collections.abc
import dataclasses
import json
import typing

from .specification import Buildspec


class SecretError(Exception):
    """CodeBuild ends such a build in DOWNLOAD_SOURCE."""


class Clients(typing.Protocol):
    """A session of boto3, with the rights of the build's role."""

    def client(self, name: str) -> typing.Any: ...


@dataclasses.dataclass
class Variables:
    values: dict[str, str] = dataclasses.field(default_factory=dict)
    #: Values that the log must not show.
    secrets: list[str] = dataclasses.field(default_factory=list)


@dataclasses.dataclass(frozen=True)
class SecretReference:
    """`<id>:<json key>:<version stage>:<version id>`; what stands behind the id may be left out."""

    secret: str
    json_key: str = ""
    stage: str = ""
    version: str = ""

    @staticmethod
    def parse(text: str) -> "SecretReference":
        parts = text.split(":")
        # An ARN as the id has seven parts of its own.
        length = 7 if text.startswith("arn:") else 1
        rest = parts[length:]
        if len(rest) > 3:
            raise SecretError(f"{text}: too many parts")
        reference = SecretReference(":".join(parts[:length]), *rest)
        if reference.stage and reference.version:
            raise SecretError(f"{text}: a version stage or a version id, not both")
        return reference


def secret(reference: SecretReference, clients: Clients) -> str:
    words = {"SecretId": reference.secret}
    if reference.version:
        words["VersionId"] = reference.version
    else:
        words["VersionStage"] = reference.stage or "AWSCURRENT"
    try:
        text = clients.client("secretsmanager").get_secret_value(**words)["SecretString"]
    except Exception as error:
        raise SecretError(f"Secrets Manager Error Message: {error}") from error
    if not reference.json_key:
        return text
    try:
        return str(json.loads(text)[reference.json_key])
    except (ValueError, KeyError, TypeError) as error:
        raise SecretError(f"the secret {reference.secret} is no JSON with the key {reference.json_key}") from error


def parameter(name: str, clients: Clients) -> str:
    try:
        return clients.client("ssm").get_parameter(Name=name, WithDecryption=True)["Parameter"]["Value"]
    except Exception as error:
        raise SecretError(f"Parameter Store Error Message: {error}") from error


Entry = collections.abc.Mapping[str, str]


def resolve(
    buildspec: Buildspec, project: collections.abc.Iterable[Entry], overrides: collections.abc.Iterable[Entry],
    clients: Clients,
) -> Variables:
    """The overrides of start-build win over the project, the project over the buildspec. `project` and `overrides` are
    as in the API: name, value, type."""
    entries = [{"name": name, "value": value, "type": "PLAINTEXT"} for name, value in buildspec.variables.items()]
    entries += [{"name": name, "value": value, "type": "PARAMETER_STORE"}
                for name, value in buildspec.parameter_store.items()]
    entries += [{"name": name, "value": value, "type": "SECRETS_MANAGER"}
                for name, value in buildspec.secrets_manager.items()]
    # By name first: a value that loses is never fetched.
    chosen = {entry["name"]: entry for entry in [*entries, *project, *overrides]}
    variables = Variables()
    for name, entry in chosen.items():
        kind = entry.get("type", "PLAINTEXT")
        if kind == "PLAINTEXT":
            # Taken as it is: $NAME in it is not expanded.
            variables.values[name] = entry["value"]
            continue
        if kind == "SECRETS_MANAGER":
            value = secret(SecretReference.parse(entry["value"]), clients)
        elif kind == "PARAMETER_STORE":
            value = parameter(entry["value"], clients)
        else:
            raise SecretError(f"{name}: unknown type {kind}")
        variables.values[name] = value
        variables.secrets.append(value)
    return variables
