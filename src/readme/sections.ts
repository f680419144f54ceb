import { isLetter, isLetterOrDigit } from './letters.ts';

/**
 * Headings of sections that say nothing about what a project is, in the words that READMEs use for them. Compared whole, after
 * `headingKey`; a heading that joins several (`License & credits`) counts when all of them do.
 */
const DROPPED = `
license|licence|licensing|licenses|licences|license information|licensing information|copyright|copyright notice|legal|legal notice|legal notices|disclaimer|disclaimers|trademark|trademarks|trademark notice|terms|terms of use|terms of service|notice|software license|source license|open source license|third party licenses|third party notices|third-party licenses|copying|mit license|the mit license|apache license|privacy policy
sponsor|sponsors|sponsoring|sponsorship|sponsored by|our sponsors|become a sponsor|backer|backers|our backers|patrons|supporters|supported by|financial support|financial contributors|donate|donation|donations|funding|gold sponsors|silver sponsors|platinum sponsors|bronze sponsors|premium sponsors|special sponsors|sponsor this project|buy me a coffee|support us|support me|support the project|support this project|support the development|open collective|patreon
contribute|contributing|contribution|contributions|contributing guide|contributing guidelines|contribution guide|contribution guidelines|contributing to this project|contributing to the project|how to contribute|want to contribute|how can i contribute|how you can contribute|contributors|our contributors|contributor|code contributors|core contributors|all contributors|top contributors|project contributors|code of conduct|get involved|getting involved|join us|want to help|help wanted|pull requests|issues|reporting issues|reporting bugs|report a bug|report bugs|bug reports|bugs|bugs and feature requests|feature requests|issues and contributions|found a bug|feedback|developers|maintainers|maintainer|maintained by|core team|our team|meet the team|the team|project team|core maintainers|past maintainers|emeritus|governance|dco|cla|note to contributors|for contributors
changelog|change log|changes|change history|changelogs|release notes|releases|release history|release|version history|versions|versioning|revision history|history|news|latest news|what's new|whats new|what is new|updates|latest updates|recent updates|latest|latest release|recent changes|recent news|breaking changes|upgrading|upgrade|upgrade guide|migration guide|release schedule|release cycle|release process|releasing|announcements|announcement
prerequisites|prerequisite|pre-requisites|prerequisities|pre-requisities|requirements|requirement|system requirements|minimum requirements|hardware requirements|software requirements|installation requirements|build requirements|dependencies requirements|what you need|before you begin|before you start
acknowledgement|acknowledgements|acknowledgment|acknowledgments|acknowledgement and credits|credit|credits|thanks|thank you|thanks to|special thanks|special thanks to|many thanks|kudos|attribution|attributions|inspiration|inspirations|inspired by|citation|citations|citing|cite|cite us|how to cite|citing this work|citing us|bibtex
support|getting support|get support|community support|commercial support|professional support|enterprise support|paid support|getting help|get help|need help|questions|any questions|contact|contacts|contact us|contact me|contact information|get in touch|stay in touch|stay up to date|stay tuned|keep in touch|connect with us|connect with me|community|our community|join the community|join our community|community and support|chat with us|gitter|mailing list|mailing lists|mailinglist|forum|discussions|follow us|follow me|social media|social links|find us|hiring|we're hiring|we are hiring|careers|office hours|communication
star history|stargazers|stargazers over time|star us|star the repo|show your support|show support|give a star|repobeats|repo activity|project activity|github stats|repository stats|build status|status badges|badges|ci status|continuous integration status
table of contents|table of content|contents|content|toc|index|on this page|in this document|quick links|quicklinks|useful links|helpful links|important links|links|external links|more links|other links|resources and links|navigation
related|related work|related works|related project|related projects|related repositories|related repos|related packages|related tools|related resources|related links|related articles|related reading|see also|similar|similar projects|similar tools|similar libraries|similar software|similar work|alternative|alternatives|alternatives and related projects|other projects|other similar projects|other tools|other libraries|other resources|other implementations|comparison|comparisons|comparison with other tools|comparison with alternatives|comparison to other tools|comparison to alternatives|comparison with other libraries|comparison with other projects|comparison to other projects|my other projects|more projects|friends|friendly links|further reading|further resources|further information|more information|more info|more resources|learn more|read more|recommended reading|references|bibliography|press|in the press|in the media|mentions|who uses it|who is using it|who's using it|who uses this|who's using this|used by|our users|adopters|showcase users|companies using it|projects using it
security|security policy|security contact|security contact information|security issues|security vulnerabilities|security vulnerability|security disclosure|security disclosures|reporting security issues|reporting vulnerabilities|reporting a vulnerability|reporting security vulnerabilities|report a vulnerability|vulnerability reporting|vulnerability disclosure|responsible disclosure
author|authors|about the author|about the authors|about author|about me|about us|who we are|creator|creators|created by|written by|made by|the author|original author|author information
licencia|licença|licenza|lizenz|lizenzen|lisans|licentie|licens|licencja|ліцензія|лицензия|许可|许可证|许可协议|授权|授權|授权协议|开源协议|开源许可|开源许可证|协议|版权|版权声明|版权说明|声明|免责声明|ライセンス|라이선스|라이센스|giấy phép|lisensi
patrocinadores|patrocinador|sponsoren|sponsors et contributeurs|спонсоры|поддержать проект|赞助|赞助商|赞助者|捐赠|捐助|支持我们|贊助|スポンサー|후원|후원하기
contribuir|contribuciones|contribuyendo|cómo contribuir|como contribuir|contribuição|contribuições|contribuindo|colaboradores|contribuer|contribution et licence|contributeurs|comment contribuer|mitwirken|beitragen|mitwirkende|mitmachen|contribuire|contributi|katkıda bulunma|katkı|katkıda bulunanlar|участие|участники|вклад|как внести вклад|внести вклад|контрибьюторы|贡献|貢獻|贡献者|贡献指南|贡献代码|参与贡献|如何贡献|参与开发|贡献者列表|コントリビュート|コントリビューション|貢献|コントリビューター|기여|기여하기|기여자|기여 방법|行为准则|行動規範
registro de cambios|cambios|novedades|historial|registro de alterações|novidades|journal des modifications|nouveautés|änderungen|änderungsprotokoll|versionshinweise|neuigkeiten|novità|история изменений|изменения|новости|更新日志|更新记录|更新历史|更新|变更日志|变更记录|版本历史|发布说明|最新动态|新闻|更新履歴|変更履歴|リリースノート|변경 사항|변경사항|변경 이력|릴리스 노트|업데이트
requisitos|requisitos previos|prerrequisitos|pré-requisitos|pré requisitos|prérequis|pré-requis|exigences|voraussetzungen|anforderungen|systemanforderungen|requisiti|prerequisiti|gereksinimler|önkoşullar|требования|предварительные требования|системные требования|前置条件|前提条件|先决条件|环境要求|系统要求|环境依赖|前置要求|准备工作|必要条件|動作環境|必要要件|要件|요구 사항|요구사항|사전 준비|사전 요구 사항
agradecimientos|créditos|agradecimentos|remerciements|crédits|danksagung|danksagungen|danke|ringraziamenti|crediti|teşekkürler|благодарности|致谢|鸣谢|感谢|特别感谢|谢辞|謝辞|感謝|감사의 말|감사|감사의 글|크레딧
soporte|contacto|comunidad|suporte|contato|comunidade|communauté|assistance|kontakt|unterstützung|gemeinschaft|hilfe|contatto|contatti|supporto|iletişim|destek|поддержка|контакты|связь|сообщество|обратная связь|помощь|支持|社区|联系|联系我们|联系方式|联系作者|交流|交流群|技术交流|讨论|反馈|问题反馈|加入我们|社群|聯絡|聯繫|サポート|コミュニティ|お問い合わせ|連絡先|지원|커뮤니티|문의|연락처
tabla de contenidos|tabla de contenido|contenido|contenidos|índice|indice|sumário|conteúdo|table des matières|sommaire|inhaltsverzeichnis|inhalt|içindekiler|оглавление|содержание|目录|目錄|内容目录|快速导航|導航|导航|目次|목차|차례|mục lục|daftar isi
véase también|ver también|proyectos relacionados|alternativas|veja também|projetos relacionados|voir aussi|projets liés|siehe auch|verwandte projekte|alternativen|vedi anche|progetti correlati|смотрите также|см. также|похожие проекты|альтернативы|相关项目|相关链接|相关资源|友情链接|参考|参考资料|参考链接|同类项目|類似プロジェクト|関連プロジェクト|関連|参考文献|관련 프로젝트|참고|참고 자료|참고자료
seguridad|segurança|sécurité|sicherheit|sicurezza|безопасность|安全|安全策略|安全问题|セキュリティ|보안
autor|autores|autora|auteur|auteurs|autoren|autore|autori|yazar|автор|авторы|об авторе|作者|关于作者|关于我们|開発者|著者|제작자|저자|만든 사람|star 历史|星标历史|star 趋势
`;
// Nothing but native functions: this is done at each start, and there are a thousand of them.
const DROPPED_KEYS: ReadonlySet<string> = new Set(DROPPED.trim().replaceAll('\n', '|').split('|'));
/** Beginnings that settle it, whatever follows. */
const DROPPED_STARTS = [
  'contributing to ',
  'how to contribute ',
  'thanks to ',
  'special thanks ',
  'frequently asked questions about licens',
  'license and ',
  'licence and ',
] as const;

