import { z } from '@hono/zod-openapi';
import { CisloError } from '../../model/error.ts';
import { annotationsOf } from '../../slo/slo-annotations.ts';
import type { SloStatus } from '../../slo/slo-status.ts';
import { type InstanceReading, readInstances } from '../../status/read-instances.ts';
import { defineRoute } from '../route/define-route.ts';
import type { Route } from '../route/route.ts';
import type { ApiContext } from './api-context.ts';
import { findObjective } from './find-objective.ts';
import { instanceJson, withoutInstances } from './instance-of.ts';
import { cursorParameter, instanceSortParameter, limitParameter } from './parameters.ts';
import { flag, pageOf, textOrNull } from './schema-pieces.ts';
import { sloStatusSchema } from './schemas.ts';
import { sloId } from './slo-routes.ts';

const instanceSchema = sloStatusSchema
  .omit({ as_of: true, behind: true })
  .extend({
    instance: z.record(z.string(), textOrNull).openapi({ description: 'The value of each column of `group_by`.' }),
    other: flag.openapi({ description: 'All instances together that are not among the busiest 1,000.' }),
  })
  .openapi('SloInstance');

const listInstances = defineRoute({
  path: '/api/slos/{id}/instances',
  operationId: 'listSloInstances',
  summary: 'How each instance of an SLO with `group-by` stands, the worst first',
  access: 'public',
  params: sloId,
  query: z.strictObject({ sort: instanceSortParameter, limit: limitParameter, cursor: cursorParameter }),
  answer: { type: 'json', schema: pageOf(instanceSchema), fresh: 'body' },
  handle: async ({ read, clock }: ApiContext, { viewer, params: { id }, query }) => {
    const objective = await findObjective(read, viewer, id);
    const { groupBy } = annotationsOf(objective);
    if (groupBy.length === 0) throw withoutInstances(id);
    const { at, from } = query.cursor === undefined ? { at: clock(), from: 0 } : readPlace(query.cursor);
    const all = [...(await readInstances(read, viewer, objective, at))].sort(orders[query.sort ?? 'budget']);
    const end = from + (query.limit ?? 100);
    return {
      items: all.slice(from, end).map(({ values, isOther, status }) => ({
        instance: instanceJson(groupBy, values),
        other: isOther,
        ...status,
      })),
      next: end < all.length ? writePlace({ at, from: end }) : null,
    };
  },
});

type Order = (one: InstanceReading, other: InstanceReading) => number;

/** Instances that are equal in the sort stand by name, so that pages fit together. What has no number comes last. */
const orders: Readonly<Record<'budget' | 'sli' | 'burn' | 'events' | 'name', Order>> = {
  budget: byNumber((status) => status.budget_remaining_ratio),
  sli: byNumber((status) => status.sli),
  burn: byNumber((status) => negative(status.burn_rates['1h'])),
  events: byNumber((status) => negative(status.good + status.bad)),
  name: byName,
};

function byNumber(read: (status: SloStatus) => number | null): Order {
  const numberOf = ({ status }: InstanceReading): number => read(status) ?? Number.POSITIVE_INFINITY;
  return (one, other) => {
    const [first, second] = [numberOf(one), numberOf(other)];
    return first === second ? byName(one, other) : first - second;
  };
}

function byName(one: InstanceReading, other: InstanceReading): number {
  const [first, second] = [JSON.stringify(one.values), JSON.stringify(other.values)];
  return first < second ? -1 : Number(first > second);
}

function negative(value: number | null): number | null {
  return value === null ? null : -value;
}

/** Where a page ended: `from` in the list as it is computed for `at` (ms), so that all pages are of one list. */
interface Place {
  readonly at: number;
  readonly from: number;
}

function writePlace({ at, from }: Place): string {
  return Buffer.from(`${at} ${from}`).toString('base64url');
}

function readPlace(word: string): Place {
  const [, at, from] = /^(\d{1,16}) (\d{1,9})$/.exec(Buffer.from(word, 'base64url').toString()) ?? [];
  if (at !== undefined && from !== undefined) return { at: Number(at), from: Number(from) };
  throw new CisloError(
    'bad_request',
    `cursor is ${JSON.stringify(word.slice(0, 60))}; use the "next" of the page before, unchanged`,
    {
      wrong: { parameter: 'cursor', allowed: 'the value of `next` in the answer before, unchanged' },
    },
  );
}

/** The instances of SLOs that have any. */
export const instanceRoutes: readonly Route<ApiContext>[] = [listInstances];
