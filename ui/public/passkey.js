// Passkeys: has an authenticator answer what the server asks, and sends the form with that answer. Everything else of these
// pages works without. It comes before other scripts, as its buttons are shown once there is one.
const say = ({ form }, text) => {
  const said = form.querySelector('[data-passkey-said]')
  said.textContent = text
  said.hidden = false
}

const LED_AWAY = Symbol('led away')
const question = async ({ dataset, form }) => {
  const half = form.elements.half?.value
  const answer = await fetch(dataset.question, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(half ? { half } : {}),
  })
  const body = await answer.json()
  if (answer.ok) return body
  if (body.code !== 'ProofNeeded') throw new Error(body.detail)
  location.assign(dataset.proof)
  throw LED_AWAY
}

const answers = {
  add: asked => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(asked) }),
  show: asked => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked) }),
}

/** What went wrong, in the words of the page; what the server said stands for itself. */
const why = ({ dataset }, { name, message }, asked) => {
  const where = asked?.rpId ?? asked?.rp?.id
  const known = {
    NotAllowedError: dataset.failed,
    AbortError: dataset.failed,
    InvalidStateError: dataset.already,
    SecurityError: `${dataset.elsewhere} ${where}`,
  }
  return known[name] ?? message
}

const askPasskey = async button => {
  if (!globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON) return say(button, button.dataset.unsupported)
  let asked
  button.disabled = true
  try {
    asked = await question(button)
    const answer = await answers[button.dataset.passkey](asked)
    button.form.elements[button.dataset.into].value = JSON.stringify(answer.toJSON())
    button.form.submit()
  } catch (error) {
    if (error !== LED_AWAY) say(button, why(button, error, asked))
  } finally {
    button.disabled = false
  }
}

document.addEventListener('click', event => {
  const button = event.target.closest?.('button[data-passkey]')
  if (!button) return
  event.preventDefault()
  if (button.dataset.passkey !== 'add' || button.form.reportValidity()) void askPasskey(button)
})

document.documentElement.dataset.script = ''
