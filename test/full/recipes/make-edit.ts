import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Makes an edit in a folder: `--- FILE`, `+++ FILE`, and after each `@@` lines that stay (` `), go (`-`) and come (`+`).
 * @throws Error when the lines that stay and go are not in the file, or more than once, or when a new file is there.
 */
export function makeEdit(folder: string, edit: string): void {
  for (const part of edit.split(/^--- /m).slice(1)) {
    const [from = '', head = '', ...lines] = part.split('\n');
    const path = head.replace(/^\+\+\+ /, '');
    const hunks = lines.join('\n').split(/^@@\n/m).slice(1);
    const isNew = from === '/dev/null';
    let text = isNew ? '' : readFileSync(join(folder, path), 'utf8');
    for (const hunk of hunks)
      text = isNew ? side(hunk, '+') : replaceOnce(path, text, side(hunk, '-'), side(hunk, '+'));
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text, { flag: isNew ? 'wx' : 'w' });
  }
}

/** The lines before (`-`) or after (`+`) a hunk. */
function side(hunk: string, sign: '-' | '+'): string {
  return hunk
    .split('\n')
    .filter((line) => line.startsWith(sign) || line.startsWith(' '))
    .map((line) => `${line.slice(1)}\n`)
    .join('');
}

function replaceOnce(path: string, text: string, before: string, after: string): string {
  const parts = text.split(before);
  if (before === '' || parts.length !== 2) {
    throw new Error(`${path} holds these lines ${parts.length - 1} times instead of once:\n${before}`);
  }
  return parts.join(after);
}
