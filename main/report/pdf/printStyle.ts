/** Style of a printed package, on top of that of the pages: A4, numbers on every page, sections begin on a new one. */
import { STYLE } from '../package/style.ts'
import { FONT_FAMILIES } from './fonts.ts'

/** Text as a CSS string: nothing in it ends the string or the style element. */
const cssText = (text: string): string =>
  `"${Array.from(text, (character) => (/[\w .,:()-]/.test(character) ? character : escape(character))).join('')}"`
const escape = (character: string): string => `\\${(character.codePointAt(0) ?? 0).toString(16)} `

/** `running` stands at the head of every page. */
export const printStyle = (running: string, faces: string): string => `${faces}
${STYLE}
body,svg,svg text{font-family:${FONT_FAMILIES},sans-serif}
.mono,.hash,.source{font-family:${FONT_FAMILIES},monospace}
html{font-size:9.5pt}
@page{size:A4;margin:20mm 17mm 18mm;
@top-left{content:${cssText(running)};font:8pt ${FONT_FAMILIES};color:#4a5565}
@bottom-right{content:"Page " counter(page) " of " counter(pages);font:8pt ${FONT_FAMILIES};color:#4a5565}}
main{max-width:none;padding:0}
section.part{break-before:page}section.part>h1:first-child{margin-top:0}
.onscreen,nav.pages{display:none}
.cover h1{font-size:22pt;margin-top:0}.cover>.part-title{margin-top:1rem}
.contents{list-style:none;padding:0;columns:2;column-gap:3rem}.contents li{display:flex;justify-content:space-between;border-bottom:1px solid var(--line);break-inside:avoid;margin:0;padding:.15rem 0}
.index th:first-child,.index td:first-child{min-width:0;width:4.5rem}.index td:last-child{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums;width:3rem}
.index a,.contents a{text-decoration:none;color:inherit}
.exhibit{padding:.6rem .8rem;margin:.9rem 0;break-inside:auto}.exhibit header,.exhibit .when,.exhibit .who{break-after:avoid}.said,.origin{break-inside:avoid}
.bubble{max-width:86%}
.scroll{overflow:visible}table{font-size:.8rem}table.entries{min-width:0}table.entries th:nth-child(2){width:12.5rem}table.entries th:nth-child(4){width:9rem}
figure{break-inside:avoid}figure svg{max-height:150mm}
`
