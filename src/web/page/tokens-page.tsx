import { mostTokenDays } from '../../identity/api-tokens.ts';
import type { Identity } from '../../identity/identity.ts';
import type { ApiToken } from '../../store/access/api-token-row.ts';
import type { Assets } from './assets.ts';
import { CsrfField } from './csrf-field.tsx';
import { utc } from './figures.ts';
import { Layout } from './layout.tsx';
import { ScrollRegion } from './scroll-region.tsx';

interface TokensPageProps {
  readonly tokens: readonly ApiToken[];
  /** The token that was just made, which nobody can see again; null: none was. */
  readonly fresh: string | null;
  readonly mayWrite: boolean;
  readonly now: number;
  readonly identity: Identity | null;
  readonly assets: Assets;
}

/** The tokens of whoever asks. */
export function TokensPage({ tokens, fresh, mayWrite, now, identity, assets }: TokensPageProps) {
  return (
    <Layout title="API tokens: cislo" heading="API tokens" assets={assets} liveSeconds={0} identity={identity}>
      <p>
        A script sends a token as <code>Authorization: Bearer</code>. It reaches the repositories that you reach now,
        and none of them for longer than you do.
      </p>
      {fresh === null ? null : (
        <div class="notice" role="status">
          <p>Your new token. Copy it now: it is not shown again.</p>
          <p>
            <code class="secret">{fresh}</code>
          </p>
        </div>
      )}
      <section>
        <h2>Make a token</h2>
        <form method="post" action="/tokens" class="stacked">
          <CsrfField identity={identity} />
          <label>
            What it is for <input name="name" required maxlength={60} autocomplete="off" />
          </label>
          <label>
            It may{' '}
            <select name="scope">
              <option value="read">read</option>
              {mayWrite ? <option value="write">read, and change stored SLOs</option> : null}
            </select>
          </label>
          <label>
            Days until it is over <input type="number" name="days" min={1} max={mostTokenDays} value={30} required />
          </label>
          <button type="submit">Make the token</button>
        </form>
      </section>
      <section>
        <h2>Tokens</h2>
        {tokens.length === 0 ? (
          <p class="empty">There is none.</p>
        ) : (
          <TokenTable tokens={tokens} now={now} identity={identity} />
        )}
      </section>
    </Layout>
  );
}

function TokenTable({ tokens, now, identity }: Pick<TokensPageProps, 'tokens' | 'now' | 'identity'>) {
  return (
    <ScrollRegion label="Tokens">
      <table>
        <thead>
          <tr>
            {['Token', 'Of', 'May', 'Repositories', 'State', ''].map((name) => (
              <th scope="col">{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {tokens.map((token) => {
            const state = stateOf(token, now);
            return (
              <tr>
                <th scope="row">{token.name}</th>
                <td>{token.login ?? 'this machine'}</td>
                <td>{token.scope}</td>
                <td>{token.repositories === null ? 'all' : String(token.repositories.length)}</td>
                <td>{state}</td>
                <td>
                  {state.startsWith('until') ? (
                    <form method="post" action={`/tokens/${token.id}/revoke`}>
                      <CsrfField identity={identity} />
                      <button type="submit">{`Revoke ${token.name}`}</button>
                    </form>
                  ) : null}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function stateOf({ revoked_at: revokedAt, ends_at: endsAt }: ApiToken, now: number): string {
  if (revokedAt !== null) return `revoked ${utc(revokedAt)}`;
  return endsAt <= now ? `over since ${utc(endsAt)}` : `until ${utc(endsAt)}`;
}
