import 'genesys-toasts/styles.css';
import './main.js';
