import { configJsonSchema } from '../../src/config/config-json-schema.ts';
import { type Setting, settings } from '../../src/config/settings.ts';
import { generatedNote, markdownTable } from './markdown.ts';
import { type SchemaNode, schemaRows } from './schema-rows.ts';

/** docs/configuration.md. */
export function configurationPage(): string {
  const all: readonly Setting[] = settings;
  return `${generatedNote('src/config')}

# Configuration

Everything has a default but the credentials of the GitHub App. A wrong value stops the start with one message that lists every
problem: the name, the value found (never a secret's), what is allowed. The exit code is then 2.

## Environment

An empty variable counts as not set; an empty secret is a mistake. A file called \`.env\` fills in variables that the environment does not set.

${markdownTable(
  ['variable', 'default', 'allowed', 'what'],
  all.map((setting) => [
    `\`${setting.name}\``,
    setting.fallback === null ? '–' : `\`${setting.fallback}\``,
    setting.allowed,
    setting.description + (setting.secret ? ' *Secret.*' : ''),
  ]),
)}

## The YAML file

\`CISLO_CONFIG\` names it. An editor that knows JSON Schema completes and checks it with [cislo.schema.json](../cislo.schema.json);
\`npx cislo validate cislo.yaml\` checks it with line and column. An unknown key is a mistake.

${markdownTable(['key', 'type', 'default', 'what'], schemaRows(configJsonSchema() as SchemaNode))}

Provider rules, kinds and expected providers are explained in [provider-rules.md](provider-rules.md).
`;
}
