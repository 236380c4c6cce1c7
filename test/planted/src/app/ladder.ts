export const ladder = {}
