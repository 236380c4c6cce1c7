import { type FieldProps, Labelled } from '#ui/field.tsx'

/** A calendar date: the browser's own calendar, or `2026-12-24` typed where it has none. */
export const DateField = (props: FieldProps) => (
  <Labelled {...props} short>
    {(attributes) => <input type="date" value={props.value} {...attributes} />}
  </Labelled>
)
