import type { Problem } from '../model/problem.ts';
import type { Config, SignInSettings } from './config.ts';
import type { SettingValue } from './read-environment.ts';
import { settingProblem } from './read-environment.ts';

/**
 * How people sign in. The client's id and secret belong together. Where they are given, as set-up writes them, but no public address is,
 * nobody can sign in: GitHub has to know where to send people back to.
 */
export function readSignIn(value: SettingValue): {
  readonly settings: SignInSettings | null;
  readonly publicUrl: string | null;
  readonly problems: readonly Problem[];
} {
  const [clientId, clientSecret] = [value('GITHUB_CLIENT_ID'), value('GITHUB_CLIENT_SECRET')];
  const publicUrl = value('CISLO_URL')?.replace(/\/$/, '') ?? null;
  const problems: Problem[] = [];
  if (clientId === null && clientSecret !== null)
    problems.push(
      settingProblem('GITHUB_CLIENT_ID', 'is missing or wrong; GITHUB_CLIENT_SECRET is of no use without it'),
    );
  if (clientId !== null && clientSecret === null)
    problems.push(settingProblem('GITHUB_CLIENT_SECRET', 'is missing; GITHUB_CLIENT_ID is of no use without it'));
  if (clientId === null || clientSecret === null || publicUrl === null) return { settings: null, publicUrl, problems };
  const sessionSecret = value('CISLO_SESSION_SECRET');
  return { settings: { clientId, clientSecret, publicUrl, sessionSecret }, publicUrl, problems };
}

/** Where people sign in, and where the API is: of github.com, of the Enterprise Server, or as the settings say. */
export function readGitHubAddresses(value: SettingValue, gheHost: string | null): Config['github'] {
  const own = gheHost === null || gheHost === 'github.com' ? null : gheHost;
  const url = own === null ? 'https://github.com' : `https://${own}`;
  const apiUrl = own === null ? 'https://api.github.com' : `https://${own}/api/v3`;
  return {
    url: (value('CISLO_GITHUB_URL') ?? url).replace(/\/+$/, ''),
    apiUrl: (value('CISLO_GITHUB_API_URL') ?? apiUrl).replace(/\/+$/, ''),
  };
}
