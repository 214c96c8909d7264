import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** A file that pages load, under a path that changes with its text: it may be kept for ever. */
export interface Asset {
  readonly path: string;
  readonly contentType: string;
  readonly text: string;
}

/** What every page loads. */
export interface Assets {
  readonly style: Asset;
  readonly script: Asset;
}

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

/** Reads the style sheet and the script of the pages. Throws when the folder lacks one. */
export function readAssets(folder: string): Assets {
  return { style: readAsset(folder, 'cislo.css'), script: readAsset(folder, 'cislo.js') };
}

function readAsset(folder: string, name: string): Asset {
  const text = readFileSync(join(folder, name), 'utf8');
  const ending = extname(name);
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 12);
  return {
    path: `/assets/${name.slice(0, -ending.length)}.${digest}${ending}`,
    contentType: contentTypes[ending] ?? 'text/plain; charset=utf-8',
    text,
  };
}
