/** The headers of the answer behind an octokit error, names in lower case; empty where there was no answer. */
export function readHeaders(error: object): ReadonlyMap<string, string> {
  const response = 'response' in error ? error.response : undefined;
  const headers = response instanceof Object && 'headers' in response ? response.headers : undefined;
  if (!(headers instanceof Object)) return new Map();
  return new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}
