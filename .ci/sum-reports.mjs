// Sums vitest's JSON reports. `--failed FILE…` prints the failed alone; otherwise the last line is `N passed, N failed`
// and the exit code is 1 when anything failed. `--broken N` adds failures that no report knows of.
import { readFileSync } from 'node:fs';

const args = process.argv.slice(2);
const onlyFailed = args[0] === '--failed';
let failed = args[0] === '--broken' ? Number(args[1]) : 0;
let passed = 0;

for (const file of args.filter((arg) => arg.endsWith('.json') && !arg.includes('*'))) {
  const report = JSON.parse(readFileSync(file, 'utf8'));
  passed += report.numPassedTests;
  failed += report.numFailedTests;
  // A file that could not be loaded has failed without a failed test.
  failed += report.testResults.filter(
    (result) =>
      result.status === 'failed' && !result.assertionResults.some((assertion) => assertion.status === 'failed'),
  ).length;
}

if (onlyFailed) {
  console.log(failed);
} else {
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}
