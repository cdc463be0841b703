/** The one style of all pages: for reading on screen and on paper, in the system's fonts, because nothing is fetched. */
export const STYLE = `
:root{--ink:#1a2230;--soft:#4a5565;--line:#d4dae3;--wash:#f4f6f9;--accent:#0b4f8a;--mark:#fff6d6;--mark-line:#b98900;color-scheme:light}
*{box-sizing:border-box}
html{font-size:17px;-webkit-text-size-adjust:100%}
body{margin:0;color:var(--ink);background:#fff;font-family:"Segoe UI",-apple-system,BlinkMacSystemFont,"Noto Sans","Liberation Sans","Helvetica Neue",Arial,"Noto Sans Thai","Noto Sans Arabic",sans-serif;line-height:1.55}
main,.top,.foot{max-width:62rem;margin:0 auto;padding:0 1.5rem}
.skip{position:absolute;left:-999rem}.skip:focus{left:1rem;top:.5rem;background:#fff;padding:.3rem .6rem}
.top{border-bottom:1px solid var(--line);padding-top:.9rem;padding-bottom:.6rem;font-size:.88rem}
.case{margin:0 0 .3rem;color:var(--soft);font-weight:600}
nav ul{display:flex;flex-wrap:wrap;gap:.15rem 1.1rem;list-style:none;margin:0;padding:0}
nav a{display:inline-block;padding:.15rem 0;text-decoration:none;border-bottom:2px solid transparent}
nav a:hover{border-color:var(--line)}nav a[aria-current]{border-color:var(--accent);font-weight:600;color:var(--ink)}
a{color:var(--accent)}a:focus-visible,summary:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
h1{font-size:1.85rem;line-height:1.2;margin:2rem 0 .5rem;letter-spacing:-.01em}
h2{font-size:1.25rem;line-height:1.3;margin:2.4rem 0 .5rem}
h3{font-size:1rem;margin:1.4rem 0 .3rem}
p{margin:.5rem 0}.lead{font-size:1.08rem;max-width:46rem}.soft{color:var(--soft)}.small{font-size:.86rem}
main>p,main>ul,section>p,section>ul{max-width:46rem}
ul{padding-left:1.2rem}li{margin:.25rem 0}
table{border-collapse:collapse;width:100%;font-size:.86rem;margin:.6rem 0 1rem}
th,td{text-align:left;vertical-align:top;padding:.38rem .7rem .38rem 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
thead th{overflow-wrap:normal;border-bottom:2px solid #9aa6b6;font-weight:600;color:var(--soft)}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}td.n{white-space:nowrap}
table.narrow{width:auto;min-width:20rem}td:first-child,th:first-child{min-width:7rem}td.n:first-child,th.n:first-child{min-width:2.5rem}.date{white-space:nowrap}td.wide{width:55%}
.scroll{overflow-x:auto}
.figures{display:flex;flex-wrap:wrap;gap:.7rem;margin:1.2rem 0;padding:0;list-style:none}
.figures li{flex:1 1 8.5rem;margin:0;padding:.7rem .9rem;background:var(--wash);border-radius:6px}
.figures b{display:block;font-size:1.5rem;line-height:1.2;font-variant-numeric:tabular-nums}
.figures span{font-size:.84rem;color:var(--soft)}
.note{border-left:4px solid var(--mark-line);background:var(--mark);padding:.6rem .9rem;margin:1rem 0;max-width:46rem}
.hash,.mono{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace;font-size:.82em;overflow-wrap:anywhere}
.badge{display:inline-block;padding:.02rem .5rem;border:1px solid #8a96a6;border-radius:1rem;font-size:.78rem;line-height:1.45;white-space:nowrap;color:var(--ink);background:#fff}
.badge.live,.badge.parsed{border-color:#2f7d4f}.badge.deleted-flagged,.badge.unreadable,.badge.missing{border-color:#a3281c;background:#fdecea}
.badge.recovered,.badge.superseded,.badge.partly-parsed,.badge.not-parsed{border-color:#8a5a00;background:#fff3dc}
.badge.edited-previous,.badge.inferred,.badge.not-expected,.badge.absent{border-style:dashed}
.role{display:inline-block;padding:0 .45rem;border-radius:3px;background:var(--wash);border:1px solid var(--line);font-size:.78rem;white-space:nowrap}
.exhibit{border:1px solid var(--line);border-radius:8px;margin:1.4rem 0;padding:1rem 1.2rem;break-inside:avoid}
.way{list-style:none;padding:0;columns:2 18rem;column-gap:2rem}.way li{break-inside:avoid;margin:.3rem 0}
.exhibit:target{border-color:var(--accent);box-shadow:0 0 0 2px var(--accent)}
.exhibit header{display:flex;flex-wrap:wrap;align-items:baseline;gap:.3rem .8rem;margin-bottom:.5rem}
.exhibit h2{margin:0;font-size:1.12rem}.exhibit header .kind{color:var(--soft)}
.when{font-variant-numeric:tabular-nums}.when b{font-weight:600}
.said{margin:.7rem 0;padding:.7rem 1rem;background:var(--wash);border-radius:6px;white-space:pre-wrap;overflow-wrap:anywhere;font-size:1.05rem}
.said.none{color:var(--soft);font-style:italic;background:none;padding-left:0}
dl.facts{display:grid;grid-template-columns:9.5rem 1fr;gap:.1rem .9rem;margin:.6rem 0 0;font-size:.84rem}
dl.facts dt{color:var(--soft)}dl.facts dd{margin:0;overflow-wrap:anywhere}
.remark{border-left:4px solid var(--accent);padding:.2rem .8rem;margin:.7rem 0;white-space:pre-wrap}
.origin{border-top:1px solid var(--line);margin-top:.8rem;padding-top:.3rem}
.origin h3{font-size:.84rem;margin:.4rem 0 0;color:var(--soft)}
figure{margin:.8rem 0}figcaption{font-size:.84rem;color:var(--soft);margin-top:.3rem;max-width:46rem}
figure img{max-width:100%;height:auto;border:1px solid var(--line);border-radius:4px;display:block}
figure svg{width:100%;height:auto;border:1px solid var(--line);border-radius:6px;background:#fff;display:block}
.pictures{display:flex;flex-wrap:wrap;gap:.2rem 1rem}
ol.talk{list-style:none;padding:0;margin:1rem 0;max-width:50rem}
ol.talk li{margin:.45rem 0;display:flow-root}
.bubble{max-width:78%;padding:.45rem .8rem;border-radius:10px;background:var(--wash);border:1px solid var(--line);break-inside:avoid}
.out .bubble{margin-left:auto;background:#eaf2fb;border-color:#c4d8ee}
.bubble .meta{font-size:.78rem;color:var(--soft);margin:0}.bubble .text{margin:.1rem 0;white-space:pre-wrap;overflow-wrap:anywhere}
.chosen .bubble{border:2px solid var(--mark-line);background:var(--mark)}
.chosen .flag{font-weight:600;font-size:.82rem}
.gap,.day{text-align:center;font-size:.82rem;color:var(--soft)}.gap{border-top:1px dashed #9aa6b6;border-bottom:1px dashed #9aa6b6;padding:.25rem;margin:.9rem 0!important;max-width:50rem!important}
.legend{display:flex;flex-wrap:wrap;gap:.3rem 1.4rem;list-style:none;padding:0;font-size:.84rem}.legend svg{vertical-align:-.2rem;width:1.1rem;height:1.1rem;margin-right:.35rem}
.audience{display:inline-block;margin-left:.5rem;padding:0 .5rem;border:1px solid var(--mark-line);background:var(--mark);border-radius:3px;font-weight:600;color:var(--ink)}
.near{list-style:none;margin:.5rem 0;padding:.1rem .9rem;border-left:3px solid var(--line);font-size:.86rem;color:var(--soft)}.near li{margin:.1rem 0;overflow-wrap:anywhere}.near strong{font-weight:600}
.said-what{font-weight:600;margin-bottom:0}
a.who{color:inherit;text-decoration-color:#9aa6b6}
.source{font-size:.68rem;color:var(--soft);margin:.2rem 0 0}
table.entries{table-layout:fixed;min-width:48rem}table.entries th:nth-child(1){width:4rem}table.entries th:nth-child(2){width:12.5rem}table.entries th:nth-child(3){width:7.5rem}table.entries th:nth-child(4){width:13rem}table.entries td.wide{width:auto}
table.entries .day th{background:var(--wash);color:var(--ink);padding-left:.5rem;border-bottom:1px solid var(--line)}
.pages a[aria-current]{font-weight:700;color:var(--ink);text-decoration:none}
.review{margin-top:.5rem;font-size:.78rem;color:var(--soft)}.review[open]{border-top:1px dashed var(--line);padding-top:.3rem}.review summary{cursor:pointer;width:max-content;max-width:100%}.review label{display:block;margin-top:.3rem}.review textarea{display:block;width:100%;margin-top:.15rem}
select,input,button,textarea{font:inherit;color:var(--ink);border:1px solid #8a96a6;border-radius:4px;background:#fff;padding:.15rem .4rem}
button{padding:.2rem .8rem;background:var(--wash);cursor:pointer}button:hover{border-color:var(--accent)}
select:focus-visible,input:focus-visible,button:focus-visible,textarea:focus-visible{outline:3px solid var(--accent);outline-offset:1px}
.review-bar{display:none}.review-bar.is-used{display:flex;gap:1rem;align-items:baseline;position:sticky;bottom:.6rem;width:max-content;max-width:100%;margin:1rem 0 0 auto;padding:.4rem .8rem;border:1px solid var(--accent);border-radius:6px;background:#fff;font-size:.82rem}
#search input{width:min(32rem,100%);padding:.4rem .6rem}.hits{padding-left:2.2rem}.hits li{margin:.6rem 0;overflow-wrap:anywhere}
.words dt{font-weight:600;color:var(--ink)}.words dd{margin-bottom:.3rem}
.foot{border-top:1px solid var(--line);margin-top:3rem;padding-top:.6rem;padding-bottom:2rem;font-size:.8rem;color:var(--soft)}
.pages{display:flex;gap:1rem;flex-wrap:wrap;font-size:.9rem}
@media (max-width:40rem){dl.facts{grid-template-columns:1fr}dl.facts dd{margin-bottom:.35rem}.bubble{max-width:94%}}
@page{margin:18mm 16mm}
@media print{html{font-size:10.5pt}main,.top,.foot{max-width:none;padding:0}nav,.skip,.review,.review-bar{display:none}a{color:inherit;text-decoration:none}h2,h3{break-after:avoid}tr,figure{break-inside:avoid}thead{display:table-header-group}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
`
