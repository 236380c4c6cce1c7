/**
 * Passkeys need the browser's own dialogue, so this part needs script. A block says what it is for: `data-passkey="sign-in"` or
 * `"add"`; it is shown only where the browser knows passkeys.
 */

interface Options {
  challenge: string
  allowCredentials?: { id: string; type: 'public-key'; transports?: AuthenticatorTransport[] }[]
  excludeCredentials?: { id: string; type: 'public-key'; transports?: AuthenticatorTransport[] }[]
  user?: { id: string; name: string; displayName: string }
}

const bytes = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replace(/-/gu, '+').replace(/_/gu, '/')), (letter) => letter.charCodeAt(0))

const text = (buffer: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/gu, '-')
    .replace(/\//gu, '_')
    .replace(/=+$/u, '')

const post = async <Answer>(path: string, body: Record<string, unknown>, token: string): Promise<Answer> => {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-form-token': token },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(String(answer.status))
  return answer.json()
}

const listed = (list: Options['allowCredentials']) => list?.map((one) => ({ ...one, id: bytes(one.id) }))

const signIn = async ({ token = '', next = '' }: DOMStringMap): Promise<string> => {
  const options = await post<Options & Omit<PublicKeyCredentialRequestOptions, 'challenge' | 'allowCredentials'>>(
    '/sign-in/passkey/options',
    {},
    token,
  )
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: listed(options.allowCredentials),
  }
  const found = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential
  const proof = found.response as AuthenticatorAssertionResponse
  const response = {
    id: found.id,
    rawId: text(found.rawId),
    type: found.type,
    clientExtensionResults: {},
    response: {
      authenticatorData: text(proof.authenticatorData),
      clientDataJSON: text(proof.clientDataJSON),
      signature: text(proof.signature),
      ...(proof.userHandle ? { userHandle: text(proof.userHandle) } : {}),
    },
  }
  const { to } = await post<{ to: string }>('/sign-in/passkey', next ? { response, next } : { response }, token)
  return to
}

const add = async (block: HTMLElement): Promise<string> => {
  const { token = '' } = block.dataset
  const typed = (name: string) => block.querySelector<HTMLInputElement>(`[name=${name}]`)?.value ?? ''
  const options = await post<Options & PublicKeyCredentialCreationOptions>(
    '/account/passkeys/options',
    { password: typed('password') },
    token,
  )
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id as unknown as string) },
    excludeCredentials: listed(options.excludeCredentials as Options['excludeCredentials']),
  } as PublicKeyCredentialCreationOptions
  const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential
  const proof = made.response as AuthenticatorAttestationResponse
  const response = {
    id: made.id,
    rawId: text(made.rawId),
    type: made.type,
    clientExtensionResults: {},
    response: {
      attestationObject: text(proof.attestationObject),
      clientDataJSON: text(proof.clientDataJSON),
      transports: proof.getTransports?.() ?? [],
    },
  }
  const { to } = await post<{ to: string }>('/account/passkeys', { response, name: typed('name') }, token)
  return to
}

const prepare = (block: HTMLElement) => {
  const button = block.querySelector<HTMLButtonElement>('[data-press]')
  const status = block.querySelector<HTMLElement>('[role=status]')
  if (!button || !status || !('PublicKeyCredential' in window)) return
  block.hidden = false
  document.querySelector<HTMLElement>('[data-without-passkey]')?.setAttribute('hidden', '')
  button.addEventListener('click', async () => {
    status.textContent = ''
    button.disabled = true
    try {
      location.assign(await (block.dataset.passkey === 'add' ? add(block) : signIn(block.dataset)))
    } catch {
      status.textContent = block.dataset.failed ?? ''
      button.disabled = false
    }
  })
}

for (const block of document.querySelectorAll<HTMLElement>('[data-passkey]')) prepare(block)
