// @ts-check

import { NotFound, check } from '../check.js';

/** @typedef {import('../notifications/channels.js').Channel} Channel */
/** @typedef {import('../notifications/channels.js').Channels} Channels */

/** How long a client has to open another socket before maintenance. */
const MAINTENANCE_MS = 60_000;

/** The code with which maintenance closes a socket: which one it is, is not known. */
const CLOSE_MAINTENANCE = 1001;

/** @typedef {{ channelId?: string }} ChannelSelection One channel; left out: all. */

/**
 * The actions about channels.
 *
 * @param {Channels} channels
 */
export function channelActions(channels) {
  /** @param {ChannelSelection} params @returns {Channel[]} */
  const select = ({ channelId }) => {
    if (channelId === undefined) return channels.list();
    const channel = channels.find(check.string(channelId, 'channelId'));
    if (!channel) throw new NotFound(`channelId: there is no channel ${JSON.stringify(channelId)}`);
    return [channel];
  };
  return {
    /** Announces that sockets will be closed, and closes those that are left. @param {ChannelSelection & { afterMs?: number, code?: number }} [params] */
    closeForMaintenance: (params = {}) => {
      check.known(params, ['channelId', 'afterMs', 'code']);
      const afterMs = check.wait(params.afterMs ?? MAINTENANCE_MS, 'afterMs');
      const code = check.closeCode(params.code ?? CLOSE_MAINTENANCE, 'code');
      const chosen = select(params).filter(({ connection }) => connection !== null);
      for (const channel of chosen) channels.closeForMaintenance(channel, { afterMs, code });
      return { announced: chosen.length };
    },

    /** As though newer channels had taken their place. @param {ChannelSelection} [params] */
    displaceChannel: (params = {}) => {
      check.known(params, ['channelId']);
      const chosen = select(params);
      for (const channel of chosen) channels.displace(channel);
      return { displaced: chosen.length };
    },

    /** They expire now. @param {ChannelSelection} [params] */
    expireChannel: (params = {}) => {
      check.known(params, ['channelId']);
      const chosen = select(params);
      for (const channel of chosen) channels.expire(channel);
      return { expired: chosen.length };
    },

    /** They send heartbeats and answer pings, and deliver no events; those made later do. @param {ChannelSelection & { newChannels?: boolean }} [params] */
    deafenChannels: (params = {}) => {
      check.known(params, ['channelId', 'newChannels']);
      if (check.boolean(params.newChannels ?? false, 'newChannels')) channels.deafenNew = true;
      return { deafened: channels.setDeaf(select(params), true) };
    },

    /** They deliver again. @param {ChannelSelection} [params] */
    undeafenChannels: (params = {}) => {
      check.known(params, ['channelId']);
      if (params.channelId === undefined) channels.deafenNew = false;
      return { undeafened: channels.setDeaf(select(params), false) };
    },
  };
}
