import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';

/** Asks a cislo for the JSON at a path; `body`: as POST. Rejects with an error whose message says what to do. */
export type AskCislo = (path: string, body?: object) => Promise<unknown>;

const id = z.string().describe('The id of an SLO, as list_slos tells it.');
const since = z
  .string()
  .optional()
  .describe('ISO 8601 with an offset, or a day; default: the whole window of the SLO.');
const readOnly = { readOnlyHint: true, openWorldHint: false } as const;

/** A server that tells an assistant how CI is, and why. It only reads: every tool asks a running cislo, as whoever started it may. */
export function createMcpServer(ask: AskCislo, version: string): McpServer {
  const server = new McpServer({ name: 'cislo', version });
  const tool = <Shape extends z.ZodRawShape>(
    name: string,
    description: string,
    inputSchema: Shape,
    answer: (input: z.output<z.ZodObject<Shape>>) => Promise<unknown>,
  ): void => {
    server.registerTool(
      name,
      { description, inputSchema: z.object(inputSchema), annotations: readOnly },
      async (input: unknown) => told(() => answer(input as z.output<z.ZodObject<Shape>>)),
    );
  };
  tool('list_slos', 'Every SLO with its status, SLI, target and error budget left.', {}, async () => {
    const { items } = (await ask('/api/slos')) as { readonly items: readonly { readonly id: string }[] };
    return Promise.all(items.map((item) => ask(`/api/slos/${encodeURIComponent(item.id)}/status`)));
  });
  tool(
    'slo_status',
    'How one SLO stands: SLI, signed error budget, burn rates, and the reason in words.',
    { id },
    ({ id: slo }) => ask(`/api/slos/${encodeURIComponent(slo)}/status`),
  );
  tool(
    'bad_events',
    'The newest bad events of an SLO, each with its columns and a link.',
    { id, since, limit: z.number().int().min(1).max(100).optional() },
    ({ id: slo, since: from, limit = 20 }) => {
      const query = new URLSearchParams({
        verdict: 'bad',
        limit: String(limit),
        ...(from === undefined ? {} : { since: from }),
      });
      return ask(`/api/slos/${encodeURIComponent(slo)}/events?${query}`);
    },
  );
  tool(
    'bubbleup',
    'What the bad events of an SLO have in common and its good ones have not: runner, job, repository and more, with exact tests.',
    { id, since },
    ({ id: slo, since: from }) =>
      ask(`/api/slos/${encodeURIComponent(slo)}/bubbleup`, from === undefined ? {} : { since: from }),
  );
  tool(
    'explain_run',
    'Why a job run is what it is: every report on it, the rules that read it, and its verdicts.',
    { run: z.string().describe('The id of a job run, as bad_events tells it in event_id.') },
    ({ run }) => ask(`/api/runs/${encodeURIComponent(run)}/explain`),
  );
  tool(
    'explain_revision',
    'Who answered a change of a pull request, when, and who owed an answer.',
    { revision: z.string().describe('The id of a revision, as bad_events tells it in event_id.') },
    ({ revision }) => ask(`/api/revisions/${encodeURIComponent(revision)}/explain`),
  );
  return server;
}

async function told(answer: () => Promise<unknown>) {
  try {
    return { content: [{ type: 'text' as const, text: JSON.stringify(await answer()) }] };
  } catch (error) {
    return {
      content: [{ type: 'text' as const, text: error instanceof Error ? error.message : String(error) }],
      isError: true,
    };
  }
}
