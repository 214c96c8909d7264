import type { Node } from '@swc/core';

/** Shows every node of a syntax tree, the outer ones first. */
export function visitNodes(value: unknown, see: (node: Node) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if ('type' in value && typeof value.type === 'string') see(value as Node);
  for (const child of Object.values(value)) visitNodes(child, see);
}
