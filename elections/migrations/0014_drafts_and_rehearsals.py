"""Tell drafts and rehearsals from elections that readers see: every election stored so far is open.

An entry of the audit log outlives a rehearsal's contest, which the database no longer keeps for it.
SQLite makes some tables anew here, so their triggers are made again.
"""

from __future__ import annotations

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from elections import append_only_triggers


def create(_: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the triggers anew."""
    append_only_triggers.create(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("elections", "0013_proposals"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="publishedfinding",
            name="finding_code_is_known",
        ),
        migrations.AddField(
            model_name="election",
            name="made_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="election",
            name="made_by",
            field=models.CharField(blank=True, help_text="Nobody: a file.", max_length=150),
        ),
        migrations.AddField(
            model_name="election",
            name="opened_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="election",
            name="opened_by",
            field=models.CharField(blank=True, help_text="Nobody: a file.", max_length=150),
        ),
        migrations.AddField(
            model_name="election",
            name="status",
            field=models.CharField(
                choices=[("draft", "Draft"), ("open", "Open"), ("rehearsal", "Rehearsal")],
                default="open",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="auditentry",
            name="contest",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="audit",
                to="elections.contest",
            ),
        ),
        migrations.AlterField(
            model_name="publishedfinding",
            name="code",
            field=models.CharField(
                choices=[
                    ("E101", "E101"),
                    ("E102", "E102"),
                    ("E103", "E103"),
                    ("E104", "E104"),
                    ("E105", "E105"),
                    ("E106", "E106"),
                    ("E107", "E107"),
                    ("E401", "E401"),
                    ("E402", "E402"),
                    ("W101", "W101"),
                    ("W102", "W102"),
                    ("W103", "W103"),
                    ("W104", "W104"),
                    ("W105", "W105"),
                    ("W106", "W106"),
                    ("W107", "W107"),
                    ("W201", "W201"),
                    ("W202", "W202"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="election",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["draft", "open", "rehearsal"])),
                name="election_status_is_known",
                violation_error_message="'status' must be one of: draft, open, rehearsal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="election",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "open"),
                    models.Q(("opened_at__isnull", True), ("opened_by", "")),
                    _connector="OR",
                ),
                name="election_opened_is_open",
                violation_error_message="Only an election that is open was opened by somebody.",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedfinding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "code__in",
                        [
                            "E101",
                            "E102",
                            "E103",
                            "E104",
                            "E105",
                            "E106",
                            "E107",
                            "E401",
                            "E402",
                            "W101",
                            "W102",
                            "W103",
                            "W104",
                            "W105",
                            "W106",
                            "W107",
                            "W201",
                            "W202",
                        ],
                    )
                ),
                name="finding_code_is_known",
                violation_error_message="'code' must be one of: E101, E102, E103, E104, E105, E106, E107, E401, E402, W101, W102, W103, W104, W105, W106, W107, W201, W202.",
            ),
        ),
        migrations.RunPython(create, migrations.RunPython.noop),
    ]
