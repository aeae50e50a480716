// What an answer lacks of what a model (tests/vectors/models) says it always has, and each value that is of no enumeration.
import { readFileSync } from "node:fs";

// The live service says these although its model has others (recorded).
const recorded = { PermissionsBoundaryType: ["Policy"], SourcePolicyType: ["IAM Policy"] };

export function readModel(file) {
  const model = JSON.parse(readFileSync(file, "utf8"));
  return (operation, answer) => [...structureFaults(model, model.operations[operation].output, answer, operation)];
}

function* structureFaults(model, structure, answer, path) {
  const members = model.structures[structure] ?? {};
  for (const name of Object.keys(answer ?? {}).filter((name) => !(name in members))) {
    yield `${path}.${name} is unknown`;
  }
  for (const [name, text] of Object.entries(members)) {
    const [kind, values] = text.replace(/[!*]+$/, "").split(":");
    const value = answer?.[name];
    if (value === undefined || value === null) {
      if (text.includes("!")) {
        yield `${path}.${name} is missing`;
      }
      continue;
    }
    const element = kind.split(" ").pop();
    for (const one of kind.startsWith("List ") ? value : kind.startsWith("Map ") ? Object.values(value) : [value]) {
      if (model.structures[element]) {
        yield* structureFaults(model, element, one, `${path}.${name}`);
      } else if (values && !model.enumerations[values].includes(one) && !recorded[name]?.includes(one)) {
        yield `${path}.${name} is ${one}`;
      }
    }
  }
}
