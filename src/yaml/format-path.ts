import type { Path } from './yaml-document.ts';

/** A path as people write it: `spec.objectives[0].target`. */
export function formatPath(path: Path): string {
  let text = '';
  for (const segment of path)
    text += typeof segment === 'number' ? `[${segment}]` : text === '' ? segment : `.${segment}`;
  return text;
}
