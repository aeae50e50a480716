// The site of the documentation: the repository's own pages, with a search that works without a network.
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
  vue: { template: { compilerOptions: { delimiters: ['\u0001', '\u0002'] } } },
  themeConfig: {
    search: { provider: 'local' },
    nav: [
      { text: 'Documentation', link: '/docs/' },
      { text: 'Testing', link: '/docs/testing' },
      { text: 'Errors', link: '/docs/errors' },
    ],
    outline: [2, 3],
  },
};
