const MEDIA = {
  voice: { label: 'Voice', icon: 'voice', verb: 'is calling' },
  callback: { label: 'Callback', icon: 'callback', verb: 'asked to be called back' },
  chat: { label: 'Chat', icon: 'chat', verb: 'would like to chat' },
  message: { label: 'Message', icon: 'message', verb: 'sent a message' },
  email: { label: 'Email', icon: 'email', verb: 'sent an email' },
};

/** How a medium is shown: `{ label, icon, verb }`. Any medium is taken. */
export function media(mediaType) {
  return MEDIA[mediaType] ?? { label: mediaType, icon: 'message', verb: 'is waiting' };
}
