/** Telling the others in the call, and what happens if one of them objects. */
export const tell = {
  tell: 'Tell the room',
  tell_title: 'Tell the others in the call',
  tell_more: 'Copy this, and send it in the call’s chat before you start. You may change it.',
  tell_label: 'Notice for the chat',
  tell_notice_room:
    'I am using Moodline, a browser extension, in this call. On my own machine it estimates from the video which expressions the faces show, and shows me only their sum for the whole room. No picture is stored, and nothing is sent anywhere. If you do not want this, tell me at any time: I will stop it and delete what it kept of this call.',
  tell_notice_each:
    'I am using Moodline, a browser extension, in this call. On my own machine it estimates from the video which expressions each face shows, and shows me how they move. No picture is stored, and nothing is sent anywhere. If you do not want this, tell me at any time: I will stop it and delete what it kept of this call.',
  tell_copy: 'Copy',
  tell_copied: 'Copied.',
  tell_by_hand: 'The browser did not let Moodline copy: the text is selected, so copy it with the keyboard.',
  tell_close: 'Close',

  objected: 'Someone objected',
  objected_title: 'Stop, and delete this call’s data?',
  objected_more: 'Watching stops now, and everything that was kept of this call is deleted. Other calls stay. It cannot be undone.',
  objected_yes: 'Stop and delete',
  objected_no: 'Go back',
  objected_busy: 'Deleting…',
  objected_done: {
    one: 'Stopped, and this call’s data is deleted: {count} record left.',
    other: 'Stopped, and this call’s data is deleted: {count} records left.',
  },
  objected_partly: {
    one: 'Stopped, but {count} record of this call is left. Close other Moodline pages, then delete the call in the history.',
    other: 'Stopped, but {count} records of this call are left. Close other Moodline pages, then delete the call in the history.',
  },
  objected_failed:
    'Stopped, but the browser did not let Moodline delete this call’s data: restart the browser, then delete the call in the history.',
} as const;
