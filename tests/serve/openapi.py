"""Holds an answer against docs/openapi.json."""
import json, os, re
from jsonschema import Draft202012Validator, RefResolver

from server import PROJECT, check

DESCRIPTION = json.load(open(os.path.join(PROJECT, "docs", "openapi.json")))
RESOLVER = RefResolver.from_schema(DESCRIPTION)


def resolved(x):
    return RESOLVER.resolve(x["$ref"])[1] if "$ref" in x else x


def pattern_of(path):
    return re.compile("^" + re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path)) + "$")


PATHS = {path: pattern_of(path) for path in DESCRIPTION["paths"]}


def path_of(url):
    bare = url.split("?")[0]
    fits = [p for p, pattern in PATHS.items() if pattern.match(bare)]
    exact = [p for p in fits if p == bare]
    check(len(exact or fits) == 1, "described paths of", url, fits)
    return (exact or fits)[0]


def described(url, method="get"):
    return DESCRIPTION["paths"][path_of(url)][method]


def hold(url, answer, method="get"):
    """The answer is one that the description allows; gives its value."""
    responses = described(url, method)["responses"]
    response = resolved(responses.get(str(answer.status)) or responses["default"])
    content = response.get("content")
    if not content:
        check(not answer.body, url, "has a body")
        return None
    kind = (answer.headers["Content-Type"] or "").split(";")[0]
    check(kind in content, url, answer.status, "is", kind, "and not one of", sorted(content))
    schema = content[kind].get("schema")
    if schema is None:
        return answer.body
    value = answer.json()
    faults = sorted(Draft202012Validator(schema, resolver=RESOLVER).iter_errors(value), key=lambda e: list(e.absolute_path))
    check(not faults, url, [(list(f.absolute_path), f.message[:300]) for f in faults[:4]])
    return value
