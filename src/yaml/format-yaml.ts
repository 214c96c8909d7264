import { stringify } from 'yaml';

/**
 * A value as YAML text with lines of comment above it. Texts of several lines are written as blocks, others on one line, however long.
 *
 * @param comment without `#`; '' for none
 */
export function formatYaml(value: unknown, comment: string): string {
  const lines = comment === '' ? [] : comment.split('\n').map((line) => `# ${line}\n`);
  return `${lines.join('')}${stringify(value, { lineWidth: 0, aliasDuplicateObjects: false })}`;
}
