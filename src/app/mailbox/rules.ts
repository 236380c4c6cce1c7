/**
 * The links of a letter that lead to our own pages, as paths, each once. The letter names the community's address; whoever reads
 * the mailbox may have come by another of its names, and stays there.
 */
export const ownLinks = (text: string, origins: readonly string[]): string[] => {
  const links = (text.match(/https?:\/\/[^\s<>"]+/gu) ?? [])
    .filter((link) => URL.canParse(link))
    .map((link) => new URL(link))
  const paths = links.filter(({ origin, pathname }) => origins.includes(origin) && pathname !== '/')
  return [...new Set(paths.map(({ pathname, search }) => pathname + search))]
}
