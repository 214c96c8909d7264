import { deliveryGuid } from '../../../../src/demo/delivery-guid.ts';
import { createRandom } from '../../../../src/demo/random.ts';
import { iso, moment } from './moment.ts';
import { account } from './repository.ts';
import type { Told } from './told.ts';

/** Commits by a letter: `sha('a')`. */
export function sha(letter: string): string {
  return letter.repeat(40);
}

/** A pull request's change. `at`: when; `opened` is when it was opened, for later changes. */
export function pullRequest(
  action: string,
  at: string,
  more: {
    readonly number?: number;
    readonly head?: string;
    readonly draft?: boolean;
    readonly author?: string;
    readonly sender?: string;
    readonly opened?: string;
    readonly merged?: boolean;
  } = {},
): Told {
  const { number = 1, head = 'a', draft = false, author = 'dev-two', opened = '10:00:00', merged = false } = more;
  return ({ id, fullName, fields }) => ({
    event: 'pull_request',
    payload: {
      action,
      number,
      pull_request: {
        id: id + number,
        number,
        state: action === 'closed' ? 'closed' : 'open',
        draft,
        merged,
        html_url: `https://github.com/${fullName}/pull/${number}`,
        created_at: action === 'opened' ? iso(at) : iso(opened),
        updated_at: iso(at),
        closed_at: action === 'closed' ? iso(at) : null,
        author_association: 'MEMBER',
        user: account(author),
        head: { ref: `topic-${number}`, sha: sha(head), repo: { id, full_name: fullName, fork: false } },
        base: { ref: 'main', sha: sha('f'), repo: { id, full_name: fullName } },
      },
      ...fields,
      sender: account(more.sender ?? author),
    },
  });
}

/** A commit status of `acme-ci[bot]` unless another account sends it. */
export function status(
  context: string,
  state: string,
  at: string,
  description: string | null = null,
  more: { readonly head?: string; readonly sender?: string; readonly branch?: string } = {},
): Told {
  const head = sha(more.head ?? 'a');
  return ({ fullName, fields }) => ({
    event: 'status',
    payload: {
      id: moment(at) * 10 + context.length,
      sha: head,
      name: fullName,
      context,
      state,
      description,
      target_url: null,
      created_at: iso(at),
      updated_at: iso(at),
      branches: more.branch === undefined ? [] : [{ name: more.branch, commit: { sha: head } }],
      commit: { sha: head },
      ...fields,
      sender: account(more.sender ?? 'acme-ci[bot]'),
    },
  });
}

/** A check run of the app `acme-ci` unless another one is named. */
export function check(
  id: number,
  name: string,
  state: {
    readonly status: string;
    readonly conclusion?: string | null;
    readonly started: string;
    readonly completed?: string;
  },
  more: {
    readonly head?: string;
    readonly app?: string;
    readonly appId?: number;
    readonly title?: string;
    readonly action?: string;
  } = {},
): Told {
  const action = more.action ?? (state.completed === undefined ? 'created' : 'completed');
  return ({ fullName, fields }) => ({
    event: 'check_run',
    payload: {
      action,
      check_run: {
        id,
        name,
        head_sha: sha(more.head ?? 'a'),
        status: state.status,
        conclusion: state.conclusion ?? null,
        started_at: iso(state.started),
        completed_at: state.completed === undefined ? null : iso(state.completed),
        html_url: `https://github.com/${fullName}/runs/${id}`,
        output: { title: more.title ?? null, summary: null },
        app: { id: more.appId ?? 77, slug: more.app ?? 'acme-ci' },
        check_suite: { head_branch: null, head_sha: sha(more.head ?? 'a') },
        pull_requests: [],
      },
      ...fields,
    },
  });
}

/** Any other event about the repository. `at` is when GitHub made the delivery, where that is told at all. */
export function tell(event: string, payload: object, at?: string): Told {
  const told: Told = ({ fields }) => ({ event, payload: { ...fields, ...payload } });
  return at === undefined ? told : madeAt(at, told);
}

/** The same, and the delivery's GUID tells when GitHub made it. */
export function madeAt(at: string, told: Told): Told {
  return (repository) => {
    const delivery = told(repository);
    const random = createRandom(`${repository.fullName} ${delivery.event} ${at}`);
    return { ...delivery, guid: deliveryGuid(moment(at), random) };
  };
}
