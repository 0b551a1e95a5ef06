"""Resources that moto has, but not in its CloudFormation: CodeCommit, CodeBuild, CodePipeline.

Each is created in moto's own backend of the service, so that the service's API shows what a template made.
"""

import typing

import moto.cloudformation.parsing as parsing
from moto.codebuild.models import codebuild_backends
from moto.codecommit.models import codecommit_backends
from moto.codepipeline.models import codepipeline_backends
from moto.core.common_models import CloudFormationModel


def lower_camel(value: typing.Any, keep: frozenset[str] = frozenset()) -> typing.Any:
    """CloudFormation's names as the API has them. Below `keep` they are the user's own."""
    if isinstance(value, list):
        return [lower_camel(item, keep) for item in value if item is not None]
    if not isinstance(value, dict):
        return value
    return {
        key[0].lower() + key[1:]: {name: text for name, text in item.items() if text is not None}
        if key in keep else lower_camel(item, keep)
        for key, item in value.items() if item is not None
    }


class Resource:
    """What the four have in common. No model by itself: moto knows its models by their being direct subclasses."""

    def __init__(self, name: str, attributes: dict[str, str]):
        self.name, self.attributes = name, attributes

    @property
    def physical_resource_id(self) -> str:
        return self.name

    @classmethod
    def has_cfn_attr(cls, attr: str) -> bool:
        return attr in cls.ATTRIBUTES  # type: ignore[attr-defined]

    def get_cfn_attribute(self, attribute_name: str) -> str:
        return self.attributes[attribute_name]

    def is_created(self) -> bool:
        return True

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **_):
        return cls.make(resource_name, cloudformation_json["Properties"], account_id, region_name)

    @classmethod
    def update_from_cloudformation_json(
        cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name,
    ):
        cls.forget(original_resource.name, account_id, region_name)
        return cls.make(new_resource_name, cloudformation_json["Properties"], account_id, region_name)

    @classmethod
    def delete_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name) -> None:
        cls.forget(resource_name, account_id, region_name)

    @staticmethod
    def forget(name: str, account: str, region: str) -> None:
        pass


def arn(service: str, region: str, account: str, rest: str) -> str:
    return f"arn:aws:{service}:{region}:{account}:{rest}"


class Repository(Resource, CloudFormationModel):
    ATTRIBUTES = ("Arn", "CloneUrlHttp", "CloneUrlSsh", "Name")

    @staticmethod
    def cloudformation_name_type() -> str:
        return "RepositoryName"

    @staticmethod
    def cloudformation_type() -> str:
        return "AWS::CodeCommit::Repository"

    @staticmethod
    def make(name: str, properties: dict, account: str, region: str) -> "Repository":
        made = codecommit_backends[account][region].create_repository(
            name, properties.get("RepositoryDescription", ""))
        return Repository(name, {
            "Arn": arn("codecommit", region, account, name), "Name": name,
            "CloneUrlHttp": made["cloneUrlHttp"], "CloneUrlSsh": made["cloneUrlSsh"],
        })

    @staticmethod
    def forget(name: str, account: str, region: str) -> None:
        codecommit_backends[account][region].repositories.pop(name, None)


class Project(Resource, CloudFormationModel):
    ATTRIBUTES = ("Arn",)

    @staticmethod
    def cloudformation_name_type() -> str:
        return "Name"

    @staticmethod
    def cloudformation_type() -> str:
        return "AWS::CodeBuild::Project"

    @staticmethod
    def make(name: str, properties: dict, account: str, region: str) -> "Project":
        given = lower_camel(properties)
        source = given["source"]
        # The API is the one that writes it otherwise.
        source["buildspec"] = source.pop("buildSpec")
        codebuild_backends[account][region].create_project(
            project_name=name, description=given.get("description"), project_source=source,
            artifacts=given["artifacts"], environment=given["environment"], service_role=given["serviceRole"],
            tags=given.get("tags"), cache=given.get("cache"), timeout=given.get("timeoutInMinutes"),
            queued_timeout=given.get("queuedTimeoutInMinutes"), source_version=given.get("sourceVersion"),
            logs_config=given.get("logsConfig"), vpc_config=given.get("vpcConfig"))
        return Project(name, {"Arn": arn("codebuild", region, account, f"project/{name}")})

    @staticmethod
    def forget(name: str, account: str, region: str) -> None:
        codebuild_backends[account][region].codebuild_projects.pop(name, None)


class ReportGroup(Resource, CloudFormationModel):
    """moto has none in its API either: the name is all there is."""

    ATTRIBUTES = ("Arn",)

    @staticmethod
    def cloudformation_name_type() -> str:
        return "Name"

    @staticmethod
    def cloudformation_type() -> str:
        return "AWS::CodeBuild::ReportGroup"

    @staticmethod
    def make(name: str, properties: dict, account: str, region: str) -> "ReportGroup":
        if properties["Type"] != "TEST":
            raise ValueError("a report group of tests was expected")
        address = arn("codebuild", region, account, f"report-group/{name}")
        return ReportGroup(address, {"Arn": address})


class Pipeline(Resource, CloudFormationModel):
    ATTRIBUTES = ("Version",)

    @staticmethod
    def cloudformation_name_type() -> str:
        return "Name"

    @staticmethod
    def cloudformation_type() -> str:
        return "AWS::CodePipeline::Pipeline"

    @staticmethod
    def make(name: str, properties: dict, account: str, region: str) -> "Pipeline":
        given = lower_camel(properties, keep=frozenset(["Configuration"]))
        codepipeline_backends[account][region].create_pipeline(given, None)
        return Pipeline(name, {"Version": "1"})

    @staticmethod
    def forget(name: str, account: str, region: str) -> None:
        codepipeline_backends[account][region].pipelines.pop(name, None)


MODELS = (Repository, Project, ReportGroup, Pipeline)


def register() -> None:
    """moto collects its models once; from here on these are among them."""
    collected = parsing.get_model_list
    models = [*collected(), *(model for model in MODELS if model not in collected())]
    by_type = {model.cloudformation_type(): model for model in models}
    names = {kind: model.cloudformation_name_type() for kind, model in by_type.items()}
    parsing.get_model_list = lambda: models
    parsing.get_model_map = lambda: by_type
    parsing.get_name_type_map = lambda: names

