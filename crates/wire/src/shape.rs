//! What travels, as data: the structures of AWS's published models, with the place of each member on the wire and its
//! constraints. A service's tables are written by `conformance -- shapes`; the few types here are all that they use.

mod pattern;
mod sound;

pub use pattern::Pattern;

/// A structure: its name in AWS's model, and its members in the model's order.
#[derive(Debug)]
pub struct Shape {
    /// Such as `CreateRoleRequest`.
    pub name: &'static str,
    /// The members.
    pub members: &'static [Member],
}

/// The input or output of an operation that has none in the model.
pub static NOTHING: Shape = Shape::new("", &[]);

/// One member of a structure, or what a list or map holds.
#[derive(Debug)]
pub struct Member {
    /// AWS's spelling in the model, by which code asks for it.
    pub name: &'static str,
    /// AWS's spelling on the wire, where that is another one (`locationName`).
    pub wire_name: Option<&'static str>,
    /// Its spelling in query's forms and replies, where that is yet another one: of services that speak JSON by now.
    pub query_name: Option<&'static str>,
    /// What it is.
    pub kind: Kind,
    /// Where it travels.
    pub place: Place,
    /// Its constraints.
    pub rules: Rules,
}

/// What a member is.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A text.
    Text,
    /// Bytes: base64 in documents, as they are in payloads.
    Blob,
    /// True or false.
    Boolean,
    /// A whole number of 32 bits.
    Integer,
    /// A whole number of 64 bits.
    Long,
    /// A number with a fraction.
    Double,
    /// A moment, and how it is written where that is not the protocol's own form.
    Time(Option<TimeForm>),
    /// JSON of any form.
    Document,
    /// A list.
    List(&'static List),
    /// A map from texts.
    Map(&'static Map),
    /// A structure.
    Struct(&'static Shape),
}

/// What a list holds.
#[derive(Debug)]
pub struct List {
    /// Its elements. Their wire name is `member` unless the model says otherwise.
    pub element: Member,
    /// Whether query and XML leave out the level between the list's name and its elements.
    pub flattened: bool,
}

/// What a map holds.
#[derive(Debug)]
pub struct Map {
    /// Its keys, which are texts. Their wire name is `key` unless the model says otherwise.
    pub key: Member,
    /// Its values. Their wire name is `value` unless the model says otherwise.
    pub value: Member,
    /// Whether query and XML leave out the level `entry`.
    pub flattened: bool,
}

/// How a moment is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeForm {
    /// Seconds since 1970, as a number.
    Epoch,
    /// `2026-11-29T09:00:00Z`
    Iso8601,
    /// `Sun, 29 Nov 2026 09:00:00 GMT`
    Rfc822,
}

/// Where a member travels. Only the REST protocols know other places than the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the document.
    Body,
    /// On the element around it, as the attribute of this name, whose prefix stands for this namespace. Only XML has such.
    Attribute(&'static str, &'static str),
    /// It is the whole body.
    Payload,
    /// In the header of this name, in lower case.
    Header(&'static str),
    /// In all headers that begin so, in lower case; the member is a map.
    Headers(&'static str),
    /// In the query's parameter of this name; a map is all parameters that no other member has.
    Query(&'static str),
    /// In the path's parameter of this name.
    Path(&'static str),
    /// The reply's status.
    Status,
}

/// The constraints of a member.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rules {
    /// It must be there.
    pub required: bool,
    /// A number's least value, or the least length of anything else.
    pub min: Option<i64>,
    /// A number's greatest value, or the greatest length of anything else.
    pub max: Option<i64>,
    /// A regular expression that all of it satisfies.
    pub pattern: Option<&'static Pattern>,
    /// It is one of these.
    pub values: &'static [&'static str],
    /// Messages show the values in this order, not in that of Java's set.
    pub in_this_order: bool,
    /// What messages do not show.
    pub hidden: Hidden,
}

/// What AWS's messages leave out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hidden {
    /// Nothing.
    #[default]
    Nothing,
    /// The value: it is sensitive, or its service shows none.
    Value,
    /// The value, and which values it may have.
    ValueAndSet,
}

impl Rules {
    /// No constraint.
    pub const NONE: Rules = Rules {
        required: false,
        min: None,
        max: None,
        pattern: None,
        values: &[],
        in_this_order: false,
        hidden: Hidden::Nothing,
    };
}

impl Member {
    /// A member of the document without constraints.
    pub const fn new(name: &'static str, kind: Kind) -> Member {
        Member { name, wire_name: None, query_name: None, kind, place: Place::Body, rules: Rules::NONE }
    }

    /// The same, called otherwise on the wire.
    pub const fn named(mut self, wire_name: &'static str) -> Member {
        self.wire_name = Some(wire_name);
        self
    }

    /// The same, called otherwise in query alone.
    pub const fn in_query(mut self, query_name: &'static str) -> Member {
        self.query_name = Some(query_name);
        self
    }

    /// The same in another place.
    pub const fn at(mut self, place: Place) -> Member {
        self.place = place;
        self
    }

    /// The same, which must be there.
    pub const fn required(mut self) -> Member {
        self.rules.required = true;
        self
    }

    /// The same with a least value or length.
    pub const fn min(mut self, min: i64) -> Member {
        self.rules.min = Some(min);
        self
    }

    /// The same with a greatest value or length.
    pub const fn max(mut self, max: i64) -> Member {
        self.rules.max = Some(max);
        self
    }

    /// The same, which satisfies a regular expression.
    pub const fn matching(mut self, pattern: &'static Pattern) -> Member {
        self.rules.pattern = Some(pattern);
        self
    }

    /// The same, which is one of these.
    pub const fn one_of(mut self, values: &'static [&'static str]) -> Member {
        self.rules.values = values;
        self
    }

    /// The same, of whose values messages show the order in which they stand here.
    pub const fn in_this_order(mut self) -> Member {
        self.rules.in_this_order = true;
        self
    }

    /// The same, of which messages leave something out.
    pub const fn hiding(mut self, hidden: Hidden) -> Member {
        self.rules.hidden = hidden;
        self
    }

    /// The name that it has in a document of JSON.
    pub fn on_wire(&self) -> &'static str {
        self.wire_name.unwrap_or(self.name)
    }

    /// The name that it has in a form and in XML, if the model gives it one.
    pub fn element(&self) -> Option<&'static str> {
        self.query_name.or(self.wire_name)
    }

    /// The name that it has in a form and in XML; that in the model if it has no other.
    pub fn element_or_name(&self) -> &'static str {
        self.element().unwrap_or(self.name)
    }
}

