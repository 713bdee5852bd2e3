/** What somebody can call a user, an Action or anything else, to see whether a page takes it for markup. */
export const hostile = `<img src=x onerror="document.title='taken over'"><script>document.title='taken over'</script>&lt;`;
