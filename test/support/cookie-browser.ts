/** Follows redirects and keeps cookies, as a browser does; it has no script. */
export interface CookieBrowser {
  /** Opens an address and follows where it leads; resolves with the last answer. */
  open(
    address: string,
    init?: RequestInit,
  ): Promise<{ readonly status: number; readonly url: string; readonly text: string }>;
  /** One request, without following. */
  ask(address: string, init?: RequestInit): Promise<Response>;
  /** Sends the form that posts to `action` on a page, with its hidden fields and these. */
  send(page: string, action: string, fields?: Readonly<Record<string, string>>): Promise<Response>;
  readonly cookies: Map<string, string>;
}

export function cookieBrowser(): CookieBrowser {
  const jars = new Map<string, Map<string, string>>();
  const jarOf = (address: string): Map<string, string> => {
    const { host } = new URL(address);
    const jar = jars.get(host) ?? new Map<string, string>();
    jars.set(host, jar);
    return jar;
  };
  const cookies = new Map<string, string>();

  async function ask(address: string, init: RequestInit = {}): Promise<Response> {
    const jar = jarOf(address);
    const headers = new Headers(init.headers);
    if (jar.size > 0) headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '));
    if (init.method === 'POST' && !headers.has('origin')) headers.set('origin', new URL(address).origin);
    const response = await fetch(address, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';', 1);
      const at = pair.indexOf('=');
      const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
      if (/max-age=0/i.test(line)) jar.delete(name);
      else jar.set(name, value);
      cookies.set(name, line);
    }
    return response;
  }

  return {
    cookies,
    ask,
    async open(address, init) {
      let at = address;
      let response = await ask(at, init);
      for (let hop = 0; response.status >= 300 && response.status < 400 && hop < 10; hop += 1) {
        at = new URL(response.headers.get('location') ?? '', at).href;
        response = await ask(at);
      }
      return { status: response.status, url: at, text: await response.text() };
    },
    async send(page, action, fields = {}) {
      const html = await (await ask(page)).text();
      const form = html.split('<form').find((part) => part.includes(`action="${action}"`)) ?? '';
      const hidden = [
        ...(form.split('</form>', 1)[0]?.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g) ?? []),
      ];
      const body = new URLSearchParams({
        ...Object.fromEntries(hidden.map(([, name, value]) => [name, value])),
        ...fields,
      });
      return ask(new URL(action, page).href, { method: 'POST', body });
    },
  };
}
