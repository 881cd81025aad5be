import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, posix } from 'node:path'
import { promisify } from 'node:util'
import { readDockerIgnore } from './docker-ignore.js'
import { type Instruction, readCommand, readDockerfile, readPairs, type Stage } from './read-dockerfile.js'

/** An image whose root is a folder; `app` is where its commands run. */
export type Image = {
  folder: string
  app: string
  environment: Record<string, string>
  user: string
  command: string[]
  check: string[]
}
type Built = Image & { workdir: string }
type Step = (built: Built, instruction: Instruction) => Promise<void> | void

// As npm finds its packages on this machine: our own NODE_ENV, and what `npm run` tells its scripts, stay out.
const PASSED_ON =
  /^(PATH|HOME|LANG|TMPDIR|https?_proxy|no_proxy|NODE_EXTRA_CA_CERTS|npm_config_(registry|cache))$/i
const NPM = { npm_config_prefer_offline: 'true', npm_config_audit: 'false', npm_config_fund: 'false' }
const EMPTY = { environment: {}, user: 'root', command: [], check: [], workdir: '/' }

/**
 * Runs the steps of a Dockerfile without Docker, each stage in a folder of its own: COPY takes what .dockerignore lets
 * through, RUN runs in a shell of this machine, whose Node stands for the one of the base image. The image is the last
 * stage; the caller removes `folder`.
 * @param context the folder that would be handed to `docker build`
 * @throws for a step that it does not know, or that would touch this machine
 */
export async function buildInFolders(
  dockerfile: string,
  dockerIgnore: string,
  context: string,
): Promise<Image & { remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'collecte-qf-image-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    const sent = join(folder, 'context')
    await send(context, sent, readDockerIgnore(dockerIgnore))
    const stages = readDockerfile(dockerfile)
    const done = new Map<string, Built>()
    for (const [index, stage] of stages.entries()) {
      const built = await begin(stage, join(folder, String(index)), done)
      for (const instruction of stage.instructions) await step(sent, done)(built, instruction)
      done.set(stage.name ?? String(index), built)
    }
    const last = done.get(stages.at(-1)?.name ?? String(stages.length - 1))
    if (!last) throw new Error('There is no stage')
    return { ...last, app: join(last.folder, last.workdir), remove }
  } catch (error) {
    await remove()
    throw error
  }
}

async function send(context: string, sent: string, isIgnored: (path: string) => boolean): Promise<void> {
  await cp(context, sent, {
    recursive: true,
    filter: async (source) => {
      const path = source.slice(context.length + 1).replaceAll('\\', '/')
      // An ignored folder may hold what an exception lets through.
      return path === '' || !isIgnored(path) || (await stat(source)).isDirectory()
    },
  })
}

async function begin({ from }: Stage, folder: string, done: Map<string, Built>): Promise<Built> {
  const base = done.get(from)
  if (base) await cp(base.folder, folder, { recursive: true, verbatimSymlinks: true })
  else await mkdir(folder, { mode: 0o755 })
  return { ...(base ?? EMPTY), folder, app: folder }
}

function step(sent: string, done: Map<string, Built>): Step {
  const steps: Record<string, Step> = {
    WORKDIR: (built, { rest }) => {
      built.workdir = posix.resolve(built.workdir, rest)
      return mkdir(join(built.folder, built.workdir), { recursive: true }).then(() => {})
    },
    COPY: async (built, { flags, rest }) => {
      const from = flags.from === undefined ? sent : done.get(flags.from)?.folder
      if (!from) throw new Error(`There is no stage ${flags.from}`)
      await copy(from, built, rest.split(/\s+/))
    },
    RUN: run,
    ENV: (built, { rest }) => {
      built.environment = { ...built.environment, ...readPairs(rest) }
    },
    USER: (built, { rest }) => {
      built.user = rest
    },
    CMD: (built, { rest }) => {
      built.command = readCommand(rest)
    },
    HEALTHCHECK: (built, { rest }) => {
      built.check = readCommand(rest.replace(/^CMD\s+/, ''))
    },
    LABEL: () => {},
    EXPOSE: () => {},
  }
  return (built, instruction) => {
    const known = steps[instruction.name]
    if (!known) throw new Error(`${instruction.name} is not understood`)
    return known(built, instruction)
  }
}

/** A folder gives what it holds; a file keeps its name where the target is a folder. */
async function copy(from: string, { folder, workdir }: Built, words: string[]): Promise<void> {
  const sources = words.slice(0, -1)
  const named = words.at(-1) ?? ''
  const target = join(folder, posix.resolve(workdir, named))
  for (const source of sources) {
    const path = join(from, source)
    const isFile = (await stat(path)).isFile()
    const into = isFile && (named.endsWith('/') || sources.length > 1)
    await cp(path, into ? join(target, posix.basename(source)) : target, {
      recursive: true,
      verbatimSymlinks: true,
    })
  }
}

async function run({ folder, workdir, environment }: Built, { flags, rest }: Instruction): Promise<void> {
  if (Object.keys(flags).length > 0) throw new Error('RUN with flags is not understood')
  // There are no walls here: what begins at the root is of this machine.
  if (/(^|[\s=:'"])\/(?!dev\/null)/.test(rest)) throw new Error(`RUN would touch this machine: ${rest}`)
  const ours = Object.entries(process.env).filter(([name]) => PASSED_ON.test(name))
  const env = { ...Object.fromEntries(ours), ...NPM, ...environment }
  const options = { cwd: join(folder, workdir), env, maxBuffer: 1e8 }
  await promisify(execFile)('sh', ['-c', rest], options).catch(({ stdout, stderr }) => {
    // The compiler tells its faults on stdout.
    throw new Error(`RUN ${rest} failed:\n${String(stdout).slice(-4000)}\n${String(stderr).slice(-4000)}`)
  })
}
