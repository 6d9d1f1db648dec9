import { I18nProvider } from '@lingui/react';
import { i18n } from '@lingui/core';
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { Avatars, initials } from './Avatar.tsx';
import { ScoreBadge } from './Badge.tsx';
import { Button } from './Button.tsx';
import { SearchField } from './SearchField.tsx';
import { Segmented } from './Segmented.tsx';
import { Surroundings } from './Surroundings.tsx';

afterEach(cleanup);

function show(element: React.ReactElement) {
  return render(
    <I18nProvider i18n={i18n}>
      <Surroundings>{element}</Surroundings>
    </I18nProvider>,
  );
}

it('a button that cannot be used does nothing, keeps the focus and says why', async () => {
  const press = vi.fn();
  show(
    <Button onClick={press} reason="Choose files first">
      Import
    </Button>,
  );
  const button = screen.getByRole('button', { name: 'Import' });
  await userEvent.tab();
  expect(document.activeElement).toBe(button);
  await userEvent.click(button);
  expect(press).not.toHaveBeenCalled();
  expect(await screen.findByText('Choose files first')).toBeTruthy();
});

it('one segment is always chosen: pressing the chosen one changes nothing', async () => {
  const choose = vi.fn();
  show(
    <Segmented
      label="State"
      value="a"
      onChange={choose}
      segments={[
        { value: 'a', label: 'A', count: '3' },
        { value: 'b', label: 'B' },
      ]}
    />,
  );
  await userEvent.click(screen.getByRole('button', { name: 'A 3' }));
  expect(choose).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole('button', { name: 'B' }));
  expect(choose).toHaveBeenCalledExactlyOnceWith('b');
});

it('Esc empties a search first and leaves it then', async () => {
  const type = vi.fn();
  const { rerender } = show(<SearchField label="Find" value="mug" onChange={type} />);
  const field = screen.getByRole('textbox', { name: 'Find' });
  await userEvent.click(field);
  await userEvent.keyboard('{Escape}');
  expect(type).toHaveBeenCalledExactlyOnceWith('');
  expect(document.activeElement).toBe(field);
  rerender(
    <I18nProvider i18n={i18n}>
      <Surroundings>
        <SearchField label="Find" value="" onChange={type} />
      </Surroundings>
    </I18nProvider>,
  );
  await userEvent.keyboard('{Escape}');
  expect(document.activeElement).not.toBe(screen.getByRole('textbox', { name: 'Find' }));
});

it('an image that was not scored shows no number that could be taken for a good one', () => {
  show(<ScoreBadge score={null} />);
  expect(screen.getByText('–').title).toBe('Not scored');
});

it('a score says what it guesses, and how likely an edit is', () => {
  show(<ScoreBadge score={0.834} edit={0.412} />);
  expect(screen.getByText('0.83').title).toBe(
    'Guessed overlap with the object 0.83\n41% chance that it needs an edit',
  );
});

it('people are two letters, Chinese names one character, and the rest are counted', () => {
  expect([
    initials('marta.kowalski'),
    initials('Li Wei'),
    initials('李伟'),
    initials('admin'),
  ]).toEqual(['MK', 'LW', '李', 'AD']);
  show(<Avatars names={['A B', 'C D', 'E F', 'G H', 'I J']} most={3} />);
  expect(screen.getByText('+3')).toBeTruthy();
});
