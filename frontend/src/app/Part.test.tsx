import { I18nProvider } from '@lingui/react';
import { i18n } from '@lingui/core';
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { ApiError } from '../api/client.ts';
import { Surroundings } from '../ui/Surroundings.tsx';
import { Part } from './Part.tsx';

afterEach(cleanup);

function show(asked: { data: string[] | undefined; error: unknown; refetch: () => void }) {
  return render(
    <I18nProvider i18n={i18n}>
      <Surroundings>
        <Part asked={asked}>{(rows) => (rows.length === 0 ? 'None' : rows.join())}</Part>
      </Surroundings>
    </I18nProvider>,
  );
}

it('what was not answered is not shown as empty, and can be asked again', async () => {
  const refetch = vi.fn();
  show({ data: undefined, error: new ApiError({ status: 0, code: 'network' }), refetch });
  expect(screen.queryByText('None')).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(refetch).toHaveBeenCalledOnce();
});

it('nothing is claimed before there is an answer', () => {
  const { container } = show({ data: undefined, error: null, refetch: vi.fn() });
  expect(container.textContent).toBe('');
});

it('an answer is kept when asking again fails', () => {
  show({ data: ['one'], error: new Error('later'), refetch: vi.fn() });
  expect(screen.getByText('one')).toBeTruthy();
});
