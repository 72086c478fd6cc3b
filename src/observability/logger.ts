import { type Writable } from 'node:stream';
import winston from 'winston';
import { allowedFields, type LogFields } from './log-fields';
import { currentRequest } from './request-scope';

/** `message` is a constant sentence: what varies is a field, and only the fields of LogFields are written. */
export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

export interface LoggerOptions {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly format: 'text' | 'json';
  /** Where the lines go; standard output unless a test listens. */
  readonly stream?: Writable;
}

/** A logger on winston that stamps every line with the current request and drops every field that is not allowed. */
export function createLogger(options: LoggerOptions): Logger {
  const { combine, timestamp, json, printf } = winston.format;
  const logger = winston.createLogger({
    level: options.level,
    format: combine(onlyAllowedFields(), timestamp(), options.format === 'json' ? json() : printf(asText)),
    transports: [new winston.transports.Stream({ stream: options.stream ?? process.stdout })],
  });
  return {
    debug: (message, fields) => logger.debug(message, fields),
    info: (message, fields) => logger.info(message, fields),
    warn: (message, fields) => logger.warn(message, fields),
    error: (message, fields) => logger.error(message, fields),
  };
}

const onlyAllowedFields = winston.format((info) => {
  const { level, message, ...fields } = info;
  const allowed = allowedFields({ ...currentRequest(), ...fields });
  for (const name of Object.keys(fields)) delete info[name];
  return Object.assign(info, { level, message, ...allowed });
});

function asText(info: winston.Logform.TransformableInfo): string {
  const { level, message, timestamp, stack, ...fields } = info;
  const pairs = Object.entries(fields).map(([name, value]) => `${name}=${String(value)}`);
  const line = [timestamp, level.toUpperCase().padEnd(5), message, ...pairs].join(' ');
  return typeof stack === 'string' ? `${line}\n${stack}` : line;
}