impl Shape {
    /// A structure.
    pub const fn new(name: &'static str, members: &'static [Member]) -> Shape {
        Shape { name, members }
    }

    /// Whether it stands for an input or output that the model does not have.
    pub fn is_nothing(&self) -> bool {
        self.name.is_empty()
    }

    /// The place of a member among the members, by its name in the model.
    pub fn place_of(&self, name: &str) -> Option<usize> {
        self.members.iter().position(|member| member.name == name)
    }
}

/// What AWS's model says about one operation.
#[derive(Debug)]
pub struct Signature {
    /// AWS's name, such as `CreateRole`.
    pub name: &'static str,
    /// The HTTP method; `POST` for all but the REST protocols.
    pub method: &'static str,
    /// The template of the path, with pairs that must stand in the query behind a question mark: `/a/{Name}?x=y`.
    pub path: &'static str,
    /// The status of success.
    pub status: u16,
    /// What a request holds; [`NOTHING`] where the model has no input.
    pub input: &'static Shape,
    /// What a reply holds; [`NOTHING`] where the model has no output: the body is empty then, where an output without
    /// members is an empty document.
    pub output: &'static Shape,
    /// The element around the output in query's replies, such as `CreateRoleResult`, if the model has one.
    pub wrapper: Option<&'static str>,
}

/// What AWS's model says about a service.
#[derive(Debug)]
pub struct Model {
    /// The name in ARNs and IAM actions, such as `iam`.
    pub name: &'static str,
    /// The part of `X-Amz-Target` before the dot, for the JSON protocols.
    pub target_prefix: Option<&'static str>,
    /// The version in query's `Version`, such as `2010-05-08`.
    pub version: &'static str,
    /// The namespace of XML replies.
    pub namespace: Option<&'static str>,
    /// Every operation that AWS has, those that are not built too, with method and path, in the order of the names' bytes.
    pub names: &'static [(&'static str, &'static str, &'static str)],
    /// The errors that the model declares: name in the model, code on the wire, status, whether the sender's fault.
    pub errors: &'static [ErrorShape],
}

/// What AWS's model says about an error.
#[derive(Debug)]
pub struct ErrorShape {
    /// The name in the model, such as `NoSuchEntityException`.
    pub name: &'static str,
    /// The code on the wire, such as `NoSuchEntity`.
    pub code: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// Whether the caller did wrong, not the service.
    pub sender: bool,
}
