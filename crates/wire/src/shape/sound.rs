//! What must hold of a table, whatever service it is of.

use super::{Kind, Member, Shape, Signature};

impl Signature {
    /// The patterns that cannot be compiled, of all that the operation reaches; they would constrain nothing. For the test
    /// of a service's table, which is sound if there are none.
    pub fn unsound_patterns(&self) -> Vec<&'static str> {
        let mut seen = Seen::default();
        seen.shape(self.input);
        seen.shape(self.output);
        seen.unsound
    }
}

#[derive(Default)]
struct Seen {
    shapes: Vec<*const Shape>,
    unsound: Vec<&'static str>,
}

impl Seen {
    fn shape(&mut self, shape: &'static Shape) {
        // Shapes may hold themselves.
        if !self.shapes.contains(&std::ptr::from_ref(shape)) {
            self.shapes.push(shape);
            shape.members.iter().for_each(|member| self.member(member));
        }
    }

    fn member(&mut self, member: &'static Member) {
        if let Some(pattern) = member.rules.pattern.filter(|pattern| !pattern.is_sound()) {
            self.unsound.push(pattern.shown);
        }
        match member.kind {
            Kind::Struct(shape) => self.shape(shape),
            Kind::List(list) => self.member(&list.element),
            Kind::Map(map) => {
                self.member(&map.key);
                self.member(&map.value);
            }
            _ => {}
        }
    }
}
