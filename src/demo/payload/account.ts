/** A person, bot or organization as it stands in every payload. */
export type AccountPayload = Readonly<Record<string, string | number | boolean>>;

const accounts = new Map<string, AccountPayload>();

/** What kind of account a login is: bots have `[bot]`. */
export function accountType(login: string): 'User' | 'Bot' {
  return login.endsWith('[bot]') ? 'Bot' : 'User';
}

/** The account object of a login; the same object each time, so that a month of payloads shares it. */
export function accountPayload(login: string, type: 'User' | 'Bot' | 'Organization'): AccountPayload {
  const known = accounts.get(login);
  if (known !== undefined) return known;
  let id = 1_000_000;
  for (let index = 0; index < login.length; index += 1) id = (id * 31 + login.charCodeAt(index)) % 100_000_000;
  const api = `https://api.github.com/users/${encodeURIComponent(login)}`;
  const page = type === 'Bot' ? `apps/${login.replace('[bot]', '')}` : login;
  const account = {
    login,
    id,
    node_id: `U_${id.toString(36)}`,
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    gravatar_id: '',
    url: api,
    html_url: `https://github.com/${page}`,
    followers_url: `${api}/followers`,
    repos_url: `${api}/repos`,
    events_url: `${api}/events{/privacy}`,
    type,
    site_admin: false,
  };
  accounts.set(login, account);
  return account;
}
