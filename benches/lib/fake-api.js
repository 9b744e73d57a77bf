/**
 * A `fetch` that answers what `notifications` asks for: user, channel, topics, a list of no conversations.
 *
 * @param {string} userId
 * @returns {typeof fetch}
 */
export function fakeApi(userId) {
  const answers = [
    [/\/users\/me$/, () => ({ id: userId })],
    [/\/subscriptions/, (topics) => ({ entities: topics.map(({ id }) => ({ id, state: 'Permitted' })) })],
    [/\/channels$/, () => ({ id: 'channel', connectUri: 'wss://streaming.invalid/channels/channel', expires: new Date(Date.now() + 86_400_000).toISOString() })],
    [/\/conversations$/, () => ({ entities: [], total: 0, pageCount: 1 })],
  ];
  return async (input, init) => {
    const url = typeof input === 'object' && 'url' in input ? input.url : String(input);
    const [, answer] = answers.find(([pattern]) => pattern.test(url)) ?? [];
    if (!answer) return new Response('{}', { status: 404 });
    const body = init?.body ?? (input instanceof Request ? await input.text() : undefined);
    return new Response(JSON.stringify(answer(body ? JSON.parse(String(body)) : undefined)), { status: 200, headers: { 'Content-Type': 'application/json' } });
  };
}
