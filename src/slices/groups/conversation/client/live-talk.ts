import { listen } from './parts/listening.ts'
import { onArrival } from './parts/showing.ts'
import { prepareWriting } from './parts/writing.ts'

const prepare = (part: ParentNode) => {
  for (const form of part.querySelectorAll<HTMLFormElement>('form[data-compose]')) prepareWriting(form)
}

onArrival(prepare)
prepare(document)
for (const room of document.querySelectorAll<HTMLElement>('[data-live]')) listen(room)
