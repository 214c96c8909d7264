import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Setting, settings } from '../../src/config/settings.ts';
import { root } from './source-files.ts';

const text = (path: string) => readFileSync(join(root, path), 'utf8');
const names = (settings as readonly Setting[]).map(({ name }) => name);

interface Service {
  readonly environment?: Readonly<Record<string, unknown>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
}
const compose: { readonly services: Readonly<Record<string, Service>>; readonly volumes: object } = parse(
  text('compose.yaml'),
);
const services = Object.values(compose.services);

describe('the container', () => {
  test('it copies only what exists and what .dockerignore lets through', () => {
    const copied = [...text('Dockerfile').matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap((match) =>
      match[1]!.split(' '),
    );
    const allowed = text('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));

    expect(copied.filter((path) => !existsSync(join(root, path)) || !allowed.includes(path))).toEqual([]);
  });

  test('it carries every folder that the package carries for the server', () => {
    const { files }: { readonly files: readonly string[] } = JSON.parse(text('package.json'));
    const needed = files.filter(
      (path) => !['docs', 'grafana', 'cislo.schema.json', 'cislo-metric-source.schema.json'].includes(path),
    );

    expect(needed.filter((path) => !text('Dockerfile').includes(path))).toEqual([]);
  });

  test('it does not run as root and says how healthy it is', () => {
    const dockerfile = text('Dockerfile');

    expect(dockerfile).toMatch(/^USER node$/m);
    expect(dockerfile).toMatch(/^HEALTHCHECK/m);
  });
});

describe('compose.yaml', () => {
  test('it gives cislo only settings that exist', () => {
    expect(Object.keys(compose.services['cislo']?.environment ?? {}).filter((name) => !names.includes(name))).toEqual(
      [],
    );
  });

  test('it publishes on loopback only', () => {
    const ports = services.flatMap((service) => service.ports ?? []);

    expect(ports.length).toBeGreaterThan(0);
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  test('it mounts what exists', () => {
    const sources = services.flatMap((service) => service.volumes ?? []).map((volume) => volume.split(':')[0]!);
    const known = (source: string) =>
      source.startsWith('./') ? existsSync(join(root, source)) : source in compose.volumes;

    expect(sources.filter((source) => !known(source))).toEqual([]);
  });
});

describe('deploy/kubernetes', () => {
  const folder = 'deploy/kubernetes';
  const kustomization = parse(text(`${folder}/kustomization.yaml`)) as {
    readonly resources: readonly string[];
    readonly labels: readonly {
      readonly includeSelectors: boolean;
      readonly pairs: Readonly<Record<string, string>>;
    }[];
  };
  const objects = kustomization.resources.map((path) => parse(text(`${folder}/${path}`)));
  const deployment = objects.find(({ kind }) => kind === 'Deployment');
  const [container] = deployment.spec.template.spec.containers;

  test('it names every file that there is, and no other', () => {
    const files = readdirSync(join(root, folder)).filter(
      (name) => name.endsWith('.yaml') && name !== 'kustomization.yaml',
    );

    expect([...kustomization.resources].sort()).toEqual(files.sort());
    expect(kustomization.labels[0]?.includeSelectors).toBe(true);
  });

  test('it gives cislo only settings that exist, and reaches it at its port', () => {
    const given = container.env.map(({ name }: { readonly name: string }) => name);

    expect(given.filter((name: string) => !names.includes(name))).toEqual([]);
    for (const [, name] of text(`${folder}/README.md`).matchAll(/--from-\w+=([A-Z_]+)=/g))
      expect(names).toContain(name);
    expect(container.ports[0]).toEqual({ name: 'http', containerPort: 3000 });
    expect(objects.find(({ kind }) => kind === 'Service').spec.ports[0].targetPort).toBe('http');
  });

  test('its pods run as any user, without privileges, on a file system that they only read', () => {
    const { template } = deployment.spec;

    expect(template.spec.securityContext).toMatchObject({ runAsNonRoot: true });
    expect(JSON.stringify(template)).not.toContain('runAsUser');
    expect(container.securityContext).toMatchObject({ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true });
    expect([container.livenessProbe, container.readinessProbe].map((probe) => probe.httpGet.path)).toEqual([
      '/healthz',
      '/readyz',
    ]);
  });

  test('its rules are those of grafana/rules', () => {
    const rule = objects.find(({ kind }) => kind === 'PrometheusRule');

    expect(rule.spec).toEqual(parse(text('grafana/rules/cislo.rules.yml')));
  });
});
