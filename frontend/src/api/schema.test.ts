// @vitest-environment node
import { readFileSync } from 'node:fs';
import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript';
import { expect, it } from 'vitest';

it('the types of the API are those of the contract: run `npm run schema` after it changed', async () => {
  const contract = new URL('../../../tests/openapi.json', import.meta.url);
  const fresh = COMMENT_HEADER + astToString(await openapiTS(contract));
  expect(readFileSync('src/api/schema.ts', 'utf8')).toBe(fresh);
});
