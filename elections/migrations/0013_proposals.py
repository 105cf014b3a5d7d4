"""Store changes of what is published that one person proposes and another publishes.

SQLite makes the log's table anew here, so its triggers are made again, with those of everything else.
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
        ("elections", "0012_sources_are_corrected"),
    ]

    operations = [
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("council", "Council"),
                            ("council_size", "Council size"),
                            ("source", "Source"),
                            ("decision", "Decision"),
                            ("retraction", "Retraction"),
                        ],
                        max_length=20,
                    ),
                ),
                ("target", models.CharField(max_length=200)),
                ("told", models.CharField(max_length=300)),
                ("change", models.JSONField()),
                ("reason", models.TextField()),
                ("proposed_by", models.CharField(max_length=150)),
                ("proposed_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("published", "Published"),
                            ("turned_down", "Turned down"),
                        ],
                        default="open",
                        max_length=20,
                    ),
                ),
                ("decided_by", models.CharField(blank=True, max_length=150)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="auditentry",
            name="audit_action_is_known",
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
                    ("proposed", "Proposed"),
                    ("turned_down", "Turned down"),
                ],
                max_length=30,
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
                            "proposed",
                            "turned_down",
                        ],
                    )
                ),
                name="audit_action_is_known",
                violation_error_message="'action' must be one of: opened, taken_over, handed_in, approved, sent_back, settled, asked_again, retyped, published, began_correction, corrected, gave_up, retracted, uploaded, recorded_claims, loaded, chose_a_source, left_disputed, added_a_source, said_defended, changed_an_election, changed_a_source, signed_in, signed_out, failed_to_sign_in, changed_people, proposed, turned_down.",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="contest",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proposals",
                to="elections.contest",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["council", "council_size", "source", "decision", "retraction"])
                ),
                name="proposal_kind_is_known",
                violation_error_message="'kind' must be one of: council, council_size, source, decision, retraction.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "published", "turned_down"])),
                name="proposal_state_is_known",
                violation_error_message="'state' must be one of: open, published, turned_down.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("target", ""), _negated=True),
                name="proposal_says_of_what",
                violation_error_message="Give what is to be changed in 'target'.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="proposal_says_why",
                violation_error_message="Give why it is proposed in 'reason'.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("proposed_by", ""), _negated=True),
                name="proposal_says_who",
                violation_error_message="Give who proposed it in 'proposed_by'.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("decided_by", ""), ("state", "open")),
                    models.Q(
                        models.Q(("state", "open"), _negated=True),
                        models.Q(("decided_by", ""), _negated=True),
                        ("decided_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="proposal_is_open_or_decided",
                violation_error_message="An open proposal has no 'decided_by' and 'decided_at'; any other has both.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "published"), _negated=True),
                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="proposal_is_published_by_another",
                violation_error_message="Somebody else than who proposed it has to publish it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")),
                fields=("kind", "target"),
                name="proposal_open_once_a_target",
                violation_error_message="A change of this is proposed already.",
            ),
        ),
        migrations.RunPython(create, migrations.RunPython.noop),
    ]
