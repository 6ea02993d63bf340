//! A report as RDF, in SHACL's words.

use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{Literal, NamedNode, Term, Triple};
use sha2::{Digest, Sha256};

use super::{Report, Violation, sh};

impl Report {
    /// The report as a `sh:ValidationReport`; its nodes are named by what they say, under the base.
    #[must_use]
    pub fn triples(&self, base: &str) -> Vec<Triple> {
        let report = NamedNode::new_unchecked(format!("{base}report"));
        let conforms = Literal::new_typed_literal(self.conforms.to_string(), xsd::BOOLEAN);
        let mut triples = vec![
            Triple::new(report.clone(), rdf::TYPE, sh("ValidationReport")),
            Triple::new(report.clone(), sh("conforms"), conforms),
        ];
        for violation in &self.results {
            let node = name(violation, base);
            triples.push(Triple::new(report.clone(), sh("result"), node.clone()));
            triples.extend(result(violation, &node));
        }
        triples
    }
}

fn result(violation: &Violation, node: &NamedNode) -> Vec<Triple> {
    let value = violation.value.clone().map(|value| (sh("value"), value));
    let parts: [(NamedNode, Term); 7] = [
        (rdf::TYPE.into_owned(), sh("ValidationResult").into()),
        (sh("focusNode"), violation.focus.clone().into()),
        (sh("resultPath"), violation.path.clone().into()),
        (sh("resultSeverity"), sh("Violation").into()),
        (
            sh("resultMessage"),
            Literal::new_simple_literal(&violation.message).into(),
        ),
        (
            sh("sourceConstraintComponent"),
            violation.constraint.clone().into(),
        ),
        (sh("sourceShape"), violation.shape.clone().into()),
    ];
    let parts = parts.into_iter().chain(value);
    parts
        .map(|(property, value)| Triple::new(node.clone(), property, value))
        .collect()
}

/// A name from what the result says, so that two runs give the same.
fn name(violation: &Violation, base: &str) -> NamedNode {
    let value = violation
        .value
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default();
    let said = format!(
        "{} {} {} {value}",
        violation.focus, violation.constraint, violation.shape
    );
    let digest = Sha256::digest(said.as_bytes());
    let hash = digest[..8]
        .iter()
        .fold(0_u64, |hash, byte| hash << 8 | u64::from(*byte));
    NamedNode::new_unchecked(format!("{base}report/{hash:016x}"))
}
