// Prints the facts of a service's model as its npm package publishes it: operations, members, enumerations, errors. models.mjs sts|iam DATE
// A member is its kind (List and Map with the kind of what they hold), ":" and its enumeration, "!" when it is required, "*" when it is sensitive.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const service = process.argv[2];
const require = createRequire(import.meta.url);
const client = require(`@aws-sdk/client-${service}`);
const folder = join(dirname(require.resolve(`@aws-sdk/client-${service}`)), "..");
const types = join(folder, "dist-types");

const resolve = (schema) => (typeof schema === "function" ? resolve(schema()) : schema);
const code = (error) => error[3]?.awsQueryError?.[0] ?? error[2];

// Which member has which enumeration stands in the declarations alone.
const declared = new Map();
for (const file of readdirSync(join(types, "models")).filter((name) => name.startsWith("models_"))) {
  for (const [, name, body] of readFileSync(join(types, "models", file), "utf8").matchAll(/^export interface (\w+) \{\n(.*?)^\}/gms)) {
    for (const [, member, type] of body.matchAll(/^    (\w+)\??: (\w+)(?:\[\])?(?: \| undefined)?;$/gm)) {
      if (client[type] && typeof client[type] === "object" && !Array.isArray(client[type])) {
        declared.set(`${name}.${member}`, type);
      }
    }
  }
  for (const [, name, body] of readFileSync(join(types, "models", file), "utf8").matchAll(/^export declare namespace (\w+) \{\n(.*?)^\}/gms)) {
    for (const [, member, type] of body.matchAll(/^        (\w+): (\w+);$/gm)) {
      if (client[type] && typeof client[type] === "object" && !Array.isArray(client[type])) {
        declared.set(`${name}.${member}`, type);
      }
    }
  }
}

const simple = { 0: "Text", 1: "Integer", 2: "Boolean", 4: "Timestamp", 5: "Timestamp", 6: "Timestamp", 7: "Timestamp", 21: "Blob" };
const structures = {};
const enumerations = {};

function kind(schema) {
  const found = resolve(schema);
  if (typeof found === "number") {
    return found >= 128 ? `Map ${simple[found - 128]}` : found >= 64 ? `List ${simple[found - 64]}` : simple[found];
  }
  const [type, , name] = found;
  if (typeof type !== "number") {
    return kind(type);
  }
  switch (type) {
    case 0:
      return simple[found[4]];
    case 1:
      return `List ${kind(found[4])}`;
    case 2:
      return `Map ${kind(found[5])}`;
    case 3:
    case 4:
      structure(found);
      return name;
    default:
      throw new Error(`${name} is of type ${type}`);
  }
}

// A simple shape and a member carry their traits in different places; 8 is "sensitive".
function isSensitive(schema) {
  const found = resolve(schema);
  if (!Array.isArray(found)) {
    return false;
  }
  const [type, , , traits, element, value] = found;
  return typeof type !== "number" ? isSensitive(type) : type === 0 ? (traits & 8) === 8 : type === 1 ? isSensitive(element) : type === 2 && isSensitive(value);
}

function structure([type, , name, , members, shapes, required = 0]) {
  if (structures[name]) {
    return;
  }
  const own = (structures[name] = {});
  members.forEach((member, index) => {
    const values = declared.get(`${name}.${member}`);
    if (values) {
      enumerations[values] = Object.values(client[values]).sort();
    }
    own[member] = kind(shapes[index]) + (values ? `:${values}` : "") + (type === 3 && index < required ? "!" : "") + (isSensitive(shapes[index]) ? "*" : "");
  });
}

const operations = {};
const errors = {};
for (const schema of Object.values(client).filter((value) => Array.isArray(value) && value[0] === 9)) {
  const [, , name, , input, output] = schema;
  const shapes = [input, output].map(resolve).map((shape) => (shape[0] === 3 ? (structure(shape), shape[2]) : null));
  const declaration = readFileSync(join(types, "commands", `${name}Command.d.ts`), "utf8");
  const thrown = [...declaration.matchAll(/@throws \{@link (\w+)\}/g)].map(([, error]) => client[`${error}$`]).filter((error) => error?.[0] === -3 && error[4].length > 0);
  for (const error of thrown) {
    errors[code(error)] = error[3].httpError ?? 400;
  }
  operations[name] = { input: shapes[0], output: shapes[1], errors: thrown.map(code).sort() };
}

const sorted = (map) => Object.fromEntries(Object.entries(map).sort(([one], [other]) => (one < other ? -1 : 1)));
const lines = (map) => Object.entries(sorted(map)).map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)}`).join(",\n");
const { name, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
const parts = Object.entries({ operations, structures, enumerations, errors }).map(([part, map]) => `  "${part}": {\n${lines(map)}\n  }`);
console.log(`{\n  "package": "${name}",\n  "version": "${version}",\n  "published": "${process.argv[3]}",\n${parts.join(",\n")}\n}`);
