import { editDistance } from '../suggestion.ts';

/** Names that are shown at most. */
const maxShown = 5;

/** The names in an answer of `GET /models`; empty where it holds none that can be shown. */
export function readModels(body: string): readonly string[] {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return [];
  }
  const list: unknown = typeof json === 'object' && json !== null && 'data' in json ? json.data : json;
  if (!Array.isArray(list)) return [];
  const names = list.slice(0, 20_000).map((entry: unknown) => {
    return typeof entry === 'object' && entry !== null && 'id' in entry ? entry.id : null;
  });
  // What no model is called is untrusted text and is not shown.
  return [
    ...new Set(names.filter((name) => typeof name === 'string' && /^(?!.*(?:::|:\/\/))\w[\w.:/@+-]{0,99}$/.test(name))),
  ].map(String);
}

/**
 * A sentence about the models that an endpoint has, for somebody who asked for `wanted`: the nearest ones, or all where they
 * are few. The empty string where nothing is known.
 */
export function renderModels(wanted: string, known: readonly string[]): string {
  if (known.length === 0) return '';
  const quote = (names: readonly string[]) => names.map((name) => JSON.stringify(name)).join(', ');
  if (known.includes(wanted))
    return 'It is in the list of models there, but may be of another kind, or not open to this key.';
  const near = findNearest(wanted, known);
  if (near.length > 0) return `Did you mean ${near.length > 1 ? 'one of ' : ''}${quote(near)}?`;
  if (known.length <= maxShown) return `Its ${known.length === 1 ? 'only model is' : 'models are'} ${quote(known)}.`;
  return `None of the ${known.length} models there has a name that is near.`;
}

/** Names that hold the wanted one or are held by it, without the maker's name and the variant, or that differ in few letters. */
function findNearest(wanted: string, known: readonly string[]): readonly string[] {
  if (wanted.length > 100) return [];
  const own = plain(wanted);
  const scored = known.flatMap((name) => {
    const other = plain(name);
    const longest = Math.max(own.length, other.length);
    const isPart = Math.min(own.length, other.length) >= 3 && (own.includes(other) || other.includes(own));
    if (!isPart && Math.abs(own.length - other.length) > longest / 3) return [];
    const distance = editDistance(own, other);
    return isPart || distance <= longest / 3 ? [{ name, distance }] : [];
  });
  return scored
    .sort((left, right) => left.distance - right.distance || (left.name < right.name ? -1 : 1))
    .slice(0, maxShown)
    .map(({ name }) => name);
}

/** `GPT-6-Luna` for `openai/gpt-6-luna:free`. */
function plain(name: string): string {
  return name.toLowerCase().replace(/^.*\//, '').replace(/:.*$/, '');
}
