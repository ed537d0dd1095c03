import { noticeRequests } from '../core/request-count.ts';
import { bookmark } from './bookmarks.ts';
import { clearEverything } from './clear.ts';
import { obeySettings } from './obey.ts';
import { someoneObjected } from './objected.ts';
import { tidyIfDue } from './tidying.ts';
import { accessChanged, forgetTab, reviveEngine, sessionOver, startWatching, stopWatching, toggleWatching } from './watching.ts';
import { onAccessChange } from '../platform/access.ts';
import { registerContent } from '../platform/content-host.ts';
import { onBrowserStart, onInstalled, onTabClosed, openPanelOnAction, openPage } from '../platform/lifecycle.ts';
import { onCommand } from '../platform/messages.ts';
import { onKeyCommand } from '../platform/commands.ts';
import { logRequest } from '../platform/request-log.ts';
import { onSettingsChange } from '../platform/settings.ts';
import {
  contentToBackgroundSchema,
  engineToBackgroundSchema,
  noticeToBackgroundSchema,
  panelToBackgroundSchema,
} from '../wire/commands.ts';

// The service worker may die at any moment: listeners are registered at the top level, all state
// lies in storage. It is off the hot path: no frame and no reading passes here.

noticeRequests(self, (fate) => void logRequest(fate));
openPanelOnAction();
void tidyIfDue(Date.now());
onBrowserStart(() => void tidyIfDue(Date.now()));
onInstalled((isNew) => {
  void registerContent();
  if (isNew) void openPage('onboarding');
});
onAccessChange(() => void Promise.all([registerContent(), accessChanged()]));
onSettingsChange(() => void obeySettings());
onKeyCommand('toggle-watching', (tabId) => void toggleWatching(tabId, Date.now()));
onKeyCommand('bookmark', (tabId) => void bookmark(tabId, Date.now(), ''));
onTabClosed((tabId) => void forgetTab(tabId));

onCommand('extension-page', panelToBackgroundSchema, (message) => {
  switch (message.type) {
    case 'start':
      return startWatching(message.tabId, Date.now());
    case 'stop':
      return stopWatching(message.tabId, 'user', null);
    case 'object':
      return someoneObjected(message.tabId);
    case 'bookmark':
      return bookmark(message.tabId, message.atMs, message.note);
    case 'clear':
      return clearEverything();
  }
});

onCommand('extension-page', noticeToBackgroundSchema, ({ fate }) => logRequest(fate).then(() => null));
onCommand('extension-page', engineToBackgroundSchema, ({ sessionId, reason, trouble }) => sessionOver(sessionId, reason, trouble));

onCommand('content-script', contentToBackgroundSchema, async (message, tabId) => {
  if (tabId === null) return null;
  return message.type === 'call-ended'
    ? stopWatching(tabId, 'call-ended', null, message.sessionId)
    : reviveEngine(tabId, message.sessionId);
});
