/**
 * Reads from a test runner's output how many tests passed and failed. A count is `{ passed, failed, note?, failures? }`;
 * `failures` has a line for each failed test that the runner named.
 */

const COLOURS = /\u001b\[[\d;]*m/g;

/** A run that failed without a failed test (it did not compile, or an error outside a test) counts as one failure. */
function settle({ passed, failed, note, failures }, code) {
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed, note, failures };
}

/** `undefined` where nothing is in the list. */
const named = (failures) => (failures.length > 0 ? failures : undefined);

/** Sums the lines `test result: ok. 3 passed; 0 failed; 1 ignored; …` of cargo and of wasm-bindgen's runner. */
export function cargoCount(output, code) {
  const text = output.replace(COLOURS, '');
  const lines = [...text.matchAll(/test result: \w+\. (\d+) passed; (\d+) failed(?:; (\d+) ignored)?/g)];
  const sum = (group) => lines.reduce((total, match) => total + Number(match[group] ?? 0), 0);
  const failures = named([...text.matchAll(/^test (.+) \.\.\. FAIL(?:ED)?$/gm)].map((match) => match[1]));
  return { ...settle(skipless({ passed: sum(1), failed: sum(2) }, sum(3)), code), failures };
}

/** Reads the report of Vitest's JSON reporter; `null` where it wrote none. */
export function vitestCount(report, code) {
  if (!report) return settle({ passed: 0, failed: 0, note: 'no report' }, code);
  const skipped = (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0);
  return { ...settle(skipless({ passed: report.numPassedTests, failed: report.numFailedTests }, skipped), code), failures: named(vitestFailures(report)) };
}

/** The failed tests of a report, each with the first line of its error, and the files that could not be loaded. */
function vitestFailures({ testResults = [] }) {
  const firstLine = (text) => (text ?? '').replace(COLOURS, '').split('\n', 1)[0];
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed').map((test) => `${test.fullName}: ${firstLine(test.failureMessages[0])}`);
    return failed.length === 0 && status === 'failed' ? [`${name}: ${firstLine(message)}`] : failed;
  });
}

/** Takes the closing line `3 passed, 0 failed` off an output: `{ count, rest }`. */
export function closingCount(output, code) {
  const match = /^(\d+) passed, (\d+) failed\s*$/m.exec(output);
  const count = { passed: Number(match?.[1] ?? 0), failed: Number(match?.[2] ?? 0) };
  return { count: settle(count, code), rest: match ? output.replace(match[0], '').trimEnd() : output };
}

/** A skipped test shows nothing: it counts as failed. */
function skipless({ passed, failed }, skipped) {
  return { passed, failed: failed + skipped, note: skipped > 0 ? `${skipped} skipped` : undefined };
}

/** A command that checks one thing counts as one. */
export function checkCount(code) {
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Adds counts up. */
export function total(counts) {
  return {
    passed: counts.reduce((sum, count) => sum + count.passed, 0),
    failed: counts.reduce((sum, count) => sum + count.failed, 0),
    note: counts.map((count) => count.note).filter(Boolean).join(', ') || undefined,
    failures: named(counts.flatMap((count) => count.failures ?? [])),
  };
}
