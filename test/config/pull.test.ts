import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/read-config.ts';
import { packageFiles } from './package-files.ts';

const pem = '-----BEGIN RSA PRIVATE KEY-----\nc2VjcmV0\n-----END RSA PRIVATE KEY-----';
const app = { APP_ID: '12345', PRIVATE_KEY: pem };

describe('pull mode', () => {
  it('is off unless it is asked for', () => {
    expect(readConfig({}, packageFiles()).pull).toBe(false);
  });

  it('needs no webhook secret', () => {
    expect(readConfig({ ...app, CISLO_PULL: 'true' }, packageFiles())).toMatchObject({
      pull: true,
      webhookSecrets: [],
    });
    expect(() => readConfig({ ...app, CISLO_PULL: 'false' }, packageFiles())).toThrow(/WEBHOOK_SECRET is missing/);
  });

  it('needs the App', () => {
    expect(() => readConfig({ CISLO_PULL: 'true' }, packageFiles())).toThrow(
      "CISLO_PULL needs APP_ID and the private key; GitHub's list is read with them",
    );
  });

  it('is true or false', () => {
    expect(() => readConfig({ ...app, CISLO_PULL: 'yes' }, packageFiles())).toThrow(
      /CISLO_PULL must be true or false, got "yes"/,
    );
  });
});
