"""Know a source that is corrected at the desk as a thing done, and as one that loading leaves as it is.

SQLite makes the log's table anew here, so its triggers are made again, with those of everything else.
"""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from elections import append_only_triggers


def create(_: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the triggers anew."""
    append_only_triggers.create(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("elections", "0011_processes_share_what_was_used"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="amendment",
            name="amendment_kind_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="auditentry",
            name="audit_action_is_known",
        ),
        migrations.AlterField(
            model_name="amendment",
            name="kind",
            field=models.CharField(
                choices=[
                    ("council", "Council"),
                    ("councilalias", "Councilalias"),
                    ("councilsize", "Councilsize"),
                    ("election", "Election"),
                    ("contest", "Contest"),
                    ("source", "Source"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="auditentry",
            name="action",
            field=models.CharField(
                choices=[
                    ("opened", "Opened"),
                    ("taken_over", "Taken over"),
                    ("handed_in", "Handed in"),
                    ("approved", "Approved"),
                    ("sent_back", "Sent back"),
                    ("settled", "Settled"),
                    ("asked_again", "Asked again"),
                    ("retyped", "Retyped"),
                    ("published", "Published"),
                    ("began_correction", "Began correction"),
                    ("corrected", "Corrected"),
                    ("gave_up", "Gave up"),
                    ("retracted", "Retracted"),
                    ("uploaded", "Uploaded"),
                    ("recorded_claims", "Recorded claims"),
                    ("loaded", "Loaded"),
                    ("chose_a_source", "Chose a source"),
                    ("left_disputed", "Left disputed"),
                    ("added_a_source", "Added a source"),
                    ("said_defended", "Said defended"),
                    ("changed_an_election", "Changed an election"),
                    ("changed_a_source", "Changed a source"),
                    ("signed_in", "Signed in"),
                    ("signed_out", "Signed out"),
                    ("failed_to_sign_in", "Failed to sign in"),
                    ("changed_people", "Changed people"),
                ],
                max_length=30,
            ),
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        ["council", "councilalias", "councilsize", "election", "contest", "source"],
                    )
                ),
                name="amendment_kind_is_known",
                violation_error_message="'kind' must be one of: council, councilalias, councilsize, election, contest, source.",
            ),
        ),
        migrations.AddConstraint(
            model_name="auditentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "action__in",
                        [
                            "opened",
                            "taken_over",
                            "handed_in",
                            "approved",
                            "sent_back",
                            "settled",
                            "asked_again",
                            "retyped",
                            "published",
                            "began_correction",
                            "corrected",
                            "gave_up",
                            "retracted",
                            "uploaded",
                            "recorded_claims",
                            "loaded",
                            "chose_a_source",
                            "left_disputed",
                            "added_a_source",
                            "said_defended",
                            "changed_an_election",
                            "changed_a_source",
                            "signed_in",
                            "signed_out",
                            "failed_to_sign_in",
                            "changed_people",
                        ],
                    )
                ),
                name="audit_action_is_known",
                violation_error_message="'action' must be one of: opened, taken_over, handed_in, approved, sent_back, settled, asked_again, retyped, published, began_correction, corrected, gave_up, retracted, uploaded, recorded_claims, loaded, chose_a_source, left_disputed, added_a_source, said_defended, changed_an_election, changed_a_source, signed_in, signed_out, failed_to_sign_in, changed_people.",
            ),
        ),
        migrations.RunPython(create, migrations.RunPython.noop),
    ]