/** Headings that every README has: they name a part of it and are never the project's title. */
const GENERAL: ReadonlySet<string> = new Set(
  `name|synopsis|about|about the project|about this project|about this repository|introduction|intro|overview|summary|description|project description|background|motivation|why|what|what is it|what is this|what's this|preface|abstract|goals|features|key features|main features|highlights|feature list|install|installation|installing|how to install|setup|set up|getting started|get started|quick start|quickstart|quick start guide|start|usage|how to use|how to use it|basic usage|use|using|example|examples|demo|demos|live demo|screenshot|screenshots|preview|documentation|docs|guide|guides|tutorial|tutorials|api|api reference|api documentation|configuration|config|options|settings|development|developing|building|build|building from source|compile|compilation|test|tests|testing|running tests|run tests|deployment|deploy|faq|frequently asked questions|roadmap|todo|to do|to-do|status|project status|note|notes|readme|read me|readme.md|important|warning|tl;dr|tldr|download|downloads|packages|architecture|design|how it works|troubleshooting|known issues|limitations|performance|benchmarks|benchmark|supported platforms|compatibility|browser support|commands|tips|misc|
简介|介绍|项目介绍|项目简介|概述|背景|特性|功能|功能特性|特点|安装|使用|使用方法|使用说明|快速开始|快速上手|开始使用|用法|示例|例子|文档|配置|开发|部署|常见问题|截图|演示|概要|はじめに|特徴|機能|インストール|使い方|使用方法|例|ドキュメント|설치|사용법|사용 방법|소개|개요|기능|특징|시작하기|예제|문서|introducción|descripción|características|instalación|uso|ejemplos|documentación|introdução|descrição|sobre|funcionalidades|recursos|instalação|como usar|exemplos|documentação|présentation|fonctionnalités|utilisation|exemples|einführung|beschreibung|über|funktionen|nutzung|verwendung|beispiele|dokumentation|introduzione|descrizione|installazione|utilizzo|esempi|введение|описание|о проекте|возможности|установка|использование|примеры|документация|особенности`
    .replaceAll('\n', '')
    .split('|'),
);

