//! AWS Lambda: functions, invocations, event sources, and the executors that run them.

mod executor;
