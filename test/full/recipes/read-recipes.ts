import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../house/source-files.ts';

/** A recipe of CONTRIBUTING.md. */
export interface Recipe {
  readonly title: string;
  /** The texts of its edits. */
  readonly edits: readonly string[];
  /** One a line of its blocks of shell. */
  readonly commands: readonly string[];
}

/** Every recipe, in its order. */
export function readRecipes(): readonly Recipe[] {
  const text = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
  const chapter = /^## Recipes\n([\s\S]*?)^## /m.exec(text)?.[1] ?? '';
  return chapter
    .split(/^### /m)
    .slice(1)
    .map((section) => ({
      title: section.slice(0, section.indexOf('\n')),
      edits: blocks(section, 'diff'),
      commands: blocks(section, 'sh').flatMap((block) => block.trim().split('\n')),
    }));
}

function blocks(section: string, language: string): readonly string[] {
  const pattern = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm');
  return [...section.matchAll(pattern)].map(([, text]) => String(text));
}
