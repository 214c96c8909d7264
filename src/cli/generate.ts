import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { packageFolder, packageVersion } from '../app/package-folder.ts';
import { readSettings } from '../app/read-settings.ts';
import type { AlertedSlo } from '../generate/alerted-slo.ts';
import { alertedSloOf } from '../generate/alerted-slo-of.ts';
import { alertmanagerConfig } from '../generate/alertmanager-config.ts';
import { prometheusRuleObject } from '../generate/prometheus-rule-object.ts';
import { type PrometheusOptions, prometheusRules } from '../generate/prometheus-rules.ts';
import { slothRules } from '../generate/sloth-rules.ts';
import { sloNameOf } from '../model/slo-name-of.ts';
import { formatYaml } from '../yaml/format-yaml.ts';
import { askServer, refusedBy } from './ask-server.ts';
import { getJson } from './get-json.ts';
import { type Server, type ServerFlags, serverOf, withServerFlags } from './server-flags.ts';

interface GenerateFlags {
  readonly out?: string;
  readonly kubernetes?: boolean;
  readonly prometheusVersion: PrometheusOptions['version'];
}

/** A file for another program, and what somebody who uses it has to know. */
interface GeneratedFile {
  readonly name: string;
  readonly text: string;
  readonly notes: readonly string[];
  /** Files that go with it; they are written into a folder only. */
  readonly more?: readonly Pick<GeneratedFile, 'name' | 'text'>[];
}

const comment = (kind: string): string =>
  `Made by \`cislo generate ${kind}\` from the SLO files; changes made here are lost.`;

/** What can be generated, by the word on the command line. */
const generators = {
  prometheus: (slos: readonly AlertedSlo[], { kubernetes, prometheusVersion: version }: GenerateFlags) => {
    const { file, leftOut } = prometheusRules(slos, { version });
    const isObject = kubernetes === true;
    return {
      name: isObject ? 'cislo-prometheus-rule.yml' : 'cislo-slo.rules.yml',
      text: formatYaml(isObject ? prometheusRuleObject(file, 'cislo-slo') : file, comment('prometheus')),
      notes: leftOut.map((policy) => `${policy} is left out: no exported gauge decides it; cislo alerts by it itself`),
    };
  },
  alertmanager: (slos: readonly AlertedSlo[]) => {
    const { config, incomplete } = alertmanagerConfig(slos, []);
    const notes = [
      'the receivers page and ticket tell nobody yet: add where to send',
      ...incomplete.map((name) => `the receiver ${name} has no address: add one`),
    ];
    return { name: 'alertmanager.yml', text: formatYaml(config, comment('alertmanager')), notes };
  },
  sloth: (slos: readonly AlertedSlo[]) => ({
    name: 'cislo-sloth.rules.yml',
    text: formatYaml(slothRules(slos, packageVersion()), comment('sloth')),
    notes: [],
  }),
  grafana: () => {
    const [first, ...more] = shippedDashboards();
    return { ...first, more, notes: [] };
  },
} as const satisfies Readonly<Record<string, (slos: readonly AlertedSlo[], flags: GenerateFlags) => GeneratedFile>>;

/** `cislo generate KIND`: files for other programs, from the SLO files of the settings. */
export function generateCommand(): Command {
  const command = new Command('generate').description(
    'Writes files for other programs from the SLO files (CISLO_SLO_DIR): alerting rules, routes, dashboards.',
  );
  for (const [kind, make] of Object.entries(generators)) {
    const one = new Command(kind)
      .description(descriptions[kind as keyof typeof generators])
      .option('--out <dir>', 'write the file into this folder; default: print it')
      .action((flags: GenerateFlags) => {
        const now = Date.now();
        const slos = readSettings(process.env).objectives.map((objective) => alertedSloOf(objective, now));
        deliver(make(slos, flags), flags.out);
      });
    command.addCommand(kind === 'prometheus' ? withPrometheusOptions(one) : one);
  }
  return command.addCommand(openSloCommand());
}

