import type { ChatBody } from '../classify/llm/body.ts';
import { isAzure } from '../settings/base-url.ts';

/** OpenAI's own. */
const OPENAI_URL = 'https://api.openai.com/v1';

/** What is known of an endpoint by its address alone. What can be learned by asking is not here. */
export type Endpoint = {
  readonly url: URL;
  /** Host and port, as messages name it. */
  readonly host: string;
  /** Scheme, host and path, without a query. */
  readonly address: string;
  readonly isAzure: boolean;
};

/** `baseUrl` as `checkBaseUrl` gives it; null means OpenAI's own. */
export function describeEndpoint(baseUrl: string | null): Endpoint {
  const url = new URL(baseUrl ?? OPENAI_URL);
  const address = url.origin + url.pathname.replace(/\/+$/, '');
  return { url, host: url.host, address, isAzure: isAzure(url.hostname) };
}

/**
 * The headers that carry the key. Azure wants it in a header of its own, and takes tokens of Entra (which are JWTs) as all others
 * take keys; behind a gateway with a name of its own it is told by its path and gets both.
 */
export function renderKeyHeaders(endpoint: Endpoint, apiKey: string): Readonly<Record<string, string>> {
  // A server that wants no key gets one all the same: some refuse a request without the header.
  const bearer = { authorization: `Bearer ${apiKey === '' ? 'no-key' : apiKey}` };
  if (apiKey === '' || /^eyJ[\w-]*\.[\w-]+\.[\w-]*$/.test(apiKey)) return bearer;
  if (endpoint.isAzure) return { 'api-key': apiKey };
  const isLikeAzure = /\/openai\/(?:v1$|deployments\/)/.test(endpoint.url.pathname.replace(/\/+$/, ''));
  return isLikeAzure ? { ...bearer, 'api-key': apiKey } : bearer;
}

/** A body with what one provider alone needs, as it is sent. */
export type SentBody = ChatBody & {
  readonly provider?: { readonly require_parameters: true };
  readonly thinking?: { readonly type: 'disabled' };
};

/**
 * OpenRouter hands a request to any of its providers, also to one that does not know the form of the answer and leaves it out
 * silently, unless told not to (openrouter.ai/docs/structured-outputs). DeepSeek's models think at length before they answer, and
 * within the limit of the answer, unless told not to (api-docs.deepseek.com/guides/thinking_mode).
 */
export function completeBody(body: ChatBody, baseUrl: string | null): SentBody {
  const { hostname } = describeEndpoint(baseUrl).url;
  const isAt = (domain: string): boolean => hostname === domain || hostname.endsWith(`.${domain}`);
  const { messages, ...before } = body;
  if (isAt('deepseek.com')) return { ...before, thinking: { type: 'disabled' }, messages };
  if (isAt('openrouter.ai') && body.response_format !== undefined) {
    return { ...before, provider: { require_parameters: true }, messages };
  }
  return body;
}
