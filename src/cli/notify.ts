import { Command } from 'commander';
import type { Notice } from '../act/notice/notice.ts';
import { knownTargets } from '../act/notice/notification-target.ts';
import { readSettings } from '../app/read-settings.ts';
import { CisloError } from '../model/error.ts';
import { createSender } from '../notify/send-notices.ts';

/** `cislo notify --test TARGET`: tells a target that this is a test. */
export function notifyCommand(): Command {
  return new Command('notify')
    .description(
      'Sends a test message to a target of the settings or of the SLO files. Exit code: 1 when it did not arrive.',
    )
    .requiredOption('--test <target>', 'the target, by its name')
    .action(async ({ test: name }: { readonly test: string }) => {
      const config = readSettings(process.env);
      const targets = knownTargets(config.notices.targets, config.objectives);
      const target = targets.get(name);
      if (target === undefined)
        throw new CisloError(
          'bad_request',
          `there is no target '${name}'; there are: ${[...targets.keys()].join(', ') || 'none'}`,
        );
      const result = await createSender()(target, [testNotice(config.publicUrl)], (variable) => process.env[variable]);
      if (result.result === 'sent') {
        process.stdout.write(`${name} (${target.type}) took the test message\n`);
        return;
      }
      process.stdout.write(`${name} (${target.type}) did not take the test message: ${result.error}\n`);
      process.exitCode = 1;
    });
}

function testNotice(publicUrl: string | null): Notice {
  const now = Date.now();
  const minute = Math.floor(now / 60_000) * 60_000;
  return {
    id: `test-${now.toString(36)}`,
    kind: 'test',
    ...{ slo: 'test', displayName: 'A test', service: 'cislo', policy: 'test', condition: 'test', instance: '' },
    severity: 'ticket',
    ...{ firingAt: minute, resolvedAt: null, at: minute, lookbackMs: 3_600_000, peakBurnRate: 1, bad: 0 },
    standing: 'No SLO stands behind it.',
    ...{ cause: null, hoursLeft: null, owner: null, runbook: null, dashboard: null },
    page: publicUrl,
  };
}
