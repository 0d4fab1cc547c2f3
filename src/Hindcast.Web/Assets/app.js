// Uploads in resumable pieces, and jobs as they go. Pages work without it but for uploads.
'use strict';

const pieceBytes = 8 * 1024 * 1024;
const mostTries = 6;
const forgery = document.querySelector('meta[name="forgery-token"]')?.content ?? '';

function wait(milliseconds) {
  return new Promise(done => setTimeout(done, milliseconds));
}

async function send(method, path, body, headers) {
  return fetch(path, { method, body, headers: { 'X-CSRF-Token': forgery, ...headers }, credentials: 'same-origin' });
}

async function sendJson(path, value) {
  return send('POST', path, JSON.stringify(value), { 'Content-Type': 'application/json' });
}

// Sends one file from where the server has it to its end. Every broken piece asks the server where to go on.
async function sendFile(base, file, known, tell) {
  let upload = known;
  if (!upload) {
    const begun = await sendJson(base, { name: file.name, lengthBytes: file.size });
    if (!begun.ok) {
      throw new Error((await begun.json()).detail ?? 'refused');
    }
    upload = await begun.json();
  }

  const path = `/api/v1/uploads/${upload.id}`;
  let offset = upload.receivedBytes;
  let tries = 0;
  while (offset < file.size) {
    try {
      const answer = await send('PATCH', path, file.slice(offset, offset + pieceBytes), { 'Upload-Offset': String(offset), 'Content-Type': 'application/octet-stream' });
      if (!answer.ok && answer.status !== 409) {
        throw new Error(`piece refused: ${answer.status}`);
      }
      offset = Number(answer.headers.get('Upload-Offset') ?? offset);
      if (answer.ok) {
        tries = 0;
      } else if (++tries > mostTries) {
        throw new Error('the upload does not go on');
      }
    } catch (failure) {
      if (++tries > mostTries) {
        throw failure;
      }
      await wait(500 * 2 ** tries);
      const now = await fetch(path, { credentials: 'same-origin' });
      if (now.ok) {
        offset = (await now.json()).receivedBytes;
      }
    }
    tell(offset, file.size);
  }

  const whole = await send('POST', `${path}/complete`);
  if (!whole.ok) {
    throw new Error((await whole.json()).detail ?? 'not complete');
  }
}

for (const form of document.querySelectorAll('form[data-upload]')) {
  form.addEventListener('submit', async event => {
    event.preventDefault();
    const files = [...form.querySelector('input[type=file]').files];
    const bar = form.querySelector('progress');
    const said = form.querySelector('[role=status]');
    const button = form.querySelector('button');
    if (files.length === 0) {
      said.textContent = 'Choose a file first.';
      return;
    }

    button.disabled = true;
    bar.hidden = false;
    try {
      const present = await (await fetch(form.dataset.upload, { credentials: 'same-origin' })).json();
      for (const file of files) {
        const known = present.find(u => u.name === file.name && u.lengthBytes === file.size && u.state === 'incoming');
        await sendFile(form.dataset.upload, file, known, (done, total) => {
          bar.max = total;
          bar.value = done;
          said.textContent = `${file.name}: ${Math.floor(100 * done / total)} %`;
        });
      }
      said.textContent = 'Sent. The assessment is queued.';
      const queued = await send('POST', form.dataset.assess);
      if (!queued.ok) {
        throw new Error('the assessment could not be queued');
      }
      location.reload();
    } catch (failure) {
      said.textContent = `Stopped: ${failure.message}. Choose the same file again to go on from there.`;
      button.disabled = false;
    }
  });
}

// The server pushes; a stream that ends is opened anew by the browser itself.
function listen(path, kind, take) {
  const source = new EventSource(path);
  source.addEventListener(kind, event => take(JSON.parse(event.data), source));
  return source;
}

// A job that is not over is shown as it goes; then the page shows its result.
for (const element of document.querySelectorAll('[data-job]')) {
  const bar = element.querySelector('progress');
  const said = element.querySelector('[data-state]');
  listen(`/api/v1/jobs/${element.dataset.job}/live`, 'job', (job, source) => {
    said.textContent = job.state;
    if (job.totalBytes > 0) {
      bar.max = job.totalBytes;
      bar.value = job.doneBytes;
    }
    if (job.state === 'done' || job.state === 'failed') {
      source.close();
      location.reload();
    }
  });
}

function cell(row, text, kind) {
  const made = row.insertCell();
  made.textContent = text;
  if (kind) {
    made.className = kind;
  }
  return made;
}

function link(made, href, text) {
  const anchor = document.createElement('a');
  anchor.href = href;
  anchor.textContent = text;
  made.replaceChildren(anchor);
}

// Rows as JobList.razor writes them.
function jobRow(body, job) {
  const row = body.insertRow();
  cell(row, job.created.replace('T', ' ').slice(0, 16));
  cell(row, job.state);
  link(cell(row, ''), `/servers/${job.serverId}`, 'server');
  cell(row, String(job.attempt), 'number');
  cell(row, `${(job.doneBytes / 1e6).toFixed(1)} MB`, 'number');
  const result = cell(row, job.error);
  if (job.assessmentId) {
    link(result, `/assessments/${job.assessmentId}`, 'assessment');
  }
}

for (const element of document.querySelectorAll('[data-queue]')) {
  listen(element.dataset.queue, 'queue', queue => {
    for (const state of ['queued', 'running', 'done', 'failed']) {
      element.querySelector(`[data-count=${state}]`).textContent = queue[state].toLocaleString('en-US');
    }
    const bar = element.querySelector('progress');
    if (bar) {
      bar.max = Math.max(1, queue.queued + queue.running + queue.done + queue.failed);
      bar.value = queue.done + queue.failed;
    }
    const body = document.querySelector('[data-newest]');
    if (body) {
      body.replaceChildren();
      queue.newest.forEach(job => jobRow(body, job));
    }
  });
}
