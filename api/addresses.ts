/**
 * The attributes of markup that hold an address, as the source of a regular expression. There is one list for the check that
 * no address is a script and for pages of the past, whose addresses stay within it, so that neither lacks what the other has.
 */
export const ADDRESS_ATTRIBUTE =
  '(?:href|src|action|formaction|poster|data-pick|data-live|data-question|data-proof|(?:data-)?hx-(?:get|post|put|patch|delete|push-url|replace-url))'
