"""Which fact files were loaded, so that they are not read again while they are the same."""

from __future__ import annotations

from django.db import models
from typing_extensions import override

from councils.checked_at_once import CheckedAtOnce
from councils.constraints import filled
from elections.querysets import LoadedFileQuerySet


class LoadedFile(CheckedAtOnce):
    """One fact file as it was loaded last."""

    name = models.CharField(max_length=120, unique=True)
    digest = models.CharField(max_length=64, help_text="SHA-256 of its contents.")
    loaded_at = models.DateTimeField()

    objects = LoadedFileQuerySet.as_manager()

    class Meta:
        constraints = [
            filled("name", name="loaded_file_has_name", what="the file's name"),
            filled("digest", name="loaded_file_has_digest", what="the digest"),
        ]

    @override
    def __str__(self) -> str:
        return self.name
