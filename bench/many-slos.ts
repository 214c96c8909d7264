import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Which job runs the SLOs of a benchmark count: each a provider's own, or each half of all. */
export type Counting = 'provider' | 'half';

/** One SLO over job runs as OpenSLO: they end in an answer, over `window`. */
function jobSlo(index: number, counting: Counting, window: string): string {
  const name = `slo-${String(index + 1).padStart(2, '0')}`;
  const kind = index % 2 === 0 ? 'build' : 'test';
  const counted = counting === 'half' ? `kind = '${kind}'` : `provider = 'provider-${index}'`;
  return `apiVersion: openslo/v1
kind: SLO
metadata: { name: ${name} }
spec:
  service: bench
  budgetingMethod: Occurrences
  timeWindow: [{ duration: ${window}, isRolling: true }]
  indicator:
    metadata: { name: ${name} }
    spec:
      ratioMetric:
        counter: true
        good:
          metricSource: { type: cislo, spec: { event: job-run, where: "state in ('success', 'failure')" } }
        total:
          metricSource:
            type: cislo
            spec:
              event: job-run
              where: "${counted} and role = 'ci' and state != 'waiting' and name != 'never ${index}'"
              exclude: "state = 'unknown' or resolved and state in ('cancelled', 'skipped') or abandoned_at <= deadline_at"
              from: queued_at
              until: finished_at
              within: 12h
  objectives: [{ displayName: ends in an answer, target: 0.98 }]
`;
}

/** A folder with the four SLOs that cislo brings and so many more over job runs. */
export function manySlos(more: number, counting: Counting, window = '90d'): string {
  const folder = mkdtempSync(join(tmpdir(), 'cislo-bench-slos-'));
  const own = new URL('../slos/', import.meta.url);
  for (const name of readdirSync(own)) writeFileSync(join(folder, name), readFileSync(new URL(name, own)));
  for (let index = 0; index < more; index += 1)
    writeFileSync(join(folder, `more-${index}.yaml`), jobSlo(index, counting, window));
  return folder;
}
