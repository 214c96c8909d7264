import { deliveryGuid } from '../../src/demo/delivery-guid.ts';
import type { DemoDelivery } from '../../src/demo/demo-delivery.ts';
import { createRandom } from '../../src/demo/random.ts';
import type { JobEnd, Life, LifeStep } from './arbitrary-life.ts';

export const lifeRepository = {
  id: 42,
  full_name: 'octo/life',
  private: false,
  html_url: 'https://github.com/octo/life',
};
const home = { id: lifeRepository.id, full_name: lifeRepository.full_name };
const account = (login: string) => ({ login });
const stepOf = (name: string, conclusion: string | null) => ({ name, status: 'completed', conclusion });

/** The steps that a job has when it ends so. */
const jobSteps: Readonly<Partial<Record<JobEnd, readonly object[]>>> = {
  success: [stepOf('Set up job', 'success'), stepOf('Run make', 'success')],
  approved: [stepOf('Set up job', 'success'), stepOf('Run make', 'success')],
  failure: [stepOf('Set up job', 'success'), stepOf('Run make', 'failure')],
  refused: [],
  cut_off: [stepOf('Set up job', 'success'), { ...stepOf('Run make', null), status: 'in_progress' }],
};

/** All deliveries that GitHub would have sent of a life, in whole seconds. */
export function deliverLife(life: Life, start: number): readonly DemoDelivery[] {
  const random = createRandom(JSON.stringify(life));
  const deliveries: DemoDelivery[] = [];
  let at = start;
  let ids = 1_000;
  let heads = 0;
  let { draft } = life;
  let open = true;
  let branch = true;
  const iso = (ms = at): string => new Date(ms).toISOString().replace('.000Z', 'Z');
  const sha = (): string => heads.toString(16).padStart(40, '0');
  const send = (event: string, payload: object, by = life.author): void => {
    const body = { ...payload, repository: lifeRepository, sender: account(by) };
    deliveries.push({ guid: deliveryGuid(at, random), event, payload: body, at });
  };

  function change(action: string, by?: string): void {
    const repo = home;
    const pull_request = {
      number: 1,
      draft,
      user: account(life.author),
      author_association: 'MEMBER',
      html_url: `${lifeRepository.html_url}/pull/1`,
      created_at: iso(start),
      updated_at: iso(),
      closed_at: open ? null : iso(),
      head: { ref: 'topic', sha: sha(), repo },
      base: { ref: 'main', repo },
    };
    send('pull_request', { action, number: 1, pull_request }, by);
  }

  function push(message: string): void {
    heads += 1;
    const head_commit = { id: sha(), message, timestamp: iso() };
    send('push', { ref: 'refs/heads/topic', after: sha(), head_commit });
  }

  function workflowRun(action: string, status: string, conclusion: string | null, from: number): void {
    const id = ids;
    const began = { created_at: iso(from), run_started_at: iso(from) };
    const of = { head_sha: sha(), head_branch: 'topic', event: 'pull_request', name: 'CI' };
    const workflow_run = { id, run_attempt: 1, status, conclusion, ...began, updated_at: iso(), ...of };
    send('workflow_run', { action, workflow_run });
  }

  function job(name: string, ends: JobEnd): void {
    const run_id = ++ids;
    const created = at;
    let started = at;
    let ran = false;
    const tell = (action: string, conclusion: string | null = null): void => {
      const workflow_job = {
        id: run_id * 10,
        run_id,
        run_attempt: 1,
        name,
        workflow_name: 'CI',
        head_sha: sha(),
        head_branch: 'topic',
        labels: ['ubuntu-latest'],
        status: action,
        conclusion,
        created_at: iso(created),
        started_at: iso(started),
        completed_at: conclusion === null ? null : iso(),
        runner_name: ran ? 'runner 1' : '',
        steps: conclusion === null ? [] : jobSteps[ends],
      };
      send('workflow_job', { action, workflow_job });
    };
    const first = ends === 'waiting' || ends === 'approved' ? 'waiting' : 'queued';
    workflowRun('requested', first, null, created);
    tell(first);
    if (ends === 'waiting' || ends === 'queued') return;
    if (ends === 'approved') {
      at += 3_600_000;
      started = at;
      tell('queued');
    }
    at += 4_000;
    if (ends !== 'refused') {
      started = at;
      ran = true;
      tell('in_progress');
      if (ends === 'started') return;
      at += 120_000;
    }
    const conclusion = ends === 'success' || ends === 'approved' ? 'success' : 'failure';
    tell('completed', conclusion);
    workflowRun('completed', 'completed', conclusion, created);
  }

  function take(step: LifeStep): void {
    switch (step.type) {
      case 'push':
        if (!open) return;
        push(step.message);
        at += 1_000;
        change('synchronize', 'bob');
        break;
      case 'ready':
        if (!draft) return;
        draft = false;
        change('ready_for_review');
        break;
      case 'draft':
        if (draft) return;
        draft = true;
        change('converted_to_draft');
        break;
      case 'close':
        if (!open) return;
        open = false;
        change('closed', 'bob');
        break;
      case 'reopen':
        if (open || !branch) return;
        open = true;
        change('reopened');
        break;
      case 'delete_branch':
        if (open || !branch) return;
        branch = false;
        send('delete', { ref: 'topic', ref_type: 'branch' });
        break;
      case 'status': {
        const { context, state, sender } = step;
        const created = { created_at: iso(), updated_at: iso() };
        // A status lists the branches that contain its commit.
        const branches = [{ name: 'topic', commit: { sha: sha() } }];
        send('status', { id: ++ids, sha: sha(), context, state, description: state, branches, ...created }, sender);
        break;
      }
      case 'check': {
        const { name, conclusion } = step;
        const times = { started_at: iso(at - 5_000), completed_at: iso() };
        const app = { id: 7, slug: 'packit-as-a-service' };
        const check_suite = { id: ++ids, head_branch: 'topic' };
        const result = { status: 'completed', conclusion, output: { title: 'done' }, ...times };
        const check_run = { id: ids, name, head_sha: sha(), app, check_suite, pull_requests: [], ...result };
        send('check_run', { action: 'completed', check_run });
        break;
      }
      case 'job':
        job(step.name, step.ends);
        break;
      case 'awaits_approval':
        ids += 1;
        workflowRun('completed', 'completed', 'action_required', at);
        break;
      default:
        step satisfies never;
    }
  }

  push(life.message);
  change('opened');
  for (const step of life.steps) {
    at += step.afterSeconds * 1_000;
    take(step);
  }
  return deliveries;
}
