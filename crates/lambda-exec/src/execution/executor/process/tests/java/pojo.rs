//! What Java handlers take and give: as Jackson makes it with the settings of AWS's runtime.

use super::*;

const POJO: &str = r#"
package pojo;
import java.math.*;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.*;
public class Pojo {
    public enum Colour { RED, BLUE }
    public static class Part<T> {
        private T value;
        public T getValue() { return value; }
        public void setValue(T value) { this.value = value; }
    }
    public static class Order {
        private String name;
        private int count = 7;
        private Colour colour;
        private List<Part<Long>> parts;
        private Map<String, Colour> colours;
        private String hidden = "hidden";
        public double price;
        public boolean[] flags;
        private boolean open;
        private Optional<String> note = Optional.empty();
        public String getName() { return name; }
        public void setName(String name) { this.name = name; }
        public int getCount() { return count; }
        public void setCount(int count) { this.count = count; }
        public Colour getColour() { return colour; }
        public void setColour(Colour colour) { this.colour = colour; }
        public List<Part<Long>> getParts() { return parts; }
        public void setParts(List<Part<Long>> parts) { this.parts = parts; }
        public Map<String, Colour> getColours() { return colours; }
        public void setColours(Map<String, Colour> colours) { this.colours = colours; }
        public boolean isOpen() { return open; }
        public void setOpen(boolean open) { this.open = open; }
        public String getURL() { return null; }
        public void setURL(String url) { this.name += url; }
    }
    public record Point(int x, Long y, List<String> names) {}
    public Order order(Order order) { return order; }
    public Point point(Point point) { return new Point(point.x() + 1, point.y(), point.names()); }
    public String kinds(Map<String, Object> event) {
        StringBuilder kinds = new StringBuilder();
        for (Object value : event.values()) kinds.append(value.getClass().getSimpleName()).append(' ');
        return kinds.toString().trim();
    }
    public BigDecimal exact(BigDecimal number) { return number; }
    public Object gives(String what) {
        switch (what) {
            case "nulls": { Map<String, Object> m = new HashMap<>(); m.put("a", null); m.put("b", Arrays.asList(1, null)); return m; }
            case "texts": return new Object[] {"\u0001\"\\\n\u00e9/", 'c', Colour.RED, new byte[] {1, 2}, ByteBuffer.wrap(new byte[] {3})};
            case "numbers": return Arrays.asList(1.0, 1e10, Double.NaN, 1L << 40, new BigDecimal("1.10"), (short) 3);
            case "times": return Arrays.asList(new Date(1500), Instant.ofEpochSecond(1, 500_000_000), UUID.fromString("8a2f7a6e-0000-4000-8000-000000000001"));
            case "circle": { List<Object> list = new ArrayList<>(); list.add(list); return list; }
            default: return null;
        }
    }
}
"#;

