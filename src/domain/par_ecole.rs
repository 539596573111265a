//! What is known of each school, found by its identity.
//!
//! Every list, figure and chart walks the schools and asks for their facts: of forty-eight thousand
//! schools, a tree spends more time on its branches than on the facts. The order is that in which
//! schools were first told, so that what is printed never depends on chance.

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::Id;

/// The facts of one kind, by school.
pub type ParEcole<V> = IndexMap<Id, Vec<V>, FxBuildHasher>;

/// One thing of each school, looked up and never listed.
pub type ParId<V> = FxHashMap<Id, V>;
