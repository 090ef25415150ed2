"""What Schemathesis cannot know of this server."""

import csv
import io
import json
import os
import urllib.request
from urllib.parse import parse_qs, urlsplit

import schemathesis

COUNTED = {"requests": 0}


def form_of_reports():
    """The one form that keeps something, a page and so not in the description: whoever is refused gets a page too."""
    identifier = {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "pattern": "^[a-z2-7]{12}$"}}
    pages = {"text/html": {"schema": {"type": "string"}}}
    answers = {status: {"description": "A page.", "content": pages} for status in "200 400 403 404 410 413 429".split()}
    answers["303"] = {"description": "Kept."}
    form = {
        "type": "object",
        "required": ["nature"],
        "additionalProperties": False,
        "properties": {
            "nature": {"type": "string", "enum": ["ferme", "horaires", "telephone", "adresse", "autre"]},
            "texte": {"type": "string", "maxLength": 1000},
        },
    }
    body = {"required": True, "content": {"application/x-www-form-urlencoded": {"schema": form}}}
    return {
        "get": {"operationId": "pageSignaler", "parameters": [identifier], "responses": answers},
        "post": {"operationId": "signaler", "parameters": [identifier], "requestBody": body, "responses": answers},
    }


@schemathesis.hook
def before_load_schema(ctx, raw_schema):
    close(raw_schema["components"]["schemas"])
    raw_schema["paths"]["/lieux/{id}/signaler"] = form_of_reports()
    known = real_values()
    for operations in raw_schema["paths"].values():
        for operation in operations.values():
            for parameter in operation.get("parameters", []):
                values = known.get(parameter["name"])
                if values and "pattern" in parameter["schema"]:
                    parameter["schema"] = {"anyOf": [{"type": "string", "enum": values}, parameter["schema"]]}


def close(shape):
    """Closes every shape: a member that the description does not have is a fault here, though programs must bear one."""
    if isinstance(shape, dict):
        if "properties" in shape and "additionalProperties" not in shape:
            shape["additionalProperties"] = False
        for part in shape.values():
            close(part)
    elif isinstance(shape, list):
        for part in shape:
            close(part)


def real_values():
    """Codes and identifiers that exist, beside those that only look like some: else every answer would be a refusal."""
    with urllib.request.urlopen(f"{os.environ['PORTEE_URL']}/api/v1/lieux?limite=40") as answer:
        page = json.load(answer)
    venues = [feature["properties"] for feature in page["features"]]
    following = [link["href"] for link in page["links"] if link["rel"] == "next"]
    communes = sorted({venue["code_insee"] for venue in venues})
    departements = sorted({venue["departement"] for venue in venues})
    return {
        "id": [venue["id"] for venue in venues],
        "commune": communes,
        "departement": departements,
        "code": communes + departements,
        "curseur": [cursor for href in following for cursor in parse_qs(urlsplit(href).query)["curseur"]],
    }


@schemathesis.hook
def after_call(ctx, case, response):
    """The count is written now and then, by every process apart."""
    COUNTED["requests"] += 1
    if COUNTED["requests"] % 50 == 0:
        write_count()


def write_count():
    with open(os.path.join(os.environ["PORTEE_COUNTS"], str(os.getpid())), "w", encoding="ascii") as file:
        file.write(str(COUNTED["requests"]))


@schemathesis.serializer("text/csv")
def table(ctx, value):
    """A list of people as a table; whatever is no list of objects as its text."""
    lines = value.get("lignes") if isinstance(value, dict) else None
    if not isinstance(lines, list) or not all(isinstance(line, dict) for line in lines):
        return str(value).encode("utf-8", "replace")
    names = sorted({name for line in lines for name in line})
    written = io.StringIO()
    writer = csv.DictWriter(written, names)
    writer.writeheader()
    writer.writerows(lines)
    return written.getvalue().encode("utf-8", "replace")
