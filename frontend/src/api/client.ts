const BASE = '/api/v1/';

/** What the server says about a refusal (RFC 9457); `code` is stable, `detail` is for people. */
export interface Problem {
  status: number;
  code: string;
  title?: string;
  detail?: string;
  /** Refused fields with their reasons. */
  errors?: Record<string, string[]>;
  [more: string]: unknown;
}

/** A refused or failed request. `code` is the server's, or `network` when nothing came back. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title ?? problem.code);
    this.name = 'ApiError';
    this.status = problem.status;
    this.code = problem.code;
    this.problem = problem;
  }
}

function csrfToken(): string {
  return /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? '';
}

async function problemOf(response: Response): Promise<Problem> {
  const fallback: Problem = { status: response.status, code: `http_${response.status}` };
  if (!(response.headers.get('content-type') ?? '').includes('json')) return fallback;
  return { ...fallback, ...((await response.json()) as Partial<Problem>) };
}

interface Options {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
  cache?: RequestCache;
  signal?: AbortSignal | undefined;
}

/** One request to the API with the session's cookie. Resolves with an answer that is ok; rejects with ApiError. */
export async function send(
  path: string,
  { method = 'GET', body, headers = {}, cache, signal }: Options = {},
): Promise<Response> {
  const form = body instanceof FormData;
  const init: RequestInit = {
    method,
    credentials: 'same-origin',
    headers: {
      ...(method === 'GET' ? {} : { 'X-CSRFToken': csrfToken() }),
      ...(body === undefined || form ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
  };
  if (body !== undefined) init.body = form ? body : JSON.stringify(body);
  if (cache) init.cache = cache;
  if (signal) init.signal = signal;
  let response: Response;
  try {
    response = await fetch(
      path.startsWith('http') || path.startsWith('/') ? path : BASE + path,
      init,
    );
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError({ status: 0, code: 'network' });
  }
  if (!response.ok) throw new ApiError(await problemOf(response));
  return response;
}

/** As `send`, for what answers in JSON. Resolves with the answer, undefined for an empty one. */
export async function request<Answer>(path: string, options: Options = {}): Promise<Answer> {
  const response = await send(path, {
    ...options,
    headers: { Accept: 'application/json', ...options.headers },
  });
  if (response.status === 204 || response.headers.get('content-length') === '0')
    return undefined as Answer;
  return (await response.json()) as Answer;
}

export const api = {
  get: <A>(path: string, signal?: AbortSignal) => request<A>(path, { signal }),
  post: <A>(path: string, body?: unknown) => request<A>(path, { method: 'POST', body: body ?? {} }),
  patch: <A>(path: string, body: unknown) => request<A>(path, { method: 'PATCH', body }),
  put: <A>(path: string, body: unknown) => request<A>(path, { method: 'PUT', body }),
  del: <A = undefined>(path: string) => request<A>(path, { method: 'DELETE' }),
};

/** Sends a file with progress (0 to 1), which `fetch` cannot tell. Rejects with ApiError; `signal` aborts it. */
export function upload<Answer>(
  path: string,
  form: FormData,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open('POST', BASE + path);
    xhr.setRequestHeader('Accept', 'application/json');
    xhr.setRequestHeader('X-CSRFToken', csrfToken());
    xhr.upload.onprogress = (e) => {
      if (e.lengthComputable) onProgress(e.loaded / e.total);
    };
    xhr.onload = () => {
      const body = parse(xhr.responseText);
      if (xhr.status >= 200 && xhr.status < 300) resolve(body as Answer);
      else reject(new ApiError({ status: xhr.status, code: `http_${xhr.status}`, ...body }));
    };
    xhr.onerror = () => reject(new ApiError({ status: 0, code: 'network' }));
    xhr.onabort = () => reject(new DOMException('aborted', 'AbortError'));
    signal.addEventListener('abort', () => xhr.abort());
    xhr.send(form);
  });
}

function parse(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    // A proxy may answer with a page of its own; the status says enough.
    return {};
  }
}

/** The address of a picture derived from an image; immutable because it names the revision. */
export function pictureUrl(
  image: { id: number; revision: number },
  kind: 'file' | 'thumb' | 'overlay' | 'cutout',
  size?: number,
): string {
  const query = new URLSearchParams({
    r: String(image.revision),
    ...(size === undefined ? {} : { size: String(size) }),
  });
  return `${BASE}images/${image.id}/${kind}?${query}`;
}
