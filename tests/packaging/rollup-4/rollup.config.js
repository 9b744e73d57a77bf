// What any app with React has: Rollup knows neither node_modules nor CommonJS by itself. It knows no styles either: the page links them.
import commonjs from '@rollup/plugin-commonjs';
import resolve from '@rollup/plugin-node-resolve';
import replace from '@rollup/plugin-replace';

export default {
  input: 'src/main.js',
  output: { dir: 'dist' },
  plugins: [replace({ 'process.env.NODE_ENV': '"production"', preventAssignment: true }), resolve({ browser: true }), commonjs()],
};
