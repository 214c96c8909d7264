import type { GateSettings } from '../act/gate/gate-settings.ts';
import type { NoticeSettings } from '../act/notice/notice-settings.ts';
import type { RemedySettings } from '../act/remedy/remedy-settings.ts';
import type { Objective } from '../model/objective.ts';
import type { Rules, RulesData } from '../model/rules.ts';
import type { PublicView } from './public-view.ts';

/** What the status page says beside numbers. */
export interface StatusPageSettings {
  readonly title: string;
  /** null: nobody is named. */
  readonly contact: string | null;
  /** `at`: the start of the day in UTC, ms. */
  readonly announcements: readonly { readonly date: string; readonly at: number; readonly text: string }[];
}

/** What is known of a service beside its SLOs, in words; null: not said. */
export interface ServiceSettings {
  readonly owner: string | null;
  readonly productOwner: string | null;
  readonly businessImpact: string | null;
  readonly constraints: readonly string[];
}

/** What reports say that no event tells. */
export interface ReportWords {
  /** People; null: not said. */
  readonly teamSize: number | null;
  /** By the name of a job. */
  readonly effort: Readonly<Record<string, 'S' | 'M' | 'L'>>;
}

/** What signing in needs. */
export interface SignInSettings {
  readonly clientId: string;
  readonly clientSecret: string;
  /** The address at which people reach this server, without a slash at the end. */
  readonly publicUrl: string;
  /** Signs sessions; null: one is made and kept in the database. */
  readonly sessionSecret: string | null;
}

/** Everything that decides how cislo runs, validated once. Made by `readConfig`; nothing else reads the environment. */
export interface Config {
  /** null: no credentials yet, the set-up page is served. */
  readonly app: { readonly id: number; readonly privateKey: string } | null;
  /** Secrets that a signature may be made with, newest first; more than one while a secret is rotated. Empty only in set-up mode. */
  readonly webhookSecrets: readonly string[];
  /** Default `/api/github/webhooks`. */
  readonly webhookPath: string;
  readonly webhookProxyUrl: string | null;
  /** Deliveries come from GitHub's list alone; nothing has to reach this server. */
  readonly pull: boolean;
  /** `days`: how much history is read when the App is installed on a repository; 0: none. */
  readonly backfill: { readonly days: number };
  /** GitHub hosts whose deliveries are kept: `github.com` and, when set, `GHE_HOST`. */
  readonly hosts: readonly string[];
  /** The Enterprise Server's host, or null. */
  readonly gheHost: string | null;
  readonly port: number;
  /** Default `127.0.0.1`. */
  readonly bindHost: string;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';
  readonly logFormat: 'json' | 'pretty';
  /** null: the embedded database under `dataDir`. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  readonly metricsToken: string | null;
  /** The bearer token with which events are sent; null: none is set. */
  readonly eventsToken: string | null;
  /** Where people sign in and where the API is; without a slash at the end. */
  readonly github: { readonly url: string; readonly apiUrl: string };
  /** Without a slash at the end; null: not known. */
  readonly publicUrl: string | null;
  /** How people sign in; null: they cannot. */
  readonly signIn: SignInSettings | null;
  /** Logins, in lower case. */
  readonly access: { readonly admins: readonly string[]; readonly editors: readonly string[] };
  readonly proxies: number;
  /** Of the OpenTelemetry collector; null: nothing is sent. */
  readonly otlpEndpoint: string | null;
  /** What everybody may see without signing in; null: nothing. */
  readonly public: PublicView | null;
  /** The same choice, also where it is not open to everybody: what the status page shows. */
  readonly publicView: PublicView;
  readonly statusPage: StatusPageSettings;
  /** By name. */
  readonly services: Readonly<Record<string, ServiceSettings>>;
  readonly gate: GateSettings;
  readonly notices: NoticeSettings;
  readonly reports: ReportWords;
  /** null: no issues are opened. */
  readonly remedies: RemedySettings | null;
  readonly rules: Rules;
  /** What `rules` were made of, as plain data. */
  readonly rulesData: RulesData;
  /** Changes when `rules` does. */
  readonly rulesHash: string;
  readonly objectives: readonly Objective[];
  readonly labels: {
    readonly repository: { readonly enabled: boolean; readonly max: number };
    readonly provider: { readonly max: number };
    readonly instance: { readonly enabled: boolean; readonly max: number };
  };
  readonly retention: { readonly days: number; readonly minutes: number };
  readonly settle: { readonly graceMs: number; readonly everyMs: number };
}
