"""The templates by themselves."""

import subprocess

import yaml

from . import expect
from .ground import EXAMPLE, PROGRAMS

TEMPLATES = ("pipeline.yaml", "pipeline-with-stages.yaml")
#: Written in both templates, and meant to be the same.
SHARED = ("Repository", "Artifacts", "Log", "TriggerRole", "Trigger")


class Loader(yaml.SafeLoader):
    """Reads `!Ref` and the like as what they stand for."""


def function(loader: Loader, suffix: str, node: yaml.Node) -> dict:
    construct = {
        yaml.ScalarNode: loader.construct_scalar, yaml.SequenceNode: loader.construct_sequence,
        yaml.MappingNode: loader.construct_mapping,
    }[type(node)]
    deep = {} if isinstance(node, yaml.ScalarNode) else {"deep": True}
    return {suffix: construct(node, **deep)}


Loader.add_multi_constructor("!", function)


def check() -> None:
    expect.part("the templates pass cfn-lint")
    subprocess.run([PROGRAMS / "cfn-lint", *(EXAMPLE / name for name in TEMPLATES)], check=True)
    read = [yaml.load((EXAMPLE / name).read_text(), Loader) for name in TEMPLATES]
    for name in SHARED:
        short, long = (template["Resources"][name] for template in read)
        expect.true(f"{name} is the same in both templates", short == long)
    for template in read:
        for name, resource in template["Resources"].items():
            if resource["Type"] == "AWS::CodeBuild::Project":
                properties = resource["Properties"]
                expect.equal(f"PrivilegedMode of {name}", properties["Environment"]["PrivilegedMode"], False)
                expect.true(f"{name} names its buildspec", properties["Source"].get("BuildSpec"))
    print(", ".join(f"{name}: {len(template['Resources'])} resources" for name, template in zip(TEMPLATES, read)))
