import { Command, Option } from 'commander';
import { type ApiTokens, createApiTokens, mostTokenDays } from '../identity/api-tokens.ts';
import { CisloError } from '../model/error.ts';
import { type TokenRepository, type TokenScope, tokenScopes } from '../store/access/api-token-row.ts';
import { findRepositories } from '../store/access/find-repositories.ts';
import type { Db } from '../store/database.ts';
import { table } from './table.ts';
import { withExistingStore } from './with-database.ts';

interface MakeFlags {
  readonly scope: TokenScope;
  readonly days: string;
  readonly repository?: readonly string[];
}

/** `cislo token make|list|revoke`: the tokens with which scripts ask a server that others can reach. */
export function tokenCommand(): Command {
  return new Command('token')
    .description('Makes, lists and revokes the tokens of scripts, in the database of the settings.')
    .addCommand(makeCommand())
    .addCommand(listCommand())
    .addCommand(revokeCommand());
}

function makeCommand(): Command {
  return new Command('make')
    .description('Makes a token and prints it, this once. It reaches every repository unless some are named.')
    .argument('<name>', 'what it is for')
    .addOption(new Option('--scope <scope>', 'read, or also change stored SLOs').choices(tokenScopes).default('read'))
    .option('--days <n>', `until it is over, 1 to ${mostTokenDays}`, '30')
    .option('--repository <names...>', 'only these, as owner/name')
    .action(async (name: string, { scope, days: given, repository }: MakeFlags) => {
      const days = Number(given);
      if (!Number.isInteger(days) || days < 1 || days > mostTokenDays)
        throw new CisloError('bad_request', `--days must be a whole number from 1 to ${mostTokenDays}, got ${given}`);
      if (!/^[\w .:/@-]{1,60}$/.test(name))
        throw new CisloError(
          'bad_request',
          `the name must be at most 60 letters, digits, blanks and . : / @ - _, got ${name.slice(0, 80)}`,
        );
      const token = await withTokens(async (tokens, db, host) => {
        const repositories = repository === undefined ? null : await repositoriesOf(db, host, repository);
        const made = await tokens.make({ name, scope, days, login: null, host, repositories, actor: 'this machine' });
        return made.token;
      });
      process.stdout.write(`${token}\n`);
    });
}

async function repositoriesOf(db: Db, host: string, names: readonly string[]): Promise<readonly TokenRepository[]> {
  const found = await findRepositories(db, host, names);
  const missing = names.filter((name) => !found.some((one) => one.name === name.toLowerCase()));
  if (missing.length > 0)
    throw new CisloError(
      'not_found',
      `no delivery has told of ${missing.join(', ')} on ${host}; write names as owner/name`,
    );
  return found;
}

function listCommand(): Command {
  return new Command('list')
    .description('Prints every token: of each what it may do, and until when. The tokens themselves are not kept.')
    .option('--json', 'print {"items": […]} as JSON')
    .action(async ({ json }: { readonly json?: boolean }) => {
      const tokens = await withTokens((all) => all.list(null));
      const items = tokens.map((token) => ({
        id: token.id,
        name: token.name,
        login: token.login,
        scope: token.scope,
        repositories: token.repositories?.map(({ name }) => name) ?? null,
        ends_at: new Date(token.ends_at).toISOString(),
        revoked_at: token.revoked_at === null ? null : new Date(token.revoked_at).toISOString(),
      }));
      const rows = items.map((item) => [
        item.id,
        item.name,
        item.login ?? 'this machine',
        item.scope,
        item.repositories === null ? 'all' : String(item.repositories.length),
        item.revoked_at === null ? `until ${item.ends_at.slice(0, 10)}` : `revoked ${item.revoked_at.slice(0, 10)}`,
      ]);
      const text = table(['id', 'token', 'of', 'may', 'repositories', 'state'], rows, new Set([4]));
      process.stdout.write(json === true ? `${JSON.stringify({ items, next: null })}\n` : text);
    });
}

function revokeCommand(): Command {
  return new Command('revoke')
    .description('Ends a token at once.')
    .argument('<id>', 'its id, as cislo token list shows it')
    .action(async (id: string) => {
      await withTokens((tokens) => tokens.revoke(id, null, 'this machine'));
      process.stdout.write(`${id}: revoked\n`);
    });
}

function withTokens<T>(use: (tokens: ApiTokens, db: Db, host: string) => Promise<T>): Promise<T> {
  return withExistingStore(({ store: { db }, config }) =>
    use(createApiTokens({ db, roleOf: () => 'viewer', clock: Date.now }), db, config.gheHost ?? 'github.com'),
  );
}
