import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packageFolder } from '../../src/app/package-folder.ts';
import { validateFiles } from '../../src/config/validate-files.ts';
import { readTiers } from '../../src/template/tier.ts';
import { runCli } from '../support/run-cli.ts';

const templates = readdirSync(join(packageFolder, 'templates'))
  .filter((file) => file.endsWith('.yaml') && file !== 'tiers.yaml')
  .map((file) => file.replace('.yaml', ''));
const tiers = [
  ...readTiers({
    file: 'tiers.yaml',
    text: readFileSync(join(packageFolder, 'templates/tiers.yaml'), 'utf8'),
  }).keys(),
];
let out: string;
beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), 'cislo-init-'));
});
afterEach(() => rmSync(out, { recursive: true, force: true }));

describe('cislo init', () => {
  it('lists every template with its question, and every tier', async () => {
    const { code, out: text } = await runCli(['init']);

    expect(code).toBe(0);
    for (const name of templates) expect(text).toMatch(new RegExp(`^${name} +[A-Z].*\\.?$`, 'm'));
    expect(text).toContain(`Tiers (--tier): ${tiers.join(', ')}`);
  });

  it.each(templates)(
    'makes of %s a file that is strictly valid and can be run, for every tier and for none',
    async (name) => {
      for (const tier of [null, ...tiers]) {
        const { code, out: text } = await runCli(['init', name, ...(tier === null ? [] : ['--tier', tier])]);

        expect(code).toBe(0);
        expect(text).not.toContain('{{');
        expect(validateFiles([{ file: name, text }], { strict: true }).files).toEqual([
          { file: name, valid: true, problems: [], warnings: [] },
        ]);
        expect(text.includes('cislo.dev/tier')).toBe(tier !== null);
      }
    },
  );

  it.each(['first-status', 'build-completion', 'test-completion', 'webhook-acceptance'])(
    'makes of %s the objective that cislo brings along, where no tier is asked for',
    async (name) => {
      const { out: text } = await runCli(['init', name]);

      expect(text).toBe(readFileSync(join(packageFolder, 'slos', `${name}.yaml`), 'utf8'));
    },
  );

  it.each([
    ['api-availability', 'critical', 'target: 0.9995'],
    ['api-latency', 'essential', 'le=~"0.5([.]0)?"'],
    ['streaming', 'best-effort', 'target: 0.9\n'],
    ['data-pipeline', 'unstable', 'target: 0.75'],
  ])('gives %s what the tier %s asks for', async (name, tier, part) => {
    const { out: text } = await runCli(['init', name, '--tier', tier]);

    expect(text).toContain(part);
  });

  it('writes files that stand together in one folder, and overwrites none', async () => {
    for (const name of templates) expect((await runCli(['init', name, '--out', out])).code).toBe(0);

    expect((await runCli(['validate', '--strict', out])).code).toBe(0);
    const again = await runCli(['init', 'web', '--out', out]);
    expect(again.code).not.toBe(0);
    expect(again.err).toContain('web.yaml is there already; remove it or name another folder with --out');
  });

  it.each([
    [['init', 'wbe'], 'there is no template wbe; there are api-availability, '],
    [['init', 'web', '--tier', 'gold'], 'there is no tier gold; there are critical, essential, '],
  ])('refuses %j and says what there is', async (args, message) => {
    const { code, err } = await runCli(args);

    expect(code).not.toBe(0);
    expect(err).toContain(message);
  });
});
