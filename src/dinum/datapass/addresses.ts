import { differencesPath, eventsPath } from '#src/dinum/addresses.js'

export const eventPath = (arrival: number) => `${eventsPath}/${arrival}`
export const contentPath = (arrival: number) => `${eventPath(arrival)}/contenu`
export const eventReplayPath = (arrival: number) => `${eventPath(arrival)}/rejeu`
export const demandePath = (demande: number) => `${eventsPath}/demandes/${demande}`
export const transferPath = (demande: number) => `${demandePath(demande)}/transfert`
export const placePath = (demande: number) => `${demandePath(demande)}/commune`
export const replayPath = (demande: number) => `${demandePath(demande)}/rejeu`
export const reconcilePath = `${differencesPath}/rapprochement`
