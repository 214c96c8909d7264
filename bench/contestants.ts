import { generateKeyPairSync } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchDatabase } from './databases.ts';

/** A server to send deliveries to. */
export interface Contestant {
  readonly name: string;
  readonly what: string;
  /** Stores, folds and settles what it is sent. */
  readonly isCislo: boolean;
  /** Arguments of `node`. */
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Run before each start. */
  readonly prepare: () => Promise<void>;
}

const tsx = ['--import', 'tsx'];
const nothing = async (): Promise<void> => undefined;

/** Everything that is compared, the limit first. */
export function contestants(database: BenchDatabase): readonly Contestant[] {
  const dataDir = join(tmpdir(), `cislo-bench-${process.pid}`);
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  // As `npm start` does.
  const serve = ['--max-semi-space-size=8', 'dist/cli/main.js', 'serve'];
  return [
    {
      name: 'bare',
      what: 'bare node:http: read, verify, parse, answer',
      isCislo: false,
      command: [...tsx, 'bench/servers/bare.ts'],
      environment: {},
      prepare: nothing,
    },
    {
      name: 'probot',
      what: 'empty Probot app on its own server, stores nothing',
      isCislo: false,
      command: [...tsx, 'bench/servers/probot.ts'],
      environment: { BENCH_PRIVATE_KEY: privateKey, NODE_ENV: 'production' },
      prepare: nothing,
    },
    {
      name: 'middleware',
      what: "Probot's middleware alone, nothing logged, stores nothing",
      isCislo: false,
      command: [...tsx, 'bench/servers/probot-middleware.ts'],
      environment: { BENCH_PRIVATE_KEY: privateKey },
      prepare: nothing,
    },
    {
      name: 'webhooks',
      what: 'empty @octokit/webhooks middleware, stores nothing',
      isCislo: false,
      command: [...tsx, 'bench/servers/webhooks.ts'],
      environment: {},
      prepare: nothing,
    },
    {
      name: 'postgresql',
      what: 'cislo on PostgreSQL, committed with fsync',
      isCislo: true,
      command: serve,
      environment: { DATABASE_URL: database.url, LOG_LEVEL: 'warn' },
      prepare: database.empty,
    },
    {
      name: 'embedded',
      what: 'cislo embedded, committed with fdatasync',
      isCislo: true,
      command: serve,
      environment: { CISLO_DATA_DIR: dataDir, LOG_LEVEL: 'warn' },
      prepare: async () => rmSync(dataDir, { recursive: true, force: true }),
    },
  ];
}