/// The rules are those of AWS's `JacksonFactory`: unknown members, unknown constants and nulls for primitives are passed over,
/// a single value stands for a list, members that are null are not written.
#[tokio::test]
async fn java_objects_are_read_and_written_as_jackson_does() {
    let Some(mut app) = compiled("java17", &[("Pojo.java", POJO)]).await else { return };
    for (method, payload, expected) in [
        (
            "order",
            r#"{"name":"n","count":null,"colour":"GREEN","parts":[{"value":"5"},{"value":6}],"colours":{"a":"BLUE","b":0},
                "hidden":"x","price":2,"flags":true,"open":"true","URL":"/u","unknown":{"deep":[1]}}"#,
            r#"{"name":"n/u","count":0,"parts":[{"value":5},{"value":6}],"colours":{"a":"BLUE","b":"RED"},
                "price":2.0,"flags":[true],"open":true}"#,
        ),
        ("order", r#"{}"#, r#"{"count":7,"price":0.0,"open":false}"#),
        ("order", r#""""#, "null"),
        ("point", r#"{"y":2,"names":["a",null],"z":1}"#, r#"{"x":1,"y":2,"names":["a",null]}"#),
        (
            "kinds",
            r#"{"a":1,"b":10000000000,"c":100000000000000000000,"d":1.5,"e":"","f":true,"g":{},"h":[]}"#,
            r#""Integer Long BigInteger Double String Boolean LinkedHashMap ArrayList""#,
        ),
        ("exact", "0.12345678901234567890123", "0.12345678901234567890123"),
        ("gives", r#""nulls""#, r#"{"b":[1,null]}"#),
        ("gives", r#""texts""#, r#"["\u0001\"\\\né/","c","RED","AQI=","Aw=="]"#),
        ("gives", r#""numbers""#, r#"[1.0,1.0E10,"NaN",1099511627776,1.10,3]"#),
        ("gives", r#""times""#, r#"[1500,1.500000000,"8a2f7a6e-0000-4000-8000-000000000001"]"#),
    ] {
        let outcome = app.run(&format!("pojo.Pojo::{method}"), payload).await;
        let result = outcome
            .result
            .clone()
            .unwrap_or_else(|failure| panic!("{method}: {failure:?}, {}", log(&outcome)));
        let expected = expected.replace("\n                ", "");
        assert_eq!(String::from_utf8_lossy(&result), expected, "{method} {payload}");
    }
    for (method, payload, message) in [
        ("order", r#"{"count":"x"}"#, "An error occurred during JSON parsing"),
        ("order", r#"{"count":5000000000}"#, "An error occurred during JSON parsing"),
        ("order", r#"{"name":{}}"#, "An error occurred during JSON parsing"),
        ("gives", r#""circle""#, "An error occurred during JSON serialization of response"),
    ] {
        let error = value(&app.run(&format!("pojo.Pojo::{method}"), payload).await);
        assert_eq!(
            (&error["errorMessage"], &error["errorType"]),
            (&json!(message), &json!("java.lang.RuntimeException"))
        );
    }
}

/// The members of AWS's classes of events, of which these have the names, the shapes and no more.
const EVENTS: &str = r#"
package com.amazonaws.services.lambda.runtime.events;
import java.nio.ByteBuffer;
import java.time.ZonedDateTime;
import java.util.*;
public class Sample {
    private List<Record> records;
    public List<Record> getRecords() { return records; }
    public void setRecords(List<Record> records) { this.records = records; }
    public static class Record {
        private String eventSourceArn;
        private Date time;
        private ByteBuffer data;
        private final ZonedDateTime eventTime;
        private final String xAmzId2;
        public Record(String eventTime, String id) {
            this.eventTime = eventTime == null ? null : ZonedDateTime.parse(eventTime);
            xAmzId2 = id;
        }
        public String getEventSourceArn() { return eventSourceArn; }
        public void setEventSourceArn(String arn) { eventSourceArn = arn; }
        public void setTime(Date time) { this.time = time; }
        public void setData(ByteBuffer data) { this.data = data; }
    }
    public String told(Sample sample) {
        Record r = sample.records.get(0);
        return r.eventSourceArn + " " + r.time.getTime() + " " + r.data.remaining() + " " + r.eventTime.getYear() + " " + r.xAmzId2;
    }
}
"#;

/// Names in any spelling, times in seconds, bytes in base64, fields without setters: what AWS does for its own classes of events
/// by rules for each.
#[tokio::test]
async fn the_classes_of_aws_s_events_are_filled() {
    let files = [("Sample.java", EVENTS)];
    let Some(mut app) = compiled("java17", &files).await else { return };
    let payload = r#"{"Records":[{"eventSourceARN":"arn","Time":1.5,"data":"AQID","eventTime":"2026-01-02T03:04:05.678Z","x-amz-id-2":"id"}]}"#;
    let handler = "com.amazonaws.services.lambda.runtime.events.Sample::told";
    assert_eq!(value(&app.run(handler, payload).await), json!("arn 1500 3 2026 id"));
}

/// AWS's page on serialization in Java: one that the package names as a service takes the place of the runtime's.
#[tokio::test]
async fn a_java_function_may_bring_a_serializer_of_its_own() {
    let own = r#"
package own;
import com.amazonaws.services.lambda.runtime.*;
import java.io.*;
import java.lang.reflect.Type;
public class Own implements CustomPojoSerializer, RequestHandler<StringBuilder, Object> {
    public Object handleRequest(StringBuilder event, Context context) { return event.append(" seen"); }
    @SuppressWarnings("unchecked") public <T> T fromJson(InputStream in, Type type) {
        return (T) new StringBuilder(((Class<?>) type).getSimpleName());
    }
    public <T> T fromJson(String in, Type type) { return null; }
    public <T> void toJson(T value, OutputStream out, Type type) {
        new PrintStream(out, true).print("[\"" + value + "\"]");
    }
}
"#;
    let service = "META-INF/services/com.amazonaws.services.lambda.runtime.CustomPojoSerializer";
    let Some(mut app) = compiled("java17", &[("Own.java", own), (service, "own.Own\n")]).await else {
        return;
    };
    assert_eq!(value(&app.run("own.Own", "{}").await), json!(["StringBuilder seen"]));
}
