//! What must hold of any sequence of requests.
