"""What PostgreSQL goes by when it chooses how to read tables, brought up to date with a load."""

from __future__ import annotations

from django.apps import apps
from django.db import connection


def recount_tables() -> None:
    """Have PostgreSQL count what is in the councils' and elections' tables. One statement.

    It counts them by itself a minute or so after they changed, which is no use inside the
    transaction that fills them. Until then it may take them for empty, as it counted them after a
    load that was refused: it then compares every row of one with every row of the next, for
    minutes. Other databases don't count, and nothing is done.
    """
    if connection.vendor != "postgresql":
        return
    models = [
        model
        for label in ("councils", "elections")
        for model in apps.get_app_config(label).get_models()
    ]
    tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {tables}")
