// `npm start`: installs what is missing, then opens the demo community.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { ensureInstalled, programEnvironment, programNode, root } from './install.mjs'

ensureInstalled()
const node = programNode()
const program = spawn(node, [path.join(root, 'bin/wellmet.mjs'), 'demo', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: programEnvironment(node),
})
// Whoever ends npm by its pid ends only npm and its shell: this process notices that its parent has changed.
const parent = process.ppid
setInterval(() => process.ppid !== parent && program.kill('SIGTERM'), 500).unref()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => program.kill(signal))
program.on('exit', (code, signal) => process.exit(code ?? (signal ? 130 : 1)))
