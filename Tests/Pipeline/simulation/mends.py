"""What moto does otherwise than AWS, and this pipeline meets."""

import moto.cloudformation.parsing as parsing
from moto.cloudformation.models import ChangeSet


def mend() -> None:
    if not getattr(ChangeSet.apply, "mended", False):
        change_sets()
        resources_without_update()


def change_sets() -> None:
    """`aws cloudformation deploy` makes and changes a stack by a change set. moto then never fills in the stack's
    outputs, and fails at a list that a change leaves as it was."""
    apply = ChangeSet.apply

    def mended_apply(change_set: ChangeSet) -> None:
        change_set.parameters = {
            name: ",".join(value) if isinstance(value, list) else value
            for name, value in change_set.parameters.items()}
        apply(change_set)
        stack = change_set.stack
        stack.template_dict = change_set.template_dict
        stack.output_map = stack._create_output_map()

    mended_apply.mended = True  # type: ignore[attr-defined]
    ChangeSet.apply = mended_apply  # type: ignore[method-assign]


def resources_without_update() -> None:
    """moto forgets a resource that it cannot change, a log group for one."""
    update = parsing.parse_and_update_resource

    def mended_update(logical_id, resource_json, resources_map, account_id, region_name):
        changed = update(logical_id, resource_json, resources_map, account_id=account_id, region_name=region_name)
        return changed if changed is not None else resources_map[logical_id]

    parsing.parse_and_update_resource = mended_update
