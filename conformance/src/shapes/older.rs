//! What only an older model still says: a service that speaks JSON by now and once spoke query has clients that speak it
//! still, in names, with elements and with codes that its newer models leave out.

use super::model::{Node, Service};

impl Service {
    /// Takes from an older model, of query, what this one does not say: names in query, the namespace and the elements
    /// around replies, the codes of errors and their statuses, which AWS still answers with: recorded of SQS's PurgeQueueInProgress,
    /// 403, and ResourceNotFoundException, 404.
    pub(super) fn remember(&mut self, older: &Service) {
        if self.metadata.xml_namespace.is_none() {
            self.metadata.xml_namespace = older.metadata.xml_namespace.clone();
        }
        for (name, operation) in &mut self.operations {
            let older = older.operations.get(name).and_then(|operation| operation.output.as_ref());
            if let (Some(output), Some(older)) = (operation.output.as_mut(), older) {
                output.result_wrapper = output.result_wrapper.take().or_else(|| older.result_wrapper.clone());
            }
        }
        for (name, shape) in &mut self.shapes {
            if let Some(known) = older.shapes.get(name) {
                shape.remember(known, older);
            }
        }
    }
}

impl Node {
    fn remember(&mut self, known: &Node, older: &Service) {
        for (name, member) in &mut self.members.0 {
            if let Some((_, known)) = known.members.0.iter().find(|(known, _)| known == name) {
                member.name_in_query(known, older);
            }
        }
        let held =
            [(&mut self.member, &known.member), (&mut self.key, &known.key), (&mut self.value, &known.value)];
        for (held, known) in held {
            if let (Some(held), Some(known)) = (held.as_mut(), known) {
                held.name_in_query(known, older);
            }
        }
        if let Some(known) = &known.error {
            let own = self.error.get_or_insert_default();
            own.code = own.code.take().or_else(|| known.code.clone());
            own.http_status_code = own.http_status_code.or(known.http_status_code);
        }
    }

    fn name_in_query(&mut self, known: &Node, older: &Service) {
        let target = || older.shapes.get(known.shape.as_deref()?)?.location_name.as_ref();
        let name = known.location_name.as_ref().or_else(target);
        if self.query_name.is_none() && name != self.location_name.as_ref() {
            self.query_name = name.cloned();
        }
    }
}
