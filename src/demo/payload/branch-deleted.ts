import type { DemoRepository } from '../demo-repository.ts';
import { accountPayload } from './account.ts';
import { surroundings } from './repository.ts';

/** The body of a `delete` delivery for a branch. It has no time. https://docs.github.com/en/webhooks/webhook-events-and-payloads#delete */
export function branchDeletedPayload(repository: DemoRepository, branch: string, actor: string): object {
  return {
    ref: branch,
    ref_type: 'branch',
    pusher_type: 'user',
    ...surroundings(repository, accountPayload(actor, 'User')),
  };
}
