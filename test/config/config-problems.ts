import { expect } from 'vitest';
import { readConfig } from '../../src/config/read-config.ts';
import type { Environment } from '../../src/config/read-environment.ts';
import { CisloError } from '../../src/model/error.ts';
import { packageFiles } from './package-files.ts';

export const pem = '-----BEGIN RSA PRIVATE KEY-----\nc2VjcmV0\n-----END RSA PRIVATE KEY-----';
export const app = { APP_ID: '12345', PRIVATE_KEY: pem, WEBHOOK_SECRET: 'one' };

/** The problems that a start would print, one a line. */
export function problemsOf(environment: Environment, more: Readonly<Record<string, string>> = {}): readonly string[] {
  try {
    readConfig(environment, packageFiles(more));
  } catch (error) {
    expect(error).toBeInstanceOf(CisloError);
    expect((error as CisloError).code).toBe('bad_settings');
    return (error as CisloError).message.split('\n').map((line) => line.trim());
  }
  return [];
}

export function withFile(text: string, environment: Environment = {}) {
  return readConfig({ CISLO_CONFIG: 'c.yaml', ...environment }, packageFiles({ 'c.yaml': text }));
}
