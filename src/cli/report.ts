import { writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { periodAt, periodForms } from '../act/report/period.ts';
import { reportJson } from '../act/report/report-json.ts';
import { reportMarkdown } from '../act/report/report-text.ts';
import { packageFolder } from '../app/package-folder.ts';
import { CisloError } from '../model/error.ts';
import { systemViewer } from '../model/viewer.ts';
import { type Compare, readBubbleUp } from '../status/read-bubble-up.ts';
import { readReport } from '../status/read-report.ts';
import { isTimeZone } from '../time/is-time-zone.ts';
import { requireKnown, requirePeriod } from '../web/api/report-routes.ts';
import { reportDocument } from '../web/page/report/report-document.tsx';
import { askServer, refusedBy } from './ask-server.ts';
import { type Server, type ServerFlags, serverOf, withServerFlags } from './server-flags.ts';
import { withReadOnlyStore } from './with-database.ts';

const formats = ['markdown', 'html', 'json'] as const;
type Format = (typeof formats)[number];

interface Flags extends ServerFlags {
  readonly month?: string;
  readonly quarter?: string;
  readonly week?: string;
  readonly tz: string;
  readonly service?: string;
  readonly format: Format;
  readonly json?: boolean;
  readonly out?: string;
}

/** `cislo report`: what a month, a quarter or a week was like. */
export function reportCommand(): Command {
  const command = new Command('report')
    .description(
      'Prints the report of a period: what every SLO did, what it cost, and what to do next. Default: the month that goes on.',
    )
    .option('--month <month>', 'a month, such as 2026-11')
    .option('--quarter <quarter>', 'a quarter, such as 2026-Q4')
    .option('--week <week>', 'a week, such as 2026-W48 (ISO 8601)')
    .option('--tz <zone>', 'the time zone whose calendar it follows', 'UTC')
    .option('--service <name>', 'only the SLOs of this service')
    .addOption(new Option('--format <format>', 'how it is written').choices([...formats]).default('markdown'))
    .option('--json', 'the same as --format json')
    .option('--out <file>', 'write it into this file; default: print it');
  return withServerFlags(command).action(async (flags: Flags) => {
    const name = nameOf(flags);
    if (!isTimeZone(flags.tz))
      throw new CisloError('bad_request', `--tz must be a time zone such as Europe/Prague, got ${flags.tz}`);
    requirePeriod(name, flags.tz);
    const server = serverOf(flags);
    const format = flags.json === true ? 'json' : flags.format;
    const text =
      server === null ? await reportHere(name, flags, format) : await reportFrom(server, name, flags, format);
    if (flags.out === undefined) process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
    else writeFileSync(flags.out, text);
  });
}

function nameOf({ month, quarter, week, tz }: Flags): string {
  const given = [month, quarter, week].filter((one) => one !== undefined);
  if (given.length > 1) throw new CisloError('bad_request', 'give one of --month, --quarter and --week');
  const [name] = given;
  if (name !== undefined) return name;
  if (!isTimeZone(tz))
    throw new CisloError(
      'bad_request',
      `--tz must be a time zone such as Europe/Prague, got ${tz}; a period is ${periodForms}`,
    );
  return periodAt('month', Date.now(), tz).name;
}

function reportHere(name: string, { tz, service }: Flags, format: Format): Promise<string> {
  return withReadOnlyStore(async ({ store: { read }, config }) => {
    const compare: Compare = (...asked) => readBubbleUp(read, ...asked);
    const parts = {
      read,
      compare,
      graceMs: config.settle.graceMs,
      settings: config.reports,
      now: Date.now(),
    };
    const found = await readReport(parts, systemViewer, requirePeriod(name, tz), service ?? null);
    const report = requireKnown(found, name, service);
    if (format === 'json') return JSON.stringify(reportJson(report));
    return format === 'html' ? reportDocument(report, `${packageFolder}/assets`) : reportMarkdown(report);
  });
}

async function reportFrom(server: Server, name: string, { tz, service }: Flags, format: Format): Promise<string> {
  const query = new URLSearchParams({ tz, ...(service === undefined ? {} : { service }) });
  const paths = { json: `/api/reports/${name}`, markdown: `/reports/${name}.md`, html: `/reports/${name}` };
  const answer = await askServer(server, `${paths[format]}?${query}`, { headers: { accept: '*/*' } });
  if (answer.status !== 200) throw refusedBy(answer);
  return answer.text;
}
