// The site of the documentation: the repository's own pages, with a search that works without a network.
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

// The index of the documentation is the way through the site as well.
function readIndex() {
  const groups = [];
  for (const line of readFileSync(join(process.env.DAYPASS_PAGES, 'docs', 'README.md'), 'utf8').split('\n')) {
    if (line.startsWith('## ')) groups.push({ text: line.slice(3), collapsed: false, items: [] });
    for (const [, text, target] of line.matchAll(/\[([^\]]+)\]\(([^)#]+)\.md\)/g)) {
      groups.at(-1)?.items.push({ text, link: '/' + posix.join('docs', target).replace(/README$/, '') });
    }
  }
  return groups;
}

export default {
  title: 'Daypass',
  description: 'Your own AWS STS',
  srcDir: process.env.DAYPASS_PAGES,
  outDir: process.env.DAYPASS_SITE,
  cacheDir: process.env.DAYPASS_CACHE,
  rewrites: { 'README.md': 'index.md', ':folder(.*)/README.md': ':folder/index.md' },
  // Links to files that are no pages lead to nothing here; those to pages that are missing are errors.
  ignoreDeadLinks: [/\.(cs|csproj|mjs|py|json|ya?ml|sh|txt|tf|toml)$/, /LICENSE$/, /\/(src|tests|bench|deploy|skills)\//, (url) => /\/$/.test(url)],
  markdown: { html: false },
  themeConfig: {
    search: { provider: 'local' },
    nav: [
      { text: 'Documentation', link: '/docs/' },
      { text: 'Testing', link: '/docs/testing' },
      { text: 'Errors', link: '/docs/errors' },
    ],
    sidebar: { '/': readIndex() },
    outline: [2, 3],
  },
};
