import { expect, it } from 'vitest';
import { quietLog } from '../../src/app/quiet-log.ts';

it('errors are one line with their reason, and everything else is dropped', () => {
  const lines: string[] = [];
  const log = quietLog((line) => lines.push(line));

  log.info({ url: 'x' }, 'cislo listens');
  log.child({ name: 'probot' }).error({ err: new Error('refused') }, 'It failed');
  log.fatal({}, 'It ended');
  log.error({});

  expect(lines).toEqual(['cislo: It failed: refused\n', 'cislo: It ended\n', 'cislo: error\n']);
});
