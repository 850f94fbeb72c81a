/** Forms are watched without code: who leaves a telephone number or an address in one becomes a contact. Nothing else is read. */

export interface Contact {
  phone?: string
  email?: string
  person?: string
}

/** `data-lidoskop-off` on a field, a form or anything around them: it is not looked at. */
const off = '[data-lidoskop-off]'
const secret = /pass|pwd|card|cvv|cvc|iban|secret|token|otp|карт[аы]\s|парол|код из/i
const asPhone = /phone|tel(?!egram)|mobile|whatsapp|телефон|тел\b|тел\.|моб/i
const asEmail = /e-?mail|почт/i
const asPerson = /(^|[^a-zа-я])(first.?|full.?|your.?|client.?|user.?)?(name|fio)([^a-z]|$)|имя|фио|зовут|обращаться/i
const notPerson = /company|organi|login|domain|file|компани|организац|фирм|город|city/i

const hintOf = (field: HTMLInputElement): string =>
  [
    field.name,
    field.id,
    field.placeholder,
    field.getAttribute('aria-label'),
    field.labels?.[0]?.textContent?.slice(0, 80),
  ].join(' ')

/** The contact in a form, or null where it holds none, or a password, which makes it a door of another kind. */
export function readForm(form: HTMLFormElement): Contact | null {
  if (form.closest(off)) return null
  const contact: Contact = {}
  for (const field of form.elements) {
    if (!(field instanceof HTMLInputElement)) continue
    if (field.type === 'password') return null
    if (!/^(text|tel|email|number)$/.test(field.type) || field.closest(off)) continue
    const value = field.value.trim()
    const auto = field.autocomplete
    const hint = hintOf(field)
    if (!value || /^cc-|password|one-time/.test(auto) || secret.test(hint)) continue
    const digits = value.replace(/\D/g, '').length
    if (
      !contact.email &&
      (field.type === 'email' || auto === 'email' || asEmail.test(hint)) &&
      /\S@\S+\.\S/.test(value)
    ) {
      contact.email = value.slice(0, 200)
    } else if (
      !contact.phone &&
      (field.type === 'tel' || /^tel/.test(auto) || asPhone.test(hint)) &&
      digits >= 10 &&
      digits <= 15
    ) {
      contact.phone = value.slice(0, 50)
    } else if (
      !contact.person &&
      field.type === 'text' &&
      digits === 0 &&
      (/^(name|given-name)$/.test(auto) || (asPerson.test(hint) && !notPerson.test(hint)))
    ) {
      contact.person = value.slice(0, 200)
    }
  }
  return contact.phone || contact.email ? contact : null
}

/** What people call the form. */
export const nameOfForm = (form: HTMLFormElement): string =>
  (form.dataset.lidoskopForm || form.getAttribute('aria-label') || form.getAttribute('name') || form.id)
    .trim()
    .slice(0, 100)

/** Calls `onContact` for each form that is sent with a contact. Read before the site's own code may empty it. */
export function watchForms(onContact: (contact: Contact, form: string) => void): void {
  addEventListener(
    'submit',
    ({ target }) => {
      if (!(target instanceof HTMLFormElement)) return
      const contact = readForm(target)
      if (contact) onContact(contact, nameOfForm(target))
    },
    true,
  )
}
