import { type CookieOptions, parse, parseSigned, serialize, serializeSigned } from 'hono/utils/cookie';

/** How the cookies of signing in are written and read. */
export interface SessionCookies {
  /** The header that begins a session. */
  session(id: string, seconds: number): Promise<string>;
  /** The session's id, when its signature is right. */
  readSession(cookies: string | undefined): Promise<string | null>;
  /** The header that keeps a sign-in that was begun. */
  begun(sealed: string, seconds: number): string;
  readBegun(cookies: string | undefined): string | null;
}

/** @param isSecure whether people reach the server by https: then browsers send the cookies over nothing else */
export function sessionCookies(secret: string, isSecure: boolean): SessionCookies {
  const [sessionName, begunName] = isSecure
    ? ['__Host-cislo_session', '__Host-cislo_login']
    : ['cislo_session', 'cislo_login'];
  const options = (maxAge: number): CookieOptions => ({
    path: '/',
    httpOnly: true,
    // A link from a chat leads to the page and not to the sign-in.
    sameSite: 'Lax',
    secure: isSecure,
    maxAge,
  });
  return {
    session: (id, seconds) => serializeSigned(sessionName, id, secret, options(seconds)),
    async readSession(cookies) {
      const { [sessionName]: id } = await parseSigned(cookies ?? '', secret, sessionName);
      return id === undefined || id === false || id === '' ? null : id;
    },
    begun: (sealed, seconds) => serialize(begunName, sealed, options(seconds)),
    readBegun: (cookies) => parse(cookies ?? '', begunName)[begunName] || null,
  };
}
