package com.amazonaws.services.lambda.runtime.logging;

/** How a log is written. */
public enum LogFormat {
    JSON,
    TEXT
}
