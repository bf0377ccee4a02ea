// Passkeys: what the server asks is put to the browser, and the answer is sent as a form.
const bytes = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), sign => sign.charCodeAt(0))
const letters = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
const named = list => (list || []).map(one => ({ ...one, id: bytes(one.id) }))

function forNew (options, alone) {
  const asked = { ...options, challenge: bytes(options.challenge), user: { ...options.user, id: bytes(options.user.id) }, excludeCredentials: named(options.excludeCredentials) }
  if (alone) {
    asked.authenticatorSelection = { ...asked.authenticatorSelection, residentKey: 'required', requireResidentKey: true, userVerification: 'required' }
  }
  return asked
}

function told (credential) {
  const said = credential.response
  const response = { clientDataJSON: letters(said.clientDataJSON) }
  if (said.attestationObject) {
    response.attestationObject = letters(said.attestationObject)
    response.transports = said.getTransports ? said.getTransports() : []
  } else {
    response.authenticatorData = letters(said.authenticatorData)
    response.signature = letters(said.signature)
    if (said.userHandle) response.userHandle = letters(said.userHandle)
  }
  return {
    id: credential.id, rawId: letters(credential.rawId), type: credential.type, response,
    authenticatorAttachment: credential.authenticatorAttachment || undefined,
    clientExtensionResults: credential.getClientExtensionResults()
  }
}

async function asked (form) {
  if (form.dataset.passkey === 'login') {
    const answer = await fetch(form.action, { headers: { Accept: 'application/json' }, credentials: 'same-origin' })
    if (!answer.ok) throw new Error('the desk gave no challenge')
    return (await answer.json()).request_options
  }
  const said = JSON.parse(document.getElementById('passkey-options').textContent)
  return said.creation_options || said.request_options
}

async function use (form) {
  const { publicKey } = await asked(form)
  if (form.dataset.passkey === 'new') {
    const alone = form.elements.passwordless ? form.elements.passwordless.checked : false
    return navigator.credentials.create({ publicKey: forNew(publicKey, alone) })
  }
  return navigator.credentials.get({ publicKey: { ...publicKey, challenge: bytes(publicKey.challenge), allowCredentials: named(publicKey.allowCredentials) } })
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    const button = form.querySelector('button[type=button]')
    const says = form.querySelector('[data-passkey-says]')
    form.hidden = false
    button.addEventListener('click', async () => {
      says.hidden = true
      button.disabled = true
      try {
        form.elements.credential.value = JSON.stringify(told(await use(form)))
        form.submit()
      } catch {
        says.hidden = false
        button.disabled = false
      }
    })
  }
  for (const note of document.querySelectorAll('[data-passkey-missing]')) note.hidden = true
}
