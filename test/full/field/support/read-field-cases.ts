import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { corpusDir } from '../../../support/corpus.ts';
import type { Expectation, FieldCase, FieldDelivery } from './field-case.ts';

/**
 * The recorded cases expect what was known before the rules were written down. Where the two differ the rules stand:
 * "A cancelled job that ran 6 h (21,600 to 21,700 s) is error `timed_out`: the default limit is nobody's wish."
 */
const corrections: Readonly<Record<string, Expectation>> = {
  '80-job-timeout-is-cancelled': {
    runs_count: 1,
    runs: [{ match: {}, want: { state: 'error', error_reason: 'timed_out', run_seconds: 21_612 } }],
    slos: { 'test-completion': { good: 0, bad: 1, excluded: 0 } },
  },
};

/** The recorded cases, by name. Throws when they are not there: such a test fails, it is not skipped. */
export function readFieldCases(): readonly FieldCase[] {
  const folder = join(corpusDir(), 'field');
  if (!existsSync(folder))
    throw new Error(`no field cases at ${folder}; set CORPUS_DIR to the folder that holds field/`);
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.ndjson'))
    .map((file) => file.slice(0, -'.ndjson'.length))
    .sort();
  if (names.length === 0) throw new Error(`there is no *.ndjson in ${folder}`);
  return names.map((name) => {
    const deliveries = readDeliveries(join(folder, `${name}.ndjson`));
    const expected: Expectation = JSON.parse(readFileSync(join(folder, `${name}.expected.json`), 'utf8'));
    return { name, repositories: repositoriesOf(deliveries), deliveries, expected: corrections[name] ?? expected };
  });
}

function readDeliveries(path: string): readonly FieldDelivery[] {
  return readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => {
      const { delivery_id: guid, event, payload } = JSON.parse(line);
      return { guid, event, payload };
    });
}

function repositoriesOf(deliveries: readonly FieldDelivery[]): readonly string[] {
  const names = deliveries.map(
    ({ payload }) => (payload as { readonly repository?: { readonly full_name: string } }).repository?.full_name,
  );
  return [...new Set(names.filter((name) => name !== undefined))];
}
