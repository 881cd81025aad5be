export const DATAPASS_PATH = '/datapass'
