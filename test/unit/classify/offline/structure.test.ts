import { describe, expect, it } from 'vitest';
import { kindScore, readStructure, signsOfKind } from '../../../../src/classify/offline/structure.ts';
import { parseReadme } from '../../../../src/readme/readme.ts';

const read = (text: string, name: string | null = 'heron') =>
  readStructure(parseReadme(Buffer.from(text), { path: 'README.md', name, description: null }));
const fence = (language: string, ...lines: string[]): string => `\`\`\`${language}\n${lines.join('\n')}\n\`\`\`\n`;

describe('the structure of a README', () => {
  it('counts the commands of the project itself, at a prompt, by a path and bare', () => {
    const lines = ['$ heron --all', './bin/heron watch'];
    expect(read(`# Heron\n\n${fence('sh', ...lines)}`).commands).toBe(1);
    expect(read(`# Heron\n\n${fence('', 'heron watch src')}`).commands).toBe(0.5);
    expect(read(`# Heron\n\n${fence('sh', '$ stork --all', 'stork watch')}`).commands).toBe(0);
  });

  it('takes a name of several words as commands have it', () => {
    expect(read(`# Heron\n\n${fence('sh', 'grey-heron --all')}`, 'grey_heron').commands).toBe(0.5);
    expect(read(`# Heron\n\n${fence('sh', 'heron --all')}`, 'grey_heron').commands).toBe(0);
  });

  it('takes no code of a program for a command', () => {
    const code = ['heron = Heron.new', 'heron.fly(south)', 'heron h{};', 'heron nest(twigs);'];
    expect(read(`# Heron\n\n${fence('cpp', ...code)}`).commands).toBe(0);
  });

  it('goes by the title where the repository has no name', () => {
    expect(read(`# Heron\n\n${fence('sh', '$ heron --all')}`, null).commands).toBe(0.5);
  });

  it('counts no prompts and options of builds and other tools', () => {
    const build = ['$ ./configure --prefix=/usr', '$ cmake --build .', '$ git clone --depth 1 there'];
    const { shell, options } = read(`# Heron\n\n${fence('sh', ...build)}`);
    expect({ shell, options }).toEqual({ shell: 0, options: 0 });
    expect(read(`# Heron\n\n${fence('sh', '$ heron --all', '$ heron --now')}`).options).toBe(0.25);
  });

  it('counts code blocks in programming languages and no others', () => {
    const blocks = [fence('rust', 'let a = 1;'), fence('json', '{}'), fence('sh', 'ls'), fence('yaml', 'a: 1')];
    expect(read(`# Heron\n\n${blocks.join('\n')}`).samples).toBe(0.5);
  });

  it('believes an install line less that does not name the project', () => {
    const own = read(`# Heron\n\n${fence('sh', 'pip install grey-heron')}`).dependency;
    const other = read(`# Heron\n\n${fence('sh', 'pip install wheel')}`).dependency;
    expect(other).toBeGreaterThan(0);
    expect(other).toBeLessThan(own);
  });

  it('tells a command line from a library by them, and shows the line', () => {
    const cli = read(`# Heron\n\n${fence('sh', '$ heron watch', '$ heron --all')}`);
    const library = read(`# Heron\n\n${fence('python', 'bird = nest.first()')}\n${fence('python', 'bird.fly()')}`);
    expect(kindScore('cli', cli)).toBeGreaterThan(kindScore('library', cli));
    expect(kindScore('library', library)).toBeGreaterThan(kindScore('cli', library));
    expect(signsOfKind('cli', cli)).not.toEqual([]);
  });

  it('stays linear on lines that look like commands without an end', () => {
    const line = `$ ${'heron/bin/'.repeat(20_000)}`;
    const start = performance.now();
    read(`# Heron\n\n${fence('sh', ...Array.from({ length: 4 }, () => line))}`);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
