// Loaded before a program: its clock is moved by a message, as by a time server gone wrong. The steady one goes on.
const Real = Date
let ahead = 0
const now = () => Real.now() + ahead

globalThis.Date = new Proxy(Real, {
  construct: (target, args, as) => Reflect.construct(target, args.length > 0 ? args : [now()], as),
  apply: () => new Real(now()).toString(),
  get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
})
process.on('message', (message) => {
  ahead = message.ahead
})
// Nothing outlives the run that started it; and the channel keeps nothing alive.
process.on('disconnect', () => process.exit())
process.channel?.unref()
