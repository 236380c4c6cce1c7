export const Actor = {}
