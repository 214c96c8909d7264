import { z } from '@hono/zod-openapi';
import { parsePeriod, periodForms, type ReportPeriod } from '../../act/report/period.ts';
import type { PeriodReport } from '../../act/report/report.ts';
import { reportJson } from '../../act/report/report-json.ts';
import { CisloError } from '../../model/error.ts';
import type { Viewer } from '../../model/viewer.ts';
import { type ReportParts, type ReportReads, readReport } from '../../status/read-report.ts';
import { isTimeZone } from '../../time/is-time-zone.ts';
import { allowedValues } from '../route/allowed-values.ts';
import { defineRoute } from '../route/define-route.ts';
import type { Route } from '../route/route.ts';
import type { ApiContext } from './api-context.ts';
import { serviceParameter } from './parameters.ts';
import { reportSchema } from './report-schema.ts';

/** What a report is asked for by, beside its period. */
export const reportQuery = z.strictObject({
  service: serviceParameter,
  tz: z
    .string()
    .refine(isTimeZone)
    .optional()
    .openapi({ description: 'The time zone whose calendar it follows; UTC when not given.' })
    .register(allowedValues, { allowed: 'a time zone of the IANA database, such as Europe/Prague' }),
});

type ReportQuery = z.output<typeof reportQuery>;
type ReportContext = Pick<ApiContext, 'compare' | 'definitions' | 'reports' | 'clock'> & { readonly read: ReportReads };

/**
 * Makes the report that is asked for.
 * @throws CisloError bad_request for a period that is none or has not begun, not_found for a service that there is not
 */
export async function requireReport(
  { read, compare, definitions, reports: settings, clock }: ReportContext,
  viewer: Viewer,
  name: string,
  { service, tz = 'UTC' }: ReportQuery,
): Promise<PeriodReport> {
  const now = clock();
  const { graceMs } = await definitions();
  const parts: ReportParts = { read, compare, graceMs, settings, now };
  return requireKnown(await readReport(parts, viewer, requirePeriod(name, tz), service ?? null), name, service);
}

/** @throws CisloError bad_request */
export function requirePeriod(name: string, timeZone: string): ReportPeriod {
  const period = parsePeriod(name, timeZone);
  if (period !== null) return period;
  throw new CisloError('bad_request', `'${name.slice(0, 40)}' is no period; write ${periodForms}`, {
    wrong: { parameter: 'period', allowed: periodForms },
  });
}

/** @throws CisloError bad_request, not_found */
export function requireKnown(report: PeriodReport | null, name: string, service: string | undefined): PeriodReport {
  if (report === null) throw new CisloError('bad_request', `${name} has not begun; ask for one that has`);
  if (service === undefined || report.services.length > 0) return report;
  throw new CisloError('not_found', `there is no service '${service}' with an SLO`);
}

const report = defineRoute({
  path: '/api/reports/{period}',
  operationId: 'getReport',
  summary: `The report of ${periodForms}`,
  access: 'private',
  params: z.object({ period: z.string() }),
  query: reportQuery,
  answer: { type: 'json', schema: reportSchema, fresh: null },
  handle: async (context: ApiContext, { viewer, params: { period }, query }) =>
    reportJson(await requireReport(context, viewer, period, query)),
});

/** Reports. */
export const reportRoutes: readonly Route<ApiContext>[] = [report];
