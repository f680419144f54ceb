/** Elements whose content is no text for a reader. */
export const UNSEEN: ReadonlySet<string> = words(
  'script style template svg math head title textarea iframe object select noembed noframes video audio canvas',
);
/** Of these, the ones in which markup is plain text up to their own end tag. */
export const RAW: ReadonlySet<string> = words('script style textarea title iframe noembed noframes');
/** Elements without content or end tag. */
export const VOID: ReadonlySet<string> = words('area base br col embed hr img input link meta param source track wbr');
/** Elements that end the paragraph they stand in, and end themselves with one. */
export const BLOCKS: ReadonlySet<string> = words(`
  address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure
  footer form header hgroup hr html legend li main menu nav ol p pre section summary table tbody tfoot thead
  tr ul h1 h2 h3 h4 h5 h6
`);
export const HEADING = /^h[1-6]$/;

/** Whether an element with these attributes is not shown. */
export function isHiddenBy(attributes: ReadonlyMap<string, string>): boolean {
  if (attributes.has('hidden')) return true;
  const style = attributes.get('style');
  return (
    style !== undefined &&
    /display\s{0,8}:\s{0,8}none|visibility\s{0,8}:\s{0,8}hidden|font-size\s{0,8}:\s{0,8}0(?![.\d])|opacity\s{0,8}:\s{0,8}0(?![.\d])/i.test(
      style,
    )
  );
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
