import manifest from '../package.json' with { type: 'json' };

/** `OWNER/readme-tagger`: the one place the public name comes from is `repository` in package.json. */
export const PROJECT = /github\.com\/([^/]+\/[^/.]+)/.exec(manifest.repository.url)?.[1] ?? manifest.name;
export const VERSION: string = manifest.version;
export const PROJECT_URL = `https://github.com/${PROJECT}`;
/** Workflows to copy, as they are in this major version. */
export const EXAMPLES_URL = `${PROJECT_URL}/tree/v${VERSION.split('.')[0]}/examples`;
