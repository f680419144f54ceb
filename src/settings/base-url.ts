import { quote } from './quote.ts';
/** An address that can be asked, or why not: each sentence follows `Input "base-url" `. */
export type BaseUrlCheck =
  | {
      readonly ok: true;
      /** Without a slash at its end. */
      readonly baseUrl: string;
      /** What was changed, or is to be known, as whole sentences. */
      readonly notices: readonly string[];
    }
  | { readonly ok: false; readonly code: 'settings/base-url' | 'llm/github-models'; readonly problem: string };

const example = 'expected an address such as https://api.openai.com/v1 or http://localhost:11434/v1.';

/**
 * Checks the address of an OpenAI-compatible endpoint, which is what stands before `/chat/completions`. A query stays, since
 * Azure's older addresses need `?api-version=`. With a key, plain `http:` is for hosts of one's own network alone.
 */
export function checkBaseUrl(text: string, hasKey: boolean): BaseUrlCheck {
  const given = text.trim();
  if (given.length > 2000) return bad(`has ${given.length} characters; ${example}`);
  const url = URL.canParse(given) ? new URL(given) : null;
  // `localhost:11434` parses as a scheme and a path.
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.hostname === '') {
    const guess = /^[a-z0-9.-]+(?::\d+)?(?:\/|$)/i.test(given) ? ' It must start with https:// or http://.' : '';
    // A key pasted into the wrong place, or one that stands before an @.
    const mayBeKey = given.includes('@') || /^[\w-]{16,}$/.test(given);
    const shown = mayBeKey ? 'is no address' : `is ${quote(given)}`;
    return bad(`${shown}; ${example}${guess}`);
  }
  if (url.username !== '' || url.password !== '') {
    return bad(
      'holds a name or password before the host. Take it out, and give the key in "api-key" (OPENAI_API_KEY on the command line).',
    );
  }
  const secrets = [...url.searchParams.keys()].filter((name) => secretNames.test(name)).map((name) => quote(name));
  if (secrets.length > 0) {
    return bad(
      `holds ${secrets.join(' and ')} in its query. Take it out, and give the key in "api-key" (OPENAI_API_KEY on the command line).`,
    );
  }
  if (isGitHubModels(url.hostname)) {
    return {
      ok: false,
      code: 'llm/github-models',
      problem: `is ${quote(url.origin)}, an address of GitHub Models, which GitHub retired on 2026-07-30. Set "base-url", "api-key" and "model" for another provider, or leave all three out: the offline classifier needs none.`,
    };
  }
  const azure = findAzureProblem(url);
  if (azure !== null) return bad(azure);
  if (url.protocol === 'http:' && hasKey && !isOwnNetwork(url.hostname)) {
    return bad(
      `is ${quote(url.origin)}, which would send the key unencrypted over the internet. Write https://; plain http is for localhost and private addresses.`,
    );
  }
  return accept(url);
}

function accept(url: URL): BaseUrlCheck {
  const notices: string[] = [];
  url.hash = '';
  const path = url.pathname.replace(/\/+$/, '');
  // Azure has an API whose base is /models itself.
  const [operation] = /\/(?:chat\/completions|completions|responses|(?<=\/v[0-9]+\/)models)$/.exec(path) ?? [''];
  if (operation !== '') {
    notices.push(`"base-url" ends in "${operation}", which is added to it for each request; the end was taken off.`);
  }
  if (url.protocol === 'http:' && !isOwnNetwork(url.hostname)) {
    notices.push(`"base-url" is ${quote(url.origin)}: the README goes there unencrypted.`);
  }
  url.pathname = path.slice(0, path.length - operation.length);
  return { ok: true, baseUrl: url.origin + url.pathname.replace(/\/+$/, '') + url.search, notices };
}

/** Addresses of Azure that are known to answer 404 whatever is asked. */
function findAzureProblem(url: URL): string | null {
  if (!isAzure(url.hostname)) return null;
  const path = url.pathname.replace(/\/+$/, '');
  if (path === '' || path === '/openai') {
    return `is ${quote(url.origin + path)}; expected ${quote(`${url.origin}/openai/v1`)}, with the name of the deployment as "model".`;
  }
  if (path.startsWith('/openai/deployments/') && !url.searchParams.has('api-version')) {
    return `is ${quote(url.origin + path)}, which Azure answers only with an API version: add "?api-version=2024-10-21", or use ${quote(`${url.origin}/openai/v1`)} with the name of the deployment as "model".`;
  }
  return null;
}

/** Whether a host is one of Azure OpenAI, which takes a key in a header of its own. */
export function isAzure(hostname: string): boolean {
  return /\.(?:openai\.azure\.(?:com|us|cn)|services\.ai\.azure\.(?:com|us)|cognitiveservices\.azure\.(?:com|us|cn))$/.test(
    hostname,
  );
}

function isGitHubModels(hostname: string): boolean {
  return hostname === 'models.github.ai' || hostname === 'models.inference.ai.azure.com';
}

/** Names of parameters that hold keys, as gateways call them. */
const secretNames = /^(?:.*[_-])?(?:key|apikey|token|secret|password|sig|signature|code|auth|authorization)$/i;

/**
 * Whether a host, as `URL` writes it, is this machine or in a network of its own: loopback, private and link-local addresses,
 * that of shared networks such as VPNs (RFC 6598), names without a dot, and domains that no public server has (RFC 6761, 6762, 8375, `.internal` of ICANN).
 */
export function isOwnNetwork(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/\.$/, '');
  if (host.startsWith('[')) return /^\[(?:::1|f[cd][0-9a-f]{2}:.*|fe[89ab][0-9a-f]:.*)\]$/.test(host);
  const octets = /^(\d+)\.(\d+)\.\d+\.\d+$/.exec(host);
  if (octets) {
    const [first, second] = [Number(octets[1]), Number(octets[2])];
    return (
      first === 127 ||
      first === 10 ||
      (first === 172 && second >= 16 && second <= 31) ||
      (first === 192 && second === 168) ||
      (first === 169 && second === 254) ||
      (first === 100 && second >= 64 && second <= 127)
    );
  }
  return !host.includes('.') || /\.(?:localhost|local|internal|lan|home\.arpa|test)$/.test(host);
}

const bad = (problem: string): BaseUrlCheck => ({ ok: false, code: 'settings/base-url', problem });
