package ruststack;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The function's logger: each message is one event of the log, a line of text or an object. */
public final class Log implements LambdaLogger {
    public static final Log LOGGER = new Log();

    private final boolean isJson = "JSON".equalsIgnoreCase(System.getenv("AWS_LAMBDA_LOG_FORMAT"));
    private final LogLevel least = level(System.getenv("AWS_LAMBDA_LOG_LEVEL"));
    private volatile Invocation invocation;

    private Log() {}

    private static LogLevel level(String name) {
        try {
            return name == null ? LogLevel.UNDEFINED : LogLevel.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            return LogLevel.UNDEFINED;
        }
    }

    void begin(Invocation invocation) {
        this.invocation = invocation;
    }

    void error(String report) {
        log(report, isJson ? LogLevel.ERROR : LogLevel.UNDEFINED);
    }

    @Override
    public void log(String message) {
        log(message, LogLevel.UNDEFINED);
    }

    @Override
    public void log(byte[] message) {
        log(message, LogLevel.UNDEFINED);
    }

    @Override
    public void log(String message, LogLevel level) {
        if (isShown(level)) {
            String marked = level == LogLevel.UNDEFINED ? message : "[" + level + "] " + message;
            write(isJson ? object(message, level) : marked);
        }
    }

    @Override
    public void log(byte[] message, LogLevel level) {
        if (isShown(level)) {
            write(new String(message, StandardCharsets.UTF_8));
        }
    }

    private boolean isShown(LogLevel level) {
        return level == LogLevel.UNDEFINED || level.ordinal() >= least.ordinal();
    }

    private String object(String message, LogLevel level) {
        Map<String, Object> members = new LinkedHashMap<>();
        DateTimeFormatter format = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");
        members.put("timestamp", format.format(Instant.now().atOffset(ZoneOffset.UTC)));
        members.put("message", message);
        members.put("level", level.toString());
        if (invocation != null) {
            members.put("AWSRequestId", invocation.getAwsRequestId());
            if (invocation.getTenantId() != null) {
                members.put("tenantId", invocation.getTenantId());
            }
        }
        return Json.write(members);
    }

    /** The inner line ends of an event are marked, so that it stays one. */
    private static void write(String text) {
        String inner = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        byte[] event = (inner.replace('\n', '\r') + "\n").getBytes(StandardCharsets.UTF_8);
        System.out.write(event, 0, event.length);
        System.out.flush();
    }
}
