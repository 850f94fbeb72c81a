// Begins only where a word begins and is bounded, so that a long text without an address costs no more than its length.
const address =
  /(?<![^\s<>()"',;:])([^\s@<>()"',;:]{1,2})[^\s@<>()"',;:]{0,200}@([^\s@<>()"',;]{1,200}\.[^\s@<>()"',;.]{1,63})/g
/** Ten digits and more however they are grouped: shorter runs are prices, sizes and dates. */
const number = /\+?\d(?:[\s().-]{0,3}\d){9,}/g

/**
 * A text written by people without the phone numbers and addresses in it: for those who may read the talk and not learn
 * whose it is. A number keeps its last two digits, an address its first letters and its domain. Names stay: nothing tells them from words.
 */
export const maskContacts = (text: string): string =>
  text.replace(address, '$1***@$2').replace(number, (found) => `***${found.replace(/\D/g, '').slice(-2)}`)
