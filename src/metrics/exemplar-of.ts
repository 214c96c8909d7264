import type { TotalRow } from '../store/read/view.ts';
import type { Exemplar } from './sample.ts';

/** OpenMetrics allows 128 characters of label names and values together: https://prometheus.io/docs/specs/om/open_metrics_spec/#exemplars */
const maxCharacters = 128;
/** The value of the label `repository` that stands for many repositories. A link to the latest job of any of them helps nobody. */
const otherRepositories = 'other';

/**
 * The exemplar of a bucket: label `url` with the job's page, its value in seconds and its time.
 * undefined when there is none, the address is not http(s), or it is too long to be allowed: a cut link leads nowhere.
 */
export function exemplarOf(row: TotalRow): Exemplar | undefined {
  const { exemplar } = row;
  if (exemplar === null || row.repository === otherRepositories || !/^https?:\/\//.test(exemplar.url)) return undefined;
  if ('url'.length + [...exemplar.url].length > maxCharacters) return undefined;
  return { labelSet: { url: exemplar.url }, value: exemplar.value, timestamp: exemplar.at / 1000 };
}
