#!/usr/bin/env -S node --max-semi-space-size=8
import { join } from 'node:path';
import { loadEnv } from '../app/load-env.ts';
import { createProgram } from './create-program.ts';
import { runProgram } from './run-program.ts';

Object.assign(process.env, loadEnv(process.env, join(process.cwd(), '.env')));
const exitCode = await runProgram(createProgram(), process.argv.slice(2));
// Standard output may be a pipe that is still being written.
process.stdout.write('', () => process.exit(exitCode));
