"""Which files a pattern of a buildspec names."""

import pathlib

from .specification import FileSet


def found(files: FileSet, source: pathlib.Path) -> list[tuple[pathlib.Path, str]]:
    """Files, and under which path each is kept: each once, sorted."""
    base = source / files.base_directory
    result = {}
    for pattern in files.files:
        # `**/*` means files at any depth, those at the top among them.
        for path in base.glob(pattern):
            for file in [path] if path.is_file() else []:
                name = file.name if files.discard_paths else str(file.relative_to(base))
                result[file] = name
    return sorted(result.items())
