/** One step: its name, its flags (`--from=build`), and the rest of its line. */
export type Instruction = { name: string; flags: Record<string, string>; rest: string }
export type Stage = { from: string; name: string | null; instructions: Instruction[] }

const FROM = /^(\S+)(?:\s+AS\s+(\S+))?$/i

/** The stages of a Dockerfile, in order. https://docs.docker.com/reference/dockerfile/ */
export function readDockerfile(text: string): Stage[] {
  const stages: Stage[] = []
  for (const instruction of instructionsOf(text)) {
    const stage = stages.at(-1)
    if (instruction.name === 'FROM') stages.push(beginStage(instruction.rest))
    else if (stage) stage.instructions.push(instruction)
    else throw new Error(`${instruction.name} stands before FROM`)
  }
  return stages
}

/** What follows CMD, or an array within: the words of the command. @throws when it is for a shell */
export function readCommand(rest: string): string[] {
  if (!rest.startsWith('[')) throw new Error(`A shell would not hand signals on: ${rest}`)
  return JSON.parse(rest) as string[]
}

/** `name=value name="some words"`, of ENV and LABEL. */
export function readPairs(rest: string): Record<string, string> {
  const pairs = [...rest.matchAll(/([\w.]+)=(?:"([^"]*)"|(\S+))/g)]
  return Object.fromEntries(pairs.map(([, name, quoted, bare]) => [name, quoted ?? bare ?? '']))
}

function instructionsOf(text: string): Instruction[] {
  const lines = text.split('\n').filter((line) => !/^\s*(#|$)/.test(line))
  const whole = lines.join('\n').replace(/\\\n/g, ' ').split('\n')
  return whole.map((line) => {
    const [, name = '', flags = '', rest = ''] = /^\s*(\S+)\s+((?:--\S+\s+)*)(.*)$/.exec(line) ?? []
    return { name: name.toUpperCase(), flags: readFlags(flags), rest: rest.trim() }
  })
}

function readFlags(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(/--([\w-]+)=(\S+)/g)].map(([, name, value]) => [name, value]))
}

function beginStage(rest: string): Stage {
  const [, from, name] = FROM.exec(rest) ?? []
  if (!from) throw new Error(`FROM ${rest} is not understood`)
  return { from, name: name ?? null, instructions: [] }
}
