import { createMetrics, type OpenLine } from '../../../src/observability';

it('counts the lines that are open at a scrape, and why others were ended', async () => {
  const { registry, lines } = createMetrics();
  const open: OpenLine[] = [
    { transport: 'websocket', operations: 3 },
    { transport: 'websocket', operations: 0 },
    { transport: 'sse', operations: 1 },
  ];
  lines.watchLines(() => open);
  lines.onLineEnded('SLOW');
  const page = await registry.metrics();
  expect(page).toContain('paa_lines_open{transport="websocket"} 2');
  expect(page).toContain('paa_line_operations{transport="websocket"} 3');
  expect(page).toContain('paa_lines_open{transport="sse"} 1');
  expect(page).toContain('paa_lines_ended_total{reason="SLOW"} 1');

  open.pop();
  expect(await registry.metrics()).not.toContain('transport="sse"');
});
