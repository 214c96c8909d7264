import { existsSync, readFileSync } from 'node:fs';
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
    const needed = files.filter((path) => !['docs', 'grafana', 'cislo.schema.json'].includes(path));

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
