import type { Problem } from '../model/problem.ts';
import type { TextFile } from '../yaml/text-file.ts';

/** Reads files. The caller passes it in, so that the code of this folder does no I/O itself. */
export interface ConfigFiles {
  /** The text of a UTF-8 file. Throws when it cannot be read. */
  readonly readFile: (path: string) => string;
  /** The names (not paths) of the files in a folder. Throws when it cannot be read. */
  readonly listFolder: (path: string) => readonly string[];
  /** The folder of the installed package: it holds `slos/` and `rules/`. */
  readonly packageFolder: string;
}

/** Reads the file that a setting names; nothing when the setting is not there. */
export function readOptional(
  files: ConfigFiles,
  name: string,
  path: string | null,
): { readonly file: TextFile | null; readonly problems: readonly Problem[] } {
  if (path === null) return { file: null, problems: [] };
  try {
    return { file: { file: path, text: files.readFile(path) }, problems: [] };
  } catch (error) {
    return { file: null, problems: [unreadable(name, path, error)] };
  }
}

/** Reads every `.yaml` and `.yml` file of a folder, in order of name. A folder without any is a problem. */
export function readFiles(
  files: ConfigFiles,
  folder: string,
  name: string,
): { readonly files: readonly TextFile[]; readonly problems: readonly Problem[] } {
  let names: readonly string[];
  try {
    names = files.listFolder(folder).filter((file) => /\.ya?ml$/.test(file));
  } catch (error) {
    return { files: [], problems: [unreadable(name, folder, error)] };
  }
  if (names.length === 0) {
    const message = `${name} must be a folder with at least one .yaml or .yml file, got ${JSON.stringify(folder)}`;
    return { files: [], problems: [{ file: 'environment', line: 0, column: 0, path: name, rule: 'setting', message }] };
  }
  const read = [...names].sort().map((file) => readOptional(files, name, `${folder.replace(/\/$/, '')}/${file}`));
  return { files: read.flatMap(({ file }) => file ?? []), problems: read.flatMap(({ problems }) => problems) };
}

function unreadable(name: string, path: string, error: unknown): Problem {
  const reason = error instanceof Error ? error.message : String(error);
  const message = `${name} must be readable, got ${JSON.stringify(path)} (${reason})`;
  return { file: 'environment', line: 0, column: 0, path: name, rule: 'setting', message };
}
