/** Why a request is not admitted, as its answer says it. */
export interface Refusal {
  readonly status: 401 | 403;
  readonly error: string;
  /** What to do about it. */
  readonly hint: string;
}

/** A server that others can reach, and that is not public. */
export const closedServer: Refusal = {
  status: 403,
  error: 'the page and the API are closed on a server that others can reach',
  hint: 'set GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET and CISLO_URL, so that people can sign in; or bind to loopback (HOST=127.0.0.1) and use a tunnel; or set CISLO_PUBLIC=true to let everybody read what is public. /metrics, /healthz and /readyz are open here (the first by CISLO_METRICS_TOKEN).',
};

/** Somebody who could sign in has not. */
export const signInNeeded: Refusal = {
  status: 401,
  error: 'you are not signed in',
  hint: 'open /login in a browser; a program sends Authorization: Bearer with a token that somebody made at /tokens',
};

/** A token that is none. */
export const wrongProof: Refusal = {
  status: 401,
  error: 'the token is unknown, over or revoked',
  hint: 'make a new one at /tokens, or on the machine with npx cislo token make',
};

/** A viewer wants to change something. */
export const editorsOnly: Refusal = {
  status: 403,
  error: 'this changes something, and you may only look',
  hint: 'an operator names editors and admins under access in the configuration file; a token must be made with the scope write',
};

/** What the audit log and the like are for. */
export const adminsOnly: Refusal = {
  status: 403,
  error: 'only admins may see this',
  hint: 'an operator names them under access.admins in the configuration file',
};

/** A token wants what only a browser is for: to make further tokens. */
export const notForTokens: Refusal = {
  status: 403,
  error: 'a token may not do this',
  hint: 'sign in with a browser',
};

/** Everyone asks for something that is not public. */
export const notPublic: Refusal = {
  status: 403,
  error: 'this is not public',
  hint: 'sign in at /login where that is set up, or ask on the machine itself, on a server bound to loopback. CISLO_PUBLIC=true opens only what the configuration chooses.',
};

/** Something that is only answered on the machine itself. */
export const notLocal: Refusal = {
  status: 403,
  error: 'this is answered only by a server that is bound to loopback',
  hint: 'it costs as much as everything ever received, so nobody else may start it. Bind to loopback (HOST=127.0.0.1), or use npx cislo verify with DATABASE_URL.',
};

/** The metrics token is missing or wrong. */
export const tokenNeeded: Refusal = {
  status: 401,
  error: 'a token is needed',
  hint: 'send Authorization: Bearer with the value of CISLO_METRICS_TOKEN',
};

/** The token for events is missing or wrong. */
export const eventsTokenNeeded: Refusal = {
  status: 401,
  error: 'a token is needed',
  hint: 'send Authorization: Bearer with the value of CISLO_EVENTS_TOKEN',
};

/** Others can reach the server, and no token is set with which they could send events. */
export const noEventsToken: Refusal = {
  status: 401,
  error: 'this server takes no events, because others can reach it and it has no token for them',
  hint: 'set CISLO_EVENTS_TOKEN on the server and send it as Authorization: Bearer',
};

/**
 * A loopback-bound server was asked for by the name of another machine. That happens when a page on the web makes a browser believe
 * that its own name leads to this machine (DNS rebinding), and then everything here would be open to that page.
 */
export function foreignHost(host: string): Refusal {
  return {
    status: 403,
    error: `this server is bound to loopback, and was asked for as '${host.slice(0, 100)}'`,
    hint: 'open it as http://localhost with its port. Behind a proxy, let the proxy send Host: localhost, or bind to another address (HOST) so that the rules for servers that others can reach apply.',
  };
}

/** Something that changes what everybody sees. */
export const notWritable: Refusal = {
  status: 403,
  error: 'this changes something, and only editors, admins and the machine itself may do that',
  hint: 'sign in at /login where that is set up, ask on the machine itself, or use npx cislo slo with DATABASE_URL.',
};

/** A page of another site wants to change something in the name of whoever looks at it. */
export function otherSite(origin: string): Refusal {
  return {
    status: 403,
    error: `this was sent by a page of another site: '${origin.slice(0, 100)}'`,
    hint: 'send it from a program, or from a page of this server.',
  };
}
