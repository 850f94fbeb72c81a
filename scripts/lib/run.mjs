import { spawn } from 'node:child_process'
import { root } from './root.mjs'

/** Runs a program in the repository, its output straight through; resolves to its exit code. */
export function run(program, parameters, options = {}) {
  return new Promise((done, failed) => {
    const child = spawn(program, parameters, { cwd: root, stdio: 'inherit', ...options })
    const pass = (signal) => child.kill(signal)
    const signals = ['SIGINT', 'SIGTERM']
    for (const signal of signals) process.on(signal, pass)
    child.once('error', failed)
    child.once('close', (code, signal) => {
      for (const name of signals) process.off(name, pass)
      done(code ?? (signal ? 130 : 1))
    })
  })
}

/** Runs a program and keeps what it says, in order. */
export function capture(program, parameters, options = {}) {
  return new Promise((done, failed) => {
    const child = spawn(program, parameters, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text
      })
    }
    child.once('error', failed)
    child.once('close', (code) => done({ code: code ?? 1, output }))
  })
}

/** npm, as it was called or as the system knows it. */
export const npm = (...parameters) =>
  process.env.npm_execpath?.endsWith('.js')
    ? [process.execPath, [process.env.npm_execpath, ...parameters]]
    : [process.platform === 'win32' ? 'npm.cmd' : 'npm', parameters]

/** `1.4 s` since a moment of `performance.now()`. */
export const since = (began) => `${((performance.now() - began) / 1000).toFixed(1)} s`