function openSloCommand(): Command {
  const command = new Command('openslo')
    .description('every SLO as OpenSLO v1, with everything it refers to in the same file')
    .option('--out <dir>', 'write a file for each SLO into this folder; default: print them');
  const description = 'the SLOs of this server, with those that are stored there; default: those of CISLO_SLO_DIR';
  return withServerFlags(command, description).action(
    async ({ out, ...flags }: ServerFlags & { readonly out?: string }) => {
      const server = serverOf(flags);
      const documents = server === null ? documentsHere() : await documentsFrom(server);
      if (out === undefined) process.stdout.write([...documents.values()].join('---\n'));
      else for (const [name, text] of documents) deliver({ name: `${name}.yaml`, text, notes: [] }, out);
    },
  );
}

function documentsHere(): ReadonlyMap<string, string> {
  return new Map(readSettings(process.env).objectives.map(({ name, document }) => [sloNameOf(name), document]));
}

async function documentsFrom(server: Server): Promise<ReadonlyMap<string, string>> {
  const { items } = (await getJson(server, '/api/slos')) as { readonly items: readonly { readonly id: string }[] };
  const documents = new Map<string, string>();
  for (const id of new Set(items.map((item) => sloNameOf(item.id)))) {
    const answer = await askServer(server, `/api/slos/${encodeURIComponent(id)}`, {
      headers: { accept: 'application/yaml' },
    });
    if (answer.status !== 200) throw refusedBy(answer);
    documents.set(id, answer.text);
  }
  return documents;
}

const descriptions = {
  prometheus: 'alerting rules over the exported gauges, as the policies say, and percentiles of waits and run times',
  alertmanager: 'routes of the alerts to receivers',
  sloth: "recordings by Sloth's names, for dashboards that were made for Sloth",
  grafana: 'the dashboards: all SLOs, one SLO, builds and tests, first status, cislo itself',
} as const satisfies Readonly<Record<keyof typeof generators, string>>;

function withPrometheusOptions(command: Command): Command {
  return command
    .option('--kubernetes', 'as a PrometheusRule object for the Prometheus Operator')
    .addOption(
      new Option(
        '--prometheus-version <version>',
        'of the Prometheus that reads the rules; it knows keep_firing_for from 2.42 on',
      )
        .default([2, 42], '2.42')
        .argParser(readVersion),
    );
}

function readVersion(text: string): PrometheusOptions['version'] {
  const [, major, minor] = /^v?(\d{1,3})\.(\d{1,4})(?:\.\d{1,4})?$/.exec(text) ?? [];
  if (major === undefined) throw new InvalidArgumentError('It must be a version such as 2.42 or 3.1.0.');
  return [Number(major), Number(minor)];
}

function deliver({ name, text, notes, more = [] }: GeneratedFile, folder: string | undefined): void {
  for (const note of notes) process.stderr.write(`Note: ${note}.\n`);
  if (folder === undefined) {
    if (more.length > 0) process.stderr.write(`Note: this is ${name}; --out writes ${more.length} more.\n`);
    process.stdout.write(text);
    return;
  }
  mkdirSync(folder, { recursive: true });
  for (const file of [{ name, text }, ...more]) {
    const path = join(folder, file.name);
    writeFileSync(path, file.text);
    process.stdout.write(`wrote ${path}\n`);
  }
}

/** The dashboards that cislo ships, that of all SLOs first. */
function shippedDashboards(): readonly [
  Pick<GeneratedFile, 'name' | 'text'>,
  ...Pick<GeneratedFile, 'name' | 'text'>[],
] {
  const dashboardFolder = join(packageFolder, 'grafana/dashboards');
  const [first = '', ...more] = ['cislo-overview', 'cislo-slo', 'cislo-jobs', 'cislo-first-status', 'cislo-itself'];
  const read = (uid: string) => ({
    name: `${uid}.json`,
    text: readFileSync(join(dashboardFolder, `${uid}.json`), 'utf8'),
  });
  return [read(first), ...more.map(read)];
}
