export type AccessibilityStatus = 'non conforme' | 'partiellement conforme' | 'totalement conforme'

/** What the audit found; every page says it in its footer. */
export const ACCESSIBILITY_STATUS: AccessibilityStatus = 'non conforme'
