import { z } from '@hono/zod-openapi';
import type { SloSuggestions } from '../../status/suggest-slos.ts';
import { defineRoute } from '../route/define-route.ts';
import type { Route } from '../route/route.ts';
import type { ApiContext } from './api-context.ts';
import { naturalNumber, text, textOrNull } from './schema-pieces.ts';

const suggestion = z
  .object({
    name: text,
    good: naturalNumber,
    bad: naturalNumber,
    events: naturalNumber,
    sli: z.number(),
    target: z.number(),
    tier: textOrNull,
    phases: textOrNull,
    why: text,
    document: text.openapi({ description: 'OpenSLO v1 in YAML.' }),
  })
  .openapi('Suggestion');

const suggestionsSchema = z.object({
  items: z.array(suggestion),
  left_out: z.array(z.object({ name: text, events: naturalNumber, why: text })),
});

/** What the API and `cislo suggest --json` write. */
export type SuggestionsJson = z.infer<typeof suggestionsSchema>;

/** Proposals as data. */
export function suggestionsJson({ items, leftOut }: SloSuggestions): SuggestionsJson {
  return {
    items: items.map(({ name, good, bad, sli, target, tier, phases, why, document }) => ({
      ...{ name, good, bad, events: good + bad, sli, target: Number(target), tier, phases, why, document },
    })),
    left_out: leftOut.map(({ name, events, why }) => ({ name, events, why })),
  };
}

const suggest = defineRoute({
  path: '/api/suggestions',
  operationId: 'suggestSlos',
  summary: 'SLOs for what was seen in the last 30 days, with targets just under what was achieved; nothing is stored',
  access: 'private',
  answer: { type: 'json', schema: suggestionsSchema, fresh: null },
  handle: async ({ suggest: propose }: ApiContext, { viewer }) => suggestionsJson(await propose(viewer)),
});

/** Proposals. */
export const suggestionRoutes: readonly Route<ApiContext>[] = [suggest];