const MAX_KEY = 80;
const JOINT = / (?:and|y|e|et|und|и|or) | ?[&/,+|·–—] ?| - /;

/** Whether everything under a heading of these words is left out; see `DROPPED`. */
export function isDroppedSection(heading: string): boolean {
  const key = headingKey(heading);
  if (key === '' || key.length > MAX_KEY) return false;
  if (isDroppedKey(key)) return true;
  if (DROPPED_STARTS.some((start) => key.startsWith(start))) return true;
  if (!JOINT.test(key)) return false;
  const parts = key.split(JOINT);
  return parts.length > 1 && parts.every((part) => isDroppedKey(part.trim()));
}

/** Whether the words name a part of any README (`Installation`) and so cannot be its title. */
export function isGeneralHeading(heading: string): boolean {
  return GENERAL.has(headingKey(heading)) || isDroppedSection(heading);
}

function isDroppedKey(key: string): boolean {
  return (
    DROPPED_KEYS.has(key) ||
    (key.startsWith('the ') && DROPPED_KEYS.has(key.slice(4))) ||
    (key.startsWith('our ') && DROPPED_KEYS.has(key.slice(4)))
  );
}

/** Lower case, without numbering, emoji and punctuation at the ends. */
function headingKey(heading: string): string {
  const text = heading.length > 200 ? heading.slice(0, 200) : heading;
  let start = 0;
  let end = text.length;
  while (start < end && !isLetter(text, start)) start++;
  while (end > start && !isLetterOrDigit(text, end - 1)) end--;
  return text.slice(start, end).toLowerCase().replace(/’/g, "'");
}
