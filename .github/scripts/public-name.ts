// The public name of the project and its major version, wherever documents spell them out.
import { PROJECT, VERSION } from '../../src/project.ts';

const MAJOR = `v${VERSION.split('.')[0]}`;
const name = PROJECT.slice(PROJECT.indexOf('/') + 1);
const NAMED = new RegExp(`(?<![\\w.-])[\\w-]+/${name}(?![\\w-])(?:(@|/)v\\d+(?![\\w.]))?`, 'g');

/** Writes today's owner over every `<owner>/<project>`, and today's major version behind it where one stands there. */
export function putPublicName(text: string): string {
  return text.replace(NAMED, (_, separator: string | undefined) =>
    separator === undefined ? PROJECT : `${PROJECT}${separator}${MAJOR}`,
  );
}
