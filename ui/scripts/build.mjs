/**
 * What Maven calls: installs the packages when package-lock.json has changed, builds the page when any input has.
 * When nothing has changed it only hashes, which takes about a tenth of a second.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PACKAGES = ['package-lock.json', '.npmrc'];
const INPUTS = [
  ...PACKAGES,
  'package.json',
  'index.html',
  'vite.config.ts',
  'tsconfig.json',
  'scripts',
  'public',
  'src',
];
const SPEC = '../spec/openapi.yaml';
const PAGE = 'target/classes/META-INF/resources/index.html';

once('node_modules/.radar-installed', PACKAGES, 'node_modules/.package-lock.json', [
  'ci',
  '--no-audit',
  '--no-fund',
  '--loglevel=error',
]);
once('target/page.sha256', [...INPUTS, SPEC], PAGE, ['run', '--silent', 'build']);

/** Runs npm with `args` unless `stamp` says that it ran for these very inputs and `result` is there. */
function once(stamp, inputs, result, args) {
  const hash = hashOf(inputs);
  const stampFile = join(ROOT, stamp);
  if (existsSync(join(ROOT, result)) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash) return;
  rmSync(stampFile, { force: true });
  const npm = spawnSync('npm', args, { cwd: ROOT, encoding: 'utf8', shell: process.platform === 'win32' });
  if (npm.status !== 0) {
    console.error(`npm ${args.join(' ')} failed:\n${npm.error ?? ''}${npm.stdout ?? ''}${npm.stderr ?? ''}`);
    process.exit(npm.status ?? 1);
  }
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, hash);
}

function hashOf(inputs) {
  const hash = createHash('sha256').update(process.version);
  for (const file of inputs.flatMap((input) => filesOf(join(ROOT, input))).sort()) {
    hash.update(file.slice(ROOT.length)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function filesOf(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).flatMap((name) => filesOf(join(path, name)));
}
