/** The newsroom shows this page beside the editor and says when the draft was saved. */
const newsroom = document.querySelector<HTMLMetaElement>('meta[name="newsroom-origin"]')?.content;

window.addEventListener('message', ({ origin: from, data }) => {
  if (from === newsroom && data?.type === 'strapiUpdate') location.reload();
});
