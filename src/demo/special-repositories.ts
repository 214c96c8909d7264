import type { DemoRepository } from './demo-repository.ts';

const ordinary = { weight: 0, badRunnerLabel: false, mergeQueue: false };

/** Documents only: nothing is built there, and only a bot looks at its commits. */
export const docsRepository: DemoRepository = {
  ...ordinary,
  id: 719_000_113,
  owner: 'harbor-tools',
  name: 'handbook',
  installationId: 41_000_003,
  language: 'Markdown',
  providers: [],
  dco: true,
};

/** Its workflow starts when a pull request is ready for review, and not before. */
export const draftsRepository: DemoRepository = {
  ...ordinary,
  id: 719_000_227,
  owner: 'openmill',
  name: 'lantern-ui',
  installationId: 41_000_002,
  language: 'TypeScript',
  providers: ['github-actions'],
  dco: false,
};
