// Runs an entry of the service from the sources where tsx is installed (a clone), else from the compiled program (the
// production image, which has no development dependencies): node scripts/run.mjs src/main admin …
const [node, , entry, ...args] = process.argv
process.argv = [node, entry, ...args]

if (canRunSources()) {
  const { register } = await import('tsx/esm/api')
  register()
  await import(`../${entry}.ts`)
} else {
  await import(`../dist/${entry}.js`)
}

function canRunSources() {
  try {
    return Boolean(import.meta.resolve('tsx/esm/api'))
  } catch {
    return false
  }
}
