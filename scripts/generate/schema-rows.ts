/** The parts of a JSON Schema that the settings page shows. */
export interface SchemaNode {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly items?: SchemaNode;
}

/** One row a leaf: path, type or allowed values, default, description. `[]` marks the entries of a list. */
export function schemaRows(node: SchemaNode, path = ''): readonly (readonly string[])[] {
  return Object.entries(node.properties ?? {}).flatMap(([name, child]) => {
    const here = path === '' ? name : `${path}.${name}`;
    if (child.properties !== undefined) return [...headline(here, child), ...schemaRows(child, here)];
    if (child.items?.properties !== undefined) {
      return [[code(here), 'list', '', child.description ?? ''], ...schemaRows(child.items, `${here}[]`)];
    }
    return [[code(here), allowed(child), shown(child.default), child.description ?? '']];
  });
}

function headline(path: string, node: SchemaNode): readonly (readonly string[])[] {
  return node.description === undefined ? [] : [[code(path), 'map', '', node.description]];
}

function allowed(node: SchemaNode): string {
  if (node.enum !== undefined) return node.enum.map((value) => code(String(value))).join(', ');
  if (node.items !== undefined) return `list of ${allowed(node.items)}`;
  if (node.minimum === undefined) return node.type ?? 'any';
  return `${node.type} from ${node.minimum} to ${node.maximum}`;
}

function shown(value: unknown): string {
  return value === undefined ? '' : code(typeof value === 'string' ? value : JSON.stringify(value));
}

function code(text: string): string {
  return `\`${text}\``;
}
