"""Holds manifests against the types of the Kubernetes API that Debian's python3-kubernetes was generated from.

An unknown field, a missing one that is required, or a value of another type is an error. That package knows the API up
to 1.22: autoscaling/v2 is held against v2beta2, whose fields it took over unchanged.
"""
import re
import sys

import kubernetes.client as api
import yaml

VERSIONS = {("autoscaling", "v2"): "V2beta2"}
SCALARS = {"str": str, "int": int, "bool": bool, "float": (int, float), "object": object}


def check(value, kind, path, found):
    if match := re.fullmatch(r"list\[(.*)\]", kind):
        if not isinstance(value, list):
            found.append(f"{path}: must be a list")
            return
        for place, item in enumerate(value):
            check(item, match[1], f"{path}[{place}]", found)
    elif match := re.fullmatch(r"dict\(str, (.*)\)", kind):
        if not isinstance(value, dict):
            found.append(f"{path}: must be a mapping")
            return
        for key, item in value.items():
            # Quantities are numbers or texts.
            if not path.endswith(("requests", "limits")):
                check(item, match[1], f"{path}.{key}", found)
    elif kind in SCALARS:
        wrong = not isinstance(value, SCALARS[kind]) or (kind == "int" and isinstance(value, bool))
        if wrong and not (kind == "object" or (kind == "str" and path.endswith("value"))):
            found.append(f"{path}: {value!r} must be {kind}")
    elif kind != "datetime":
        check_model(value, getattr(api, kind), path, found)


def check_model(value, model, path, found):
    if not isinstance(value, dict):
        found.append(f"{path}: must be a mapping")
        return
    names = {json: attribute for attribute, json in model.attribute_map.items()}
    for key, item in value.items():
        if key not in names:
            found.append(f"{path}.{key}: no field of {model.__name__}")
        elif item is not None:
            check(item, model.openapi_types[names[key]], f"{path}.{key}", found)
    try:
        model(**{names[key]: item for key, item in value.items() if key in names})
    except ValueError as error:
        found.append(f"{path}: {error}")


def model_of(document):
    group, _, version = document["apiVersion"].rpartition("/")
    prefix = VERSIONS.get((group, version)) or version[0].upper() + version[1:]
    return getattr(api, prefix + document["kind"])


errors = []
for file in sys.argv[1:]:
    with open(file, encoding="utf-8") as text:
        for document in yaml.safe_load_all(text):
            check_model(document, model_of(document), f"{file}: {document['kind']} {document['metadata']['name']}", errors)
sys.exit("\n".join(errors) or 0)
