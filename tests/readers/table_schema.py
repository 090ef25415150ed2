"""Whether a CSV keeps to a Table Schema, as frictionless judges: table_schema.py FILE SCHEMA. Prints the number of its rows."""

import sys

from frictionless import Resource, Schema, system

system.trusted = True
file, schema = sys.argv[1:]
report = Resource(path=file, schema=Schema.from_descriptor(schema)).validate()
if not report.valid:
    sys.exit("\n".join(error.message for task in report.tasks for error in [*report.errors, *task.errors][:20]))
print(report.tasks[0].stats["rows"])
