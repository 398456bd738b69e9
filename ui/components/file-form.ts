import { type Child, type Html, html } from '../html.ts'

type FileForm = {
  readonly action: string
  readonly label: string
  readonly hint: string
  readonly submit: string
  /** Beside the file. */
  readonly fields?: Child
}

/** A form that sends a CSV file. A whole page answers it. */
export const fileForm = ({ action, label, hint, submit, fields }: FileForm): Html =>
  html`<form class="form" method="post" enctype="multipart/form-data" action="${action}">
<div class="field"><label for="file-file">${label}</label><input type="file" id="file-file" name="file" accept=".csv,.txt,text/csv,text/plain" required aria-describedby="file-hint"><p class="hint" id="file-hint">${hint}</p></div>
${fields}
<div class="form-actions"><button class="button">${submit}</button></div>
</form>`
