import { afterEach, expect, it, vi } from 'vitest';
import { api, ApiError, pictureUrl } from './client.ts';

afterEach(() => vi.unstubAllGlobals());

function answerWith(response: Response | Error) {
  const fetch = vi.fn<(path: string, init: RequestInit) => Promise<Response>>(() =>
    response instanceof Error ? Promise.reject(response) : Promise.resolve(response),
  );
  vi.stubGlobal('fetch', fetch);
  return fetch;
}

it('a refusal is an ApiError with the stable code and the sentence of the server', async () => {
  answerWith(
    new Response(
      JSON.stringify({ code: 'name_taken', detail: 'A dataset has this name.', status: 400 }),
      {
        status: 400,
        headers: { 'content-type': 'application/problem+json' },
      },
    ),
  );
  await expect(api.post('datasets', { name: 'x' })).rejects.toMatchObject({
    status: 400,
    code: 'name_taken',
    message: 'A dataset has this name.',
  });
});

it('a page of a proxy in place of an answer is still an error with a code', async () => {
  answerWith(
    new Response('<html>Bad gateway</html>', {
      status: 502,
      headers: { 'content-type': 'text/html' },
    }),
  );
  await expect(api.get('me')).rejects.toMatchObject({ status: 502, code: 'http_502' });
});

it('no answer at all has the code network', async () => {
  answerWith(new TypeError('Failed to fetch'));
  const error = await api.get('me').catch((e: unknown) => e);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ code: 'network', status: 0 });
});

it('whatever changes something carries the token against forged requests', async () => {
  document.cookie = 'csrftoken=abc123';
  const fetch = answerWith(new Response(null, { status: 204 }));
  await api.del('datasets/3');
  const [path, init] = fetch.mock.calls[0] ?? [];
  expect(path).toBe('/api/v1/datasets/3');
  expect(init).toMatchObject({ method: 'DELETE', headers: { 'X-CSRFToken': 'abc123' } });
});

it('the address of a picture names the revision, so that it may be kept for ever', () => {
  expect(pictureUrl({ id: 7, revision: 3 }, 'thumb', 256)).toBe(
    '/api/v1/images/7/thumb?r=3&size=256',
  );
});
