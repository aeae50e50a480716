import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, isAbsolute, join, sep } from 'node:path';

const NAME = 'daypass-server';
const VARIABLE = 'DAYPASS_SERVER';
const ENDINGS = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];

/** The command line that starts the program: what was named, the environment, the PATH, in this order. */
export function findProgram(program) {
  const named = program ?? process.env[VARIABLE];
  if (named) {
    const where = program ? 'The option program' : VARIABLE;
    if (named.endsWith('.dll')) {
      if (!existsSync(named)) throw new Error(`${where} names ${named}, which does not exist.`);
      return ['dotnet', named];
    }
    const found = isAbsolute(named) || named.includes(sep) ? [named].find(isProgram) : inPath(named);
    if (!found) throw new Error(`${where} names ${named}, which is no program that can be started.`);
    return [found];
  }
  const found = inPath(NAME);
  if (!found) {
    throw new Error(
      `${NAME} was not found in PATH. Install it (dotnet tool install -g ${NAME}, or a package of Daypass), or name it with the option program or the ` +
        `environment variable ${VARIABLE}.`,
    );
  }
  return [found];
}

function inPath(name) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const ending of ENDINGS) {
      const path = join(folder, name + ending);
      if (folder && isProgram(path)) return path;
    }
  }
  return undefined;
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
