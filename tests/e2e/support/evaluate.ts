/** Evaluates functions in a page by the protocol itself, without a gesture of the user. */

const LOOK_MS = 20;

type Evaluate = (params: object) => Promise<object>;

interface Answer {
  readonly result: { readonly value?: unknown };
  readonly exceptionDetails?: { readonly text: string; readonly exception?: { readonly description?: string } };
}

/** What a function gives in the page. It and its argument go there as text. */
export async function evaluateIn<Result, Argument>(evaluate: Evaluate, work: (argument: Argument) => Result | Promise<Result>, argument?: Argument): Promise<Result> {
  const expression = `(${work.toString()})(${JSON.stringify(argument)})`;
  const answer = (await evaluate({ expression, returnByValue: true, awaitPromise: true, userGesture: false })) as Answer;
  const { result, exceptionDetails } = answer;
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value as Result;
}

/** Resolves when a function gives true in the page. One that throws gives nothing yet. */
export async function untilIn<Argument>(evaluate: Evaluate, work: (argument: Argument) => unknown, argument?: Argument, timeoutMs = 10_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await evaluateIn(evaluate, work, argument).then(Boolean, () => false))) {
    if (Date.now() > deadline) throw new Error(`Not within ${String(timeoutMs)} ms: ${work.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
