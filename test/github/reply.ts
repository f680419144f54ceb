/** What a route answers. Bodies are JSON values unless they are bytes with a content type of their own. */
export type Reply = {
  readonly status: number;
  readonly headers?: { readonly [name: string]: string };
  readonly json?: unknown;
  readonly bytes?: { readonly content: Uint8Array; readonly type: string };
};

/** Thrown by routes and by what they call; the server sends its reply. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly reply: Reply;

  constructor(reply: Reply) {
    super(`${reply.status}`);
    this.reply = reply;
  }
}

export const ok = (json: unknown, headers?: Reply['headers']): Reply => ({
  status: 200,
  json,
  ...(headers && { headers }),
});

const documentation = 'https://docs.github.com/rest';

/** GitHub's usual error body. `extra` adds members, for example `errors` of a 422. */
export function errorReply(
  status: number,
  message: string,
  options: { readonly headers?: Reply['headers']; readonly extra?: object; readonly documentation?: string } = {},
): Reply {
  return {
    status,
    ...(options.headers && { headers: options.headers }),
    json: {
      message,
      ...options.extra,
      documentation_url: options.documentation ?? documentation,
      status: String(status),
    },
  };
}

export function refuse(...args: Parameters<typeof errorReply>): Refusal {
  return new Refusal(errorReply(...args));
}
