"""Brings tables of facts about AWS up to date: --policies FOLDER, or --role-templates FILE. tests/tools/update-tables.sh calls it."""
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[3]
NAMES = ROOT / "src/Daypass.Core/AwsManagedPolicies/Names.txt"
COMMON = ROOT / "src/Daypass.Core/AwsManagedPolicies/CommonPolicies.json"
PRINCIPALS = ROOT / "src/Daypass.Policy/Validation/service-principals.txt"
LINKED = ROOT / "src/Daypass.Iam/ServiceLinkedRoles/ServiceLinkedRoles.txt"
TEMPLATES = ROOT / "src/Daypass.Iam/RoleTemplates/RoleTemplates.json"
DOMAIN = ".amazonaws.com"
KEYS = {"iam:passedtoservice", "iam:awsservicename"}
SERVICE = re.compile(r"[a-z0-9][a-z0-9.-]*\.amazonaws\.com")
REGION = re.compile(r"\.[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}$")
OWN_WORDS = "Description"
MEMBERS = ["Effect", "Action", "NotAction", "Resource", "NotResource", "Condition"]


def policies(folder):
    """The place (path and name), the document and the id of the version of each policy of a folder."""
    for file in sorted(pathlib.Path(folder).glob("**/*.json")):
        holder = json.loads(file.read_text(encoding="utf-8"))
        version = holder.get("PolicyVersion", holder)
        document = version.get("document") or version.get("Document") or version
        arn = holder.get("arn") or holder.get("Arn") or ""
        if not isinstance(document, dict) or "Statement" not in document:
            print(f"{file.name} has no document", file=sys.stderr)
            continue
        yield arn.split(":policy", 1)[1] if ":policy/" in arn else "/" + file.stem, document, holder.get("version") or version.get("VersionId") or "v1"


def services(node, below=None):
    """The services that the conditions of a document name."""
    if isinstance(node, dict):
        for name, value in node.items():
            yield from services(value, name.lower())
    elif isinstance(node, list):
        for value in node:
            yield from services(value, below)
    elif below in KEYS and isinstance(node, str) and SERVICE.fullmatch(node):
        yield REGION.sub("", node[: -len(DOMAIN)])


def write(file, lines):
    text = "".join(line + "\n" for line in lines)
    old = file.read_text(encoding="utf-8") if file.exists() else ""
    file.write_text(text, encoding="utf-8")
    added = sorted(set(text.splitlines()) - set(old.splitlines()))
    gone = sorted(set(old.splitlines()) - set(text.splitlines()))
    print(f"{file.name}: {len(added)} added, {len(gone)} gone", *[f"  + {line}" for line in added], *[f"  - {line}" for line in gone], sep="\n")


def write_common(found):
    """The facts of the policies that are attached most: what is allowed on what and when, in one line a policy, without the names of statements."""
    entries = {}
    for name in json.loads(COMMON.read_text(encoding="utf-8")):
        place, document, version = found[name]
        statements = document["Statement"] if isinstance(document["Statement"], list) else [document["Statement"]]
        facts = [{member: statement[member] for member in MEMBERS if member in statement} for statement in statements]
        lost = {member for statement in statements for member in statement} - set(MEMBERS) - {"Sid"}
        if lost:
            raise SystemExit(f"{name} has {lost}, which no policy of this list had before")
        entries[name] = {
            "Path": place[: place.rindex("/") + 1], "DefaultVersionId": version, "Document": {"Version": document["Version"], "Statement": facts}}
    lines = [f"{json.dumps(name)}: {json.dumps(entry, separators=(',', ':'))}" for name, entry in sorted(entries.items())]
    write(COMMON, ["{", *[line + ("," if line != lines[-1] else "") for line in lines], "}"])


def update_policies(folder):
    read = list(policies(folder))
    found = {place: document for place, document, _ in read}
    if len(found) < 1000:
        raise SystemExit(f"{folder} has {len(found)} policies; AWS has more than a thousand")
    write(NAMES, sorted(found))

    write_common({place.rsplit("/", 1)[1]: (place, document, version) for place, document, version in read})

    # A service that is gone from the documents is still one: names are added, never taken away.
    known = set(PRINCIPALS.read_text(encoding="utf-8").splitlines())
    write(PRINCIPALS, sorted(known | {service for document in found.values() for service in services(document)}))

    rows = [line.split(" ") for line in LINKED.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    have = {policy for row in rows for policy in row[3].split(",")}
    linked = {place.rsplit("/", 1)[1] for place in found if place.startswith("/aws-service-role/")}
    print("policies of service-linked roles that no row of ServiceLinkedRoles.txt has:", *sorted(linked - have), sep="\n  ")
    print("policies of its rows that AWS does not have any more:", *sorted(have - linked), sep="\n  ")


def update_templates(file):
    table = json.loads(TEMPLATES.read_text(encoding="utf-8"))
    given = json.loads(pathlib.Path(file).read_text(encoding="utf-8"))
    new = given.get("RoleTemplates") or [given.get("RoleTemplateVersion", given)]
    known = {template["TemplateArn"]: template for template in table["RoleTemplates"]}
    for template in new:
        arn = template["TemplateArn"]
        words = known.get(arn, {})
        own = {parameter["Name"]: parameter.get(OWN_WORDS) for parameter in words.get("ParametersDefinition", [])}

        # AWS's descriptions of templates and parameters are its own words; a new one waits for ours.
        template[OWN_WORDS] = words.get(OWN_WORDS, "")
        for parameter in template.get("ParametersDefinition", []):
            parameter[OWN_WORDS] = own.get(parameter["Name"]) or ""
        print(f"{'changed' if arn in known else 'new'}: {arn}")
        known[arn] = template
    table["RoleTemplates"] = list(known.values())
    TEMPLATES.write_text(json.dumps(table, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


{"--policies": update_policies, "--role-templates": update_templates}[sys.argv[1]](sys.argv[2])
