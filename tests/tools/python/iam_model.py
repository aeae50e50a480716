"""Holds what came over the wire against the client's own model: names, order, required members, error codes and statuses."""
import xml.etree.ElementTree as tree

# Errors any operation may answer; the model declares them for none (API reference, "Common Errors").
COMMON = {"ValidationError": 400, "AccessDenied": 403, "InvalidClientTokenId": 403, "InvalidAction": 400, "SignatureDoesNotMatch": 403}

# Values that AWS itself answers though its model lists others (recorded from AWS).
RECORDED = {"SourcePolicyType": {"IAM Policy"}, "PermissionsBoundaryType": {"Policy"}}


def faults(operation, status, body):
    """Everything about one answer that the model would not have, as sentences."""
    root = tree.fromstring(body)
    for element in root.iter():
        element.tag = element.tag.split("}")[-1]
    if status != 200:
        return list(error_faults(operation, status, root))
    if root.tag != operation.name + "Response":
        return [f"the root is {root.tag}"]
    shape, result = operation.output_shape, root.find(operation.name + "Result")
    if shape is None:
        return [] if result is None else ["there is a result where the model has none"]
    if result is None:
        return [f"there is no {operation.name}Result"]
    return list(structure_faults(shape, result, operation.name))


def error_faults(operation, status, root):
    error = root.find("Error")
    code = error.findtext("Code")
    declared = {shape.metadata.get("error", {}).get("code", shape.name): shape.metadata.get("error", {}).get("httpStatusCode") for shape in operation.error_shapes}
    if code not in declared and code not in COMMON:
        yield f"{code} is not declared"
    expected = declared.get(code) or COMMON.get(code) or 400
    if status != expected:
        yield f"{code} came with {status}, not {expected}"
    if error.findtext("Type") != "Sender":
        yield f"{code} is of type {error.findtext('Type')}"


def structure_faults(shape, element, path):
    names = [child.tag for child in element]
    members = list(shape.members)
    for name in names:
        if name not in shape.members:
            yield f"{path}.{name} is unknown"
    known = [name for name in names if name in shape.members]
    if known != sorted(known, key=members.index):
        yield f"{path} has the order {known}, not that of {members}"
    if len(set(known)) != len(known):
        yield f"{path} has a member twice"
    for name in shape.required_members:
        if name not in names:
            yield f"{path}.{name} is missing"
    for child in element:
        if child.tag in shape.members:
            yield from value_faults(shape.members[child.tag], child, f"{path}.{child.tag}")


def value_faults(shape, element, path):
    if shape.type_name == "structure":
        yield from structure_faults(shape, element, path)
    elif shape.type_name == "list":
        for child in element:
            if child.tag != "member":
                yield f"{path} holds {child.tag}"
            yield from value_faults(shape.member, child, path + "[]")
    elif shape.type_name == "map":
        for child in element:
            if child.tag != "entry" or [part.tag for part in child] != ["key", "value"]:
                yield f"{path} holds {child.tag}"
            else:
                yield from value_faults(shape.key, child[0], path + " key")
    elif shape.type_name == "string":
        allowed = shape.metadata.get("enum")
        if allowed and element.text not in allowed and element.text not in RECORDED.get(element.tag, ()):
            yield f"{path} is {element.text}, none of {allowed}"
    elif shape.type_name == "boolean" and element.text not in ("true", "false"):
        yield f"{path} is {element.text}"
    elif shape.type_name in ("integer", "long"):
        int(element.text)
