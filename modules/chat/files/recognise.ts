/** What a file is by its content; what its sender calls it counts for nothing. */
const begins = (bytes: Uint8Array, ...wanted: readonly number[]): boolean =>
  wanted.every((byte, i) => bytes[i] === byte)
const latin = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.subarray(from, to)).toString('latin1')

const office: readonly (readonly [part: string, type: string])[] = [
  ['word/', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['xl/', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['ppt/', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
]

/**
 * The type of a file that may be sent, or null where it is none of those: pictures, PDF, office documents, ZIP and 7z archives, sound and
 * film of telephones, plain text. Programs, and markup that a browser would run (HTML, SVG), are not.
 */
export function recogniseFile(bytes: Uint8Array): string | null {
  if (begins(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png'
  if (begins(bytes, 0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (/^GIF8[79]a/.test(latin(bytes, 0, 6))) return 'image/gif'
  if (latin(bytes, 0, 4) === 'RIFF' && latin(bytes, 8, 12) === 'WEBP') return 'image/webp'
  if (latin(bytes, 4, 8) === 'ftyp') {
    const brand = latin(bytes, 8, 12)
    if (/^(heic|heix|mif1|msf1)$/.test(brand)) return 'image/heic'
    return brand.startsWith('M4A') ? 'audio/mp4' : 'video/mp4'
  }
  if (latin(bytes, 0, 4) === 'OggS') return 'audio/ogg'
  if (latin(bytes, 0, 3) === 'ID3' || begins(bytes, 0xff, 0xfb)) return 'audio/mpeg'
  if (latin(bytes, 0, 5) === '%PDF-') return 'application/pdf'
  if (begins(bytes, 0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c)) return 'application/x-7z-compressed'
  if (begins(bytes, 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)) return 'application/x-ole-storage'
  if (begins(bytes, 0x50, 0x4b, 0x03, 0x04)) return zipType(bytes)
  return isPlainText(bytes) ? 'text/plain' : null
}

function zipType(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('latin1')
  if (!text.includes('[Content_Types].xml')) return 'application/zip'
  return office.find(([part]) => text.includes(part))?.[1] ?? 'application/zip'
}

function isPlainText(bytes: Uint8Array): boolean {
  if (bytes.length === 0 || bytes.includes(0)) return false
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return !/^\s*(<|#!)/.test(text) && !/<(script|svg|html|iframe)\b/i.test(text)
  } catch {
    return false
  }
}
