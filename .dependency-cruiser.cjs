// Data flows down the list of scripts/import-order.json, imports point up it.
const layout = require('./scripts/import-order.json');

/** A folder may not import from any folder that stands after it. */
const order = layout.order.slice(0, -1).map((folder, index) => ({
  name: `order-${folder}`,
  comment: `src/${folder} imports only from ${layout.order.slice(0, index).join(', ') || 'nothing'}.`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { path: `^src/(${layout.order.slice(index + 1).join('|')})/` },
}));

/** These folders stand side by side: what two of them need moves up the list. */
const apart = layout.apart.map((folder) => ({
  name: `apart-${folder}`,
  comment: `src/${folder} and its neighbours ${layout.apart.join(', ')} never import one another.`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { path: `^src/(${layout.apart.filter((other) => other !== folder).join('|')})/` },
}));

/** A room of a folder may not import from a room that stands after it. */
const within = Object.entries(layout.within).flatMap(([folder, rooms]) =>
  rooms.slice(0, -1).map((room, index) => ({
    name: `within-${folder}-${room}`,
    comment: `src/${folder}/${room} imports of src/${folder} only ${rooms.slice(0, index).join(', ') || 'itself'}.`,
    severity: 'error',
    from: { path: `^src/${folder}/${room}/` },
    to: { path: `^src/${folder}/(${rooms.slice(index + 1).join('|')})/` },
  })),
);

/** A package that only some folders may import. */
const reserved = Object.entries(layout.reserved).map(([name, folders]) => ({
  name: `reserved-${name.replace(/[^a-z0-9]+/gi, '-')}`,
  comment: `${name} is imported only in src/${folders.join(', src/')}.`,
  severity: 'error',
  from: { path: '^src/', pathNot: `^src/(${folders.join('|')})/` },
  to: { path: `(^|node_modules/)${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(/|$)` },
}));

module.exports = {
  forbidden: [
    ...order,
    ...apart,
    ...within,
    ...reserved,
    {
      name: 'pure',
      comment: 'Pure folders do no I/O: of Node they may use only crypto (hashes), url and buffer.',
      severity: 'error',
      from: { path: `^src/(${layout.pure.join('|')})/` },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|url|buffer)$' },
    },
    {
      name: 'openslo-apart',
      comment:
        'src/yaml and src/openslo know nothing of cislo: they import only each other, src/time, and two plain types of src/model.',
      severity: 'error',
      from: { path: '^src/(yaml|openslo)/' },
      to: { path: '^src/', pathNot: '^src/(yaml|openslo|time)/|^src/model/(problem|decimal)[.]ts$' },
    },
    {
      name: 'known-folder',
      comment: 'Every file of src stands in a folder of scripts/import-order.json.',
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/(${layout.order.join('|')})/` },
      to: {},
    },
    {
      name: 'no-cycle',
      comment: 'No file imports itself by a detour.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-tests-in-src',
      comment: 'src imports only from src and from packages.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|bench|scripts|dist)/' },
    },
    {
      name: 'resolvable',
      comment: 'Every import leads to something.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-dev-dependencies',
      comment: 'What runs in production stands in dependencies of package.json.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    // swc reads types too, so an import of a type counts like any other.
    parser: 'swc',
    tsPreCompilationDeps: true,
    // dependency-cruiser has swc read every file as TypeScript without JSX. test/house/import-rule.test.ts reads the .tsx files.
    doNotFollow: { path: ['node_modules', '[.]tsx$'] },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types', 'default'] },
  },
};
