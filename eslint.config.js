import jsdoc from 'eslint-plugin-jsdoc'
import tseslint from 'typescript-eslint'

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'node_modules/',
      'tokenprism-out/',
      'kernels/*.ts',
      'src/math/kernels/binaries.ts',
      'src/report/generated/',
    ],
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      // Numbers are what this project writes into text.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allow: ['bigint'] },
      ],
      // Ports have async signatures where one of their sides has nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/array-type': 'off',
      // Index access is typed as always present, so these two misjudge `array[i] ?? other`, and code points are meant.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-inferrable-types': 'off',
      // Loops over a whole vocabulary go by index: until they are optimised, an iterator takes most of their time.
      '@typescript-eslint/prefer-for-of': 'off',
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['src/**/*.ts'],
    plugins: { jsdoc },
    rules: {
      'jsdoc/require-jsdoc': [
        'error',
        {
          publicOnly: true,
          require: { ClassDeclaration: true, FunctionDeclaration: true, MethodDefinition: true },
          contexts: ['TSInterfaceDeclaration', 'TSTypeAliasDeclaration'],
          checkConstructors: false,
        },
      ],
      'no-restricted-globals': ['error', 'process', 'document', 'window', 'console', 'Buffer'],
    },
  },
  {
    // The script of report.html runs in a page.
    files: ['src/report/client/*.ts'],
    rules: { 'no-restricted-globals': 'off' },
  },
  {
    files: ['test/types/*.ts'],
    rules: {
      '@typescript-eslint/no-unused-vars': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // node:test's `test` returns a promise that its runner awaits.
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: ['test', 'suite'] },
      ],
    },
  },
)
