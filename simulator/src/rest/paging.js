// @ts-check

import { badRequest } from './errors.js';

const PAGE_SIZE = 25;

/** A listing of all there is: the page is as large as the list. @param {string} path @param {unknown[]} entities */
export function onOnePage(path, entities) {
  const { length } = entities;
  const uri = `${path}?pageSize=${length}&pageNumber=1`;
  return { entities, pageSize: length, pageNumber: 1, total: length, firstUri: uri, selfUri: uri, lastUri: uri, pageCount: 1 };
}

/** The page of a listing that a request asks for, by `pageSize` and `pageNumber`. @param {URL} url @param {readonly unknown[]} all */
export function onPages({ pathname, searchParams }, all) {
  const pageSize = readCount(searchParams.get('pageSize'), 'pageSize', PAGE_SIZE);
  const pageNumber = readCount(searchParams.get('pageNumber'), 'pageNumber', 1);
  const pageCount = Math.max(1, Math.ceil(all.length / pageSize));
  /** @param {number} page */
  const uri = (page) => `${pathname}?pageSize=${pageSize}&pageNumber=${page}`;
  return {
    entities: all.slice((pageNumber - 1) * pageSize, pageNumber * pageSize),
    pageSize,
    pageNumber,
    total: all.length,
    firstUri: uri(1),
    ...(pageNumber < pageCount ? { nextUri: uri(pageNumber + 1) } : {}),
    ...(pageNumber > 1 ? { previousUri: uri(pageNumber - 1) } : {}),
    selfUri: uri(pageNumber),
    lastUri: uri(pageCount),
    pageCount,
  };
}

/** @param {string | null} text @param {string} name @param {number} usual */
function readCount(text, name, usual) {
  if (text === null) return usual;
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw badRequest(`${name} has to be a whole number from 1`);
  return number;
}
