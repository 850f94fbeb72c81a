/** The product's name as the record keeps it where something happened by itself. Screens write it in the reader's alphabet. */
export const productName = 'Lidoskop'
