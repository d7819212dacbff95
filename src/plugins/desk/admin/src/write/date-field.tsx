import { DateTimePicker, Field } from '@strapi/design-system';
import { useText } from '../text';

interface DateFieldProps {
  /** ISO 8601, or `''`. */
  value: string;
  isFixed: boolean;
  error: string | undefined;
  onChange: (value: string) => void;
}

/** When readers first saw it; may be set before the first publish. */
export const DateField = ({ value, isFixed, error, onChange }: DateFieldProps) => {
  const text = useText();
  return (
    <Field.Root
      data-place="details.firstPublishedAt"
      error={error}
      hint={isFixed ? undefined : text('write.hint.firstPublishedAt')}
      width="100%"
    >
      <Field.Label>{text('write.field.firstPublishedAt')}</Field.Label>
      <DateTimePicker
        clearLabel={text('write.clear')}
        dateLabel={text('write.date')}
        timeLabel={text('write.time')}
        value={value === '' ? undefined : new Date(value)}
        disabled={isFixed}
        onChange={(date) => onChange(date ? date.toISOString() : '')}
        onClear={() => onChange('')}
      />
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};
