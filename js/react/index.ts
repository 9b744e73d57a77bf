'use client';
export { GenesysToaster } from './GenesysToaster.js';
export type { GenesysToasterProps } from './GenesysToaster.js';
export { useGenesysToasts } from './useGenesysToasts.js';
export type { UseGenesysToasts } from './useGenesysToasts.js';
export type { Label, ToasterLabels, ToasterOptions, ToasterPosition, ToastTools } from '../toaster/types.js';
export { GenesysToastsError } from '../errors.js';
export type { ErrorCode } from '../errors.js';
export type * from '../types.js';
