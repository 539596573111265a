//! More than one object: parts and wholes, doubles, files, schools.
