/** What a section is about, from what says most of the project to what says least. */
export type SectionKind = 'what' | 'use' | 'other' | 'work';

/** Words of headings over text that says what a project is, can do and is for; one is enough. */
const WHAT = words(`about introduction intro overview summary description synopsis abstract background motivation
  why what purpose goal goals aim aims vision philosophy feature features highlights capabilities benefits advantages
  functionality concept concepts design principles architecture works usecase usecases cases includes included contents
  components modules packages tools supported supports integrations services topics curriculum technologies stack built
  tech techniques algorithms models languages platforms protocols formats backends plugins extensions
  acerca descripción descripcion introducción introduccion características caracteristicas funcionalidades qué por
  sobre descrição descricao introdução recursos présentation presentation fonctionnalités fonctionnalites pourquoi
  über uber beschreibung einführung funktionen warum merkmale descrizione introduzione funzionalità
  описание введение возможности особенности функции зачем что проекте özellikler hakkında`);
/** Words of headings over text that shows how the project is installed and used. */
const USE = words(`usage use using install installation installing setup start started quickstart quick example examples
  demo demos commands command cli options api tutorial guide guides basics basic getting docs documentation screenshots
  uso instalación instalacion instalação instalacao ejemplos exemplos utilisation exemples verwendung beispiele
  nutzung utilizzo esempi использование установка примеры kullanım kurulum`);
/** Words of headings over text for those who work on the project or have trouble with it. */
const WORK = words(`faq faqs troubleshooting issues known bugs limitations development developing developers develop
  build building compile compiling testing tests test roadmap todo deployment deploying deploy upgrade upgrading
  migration migrating benchmarks benchmark performance release releases changelog contribute contributing contributors
  license sponsors credits thanks support community resources links reading references requirements prerequisites
  dependencies compatibility notes note status maintainers team debugging uninstall removed deprecated`);
/** The same in scripts that have no spaces: parts of the heading. */
const WHAT_PARTS =
  '简介 簡介 介绍 介紹 概述 背景 特性 功能 特点 特點 是什么 为什么 架构 原理 特徴 機能 はじめに 概要 とは 소개 개요 기능 특징'.split(
    ' ',
  );
const USE_PARTS = '安装 安裝 使用 用法 快速 示例 例子 文档 演示 インストール 使い方 例 설치 사용 시작 예제'.split(' ');

/** Longer headings are sentences, whose words tell nothing about what stands below them. */
const MAX_WORDS = 8;

/** Judges a section by its heading. */
export function sectionKind(heading: string): SectionKind {
  const parts = heading
    .slice(0, 200)
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '');
  if (parts.length > MAX_WORDS) return 'other';
  if (parts.some((part) => WORK.has(part))) return 'work';
  if (parts.some((part) => WHAT.has(part))) return 'what';
  if (parts.some((part) => USE.has(part))) return 'use';
  if (WHAT_PARTS.some((part) => heading.includes(part))) return 'what';
  return USE_PARTS.some((part) => heading.includes(part)) ? 'use' : 'other';
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/));
}
