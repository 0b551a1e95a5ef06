"""What moto does otherwise than AWS, and this pipeline meets."""

from moto.cloudformation.models import ChangeSet


def change_sets() -> None:
    """`aws cloudformation deploy` makes and changes a stack by a change set. moto then never fills in the stack's outputs,
    and fails at a list that a change leaves as it was."""
    apply = ChangeSet.apply
    if getattr(apply, "mended", False):
        return

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
