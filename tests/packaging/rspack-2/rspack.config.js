// What any app that imports styles has.
export default {
  entry: './src/styled.js',
  module: { rules: [{ test: /\.css$/, use: ['style-loader', 'css-loader'] }] },
};
