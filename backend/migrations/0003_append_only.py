"""The audit is only ever added to: the database itself refuses to change or remove an entry."""

from django.db import migrations

SQLITE = [
    f"""CREATE TRIGGER audit_no_{what} BEFORE {what} ON backend_auditentry
    BEGIN SELECT RAISE(ABORT, 'entries of the audit are only ever added'); END"""
    for what in ("update", "delete")
]
POSTGRESQL = [
    """CREATE FUNCTION koutu_audit_only_adds() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'entries of the audit are only ever added'; END $$""",
    """CREATE TRIGGER audit_only_adds BEFORE UPDATE OR DELETE ON backend_auditentry
    FOR EACH ROW EXECUTE FUNCTION koutu_audit_only_adds()""",
]
SQLITE_BACK = ["DROP TRIGGER IF EXISTS audit_no_update", "DROP TRIGGER IF EXISTS audit_no_delete"]
POSTGRESQL_BACK = [
    "DROP TRIGGER IF EXISTS audit_only_adds ON backend_auditentry",
    "DROP FUNCTION IF EXISTS koutu_audit_only_adds",
]


def guard(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def release(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRESQL_BACK if postgresql else SQLITE_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("backend", "0002_people")]
    operations = [migrations.RunPython(guard, release)]
