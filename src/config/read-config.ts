import { CisloError } from '../model/error.ts';
import type { Problem } from '../model/problem.ts';
import { formatProblem } from '../model/problem.ts';
import { readObjectives } from '../slo/read-objectives.ts';
import type { Config } from './config.ts';
import type { ConfigFiles } from './config-files.ts';
import { readFiles, readOptional } from './config-files.ts';
import { loadRules } from './load-rules.ts';
import { longestWindowDays } from './longest-window-days.ts';
import { choosePublicView } from './public-view.ts';
import { readConfigFile } from './read-config-file.ts';
import { readCredentials } from './read-credentials.ts';
import type { Environment } from './read-environment.ts';
import { readEnvironment } from './read-environment.ts';
import { readGitHubAddresses, readSignIn } from './read-sign-in.ts';

/**
 * Everything that decides how cislo runs, from the environment and the files it names. Throws one `bad_settings` error that lists every
 * problem of every variable, YAML key and SLO file: name, value (never a secret's), what is allowed. All files are read through `files`:
 * this function does no I/O itself.
 */
export function readConfig(environment: Environment, files: ConfigFiles): Config {
  const { value, problems: settingProblems } = readEnvironment(environment);
  const credentials = readCredentials(value, files);
  const signIn = readSignIn(value);
  const configPath = value('CISLO_CONFIG');
  const configText = readOptional(files, 'CISLO_CONFIG', configPath);
  const configFile = readConfigFile(configText.file);
  const sloFolder = value('CISLO_SLO_DIR');
  const sloFiles = readFiles(files, sloFolder ?? `${files.packageFolder}/slos`, 'CISLO_SLO_DIR');
  const slos = readObjectives(sloFiles.files);
  const publicView = choosePublicView(configFile.config.public, slos.objectives, configPath ?? 'environment');
  const problems = [
    ...settingProblems,
    ...credentials.problems,
    ...signIn.problems,
    ...configText.problems,
    ...configFile.problems,
    ...sloFiles.problems,
    ...slos.problems,
    ...publicView.problems,
    ...retentionProblems(configFile.config.retention.days, longestWindowDays(slos.objectives), configPath),
  ];
  if (problems.length > 0) throw new CisloError('bad_settings', report(problems));

  const { config } = configFile;
  const gheHost = value('GHE_HOST')?.toLowerCase() ?? null;
  const builtIn = readFiles(files, `${files.packageFolder}/rules`, 'rules');
  return {
    app: credentials.app,
    webhookSecrets: credentials.webhookSecrets,
    webhookPath: value('WEBHOOK_PATH') as string,
    webhookProxyUrl: value('WEBHOOK_PROXY_URL'),
    pull: value('CISLO_PULL') === 'true',
    backfill: { days: Number(value('CISLO_BACKFILL_DAYS')) },
    hosts: gheHost === null || gheHost === 'github.com' ? ['github.com'] : ['github.com', gheHost],
    gheHost,
    port: Number(value('PORT')),
    bindHost: value('HOST') as string,
    logLevel: value('LOG_LEVEL') as Config['logLevel'],
    logFormat: value('LOG_FORMAT') as Config['logFormat'],
    databaseUrl: value('DATABASE_URL'),
    dataDir: value('CISLO_DATA_DIR') as string,
    metricsToken: value('CISLO_METRICS_TOKEN'),
    eventsToken: value('CISLO_EVENTS_TOKEN'),
    github: readGitHubAddresses(value, gheHost),
    publicUrl: signIn.publicUrl,
    signIn: signIn.settings,
    access: config.access,
    proxies: Number(value('CISLO_PROXIES')),
    otlpEndpoint: value('OTEL_EXPORTER_OTLP_ENDPOINT'),
    publicView: publicView.view,
    statusPage: config.statusPage,
    services: config.services,
    gate: config.gate,
    notices: config.notices,
    reports: config.reports,
    remedies: config.remedies,
    public: value('CISLO_PUBLIC') === 'true' ? publicView.view : null,
    ...loadRules(builtIn.files, config.rules),
    objectives: slos.objectives,
    labels: config.labels,
    retention: config.retention,
    settle: config.settle,
  };
}

function retentionProblems(days: number, longest: number, path: string | null): readonly Problem[] {
  if (days >= longest) return [];
  const message = `retention.days must be at least the longest SLO window (${longest} days), got ${days}`;
  return [{ file: path ?? 'environment', line: 0, column: 0, path: 'retention.days', rule: 'retention', message }];
}

function report(problems: readonly Problem[]): string {
  const count = problems.length === 1 ? 'One setting is' : `${problems.length} settings are`;
  return [`${count} wrong:`, ...problems.map((problem) => `  ${formatProblem(problem)}`)].join('\n');
}
