import { spawnSync } from 'node:child_process'
import { accessSync, chownSync, constants, readdirSync } from 'node:fs'
import path from 'node:path'

/** How to run a command as somebody who is not root: PostgreSQL refuses root. */
export interface Unprivileged {
  wrap: (command: string, args: string[]) => [string, string[]]
  options: { uid?: number; gid?: number }
  /** Gives a folder and what is in it to whoever the command runs as. */
  hand: (folder: string) => void
}

/** The conventional number of «nobody», who owns nothing on any system. */
const nobody = 65534

const asOurselves: Unprivileged = { wrap: (command, args) => [command, args], options: {}, hand: () => {} }

/** In a user namespace we have another name while the files stay ours, so even a folder that only root may enter works. */
const inNamespace: Unprivileged = {
  ...asOurselves,
  wrap: (command, args) => ['unshare', ['--user', '--map-user=1000', '--map-group=1000', '--', command, ...args]],
}

const chownAll = (folder: string) => {
  chownSync(folder, nobody, nobody)
  for (const name of readdirSync(folder, { recursive: true }))
    chownSync(path.join(folder, String(name)), nobody, nobody)
}

const asNobody: Unprivileged = { ...asOurselves, options: { uid: nobody, gid: nobody }, hand: chownAll }

const works = (command: string, args: string[], options = {}) =>
  spawnSync(command, args, { stdio: 'ignore', ...options }).status === 0

/**
 * Finds a way that works here: as a plain user there is nothing to do; as root a user namespace, else the user «nobody».
 * @throws Error saying what to do where neither works (a container without namespaces, in a folder that only root may enter)
 */
export const unprivileged = (binary: string): Unprivileged => {
  if (process.getuid?.() !== 0) return asOurselves
  if (works('unshare', ['--user', '--map-user=1000', '--map-group=1000', '--', binary, '--version'])) return inNamespace
  accessSync(binary, constants.X_OK)
  if (works(binary, ['--version'], asNobody.options)) return asNobody
  throw new Error(
    'PostgreSQL does not run as root, and here it can take no other name: this system allows no user namespaces, and other users cannot enter this folder. Start Wellmet as a plain user, or set DATABASE_URL.',
  )
}
