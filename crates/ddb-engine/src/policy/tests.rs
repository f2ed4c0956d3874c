//! Policies and requests.
