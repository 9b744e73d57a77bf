window.Framework = {
  // Beside this: `config` and the other functions of your framework.js.
  initialSetup() {
    window.addEventListener('message', ({ origin, data }) => {
      if (origin !== 'https://desktop.example.com') return; // the page that contains the frame
      const message = JSON.parse(data);
      if (message.type === 'updateInteractionState') window.PureCloud.Interaction.updateState(message.data);
    });
  },
};
