/** Where reviewers see and save what they marked and wrote. */
import { html, type Markup } from './markup.ts'

export const reviewBody = (): Markup => html`<h1>My review</h1>
<p class="lead">You can mark and comment on every exhibit, and on the messages around them. Your marks stay in this browser until you save them as one small file and send it back.</p>
<ol><li>Mark and comment on the pages of the exhibits and conversations.</li><li>Come back here, look through your remarks, write your name.</li><li>Press “Save my review” and send the file to whoever gave you this package. It holds your remarks and the names of the items, and nothing of the evidence.</li></ol>
<p class="soft">Nothing is sent by itself and this package is not changed. Some browsers (Firefox among them) keep remarks for each page apart: save before you leave a page, and send all the files. Whoever imports them sees your name beside every remark; remarks of several people stand side by side.</p>
<div id="review"></div>
<noscript><p class="note">Marking needs scripts, which this browser does not run here. Write down the item (for example “exhibit 12” or r345) and your remark instead.</p></noscript>`
