import { ChoiceField } from '../layout/ChoiceField';
import { approvalLooks, driftLooks, healthLooks } from '../status/statuses';
import { useEntityTitles } from './useEntityTitles';
import { FacetName } from './useServerListState';

const labels: Record<FacetName, string> = {
  owner: 'Team',
  domain: 'Domain',
  status: 'Status',
  health: 'Health',
  drift: 'Drift',
  approval: 'Approval',
};

const looks = { ...approvalLooks, ...healthLooks, ...driftLooks };

/** One filter of the list of servers, each choice with how many servers it leaves. */
export function FacetField(props: {
  facet: FacetName;
  choices: { value: string; count: number }[];
  value: string[];
  onChange: (value: string[] | undefined) => void;
}) {
  const { facet, choices, value, onChange } = props;
  const counts = new Map(choices.map(choice => [choice.value, choice.count]));
  const options = [...new Set([...counts.keys(), ...value])];
  const titles = useEntityTitles(facet === 'owner' ? options : []);
  // Teams by their titles, statuses in the words of their chips.
  const wordOf = (option: string) =>
    titles[option] ?? looks[option as keyof typeof looks]?.word ?? option;
  return (
    <ChoiceField
      label={labels[facet]}
      options={options}
      value={value}
      onChange={onChange}
      wordOf={wordOf}
      countOf={option => counts.get(option) ?? 0}
    />
  );
}
