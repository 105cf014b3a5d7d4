"""Give the data version a random id, which tells it from the same number of a restored database."""

from __future__ import annotations

from django.db import migrations, models

import elections.querysets.freshness


class Migration(migrations.Migration):
    dependencies = [
        ("elections", "0014_drafts_and_rehearsals"),
    ]

    operations = [
        migrations.AddField(
            model_name="dataversion",
            name="random_id",
            field=models.CharField(
                default=elections.querysets.freshness.new_random_id, max_length=16
            ),
        ),
    ]
