package com.amazonaws.services.lambda.runtime.logging;

/** How much a message matters. */
public enum LogLevel {
    UNDEFINED,
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR,
    FATAL
}
