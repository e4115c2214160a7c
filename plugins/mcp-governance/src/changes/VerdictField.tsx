import { Verdict, verdicts } from 'backstage-plugin-mcp-governance-common';
import { ChoiceField } from '../layout/ChoiceField';
import { verdictLooks } from '../status/statuses';

/** Which verdicts a change log is narrowed to. */
export function VerdictField(props: {
  value: string[] | undefined;
  onChange: (value: string[] | undefined) => void;
}) {
  return (
    <ChoiceField
      label="Verdict"
      options={[...verdicts]}
      value={props.value ?? []}
      onChange={props.onChange}
      wordOf={option => verdictLooks[option as Verdict]?.word ?? option}
    />
  );
}
