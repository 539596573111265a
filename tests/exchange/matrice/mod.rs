//! The matrix of merges: what two people did apart, and what a person must then see.
//!
//! Each case starts from two copies of one carnet. What is expected is written by hand in the
//! tables of `paires` and `histoires`, in the words of somebody reading the screen, and owes
//! nothing to the rules of the journal. Every case is merged in both directions, through a third
//! carnet in both orders, and with either clock ahead; twice changes nothing; the conflicts it
//! leaves are settled on one side and gone on the other.

mod carnets;
mod histoires;
mod horloges;
mod paires;
