/** Parts of image addresses that only badges, counters and donation buttons have. */
const BADGE_MARKS: readonly string[] = `
  shields.io badge travis-ci circleci.com codecov.io coveralls.io appveyor.com /actions/workflows/
  codeclimate.com codacy.com snyk.io goreportcard.com godoc.org godoc? pkg.go.dev david-dm.org nodei.co
  saucelabs.com deepsource. sonarcloud.io poser.pugx.org isitmaintained.com zenodo.org opencollective.com
  gitter.im discordapp.com discord.com/api contrib.rocks star-history.com buymeacoffee ko-fi.com komarev.com
  hits.dwyl hits.seeyoufarm hits.sh visitcount skillicons.dev github-readme-stats ci.appveyor dev.azure.com
  app.netlify gitlab.com/api pipeline.svg coverage.svg img.badgesize.io bundlephobia packagephobia docs.rs/
  readthedocs crates.io/assets hackage.haskell.org/package npm.im jitpack.io/v swagger.io/validator
  producthunt.com trendshift.io hacktoberfest renovatebot dependabot gitpod.io/button herokucdn.com/deploy
  netlify.com/img/deploy azuredeploy /button button.svg button.png patreon.com paypalobjects semaphoreci
  drone.io buildkite wercker scrutinizer-ci styleci.io insight.symfony requires.io pyup.io landscape.io
  repology.org repostatus.org bestpractices api.securityscorecards sourcegraph.com colab.research mybinder.org
  launchpad.net status.svg build.svg version.svg license.svg workflows/ci
`
  .trim()
  .split(/\s+/);

/** Whether an image is a badge, a counter or a button: by its address, the way such services are built. */
export function isBadge(source: string): boolean {
  const address = (source.length > 500 ? source.slice(0, 500) : source).toLowerCase();
  return BADGE_MARKS.some((mark) => address.includes(mark));
}
