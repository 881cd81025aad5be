declare module 'email-providers' {
  const domains: string[]
  export = domains
}
